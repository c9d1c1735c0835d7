//! The life of a subscription, from its renewal to its end.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_subscription_is_renewed_before_it_ends_at_the_same_address() {
    let (mut one, _) = Pushed::confirmed().await;
    one.after(4 * 24 * HOUR).await;
    assert_eq!(one.hub.asked().len(), 1);
    one.after(3 * 24 * HOUR).await;
    let asked = one.hub.asked();
    assert_eq!(asked.len(), 2);
    assert_eq!(asked[0], asked[1]);
    one.hub.verify().await;
    one.after(4 * 24 * HOUR).await;
    assert_eq!(one.hub.subscribers(&one.topic()), 1, "eleven days on");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_that_goes_down_is_asked_ever_less_often_and_polling_goes_on() {
    let (mut one, id) = Pushed::confirmed().await;
    one.publishes(&["second", "first"]);
    one.deliver("x").await;
    one.after(MINUTE).await;
    one.hub.goes_down();
    for _ in 0..24 * 14 {
        one.after(HOUR).await;
    }
    let asked = one.hub.asked().len();
    assert!((8..=16).contains(&asked), "{asked} requests in two weeks");
    let gone = &one.subscriptions().await[0];
    let now = one.whole.world.clock().now();
    assert!(!gone.is_alive(now));
    assert!(gone.failures > 5 && gone.last_outcome.contains("cannot be reached"));
    assert_eq!(one.whole.feed(id).await.failures, 0);
    one.publishes(&["third", "second", "first"]);
    one.after(25 * HOUR).await;
    assert_eq!(one.whole.articles().await, 3);

    one.hub.works();
    one.after(8 * 24 * HOUR).await;
    one.hub.verify().await;
    assert_eq!(one.subscriptions().await[0].failures, 0, "it is back");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_that_says_no_is_left_alone() {
    let (mut one, _) = Pushed::confirmed().await;
    let called = one.hub.denies(&one.topic(), "not for you").await;
    assert_eq!(called[0].status, 200);
    let denied = &one.subscriptions().await[0];
    assert_eq!(denied.state, SubscriptionState::Denied);
    assert_eq!(denied.last_outcome, "not for you");
    for _ in 0..20 {
        one.after(25 * HOUR).await;
    }
    assert_eq!(one.hub.asked().len(), 1);
    assert!(one.feed.polls().len() > 15, "polling goes on");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_kept_in_words_without_what_opens_something() {
    let mut one = Pushed::start().await;
    one.publishes(&["x"]);
    one.subscribe().await;
    let callback = one.subscriptions().await[0].callback.expose().to_owned();
    one.hub.refuses(422, &format!("no callback {callback}\n"));
    one.ask().await;
    let refused = &one.subscriptions().await[0];
    assert!(
        refused
            .last_outcome
            .starts_with("the hub answered 422: no callback http://")
    );
    assert!(refused.last_outcome.ends_with("/websub/(secret)"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_names_another_hub_takes_its_subscription_along() {
    let (mut one, _) = Pushed::confirmed().await;
    let old = one.asked();
    let other = one.whole.world.hub().await;
    one.answers(Answer::xml(atom(&other.url(), &one.topic(), &["second"])));
    one.after(25 * HOUR).await;
    let asked = other.asked();
    assert_eq!(asked.len(), 1);
    assert_ne!(asked[0].callback, old.callback);
    assert_ne!(asked[0].secret, old.secret);
    assert_eq!(other.verify().await[0].status, 200);

    let farewell = &one.hub.asked()[1];
    assert_eq!(
        (&*farewell.mode, &farewell.callback),
        ("unsubscribe", &old.callback)
    );
    let called = one.hub.deliver_to(&old, b"late").await;
    assert_eq!(called.status, 410);
    assert_eq!(one.hub.verify().await[0].status, 200);
    assert_eq!(one.hub.subscribers(&one.topic()), 0);
    assert_eq!(one.hub.deliver_to(&old, b"later").await.status, 410);
    assert_eq!(one.subscriptions().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_is_over_is_unsubscribed() {
    let (mut one, _) = Pushed::confirmed().await;
    one.answers(Answer::status(410));
    for _ in 0..8 {
        one.after(25 * HOUR).await;
    }
    assert_eq!(
        one.hub.asked().last().map(|it| it.mode.clone()).as_deref(),
        Some("unsubscribe")
    );
    assert_eq!(one.hub.verify().await[0].status, 200);
    assert_eq!(one.subscriptions().await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_asked_where_hubs_cannot_reach_us_or_nobody_wants_it() {
    for change in [
        (|config| config.site.base_url.clear()) as fn(&mut Config),
        |config| config.fetch.websub = false,
        |config| config.site.base_url = "http://localhost:8080".to_owned(),
    ] {
        let mut one = Pushed::with(change).await;
        one.publishes(&["x"]);
        one.subscribe().await;
        one.ask().await;
        assert_eq!(one.hub.asked(), []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_that_moves_takes_its_subscriptions_along() {
    let (mut one, _) = Pushed::confirmed().await;
    let old = one.asked();
    let mut config = (*one.whole.house.config).clone();
    config.site.base_url = "http://127.0.0.3:81".to_owned();
    one.whole.house.config = config.clone().into();
    one.ask().await;
    let asked = one.hub.asked();
    assert_eq!(asked.len(), 3, "{asked:?}");
    assert!(
        asked
            .iter()
            .any(|it| it.mode == "unsubscribe" && it.callback == old.callback)
    );
    assert!(
        asked
            .iter()
            .any(|it| it.callback.starts_with("http://127.0.0.3:81/websub/"))
    );

    config.fetch.websub = false;
    one.whole.house.config = config.into();
    one.ask().await;
    let states = one.subscriptions().await.into_iter();
    assert!(
        states
            .map(|it| it.state)
            .all(|state| state == SubscriptionState::Leaving)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn hubs_are_asked_as_soon_as_they_are_wanted_without_asking_the_feed() {
    let mut one = Pushed::with(|config| config.fetch.websub = false).await;
    one.publishes(&["x"]);
    one.subscribe().await;
    let wants = |one: &mut Pushed, wants: bool| {
        let mut config = (*one.whole.house.config).clone();
        config.fetch.websub = wants;
        one.whole.house.config = config.into();
    };
    one.ask().await;
    assert_eq!(one.hub.asked(), []);
    wants(&mut one, true);
    one.ask().await;
    assert_eq!(one.asked().topic, one.topic());
    assert_eq!(one.hub.verify().await[0].status, 200);
    wants(&mut one, false);
    one.ask().await;
    wants(&mut one, true);
    one.ask().await;
    let modes: Vec<_> = one.hub.asked().into_iter().map(|it| it.mode).collect();
    assert_eq!(modes, ["subscribe", "unsubscribe", "subscribe"]);
    assert_eq!(one.feed.polls().len(), 1);
}

//! Hubs tell of feeds' news: the subscriber's duties of W3C WebSub, over real HTTP both ways. The
//! numbers are those of the recommendation's own test suite for subscribers (`websub.rocks`); 101,
//! a page of HTML, is a test of `read::websub`, since no page is a feed.

use std::time::Duration;

use depesche_model::{FeedId, Subscription, SubscriptionState, TextPolicy};
use depesche_world::{Answer, Asked, Called, Feed, Hub, Signing};
use jiff::SignedDuration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::Whole;
use crate::config::Config;
use crate::stage::websub::{ask_due, run};

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// A house that hubs reach, a hub, and a feed.
struct Pushed {
    whole: Whole,
    hub: Hub,
    feed: Feed,
    portal: JoinHandle<()>,
}

impl Drop for Pushed {
    fn drop(&mut self) {
        self.portal.abort();
    }
}

impl Pushed {
    async fn start() -> Self {
        Self::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut Config)) -> Self {
        // Not where the fake web is: our own host is never asked.
        let listener = TcpListener::bind("127.0.0.2:0").await.expect("a free port");
        let address = listener.local_addr().expect("it has an address");
        let whole = Whole::with(|config| {
            config.site.base_url = format!("http://{address}");
            change(config);
        })
        .await;
        let router = depesche_web::router(whole.house.portal());
        let portal = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("it is served");
        });
        let (hub, feed) = (whole.world.hub().await, whole.world.feed("a").await);
        Self {
            whole,
            hub,
            feed,
            portal,
        }
    }

    /// A house with a confirmed subscription, whose feed has one entry.
    async fn confirmed() -> (Self, FeedId) {
        let mut one = Self::start().await;
        one.publishes(&["first"]);
        let id = one.subscribe().await;
        one.ask().await;
        let called = one.hub.verify().await;
        assert_eq!(called[0].status, 200);
        (one, id)
    }

    fn topic(&self) -> String {
        self.feed.home().to_owned() + "/self"
    }

    /// Lets the feed say these titles, and its hub.
    fn publishes(&self, titles: &[&str]) {
        self.answers(Answer::xml(atom(&self.hub.url(), &self.topic(), titles)));
    }

    fn answers(&self, answer: Answer) {
        self.feed.site().put("/feed.xml", answer);
    }

    /// Subscribes to the feed and reads it.
    async fn subscribe(&mut self) -> FeedId {
        let id = self.whole.subscribe(&self.feed, TextPolicy::Headline).await;
        self.whole.run().await;
        id
    }

    /// Asks hubs for what is due.
    async fn ask(&self) {
        ask_due(&self.whole.house).await.expect("the store works");
    }

    /// Lets time pass, and does what is due then.
    async fn after(&mut self, time: SignedDuration) {
        self.whole.after(time).await;
        self.ask().await;
    }

    async fn subscriptions(&self) -> Vec<Subscription> {
        let all = self.whole.house.store.subscriptions().await;
        all.expect("the store reads")
    }

    async fn state(&self) -> SubscriptionState {
        self.subscriptions().await[0].state
    }

    async fn deliver(&self, body: &str) -> Vec<Called> {
        self.hub.deliver(&self.topic(), body.as_bytes()).await
    }

    /// The one request that the hub had.
    fn asked(&self) -> Asked {
        let asked = self.hub.asked();
        assert_eq!(asked.len(), 1, "{asked:?}");
        asked[0].clone()
    }

    /// How long until the feed is asked again.
    async fn wait(&self, id: FeedId) -> SignedDuration {
        let due = self.whole.feed(id).await.next_fetch_at;
        due.duration_since(self.whole.world.clock().now())
    }
}

fn entries(titles: &[&str], entry: fn(&str) -> String) -> String {
    titles.iter().map(|title| entry(title)).collect()
}

fn atom(hub: &str, topic: &str, titles: &[&str]) -> String {
    let entries = entries(titles, |title| {
        format!("<entry><id>urn:{title}</id><title>{title}</title></entry>")
    });
    format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>A</title>
        <link rel='hub' href='{hub}'/><link rel='self' href='{topic}'/>{entries}</feed>"
    )
}

fn rss(hub: &str, topic: &str, titles: &[&str]) -> String {
    let entries = entries(titles, |title| {
        format!("<item><guid>urn:{title}</guid><title>{title}</title></item>")
    });
    format!(
        "<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel><title>A</title>
        <atom:link rel='hub' href='{hub}'/><atom:link rel='self' href='{topic}'/>{entries}</channel></rss>"
    )
}

/// The feed answers so; the hub is asked for its topic and confirms it.
async fn check_discovery(answer: impl FnOnce(&Pushed) -> Answer) {
    let mut one = Pushed::start().await;
    one.answers(answer(&one));
    one.subscribe().await;
    one.ask().await;
    let asked = one.asked();
    assert_eq!(
        (asked.mode.as_str(), asked.topic),
        ("subscribe", one.topic())
    );
    let called = one.hub.verify().await;
    assert_eq!(called[0].status, 200, "{called:?}");
    assert_eq!(one.state().await, SubscriptionState::Active);
    assert_eq!(one.hub.subscribers(&one.topic()), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn test_100_a_hub_is_found_in_link_headers() {
    check_discovery(|one| {
        Answer::xml("<feed xmlns='http://www.w3.org/2005/Atom'><title>A</title></feed>")
            .header("link", &format!("<{}>; rel=\"hub\"", one.hub.url()))
            .header("link", "</self>; rel=self")
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn test_102_a_hub_is_found_in_atom() {
    check_discovery(|one| Answer::xml(atom(&one.hub.url(), &one.topic(), &["x"]))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn test_103_a_hub_is_found_in_rss() {
    check_discovery(|one| Answer::xml(rss(&one.hub.url(), &one.topic(), &["x"]))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn test_104_headers_go_before_the_document() {
    check_discovery(|one| {
        let link = format!("<{}>; rel=hub, </self>; rel=self", one.hub.url());
        Answer::xml(atom("http://127.0.0.1:9/", "http://127.0.0.1:9/", &["x"]))
            .header("link", &link)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn test_200_the_topic_is_what_the_feed_calls_itself() {
    let (one, _) = Pushed::confirmed().await;
    let asked = one.asked();
    assert_ne!(asked.topic, one.feed.url());
    assert_eq!(asked.topic, one.topic());
    let token = asked.callback.rsplit('/').next().unwrap_or_default();
    assert_eq!(token.len(), 64);
    assert!(
        asked
            .secret
            .is_some_and(|secret| secret.len() == 64 && secret != token)
    );
    assert_eq!(asked.lease_seconds, Some(864_000));
}

async fn check_moved_topic(status: u16) {
    let mut one = Pushed::start().await;
    one.answers(Answer::redirect(status, "/moved.xml"));
    let moved = one.feed.home().to_owned() + "/moved.xml";
    let document = atom(&one.hub.url(), &moved, &["x"]);
    one.feed.site().put("/moved.xml", Answer::xml(document));
    one.subscribe().await;
    one.ask().await;
    assert_eq!(one.asked().topic, moved);
    assert_eq!(one.hub.verify().await[0].status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn test_201_a_topic_that_is_elsewhere_for_now_is_followed() {
    check_moved_topic(302).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn test_202_a_topic_that_has_moved_is_followed() {
    check_moved_topic(301).await;
}

async fn check_moved_hub(status: u16) {
    let mut one = Pushed::start().await;
    let other = one.whole.world.hub().await;
    one.hub.redirects(status, &other.url());
    one.publishes(&["x"]);
    one.subscribe().await;
    one.ask().await;
    assert_eq!(other.asked(), one.hub.asked(), "the same form");
    assert_eq!(other.verify().await[0].status, 200);
    assert_eq!(one.state().await, SubscriptionState::Active);
}

#[tokio::test(flavor = "multi_thread")]
async fn test_203_a_hub_that_is_elsewhere_for_now_is_followed() {
    check_moved_hub(307).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn test_204_a_hub_that_has_moved_is_followed() {
    check_moved_hub(308).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_that_runs_asks_hubs_by_itself() {
    let mut one = Pushed::start().await;
    one.publishes(&["x"]);
    one.subscribe().await;
    let (stop, stopping) = watch::channel(false);
    let asking = tokio::spawn(run(one.whole.house.clone(), stopping));
    let asked = tokio::time::timeout(Duration::from_secs(20), one.hub.until_asked(1)).await;
    asked.expect("it is asked soon");
    stop.send(true).expect("it listens");
    asking.await.expect("it ends when it is told to");
    assert_eq!(one.hub.verify().await[0].status, 200);
    assert_eq!(one.state().await, SubscriptionState::Active);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_that_redirects_as_none_may_is_not_followed() {
    let mut one = Pushed::start().await;
    let other = one.whole.world.hub().await;
    one.hub.redirects(302, &other.url());
    one.publishes(&["x"]);
    one.subscribe().await;
    one.ask().await;
    assert_eq!(other.asked(), []);
    let failed = &one.subscriptions().await[0];
    assert_eq!(failed.last_outcome, "the hub answered 302");
}

#[tokio::test(flavor = "multi_thread")]
async fn test_205_what_we_did_not_ask_for_is_refused() {
    let (one, _) = Pushed::confirmed().await;
    let asked = one.asked();
    let called = one.hub.verify_as(&asked, "http://127.0.0.1:9/other").await;
    assert_eq!(called.status, 404);
    let unsubscribe = Asked {
        mode: "unsubscribe".to_owned(),
        ..asked.clone()
    };
    let called = one.hub.verify_as(&unsubscribe, &asked.topic).await;
    assert_eq!(called.status, 404);
    let mut unknown = asked.clone();
    unknown.callback.truncate(unknown.callback.len() - 64);
    unknown.callback.push_str(&"0".repeat(64));
    let called = one.hub.verify_as(&unknown, &asked.topic).await;
    assert_eq!(called.status, 404);
    assert_eq!(one.state().await, SubscriptionState::Active);
}

#[tokio::test(flavor = "multi_thread")]
async fn test_300_a_delivery_brings_the_news_at_once() {
    let (mut one, id) = Pushed::confirmed().await;
    one.after(10 * MINUTE).await;
    one.publishes(&["second", "first"]);
    let called = one.deliver("<feed/>").await;
    assert_eq!(called[0].status / 100, 2);
    one.whole.run().await;
    assert_eq!(one.whole.articles().await, 2);
    let polls = one.feed.polls();
    assert_eq!(polls.len(), 2);
    assert!(polls[1].is_conditional(), "asked from its own address");
    assert!(one.wait(id).await >= 6 * HOUR, "and less often from now on");
}

async fn check_ignored(signing: Signing) {
    let (mut one, _) = Box::pin(Pushed::confirmed()).await;
    one.after(10 * MINUTE).await;
    one.publishes(&["second", "first"]);
    let called = one
        .hub
        .signs(signing)
        .deliver(&one.topic(), b"<feed/>")
        .await;
    assert_eq!(called[0].status / 100, 2, "nobody learns from the answer");
    one.whole.run().await;
    assert_eq!(one.feed.polls().len(), 1);
    assert_eq!(one.subscriptions().await[0].delivered_at, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn test_301_a_delivery_with_a_wrong_signature_is_not_heeded() {
    check_ignored(Signing::Wrong).await;
    check_ignored(Signing::WrongSecret).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn test_302_a_delivery_without_a_signature_is_not_heeded() {
    check_ignored(Signing::Unsigned).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_method_of_signing_is_understood() {
    let (mut one, _) = Pushed::confirmed().await;
    let methods = [
        Signing::Sha1,
        Signing::Sha256,
        Signing::Sha384,
        Signing::Sha512,
    ];
    for (number, signing) in methods.into_iter().enumerate() {
        one.after(10 * MINUTE).await;
        one.hub.signs(signing).deliver(&one.topic(), b"x").await;
        one.whole.run().await;
        assert_eq!(one.feed.polls().len(), number + 2, "{signing:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn junk_that_is_delivered_is_only_a_hint() {
    let (mut one, _) = Pushed::confirmed().await;
    one.after(10 * MINUTE).await;
    one.publishes(&["second", "first"]);
    let forged = atom(&one.hub.url(), &one.topic(), &["forged"]);
    for body in [forged.as_str(), "", "\0\u{fffd}<<<"] {
        assert_eq!(one.deliver(body).await[0].status / 100, 2);
    }
    one.whole.run().await;
    assert_eq!(one.whole.articles().await, 2);
    let latest = one.whole.get("/latest").await;
    assert!(latest.text.contains("second") && !latest.text.contains("forged"));
}

#[tokio::test(flavor = "multi_thread")]
async fn however_often_a_hub_delivers_a_feed_is_asked_once_a_minute() {
    let (mut one, _) = Pushed::confirmed().await;
    one.after(10 * MINUTE).await;
    let before = one.feed.polls().len();
    for _ in 0..30 {
        one.deliver("x").await;
        one.after(SignedDuration::from_secs(10)).await;
    }
    let polls = one.feed.polls().len() - before;
    assert!((5..=6).contains(&polls), "{polls} in five minutes");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hint_that_nothing_is_found_for_is_followed_by_a_second_look() {
    let (mut one, id) = Pushed::confirmed().await;
    one.after(10 * MINUTE).await;
    one.deliver("x").await;
    one.whole.run().await;
    assert!(one.wait(id).await <= HOUR, "a cache may not have heard yet");
    one.publishes(&["second", "first"]);
    one.after(HOUR).await;
    assert_eq!(one.whole.articles().await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_that_is_silent_does_not_slow_its_feed_down() {
    let (mut one, id) = Pushed::confirmed().await;
    let silent = one.wait(id).await;
    assert!(silent < 3 * HOUR, "it has not delivered yet");
    one.publishes(&["second", "first"]);
    one.deliver("x").await;
    one.after(MINUTE).await;
    assert!(one.wait(id).await >= 6 * HOUR);
    let mut titles = vec!["second", "first"];
    for title in ["third", "fourth"] {
        titles.insert(0, title);
        one.publishes(&titles);
        one.after(7 * HOUR).await;
    }
    assert_eq!(one.whole.articles().await, 4);
    assert_eq!(one.subscriptions().await[0].missed, 2);
    titles.insert(0, "fifth");
    one.publishes(&titles);
    one.after(7 * HOUR).await;
    assert!(one.wait(id).await < 6 * HOUR, "its own rhythm again");
}

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

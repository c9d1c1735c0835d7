//! Feeds that misbehave (reliability 4, 5, 16, 17).

use depesche_model::TextPolicy;
use depesche_model::health::State;
use depesche_world::Feed;

use super::{LATER, Whole};

/// A feed with this fault: how many articles come of it over three polls, and its health then.
async fn check(fault: impl FnOnce(&Feed) -> &Feed, articles: u64, state: State) {
    let mut whole = Whole::with(|config| {
        config.fetch.timeout = crate::config::Interval(jiff::SignedDuration::from_secs(2));
    })
    .await;
    let (feed, healthy) = (
        whole.world.feed("faulty").await,
        whole.world.feed("healthy").await,
    );
    feed.entries(20);
    healthy.entries(1);
    fault(&feed);
    let id = whole.subscribe(&feed, TextPolicy::Headline).await;
    whole.subscribe(&healthy, TextPolicy::Headline).await;
    whole.run().await;
    whole.after(LATER).await;
    whole.after(LATER).await;
    assert_eq!(
        whole.articles().await,
        articles + 1,
        "and the healthy feed's one"
    );
    let feed = whole.feed(id).await;
    assert_eq!(whole.state(&feed), state, "{}", feed.last_outcome);
    assert!(!feed.last_outcome.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_changes_all_its_guids_gives_each_article_once() {
    check(Feed::new_guids_each_time, 20, State::Faulty).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_guid_for_all_entries_still_makes_them_all() {
    check(Feed::one_guid_for_all, 20, State::Faulty).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_without_guids_are_stable() {
    check(Feed::without_guids, 20, State::Fine).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn garbage_is_told_and_harms_nobody() {
    check(Feed::garbage, 0, State::Lost).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_web_page_is_told() {
    check(Feed::html, 0, State::Lost).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bomb_is_cut() {
    check(Feed::bomb, 0, State::Failing).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_is_reset_is_told() {
    check(Feed::reset, 0, State::Failing).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_never_answers_is_cut_off() {
    check(Feed::never_answers, 0, State::Failing).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn half_an_answer_is_no_answer() {
    check(Feed::cut_off, 0, State::Failing).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_within_the_allowed_network_is_followed_and_one_to_another_host_is_not() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    let other = whole.world.feed("b").await;
    other.entries(3);
    feed.redirect(302, &other.url());
    let id = whole.subscribe(&feed, TextPolicy::Headline).await;
    whole.run().await;
    assert_eq!(whole.articles().await, 3);
    // The same place under a name that is not the feed's own.
    feed.redirect(302, &other.url().replace("127.0.0.1", "localhost"));
    whole.after(LATER).await;
    let polled = whole.feed(id).await;
    assert!(
        polled.last_outcome.contains("private address"),
        "{}",
        polled.last_outcome
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_sorts_into_the_future() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.entries(5).future_dates();
    whole.subscribe(&feed, TextPolicy::Headline).await;
    whole.run().await;
    let page = depesche_store::portal::Page {
        after: None,
        limit: 50,
    };
    let held = whole
        .house
        .store
        .latest(page, &whole.house.language())
        .await
        .expect("the store reads");
    let now = whole.world.clock().now();
    assert_eq!(held.len(), 5);
    for held in held {
        let shown = depesche_model::gate::show(held, depesche_model::Audience::Public);
        assert!(shown.expect("is shown").published_at <= now);
    }
}

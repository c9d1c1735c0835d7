//! What publishers ask of those who read their feeds (reliability 3, 9–12).

use depesche_model::TextPolicy;
use depesche_model::health::State;
use depesche_world::Answer;
use jiff::SignedDuration;

use super::{LATER, Whole};
use crate::config::Config;

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_is_asked_unconditionally_only_once() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.entries(20);
    whole.subscribe(&feed, TextPolicy::Headline).await;
    whole.run().await;
    for _ in 0..5 {
        whole.after(LATER).await;
    }
    let polls = feed.polls();
    assert_eq!(polls.len(), 6);
    assert!(!polls[0].is_conditional());
    assert!(
        polls[1..]
            .iter()
            .all(depesche_world::Request::is_conditional)
    );
    assert_eq!(whole.articles().await, 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_nobody_may_store_is_asked_conditionally_all_the_same() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    let document = "<rss><channel><title>A</title></channel></rss>";
    let answer = Answer::xml(document).header("cache-control", "no-store");
    feed.site().put("/feed.xml", answer);
    whole.subscribe(&feed, TextPolicy::Headline).await;
    whole.run().await;
    whole.after(LATER).await;
    let polls = feed.polls();
    assert_eq!(polls.len(), 2);
    assert!(polls[1].is_conditional());
}

#[tokio::test(flavor = "multi_thread")]
async fn validators_are_echoed_byte_for_byte_and_nothing_else_is_told() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.entries(1);
    let id = whole.subscribe(&feed, TextPolicy::Headline).await;
    whole.run().await;
    let validators = whole.feed(id).await.validators;
    whole.after(LATER).await;
    let polls = feed.polls();
    assert_eq!(polls[1].header("if-none-match"), validators.etag.as_deref());
    assert_eq!(
        polls[1].header("if-modified-since"),
        validators.last_modified.as_deref()
    );
    for poll in &polls {
        assert!(poll.header("cookie").is_none() && poll.header("referer").is_none());
        assert!(!poll.path.contains('?'));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_that_the_end_of_the_house_cut_off_is_done_again_after_an_hour() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.site().put("/feed.xml", Answer::never());
    let id = whole.subscribe(&feed, TextPolicy::Headline).await;
    let cut_off = tokio::time::timeout(std::time::Duration::from_secs(1), whole.run());
    cut_off.await.expect_err("nobody answers");
    assert_eq!(feed.polls().len(), 1);
    feed.site().take("/feed.xml");
    whole.after(SignedDuration::from_mins(59)).await;
    assert_eq!(feed.polls().len(), 1, "its schedule was stored before");
    // No lease but its schedule holds it back.
    whole.after(SignedDuration::from_mins(1)).await;
    assert_eq!(feed.polls().len(), 2);
    assert!(whole.feed(id).await.last_success_at.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_is_not_asked_again_within_an_hour() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.entries(3);
    whole.subscribe(&feed, TextPolicy::Headline).await;
    whole.run().await;
    whole.after(SignedDuration::from_mins(59)).await;
    assert_eq!(feed.polls().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn validators_are_dropped_after_eight_days_of_304() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.entries(3);
    whole.subscribe(&feed, TextPolicy::Headline).await;
    whole.run().await;
    feed.not_modified();
    for _ in 0..9 {
        whole.after(LATER).await;
    }
    let unconditional = feed
        .polls()
        .iter()
        .filter(|poll| !poll.is_conditional())
        .count();
    assert_eq!(unconditional, 2, "the first, and one after eight days");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_leaves_the_validators_as_they_were() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.entries(3);
    let id = whole.subscribe(&feed, TextPolicy::Headline).await;
    whole.run().await;
    let before = whole.feed(id).await;
    feed.fails(500, None);
    whole.after(LATER).await;
    let failed = whole.feed(id).await;
    assert_eq!(failed.validators, before.validators);
    assert_eq!(whole.state(&failed), State::Failing);
    feed.works();
    whole.after(LATER).await;
    let healed = whole.feed(id).await;
    assert_eq!(whole.state(&healed), State::Fine);
    assert!(
        feed.polls()
            .last()
            .is_some_and(depesche_world::Request::is_conditional)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn retry_after_is_obeyed() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.fails(429, Some("172800"));
    whole.subscribe(&feed, TextPolicy::Headline).await;
    whole.run().await;
    whole.after(SignedDuration::from_hours(47)).await;
    assert_eq!(feed.polls().len(), 1);
    whole.after(SignedDuration::from_hours(6)).await;
    assert_eq!(feed.polls().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_feed_is_told_the_next_of_its_site_has_not_failed() {
    let home = "127.0.0.1".parse().expect("an address");
    let pinned = |config: &mut Config| {
        config.fetch.resolve = [("*.site.example".to_owned(), home)].into();
    };
    let mut whole = Whole::with(pinned).await;
    let mut feeds = Vec::new();
    for name in ["a", "b"] {
        let feed = whole.world.feed(name).await;
        // The other one waits for its turn meanwhile.
        feed.fails(429, None)
            .slow(std::time::Duration::from_millis(300));
        let url = feed.url().replace("127.0.0.1", "www.site.example");
        let id = whole.subscribe_at(url, name, TextPolicy::Headline).await;
        feeds.push((feed, id));
    }
    whole.run().await;
    let mut failures = Vec::new();
    for (feed, id) in &feeds {
        let known = whole.feed(*id).await;
        failures.push((feed.polls().len(), known.failures));
        // Whoever was not asked is not left alone for a day.
        let wait = known.next_fetch_at - whole.world.clock().now();
        let hours = wait
            .total(jiff::Unit::Hour)
            .expect("hours are always so long");
        assert!(hours < 3.0, "{hours}");
    }
    failures.sort_unstable();
    assert_eq!(failures, [(0, 0), (1, 1)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_confirmed_410_ends_a_feed() {
    let mut whole = Whole::start().await;
    let (gone, missing) = (
        whole.world.feed("gone").await,
        whole.world.feed("missing").await,
    );
    gone.gone();
    missing.missing();
    let gone_id = whole.subscribe(&gone, TextPolicy::Headline).await;
    let missing_id = whole.subscribe(&missing, TextPolicy::Headline).await;
    whole.run().await;
    assert_eq!(whole.state(&whole.feed(gone_id).await), State::Failing);
    for _ in 0..30 {
        whole.after(SignedDuration::from_hours(27)).await;
    }
    assert_eq!(whole.state(&whole.feed(gone_id).await), State::Ended);
    assert_eq!(gone.polls().len(), 2);
    assert_eq!(whole.state(&whole.feed(missing_id).await), State::Lost);
    assert!(missing.polls().len() >= 30, "at least one try a day");
}

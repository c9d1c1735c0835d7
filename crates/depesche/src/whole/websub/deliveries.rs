//! What hubs deliver.

use super::*;

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

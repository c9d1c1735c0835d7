//! A crowd sees who is polite, and who is not.

use depesche_world::Clock;
use depesche_world::crowd::{Crowd, Mood, Plan};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::client::{Reply, get_with};

/// A crowd of one mood on four hosts, and its clock.
async fn crowd(mood: Mood, feeds: usize) -> (Crowd, Clock) {
    let clock = Clock::at(Timestamp::constant(1_795_392_000, 0));
    let plan = Plan {
        feeds,
        hosts: 4,
        dead: 0,
        entries: 3,
        mood,
        seed: 1,
    };
    let crowd = Crowd::start(plan, clock.clone(), 0).await;
    (crowd.expect("has a port"), clock)
}

/// Asks a feed, as its name leads there.
async fn ask(crowd: &Crowd, feed: usize, headers: &[(&str, &str)]) -> Reply {
    get_with(&format!("{}/f/{feed}.xml", crowd.home()), headers).await
}

/// Asks a feed a second time after a while, with these headers besides those that it gave; a figure
/// of the report.
async fn check(hours: i64, is_echoed: bool, more: &[(&str, &str)], figure: &str) -> u64 {
    let (crowd, clock) = crowd(Mood::Still, 4).await;
    let first = ask(&crowd, 0, &[]).await;
    clock.advance(SignedDuration::from_hours(hours));
    let mut headers = more.to_vec();
    if is_echoed {
        headers.push(("if-none-match", first.header("etag")));
        headers.push(("if-modified-since", first.header("last-modified")));
    }
    ask(&crowd, 0, &headers).await;
    number(&crowd.report(), figure)
}

fn number(report: &Value, path: &str) -> u64 {
    let found = report.pointer(path).and_then(Value::as_u64);
    found.unwrap_or_else(|| panic!("no {path} in {report}"))
}

#[tokio::test]
async fn whoever_echoes_what_was_given_after_an_hour_is_polite() {
    let faults = [
        "/unconditional/forgotten",
        "/validators/inexact",
        "/gaps/under_an_hour",
        "/manners/cookies",
    ];
    for fault in faults {
        assert_eq!(check(1, true, &[], fault).await, 0, "{fault}");
    }
    assert_eq!(check(1, true, &[], "/validators/exact").await, 2);
    assert_eq!(check(1, true, &[], "/unconditional/most").await, 1);
}

#[tokio::test]
async fn whoever_forgets_what_was_given_is_seen() {
    assert_eq!(check(1, false, &[], "/unconditional/forgotten").await, 1);
    assert_eq!(check(1, false, &[], "/unconditional/most").await, 2);
}

#[tokio::test]
async fn after_eight_days_without_a_whole_answer_nothing_is_echoed() {
    let eight_days = 8 * 24;
    assert_eq!(check(eight_days, true, &[], "/validators/inexact").await, 1);
    assert_eq!(
        check(eight_days, false, &[], "/validators/inexact").await,
        0
    );
}

#[tokio::test]
async fn a_condition_of_ones_own_making_is_seen() {
    let made_up = [("if-modified-since", "Mon, 23 Nov 2026 00:00:00 GMT")];
    assert_eq!(check(1, false, &made_up, "/validators/inexact").await, 1);
}

#[tokio::test]
async fn whoever_comes_too_early_or_brings_cookies_is_seen() {
    assert_eq!(check(0, true, &[], "/gaps/under_an_hour").await, 1);
    let cookie = [("cookie", "seen=1")];
    assert_eq!(check(1, true, &cookie, "/manners/cookies").await, 1);
}

#[tokio::test]
async fn two_requests_at_once_to_a_host_are_seen() {
    let (crowd, _) = crowd(Mood::Still, 8).await;
    // Feeds 0 and 4 are on one host, 1 is on another.
    tokio::join!(ask(&crowd, 0, &[]), ask(&crowd, 1, &[]));
    assert_eq!(number(&crowd.report(), "/in_flight_most"), 1);
    tokio::join!(ask(&crowd, 0, &[]), ask(&crowd, 4, &[]));
    assert_eq!(number(&crowd.report(), "/in_flight_most"), 2);
}

#[tokio::test]
async fn whoever_does_not_wait_as_asked_is_seen() {
    let (crowd, clock) = crowd(Mood::Mixed, 100).await;
    let is_busy = |reply: &Reply| reply.headers.contains_key("retry-after");
    for feed in 0..100 {
        for _ in 0..9 {
            if is_busy(&ask(&crowd, feed, &[]).await) {
                assert_eq!(number(&crowd.report(), "/retry_after/requests_before"), 0);
                clock.advance(SignedDuration::from_mins(1));
                ask(&crowd, feed, &[]).await;
                assert_eq!(number(&crowd.report(), "/retry_after/requests_before"), 1);
                return;
            }
        }
    }
    panic!("nobody is busy in a crowd of a hundred");
}

#[tokio::test]
async fn an_order_publishes_and_turns_the_clock() {
    let (crowd, clock) = crowd(Mood::Still, 4).await;
    let before = ask(&crowd, 2, &[]).await;
    let at = clock.now();
    get_with(&format!("{}/control/advance/60", crowd.home()), &[]).await;
    get_with(&format!("{}/control/publish/2", crowd.home()), &[]).await;
    assert_eq!(clock.now().duration_since(at).as_secs(), 60);
    let after = ask(&crowd, 2, &[]).await;
    assert_ne!(before.header("etag"), after.header("etag"));
    assert_eq!(number(&crowd.report(), "/entries/fetched"), 1);
}

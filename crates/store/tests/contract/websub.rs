//! Subscriptions at hubs.

use depesche_model::websub::{Secret, Verdict, Verification};
use depesche_model::{FeedId, Subscription, SubscriptionState};
use depesche_store::Store;
use depesche_store::poll::{Claim, PollResult};
use depesche_store::websub::{
    NewSubscription, Push, Requested, SubscriptionChange, SubscriptionJob,
};

use crate::harness::{Database, on_both};
use crate::samples::{HOUR, add, at, claim_now, entry, feed, fresh, poll, record};

const DAY: i64 = 24 * 3600;

fn new(hub: &str, token: &str) -> SubscriptionChange {
    SubscriptionChange::Begin(NewSubscription {
        hub: format!("https://{hub}.example/"),
        topic: "https://a.example/feed".to_owned(),
        callback: Secret::new(format!("https://news.example/websub/{token}")),
        secret: Secret::new(format!("key of {token}")),
    })
}

async fn change(store: &Store, feed: FeedId, change: &SubscriptionChange, seconds: i64) {
    let input = (feed, change);
    let done = store.write(&input, |tx, (feed, change)| {
        Box::pin(tx.change_subscription(*feed, change, at(seconds)))
    });
    done.await.expect("it is changed");
}

async fn claim(store: &Store, seconds: i64, busy: &[&str], most: (u32, u32)) -> Vec<String> {
    let jobs = claim_jobs(store, seconds, busy, most).await.into_iter();
    jobs.map(|job| token(&job.subscription)).collect()
}

async fn claim_jobs(
    store: &Store,
    seconds: i64,
    busy: &[&str],
    most: (u32, u32),
) -> Vec<SubscriptionJob> {
    let busy: Vec<_> = busy
        .iter()
        .map(|hub| format!("https://{hub}.example/"))
        .collect();
    let jobs = store.write(&busy, |tx, busy| {
        Box::pin(tx.claim_subscriptions(at(seconds), at(seconds + 600), busy, most))
    });
    jobs.await.expect("they are claimed")
}

fn token(subscription: &Subscription) -> String {
    let callback = subscription.callback.expose();
    callback.rsplit('/').next().unwrap_or_default().to_owned()
}

async fn requested(store: &Store, job: &SubscriptionJob, seconds: i64, is_over: bool) -> bool {
    let requested = Requested {
        outcome: "asked".to_owned(),
        next_at: at(seconds),
        is_over,
    };
    let input = (job, requested);
    let done = store.write(&input, |tx, (job, requested)| {
        Box::pin(tx.record_request(job, requested))
    });
    done.await.expect("it is recorded")
}

async fn asked(store: &Store, token: &str, mode: &str, seconds: i64) -> Verdict {
    let asked = Verification {
        mode: mode.to_owned(),
        topic: "https://a.example/feed".to_owned(),
        challenge: "x".to_owned(),
        lease_seconds: Some(10 * DAY.unsigned_abs()),
        reason: "because".to_owned(),
    };
    let input = (token, asked);
    let verdict = store.write(&input, |tx, (token, asked)| {
        Box::pin(tx.answer_hub(token, asked, at(seconds)))
    });
    verdict.await.expect("it is answered")
}

async fn hint(store: &Store, token: &str, seconds: i64) -> bool {
    let done = store.write(token, |tx, token| {
        Box::pin(tx.take_hint(token, at(seconds)))
    });
    done.await.expect("it is taken")
}

async fn only(store: &Store, token: &str) -> Subscription {
    let found = store.subscription(token).await.expect("it is read");
    found.expect("there is one")
}

/// A feed that was polled at second 0, and its subscription `t`, confirmed.
async fn subscribed(store: &Store) -> FeedId {
    let feed = add(store, &feed("a")).await.feed;
    let job = claim_now(store, feed).await;
    record(store, &poll(feed, job.turn, 0, fresh(&[]))).await;
    change(store, feed, &new("hub", "t"), 0).await;
    claim(store, 0, &[], (9, 9)).await;
    assert!(matches!(
        asked(store, "t", "subscribe", 1).await,
        Verdict::Active { .. }
    ));
    feed
}

async fn due(store: &Store) -> i64 {
    let report = store.source("a").await.expect("it is read");
    let due = report.expect("there is one").feeds[0].next_fetch_at;
    due.duration_since(at(0)).as_secs()
}

#[tokio::test]
async fn a_subscription_is_begun_claimed_and_confirmed() {
    on_both(async |db: &Database| {
        let feed = add(&db.store, &feed("a")).await.feed;
        change(&db.store, feed, &new("hub", "t"), 5).await;
        assert_eq!(
            asked(&db.store, "t", "subscribe", 5).await,
            Verdict::Refused,
            "nobody has asked for it yet"
        );
        assert_eq!(claim(&db.store, 4, &[], (9, 9)).await.len(), 0);
        assert_eq!(claim(&db.store, 5, &[], (9, 9)).await, ["t"]);
        assert_eq!(claim(&db.store, 6, &[], (9, 9)).await.len(), 0, "leased");

        let one = only(&db.store, "t").await;
        assert_eq!((one.feed_id, one.state), (feed, SubscriptionState::Wanted));
        assert_eq!((one.begun_at, one.requested_at), (at(5), Some(at(5))));
        assert_eq!(one.secret, Secret::new("key of t"));
        assert_eq!(one.hub, "https://hub.example/");

        let verdict = asked(&db.store, "t", "subscribe", 7).await;
        let one = only(&db.store, "t").await;
        assert_eq!(one.state, SubscriptionState::Active);
        assert_eq!(one.lease_until, Some(at(7 + 10 * DAY)));
        assert_eq!(
            verdict,
            Verdict::Active {
                lease_until: at(7 + 10 * DAY),
                renew_at: one.next_at
            }
        );
        let counts = db.store.counts(at(8)).await.expect("they are counted");
        assert_eq!(counts.subscriptions, 1);
        let counts = db
            .store
            .counts(at(11 * DAY))
            .await
            .expect("they are counted");
        assert_eq!(counts.subscriptions, 0, "it has ended");
        let asked = asked(&db.store, "other", "subscribe", 7).await;
        assert_eq!(asked, Verdict::Refused);
    })
    .await;
}

#[tokio::test]
async fn a_hub_that_calls_before_it_answers_has_the_last_word() {
    on_both(async |db: &Database| {
        let feed = add(&db.store, &feed("a")).await.feed;
        change(&db.store, feed, &new("hub", "t"), 0).await;
        let job = claim_jobs(&db.store, 0, &[], (9, 9)).await.remove(0);
        asked(&db.store, "t", "subscribe", 1).await;
        assert!(!requested(&db.store, &job, 900, false).await);
        let one = only(&db.store, "t").await;
        assert_eq!((one.failures, &*one.last_outcome), (0, ""));
        assert!(one.next_at > at(DAY));

        let renewal = one.next_at.duration_since(at(0)).as_secs();
        let job = claim_jobs(&db.store, renewal, &[], (9, 9)).await.remove(0);
        assert!(requested(&db.store, &job, renewal + 900, false).await);
        let one = only(&db.store, "t").await;
        assert_eq!((one.failures, &*one.last_outcome), (1, "asked"));
        assert_eq!(one.state, SubscriptionState::Active, "until its lease ends");
        assert_eq!(one.next_at, at(renewal + 900));
    })
    .await;
}

#[tokio::test]
async fn hubs_are_taken_in_turn_and_busy_ones_left_alone() {
    on_both(async |db: &Database| {
        for (name, hub, seconds) in [("a", "x", 1), ("b", "x", 2), ("c", "x", 3), ("d", "y", 4)] {
            let feed = add(&db.store, &feed(name)).await.feed;
            change(&db.store, feed, &new(hub, name), seconds).await;
        }
        assert_eq!(claim(&db.store, 9, &["x", "y"], (9, 9)).await.len(), 0);
        assert_eq!(claim(&db.store, 9, &[], (2, 1)).await, ["a", "d"]);
        assert_eq!(claim(&db.store, 9, &["y"], (1, 9)).await, ["b", "c"]);
    })
    .await;
}

#[tokio::test]
async fn a_feed_has_one_that_is_wanted_and_the_old_one_is_left() {
    on_both(async |db: &Database| {
        let feed = subscribed(&db.store).await;
        change(&db.store, feed, &new("other", "u"), 10).await;
        let all = db.store.subscriptions().await.expect("they are read");
        let states: Vec<_> = all.iter().map(|it| (token(it), it.state)).collect();
        assert_eq!(
            states,
            [
                ("t".to_owned(), SubscriptionState::Leaving),
                ("u".to_owned(), SubscriptionState::Wanted)
            ]
        );
        assert!(!hint(&db.store, "t", 11).await);
        assert_eq!(
            asked(&db.store, "t", "subscribe", 11).await,
            Verdict::Refused
        );
        let verdict = asked(&db.store, "t", "unsubscribe", 11).await;
        assert!(matches!(verdict, Verdict::Left { .. }));

        assert_eq!(only(&db.store, "t").await.state, SubscriptionState::Left);
        assert_eq!(claim(&db.store, 12, &[], (9, 9)).await, ["u"]);
        claim(&db.store, 31 * DAY, &[], (9, 9)).await;
        let forgotten = db.store.subscription("t").await.expect("it is read");
        assert!(forgotten.is_none());
    })
    .await;
}

#[tokio::test]
async fn a_hub_that_does_not_let_go_is_left_all_the_same() {
    on_both(async |db: &Database| {
        let feed = subscribed(&db.store).await;
        change(&db.store, feed, &SubscriptionChange::Leave, 10).await;
        let job = claim_jobs(&db.store, 10, &[], (9, 9)).await.remove(0);
        assert_eq!(job.subscription.state, SubscriptionState::Leaving);
        assert!(requested(&db.store, &job, DAY, true).await);
        assert_eq!(only(&db.store, "t").await.state, SubscriptionState::Left);
        let all = db.store.subscriptions().await.expect("they are read");
        assert!(all.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_hub_that_said_no_is_asked_once_more_after_long() {
    on_both(async |db: &Database| {
        subscribed(&db.store).await;
        assert!(matches!(
            asked(&db.store, "t", "denied", 5).await,
            Verdict::Denied { .. }
        ));
        let one = only(&db.store, "t").await;
        assert_eq!(one.state, SubscriptionState::Denied);
        assert_eq!((one.lease_until, &*one.last_outcome), (None, "because"));
        assert_eq!(claim(&db.store, 29 * DAY, &[], (9, 9)).await.len(), 0);
        let jobs = claim_jobs(&db.store, 31 * DAY, &[], (9, 9)).await;
        assert_eq!(jobs[0].subscription.state, SubscriptionState::Wanted);
    })
    .await;
}

#[tokio::test]
async fn a_time_that_a_wrong_clock_wrote_counts_as_due() {
    on_both(async |db: &Database| {
        subscribed(&db.store).await;
        assert_eq!(claim(&db.store, -50 * DAY, &[], (9, 9)).await, ["t"]);
    })
    .await;
}

#[tokio::test]
async fn a_delivery_makes_its_feed_due_now_and_once_a_minute() {
    on_both(async |db: &Database| {
        let feed = subscribed(&db.store).await;
        assert_eq!(due(&db.store).await, 3600);
        assert!(hint(&db.store, "t", 100).await);
        assert_eq!(due(&db.store).await, 100);
        let all = Claim::each(at(100), HOUR, 9);
        let jobs = db
            .store
            .write(&all, |tx, all| Box::pin(tx.claim_feeds(all)));
        let job = jobs.await.expect("they are claimed").remove(0);
        let subscription = job.subscription.expect("it has one");
        assert_eq!(subscription.hinted_at, Some(at(100)));
        assert_eq!(only(&db.store, "t").await.hinted_at, None, "taken");

        // While the feed is being fetched: when that has ended.
        assert!(hint(&db.store, "t", 101).await);
        assert_eq!(due(&db.store).await, 3700);
        let mut poll = poll(feed, job.turn, 102, fresh(&[entry("one")]));
        poll.push = Push {
            subscription: Some(subscription.id),
            was_hinted: true,
            change: None,
        };
        record(&db.store, &poll).await.expect("its turn");
        assert_eq!(due(&db.store).await, 162);
        assert_eq!(only(&db.store, "t").await.missed, 0);
        let nobody = hint(&db.store, "nobody", 103).await;
        assert!(!nobody);
    })
    .await;
}

#[tokio::test]
async fn a_feed_that_fails_or_has_ended_is_not_hastened() {
    on_both(async |db: &Database| {
        let feed = subscribed(&db.store).await;
        for (result, seconds, is_heard) in [
            (PollResult::Failed, 60, true),
            (PollResult::Ended, 120, false),
        ] {
            let job = claim_now(&db.store, feed).await;
            record(&db.store, &poll(feed, job.turn, seconds, result)).await;
            let before = due(&db.store).await;
            assert_eq!(hint(&db.store, "t", seconds + 90).await, is_heard);
            assert_eq!(due(&db.store).await, before);
        }
        let jobs = claim_jobs(&db.store, 9 * DAY, &[], (9, 9)).await;
        assert_eq!(jobs[0].subscription.state, SubscriptionState::Leaving);
    })
    .await;
}

#[tokio::test]
async fn news_that_polling_alone_finds_speak_against_a_hub() {
    on_both(async |db: &Database| {
        let feed = subscribed(&db.store).await;
        let id = only(&db.store, "t").await.id;
        let mut seconds = 0;
        for (name, was_hinted, missed) in [("one", false, 1), ("two", true, 1), ("two", false, 1)] {
            seconds += 3600;
            let job = claim_now(&db.store, feed).await;
            let mut poll = poll(feed, job.turn, seconds, fresh(&[entry(name)]));
            poll.push = Push {
                subscription: Some(id),
                was_hinted,
                change: None,
            };
            record(&db.store, &poll).await.expect("its turn");
            assert_eq!(only(&db.store, "t").await.missed, missed, "{name}");
        }
        hint(&db.store, "t", seconds + 1).await;
        assert_eq!(only(&db.store, "t").await.missed, 0);
    })
    .await;
}

#[tokio::test]
async fn what_a_feed_offers_is_recorded_with_its_poll() {
    on_both(async |db: &Database| {
        let feed = add(&db.store, &feed("a")).await.feed;
        let job = claim_now(&db.store, feed).await;
        assert!(job.subscription.is_none());
        let mut poll = poll(feed, job.turn, 0, fresh(&[]));
        poll.push.change = Some(new("hub", "t"));
        record(&db.store, &poll).await.expect("its turn");
        assert!(
            record(&db.store, &crate::samples::poll(feed, 99, 0, fresh(&[])))
                .await
                .is_none()
        );
        assert_eq!(only(&db.store, "t").await.state, SubscriptionState::Wanted);
        assert_eq!(due(&db.store).await, HOUR.as_secs());
    })
    .await;
}

#[tokio::test]
async fn a_hub_is_remembered_until_it_is_asked() {
    on_both(async |db: &Database| {
        let added = add(&db.store, &feed("a")).await;
        let remembered = async || db.store.remembered_hubs().await.expect("it reads");
        assert_eq!(remembered().await, []);
        change(&db.store, added.feed, &new("one", "first"), 0).await;
        let remember = SubscriptionChange::Remember {
            hub: "https://one.example/".to_owned(),
            topic: "https://a.example/feed".to_owned(),
        };
        change(&db.store, added.feed, &remember, 1).await;
        let hub = "https://one.example/".to_owned();
        let topic = "https://a.example/feed".to_owned();
        assert_eq!(remembered().await, [(added.feed, hub, topic)]);
        let all = db.store.subscriptions().await.expect("it reads");
        assert_eq!(all[0].state, SubscriptionState::Leaving);
        change(&db.store, added.feed, &new("one", "second"), 2).await;
        assert_eq!(remembered().await, []);
    })
    .await;
}

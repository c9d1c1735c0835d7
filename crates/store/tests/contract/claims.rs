//! Claiming feeds.

use depesche_store::Store;
use depesche_store::poll::{Claim, FeedJob, PollResult, PutBack};

use crate::harness::{Database, on_both};
use crate::samples::{HOUR, add, at, claim_now, feed, fresh, poll, polled, record};

async fn claim(store: &Store, seconds: i64, limit: u32) -> Vec<FeedJob> {
    claim_as(store, &Claim::each(at(seconds), HOUR, limit)).await
}

async fn claim_as(store: &Store, claim: &Claim) -> Vec<FeedJob> {
    let jobs = store.write(claim, |tx, claim| Box::pin(tx.claim_feeds(claim)));
    jobs.await.expect("feeds are claimed")
}

fn names(jobs: &[FeedJob]) -> Vec<&str> {
    jobs.iter().map(|job| &*job.source.name).collect()
}

#[tokio::test]
async fn feeds_are_claimed_oldest_due_first_and_pushed_on() {
    on_both(async |db: &Database| {
        for (name, due) in [("late", 20), ("first", 5), ("second", 10), ("third", 10)] {
            let mut new = feed(name);
            new.first_fetch_at = at(due);
            add(&db.store, &new).await;
        }
        assert_eq!(
            db.store.next_due_at().await.expect("it is read"),
            Some(at(5))
        );
        assert_eq!(claim(&db.store, 4, 10).await.len(), 0);
        let jobs = claim(&db.store, 10, 2).await;
        assert_eq!(names(&jobs), ["first", "second"]);
        assert_eq!(jobs[0].feed.next_fetch_at, at(10) + HOUR);
        let jobs = claim(&db.store, 10, 100).await;
        assert_eq!(jobs.len(), 1);
        assert_eq!(jobs[0].source.name, "third");
        assert_eq!(claim(&db.store, 10, 100).await.len(), 0);
        assert_eq!(
            db.store.next_due_at().await.expect("it is read"),
            Some(at(20))
        );
    })
    .await;
}

#[tokio::test]
async fn many_feeds_are_claimed_in_one_go() {
    on_both(async |db: &Database| {
        for number in 0..80 {
            add(&db.store, &feed(&format!("f{number}"))).await;
        }
        assert_eq!(claim(&db.store, 0, 64).await.len(), 64);
        assert_eq!(claim(&db.store, 0, 64).await.len(), 16);
    })
    .await;
}

#[tokio::test]
async fn two_stores_never_claim_the_same_feed() {
    on_both(async |db: &Database| {
        for number in 0..40 {
            add(&db.store, &feed(&format!("f{number}"))).await;
        }
        let other = db.second_store().await;
        let mut claimed = Vec::new();
        for _ in 0..5 {
            let (ours, theirs) = tokio::join!(claim(&db.store, 0, 5), claim(&other, 0, 5));
            claimed.extend(ours.into_iter().chain(theirs).map(|job| job.feed.id));
        }
        claimed.extend(claim(&db.store, 0, 40).await.iter().map(|job| job.feed.id));
        claimed.sort_unstable();
        let all = claimed.len();
        claimed.dedup();
        assert_eq!((all, claimed.len()), (40, 40));
        other.close().await;
    })
    .await;
}

#[tokio::test]
async fn an_operator_claims_feeds_before_their_time() {
    on_both(async |db: &Database| {
        let mut new = feed("a");
        new.first_fetch_at = at(1000);
        let added = add(&db.store, &new).await;
        let job = claim_now(&db.store, added.feed).await;
        assert_eq!(job.feed.next_fetch_at, at(0) + HOUR);
        let again = claim_now(&db.store, added.feed).await;
        assert!(again.turn > job.turn);
        let none = db
            .store
            .write(&(), |tx, ()| Box::pin(tx.claim_feeds_now(&[], at(0))))
            .await;
        assert_eq!(none.expect("nothing is claimed").len(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_feed_that_ended_is_never_claimed() {
    on_both(async |db: &Database| {
        let added = add(&db.store, &feed("a")).await;
        let job = claim_now(&db.store, added.feed).await;
        record(&db.store, &poll(added.feed, job.turn, 1, PollResult::Ended)).await;
        assert_eq!(claim(&db.store, 1_000_000, 10).await.len(), 0);
        let now = db
            .store
            .write(&added.feed, |tx, feed| {
                Box::pin(async move { tx.claim_feeds_now(&[*feed], at(9)).await })
            })
            .await;
        assert_eq!(now.expect("nothing is claimed").len(), 0);
        assert_eq!(db.store.next_due_at().await.expect("it is read"), None);
    })
    .await;
}

#[tokio::test]
async fn each_kind_of_feed_waits_in_a_queue_of_its_own() {
    on_both(async |db: &Database| {
        for name in ["living", "failing", "unasked"] {
            let added = add(&db.store, &feed(name)).await;
            match name {
                "living" => drop(polled(&db.store, added.feed, 1, fresh(&[])).await),
                "failing" => drop(polled(&db.store, added.feed, 1, PollResult::Failed).await),
                _ => {}
            }
        }
        let none = Claim::each(at(9000), HOUR, 0);
        assert_eq!(claim_as(&db.store, &none).await.len(), 0);
        let (living, failing, unasked) = (
            Claim { living: 9, ..none },
            Claim { failing: 9, ..none },
            Claim { unasked: 9, ..none },
        );
        assert_eq!(names(&claim_as(&db.store, &living).await), ["living"]);
        assert_eq!(names(&claim_as(&db.store, &unasked).await), ["unasked"]);
        assert_eq!(names(&claim_as(&db.store, &failing).await), ["failing"]);
        let all = Claim::each(at(90_000), HOUR * 2, 9);
        let jobs = claim_as(&db.store, &all).await;
        assert_eq!(names(&jobs), ["living", "unasked", "failing"]);
        assert!(
            jobs.iter()
                .all(|job| job.feed.next_fetch_at == at(90_000) + HOUR * 2)
        );
    })
    .await;
}

#[tokio::test]
async fn a_feed_that_was_not_asked_is_given_back() {
    on_both(async |db: &Database| {
        let added = add(&db.store, &feed("a")).await;
        let jobs = claim(&db.store, 0, 1).await;
        let back = |turn| PutBack {
            feed: added.feed,
            turn,
            due_at: at(7),
        };
        let stale = [back(jobs[0].turn - 1)];
        let given = db
            .store
            .write(&stale, |tx, back| Box::pin(tx.put_back(back)));
        given.await.expect("it is too late");
        assert_eq!(claim(&db.store, 7, 1).await.len(), 0);
        let timely = [back(jobs[0].turn)];
        let given = db
            .store
            .write(&timely, |tx, back| Box::pin(tx.put_back(back)));
        given.await.expect("it is given back");
        assert_eq!(claim(&db.store, 6, 1).await.len(), 0);
        assert_eq!(claim(&db.store, 7, 1).await.len(), 1);
    })
    .await;
}

//! Transactions: all or nothing, and once although they run twice.

use std::sync::atomic::{AtomicU32, Ordering};

use depesche_store::poll::NewFeed;
use depesche_store::{Fault, StoreError};

use crate::harness::{Database, on_both, on_postgres, told};
use crate::samples::{add, at, claim_now, entry, feed, fresh, ids, poll, record};

async fn feeds(db: &Database) -> u64 {
    let counts = db.store.counts(at(0)).await;
    counts.expect("they are counted").feeds
}

/// Adds a feed, counting how often the closure runs.
async fn add_counting(db: &Database, runs: &AtomicU32) -> Result<(), StoreError> {
    let input = (feed("a"), runs);
    let done = db.store.write(&input, |tx, (feed, runs)| {
        Box::pin(async move {
            runs.fetch_add(1, Ordering::Relaxed);
            tx.add_feed(feed).await.map(drop)
        })
    });
    done.await
}

#[tokio::test]
async fn a_closure_that_fails_leaves_nothing() {
    on_both(async |db: &Database| {
        let stamp = db.store.stamp().await.expect("it is read");
        let failed: Result<(), _> = db
            .store
            .write(&feed("a"), |tx, feed| {
                Box::pin(async move {
                    tx.add_feed(feed).await?;
                    Err(StoreError::Other("second thoughts".to_owned()))
                })
            })
            .await;
        assert_eq!(told(failed), "second thoughts");
        assert_eq!(feeds(db).await, 0);
        assert_eq!(db.store.stamp().await.expect("it is read"), stamp);
        add(&db.store, &feed("a")).await;
    })
    .await;
}

#[tokio::test]
async fn a_write_that_is_stopped_in_the_middle_leaves_nothing() {
    on_both(async |db: &Database| {
        let (reached, wait) = (tokio::sync::Notify::new(), tokio::sync::Notify::new());
        let input = (feed("a"), &reached, &wait);
        let stuck = db.store.write(&input, |tx, (feed, reached, wait)| {
            Box::pin(async move {
                tx.add_feed(feed).await?;
                reached.notify_one();
                wait.notified().await;
                Ok(())
            })
        });
        tokio::select! {
            _ = stuck => panic!("nobody wakes it"),
            () = reached.notified() => {}
        }
        add(&db.store, &feed("b")).await;
        assert_eq!(feeds(db).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_failed_statement_cannot_be_passed_over() {
    on_both(async |db: &Database| {
        // A feed of a source that is not there breaks a key.
        let orphan = NewFeed {
            source: depesche_store::poll::SourceOf::Existing(depesche_model::SourceId(99)),
            ..feed("orphan")
        };
        let input = (feed("a"), orphan);
        let passed_over = db.store.write(&input, |tx, (good, orphan)| {
            Box::pin(async move {
                tx.add_feed(good).await?;
                tx.add_feed(orphan).await.ok();
                Ok(())
            })
        });
        assert!(told(passed_over.await).contains("its closure went on"));
        assert_eq!(feeds(db).await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_fails_in_passing_is_run_again_and_done_once() {
    on_both(async |db: &Database| {
        for (fault, times) in [(Fault::Serialization, 3), (Fault::LostConnection, 2)] {
            let runs = AtomicU32::new(0);
            db.store.fail_next(times, fault);
            add_counting(db, &runs).await.expect("it succeeds at last");
            assert_eq!(runs.into_inner(), times + 1, "{fault:?}");
        }
        assert_eq!(feeds(db).await, 1);

        let job = claim_now(&db.store, add(&db.store, &feed("a")).await.feed).await;
        db.store.fail_next(1, Fault::Serialization);
        let poll = poll(
            job.feed.id,
            job.turn,
            1,
            fresh(&[entry("one"), entry("two")]),
        );
        let recorded = record(&db.store, &poll).await.expect("it is its turn");
        assert_eq!(recorded.new_articles, 2);
        assert_eq!(ids(&db.store).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_fails_for_ever_ends() {
    on_both(async |db: &Database| {
        let runs = AtomicU32::new(0);
        db.store.fail_next(u32::MAX, Fault::Serialization);
        let failed = add_counting(db, &runs).await;
        assert!(matches!(failed, Err(StoreError::Busy(_))), "{failed:?}");
        assert_eq!(runs.into_inner(), 12);
        db.store.fail_next(0, Fault::Serialization);
        assert_eq!(feeds(db).await, 0);
        add(&db.store, &feed("a")).await;
    })
    .await;
}

#[tokio::test]
async fn a_server_that_throws_everybody_out_is_asked_again() {
    on_postgres(async |db: &Database| {
        let runs = AtomicU32::new(0);
        let input = (feed("a"), feed("b"), &runs, db);
        let done = db.store.write(&input, |tx, (one, two, runs, db)| {
            Box::pin(async move {
                tx.add_feed(one).await?;
                if runs.fetch_add(1, Ordering::Relaxed) == 0 {
                    throw_out(db).await;
                }
                tx.add_feed(two).await.map(drop)
            })
        });
        done.await.expect("it succeeds at last");
        assert_eq!(runs.into_inner(), 2);
        throw_out(db).await;
        add(&db.store, &feed("c")).await;
        throw_out(db).await;
        assert_eq!(feeds(db).await, 3);
    })
    .await;
}

/// Ends every connection of this store.
async fn throw_out(db: &Database) {
    db.number(
        "select count(pg_terminate_backend(pid))
        from pg_stat_activity
        where application_name = 'depesche ' || current_schema()",
    )
    .await;
}

#[tokio::test]
async fn two_stores_on_one_database_write_in_turn() {
    on_both(async |db: &Database| {
        let other = db.second_store().await;
        for number in 0..20 {
            let (ours, theirs) = (feed(&format!("a{number}")), feed(&format!("b{number}")));
            tokio::join!(add(&db.store, &ours), add(&other, &theirs));
        }
        assert_eq!(feeds(db).await, 40);
        other.close().await;
    })
    .await;
}

#[tokio::test]
async fn one_feed_added_by_two_at_once_is_one_feed() {
    on_both(async |db: &Database| {
        let other = db.second_store().await;
        let new = feed("a");
        let (ours, theirs) = tokio::join!(add(&db.store, &new), add(&other, &new));
        assert_eq!(ours.feed, theirs.feed);
        assert!(ours.was_there != theirs.was_there);
        other.close().await;
    })
    .await;
}

//! Budgets and rests of engines.

use depesche_store::Store;
use depesche_store::translation::{EngineRest, Reservation, Settled, Spending};
use tokio::task::JoinSet;

use crate::harness::{Database, on_both};
use crate::samples::at;

const ENGINE: &str = "deepl";

fn reservation(day: i64, chars: u64, daily: Option<u64>, monthly: Option<u64>) -> Reservation {
    Reservation {
        engine: ENGINE.to_owned(),
        day,
        month_begins: 100,
        chars,
        daily_limit: daily,
        monthly_limit: monthly,
    }
}

async fn reserve(store: &Store, reservation: &Reservation) -> bool {
    let reserved = store.write(reservation, |tx, reservation| {
        Box::pin(tx.reserve(reservation))
    });
    reserved.await.expect("it is answered")
}

async fn settle(store: &Store, day: i64, reserved: u64, billed: u64) {
    let settled = Settled {
        engine: ENGINE.to_owned(),
        day,
        reserved,
        billed,
        units: u32::from(billed > 0),
        is_failure: billed == 0,
    };
    let done = store.write(&settled, |tx, settled| Box::pin(tx.settle(settled)));
    done.await.expect("it is settled");
}

async fn spending(store: &Store) -> Vec<Spending> {
    store.spending(0).await.expect("it is read")
}

#[tokio::test]
async fn what_is_reserved_counts_until_it_is_settled() {
    on_both(async |db: &Database| {
        let store = &db.store;
        assert!(reserve(store, &reservation(100, 60, Some(100), None)).await);
        assert!(!reserve(store, &reservation(100, 41, Some(100), None)).await);
        assert!(reserve(store, &reservation(100, 40, Some(100), None)).await);
        settle(store, 100, 60, 0).await;
        settle(store, 100, 40, 45).await;
        assert!(!reserve(store, &reservation(100, 56, Some(100), None)).await);
        let noted = store.write(&(), |tx, ()| Box::pin(tx.note_saved(ENGINE, 100, 7)));
        noted.await.expect("it is noted");
        let day = Spending {
            engine: ENGINE.to_owned(),
            day: 100,
            requests: 2,
            failures: 1,
            units: 1,
            chars: 45,
            billed: 45,
            saved_chars: 7,
        };
        assert_eq!(spending(store).await, [day]);
        // More than was reserved never gives credit.
        settle(store, 100, 1000, 5).await;
        assert_eq!(spending(store).await[0].chars, 0);
        assert!(store.spending(101).await.expect("it is read").is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_month_s_limit_counts_its_days_and_no_others() {
    on_both(async |db: &Database| {
        let store = &db.store;
        let monthly = |day, chars| reservation(day, chars, None, Some(100));
        assert!(reserve(store, &reservation(99, 500, None, None)).await);
        assert!(reserve(store, &monthly(100, 60)).await);
        assert!(!reserve(store, &monthly(101, 41)).await);
        assert!(reserve(store, &monthly(101, 40)).await);
        let other = Reservation {
            engine: "google".to_owned(),
            ..monthly(101, 100)
        };
        assert!(reserve(store, &other).await);
        let huge = reservation(101, u64::MAX, Some(u64::MAX - 1), None);
        assert!(!reserve(store, &huge).await);
    })
    .await;
}

/// Eight workers of two processes take seven characters each until nobody gets more, on two days
/// in turn: what they got in all.
async fn scramble(db: &Database, daily: Option<u64>, monthly: Option<u64>) -> u64 {
    let mut workers = JoinSet::new();
    let other = db.second_store().await;
    for worker in 0..8 {
        let store = if worker % 2 == 0 { &db.store } else { &other }.clone();
        workers.spawn(async move {
            let mut got = 0;
            for turn in 0..20 {
                let day = 100 + i64::from(monthly.is_some() && turn % 2 == 0);
                let asked = reservation(day, 7, daily, monthly);
                got += 7 * u64::from(reserve(&store, &asked).await);
            }
            got
        });
    }
    let got = workers.join_all().await.iter().sum();
    other.close().await;
    got
}

#[tokio::test]
async fn eight_workers_at_once_stay_within_a_day_s_limit_and_use_it_up() {
    on_both(async |db: &Database| {
        assert_eq!(scramble(db, Some(500), None).await, 497);
        assert_eq!(spending(&db.store).await[0].chars, 497);
    })
    .await;
}

#[tokio::test]
async fn eight_workers_at_once_stay_within_a_month_s_limit_over_its_days() {
    on_both(async |db: &Database| {
        assert_eq!(scramble(db, None, Some(500)).await, 497);
        let days = spending(&db.store).await;
        assert_eq!(days.iter().map(|day| day.chars).sum::<u64>(), 497);
        assert_eq!(days.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn an_engine_rests_until_it_is_woken() {
    on_both(async |db: &Database| {
        let rest = |failures| EngineRest {
            engine: ENGINE.to_owned(),
            until: at(60 * i64::from(failures)),
            reason: "it is busy".to_owned(),
            failures,
        };
        for failures in [1, 2] {
            let rest = rest(failures);
            let done = db
                .store
                .write(&rest, |tx, rest| Box::pin(tx.rest_engine(rest)));
            done.await.expect("it is noted");
        }
        let rests = db.store.engine_rests().await.expect("they are read");
        assert_eq!(rests, [rest(2)]);
        let woken = db
            .store
            .write(ENGINE, |tx, engine| Box::pin(tx.wake_engine(engine)));
        woken.await.expect("it is noted");
        assert!(
            db.store
                .engine_rests()
                .await
                .expect("they are read")
                .is_empty()
        );
    })
    .await;
}

//! The loops: one that looks what is to be translated, and those that translate.

use std::time::{Duration, Instant};

use depesche_store::StoreError;
use depesche_translate::chain::Rest;
use jiff::{SignedDuration, Timestamp};
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::{plan, step};
use crate::house::House;
use crate::pipeline::Stop;

/// How often somebody looks although nobody rang.
const LOOK: Duration = Duration::from_secs(1);

/// How long to wait when the store failed.
const AFTER_FAILURE: Duration = Duration::from_secs(5);

/// How often everything is looked at, not only what changed.
const LOOK_AT_ALL: Duration = Duration::from_hours(1);

/// A transaction may become visible a little after the time it is stamped with.
const OVERLAP: SignedDuration = SignedDuration::from_mins(2);

/// Translates until told to stop.
pub(crate) async fn run(house: House, mut stop: Stop) {
    if house.translation.chain.is_empty() {
        let _ = stop.wait_for(|is_over| *is_over).await;
        return;
    }
    if let Err(error) = let_rest(&house).await {
        tracing::error!("cannot read which engines rest: {error}");
    }
    let mut tasks = JoinSet::new();
    tasks.spawn(plans(house.clone(), stop.clone()));
    for _ in 0..house.config.translate.workers.clamp(1, 32) {
        tasks.spawn(works(house.clone(), stop.clone()));
    }
    while tasks.join_next().await.is_some() {}
}

/// Engines that rested before a restart still do.
async fn let_rest(house: &House) -> Result<(), StoreError> {
    for rest in house.store.engine_rests().await? {
        house.translation.chain.let_rest(&Rest {
            engine: rest.engine,
            until: rest.until,
            reason: rest.reason,
            failures: rest.failures,
        });
    }
    Ok(())
}

async fn plans(house: House, mut stop: Stop) {
    let mut position = None::<Timestamp>;
    let mut looked_at_all = None::<Instant>;
    while !*stop.borrow() {
        let now = (house.clock)();
        let oldest = now - house.config.translate.not_older_than.0;
        let is_all = looked_at_all.is_none_or(|at| at.elapsed() >= LOOK_AT_ALL);
        let since = position
            .filter(|_| !is_all)
            .map_or(oldest, |at| at - OVERLAP);
        match plan(&house, since.max(oldest)).await {
            Ok(_) => {
                position = Some(now);
                if is_all {
                    looked_at_all = Some(Instant::now());
                }
            }
            Err(error) => {
                tracing::error!("cannot look what is to be translated: {error}");
                pause(AFTER_FAILURE, &mut stop).await;
            }
        }
        pause(LOOK * 2, &mut stop).await;
    }
}

async fn works(house: House, mut stop: Stop) {
    while !*stop.borrow() {
        let done = tokio::select! {
            done = step(&house) => done,
            // What is under way is paid, and lost: but nobody waits a minute for an engine.
            () = over(stop.clone()) => return,
        };
        match done {
            Ok(0) => pause(LOOK, &mut stop).await,
            Ok(_) => {}
            Err(error) => {
                tracing::error!("cannot translate: {error}");
                pause(AFTER_FAILURE, &mut stop).await;
            }
        }
    }
}

/// Some seconds after it was told to stop.
async fn over(mut stop: Stop) {
    let _ = stop.wait_for(|is_over| *is_over).await;
    sleep(Duration::from_secs(6)).await;
}

async fn pause(time: Duration, stop: &mut Stop) {
    tokio::select! {
        () = sleep(time) => {}
        _ = stop.changed() => {}
    }
}

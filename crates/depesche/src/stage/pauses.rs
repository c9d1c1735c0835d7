//! Sites that asked to be left alone: all of their feeds and pages wait.
//!
//! The client hears it and obeys. Here it is kept in the database, so that a restart forgets
//! nothing and other nodes hear of it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use depesche_store::StoreError;
use depesche_store::poll::Pause;
use jiff::Timestamp;

use crate::house::House;

/// Which pauses stand in the database already.
#[derive(Default)]
pub(crate) struct Pauses {
    kept: Mutex<HashMap<String, Timestamp>>,
}

/// Keeps what the client was asked since the last time; `status` is the answer that asked.
///
/// # Errors
/// When the store fails; the client obeys all the same, until the next start.
pub(super) async fn keep(house: &House, status: u16) -> Result<(), StoreError> {
    let now = (house.clock)();
    for (site, until) in house.pauses.unkept(house.client.pauses()) {
        let pause = Pause {
            site: site.clone(),
            until,
            reason: format!("it answered {status}"),
        };
        let input = (pause, now);
        house
            .store
            .write(&input, |tx, (pause, now)| {
                Box::pin(tx.pause_site(pause, *now))
            })
            .await?;
        house.pauses.note(site, until);
    }
    Ok(())
}

/// Tells the client what the database holds: after a start, and what other nodes were told.
///
/// # Errors
/// When the store fails.
pub(crate) async fn load(house: &House) -> Result<(), StoreError> {
    let now = (house.clock)();
    house.pauses.forget(now);
    for pause in house.store.pauses(now).await? {
        house.client.pause(&pause.site, pause.until);
        house.pauses.note(pause.site, pause.until);
    }
    Ok(())
}

impl Pauses {
    fn unkept(&self, all: Vec<(String, Timestamp)>) -> Vec<(String, Timestamp)> {
        let kept = self.kept();
        let is_new = |(site, until): &(String, Timestamp)| kept.get(site) < Some(until);
        all.into_iter().filter(is_new).collect()
    }

    fn note(&self, site: String, until: Timestamp) {
        self.kept().insert(site, until);
    }

    fn forget(&self, now: Timestamp) {
        self.kept().retain(|_, until| *until > now);
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, HashMap<String, Timestamp>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

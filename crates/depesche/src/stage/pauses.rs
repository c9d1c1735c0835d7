//! Sites that asked to be left alone: all of their feeds and pages wait.
//!
//! What stands in the database is the truth; here is a copy of it, for each URL is looked up.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use depesche_fetch::guard::is_private;
use depesche_store::poll::Pause;
use depesche_store::{Store, StoreError};
use jiff::{SignedDuration, Timestamp};
use url::Url;

/// Nobody is left alone for longer.
const LONGEST: SignedDuration = depesche_read::schedule::MAX_RETRY_AFTER;

/// The sites that asked to be left alone.
#[derive(Default)]
pub(crate) struct Pauses {
    sites: Mutex<HashMap<String, Timestamp>>,
}

/// Who is left alone together: what belongs to one registrable domain, and on a private host (the
/// operator's own: a bridge that makes feeds of many sites) each URL alone.
pub(crate) fn site_of(url: &Url) -> String {
    if is_private(url) {
        url.as_str().to_owned()
    } else {
        url.host_str().unwrap_or_default().to_owned()
    }
}

impl Pauses {
    /// Until when a URL's site wants to be left alone.
    pub(crate) fn until(&self, url: &Url, now: Timestamp) -> Option<Timestamp> {
        let sites = self.sites();
        if sites.is_empty() {
            return None;
        }
        let until = sites.get(&site_of(url)).copied()?;
        // Later than anybody is left alone: written while the clock was wrong.
        (until > now && until.duration_since(now) <= LONGEST).then_some(until)
    }

    /// Leaves a URL's site alone for so long.
    ///
    /// # Errors
    /// When the store fails; here it is noted all the same.
    pub(crate) async fn pause(
        &self,
        store: &Store,
        url: &Url,
        wait: SignedDuration,
        status: u16,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let pause = Pause {
            site: site_of(url),
            until: now + wait.clamp(SignedDuration::ZERO, LONGEST),
            reason: format!("it answered {status} and asked to be left alone"),
        };
        self.note(&pause);
        let input = (pause, now);
        store
            .write(&input, |tx, (pause, now)| {
                Box::pin(tx.pause_site(pause, *now))
            })
            .await
    }

    /// Takes over what the database holds: after a start, and what other nodes were told.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn load(&self, store: &Store, now: Timestamp) -> Result<(), StoreError> {
        let pauses = store.pauses(now).await?;
        self.sites().retain(|_, until| *until > now);
        for pause in &pauses {
            self.note(pause);
        }
        Ok(())
    }

    fn note(&self, pause: &Pause) {
        let mut sites = self.sites();
        let until = sites.entry(pause.site.clone()).or_insert(pause.until);
        *until = pause.until.max(*until);
    }

    fn sites(&self) -> std::sync::MutexGuard<'_, HashMap<String, Timestamp>> {
        self.sites.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

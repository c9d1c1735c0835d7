//! At most one request in flight for each host.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OwnedMutexGuard;
use url::Url;

use crate::guard::is_private;

/// The hosts that are being asked.
#[derive(Default)]
pub(crate) struct Hosts {
    busy: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
}

impl Hosts {
    /// Waits until nobody else asks this URL's host, and keeps others waiting while the result is
    /// held. A private host is the operator's own (a bridge that makes feeds, a test): it is not
    /// waited for.
    pub(crate) async fn alone(&self, url: &Url) -> Option<OwnedMutexGuard<()>> {
        if is_private(url) {
            return None;
        }
        let lock = self.lock_of(url.host_str().unwrap_or_default().trim_end_matches('.'));
        Some(lock.lock_owned().await)
    }

    fn lock_of(&self, host: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        // Nobody holds or waits for a lock that only the map knows.
        if busy.len() > 1024 {
            busy.retain(|_, lock| Arc::strong_count(lock) > 1);
        }
        Arc::clone(busy.entry(host.to_owned()).or_default())
    }
}

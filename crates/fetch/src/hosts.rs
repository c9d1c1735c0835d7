//! At most one request in flight for each host.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OwnedMutexGuard;
use url::{Host, Url};

use crate::guard::is_public;

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
        let lock = self.lock_of(url.host_str().unwrap_or_default());
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

fn is_private(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(v4)) => !is_public(IpAddr::V4(v4)),
        Some(Host::Ipv6(v6)) => !is_public(IpAddr::V6(v6)),
        Some(Host::Domain(name)) => name == "localhost" || !name.contains('.'),
        None => true,
    }
}

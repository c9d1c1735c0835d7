//! Whose turn it is: one request at a time for each host, a few for each site, and no more than so
//! many in all, of which those that did not answer lately take at most half.
//!
//! The places of those in flight are taken last: who waits for a host keeps nobody from another.
//! And a place is for those that get on: an exchange that takes long waits aside, and asks for a
//! place again when its answer is whole. So a thousand servers that drip, or ten thousand that are
//! switched off, hold up the others for a moment only, even when nobody knows them yet.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::sleep;
use url::Url;

use crate::guard::is_private;
use crate::site::site_key;
use crate::{FetchError, Settings};

/// How long a host that did not answer goes into the slow lane.
const SLOW_FOR: Duration = Duration::from_hours(12);

/// How many wait aside, for each place.
const ASIDE_FOR_EACH: usize = 3;

/// Above so many, what is not needed any more is forgotten.
const MANY: usize = 1024;

/// Whose turn it is.
pub(crate) struct Turns {
    places: Arc<Semaphore>,
    slow_lane: Arc<Semaphore>,
    aside: Arc<Semaphore>,
    patience: Duration,
    hosts: Queues,
    sites: Queues,
    slow: Mutex<HashMap<String, Instant>>,
}

/// Held while a host is being asked.
pub(crate) struct Turn {
    /// The host's and its site's. None on private hosts.
    alone: Option<(OwnedSemaphorePermit, OwnedSemaphorePermit)>,
    slow: Option<OwnedSemaphorePermit>,
    place: Option<OwnedSemaphorePermit>,
    aside: Option<OwnedSemaphorePermit>,
}

/// Semaphores by name.
struct Queues {
    at_once: usize,
    by_name: Mutex<HashMap<String, Arc<Semaphore>>>,
}

impl Turns {
    pub(crate) fn new(settings: &Settings) -> Self {
        let places = settings.max_in_flight.max(1);
        Self {
            places: Arc::new(Semaphore::new(places)),
            slow_lane: Arc::new(Semaphore::new((places / 2).max(1))),
            aside: Arc::new(Semaphore::new(places * ASIDE_FOR_EACH)),
            patience: settings.patience,
            hosts: Queues::new(1),
            sites: Queues::new(settings.max_per_site.max(1)),
            slow: Mutex::default(),
        }
    }

    /// Waits until this URL's host may be asked. A private host is the operator's own (a bridge
    /// that makes feeds, a test): several may ask it at once.
    pub(crate) async fn wait(&self, url: &Url) -> Turn {
        let alone = if is_private(url) {
            None
        } else {
            self.alone(url).await
        };
        let slow = if self.is_slow(url) {
            Arc::clone(&self.slow_lane).acquire_owned().await.ok()
        } else {
            None
        };
        Turn {
            alone,
            slow,
            place: Arc::clone(&self.places).acquire_owned().await.ok(),
            aside: None,
        }
    }

    /// Sees an exchange through. When it takes long, it goes on aside, where there is room; when it
    /// is large, at once: then the budget has room for it.
    pub(crate) async fn see_through<T>(
        &self,
        turn: &mut Turn,
        is_large: &Notify,
        exchange: impl Future<Output = T>,
    ) -> T {
        let mut exchange = pin!(exchange);
        let aside = async {
            sleep(self.patience).await;
            Arc::clone(&self.aside).acquire_owned().await.ok()
        };
        tokio::select! {
            done = &mut exchange => return done,
            aside = aside => turn.aside = aside,
            () = is_large.notified() => {}
        }
        (turn.place, turn.slow) = (None, None);
        exchange.await
    }

    /// Lets the next one ask the host, and gives a place to the answer that came.
    pub(crate) async fn end(&self, turn: Turn) -> Option<OwnedSemaphorePermit> {
        let Turn {
            alone,
            slow,
            place,
            aside,
        } = turn;
        drop((alone, slow));
        if place.is_some() {
            return place;
        }
        let place = Arc::clone(&self.places).acquire_owned().await.ok();
        drop(aside);
        place
    }

    async fn alone(&self, url: &Url) -> Option<(OwnedSemaphorePermit, OwnedSemaphorePermit)> {
        let host = self.hosts.wait(host(url)).await?;
        let site = self.sites.wait(&site_key(url)).await?;
        Some((host, site))
    }

    /// Whether a host did not answer lately.
    pub(crate) fn is_slow(&self, url: &Url) -> bool {
        let since = self.slow().get(host(url)).map(Instant::elapsed);
        since.is_some_and(|since| since < SLOW_FOR)
    }

    /// Learns from how an exchange went.
    pub(crate) fn learn<T>(&self, url: &Url, went: &Result<T, FetchError>) {
        let mut slow = self.slow();
        match went {
            Err(
                FetchError::NoConnection { .. }
                | FetchError::TimedOut { .. }
                | FetchError::Stalled(_),
            ) => {
                // Rarely enough that it takes no time, however many there are.
                if slow.len() >= MANY && slow.len().is_power_of_two() {
                    slow.retain(|_, since| since.elapsed() < SLOW_FOR);
                }
                slow.insert(host(url).to_owned(), Instant::now());
            }
            _ => {
                slow.remove(host(url));
            }
        }
    }

    fn slow(&self) -> MutexGuard<'_, HashMap<String, Instant>> {
        self.slow.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queues {
    fn new(at_once: usize) -> Self {
        Self {
            at_once,
            by_name: Mutex::default(),
        }
    }

    async fn wait(&self, name: &str) -> Option<OwnedSemaphorePermit> {
        self.of(name).acquire_owned().await.ok()
    }

    fn of(&self, name: &str) -> Arc<Semaphore> {
        let mut by_name = self.by_name.lock().unwrap_or_else(PoisonError::into_inner);
        // Nobody holds or waits for a semaphore that only the map knows.
        if by_name.len() > MANY {
            by_name.retain(|_, semaphore| Arc::strong_count(semaphore) > 1);
        }
        let new = || Arc::new(Semaphore::new(self.at_once));
        Arc::clone(by_name.entry(name.to_owned()).or_insert_with(new))
    }
}

fn host(url: &Url) -> &str {
    url.host_str().unwrap_or_default().trim_end_matches('.')
}

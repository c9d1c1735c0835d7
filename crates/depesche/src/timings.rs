//! Where the time goes: how long each stage was busy, for `fetch --json` and the benches.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// A part of the way that is timed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Waiting for the network (several at once: adds up to more than the clock).
    Network,
    /// Reading feeds and pages.
    Read,
    /// Writing to the store.
    Store,
    /// Handing articles to the search index and committing.
    Index,
}

impl Stage {
    const ALL: [(Self, &str); 4] = [
        (Self::Network, "network"),
        (Self::Read, "read"),
        (Self::Store, "store"),
        (Self::Index, "index"),
    ];
}

/// How long each stage was busy.
#[derive(Debug, Default)]
pub(crate) struct Timings([AtomicU64; 4]);

/// Counts until it is dropped.
pub(crate) struct Running<'t> {
    total: &'t AtomicU64,
    since: Instant,
}

impl Timings {
    /// Starts counting for a stage.
    pub(crate) fn start(&self, stage: Stage) -> Running<'_> {
        Running {
            total: &self.0[stage as usize],
            since: Instant::now(),
        }
    }

    /// Seconds by stage.
    pub(crate) fn seconds(&self) -> serde_json::Map<String, serde_json::Value> {
        Stage::ALL
            .into_iter()
            .map(|(stage, name)| {
                let micros = self.0[stage as usize].load(Ordering::Relaxed);
                let seconds = std::time::Duration::from_micros(micros).as_secs_f64();
                (name.to_owned(), seconds.into())
            })
            .collect()
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        let micros = u64::try_from(self.since.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.total.fetch_add(micros, Ordering::Relaxed);
    }
}

//! Pages that have not changed are served from memory.
//!
//! An answer stays good while the store's stamp and the minute are those it was made under (the
//! minute, because "gestern" turns at midnight and a clock stands in some pages). The stamp is
//! looked up at most every [`STAMP_AGE`]. Of many requests for one missing answer one makes it
//! while the others wait; at most [`LANES`] are made at once.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use depesche_store::{Store, StoreError};

use crate::encode::Ready;

/// How old a stamp may be: with the poll's own way a report is on the portal within two seconds.
const STAMP_AGE: Duration = Duration::from_millis(400);
/// How many answers are made at once.
const LANES: usize = 32;
/// How much memory answers may take, in bytes; the longest unused go first.
const MAX_BYTES: usize = 64 << 20;

/// What an answer was made under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Validity {
    /// The store's stamp.
    pub(crate) stamp: u64,
    /// Minutes since 1970.
    pub(crate) minute: i64,
}

/// Answers in memory.
pub(crate) struct Memory {
    kept: Mutex<Kept>,
    lanes: Vec<tokio::sync::Mutex<()>>,
    stamp: tokio::sync::Mutex<Option<(Instant, u64)>>,
    tick: AtomicU64,
    hasher: RandomState,
    max_bytes: usize,
}

#[derive(Default)]
struct Kept {
    answers: HashMap<String, Slot>,
    bytes: usize,
}

struct Slot {
    ready: Arc<Ready>,
    validity: Validity,
    bytes: usize,
    used: u64,
}

impl Default for Memory {
    fn default() -> Self {
        Self::of(MAX_BYTES)
    }
}

impl Memory {
    /// With room for so many bytes.
    fn of(max_bytes: usize) -> Self {
        Self {
            max_bytes,
            kept: Mutex::default(),
            lanes: (0..LANES).map(|_| tokio::sync::Mutex::default()).collect(),
            stamp: tokio::sync::Mutex::default(),
            tick: AtomicU64::default(),
            hasher: RandomState::new(),
        }
    }

    /// The store's stamp, not older than [`STAMP_AGE`].
    pub(crate) async fn stamp(&self, store: &Store) -> Result<u64, StoreError> {
        let mut last = self.stamp.lock().await;
        match *last {
            Some((at, stamp)) if at.elapsed() < STAMP_AGE => Ok(stamp),
            _ => {
                let stamp = store.stamp().await?;
                *last = Some((Instant::now(), stamp));
                Ok(stamp)
            }
        }
    }

    /// The answer under a key, where it is still good.
    pub(crate) fn get(&self, key: &str, validity: Validity) -> Option<Arc<Ready>> {
        let mut kept = self.kept();
        let slot = kept.answers.get_mut(key)?;
        slot.used = self.tick.fetch_add(1, Ordering::Relaxed);
        (slot.validity == validity).then(|| Arc::clone(&slot.ready))
    }

    /// The answer under a key, good or not: better than none while the store is away.
    pub(crate) fn get_stale(&self, key: &str) -> Option<Arc<Ready>> {
        self.kept()
            .answers
            .get(key)
            .map(|slot| Arc::clone(&slot.ready))
    }

    /// Waits until nobody else makes this answer.
    pub(crate) async fn lane(&self, key: &str) -> tokio::sync::MutexGuard<'_, ()> {
        let hash = self.hasher.hash_one(key);
        let lane = usize::try_from(hash % LANES as u64).unwrap_or(0);
        self.lanes[lane].lock().await
    }

    /// Keeps an answer, and lets the longest unused go where there is no more room.
    pub(crate) fn put(&self, key: String, validity: Validity, ready: &Arc<Ready>) {
        let bytes = ready.weight() + 2 * key.len();
        let used = self.tick.fetch_add(1, Ordering::Relaxed);
        let slot = Slot {
            ready: Arc::clone(ready),
            validity,
            bytes,
            used,
        };
        let mut kept = self.kept();
        kept.bytes += bytes;
        if let Some(old) = kept.answers.insert(key, slot) {
            kept.bytes -= old.bytes;
        }
        if kept.bytes > self.max_bytes {
            kept.shrink(self.max_bytes / 4 * 3);
        }
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// Lets the longest unused go until at most `max_bytes` are left: a good deal less than there
    /// is room for, so that this is rare.
    fn shrink(&mut self, max_bytes: usize) {
        let mut by_use: Vec<(u64, String)> = self
            .answers
            .iter()
            .map(|(key, slot)| (slot.used, key.clone()))
            .collect();
        by_use.sort_unstable();
        for (_, key) in by_use {
            if self.bytes <= max_bytes {
                return;
            }
            if let Some(slot) = self.answers.remove(&key) {
                self.bytes -= slot.bytes;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Memory, Validity};
    use crate::answer::Answer;
    use crate::encode::Ready;

    fn ready(bytes: usize) -> Arc<Ready> {
        Arc::new(Ready::new(Answer::html("x".repeat(bytes))))
    }

    const NOW: Validity = Validity {
        stamp: 1,
        minute: 1,
    };

    #[test]
    fn an_answer_is_good_under_its_own_stamp_and_minute() {
        let memory = Memory::default();
        memory.put("/".to_owned(), NOW, &ready(10));
        assert!(memory.get("/", NOW).is_some());
        assert!(memory.get("/", Validity { stamp: 2, ..NOW }).is_none());
        assert!(memory.get("/", Validity { minute: 2, ..NOW }).is_none());
        assert!(memory.get_stale("/").is_some());
    }

    #[test]
    fn memory_stays_within_its_bounds_and_keeps_what_is_used() {
        let memory = Memory::of(100_000);
        memory.put("used".to_owned(), NOW, &ready(10));
        for number in 0..200 {
            memory.put(format!("/{number}"), NOW, &ready(2_000));
            memory.get("used", NOW);
        }
        assert!(memory.kept().bytes <= 100_000);
        assert!(memory.get("used", NOW).is_some());
        assert!(memory.get("/0", NOW).is_none());
    }
}

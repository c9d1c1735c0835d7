//! How much memory answers may take, all together.
//!
//! Those on the wire: each may grow to [`FREE_BYTES`] as it likes; the further it grows, the fewer
//! may do so at the same time. Those that were expanded and are being worked off share one number
//! of bytes. Who waits for a larger share holds none that somebody before it waits for: nobody
//! waits in a circle.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// What each answer may take on the wire.
const FREE_BYTES: usize = 16 << 10;

/// How many answers may be larger, by the size up to which they count: most feeds are of the first
/// sort, and 30 MB is what all of them can come to.
const TIERS: [(usize, usize); 3] = [(128 << 10, 64), (1 << 20, 6), (usize::MAX, 2)];

/// How many answers are expanded at once: the decoders' own windows take up to 16 MB each.
const EXPANDING_AT_ONCE: usize = 2;

/// The unit in which expanded bytes are counted: a semaphore's number is 32 bits wide.
const UNIT_BYTES: usize = 1 << 10;

/// What is left of it.
pub(crate) struct Budget {
    tiers: [Arc<Semaphore>; TIERS.len()],
    expanding: Arc<Semaphore>,
    held: Arc<Semaphore>,
    held_units: u32,
}

/// A share that a growing answer has. It is given back when dropped.
#[derive(Default)]
pub(crate) struct Share {
    tier: Option<usize>,
    permit: Option<OwnedSemaphorePermit>,
}

impl Budget {
    /// A budget with so many bytes for what was expanded.
    pub(crate) fn new(held_bytes: usize) -> Self {
        let held_units = u32::try_from((held_bytes / UNIT_BYTES).max(1)).unwrap_or(u32::MAX);
        Self {
            tiers: TIERS.map(|(_, at_once)| Arc::new(Semaphore::new(at_once))),
            expanding: Arc::new(Semaphore::new(EXPANDING_AT_ONCE)),
            held: Arc::new(Semaphore::new(held_units as usize)),
            held_units,
        }
    }

    /// Lets an answer on the wire grow to so many bytes, when there is room.
    pub(crate) async fn grow(&self, share: &mut Share, bytes: usize) {
        if bytes <= FREE_BYTES {
            return;
        }
        let tier = TIERS.iter().position(|(most, _)| bytes <= *most);
        if let Some(tier) = tier.filter(|tier| share.tier != Some(*tier)) {
            share.permit = Arc::clone(&self.tiers[tier]).acquire_owned().await.ok();
            share.tier = Some(tier);
        }
    }

    /// A turn at expanding.
    pub(crate) async fn expand(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.expanding).acquire_owned().await.ok()
    }

    /// A share for an answer of so many bytes, until it is worked off.
    pub(crate) async fn hold(&self, bytes: usize) -> Option<OwnedSemaphorePermit> {
        let units = u32::try_from(bytes.div_ceil(UNIT_BYTES)).unwrap_or(u32::MAX);
        let units = units.min(self.held_units);
        Arc::clone(&self.held).acquire_many_owned(units).await.ok()
    }
}

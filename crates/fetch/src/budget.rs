//! How much memory answers may take, all together.
//!
//! Those on the wire: each may grow to [`SMALL_BYTES`] as it likes; only a few may grow further at
//! the same time. Those that were expanded and are being worked off share one number of bytes.
//! Who takes a larger share already holds no other that somebody before it waits for: nobody
//! waits in a circle.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// What almost every answer fits in, as it comes over the wire.
const SMALL_BYTES: usize = 128 << 10;

/// Up to here an answer is one of [`MEDIUM_AT_ONCE`]; above, one of [`LARGE_AT_ONCE`].
const MEDIUM_BYTES: usize = 1 << 20;
const MEDIUM_AT_ONCE: usize = 8;
const LARGE_AT_ONCE: usize = 2;

/// How many answers are expanded at once: the decoders' own windows take up to 16 MB each.
const EXPANDING_AT_ONCE: usize = 2;

/// The unit in which expanded bytes are counted: a semaphore's number is 32 bits wide.
const UNIT_BYTES: usize = 1 << 10;

/// What is left of it.
pub(crate) struct Budget {
    medium: Arc<Semaphore>,
    large: Arc<Semaphore>,
    expanding: Arc<Semaphore>,
    held: Arc<Semaphore>,
    held_units: u32,
}

/// A share that a growing answer has. It is given back when dropped.
#[derive(Default)]
pub(crate) struct Share {
    size: Size,
    _permit: Option<OwnedSemaphorePermit>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Size {
    #[default]
    Small,
    Medium,
    Large,
}

impl Size {
    fn of(bytes: usize) -> Self {
        if bytes <= SMALL_BYTES {
            Self::Small
        } else if bytes <= MEDIUM_BYTES {
            Self::Medium
        } else {
            Self::Large
        }
    }
}

impl Budget {
    /// A budget with so many bytes for what was expanded.
    pub(crate) fn new(held_bytes: usize) -> Self {
        let held_units = u32::try_from((held_bytes / UNIT_BYTES).max(1)).unwrap_or(u32::MAX);
        Self {
            medium: Arc::new(Semaphore::new(MEDIUM_AT_ONCE)),
            large: Arc::new(Semaphore::new(LARGE_AT_ONCE)),
            expanding: Arc::new(Semaphore::new(EXPANDING_AT_ONCE)),
            held: Arc::new(Semaphore::new(held_units as usize)),
            held_units,
        }
    }

    /// Lets an answer on the wire grow to so many bytes, when there is room.
    pub(crate) async fn grow(&self, share: &mut Share, bytes: usize) {
        let size = Size::of(bytes);
        let semaphore = match size {
            Size::Medium => &self.medium,
            Size::Large => &self.large,
            Size::Small => return,
        };
        if share.size == size {
            return;
        }
        let permit = Arc::clone(semaphore).acquire_owned().await.ok();
        *share = Share {
            size,
            _permit: permit,
        };
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

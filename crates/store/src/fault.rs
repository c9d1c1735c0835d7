//! Failures that the contract suite asks for, since no test can wait for a real one.

use std::sync::atomic::{AtomicU32, Ordering};

/// What fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The database refuses to commit: another transaction was in the way.
    Serialization,
    /// The connection is gone before the commit.
    LostConnection,
}

/// How often which fault strikes; nothing in a house that is not tested.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    serialization: AtomicU32,
    lost_connection: AtomicU32,
}

impl Faults {
    pub(crate) fn plan(&self, times: u32, fault: Fault) {
        match fault {
            Fault::Serialization => &self.serialization,
            Fault::LostConnection => &self.lost_connection,
        }
        .store(times, Ordering::Relaxed);
    }

    pub(crate) fn strike(&self) -> Option<Fault> {
        let takes_one = |left: &AtomicU32| {
            let one_less = |left: u32| left.checked_sub(1);
            left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less)
                .is_ok()
        };
        if takes_one(&self.serialization) {
            Some(Fault::Serialization)
        } else {
            takes_one(&self.lost_connection).then_some(Fault::LostConnection)
        }
    }
}

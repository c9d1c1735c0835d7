//! One at a time of each source: what is learned from one page is known when the next is read.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use depesche_model::SourceId;
use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

/// Above so many, sources that nobody waits for are forgotten.
const MANY: usize = 256;

/// Whose turn it is, for each source.
#[derive(Debug, Default)]
pub(crate) struct Alone(Mutex<HashMap<SourceId, Arc<Turn<()>>>>);

impl Alone {
    /// Waits until nobody else has this source.
    pub(crate) async fn with(&self, source: SourceId) -> OwnedMutexGuard<()> {
        self.turn(source).lock_owned().await
    }

    fn turn(&self, source: SourceId) -> Arc<Turn<()>> {
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if turns.len() > MANY {
            turns.retain(|_, turn| Arc::strong_count(turn) > 1);
        }
        Arc::clone(turns.entry(source).or_default())
    }
}

#[cfg(test)]
mod tests {
    use depesche_model::SourceId;

    use super::{Alone, MANY};

    #[tokio::test]
    async fn one_source_waits_for_itself_and_for_no_other() {
        let alone = Alone::default();
        let first = alone.with(SourceId(1)).await;
        for other in 2..=i64::try_from(MANY).expect("it is small") + 9 {
            drop(alone.with(SourceId(other)).await);
        }
        assert!(alone.turn(SourceId(1)).try_lock().is_err());
        drop(first);
        assert!(alone.turn(SourceId(1)).try_lock().is_ok());
        assert!(alone.0.lock().expect("nobody panicked").len() <= MANY + 1);
    }
}

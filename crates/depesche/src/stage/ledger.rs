//! Polls that are done at the same time are recorded in one transaction.
//!
//! A transaction has a price of its own, and with many feeds due most polls wait for the one that
//! writes. So who comes to write takes along what waits: an import of a thousand feeds costs a
//! quarter less in the store.

use std::sync::{Mutex, PoisonError};

use depesche_store::poll::{Poll, Recorded};
use depesche_store::{Store, StoreError};
use tokio::sync::oneshot;

/// How many polls are recorded in one transaction. More save little, and hold up other writers.
const TOGETHER: usize = 16;

/// What came of recording a poll: `None` when another turn has begun since.
type Outcome = Result<Option<Recorded>, StoreError>;

/// The polls that wait to be recorded.
#[derive(Default)]
pub(crate) struct Ledger {
    waiting: Mutex<Vec<(Poll, oneshot::Sender<Outcome>)>>,
    turn: tokio::sync::Mutex<()>,
}

impl Ledger {
    /// Records a poll, with others that wait or alone.
    ///
    /// # Errors
    /// When the store fails; then nothing of this poll was recorded.
    pub(crate) async fn record(&self, store: &Store, poll: Poll) -> Outcome {
        let (told, outcome) = oneshot::channel();
        self.waiting().push((poll, told));
        // Everybody who waits comes here once and takes away at least one: none is left over.
        let turn = self.turn.lock().await;
        let batch: Vec<_> = {
            let mut waiting = self.waiting();
            let length = waiting.len().min(TOGETHER);
            waiting.drain(..length).collect()
        };
        write(store, batch).await;
        drop(turn);
        outcome.await.unwrap_or_else(|_| {
            Err(StoreError::Other(
                "the poll was not recorded: its writer was stopped".to_owned(),
            ))
        })
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Vec<(Poll, oneshot::Sender<Outcome>)>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes polls together; where that fails, each alone, so that one bad poll costs no other.
async fn write(store: &Store, batch: Vec<(Poll, oneshot::Sender<Outcome>)>) {
    let (polls, told): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
    let together = if polls.len() > 1 {
        write_all(store, &polls).await.ok()
    } else {
        None
    };
    let mut together = together.map(Vec::into_iter);
    for (poll, told) in polls.iter().zip(told) {
        let outcome = match together.as_mut().and_then(Iterator::next) {
            Some(recorded) => Ok(recorded),
            None => {
                store
                    .write(poll, |tx, poll| Box::pin(tx.record_poll(poll)))
                    .await
            }
        };
        // Who no longer waits was stopped; what was recorded stands.
        let _ = told.send(outcome);
    }
}

async fn write_all(store: &Store, polls: &[Poll]) -> Result<Vec<Option<Recorded>>, StoreError> {
    store
        .write(polls, |tx, polls| {
            Box::pin(async move {
                let mut recorded = Vec::with_capacity(polls.len());
                for poll in polls {
                    recorded.push(tx.record_poll(poll).await?);
                }
                Ok(recorded)
            })
        })
        .await
}

//! How much memory answers may take, all together.
//!
//! Each answer may come as far as [`FREE_BYTES`] as it likes: most feeds never need more, and never
//! wait here. The further it grows, the fewer may do so at the same time: see [`LANES`].
//!
//! An ordinary answer waits in front of its lane as long as it takes, in its place among those in
//! flight: an import of a thousand feeds at once loses none. One that is larger goes aside and waits
//! on a chair: there are so many as what those on them hold together is little. Who finds none is put
//! off, so that a thousand large answers at once cannot hold up a small one. So what all of them come
//! to is bounded: [`FREE_BYTES`] for each in flight, 3, 3 and usually 16 MB in the lanes, 4 MB on
//! chairs, 2 + 4 MB expanded.
//!
//! Nobody in a lane waits for another: who leaves it has a chair, or goes. Lanes are entered upwards
//! only, then a share for what is expanded, then the turn at expanding, and what was expanded is
//! worked off by somebody who waits for nobody here. So nobody waits in a circle.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use tokio::time::timeout;

use crate::FetchError;

/// What each answer may take on the wire.
pub(crate) const FREE_BYTES: usize = 16 << 10;

/// Up to here an expanded answer is small: it comes out of a share of its own.
pub(crate) const SMALL_BYTES: usize = 256 << 10;

/// Up to here there is room for a few of them.
const MEDIUM_BYTES: usize = 2 << 20;

/// What small and medium answers may take together, until they are worked off.
const ALL_SMALL_BYTES: usize = 2 << 20;
const ALL_MEDIUM_BYTES: usize = 4 << 20;

/// Where larger answers go: the size up to which they may grow there, and how many are there at
/// once.
const LANES: [(usize, usize); 3] = [(256 << 10, 12), (1 << 20, 3), (usize::MAX, 1)];

/// What large answers may hold together while they wait for a lane.
const ALL_ON_CHAIRS_BYTES: usize = 4 << 20;

/// What one of them counts at the least: as much as its connection has read and nobody has taken.
const CHAIR_BYTES: usize = 16 << 10;

/// How many answers are counted and expanded at once: each decoder has a window of up to 16 MB.
const EXPANDING_AT_ONCE: usize = 1;

/// The unit in which expanded bytes are counted: a semaphore's number is 32 bits wide.
const UNIT_BYTES: usize = 1 << 10;

/// What is left of it.
pub(crate) struct Budget {
    lanes: [Lane; LANES.len()],
    chairs: Bytes,
    patience: Duration,
    expanding: Arc<Semaphore>,
    /// Where it is done: what a thread has freed stays with it, and windows are wide.
    thread: Sender<Task>,
    small: Bytes,
    medium: Bytes,
}

type Task = Box<dyn FnOnce() + Send>;

struct Lane {
    up_to: usize,
    places: Arc<Semaphore>,
}

/// So many bytes, for whoever comes first.
struct Bytes {
    units: u32,
    left: Arc<Semaphore>,
}

/// A share that an answer has. It is given back when dropped.
#[derive(Debug, Default)]
pub(crate) struct Share {
    lane: Option<usize>,
    _permit: Option<OwnedSemaphorePermit>,
}

/// Whether an answer of so many bytes leaves its place among those in flight to wait for room.
pub(crate) fn is_large(bytes: usize) -> bool {
    bytes > LANES[0].0
}

impl Budget {
    /// A budget whose large answers wait no longer than this for one another.
    pub(crate) fn new(patience: Duration) -> Self {
        Self {
            lanes: LANES.map(|(up_to, at_once)| Lane {
                up_to,
                places: Arc::new(Semaphore::new(at_once)),
            }),
            chairs: Bytes::new(ALL_ON_CHAIRS_BYTES),
            patience,
            expanding: Arc::new(Semaphore::new(EXPANDING_AT_ONCE)),
            thread: thread(),
            small: Bytes::new(ALL_SMALL_BYTES),
            medium: Bytes::new(ALL_MEDIUM_BYTES),
        }
    }

    /// Whether an answer has to leave its lane to grow to so many bytes.
    pub(crate) fn is_beyond(&self, share: &Share, bytes: usize) -> bool {
        bytes > share.lane.map_or(FREE_BYTES, |lane| self.lanes[lane].up_to)
    }

    /// Lets an answer that holds so many bytes grow to so many, when there is room.
    ///
    /// # Errors
    /// [`FetchError::NoRoom`] after a long wait; at once, where a large one finds no chair.
    pub(crate) async fn grow(
        &self,
        share: &mut Share,
        holds: usize,
        bytes: usize,
    ) -> Result<(), FetchError> {
        if !self.is_beyond(share, bytes) {
            return Ok(());
        }
        // Whatever comes of it, the lane below is free now.
        *share = Share::default();
        let _chair = if is_large(bytes) {
            Some(
                self.chairs
                    .try_take(holds.max(CHAIR_BYTES))
                    .ok_or(FetchError::NoRoom)?,
            )
        } else {
            None
        };
        let lane = self.lanes.iter().position(|lane| bytes <= lane.up_to);
        let lane = lane.expect("the last one takes any size");
        *share = Share {
            lane: Some(lane),
            _permit: Some(self.enter(&self.lanes[lane].places).await?),
        };
        Ok(())
    }

    /// A turn at expanding what is not small.
    ///
    /// # Errors
    /// [`FetchError::NoRoom`] after a long wait.
    pub(crate) async fn expand(&self) -> Result<OwnedSemaphorePermit, FetchError> {
        self.enter(&self.expanding).await
    }

    /// Does what takes long beside those who wait for the network.
    ///
    /// # Errors
    /// [`FetchError::Damaged`] where it panicked.
    pub(crate) async fn off_thread<T: Send + 'static>(
        &self,
        task: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, FetchError> {
        let (tell, done) = oneshot::channel();
        let task: Task = Box::new(move || {
            // Nobody listens where the request was given up.
            let _ = catch_unwind(AssertUnwindSafe(task)).map(|done| tell.send(done));
        });
        let failed = || FetchError::Damaged("expanding it failed".to_owned());
        self.thread.send(task).map_err(|_| failed())?;
        done.await.map_err(|_| failed())
    }

    /// Enters when there is a place.
    async fn enter(&self, places: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, FetchError> {
        let entered = timeout(self.patience, Arc::clone(places).acquire_owned()).await;
        entered.ok().and_then(Result::ok).ok_or(FetchError::NoRoom)
    }

    /// A share for an expanded answer of so many bytes, until it is worked off; `share` is what it
    /// has on the wire, where it holds so many.
    ///
    /// # Errors
    /// [`FetchError::NoRoom`] where it is very large and others are too.
    pub(crate) async fn hold(
        &self,
        mut share: Share,
        holds: usize,
        bytes: usize,
    ) -> Result<Share, FetchError> {
        let pool = match bytes {
            ..=SMALL_BYTES => &self.small,
            bytes if bytes <= MEDIUM_BYTES => &self.medium,
            _ => {
                // Into the last lane, whatever the wire's bytes are: it may be there already.
                if share.lane != Some(LANES.len() - 1) {
                    self.grow(&mut share, holds, usize::MAX).await?;
                }
                return Ok(share);
            }
        };
        Ok(Share {
            lane: None,
            _permit: pool.take(bytes).await,
        })
    }
}

/// A thread that does one task after the other, until nobody has any more.
fn thread() -> Sender<Task> {
    let (give, tasks) = channel::<Task>();
    std::thread::spawn(move || tasks.into_iter().for_each(|task| task()));
    give
}

impl Bytes {
    fn new(bytes: usize) -> Self {
        let units = u32::try_from(bytes / UNIT_BYTES).unwrap_or(u32::MAX);
        Self {
            units,
            left: Arc::new(Semaphore::new(units as usize)),
        }
    }

    fn try_take(&self, bytes: usize) -> Option<OwnedSemaphorePermit> {
        let left = Arc::clone(&self.left);
        left.try_acquire_many_owned(self.units_of(bytes)).ok()
    }

    async fn take(&self, bytes: usize) -> Option<OwnedSemaphorePermit> {
        let left = Arc::clone(&self.left);
        left.acquire_many_owned(self.units_of(bytes)).await.ok()
    }

    fn units_of(&self, bytes: usize) -> u32 {
        let units = u32::try_from(bytes.div_ceil(UNIT_BYTES)).unwrap_or(u32::MAX);
        units.min(self.units)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use tokio::task::{JoinHandle, yield_now};

    use super::{ALL_ON_CHAIRS_BYTES, Budget, CHAIR_BYTES, LANES, Share};
    use crate::FetchError;

    async fn large(budget: &Budget) -> Result<Share, FetchError> {
        let mut share = Share::default();
        budget.grow(&mut share, 0, 4 << 20).await.map(|()| share)
    }

    /// Another large answer, as far as it gets for now.
    async fn another(budget: &Arc<Budget>) -> JoinHandle<Result<Share, FetchError>> {
        let budget = Arc::clone(budget);
        let task = tokio::spawn(async move { large(&budget).await });
        yield_now().await;
        task
    }

    #[tokio::test]
    async fn large_answers_come_one_after_the_other() {
        let budget = Arc::new(Budget::new(Duration::from_secs(10)));
        let first = large(&budget).await.expect("there is room");
        let second = another(&budget).await;
        assert!(!second.is_finished());
        drop(first);
        assert!(second.await.expect("it ends").is_ok());
    }

    #[tokio::test]
    async fn of_a_thousand_ordinary_feeds_at_once_none_is_lost() {
        let budget = Arc::new(Budget::new(Duration::from_secs(30)));
        let ordinary = |budget: Arc<Budget>| async move {
            let mut share = Share::default();
            budget.grow(&mut share, 16 << 10, 100 << 10).await?;
            yield_now().await;
            budget.hold(share, 100 << 10, 900 << 10).await.map(drop)
        };
        let answers: Vec<_> = (0..1000)
            .map(|_| tokio::spawn(ordinary(Arc::clone(&budget))))
            .collect();
        for answer in answers {
            assert_eq!(answer.await.expect("it ends"), Ok(()));
        }
    }

    #[tokio::test]
    async fn a_large_one_that_finds_no_chair_is_put_off_at_once() {
        let budget = Arc::new(Budget::new(Duration::from_mins(1)));
        let _first = large(&budget).await.expect("there is room");
        let mut waiting = Vec::new();
        for _ in 0..ALL_ON_CHAIRS_BYTES / CHAIR_BYTES {
            waiting.push(another(&budget).await);
        }
        assert!(waiting.iter().all(|task| !task.is_finished()));
        assert_eq!(large(&budget).await.err(), Some(FetchError::NoRoom));
    }

    #[tokio::test]
    async fn a_task_that_panics_ends_no_other() {
        let budget = Budget::new(Duration::ZERO);
        let panicked = budget.off_thread(|| assert!(std::env::args().count() > 1000));
        assert!(matches!(panicked.await, Err(FetchError::Damaged(_))));
        assert_eq!(budget.off_thread(|| 1).await, Ok(1));
    }

    #[tokio::test]
    async fn who_waits_too_long_is_put_off() {
        let budget = Budget::new(Duration::from_millis(1));
        let _first = large(&budget).await.expect("there is room");
        assert_eq!(large(&budget).await.err(), Some(FetchError::NoRoom));
    }

    #[tokio::test]
    async fn who_grows_lets_go_of_the_lane_below() {
        let budget = Budget::new(Duration::ZERO);
        let mut shares = Vec::new();
        for _ in 0..LANES[1].1 {
            let mut share = Share::default();
            assert_eq!(budget.grow(&mut share, 0, 100 << 10).await, Ok(()));
            assert_eq!(budget.grow(&mut share, 100 << 10, 1 << 20).await, Ok(()));
            shares.push(share);
        }
        for _ in 0..LANES[0].1 {
            let mut share = Share::default();
            assert_eq!(budget.grow(&mut share, 0, 100 << 10).await, Ok(()));
            shares.push(share);
        }
    }

    #[tokio::test]
    async fn large_answers_never_take_the_room_of_small_ones() {
        let budget = Budget::new(Duration::ZERO);
        let large = large(&budget).await.expect("there is room");
        let _large = budget
            .hold(large, 0, 16 << 20)
            .await
            .expect("it has its lane");
        let mut medium = Vec::new();
        for _ in 0..2 {
            let held = budget.hold(Share::default(), 0, 2 << 20).await;
            medium.push(held.expect("there is room"));
        }
        let small = budget.hold(Share::default(), 0, 100 << 10);
        let small = tokio::time::timeout(Duration::from_secs(5), small).await;
        assert!(small.is_ok_and(|held| held.is_ok()));
        let mut wire = Share::default();
        assert_eq!(budget.grow(&mut wire, 0, 100 << 10).await, Ok(()));
    }
}

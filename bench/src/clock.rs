//! The CPU time of a thread: on a busy machine the only one that means anything.

use rustix::time::{ClockId, clock_gettime};

/// The CPU time that this thread has used, in seconds. To the nanosecond, where `/proc`'s
/// `schedstat` only moves with the scheduler's tick: too coarse for one small feed.
pub fn seconds() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// The CPU time that `work` takes, in seconds, and what it gives.
pub fn time<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = seconds();
    let result = work();
    (seconds() - start, result)
}

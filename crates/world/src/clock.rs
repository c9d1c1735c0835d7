//! A clock that tests turn by hand.

use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};

use crate::locked;

/// A clock that tests turn by hand. Clones show the same time.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Mutex<Timestamp>>);

impl Clock {
    /// A clock that stands at a moment until it is turned.
    pub fn at(now: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(now)))
    }

    /// What it shows.
    pub fn now(&self) -> Timestamp {
        *locked(&self.0)
    }

    /// Turns it to a moment, forwards or backwards.
    pub fn set(&self, now: Timestamp) {
        *locked(&self.0) = now;
    }

    /// Turns it on (or back, by a negative duration); it stops at the ends of time.
    pub fn advance(&self, by: SignedDuration) {
        let mut now = locked(&self.0);
        *now = now.saturating_add(by).unwrap_or(*now);
    }

    /// The clock as the function that the rooms take.
    pub fn as_fn(&self) -> Arc<dyn Fn() -> Timestamp + Send + Sync> {
        let clock = self.clone();
        Arc::new(move || clock.now())
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::Clock;

    #[test]
    fn a_clock_stands_until_it_is_turned() {
        let clock = Clock::at(Timestamp::UNIX_EPOCH);
        let seen = clock.as_fn();
        clock.clone().advance(SignedDuration::from_secs(90));
        assert_eq!(seen().as_second(), 90);
        clock.set(Timestamp::UNIX_EPOCH);
        assert_eq!(seen(), Timestamp::UNIX_EPOCH);
    }
}

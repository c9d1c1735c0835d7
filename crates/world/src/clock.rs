//! A clock that tests turn by hand, or that runs at a speed of its own.

use std::sync::{Arc, Mutex};
use std::time::Instant;

use jiff::{SignedDuration, Timestamp};

use crate::locked;

/// A clock that stands until it is turned, or runs ahead of the machine's. Clones show the same
/// time.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Mutex<Hands>>);

#[derive(Clone, Copy, Debug)]
struct Hands {
    at: Timestamp,
    /// Since when it runs, and how much faster than the machine's.
    runs: Option<(Instant, u32)>,
}

impl Hands {
    fn now(&self) -> Timestamp {
        let Some((since, speed)) = self.runs else {
            return self.at;
        };
        let passed = SignedDuration::try_from(since.elapsed().saturating_mul(speed));
        let passed = passed.unwrap_or(SignedDuration::MAX);
        self.at.saturating_add(passed).unwrap_or(self.at)
    }

    /// Goes on from another moment.
    fn turn(&mut self, at: Timestamp) {
        self.at = at;
        if let Some((since, _)) = &mut self.runs {
            *since = Instant::now();
        }
    }
}

impl Clock {
    /// A clock that stands at a moment until it is turned.
    pub fn at(now: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(Hands {
            at: now,
            runs: None,
        })))
    }

    /// What it shows.
    pub fn now(&self) -> Timestamp {
        locked(&self.0).now()
    }

    /// Lets it run from now on, so many times as fast as the machine's.
    pub fn run(&self, speed: u32) {
        let mut hands = locked(&self.0);
        hands.at = hands.now();
        hands.runs = Some((Instant::now(), speed));
    }

    /// Turns it to a moment, forwards or backwards.
    pub fn set(&self, now: Timestamp) {
        locked(&self.0).turn(now);
    }

    /// Turns it on (or back, by a negative duration); it stops at the ends of time.
    pub fn advance(&self, by: SignedDuration) {
        let mut hands = locked(&self.0);
        let now = hands.now();
        hands.turn(now.saturating_add(by).unwrap_or(now));
    }

    /// The clock as the function that the rooms take.
    pub fn as_fn(&self) -> Arc<dyn Fn() -> Timestamp + Send + Sync> {
        let clock = self.clone();
        Arc::new(move || clock.now())
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

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

    #[test]
    fn a_clock_that_runs_can_be_turned_too() {
        let clock = Clock::at(Timestamp::UNIX_EPOCH);
        clock.run(1_000_000);
        let begun = Instant::now();
        while clock.now() < Timestamp::UNIX_EPOCH + SignedDuration::from_hours(1) {
            assert!(begun.elapsed() < Duration::from_secs(5), "it does not run");
        }
        clock.advance(SignedDuration::from_hours(-1000));
        assert!(clock.now() < Timestamp::UNIX_EPOCH);
    }
}

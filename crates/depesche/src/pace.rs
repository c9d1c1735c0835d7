//! How fast due feeds are claimed. Pure.
//!
//! After a night without power, or when the clock jumped, all feeds are due at once. They are not
//! all asked at once: claims come less than twice as fast as the intervals of all feeds come to, so
//! that what piled up goes away in an even stream.

use std::time::Duration;

/// How much faster than usual what piled up is claimed: less than twice as fast, however it is
/// counted.
const CATCHING_UP: f64 = 1.8;

/// Also a house of few feeds gets through them in a few minutes, at so many a second.
const LEAST: f64 = 0.25;

/// Feeds that were never asked (an import) come at this rate at the least: nobody counts on it
/// that they come slowly, and somebody waits.
const LEAST_UNASKED: f64 = 5.0;

/// Of what was not used no more than that of a minute is saved up: also after a jump of the clock
/// nobody comes faster.
const SAVED_UP: Duration = Duration::from_mins(1);

/// What is due at this moment may come at once, if it is no more than this.
const AT_ONCE: f64 = 8.0;

/// Says how many feeds may be claimed.
#[derive(Debug)]
pub(crate) struct Pace {
    asked: Bucket,
    unasked: Bucket,
}

#[derive(Debug)]
struct Bucket {
    per_second: f64,
    held: f64,
}

impl Bucket {
    fn fill(&mut self, time: Duration) {
        let come = self.per_second * time.min(SAVED_UP).as_secs_f64();
        self.held = (self.held + come).min(come.max(AT_ONCE));
    }

    fn whole(&self) -> u32 {
        // At most `most`, see `fill`; never negative here.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "is held between 0 and a rate, and cut to a u32"
        )]
        let whole = self.held.clamp(0.0, f64::from(u32::MAX)) as u32;
        whole
    }
}

impl Pace {
    /// A pace for so many polls a day as the intervals come to.
    pub(crate) fn new(polls_per_day: u64) -> Self {
        let bucket = || Bucket {
            per_second: 0.0,
            held: AT_ONCE,
        };
        let mut pace = Self {
            asked: bucket(),
            unasked: bucket(),
        };
        pace.set(polls_per_day);
        pace
    }

    /// Takes over how many polls a day the intervals come to now.
    pub(crate) fn set(&mut self, polls_per_day: u64) {
        let a_day = u32::try_from(polls_per_day).unwrap_or(u32::MAX);
        let usual = f64::from(a_day) / 86_400.0;
        self.asked.per_second = (usual * CATCHING_UP).max(LEAST);
        self.unasked.per_second = (usual * CATCHING_UP).max(LEAST_UNASKED);
    }

    /// Time has passed.
    pub(crate) fn pass(&mut self, time: Duration) {
        self.asked.fill(time);
        self.unasked.fill(time);
    }

    /// How many feeds may be claimed: of those that were asked before, and of the others.
    pub(crate) fn may_claim(&self) -> (u32, u32) {
        (self.asked.whole(), self.unasked.whole())
    }

    /// So many were.
    pub(crate) fn claimed(&mut self, asked: usize, unasked: usize) {
        let count = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        self.asked.held -= count(asked);
        self.unasked.held -= count(unasked);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Pace;

    /// How many of these feeds, all due now, are claimed in each of so many minutes.
    fn minutes(due: u32, polls_per_day: u64, minutes: usize) -> Vec<u32> {
        let mut pace = Pace::new(polls_per_day);
        let mut left = due;
        let mut claimed = Vec::new();
        for _ in 0..minutes {
            let before = left;
            for _ in 0..120 {
                pace.pass(Duration::from_millis(500));
                let now = pace.may_claim().0.min(left);
                pace.claimed(now as usize, 0);
                left -= now;
            }
            claimed.push(before - left);
        }
        claimed
    }

    #[test]
    fn twenty_thousand_due_feeds_come_in_an_even_stream_faster_than_usual_by_less_than_twice() {
        // Each every four hours.
        let claimed = minutes(20_000, 20_000 * 6, 60);
        let expected = 20_000 * 6 / (24 * 60) * 18 / 10;
        for minute in &claimed[..59] {
            assert!(minute.abs_diff(expected) <= expected / 20, "{claimed:?}");
        }
    }

    #[test]
    fn a_small_house_is_through_in_minutes_and_the_first_come_at_once() {
        let claimed = minutes(50, 50, 4);
        assert_eq!(claimed.iter().sum::<u32>(), 50);
        assert!(claimed[0] >= 20, "{claimed:?}");
    }

    #[test]
    fn nothing_is_saved_up_for_a_burst() {
        let mut pace = Pace::new(1000);
        pace.pass(Duration::from_hours(24));
        assert_eq!(pace.may_claim(), (15, 300));
        pace.pass(Duration::from_secs(1));
        assert_eq!(pace.may_claim(), (8, 8));
    }
}

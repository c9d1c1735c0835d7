//! Sites that asked to be left alone.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// How long a site can ask for: a week.
pub(crate) const LONGEST: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How many pauses are looked through for those that are over.
const MANY: usize = 4096;

/// Sites that asked to be left alone, by their key.
#[derive(Default)]
pub(crate) struct Pauses(Mutex<HashMap<String, Timestamp>>);

impl Pauses {
    /// Leaves a site alone until then: a pause is lengthened, never shortened.
    pub(crate) fn add(&self, key: &str, until: Timestamp, now: Timestamp) {
        if !is_ahead(until, now) {
            return;
        }
        let mut pauses = self.lock();
        if pauses.len() >= MANY {
            pauses.retain(|_, until| is_ahead(*until, now));
        }
        let known = pauses.entry(key.to_owned()).or_insert(until);
        if !is_ahead(*known, now) || *known < until {
            *known = until;
        }
    }

    /// Until when a site is left alone.
    pub(crate) fn until(&self, key: &str, now: Timestamp) -> Option<Timestamp> {
        let until = self.lock().get(key).copied();
        until.filter(|until| is_ahead(*until, now))
    }

    /// All that are not over.
    pub(crate) fn all(&self, now: Timestamp) -> Vec<(String, Timestamp)> {
        let pauses = self.lock();
        let ahead = pauses.iter().filter(|(_, until)| is_ahead(**until, now));
        ahead.map(|(key, until)| (key.clone(), *until)).collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Timestamp>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a pause is not over. One of more than a week was written by a clock that was wrong.
fn is_ahead(until: Timestamp, now: Timestamp) -> bool {
    let left = until.duration_since(now);
    left.is_positive() && left <= LONGEST
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::Pauses;

    fn at(hours: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours)
    }

    #[test]
    fn a_pause_ends_by_itself_and_is_only_lengthened() {
        let pauses = Pauses::default();
        pauses.add("a", at(2), at(0));
        pauses.add("a", at(1), at(0));
        pauses.add("b", at(0), at(0));
        assert_eq!(pauses.until("a", at(1)), Some(at(2)));
        assert_eq!(pauses.until("a", at(2)), None);
        assert_eq!(pauses.until("b", at(0)), None);
        assert_eq!(pauses.all(at(0)), [("a".to_owned(), at(2))]);
        assert!(pauses.all(at(2)).is_empty());
    }

    #[test]
    fn a_clock_that_was_wrong_silences_nobody_for_years() {
        let pauses = Pauses::default();
        let years = 10 * 365 * 24;
        pauses.add("a", at(years + 1), at(years));
        assert_eq!(pauses.until("a", at(0)), None);
        pauses.add("a", at(1), at(0));
        assert_eq!(pauses.until("a", at(0)), Some(at(1)));
    }
}

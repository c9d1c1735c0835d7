//! Which dates are believed.

use jiff::{SignedDuration, Timestamp};

/// Nothing of the web is older: an earlier date is a fault of the feed's. 1990-01-01.
const OLDEST: Timestamp = Timestamp::constant(631_152_000, 0);

/// How far ahead a date is taken for now: clocks and time zones that are wrong.
const AHEAD: SignedDuration = SignedDuration::from_hours(48);

/// The date that a source gives, where it can be true: not before 1990, never later than `now`.
///
/// A date up to two days ahead is a clock or a time zone that is wrong: it becomes `now`. One
/// further ahead says nothing about when the piece appeared: `None`.
pub fn believed(date: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
    let date = date.filter(|date| *date >= OLDEST)?;
    let latest = now.checked_add(AHEAD).unwrap_or(Timestamp::MAX);
    (date <= latest).then(|| date.min(now))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::believed;

    fn check(date: &str, expected: Option<&str>) {
        let at = |text: &str| text.parse::<Timestamp>().expect("a time");
        let now = at("2026-03-01T12:00:00Z");
        assert_eq!(believed(Some(at(date)), now), expected.map(at), "{date}");
    }

    #[test]
    fn dates_that_can_be_true_are_believed() {
        check("2026-02-28T12:00:00Z", Some("2026-02-28T12:00:00Z"));
        check("1996-05-01T00:00:00Z", Some("1996-05-01T00:00:00Z"));
    }

    #[test]
    fn nothing_comes_from_the_future() {
        check("2026-03-02T02:00:00+14:00", Some("2026-03-01T12:00:00Z"));
        check("2099-01-01T00:00:00Z", None);
    }

    #[test]
    fn the_beginning_of_time_is_no_date() {
        check("1970-01-01T00:00:00Z", None);
    }

    proptest! {
        #[test]
        fn what_is_believed_is_never_later_than_now(date in any::<i32>(), now in any::<i32>()) {
            let at = |second: i32| Timestamp::from_second(i64::from(second) * 4).expect("in range");
            prop_assert!(believed(Some(at(date)), at(now)).is_none_or(|date| date <= at(now)));
        }
    }
}

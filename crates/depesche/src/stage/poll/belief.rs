//! Whether a feed's 304s are still believed.
//!
//! Some servers answer 304 for ever, whatever happens to the feed. So after eight days without a
//! whole answer a feed is asked for one. Only days in which it was asked count: when the house stood
//! still or the clock jumped by ten years, not all feeds are asked for all they have at once.

use depesche_model::{Feed, Validators};
use jiff::{SignedDuration, Timestamp};

/// Validators are not sent when the last whole answer is older than this.
const BELIEVE_304_FOR: SignedDuration = SignedDuration::from_hours(8 * 24);

/// A feed is asked at least once a day: who has not asked for so long stood still.
const STOOD_STILL: SignedDuration = SignedDuration::from_hours(2 * 24);

/// What may be echoed. None where the last whole answer is too old to go on believing in 304s.
pub(super) fn believed(feed: &Feed, now: Timestamp) -> Validators {
    match age(feed, now) {
        Some(age) if age < BELIEVE_304_FOR => feed.validators.clone(),
        _ => Validators::default(),
    }
}

/// From when the age of the last whole answer counts after a 304; `None`: as before.
pub(super) fn full_at(feed: &Feed, now: Timestamp) -> Option<Timestamp> {
    // A server that says 304 even to an unconditional request is asked so again only in another
    // eight days: as if it had answered in full.
    if believed(feed, now).is_empty() {
        return Some(now);
    }
    let counted = now.checked_sub(age(feed, now)?).ok();
    counted.filter(|at| Some(*at) != feed.last_full_at)
}

/// For how long 304s have been believed.
fn age(feed: &Feed, now: Timestamp) -> Option<SignedDuration> {
    let full_at = feed.last_full_at?;
    let last = feed.last_try_at.unwrap_or(now).min(now);
    let until = if now.duration_since(last) > STOOD_STILL {
        last
    } else {
        now
    };
    // A time to come was written by a clock that was wrong.
    Some(until.duration_since(full_at).max(SignedDuration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, feed};
    use super::{believed, full_at};

    /// Hours: of the last whole answer, of the last try, of now.
    fn check(full: i64, last: i64, now: i64, is_believed: bool, counts_from: Option<i64>) {
        let mut feed = feed();
        feed.validators.etag = Some("\"1\"".to_owned());
        feed.last_full_at = Some(at(full));
        feed.last_try_at = Some(at(last));
        let case = format!("{full} {last} {now}");
        assert_eq!(!believed(&feed, at(now)).is_empty(), is_believed, "{case}");
        assert_eq!(full_at(&feed, at(now)), counts_from.map(at), "{case}");
    }

    #[test]
    fn a_304_is_believed_for_eight_days_in_which_the_feed_was_asked() {
        check(0, 24, 25, true, None);
        check(0, 8 * 24 - 2, 8 * 24 - 1, true, None);
        check(0, 8 * 24 - 1, 8 * 24, false, Some(8 * 24));
        // The house stood still for a month: the day before counts, the month does not.
        check(0, 24, 744, true, Some(720));
        // The clock was ten years ahead, or is now.
        check(90_000, 90_000, 10, true, Some(10));
        check(0, 5, 90_000, true, Some(89_995));
    }

    #[test]
    fn who_was_never_answered_in_full_asks_for_all() {
        let mut feed = feed();
        feed.validators.etag = Some("\"1\"".to_owned());
        assert!(believed(&feed, at(0)).is_empty());
        assert_eq!(full_at(&feed, at(0)), Some(at(0)));
    }
}

//! `Retry-After`, in seconds or as a date (RFC 9110 §10.2.3).

use std::time::Duration;

use hyper::http::HeaderMap;
use hyper::http::header::{DATE, RETRY_AFTER};
use jiff::Timestamp;

use crate::answer::text_of;
use crate::date::http_date;

/// A week: what a server may ask for at the most.
const LONGEST: Duration = Duration::from_hours(7 * 24);

/// How long an answer asks us to wait. A date is measured against the answer's own `Date`, so that
/// a clock that is wrong, ours or theirs, does not matter; without one, against ours.
pub(crate) fn retry_after_of(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let date = text_of(headers, &DATE).and_then(|date| http_date(&date));
    retry_after(&text_of(headers, &RETRY_AFTER)?, date.unwrap_or(now))
}

/// How long a server asks us to wait, at most a week. `None` where the header says nothing that
/// can be understood.
fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds).min(LONGEST));
    }
    let wait = http_date(value)?.duration_since(now);
    let wait = Duration::try_from(wait).unwrap_or_default();
    Some(wait.min(LONGEST))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use hyper::http::HeaderMap;
    use hyper::http::header::{DATE as DATE_HEADER, RETRY_AFTER};
    use jiff::Timestamp;

    use super::{LONGEST, retry_after_of};

    const DATE: &str = "Sun, 22 Nov 2026 08:00:00 GMT";

    fn check(value: &str, expected: Option<u64>) {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, value.parse().expect("a value"));
        headers.insert(DATE_HEADER, DATE.parse().expect("a value"));
        let waits = retry_after_of(&headers, Timestamp::UNIX_EPOCH);
        assert_eq!(waits, expected.map(Duration::from_secs), "{value}");
    }

    #[test]
    fn seconds_and_dates_are_understood() {
        check("120", Some(120));
        check(" 0 ", Some(0));
        check("Sun, 22 Nov 2026 08:05:30 GMT", Some(330));
        check("Fri, 01 Mar 2024 08:00:00 GMT", Some(0));
        check("Mon, 01 Mar 2027 08:00:00 GMT", Some(LONGEST.as_secs()));
    }

    #[test]
    fn a_week_is_the_longest_and_nonsense_is_nothing() {
        check("99999999999", Some(LONGEST.as_secs()));
        check("soon", None);
        check("-5", None);
        check("", None);
    }

    #[test]
    fn without_a_date_of_its_own_ours_counts() {
        let mut headers = HeaderMap::new();
        let until = "Thu, 01 Jan 1970 00:02:00 GMT".parse();
        headers.insert(RETRY_AFTER, until.expect("a value"));
        let waits = retry_after_of(&headers, Timestamp::UNIX_EPOCH);
        assert_eq!(waits, Some(Duration::from_mins(2)));
    }
}

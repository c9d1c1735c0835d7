//! `Retry-After`, in seconds or as a date (RFC 9110 §10.2.3).

use std::time::Duration;

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

use crate::answer::text_of;

/// A week: what a server may ask for at the most.
const LONGEST: Duration = Duration::from_hours(7 * 24);

/// How long an answer asks us to wait.
pub(crate) fn retry_after_of(headers: &HeaderMap) -> Option<Duration> {
    let date = text_of(headers, &DATE);
    retry_after(&text_of(headers, &RETRY_AFTER)?, date.as_deref())
}

/// How long a server asks us to wait, at most a week. A date is measured against the answer's own
/// `Date`, so that a clock that is wrong, ours or theirs, does not matter. `None` where the
/// header says nothing that can be understood.
fn retry_after(value: &str, date: Option<&str>) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds).min(LONGEST));
    }
    let until = httpdate::parse_http_date(value).ok()?;
    let now = httpdate::parse_http_date(date?.trim()).ok()?;
    Some(until.duration_since(now).unwrap_or_default().min(LONGEST))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{LONGEST, retry_after};

    const DATE: &str = "Sun, 22 Nov 2026 08:00:00 GMT";

    fn check(value: &str, expected: Option<u64>) {
        assert_eq!(
            retry_after(value, Some(DATE)),
            expected.map(Duration::from_secs),
            "{value}"
        );
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
        assert_eq!(retry_after("Sun, 22 Nov 2026 08:05:30 GMT", None), None);
    }
}

//! How long an answer stays fresh (RFC 9111 §4.2).

use std::time::Duration;

use hyper::http::HeaderMap;
use hyper::http::header::{AGE, CACHE_CONTROL, DATE, EXPIRES};

use crate::answer::text_of;
use crate::date::http_date;

/// How long the server says that its answer stays fresh, counted from now: `s-maxage` before
/// `max-age` before `Expires`, less the time that it already lay in a cache on the way. `None`
/// where it says nothing, or `no-store`, `no-cache`: these wish for no interval.
pub(crate) fn fresh_for(headers: &HeaderMap) -> Option<Duration> {
    let control = all_of_cache_control(headers);
    if is_said(&control, "no-store") || is_said(&control, "no-cache") {
        return None;
    }
    let lifetime = seconds(&control, "s-maxage")
        .or_else(|| seconds(&control, "max-age"))
        .or_else(|| until_expiry(headers))?;
    let age = text_of(headers, &AGE)
        .and_then(|age| age.trim().parse().ok())
        .map_or(Duration::ZERO, Duration::from_secs);
    Some(lifetime.saturating_sub(age))
}

/// Several headers are one list (RFC 9110 §5.3).
fn all_of_cache_control(headers: &HeaderMap) -> String {
    let values = headers.get_all(CACHE_CONTROL).iter();
    let texts: Vec<_> = values.filter_map(|value| value.to_str().ok()).collect();
    texts.join(",").to_ascii_lowercase()
}

fn is_said(control: &str, directive: &str) -> bool {
    // `no-cache="set-cookie"` speaks of that header alone.
    control.split(',').any(|said| said.trim() == directive)
}

fn seconds(control: &str, directive: &str) -> Option<Duration> {
    let value = control.split(',').find_map(|said| {
        let (name, value) = said.split_once('=')?;
        (name.trim() == directive).then_some(value)
    })?;
    let digits = value.trim().trim_matches('"');
    // Seconds that no integer holds mean "for ever" (RFC 9111 §1.2.2).
    let is_huge = digits.len() > 10 && digits.bytes().all(|digit| digit.is_ascii_digit());
    let seconds = if is_huge {
        u32::MAX.into()
    } else {
        digits.parse().ok()?
    };
    Some(Duration::from_secs(seconds))
}

/// `Expires` is measured against the answer's own `Date`: a wrong clock does not matter.
fn until_expiry(headers: &HeaderMap) -> Option<Duration> {
    let expires = http_date(&text_of(headers, &EXPIRES)?)?;
    let date = http_date(&text_of(headers, &DATE)?)?;
    Some(expires.duration_since(date).try_into().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use hyper::http::{HeaderMap, HeaderName, HeaderValue};

    use super::fresh_for;

    fn check(headers: &[(&'static str, &'static str)], expected: Option<u64>) {
        let map: HeaderMap = headers
            .iter()
            .map(|(name, value)| {
                let name = HeaderName::from_static(name);
                (name, HeaderValue::from_static(value))
            })
            .collect();
        assert_eq!(
            fresh_for(&map),
            expected.map(Duration::from_secs),
            "{headers:?}"
        );
    }

    #[test]
    fn the_server_says_how_long() {
        check(&[], None);
        check(&[("cache-control", "public, max-age=600")], Some(600));
        check(&[("cache-control", "Max-Age=\"60\"")], Some(60));
        check(&[("cache-control", "max-age=0, s-maxage=900")], Some(900));
        check(
            &[
                ("date", "Sun, 22 Nov 2026 08:00:00 GMT"),
                ("expires", "Sun, 22 Nov 2026 09:00:00 GMT"),
            ],
            Some(3600),
        );
        check(&[("expires", "Sun, 22 Nov 2026 09:00:00 GMT")], None);
        check(&[("expires", "0"), ("date", "0")], None);
    }

    #[test]
    fn time_spent_in_a_cache_counts() {
        check(
            &[("cache-control", "max-age=600"), ("age", "500")],
            Some(100),
        );
        check(&[("cache-control", "max-age=600"), ("age", "900")], Some(0));
        check(
            &[("cache-control", "max-age=600"), ("age", "-1")],
            Some(600),
        );
    }

    #[test]
    fn nonsense_is_no_wish() {
        check(&[("cache-control", "max-age=soon")], None);
        check(&[("cache-control", "max-age=600, no-store")], None);
        check(&[("cache-control", "no-cache, max-age=600")], None);
        check(
            &[("cache-control", "no-cache=\"set-cookie\", max-age=600")],
            Some(600),
        );
        check(
            &[("cache-control", "max-age=99999999999999999999999")],
            Some(u32::MAX.into()),
        );
        check(&[("cache-control", "x-max-age=5")], None);
    }
}

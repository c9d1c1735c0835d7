//! Dates in headers (RFC 9110 §5.6.7).

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;

/// The two forms of the past that a recipient must still understand: RFC 850's and C's.
const OLD_FORMS: [&str; 2] = ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];

/// A date of a header; `None` where it is none. All of them are in GMT.
pub(crate) fn http_date(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(at) = rfc2822::DateTimeParser::new().parse_timestamp(text) {
        return Some(at);
    }
    let mut old = OLD_FORMS
        .iter()
        .filter_map(|form| DateTime::strptime(form, text).ok());
    let at = old.next()?.to_zoned(TimeZone::UTC).ok()?;
    Some(at.timestamp())
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::http_date;

    #[test]
    fn the_three_forms_are_one_moment() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            let at = http_date(text).map(Timestamp::as_second);
            assert_eq!(at, Some(784_111_777), "{text}");
        }
    }

    #[test]
    fn nonsense_is_no_date() {
        for text in ["", "soon", "Sun, 06 Nov", "99999999999999999999"] {
            assert_eq!(http_date(text), None, "{text}");
        }
    }
}

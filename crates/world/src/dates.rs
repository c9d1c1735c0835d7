//! Dates as feeds and HTTP write them.

use jiff::Timestamp;
use jiff::fmt::rfc2822::{DateTimeParser, DateTimePrinter};

/// `Sun, 22 Nov 2026 08:00:00 GMT` (RFC 9110); the epoch for what has no such form.
pub(crate) fn http_date(at: Timestamp) -> String {
    let printer = DateTimePrinter::new();
    printer
        .timestamp_to_rfc9110_string(&at)
        .unwrap_or_else(|_| EPOCH.to_owned())
}

/// `Sun, 22 Nov 2026 08:00:00 GMT`, as most RSS feeds write it (RFC 822 with a long year).
pub(crate) fn rss_date(at: Timestamp) -> String {
    http_date(at)
}

/// `2026-11-22T08:00:00Z` (RFC 3339), to the second.
pub(crate) fn iso_date(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Reads an HTTP date; `None` for anything else.
pub(crate) fn parse_http_date(text: &str) -> Option<Timestamp> {
    DateTimeParser::new().parse_timestamp(text.trim()).ok()
}

const EPOCH: &str = "Thu, 01 Jan 1970 00:00:00 GMT";

#[cfg(test)]
mod tests {
    use super::{http_date, iso_date, parse_http_date};

    #[test]
    fn a_date_is_written_and_read_back() {
        let at = parse_http_date("Sun, 22 Nov 2026 08:00:00 GMT").expect("is a date");
        assert_eq!(http_date(at), "Sun, 22 Nov 2026 08:00:00 GMT");
        assert_eq!(iso_date(at), "2026-11-22T08:00:00Z");
        assert_eq!(parse_http_date("yesterday"), None);
    }
}

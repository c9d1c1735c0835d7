//! Dates as feeds and pages write them.
//!
//! Nearly all are of two forms (RFC 2822 and RFC 3339), which [`common`] reads byte by byte. The
//! rest are written by hand, in their own language, with the names of zones: [`words`] cuts them
//! into numbers, words and marks, and [`reader`] looks at these one by one instead of trying
//! formats: a number with a colon is a time, a number of four digits is a year, and so on.
//!
//! What we decided where a date can mean two things:
//!
//! - `1/2/2024` is the second of January, `1.2.2024` and `1-2-2024` the first of February, as PHP
//!   has it too; a number that cannot be a month decides first, then the weekday where one is named.
//! - `03-02-01` is of the year 2003 (ISO 8601), and so are `01.02.03` and `02/01/03`.
//! - `24` is a year of this century, `50` one of the last, `124` is 2024 (RFC 2822, 4.3).
//! - No zone is UTC, as are zones nobody knows and the military letters (RFC 2822, 4.3); only a
//!   time with Korean words is Korea's.
//! - A numeric offset wins over a name beside it: `+0200 (EST)`. One that cannot be is no date.
//! - `24:00` is the end of the day; `24:30` is half past midnight, as Java's `kk` writes it.
//! - The leap second is the second before it.
//! - A month without a day is its first instant, and so is a year that stands alone.
//! - Ten digits alone are Unix seconds, thirteen are milliseconds.
//! - A word we do not know is passed over: it may be a weekday.

mod clock;
mod common;
mod found;
mod instant;
#[rustfmt::skip] // A quarter of the year per line.
mod languages;
mod names;
mod numeric;
mod reader;
mod words;
mod zones;

#[cfg(test)]
mod tests;

use jiff::Timestamp;

/// No date is longer, in bytes; the rest of a longer text is not looked at.
const MAX_BYTES: usize = 100;

/// Reads a date of any common form, in some forty languages; a date without a zone is UTC.
///
/// `None` where the year or the month is missing, or a part cannot be: the 32nd, 25 o'clock, an
/// offset of two days.
///
/// ```
/// let at = depesche_feed::date::parse("mar., 02 janv. 2024 4h05 CET");
/// assert_eq!(at, "2024-01-02T03:05:00Z".parse().ok());
/// ```
#[must_use]
pub fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    common::read(text.as_bytes()).or_else(|| {
        let folded = words::fold(beginning(text));
        reader::read(&words::tokens(&folded))
    })
}

/// At most [`MAX_BYTES`], and no word or number cut in two where there is a space.
fn beginning(text: &str) -> &str {
    if text.len() <= MAX_BYTES {
        return text;
    }
    let text = &text[..text.floor_char_boundary(MAX_BYTES)];
    text.rsplit_once(char::is_whitespace)
        .map_or(text, |(whole, _)| whole)
}

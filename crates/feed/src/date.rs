//! Dates as feeds and pages write them.
//!
//! They write dates by hand, in their own language, with the names of zones. This looks at the
//! words one by one instead of trying formats: a word with a colon is a time, a number of four
//! digits is a year, and so on.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// No date is longer, in bytes; the rest of a longer text is not looked at.
const MAX_BYTES: usize = 80;

/// The beginnings of the months' names: English, German, French, Spanish, Italian, Portuguese,
/// Dutch, Russian. Where two months share three letters, the longer stands first.
const MONTHS: [(&str, i8); 48] = [
    ("juil", 7),
    ("jui", 6),
    ("jan", 1),
    ("jän", 1),
    ("ene", 1),
    ("gen", 1),
    ("янв", 1),
    ("feb", 2),
    ("fev", 2),
    ("fév", 2),
    ("фев", 2),
    ("mar", 3),
    ("mär", 3),
    ("maa", 3),
    ("mrt", 3),
    ("мар", 3),
    ("apr", 4),
    ("avr", 4),
    ("abr", 4),
    ("апр", 4),
    ("may", 5),
    ("mai", 5),
    ("mei", 5),
    ("mag", 5),
    ("мая", 5),
    ("май", 5),
    ("jun", 6),
    ("giu", 6),
    ("июн", 6),
    ("jul", 7),
    ("lug", 7),
    ("июл", 7),
    ("aug", 8),
    ("aoû", 8),
    ("ago", 8),
    ("авг", 8),
    ("sep", 9),
    ("set", 9),
    ("сен", 9),
    ("oct", 10),
    ("okt", 10),
    ("ott", 10),
    ("окт", 10),
    ("nov", 11),
    ("ноя", 11),
    ("dec", 12),
    ("dez", 12),
    ("дек", 12),
];

/// Names of zones with their distance from UTC in minutes (RFC 822, and what Europe writes).
const ZONES: [(&str, i16); 22] = [
    ("gmt", 0),
    ("utc", 0),
    ("ut", 0),
    ("z", 0),
    ("wet", 0),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("bst", 60),
    ("cet", 60),
    ("mez", 60),
    ("cest", 120),
    ("mesz", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("jst", 540),
];

/// What has been found so far.
#[derive(Default)]
struct Found {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    time: Option<(i8, i8, i8)>,
    offset_minutes: i16,
    is_afternoon: bool,
    is_morning: bool,
}

/// Reads a date of any common form, in eight languages; a date without a zone is UTC.
///
/// `None` where a day, a month or a year is missing or cannot be. Of the crate's own dates only
/// those come here that it cannot read.
pub fn parse(text: &str) -> Option<Timestamp> {
    let end = text
        .char_indices()
        .map(|(at, _)| at)
        .find(|at| *at >= MAX_BYTES);
    let text = text[..end.unwrap_or(text.len())].to_lowercase();
    let mut found = Found::default();
    for word in text.split(|c: char| c.is_whitespace() || c == ',') {
        found.read(word);
    }
    found.timestamp()
}

impl Found {
    fn read(&mut self, word: &str) {
        let word = word.trim_matches(['.', '(', ')']);
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        match word {
            "" => {}
            "am" => self.is_morning = true,
            "pm" => self.is_afternoon = true,
            _ if digits == 0 => self.name(word),
            _ if digits < 3 && word[digits..].starts_with(':') => self.time(word),
            _ if digits == word.len() => self.number(word),
            _ => self.date(word, digits),
        }
    }

    /// A month, a zone, an offset.
    fn name(&mut self, word: &str) {
        if word.starts_with(['+', '-']) {
            self.offset(word);
        } else if let Some((_, month)) = MONTHS.iter().find(|(name, _)| word.starts_with(name)) {
            self.month = Some(*month); // The last wins: "mar., 02 janv." is a Tuesday in January.
        } else {
            let end = word.find(['+', '-']).unwrap_or(word.len());
            if let Some((_, minutes)) = ZONES.iter().find(|(name, _)| *name == &word[..end]) {
                self.offset_minutes = *minutes;
                self.offset(&word[end..]);
            }
        }
    }

    /// `+0100`, `+01:00`, `-5`.
    fn offset(&mut self, word: &str) {
        let (sign, digits) = match word.split_at_checked(1) {
            Some(("+", digits)) => (1, digits),
            Some(("-", digits)) => (-1, digits),
            _ => return,
        };
        let digits: String = digits.chars().filter(|c| *c != ':').collect();
        let Ok(number) = digits.parse::<i16>() else {
            return;
        };
        let minutes = if digits.len() < 3 {
            number.saturating_mul(60)
        } else {
            number / 100 * 60 + number % 100
        };
        self.offset_minutes = sign * minutes;
    }

    /// `03:04`, `03:04:05`, `03:04:05.123`, and what follows without a space.
    fn time(&mut self, word: &str) {
        let end = word
            .find(|c: char| !c.is_ascii_digit() && c != ':')
            .unwrap_or(word.len());
        let mut parts = word[..end].split(':').map(|part| part.parse().unwrap_or(0));
        let mut next = || parts.next().unwrap_or(0);
        self.time = Some((next(), next(), next()));
        let rest = word[end..].trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
        if !rest.is_empty() {
            self.read(rest);
        }
    }

    /// A day, a year, or both and the month.
    fn number(&mut self, word: &str) {
        match (word.len(), word.parse::<i32>()) {
            (1 | 2, Ok(day)) if self.day.is_none() => self.day = i8::try_from(day).ok(),
            (2, Ok(year)) => {
                self.year = i16::try_from(year + if year < 70 { 2000 } else { 1900 }).ok();
            }
            (4, Ok(year)) => self.year = i16::try_from(year).ok(),
            (8, Ok(_)) => self.compact(word),
            _ => {}
        }
    }

    /// `20240102`.
    fn compact(&mut self, word: &str) {
        self.year = word[..4].parse().ok();
        self.month = word[4..6].parse().ok();
        self.day = word[6..8].parse().ok();
    }

    /// `2024-01-02`, `2024/01/02`, `02.01.2024`, with a time after a `T` or not.
    fn date(&mut self, word: &str, digits: usize) {
        let (date, rest) = word.split_once('t').unwrap_or((word, ""));
        let mut parts = date.split(['-', '/', '.']);
        let mut next = || parts.next().unwrap_or_default();
        let (first, second, third) = (next(), next(), next());
        let (year, day) = if digits == 4 {
            (first, third)
        } else {
            (third, first)
        };
        if digits == 8 {
            self.compact(word);
        } else if let Ok(month) = second.parse() {
            self.month = Some(month);
            self.year = year.parse().ok().filter(|_| year.len() == 4);
            self.day = day.parse().ok();
        } else if let Ok(day) = first.parse() {
            self.day = Some(day); // "02-Jan-2024"
            self.name(second);
            self.number(third);
        }
        match rest.len() {
            0 => {}
            _ if rest.contains(':') => self.time(rest),
            _ if rest.is_char_boundary(6) => self.compact_time(rest),
            _ => {}
        }
    }

    /// `030405`, `030405z`.
    fn compact_time(&mut self, text: &str) {
        let (digits, rest) = text.split_at(6);
        if let Ok(number) = digits.parse::<u32>() {
            let part = |number: u32| i8::try_from(number % 100).unwrap_or(0);
            self.time = Some((part(number / 10_000), part(number / 100), part(number)));
            self.name(rest);
        }
    }

    fn timestamp(&self) -> Option<Timestamp> {
        let date = Date::new(self.year?, self.month?, self.day?).ok()?;
        let (hour, minute, second) = self.time.unwrap_or_default();
        let hour = match hour {
            12 if self.is_morning => 0,
            1..12 if self.is_afternoon => hour + 12,
            _ => hour,
        };
        let is_midnight = hour == 24; // "24:00" is the end of the day.
        let time = Time::new(
            if is_midnight { 0 } else { hour },
            minute,
            second.min(59),
            0,
        )
        .ok()?;
        let at = DateTime::from_parts(date, time)
            .to_zoned(TimeZone::UTC)
            .ok()?
            .timestamp();
        let ahead = SignedDuration::from_mins(self.offset_minutes.into());
        let at = at.checked_sub(ahead).ok()?;
        if is_midnight {
            at.checked_add(SignedDuration::from_hours(24)).ok()
        } else {
            Some(at)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::parse;

    fn check(text: &str, expected: &str) {
        let read = parse(text).map_or(String::new(), |at| at.to_string());
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        check(
            "Wednesday, 06 March 2024 07:08:09 GMT",
            "2024-03-06T07:08:09Z",
        );
        check("Wed, 6 Mar 24 07:08:09 +0100", "2024-03-06T06:08:09Z");
        check("6 Mar 2024 07:08 CET", "2024-03-06T06:08:00Z");
        check("Wed, 06 Mar 2024 07:08:09 GMT-0130", "2024-03-06T08:38:09Z");
        check("Mar 6, 2024 7:08:09 PM", "2024-03-06T19:08:09Z");
        check("Wed Mar 06 07:08:09 PST 2024", "2024-03-06T15:08:09Z");
        check("06-Mar-2024", "2024-03-06T00:00:00Z");
    }

    #[test]
    fn other_languages_are_read() {
        check("Mi, 06. März 2024 07:08:09 +0000", "2024-03-06T07:08:09Z");
        check("mar., 05 mars 2024 07:08:09 +0000", "2024-03-05T07:08:09Z");
        check("Ср, 06 мар 2024 07:08:09 GMT", "2024-03-06T07:08:09Z");
        check("lun, 4 dic 2023", "");
    }

    #[test]
    fn numbers_alone_are_read() {
        check("2024-03-06T07:08Z", "2024-03-06T07:08:00Z");
        check("2024-03-06 07:08:09.5+02:00", "2024-03-06T05:08:09Z");
        check("20240306T070809Z", "2024-03-06T07:08:09Z");
        check("2024/03/06", "2024-03-06T00:00:00Z");
        check("06.03.2024 07:08:09", "2024-03-06T07:08:09Z");
    }

    #[test]
    fn the_end_of_a_day_is_the_next_one() {
        check("Wed, 06 Mar 2024 24:00:00 GMT", "2024-03-07T00:00:00Z");
    }

    #[test]
    fn what_cannot_be_is_none() {
        check("", "");
        check("yesterday", "");
        check("32 Mar 2024", "");
        check("6 Mar 2024 25:00", "");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,90}", digits in "[0-9tz:+./ a-m-]{0,40}") {
            let _ = (parse(&text), parse(&digits));
        }
    }
}

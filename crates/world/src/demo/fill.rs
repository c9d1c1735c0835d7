//! Days and dates in the demo's texts: they depend on when the demo is run.
//!
//! `{day}` is the weekday on which the article was published, `{date}` its day and month;
//! `{day-1}` and `{date+9}` are other days, counted from it.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// Where the demo's town lies.
const ZONE: &str = "Europe/Berlin";

/// Puts the days and dates in, in a language (`de`, `fr`, else English).
pub(super) fn fill(text: &str, language: &str, published: Timestamp) -> String {
    let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
    let today = published.to_zoned(zone).date();
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, mark, after)) = mark(rest) {
        filled.push_str(before);
        filled.push_str(&word(mark, language, today).unwrap_or_else(|| format!("{{{mark}}}")));
        rest = after;
    }
    filled + rest
}

fn mark(text: &str) -> Option<(&str, &str, &str)> {
    let (before, tail) = text.split_once('{')?;
    let (mark, after) = tail.split_once('}')?;
    Some((before, mark, after))
}

/// What a mark says; `None` for one that is not known.
fn word(mark: &str, language: &str, today: Date) -> Option<String> {
    let (name, days) = mark.split_at_checked(mark.find(['+', '-']).unwrap_or(mark.len()))?;
    let days: i64 = if days.is_empty() {
        0
    } else {
        days.parse().ok()?
    };
    let date = today.checked_add(days.days()).ok()?;
    match name {
        "day" => Some(weekday(date.weekday(), language).to_owned()),
        "date" => Some(day_and_month(date, language)),
        _ => None,
    }
}

fn weekday(day: Weekday, language: &str) -> &'static str {
    let names = match language {
        "de" => "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        "fr" => "lundi mardi mercredi jeudi vendredi samedi dimanche",
        _ => "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    };
    nth(names, day.to_monday_zero_offset())
}

fn day_and_month(date: Date, language: &str) -> String {
    let (names, between) = match language {
        "de" => (
            "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
            ". ",
        ),
        "fr" => (
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            " ",
        ),
        _ => (
            "January February March April May June July August September October November \
             December",
            " ",
        ),
    };
    format!("{}{between}{}", date.day(), nth(names, date.month() - 1))
}

fn nth(names: &'static str, index: i8) -> &'static str {
    let index = usize::try_from(index).unwrap_or_default();
    names.split_whitespace().nth(index).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn days_and_dates_follow_the_article() {
        let at = "2026-11-22T08:00:00Z".parse().expect("is a time");
        assert_eq!(
            fill("am {day}, {date+9}", "de", at),
            "am Sonntag, 1. Dezember"
        );
        assert_eq!(fill("{day-1} ({date})", "en", at), "Saturday (22 November)");
        assert_eq!(fill("{day+1} {other}", "fr", at), "lundi {other}");
    }
}

//! Days written in numbers, in one piece.

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::names;
use super::words::Number;
use super::words::Token::{self, Mark, Number as Digits, Space, Word};

/// The first of a month, and the first month.
pub(super) const FIRST: Number = Number {
    value: 1,
    digits: 2,
};

/// The days a group of numbers can mean, the likeliest first.
pub(super) type Days = [Option<Date>; 3];

/// What the tokens begin with, if it is a group, and how many tokens it is.
pub(super) fn grouped(tokens: &[Token]) -> Option<(Days, usize)> {
    let &[Digits(first), ref rest @ ..] = tokens else {
        return None;
    };
    let (days, length) = match *rest {
        [
            Mark(a @ ('-' | '/' | '.')),
            Digits(second),
            Mark(b),
            Digits(third),
            ..,
        ] if a == b => (days(first, second, third, a), 4),
        // "2. 1. 2024" in Czech, "2024. 1. 2." in Korean.
        [
            Mark('.'),
            Space,
            Digits(second),
            Mark('.'),
            Space,
            Digits(third),
            ..,
        ] => (days(first, second, third, '.'), 6),
        // "02.01. 2024"
        [
            Mark('.'),
            Digits(second),
            Mark('.'),
            Space,
            Digits(third),
            ..,
        ] if third.digits == 4 => (days(first, second, third, '.'), 5),
        // "02-Jan-2024", "2024-Jan-02"
        [
            Mark('-' | '/' | '.'),
            Word(name),
            Mark('-' | '/' | '.'),
            Digits(third),
            ..,
        ] => {
            let month = names::name(name)
                .or_else(|| names::name_begun(name))?
                .month?;
            let (year, day) = if first.digits == 4 {
                (first, third)
            } else {
                (third, first)
            };
            (
                one(Date::new(self::year(year)?, month, day.small()).ok()),
                4,
            )
        }
        _ if first.digits == 4 => year_first(first, rest)?,
        [Mark('-' | '/' | '.'), Digits(year), ..] if year.digits == 4 => {
            (one(day(self::year(year), first, FIRST)), 2)
        }
        _ if matches!(first.digits, 7 | 8) => (one(compact(first)), 0),
        _ => return None,
    };
    Some((days, 1 + length))
}

/// The rarer forms of ISO 8601: a week, a day of the year, a month.
fn year_first(year: Number, rest: &[Token]) -> Option<(Days, usize)> {
    let (date, length) = match *rest {
        [
            Mark('-'),
            Word("w"),
            Digits(week),
            Mark('-'),
            Digits(weekday),
            ..,
        ] => (day_of_week(year, week, weekday), 5),
        [Mark('-'), Word("w"), Digits(week), ..] => (day_of_week(year, week, FIRST), 3),
        [Word("w"), Digits(week), ..] if week.digits == 3 => {
            let (week, weekday) = (part(week.value / 10, 2), part(week.value % 10, 2));
            (day_of_week(year, week, weekday), 2)
        }
        [Word("w"), Digits(week), ..] => (day_of_week(year, week, FIRST), 2),
        [Mark('-'), Digits(days), ..] if days.digits == 3 => {
            (day_of_year(self::year(year), days), 2)
        }
        [Mark('-' | '/' | '.'), Digits(month), ..] if month.digits <= 2 => {
            (day(self::year(year), month, FIRST), 2)
        }
        // As cameras write it.
        [Mark(':'), Digits(second), Mark(':'), Digits(third), ..] => {
            (day(self::year(year), second, third), 4)
        }
        _ => return None,
    };
    Some((one(date), length))
}

/// `2024-01-02`, `1/2/2024`, `02.01.24`: what each can mean is said in the head of the door.
fn days(first: Number, second: Number, third: Number, separator: char) -> Days {
    let year_month_day = day(year(first), second, third);
    let day_month_year = day(year(third), second, first);
    let month_day_year = day(year(third), first, second);
    match (first.digits, third.digits) {
        // Who writes year-day-month has to have a day beyond the twelfth.
        (4, 1 | 2) => one(year_month_day.or_else(|| day(year(first), third, second))),
        (1 | 2, 1..=4) => match separator {
            '/' => [month_day_year, day_month_year, year_month_day],
            '-' if third.digits == 2 => [year_month_day, day_month_year, month_day_year],
            _ => [day_month_year, month_day_year, year_month_day],
        },
        _ => one(None),
    }
}

/// `20240102`, `2024002`.
pub(super) fn compact(number: Number) -> Option<Date> {
    let Number { value, digits } = number;
    match digits {
        8 => month_and_day(value, 4),
        7 => day_of_year(year(part(value / 1000, 4)), part(value, 3)),
        _ => None,
    }
}

/// What ISO 8601 once allowed: `240102`, `24002`; and `202401`, which is not a day of 2020.
pub(super) fn short(number: Number) -> Option<Date> {
    let Number { value, digits } = number;
    match digits {
        6 => month_and_day(value, 2)
            .or_else(|| day(year(part(value / 100, 4)), part(value, 2), FIRST)),
        5 => day_of_year(year(part(value / 1000, 2)), part(value, 3)),
        _ => None,
    }
}

/// The year meant by two, three or four digits (RFC 2822, 4.3).
pub(super) fn year(number: Number) -> Option<i16> {
    let written = i16::try_from(number.value).ok()?;
    match (number.digits, written) {
        (4, _) => Some(written),
        (2, 0..50) => Some(written + 2000),
        (2, _) | (3, 100..) => Some(written + 1900),
        _ => None,
    }
}

pub(super) fn day(year: Option<i16>, month: Number, day: Number) -> Option<Date> {
    Date::new(year?, month.small(), day.small()).ok()
}

/// The day of a year of so many digits, month and day in a row with it.
fn month_and_day(value: u64, year_digits: usize) -> Option<Date> {
    let year = year(part(value / 10_000, year_digits));
    day(year, part(value / 100, 2), part(value, 2))
}

/// The last digits of a number: two, three or four.
pub(super) fn part(value: u64, digits: usize) -> Number {
    let limit = match digits {
        4 => 10_000,
        3 => 1000,
        _ => 100,
    };
    Number {
        value: value % limit,
        digits,
    }
}

fn day_of_year(year: Option<i16>, days: Number) -> Option<Date> {
    let first = Date::new(year?, 1, 1).ok()?;
    let days = i64::try_from(days.value).ok()?;
    let date = first
        .checked_add(jiff::Span::new().try_days(days - 1).ok()?)
        .ok()?;
    (date.year() == first.year()).then_some(date)
}

fn day_of_week(year: Number, week: Number, weekday: Number) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday.small()).ok()?;
    let date = ISOWeekDate::new(self::year(year)?, week.small(), weekday).ok()?;
    Some(date.date())
}

fn one(date: Option<Date>) -> Days {
    [date, None, None]
}

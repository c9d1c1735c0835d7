//! Looks at the tokens from left to right and takes from each what it can be.

use jiff::Timestamp;

use super::clock;
use super::found::Found;
use super::instant::{Clock, instant};
use super::names::{self, Unit};
use super::numeric::{self, FIRST};
use super::words::Number;
use super::words::Token::{self, Mark, Number as Digits, Space, Word};
use super::zones;

/// `None` where the tokens are no date, or a part of them cannot be.
pub(super) fn read(tokens: &[Token]) -> Option<Timestamp> {
    alone(tokens).or_else(|| {
        let mut reader = Reader::default();
        reader.found.is_korean = tokens.iter().any(is_hangul);
        let mut rest = tokens;
        while !rest.is_empty() {
            let length = reader.read(rest)?;
            rest = &rest[length..];
        }
        reader.found.instant()
    })
}

/// A number that is all there is: a year, Unix time, the short forms of ISO 8601.
fn alone(tokens: &[Token]) -> Option<Timestamp> {
    let date = match *tokens {
        [Digits(unix)] if unix.digits == 13 => {
            return Timestamp::from_millisecond(i64::try_from(unix.value).ok()?).ok();
        }
        [Digits(unix)] | [Digits(unix), Mark('.'), Digits(_)] if unix.digits == 10 => {
            return Timestamp::from_second(i64::try_from(unix.value).ok()?).ok();
        }
        [Digits(year)] if year.digits == 4 => numeric::day(numeric::year(year), FIRST, FIRST),
        [Digits(number)] => numeric::short(number),
        [Mark('-'), Digits(number)] if number.digits == 4 => {
            let year = numeric::part(number.value / 100, 2);
            numeric::day(numeric::year(year), numeric::part(number.value, 2), FIRST)
        }
        [Mark('-'), Digits(year), Mark('-'), Digits(month)] if year.digits == 2 => {
            numeric::day(numeric::year(year), month, FIRST)
        }
        _ => None,
    };
    instant(date?, Clock::default(), 0)
}

/// What stands before a token, spaces aside: an offset follows a time, and may follow a day.
#[derive(Clone, Copy, Default, PartialEq)]
enum Before {
    #[default]
    Other,
    Day,
    Time,
}

#[derive(Default)]
struct Reader {
    found: Found,
    before: Before,
}

impl Reader {
    /// Reads what stands first and says how many tokens it was; `None` where it cannot be a date.
    fn read(&mut self, tokens: &[Token]) -> Option<usize> {
        if let [Space, ..] = tokens {
            return Some(1);
        }
        let before = std::mem::take(&mut self.before);
        match *tokens {
            [Digits(number), ..] => self.number(number, tokens),
            [Mark('+' | '-'), ..] if is_offset(before, tokens) => self.offset(tokens),
            [Mark(':'), Digits(_) | Word(_), ..] if self.found.clock.is_some() => None,
            [Mark('\''), Digits(year), ..] if year.digits == 2 && self.found.year.is_none() => {
                self.found.year = Some(year);
                Some(2)
            }
            [Mark('('), ..] if self.found.clock.is_some() && self.found.is_day() => {
                Some(self.parentheses(tokens))
            }
            [Mark('.'), ..] => {
                self.before = before; // "03:04:05.+01:00"
                Some(1)
            }
            [Word("t"), Digits(_), ..] => self.time_behind_t(tokens),
            [Word(word), ..] => Some(self.word(word, before, tokens)),
            _ => Some(1),
        }
    }

    fn number(&mut self, number: Number, tokens: &[Token]) -> Option<usize> {
        let found = &mut self.found;
        match *tokens {
            [_, Mark(':'), Digits(_) | Word(_), ..] if number.digits <= 2 => self.clock(tokens),
            [_, Space, ref rest @ ..] | [_, ref rest @ ..]
                if found.clock.is_none() && number.digits <= 2 && clock::half(rest).is_some() =>
            {
                found.clock = clock::digits(number);
                Some(self.behind_clock(tokens, 1))
            }
            [_, Word(word), ..] | [_, Space, Word(word), ..] if names::unit(word).is_some() => {
                Some(self.unit(names::unit(word)?, number, tokens))
            }
            _ => self.group(number, tokens),
        }
    }

    /// A day or a time in several numbers, or a number alone.
    fn group(&mut self, number: Number, tokens: &[Token]) -> Option<usize> {
        let found = &mut self.found;
        if !found.is_day()
            && let Some((days, length)) = numeric::grouped(tokens)
        {
            found.days = Some(days).filter(|days| days.iter().any(Option::is_some));
            self.before = Before::Day;
            return found.days.map(|_| length);
        }
        if found.clock.is_none()
            && let Some((clock, length)) = clock::with_dots(tokens)
        {
            found.clock = Some(clock);
            return Some(self.behind_clock(tokens, length));
        }
        self.lone(number)
    }

    /// A number with nothing around it that says what it is.
    fn lone(&mut self, number: Number) -> Option<usize> {
        let found = &mut self.found;
        let is_free = found.days.is_none();
        match number.digits {
            1 | 2 if is_free && found.day.is_none() && (1..=31).contains(&number.value) => {
                found.day = Some(number.small());
            }
            2..=4 if is_free && found.year.is_none() => found.year = Some(number),
            // What was taken for a year was something else: the 32nd.
            4 if found.year.is_some_and(|year| year.digits < 4) => return None,
            4 | 6 if found.is_day() && found.clock.is_none() => {
                found.clock = clock::digits(number);
                self.before = Before::Time;
            }
            12 | 14 if is_free => return self.day_and_time(number),
            _ => found.has_more = true,
        }
        Some(1)
    }

    /// `202401020304`, `20240102030405`.
    fn day_and_time(&mut self, number: Number) -> Option<usize> {
        let digits = number.digits - 8;
        let below = if digits == 4 { 10_000 } else { 1_000_000 };
        let (day, time) = (number.value / below, number.value % below);
        let day = numeric::compact(Number {
            value: day,
            digits: 8,
        })?;
        self.found.days = Some([Some(day), None, None]);
        self.found.clock = clock::digits(Number {
            value: time,
            digits,
        });
        self.before = Before::Time;
        Some(1)
    }

    /// `2日`, `15 h 30`.
    fn unit(&mut self, unit: Unit, number: Number, tokens: &[Token]) -> usize {
        let length = if tokens.get(1) == Some(&Space) { 3 } else { 2 };
        let found = &mut self.found;
        match (unit, &mut found.clock) {
            (Unit::Year, _) => found.year = Some(number),
            (Unit::Month, _) => found.month = Some(number.small()),
            (Unit::Day, _) => found.day = Some(number.small()),
            (Unit::Hour, None) => {
                let (minute, more) = self.minute_behind_hour(&tokens[length..]);
                self.found.clock = Some(clock::of(number, minute));
                return self.behind_clock(tokens, length + more);
            }
            (Unit::Minute, Some(clock)) => {
                clock.minute = number.small();
                self.before = Before::Time;
            }
            (Unit::Second, Some(clock)) => {
                clock.second = number.small();
                self.before = Before::Time;
            }
            _ => {}
        }
        length
    }

    /// `04` in `3h04`; minutes with a unit of their own are a number like others.
    fn minute_behind_hour(&self, tokens: &[Token]) -> (Number, usize) {
        let (minute, length, rest) = match *tokens {
            [Digits(minute), ref rest @ ..] => (minute, 1, rest),
            [Space, Digits(minute), ref rest @ ..] if self.found.is_day() => (minute, 2, rest),
            _ => return (numeric::part(0, 2), 0),
        };
        let has_unit = matches!(rest, [Word(word), ..] if names::unit(word).is_some());
        if has_unit || minute.digits != 2 {
            return (numeric::part(0, 2), 0);
        }
        (minute, length)
    }

    /// The first time counts: of `10:00–12:00`, the beginning.
    fn clock(&mut self, tokens: &[Token]) -> Option<usize> {
        let (clock, length) = clock::with_colons(tokens)?;
        if self.found.clock.is_some() {
            return Some(length);
        }
        self.found.clock = Some(clock);
        Some(self.behind_clock(tokens, length))
    }

    /// `am` or `p.m.`, or just `p`.
    fn behind_clock(&mut self, tokens: &[Token], length: usize) -> usize {
        self.before = Before::Time;
        let rest = &tokens[length..];
        let spaces = usize::from(rest.first() == Some(&Space));
        if let Some((half, more)) = clock::half(&rest[spaces..]) {
            self.found.half = Some(half);
            return length + spaces + more;
        }
        match rest {
            [Word(letter @ ("a" | "p")), ..] => {
                self.found.half = names::half_of(letter, "m");
                length + 1
            }
            _ => length,
        }
    }

    /// `T10`, `T101405`, `T10:14:05`.
    fn time_behind_t(&mut self, tokens: &[Token]) -> Option<usize> {
        let (clock, length) = match tokens {
            [_, Digits(_), Mark(':'), ..] => clock::with_colons(&tokens[1..])?,
            _ => clock::compact(&tokens[1..])?,
        };
        let length = 1 + length;
        self.found.clock = Some(clock);
        // A plus in a URL is a space.
        if let [Space, rest @ ..] = &tokens[length..]
            && let Some((minutes, more)) = clock::unsigned_offset(rest)
            && more == rest.len()
        {
            self.found.offset_minutes = Some(minutes);
            return Some(length + 1 + more);
        }
        Some(self.behind_clock(tokens, length))
    }

    /// An offset that cannot be makes the date one that cannot be.
    fn offset(&mut self, tokens: &[Token]) -> Option<usize> {
        let (minutes, length) = clock::offset(tokens)?;
        self.found.offset_minutes.get_or_insert(minutes);
        self.before = Before::Time;
        Some(length)
    }

    /// Behind the date stands a zone or nothing: `(Novosibirsk Standard Time)` is no November.
    fn parentheses(&mut self, tokens: &[Token]) -> usize {
        let end = tokens.iter().position(|token| *token == Mark(')'));
        let inside = &tokens[..end.unwrap_or(tokens.len())];
        for at in 0..inside.len() {
            if let Word(word) = inside[at]
                && let Some(minutes) = zones::minutes(word)
            {
                self.found.zone_minutes.get_or_insert(minutes);
            } else if let Some((minutes, _)) = clock::offset(&inside[at..]) {
                self.found.offset_minutes.get_or_insert(minutes);
            }
        }
        inside.len()
    }

    fn word(&mut self, word: &str, before: Before, tokens: &[Token]) -> usize {
        let found = &mut self.found;
        let is_timed = found.clock.is_some();
        // Only behind a time is `at` the Atlantic and `est` not the French verb.
        let can_be_zone =
            before == Before::Time || (word.len() > 2 && (is_timed || found.is_day()));
        if let Some(minutes) = zones::minutes(word).filter(|_| can_be_zone) {
            found.zone_minutes.get_or_insert(minutes);
            self.before = Before::Time;
        } else if let Some((half, length)) = clock::half(tokens) {
            // "下午 3:04"; but "am 2. Januar" is the German "on".
            if is_timed || is_before_clock(&tokens[length..]) {
                found.half = Some(half);
            }
            return length;
        } else if let ("thang" | "thg", [_, Space, Digits(month), ..]) = (word, tokens) {
            found.month = Some(month.small());
            return 3;
        } else if let ("th", [_, Space, Digits(number), ..]) = (word, tokens)
            && number.digits == 1
        {
            return 3; // The Vietnamese number their weekdays.
        } else if names::unit(word) == Some(Unit::Hour) {
            self.before = before; // "15:04 Uhr +0100"
        } else if let Some(name) = names::name(word) {
            found.name(name, true);
        } else if let Some(name) = names::name_begun(word) {
            found.name(name, false);
        } else {
            found.has_more |= word.chars().count() > 2; // "de", "г."
        }
        1
    }
}

fn is_hangul(token: &Token) -> bool {
    matches!(token, Word(word) if word.starts_with(|char| ('\u{ac00}'..='\u{d7a3}').contains(&char)))
}

fn is_offset(before: Before, tokens: &[Token]) -> bool {
    match (before, tokens) {
        // "15:30 - 2 January" is none.
        (Before::Time, [_, Space, Digits(number), ..]) => {
            number.digits == 4 && number.value <= 1400
        }
        // Behind a day, as XML Schema has it, a minus is mostly a range of days, or the time's.
        (Before::Day, [Mark('-'), Digits(_), Mark(':'), Digits(_), rest @ ..]) => {
            !matches!(rest, [Mark(':'), ..])
        }
        (Before::Day, [Mark('+'), Digits(_), ..]) | (Before::Time, [_, Digits(_), ..]) => true,
        _ => false,
    }
}

fn is_before_clock(tokens: &[Token]) -> bool {
    match *tokens {
        [Space, Digits(_), ref rest @ ..] | [Digits(_), ref rest @ ..] => match *rest {
            [Mark(':'), ..] => true,
            [Word(word), ..] | [Space, Word(word), ..] => names::unit(word) == Some(Unit::Hour),
            _ => false,
        },
        _ => false,
    }
}

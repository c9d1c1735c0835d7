//! Times of day and offsets, read off the front of the tokens.

use super::instant::Clock;
use super::names::{self, Half};
use super::numeric::part;
use super::words::Number;
use super::words::Token::{self, Mark, Number as Digits, Space, Word};

/// `3:04`, `03:04:05`, with a fraction or not, and how many tokens it is; `None` where what stands
/// around the colon is no time.
pub(super) fn with_colons(tokens: &[Token]) -> Option<(Clock, usize)> {
    let (mut clock, rest) = match *tokens {
        [Digits(hour), Mark(':'), Digits(minute), ref rest @ ..]
            if hour.digits <= 2 && minute.digits <= 2 =>
        {
            (of(hour, minute), rest)
        }
        _ => return None,
    };
    let rest = match *rest {
        [Mark(':'), Digits(second), ref rest @ ..] if second.digits <= 2 => {
            clock.second = second.small();
            rest
        }
        [Mark(':'), Digits(_) | Word(_), ..] => return None,
        _ => return Some((clock, 3)),
    };
    match *rest {
        [Mark('.' | ','), Digits(fraction), ..] => clock.nanosecond = nanoseconds(fraction),
        [Mark(':'), Digits(milliseconds), ..] if milliseconds.digits == 3 => {
            clock.nanosecond = nanoseconds(milliseconds);
        }
        [Mark(':'), Digits(_) | Word(_), ..] => return None,
        _ => return Some((clock, 5)),
    }
    Some((clock, 7))
}

/// `15.04`, `15.04.05`: in Finnish, Danish, Italian.
pub(super) fn with_dots(tokens: &[Token]) -> Option<(Clock, usize)> {
    let (mut clock, rest) = match *tokens {
        [Digits(hour), Mark('.'), Digits(minute), ref rest @ ..]
            if hour.digits <= 2 && minute.digits == 2 && hour.value <= 24 && minute.value < 60 =>
        {
            (of(hour, minute), rest)
        }
        _ => return None,
    };
    match *rest {
        [Mark('.'), Digits(second), ..] if second.digits == 2 => {
            clock.second = second.small();
            Some((clock, 5))
        }
        _ => Some((clock, 3)),
    }
}

/// `10`, `1014`, `101405`, `101405.678`: what ISO 8601 allows after the `T`.
pub(super) fn compact(tokens: &[Token]) -> Option<(Clock, usize)> {
    let &[Digits(number), ref rest @ ..] = tokens else {
        return None;
    };
    let mut clock = digits(number)?;
    match *rest {
        [Mark('.' | ','), Digits(fraction), ..] if number.digits == 6 => {
            clock.nanosecond = nanoseconds(fraction);
            Some((clock, 3))
        }
        _ => Some((clock, 1)),
    }
}

/// `9`, `10`, `1014`, `101405`.
pub(super) fn digits(number: Number) -> Option<Clock> {
    let two = |above: u64| part(number.value / above, 2);
    match number.digits {
        1 | 2 => Some(of(number, part(0, 2))),
        4 => Some(of(two(100), two(1))),
        6 => Some(Clock {
            second: two(1).small(),
            ..of(two(10_000), two(100))
        }),
        _ => None,
    }
}

/// `am`, `p.m.`, `p. m.`, `下午`, and how many tokens it is.
pub(super) fn half(tokens: &[Token]) -> Option<(Half, usize)> {
    match *tokens {
        [Word(first), Mark('.'), Word(second), ..] => Some((names::half_of(first, second)?, 3)),
        [Word(first), Mark('.'), Space, Word(second), ..] => {
            Some((names::half_of(first, second)?, 4))
        }
        [Word(word), ..] => Some((names::half(word)?, 1)),
        _ => None,
    }
}

/// `+01:00`, `+0100`, `+1`, `- 0500`: in minutes, and how many tokens it is.
pub(super) fn offset(tokens: &[Token]) -> Option<(i32, usize)> {
    let (sign, spaces, rest) = match *tokens {
        [Mark(sign @ ('+' | '-')), Space, ref rest @ ..] => (sign, 1, rest),
        [Mark(sign @ ('+' | '-')), ref rest @ ..] => (sign, 0, rest),
        _ => return None,
    };
    let (minutes, length) = unsigned_offset(rest)?;
    let minutes = if sign == '-' { -minutes } else { minutes };
    Some((minutes, 1 + spaces + length))
}

/// The same without its sign.
pub(super) fn unsigned_offset(tokens: &[Token]) -> Option<(i32, usize)> {
    let (hours, minutes, length) = match *tokens {
        [
            Digits(hours),
            Mark(':' | '\'' | '.'),
            Digits(minutes),
            ref rest @ ..,
        ] if hours.digits <= 2 && minutes.digits == 2 => {
            let is_to_the_second = matches!(rest, [Mark(':'), Digits(_), ..]);
            (
                hours.value,
                minutes.value,
                if is_to_the_second { 5 } else { 3 },
            )
        }
        [Digits(_), Mark(':'), Digits(_) | Word(_), ..] => return None,
        [Digits(hours), ..] if hours.digits <= 2 => (hours.value, 0, 1),
        [Digits(both), ..] if both.digits <= 4 => (both.value / 100, both.value % 100, 1),
        _ => return None,
    };
    if hours > 24 || minutes >= 60 {
        return None;
    }
    Some((i32::try_from(hours * 60 + minutes).ok()?, length))
}

pub(super) fn of(hour: Number, minute: Number) -> Clock {
    Clock {
        hour: hour.small(),
        minute: minute.small(),
        ..Clock::default()
    }
}

/// `5` is half a second.
fn nanoseconds(fraction: Number) -> i32 {
    let Number { value, digits } = fraction;
    let nanoseconds = match u32::try_from(digits).unwrap_or(u32::MAX) {
        digits @ 0..=9 => value * 10_u64.pow(9 - digits),
        digits @ 10..=19 => value / 10_u64.pow(digits - 9),
        _ => 0, // No clock is that exact.
    };
    i32::try_from(nanoseconds).unwrap_or(0)
}

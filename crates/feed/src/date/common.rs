//! The two forms nearly every feed writes, read without an allocation:
//! `Tue, 02 Jan 2024 03:04:05 GMT` and `2024-01-02T03:04:05Z`.
//!
//! Whatever is not exactly one of them is left to the reader of words.

use jiff::Timestamp;
use jiff::civil::Date;

use super::instant::{Clock, instant};
use super::zones;

pub(super) fn read(text: &[u8]) -> Option<Timestamp> {
    match text {
        [_, _, _, _, b'-', ..] => rfc_3339(text),
        _ => rfc_2822(text),
    }
}

/// With `T` or a space in the middle, with or without seconds, a fraction, a zone; or the day alone.
fn rfc_3339(text: &[u8]) -> Option<Timestamp> {
    let (&[ref year @ .., b'-', m1, m2, b'-', d1, d2], rest) = text.split_first_chunk::<10>()?
    else {
        return None;
    };
    let date = Date::new(four(*year)?, two(m1, m2)?, two(d1, d2)?).ok()?;
    match rest {
        [] => instant(date, Clock::default(), 0),
        [b'T' | b't' | b' ', rest @ ..] => timed(date, rest),
        _ => None,
    }
}

/// The weekday is not looked at, and may be missing.
fn rfc_2822(text: &[u8]) -> Option<Timestamp> {
    let text = match text.split_first_chunk::<5>() {
        Some((&[ref name @ .., b',', b' '], rest)) if name.is_ascii() => {
            rest.strip_prefix(b" ").unwrap_or(rest)
        }
        _ => text,
    };
    let (day, rest) = match *text {
        [ones, b' ', ref rest @ ..] => (two(b'0', ones)?, rest),
        [tens, ones, b' ', ref rest @ ..] => (two(tens, ones)?, rest),
        _ => return None,
    };
    let (name, rest) = rest.split_first_chunk::<3>()?;
    let (&[b' ', ref year @ .., b' '], rest) = rest.split_first_chunk::<6>()? else {
        return None;
    };
    timed(Date::new(four(*year)?, month(*name)?, day).ok()?, rest)
}

fn timed(date: Date, text: &[u8]) -> Option<Timestamp> {
    let (clock, rest) = clock(text)?;
    instant(date, clock, offset_minutes(rest)?)
}

/// `03:04`, `03:04:05`, `03:04:05.678`, and what follows.
fn clock(text: &[u8]) -> Option<(Clock, &[u8])> {
    let &[h1, h2, b':', m1, m2, ref rest @ ..] = text else {
        return None;
    };
    let mut clock = Clock {
        hour: two(h1, h2)?,
        minute: two(m1, m2)?,
        ..Clock::default()
    };
    let &[b':', s1, s2, ref rest @ ..] = rest else {
        return Some((clock, rest));
    };
    clock.second = two(s1, s2)?;
    let [b'.', rest @ ..] = rest else {
        return Some((clock, rest));
    };
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if !(1..=9).contains(&digits) {
        return None;
    }
    let (fraction, rest) = rest.split_at(digits);
    let padded = fraction.iter().chain(std::iter::repeat(&b'0')).take(9);
    clock.nanosecond = padded.fold(0, |sum, digit| sum * 10 + i32::from(digit - b'0'));
    Some((clock, rest))
}

fn offset_minutes(text: &[u8]) -> Option<i32> {
    let text = text.strip_prefix(b" ").unwrap_or(text);
    let (sign, digits) = match *text {
        [] | [b'Z' | b'z'] | [b'G', b'M', b'T'] | [b'U', b'T', b'C'] => return Some(0),
        [sign, h1, h2, m1, m2] | [sign, h1, h2, b':', m1, m2] => (sign, [h1, h2, m1, m2]),
        [_, _, _] | [_, _, _, _] => return zone_minutes(text),
        _ => return None,
    };
    let written = i32::from(four(digits)?);
    let minutes = written / 100 * 60 + written % 100;
    match sign {
        _ if written % 100 >= 60 => None,
        b'+' => Some(minutes),
        b'-' => Some(-minutes),
        _ => None,
    }
}

/// `EST`, `CEST`.
fn zone_minutes(name: &[u8]) -> Option<i32> {
    let mut folded = [0; 4];
    let folded = &mut folded[..name.len()];
    folded.copy_from_slice(name);
    folded.make_ascii_lowercase();
    zones::minutes(str::from_utf8(folded).ok()?)
}

fn month(name: [u8; 3]) -> Option<i8> {
    Some(match &name.map(|byte| byte.to_ascii_lowercase()) {
        b"jan" => 1,
        b"feb" => 2,
        b"mar" => 3,
        b"apr" => 4,
        b"may" => 5,
        b"jun" => 6,
        b"jul" => 7,
        b"aug" => 8,
        b"sep" => 9,
        b"oct" => 10,
        b"nov" => 11,
        b"dec" => 12,
        _ => return None,
    })
}

fn four(digits: [u8; 4]) -> Option<i16> {
    let [a, b, c, d] = digits;
    Some(i16::from(two(a, b)?) * 100 + i16::from(two(c, d)?))
}

fn two(tens: u8, ones: u8) -> Option<i8> {
    let is_number = tens.is_ascii_digit() && ones.is_ascii_digit();
    is_number.then(|| ((tens - b'0') * 10 + (ones - b'0')).cast_signed())
}

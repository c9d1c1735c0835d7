//! The numbers in a text, as what they may mean.
//!
//! "1.234" is one number in German and another in English, and both write the other's at times: a
//! number is all that it may mean, and two are the same if they may mean the same.

use std::collections::HashSet;

use depesche_model::Lang;

use super::words::{Scale, scale, singles};

/// A number: its digits without zeros around them, and the power of ten of the last. Exact, however
/// long it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Value(String, i32);

impl Value {
    fn new(digits: &str, exponent: i32) -> Self {
        let digits = digits.trim_start_matches('0');
        let short = digits.trim_end_matches('0');
        let zeros = i32::try_from(digits.len() - short.len()).unwrap_or(i32::MAX);
        let exponent = if short.is_empty() {
            0
        } else {
            exponent.saturating_add(zeros)
        };
        Self(short.to_owned(), exponent)
    }

    pub(super) fn of(number: u64) -> Self {
        Self::new(&number.to_string(), 0)
    }

    fn times_ten_to(&self, power: i32) -> Self {
        Self::new(&self.0, self.1.saturating_add(power))
    }

    /// The whole number, if it is a small one.
    pub(super) fn small(&self) -> Option<u64> {
        let power = u32::try_from(self.1).ok()?;
        let digits: u64 = if self.0.is_empty() {
            0
        } else {
            self.0.parse().ok()?
        };
        digits.checked_mul(10_u64.checked_pow(power)?)
    }
}

/// What stands in a text as digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// What it may mean as it stands.
    pub(super) plain: Vec<Value>,
    /// What it means with the word behind it ("1.5 million"), where that is clear.
    pub(super) scaled: Vec<Value>,
}

/// How what is uncertain in a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// "12 000" is two numbers.
    Plain,
    /// It is twelve thousand.
    Blanks,
    /// "17.5." is a day of May, "19.30" a time of day, and neither a decimal.
    Days,
}

/// The numbers of a text.
pub(super) fn numbers(text: &str, lang: &Lang, way: Way) -> Vec<Number> {
    let text: Vec<char> = text.chars().map(plain_digit).collect();
    let mut numbers = Vec::new();
    let mut at = 0;
    let mut year: Option<(usize, Value)> = None;
    while at < text.len() {
        if !text[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = end(&text, at, way);
        let rest = Rest::after(&text, end, lang, way);
        let mut read = read(&text[at..end], &rest);
        if let Some((year_end, century)) = &year
            && at == year_end + 1
            && end == at + 2
            && matches!(text[*year_end], '-' | '–' | '/')
        {
            // "1914-18"
            let digits: String = text[at..end].iter().collect();
            let full = Value::new(&format!("{}{digits}", century.0), 0);
            for number in &mut read {
                number.plain.push(full.clone());
            }
        }
        year = (end - at == 4).then(|| {
            let digits: String = text[at..at + 2].iter().collect();
            (end, Value(digits, 0))
        });
        numbers.extend(read);
        at = end;
    }
    numbers
}

/// Where a number ends that begins here: digits, and signs between them.
fn end(text: &[char], begin: usize, way: Way) -> usize {
    let is_digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
    let mut end = begin;
    loop {
        while is_digit(end) {
            end += 1;
        }
        let is_group = (1..=3).all(|n| is_digit(end + n)) && !is_digit(end + 4);
        let goes_on = match text.get(end) {
            Some('.' | ',') => is_digit(end + 1),
            Some('\'' | '’' | '\u{a0}' | '\u{2009}' | '\u{202f}') => is_group && end - begin >= 1,
            Some(' ') => is_group && way == Way::Blanks && is_head(&text[begin..end]),
            _ => false,
        };
        if !goes_on {
            return end;
        }
        end += 1;
    }
}

/// Whether these may be a number's first groups of digits.
fn is_head(text: &[char]) -> bool {
    let first = text.iter().take_while(|c| c.is_ascii_digit()).count();
    first <= 3 && text[0] != '0'
}

/// What stands after a number.
struct Rest {
    scale: Option<Scale>,
    sort: Sort,
    /// Whether "19.30" is a time of day, whatever follows.
    is_time: bool,
}

/// What a number counts, where that changes what it may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// Anything.
    Thing,
    /// "1990s"
    Decade,
    /// "15.30 Uhr"
    Hour,
    /// "3 p.m."
    Afternoon,
    /// "17.5."
    Day,
}

impl Rest {
    fn after(text: &[char], end: usize, lang: &Lang, way: Way) -> Self {
        let near: String = text[end..text.len().min(end + 24)].iter().collect();
        let word = near.trim_start_matches([' ', '\u{a0}', '\u{202f}', '-']);
        let lower = word.to_lowercase();
        // "15:30 Uhr", "3:30 p.m.": what follows the minutes is of the hour, too.
        let after_minutes =
            lower.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.'));
        let after_minutes = after_minutes.trim_start();
        let begins = |words: &[&str]| words.iter().any(|word| after_minutes.starts_with(word));
        let is_decade = near.starts_with('s') || near.starts_with("er") || near.starts_with("’s");
        let sort = match () {
            () if begins(&AFTERNOON) => Sort::Afternoon,
            () if begins(&HOUR) => Sort::Hour,
            () if is_decade => Sort::Decade,
            () if near.starts_with('.') && way == Way::Days => Sort::Day,
            () => Sort::Thing,
        };
        Self {
            scale: scale(word, lang),
            sort,
            is_time: way == Way::Days,
        }
    }

    fn is_hour(&self) -> bool {
        matches!(self.sort, Sort::Hour | Sort::Afternoon)
    }
}

const AFTERNOON: [&str; 7] = [
    "p.m",
    "pm",
    "p. m",
    "uhr nachmittag",
    "uhr abend",
    "o'clock",
    "o’clock",
];
const HOUR: [&str; 11] = [
    "uhr", "a.m", "am ", "am.", "am,", "h", "klokken", "heures", "ore", "horas", "uur",
];

/// What a run of digits and signs may mean; several numbers where it is a date, a time, a version.
fn read(run: &[char], rest: &Rest) -> Vec<Number> {
    let run: String = run.iter().collect();
    let parts: Vec<&str> = run.split(|c: char| !c.is_ascii_digit()).collect();
    let is_groups = parts.len() > 1
        && (1..=3).contains(&parts[0].len())
        && !parts[0].starts_with('0')
        && parts[1..].iter().all(|part| part.len() == 3);
    let digits = parts.concat();
    let is_time = rest.is_hour() && parts.len() == 2 && parts[1].len() == 2;
    let is_time = is_time || rest.is_time && is_below(&parts, 24, 59) && parts[1].len() == 2;
    let is_time = is_time || rest.sort == Sort::Day && is_below(&parts, 31, 12);
    let plain = match parts.as_slice() {
        [_] => vec![Value::new(&digits, 0)],
        [_, _] if is_time => {
            return parts
                .iter()
                .map(|part| one(vec![Value::new(part, 0)], rest))
                .collect();
        }
        [_, fraction] => {
            let decimal = Value::new(&digits, -i32::try_from(fraction.len()).unwrap_or(i32::MAX));
            let mut all = vec![decimal];
            if is_groups {
                all.insert(0, Value::new(&digits, 0));
            }
            all
        }
        _ if is_groups => vec![Value::new(&digits, 0)],
        [groups @ .., fraction]
            if is_mixed(&run) && groups[1..].iter().all(|part| part.len() == 3) =>
        {
            vec![Value::new(
                &digits,
                -i32::try_from(fraction.len()).unwrap_or(i32::MAX),
            )]
        }
        parts => {
            return parts
                .iter()
                .map(|part| one(vec![Value::new(part, 0)], rest))
                .collect();
        }
    };
    vec![one(plain, rest)]
}

/// Whether these are two numbers, neither above its limit: a day and a month, a time of day.
fn is_below(parts: &[&str], first: u32, second: u32) -> bool {
    let number = |part: &str| part.parse().unwrap_or(u32::MAX);
    matches!(parts, [one, other] if number(one) <= first && number(other) <= second)
}

/// Whether the last sign is another than those before it: "1.234,5".
fn is_mixed(run: &str) -> bool {
    let mut signs = run.chars().filter(|c| !c.is_ascii_digit()).rev();
    let last = signs.next();
    signs.all(|sign| Some(sign) != last)
}

/// One number, with what the word behind it makes of it.
fn one(mut plain: Vec<Value>, rest: &Rest) -> Number {
    let first = plain.first().and_then(Value::small);
    if let Some(hour) = first.filter(|hour| rest.is_hour() && *hour <= 24) {
        if rest.sort == Sort::Afternoon {
            plain.push(Value::of(hour + 12));
        }
        if hour % 12 == 0 {
            plain.extend([0, 12, 24].map(Value::of));
        }
    }
    if let Some(year) =
        first.filter(|year| rest.sort == Sort::Decade && (1000..2100).contains(year))
    {
        plain.push(Value::of(year % 100));
    }
    let times = |power: &i32| {
        plain
            .iter()
            .map(|value| value.times_ten_to(*power))
            .collect::<Vec<_>>()
    };
    match &rest.scale {
        Some(Scale::Clear(powers)) => {
            let scaled = powers.iter().flat_map(times).collect();
            Number { plain, scaled }
        }
        Some(Scale::Perhaps(power)) => {
            let more = times(power);
            plain.extend(more);
            Number {
                plain,
                scaled: Vec::new(),
            }
        }
        None => Number {
            plain,
            scaled: Vec::new(),
        },
    }
}

/// Digits of all scripts as ours.
fn plain_digit(c: char) -> char {
    const ZEROS: [u32; 6] = [0x660, 0x6f0, 0x966, 0x9e6, 0xff10, 0xe50];
    let code = u32::from(c);
    let digit = ZEROS
        .iter()
        .find_map(|zero| code.checked_sub(*zero).filter(|digit| *digit < 10));
    digit
        .and_then(|digit| char::from_digit(digit, 10))
        .unwrap_or(match c {
            '．' => '.',
            '，' => ',',
            c => c,
        })
}

/// The numbers that a text says in words.
pub(super) fn in_words(text: &str) -> HashSet<Value> {
    singles(text).into_iter().map(Value::of).collect()
}

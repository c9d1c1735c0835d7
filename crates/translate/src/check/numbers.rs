//! The numbers of an answer are those of its source.
//!
//! Digits are compared by what they may mean. What is left over may have become a word: numbers up to
//! twelve mostly do, and others where the word stands on the other side.

use std::collections::{HashMap, HashSet};

use super::Pair;
use super::values::{Number, Value, Way, in_words, numbers};
use super::words::is_known;
use crate::fault::Fault;

/// Up to here a number may be a word in a language whose words are not known here.
const MAX_WORD: u64 = 12;

/// Up to here it may be a word in a language that is not known at all ("двадцать").
const MAX_FOREIGN_WORD: u64 = 100;

pub(super) fn check(pair: &Pair<'_>) -> Result<(), Fault> {
    let has_digits = |text: &str| text.contains(|c: char| c.is_numeric());
    if !has_digits(pair.source) && !has_digits(pair.answer) {
        return Ok(());
    }
    // Whether a blank parts two numbers or a stop ends a sentence, only the other side tells.
    let ways = [Way::Plain, Way::Blanks, Way::Days];
    let mut ways = ways
        .iter()
        .flat_map(|source| ways.iter().map(move |answer| (*source, *answer)));
    let is_same = ways.any(|(of_source, of_answer)| {
        let source = numbers(pair.source, pair.from, of_source);
        let answer = numbers(pair.answer, pair.to, of_answer);
        let (missing, added) = unmatched(source, answer);
        is_explained(pair, &missing, &added)
    });
    if is_same { Ok(()) } else { Err(Fault::Numbers) }
}

/// The numbers that one side has and the other has not.
fn unmatched(source: Vec<Number>, answer: Vec<Number>) -> (Vec<Number>, Vec<Number>) {
    let mut open = Open::new(answer);
    // What is the same as it stands comes first: what is uncertain takes what is left.
    let source: Vec<_> = source
        .into_iter()
        .filter(|number| !open.take_same(number))
        .collect();
    let missing = source
        .into_iter()
        .filter(|number| !open.take(number))
        .collect();
    (missing, open.left())
}

/// The numbers of an answer that were not found in the source yet, by what they may mean.
struct Open {
    numbers: Vec<Option<Number>>,
    /// By what they are: with their word where they have one.
    whole: HashMap<Value, Vec<usize>>,
    /// By what they are without their word.
    bare: HashMap<Value, Vec<usize>>,
}

impl Open {
    fn new(numbers: Vec<Number>) -> Self {
        let (mut whole, mut bare) = (HashMap::new(), HashMap::new());
        for (at, number) in numbers.iter().enumerate() {
            let note = |map: &mut HashMap<Value, Vec<usize>>, values: &[Value]| {
                for value in values {
                    map.entry(value.clone()).or_default().push(at);
                }
            };
            if number.scaled.is_empty() {
                note(&mut whole, &number.plain);
            } else {
                note(&mut whole, &number.scaled);
                note(&mut bare, &number.plain);
            }
        }
        Self {
            numbers: numbers.into_iter().map(Some).collect(),
            whole,
            bare,
        }
    }

    /// Takes the number that is the same in what comes first of its meanings.
    fn take_same(&mut self, number: &Number) -> bool {
        let first = number.scaled.first().or(number.plain.first());
        first.is_some_and(|value| take(&mut self.whole, &mut self.numbers, value, |_| true))
    }

    /// Takes a number that may be the same.
    fn take(&mut self, number: &Number) -> bool {
        let (whole, bare, numbers) = (&mut self.whole, &mut self.bare, &mut self.numbers);
        if number.scaled.is_empty() {
            let mut values = number.plain.iter();
            return values.any(|value| {
                take(whole, numbers, value, |_| true) || take(bare, numbers, value, |_| true)
            });
        }
        let is_bare = |number: &Number| number.scaled.is_empty();
        number
            .scaled
            .iter()
            .any(|value| take(whole, numbers, value, |_| true))
            || number
                .plain
                .iter()
                .any(|value| take(whole, numbers, value, is_bare))
    }

    fn left(self) -> Vec<Number> {
        self.numbers.into_iter().flatten().collect()
    }
}

/// Takes a number that may mean this. Those taken before are forgotten on the way.
fn take(
    map: &mut HashMap<Value, Vec<usize>>,
    numbers: &mut [Option<Number>],
    value: &Value,
    is_meant: impl Fn(&Number) -> bool,
) -> bool {
    let Some(places) = map.get_mut(value) else {
        return false;
    };
    while let Some(place) = places.last().copied() {
        match &numbers[place] {
            None => places.truncate(places.len() - 1),
            Some(number) if is_meant(number) => {
                numbers[place] = None;
                return true;
            }
            Some(_) => return false,
        }
    }
    false
}

/// Whether all that is left over may have become a word, or have been one.
fn is_explained(pair: &Pair<'_>, missing: &[Number], added: &[Number]) -> bool {
    if missing.is_empty() && added.is_empty() {
        return true;
    }
    let (of_source, of_answer) = (in_words(pair.source), in_words(pair.answer));
    let said = |number: &Number, words: &HashSet<Value>| {
        let mut values = number.scaled.iter().chain(&number.plain);
        values.any(|value| words.contains(value))
    };
    let missing: Vec<_> = missing
        .iter()
        .filter(|number| !said(number, &of_answer))
        .collect();
    let added: Vec<_> = added
        .iter()
        .filter(|number| !said(number, &of_source))
        .collect();
    let is_foreign = !(is_known(pair.from) && is_known(pair.to));
    let most = if is_foreign {
        MAX_FOREIGN_WORD
    } else {
        MAX_WORD
    };
    let is_small = |number: &&Number| {
        number
            .plain
            .iter()
            .any(|value| value.small().is_some_and(|value| value <= most))
    };
    // One number for another is no word for a number.
    (missing.is_empty() || added.is_empty() || is_foreign)
        && missing
            .iter()
            .all(|number| is_small(number) || is_idiom(pair.source, number))
        && added
            .iter()
            .all(|number| is_small(number) || is_foreign && has_eastern(pair.source))
}

/// "24/7" is round the clock.
fn is_idiom(source: &str, number: &Number) -> bool {
    source.contains("24/7")
        && number
            .plain
            .iter()
            .any(|value| matches!(value.small(), Some(24 | 7)))
}

/// Whether numbers are written in signs of their own.
fn has_eastern(text: &str) -> bool {
    text.contains(|c| "一二三四五六七八九十百千万億亿兆".contains(c))
}

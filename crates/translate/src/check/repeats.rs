//! Answers that go round in circles.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use super::Pair;
use crate::fault::Fault;
use crate::glossary::is_unspaced;

/// The longest circle that is looked for, in words.
const MAX_PERIOD: usize = 32;

/// How often so many words may follow themselves.
const MAX_ROUNDS: usize = 3;

/// From how many words on a text that stands there twice is no refrain.
const MIN_DOUBLED: usize = 4;

/// From how many words on their variety tells something, and how little of it is too little: of a
/// hundred words thirty different ones, and half of the source's variety.
const MIN_WORDS: usize = 20;
const MIN_VARIETY: usize = 30;

pub(super) fn check(pair: &Pair<'_>) -> Result<(), Fault> {
    let hasher = RandomState::new();
    let answer = tokens(pair.answer, &hasher);
    let source = tokens(pair.source, &hasher);
    let is_round = |period: &usize| {
        let rounds = rounds(&answer, *period);
        rounds > MAX_ROUNDS && rounds > self::rounds(&source, *period)
    };
    let is_poor = answer.len() >= MIN_WORDS
        && variety(&answer) < MIN_VARIETY
        && variety(&answer) * 2 < variety(&source);
    // The whole text a second time.
    let is_double = |tokens: &[u64]| {
        let (one, other) = tokens.split_at(tokens.len() / 2);
        one.len() >= MIN_DOUBLED && one == other
    };
    let is_doubled = is_double(&answer) && !is_double(&source);
    if is_poor || is_doubled || (1..=MAX_PERIOD).any(|period| is_round(&period)) {
        return Err(Fault::Repeats);
    }
    Ok(())
}

/// The words of a text, each as a number.
fn tokens(text: &str, hasher: &RandomState) -> Vec<u64> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    let mut tokens = Vec::new();
    for word in words {
        if word.contains(is_unspaced) {
            tokens.extend(word.chars().map(|c| hasher.hash_one(c)));
        } else {
            tokens.push(hasher.hash_one(word.to_lowercase()));
        }
    }
    tokens
}

/// How often at most a run of so many words follows itself.
fn rounds(tokens: &[u64], period: usize) -> usize {
    let (mut same, mut most) = (0, 0);
    for (one, other) in tokens.iter().zip(tokens.iter().skip(period)) {
        same = if one == other { same + 1 } else { 0 };
        most = most.max(same);
    }
    most / period + 1
}

/// How many of a hundred words are different ones.
fn variety(tokens: &[u64]) -> usize {
    let different: HashSet<_> = tokens.iter().collect();
    different.len() * 100 / tokens.len().max(1)
}

//! Answers that are the source.

use std::collections::HashSet;

use depesche_read::language::evident;

use super::Pair;
use crate::fault::Fault;
use crate::sentence::sentences;

/// Fewer words may be the same in both languages.
const MIN_WORDS: usize = 4;

/// Of so many words small ones tell that they are no name ("Quill, The Harbour Post").
const MANY_WORDS: usize = 7;

/// Shorter sentences may be a quotation, a title. In letters.
const MIN_LETTERS: usize = 40;

/// Small words that stand in names.
const PARTICLES: [&str; 24] = [
    "of", "the", "and", "at", "for", "in", "de", "la", "le", "les", "des", "du", "da", "do", "di",
    "del", "von", "van", "der", "den", "und", "et", "y", "e",
];

pub(super) fn check(pair: &Pair<'_>) -> Result<(), Fault> {
    let source = folded(pair.source);
    let is_same = source == folded(pair.answer);
    if is_same && has_words(pair.source, pair) || !is_same && has_sentence_left(pair) {
        return Err(Fault::Untranslated);
    }
    Ok(())
}

/// Whether a text has words that are no names.
fn has_words(text: &str, pair: &Pair<'_>) -> bool {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '\''));
    let words: Vec<_> = words
        .filter(|word| word.contains(char::is_alphabetic))
        .collect();
    let is_small =
        |word: &&&str| word.starts_with(char::is_lowercase) && !PARTICLES.contains(*word);
    let is_prose = words.iter().filter(is_small).count() > 1;
    let is_said = || words.len() >= MANY_WORDS && evident(text).as_ref() == Some(pair.from);
    words.len() >= MIN_WORDS && (is_prose || is_said())
}

/// Whether a sentence of the source stands in the answer as it was, and is clearly of its language.
fn has_sentence_left(pair: &Pair<'_>) -> bool {
    let of_source: HashSet<_> = sentences(pair.source, pair.from)
        .into_iter()
        .map(str::trim)
        .collect();
    let of_answer = sentences(pair.answer, pair.to).into_iter().map(str::trim);
    let mut left = of_answer.filter(|sentence| {
        sentence
            .chars()
            .filter(|c| c.is_alphabetic())
            .nth(MIN_LETTERS)
            .is_some()
            && of_source.contains(sentence)
    });
    left.any(|sentence| evident(sentence).as_ref() == Some(pair.from))
}

fn folded(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

//! Answers in a language that nobody asked for.

use depesche_model::Lang;
use depesche_read::language::{evident, language};

use super::{ATOM, Pair};
use crate::fault::Fault;

/// Less is too little to judge, in letters.
const MIN_LETTERS: usize = 40;

/// Languages that a paragraph is easily mistaken for.
const KIN: [&[&str]; 5] = [
    &["da", "nb", "nn", "no", "sv"],
    &["hr", "sr", "bs", "sl", "mk"],
    &["id", "ms", "jv"],
    &["cs", "sk"],
    &["af", "nl"],
];

/// Refuses only what all witnesses speak against: that it is clearly not in the language wanted.
pub(super) fn check(pair: &Pair<'_>) -> Result<(), Fault> {
    let text = pair.answer.replace(ATOM, " ");
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    if letters.nth(MIN_LETTERS - 1).is_none() {
        return Ok(());
    }
    let is_other = |found: Lang| found != *pair.to && !is_kin(&found, pair.to);
    let small_words = evident(&text);
    if small_words.as_ref() == Some(pair.to) {
        return Ok(());
    }
    // A text of names sounds like some language: small words have to speak for another one, or its
    // script.
    let is_latin = text
        .chars()
        .filter(|c| c.is_alphabetic())
        .take(MIN_LETTERS)
        .all(|c| c < '\u{250}');
    let is_heard = small_words.is_some() || !is_latin;
    match language(&text, Some(pair.to)) {
        Some(found) if is_heard && is_other(found.clone()) => Err(Fault::OtherLanguage),
        _ => Ok(()),
    }
}

fn is_kin(one: &Lang, other: &Lang) -> bool {
    let has = |kin: &[&str], lang: &Lang| kin.contains(&lang.as_str());
    KIN.iter().any(|kin| has(kin, one) && has(kin, other))
}

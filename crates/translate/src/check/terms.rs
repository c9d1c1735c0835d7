//! What the house glossary wants.

use depesche_model::Term;

use super::Pair;
use crate::fault::Fault;
use crate::glossary::Finder;

/// Shorter words are not inflected but at their end; of longer ones so many letters may change.
const MIN_LONG: usize = 5;
const ENDING: usize = 2;

/// What may hang on a term that stays as it is (`OpenAIs`).
const HANGS_ON: [&str; 6] = ["", "s", "es", "n", "en", "e"];

/// Each term of the source has its wanted form in the answer (`plain`, with what stays as it is).
pub(super) fn check(pair: &Pair<'_>, plain: &str, terms: &[Term]) -> Result<(), Fault> {
    let of_pair = terms.iter().filter(|term| term.is_for(pair.from, pair.to));
    let found = Finder::new(of_pair).terms_in(pair.source);
    if found.is_empty() {
        return Ok(());
    }
    let words = folded_words(plain);
    let is_kept = |term: &Term| match &term.translation {
        None => stands(plain, &term.term, term.is_case_sensitive),
        Some(wanted) => plain.contains(wanted.as_str()) || is_inflected(&words, wanted),
    };
    if found.iter().all(is_kept) {
        Ok(())
    } else {
        Err(Fault::Term)
    }
}

/// Whether a term stands in a text as it is, but for an ending.
fn stands(text: &str, term: &str, is_case_sensitive: bool) -> bool {
    if !is_case_sensitive {
        let term = term.to_lowercase();
        return stands(&text.to_lowercase(), &term, true);
    }
    text.match_indices(term).any(|(at, _)| {
        let is_joined = text[..at].ends_with(char::is_alphanumeric);
        let rest = &text[at + term.len()..];
        let rest = &rest[..rest
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(rest.len())];
        !is_joined && HANGS_ON.contains(&rest)
    })
}

/// Whether the words of a translation stand there one after the other, each perhaps inflected.
fn is_inflected(words: &[String], wanted: &str) -> bool {
    let wanted = folded_words(wanted);
    !wanted.is_empty()
        && words.windows(wanted.len()).any(|run| {
            let mut pairs = run.iter().zip(&wanted);
            pairs.all(|(word, wanted)| is_form(word, wanted))
        })
}

/// Whether a word is a form of another, or a compound with it ("Stablecoinmarkt").
fn is_form(word: &str, wanted: &str) -> bool {
    let len = wanted.chars().count();
    if len < MIN_LONG {
        let rest = word.strip_prefix(wanted);
        return rest.is_some_and(|rest| HANGS_ON.contains(&rest));
    }
    let stem: String = wanted
        .chars()
        .take((len - ENDING).max(MIN_LONG - 1))
        .collect();
    word.contains(&stem)
}

/// The words of a text in small letters, without their umlauts.
fn folded_words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words
        .map(|word| {
            word.to_lowercase()
                .replace('ä', "a")
                .replace('ö', "o")
                .replace('ü', "u")
        })
        .collect()
}

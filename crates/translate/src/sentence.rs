//! Where the sentences of a text end.
//!
//! Small engines in the house translate sentence by sentence, and know no more than one. UAX 29
//! finds where sentences may end; it takes every full stop before a capital for an end, which in
//! news is wrong once a paragraph ("U.S. Army", "am 3. März", "z. B. Äpfel"). What follows here
//! takes such ends back. A sentence too long is a smaller evil than half a one: in doubt nothing is
//! cut.

mod abbreviations;
mod marked;

#[cfg(test)]
mod tests;

use depesche_model::Lang;
use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;

use abbreviations::{Abbreviation, abbreviation, has_ordinals, is_beginning};

pub use marked::split;

/// How far is looked back and ahead of an end, in bytes: a word and what encloses it.
const REACH: usize = 48;

/// The sentences of a text, each with the white space after it: joined they are the text.
pub fn sentences<'a>(text: &'a str, lang: &Lang) -> Vec<&'a str> {
    // Its tables are compiled in: making one costs nothing.
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let mut begin = 0;
    let mut found = Vec::new();
    for end in segmenter.segment_str(text) {
        if end > begin && (end == text.len() || is_end(&text[begin..end], &text[end..], lang)) {
            found.push(&text[begin..end]);
            begin = end;
        }
    }
    found
}

/// Whether a sentence ends between the two, where UAX 29 thinks so. Only what is near is looked at:
/// a text of a million blanks has a million such places.
fn is_end(before: &str, after: &str, lang: &Lang) -> bool {
    let before = &before[before.ceil_char_boundary(before.len().saturating_sub(REACH))..];
    let said = before.trim_end();
    let space = &before[said.len()..];
    if space.matches('\n').nth(1).is_some() {
        return true;
    }
    let after = &after[..after.floor_char_boundary(REACH)];
    let rest = after.trim_start();
    if rest.is_empty() || lang.as_str() == "fr" && rest.starts_with('»') {
        return false;
    }
    let open = said.trim_end_matches(is_closing);
    match open.chars().next_back() {
        // Their sentences are not parted by space.
        Some('。' | '！' | '？' | '｡' | '．') => true,
        Some('.') => !space.is_empty() && is_full_stop(open, after, lang),
        Some('!' | '?' | '…') => !space.is_empty() && !goes_on(after),
        // A line that was broken anywhere.
        _ if space.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) => false,
        _ => true,
    }
}

/// Whether the full stop at the end of `said` ends a sentence.
fn is_full_stop(said: &str, after: &str, lang: &Lang) -> bool {
    if goes_on(after) {
        return false;
    }
    let said = &said[..said.len() - 1];
    let word = last_word(said);
    let next = first_word(after);
    if word.bytes().all(|b| b.is_ascii_digit()) && !word.is_empty() {
        let is_item = word.len() == said.len();
        let is_ordinal = word.len() <= 3 && has_ordinals(lang);
        return !is_item && (!is_ordinal || is_beginning(next, lang));
    }
    match abbreviation(word, lang) {
        Some(Abbreviation::BeforeWord) => next.is_empty(),
        Some(Abbreviation::BeforeNumber) => !next.starts_with(|c: char| c.is_ascii_digit()),
        Some(Abbreviation::Anywhere) => is_beginning(next, lang),
        None => true,
    }
}

/// Whether what follows goes on with the sentence: it begins with a small letter.
fn goes_on(after: &str) -> bool {
    let first = after.chars().find(|c| c.is_alphanumeric());
    first.is_some_and(char::is_lowercase)
}

/// The word at the end of a text, with the stops inside it: `U.S` of "the U.S".
fn last_word(text: &str) -> &str {
    let begin = text.rfind(|c: char| !(c.is_alphanumeric() || c == '.'));
    let word = begin.map_or(text, |begin| &text[text.ceil_char_boundary(begin + 1)..]);
    word.trim_start_matches('.')
}

/// The word at the beginning of a text, with a stop after it.
fn first_word(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '.'));
    &text[..end.unwrap_or(text.len())]
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '“'
            | '’'
            | '‘'
            | '»'
            | '«'
            | '›'
            | '‹'
            | ')'
            | ']'
            | '」'
            | '』'
            | '）'
    )
}

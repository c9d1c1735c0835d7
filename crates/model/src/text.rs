//! Text analysis that grouping, matching and search share: one analyser for all of them.

mod remembering;

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};

use crate::Lang;
pub use remembering::Remembering;

/// Shortens plain text to at most `max` characters, at a word's end where there is one in the last
/// third, with an ellipsis. Says whether anything was taken away.
pub fn shorten(text: &str, max: usize) -> (String, bool) {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(max) else {
        return (text.to_owned(), false);
    };
    if max == 0 {
        return (String::new(), !text.is_empty());
    }
    // One character less, for the ellipsis.
    let end = text[..end]
        .char_indices()
        .next_back()
        .map_or(0, |(at, _)| at);
    let cut = &text[..end];
    let at_word = match cut.rfind(char::is_whitespace) {
        Some(at) if !text[end..].starts_with(char::is_whitespace) && at >= end / 3 * 2 => {
            &cut[..at]
        }
        _ => cut,
    };
    let trimmed = at_word.trim_end_matches(|c: char| c.is_whitespace() || ",;:–-".contains(c));
    (format!("{trimmed}…"), true)
}

/// Whether a text has no control characters, none that are invisible, and no white space but single
/// spaces: then it can be copied as it is where others are folded. May say no of such a text.
///
/// Looks at bytes, and at each: without a branch the compiler takes sixteen at once.
pub fn is_simple_line(text: &str) -> bool {
    // What wider spaces and the invisible begin with: U+0080 to U+00BF, U+1000 to U+3FFF, U+F000
    // to U+FFFF.
    let is_odd = |byte: &u8| {
        *byte < b' ' || matches!(*byte, 0x7f | 0xc2 | 0xef) || (0xe1..=0xe3).contains(byte)
    };
    let is_space = |byte: &u8| u8::from(*byte == b' ');
    let bytes = text.as_bytes();
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    let odd = bytes
        .iter()
        .fold(0, |odd, byte| odd | u8::from(is_odd(byte)));
    let double = pairs.fold(0, |double, (one, other)| {
        double | (is_space(one) & is_space(other))
    });
    odd | double == 0
}

/// A word of a text with where it stands, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word as it was written.
    pub text: &'a str,
    /// Where it begins, in bytes.
    pub start: usize,
}

/// The words of a text: runs of letters and digits, in order. Scripts without spaces between
/// words (Han, Hiragana, Katakana, Thai) give a word for each character.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut rest = text;
    let mut offset = 0;
    std::iter::from_fn(move || {
        let start = word_start(rest)?;
        let tail = &rest[start..];
        let end = word_end(tail);
        let word = Word {
            text: &tail[..end],
            start: offset + start,
        };
        offset += start + end;
        rest = &tail[end..];
        Some(word)
    })
}

fn word_start(text: &str) -> Option<usize> {
    let ascii = text
        .bytes()
        .position(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())?;
    // Most text is ASCII between the words too: only what is not has to be decoded.
    text[ascii..].find(is_of_word).map(|at| ascii + at)
}

fn word_end(tail: &str) -> usize {
    let ascii = tail
        .bytes()
        .position(|byte| !byte.is_ascii_alphanumeric())
        .unwrap_or(tail.len());
    if ascii > 0 && tail.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
        return ascii;
    }
    let mut chars = tail.char_indices();
    let Some((_, first)) = chars.next() else {
        return 0;
    };
    if stands_alone(first) {
        return first.len_utf8();
    }
    chars
        .find(|(_, c)| !is_of_word(*c) || stands_alone(*c))
        .map_or(tail.len(), |(at, _)| at)
}

/// Whether it is a letter or a digit. The letters of Europe's languages are told without a table.
fn is_of_word(c: char) -> bool {
    matches!(c, 'a'..='z' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}') || c.is_alphanumeric()
}

fn stands_alone(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{2ffff}')
}

/// Turns words into the terms that are compared: folded to lower case, accents that people leave
/// out taken away, stemmed by the text's language.
#[derive(Clone)]
pub struct Analyser {
    algorithm: Option<Algorithm>,
    is_german: bool,
}

impl Analyser {
    /// The analyser for a language; for one without a stemmer (or none) words are only folded.
    pub fn new(lang: Option<&Lang>) -> Self {
        let lang = lang.map_or("", Lang::as_str);
        let algorithm = match lang {
            "ar" => Some(Algorithm::Arabic),
            "da" => Some(Algorithm::Danish),
            "de" => Some(Algorithm::German),
            "el" => Some(Algorithm::Greek),
            "en" => Some(Algorithm::English),
            "es" => Some(Algorithm::Spanish),
            "fi" => Some(Algorithm::Finnish),
            "fr" => Some(Algorithm::French),
            "hu" => Some(Algorithm::Hungarian),
            "it" => Some(Algorithm::Italian),
            "nl" => Some(Algorithm::Dutch),
            "no" | "nb" | "nn" => Some(Algorithm::Norwegian),
            "pt" => Some(Algorithm::Portuguese),
            "ro" => Some(Algorithm::Romanian),
            "ru" => Some(Algorithm::Russian),
            "sv" => Some(Algorithm::Swedish),
            "ta" => Some(Algorithm::Tamil),
            "tr" => Some(Algorithm::Turkish),
            _ => None,
        };
        Self {
            algorithm,
            is_german: lang == "de",
        }
    }

    /// The term of a word, written into `term` (which is cleared first).
    pub fn term_into(&self, word: &str, term: &mut String) {
        term.clear();
        if word.is_ascii() {
            term.push_str(word);
            term.make_ascii_lowercase();
        } else {
            for c in word.chars().flat_map(char::to_lowercase) {
                match c {
                    'ß' if self.is_german => term.push_str("ss"),
                    _ => term.push(c),
                }
            }
        }
        if let Some(algorithm) = self.algorithm {
            match Stemmer::create(algorithm).stem(term) {
                Cow::Owned(stem) => *term = stem,
                Cow::Borrowed(stem) => {
                    let length = stem.len();
                    term.truncate(length);
                }
            }
        }
    }

    /// The terms of a text, in order.
    pub fn terms(&self, text: &str) -> Vec<String> {
        let mut term = String::new();
        words(text)
            .map(|word| {
                self.term_into(word.text, &mut term);
                term.clone()
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Analyser, is_simple_line, shorten, words};
    use crate::Lang;

    #[test]
    fn a_text_is_cut_at_a_word() {
        assert_eq!(shorten("short", 10), ("short".to_owned(), false));
        assert_eq!(
            shorten("one two three four", 14),
            ("one two three…".to_owned(), true)
        );
        assert_eq!(
            shorten("one two three four", 12),
            ("one two…".to_owned(), true)
        );
        assert_eq!(
            shorten("Donaudampfschifffahrt", 6),
            ("Donau…".to_owned(), true)
        );
        for max in 0..30 {
            assert!(
                shorten("Ünïcödé – ein kürzerer Text, bitte", max)
                    .0
                    .chars()
                    .count()
                    <= max
            );
        }
    }

    #[test]
    fn a_simple_line_needs_no_folding() {
        for simple in ["", " ", "a b, c", "über é"] {
            assert!(is_simple_line(simple), "{simple:?}");
        }
        for other in [
            "a  b",
            "a\nb",
            "a\u{a0}b",
            "a\u{2009}b",
            "a\u{feff}b",
            "\u{7f}",
        ] {
            assert!(!is_simple_line(other), "{other:?}");
        }
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        let found: Vec<_> = words("AT&T’s 5G – 日本 ok").map(|word| word.text).collect();
        assert_eq!(found, ["AT", "T", "s", "5G", "日", "本", "ok"]);
    }

    #[test]
    fn forms_of_a_word_share_a_term() {
        let german = Analyser::new(Lang::parse("de").as_ref());
        assert_eq!(german.terms("Häfen Häfens"), german.terms("HÄFEN häfen"));
        let english = Analyser::new(Lang::parse("en").as_ref());
        assert_eq!(english.terms("running"), english.terms("Runs"));
        let none = Analyser::new(None);
        assert_eq!(none.terms("Running"), ["running"]);
    }
}

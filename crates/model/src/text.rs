//! Text analysis that grouping, matching and search share: one analyser for all of them.

use rust_stemmers::{Algorithm, Stemmer};

use crate::Lang;

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
        let start = rest.find(char::is_alphanumeric)?;
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

fn word_end(tail: &str) -> usize {
    let mut chars = tail.char_indices();
    let Some((_, first)) = chars.next() else {
        return 0;
    };
    if stands_alone(first) {
        return first.len_utf8();
    }
    chars
        .find(|(_, c)| !c.is_alphanumeric() || stands_alone(*c))
        .map_or(tail.len(), |(at, _)| at)
}

fn stands_alone(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{2ffff}')
}

/// Turns words into the terms that are compared: folded to lower case, accents that people leave
/// out taken away, stemmed by the text's language.
pub struct Analyser {
    stemmer: Option<Stemmer>,
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
            stemmer: algorithm.map(Stemmer::create),
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
        if let Some(stemmer) = &self.stemmer
            && let std::borrow::Cow::Owned(stem) = stemmer.stem(term)
        {
            *term = stem;
        } else if let Some(stemmer) = &self.stemmer {
            let length = stemmer.stem(term).len();
            term.truncate(length);
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
    use super::{Analyser, shorten, words};
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

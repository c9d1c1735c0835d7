//! Texts and addresses without what makes no difference: two spellings of one thing become equal.

use std::collections::HashMap;

use serde_json::Value;

use crate::percent;

/// What the characters 0x80–0x9F mean to everybody but Unicode: windows-1252.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The longest name of an entity in HTML has 31 letters and its semicolon.
const MAX_NAME: usize = 32;

/// Folds texts and addresses; knows the entities of HTML.
pub(super) struct Folding {
    entities: HashMap<String, String>,
}

impl Folding {
    /// With Python's table: names as they stand behind `&`, those that need it with a semicolon.
    pub(super) fn new(table: &Value) -> Self {
        let pairs = table.as_object().into_iter().flatten();
        Self {
            entities: pairs
                .filter_map(|(name, text)| Some((name.clone(), text.as_str()?.to_owned())))
                .collect(),
        }
    }

    /// A text without tags and entities, its whitespace collapsed; letters keep their case.
    ///
    /// Twice, since one reader hands on `&lt;b&gt;` where another hands on `<b>`.
    pub(super) fn text(&self, given: &str) -> String {
        let once = self.resolve(&without_tags(given));
        let twice = self.resolve(&without_tags(&once));
        let letters: String = twice.chars().map(believed).collect();
        letters.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// An address with host in lower case, without default port, percent signs and closing slash.
    pub(super) fn url(&self, given: &str) -> String {
        let plain = percent::decoded(&self.resolve(given.trim()));
        let end_of_path = plain.find(['?', '#']).unwrap_or(plain.len());
        let (path, rest) = plain.split_at(end_of_path);
        let Some((scheme, path)) = path.split_once("://") else {
            return plain;
        };
        let scheme = scheme.to_lowercase();
        let (host, path) = path.split_at(path.find('/').unwrap_or(path.len()));
        let host = host.to_lowercase();
        let host = match scheme.as_str() {
            "http" => host.trim_end_matches(":80"),
            "https" => host.trim_end_matches(":443"),
            _ => &host,
        };
        format!("{scheme}://{host}{}{rest}", path.trim_end_matches('/'))
    }

    /// The text with its entities and character references resolved, once.
    fn resolve(&self, text: &str) -> String {
        let mut resolved = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find('&') {
            resolved.push_str(&rest[..at]);
            rest = &rest[at..];
            let (meant, length) = self.reference(rest).unwrap_or_else(|| ("&".into(), 1));
            resolved.push_str(&meant);
            rest = &rest[length..];
        }
        resolved + rest
    }

    /// What the reference at the start of the text means, and how long it is.
    fn reference(&self, text: &str) -> Option<(String, usize)> {
        if let Some(number) = text.strip_prefix("&#") {
            let (radix, digits) = match number.strip_prefix(['x', 'X']) {
                Some(digits) => (16, digits),
                None => (10, number),
            };
            let end = digits.find(|digit: char| !digit.is_digit(radix));
            let (digits, rest) = digits.split_at(end.unwrap_or(digits.len()));
            let letter = char::from_u32(u32::from_str_radix(digits, radix).ok()?)?;
            let rest = rest.strip_prefix(';').unwrap_or(rest);
            return Some((believed(letter).into(), text.len() - rest.len()));
        }
        let is_name = |letter: &char| letter.is_ascii_alphanumeric();
        let name = text[1..].chars().take_while(is_name).take(MAX_NAME).count();
        let with_semicolon = text[1..].get(..=name).filter(|name| name.ends_with(';'));
        // The old names do without a semicolon, even within a word.
        let candidates = (2..=name).rev().map(|length| &text[1..=length]);
        let mut candidates = with_semicolon.into_iter().chain(candidates);
        candidates.find_map(|name| Some((self.entities.get(name)?.clone(), 1 + name.len())))
    }
}

fn believed(letter: char) -> char {
    match u32::from(letter) {
        code @ 0x80..=0x9f => WINDOWS_1252[code as usize - 0x80],
        _ => letter,
    }
}

/// Where the tag or comment at the start of the text ends: behind a `>` outside of quotes, or else
/// the first one.
fn end_of_tag(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        return text.find("-->").map(|at| at + 3);
    }
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
    }
    text.find('>').map(|at| at + 1)
}

/// The text without tags and comments; a `<` that opens none stays.
fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let opens = rest[1..].starts_with(|next: char| {
            next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')
        });
        if let Some(end) = end_of_tag(rest).filter(|_| opens) {
            rest = &rest[end..];
        } else {
            plain.push('<');
            rest = &rest[1..];
        }
    }
    plain + rest
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::Folding;

    /// A few entities: an old one, and one that needs its semicolon.
    pub(in crate::conform) fn folding() -> Folding {
        Folding::new(&json!({
            "amp": "&", "amp;": "&", "lt;": "<", "gt;": ">", "eacute": "é", "eacute;": "é",
            "mdash;": "—", "nbsp;": "\u{a0}",
        }))
    }

    #[track_caller]
    fn texts(one: &str, other: &str) {
        assert_eq!(folding().text(one), folding().text(other));
    }

    #[track_caller]
    fn urls(one: &str, other: &str) {
        assert_eq!(folding().url(one), folding().url(other));
    }

    #[test]
    fn markup_makes_no_difference() {
        texts("a <b class='x>y'>bold</b> word", "a bold word");
        texts("a <!-- <b> --> word<br/>", "a word");
        texts("&lt;b&gt;bold&lt;/b&gt;", "bold");
    }

    #[test]
    fn what_only_looks_like_markup_stays() {
        assert_eq!(folding().text("1 < 2 and <3"), "1 < 2 and <3");
        assert_eq!(folding().text("open <b"), "open <b");
    }

    #[test]
    fn entities_are_resolved() {
        texts("caf&eacute; &mdash; &#233;&#xE9;", "café — éé");
        texts("caf&eacute x", "café x");
        texts("it&#146;s", "it’s");
        texts("it\u{92}s", "it’s");
        assert_eq!(
            folding().text("AT&T & &unknown; &#;"),
            "AT&T & &unknown; &#;"
        );
    }

    #[test]
    fn whitespace_collapses_and_case_stays() {
        texts("\n a&nbsp;\t b ", "a b");
        assert_ne!(folding().text("Title"), folding().text("title"));
    }

    #[test]
    fn spellings_of_an_address_are_one() {
        urls("HTTP://Town.Example:80/a/", "http://town.example/a");
        urls("https://town.example:443", "https://town.example/");
        urls("http://town.example/?a=1", "http://town.example?a=1");
        urls(
            "http://town.example/Stra%C3%9Fe%20x",
            "http://town.example/Straße x",
        );
        urls(
            "http://town.example/?a=1&amp;b=2",
            "http://town.example/?a=1&b=2",
        );
    }

    #[test]
    fn other_addresses_stay_others() {
        let folding = folding();
        for (one, other) in [
            ("http://town.example/A", "http://town.example/a"),
            ("http://town.example/", "https://town.example/"),
            ("http://town.example/?a", "http://town.example/?b"),
            ("http://town.example:8080/", "http://town.example/"),
        ] {
            assert_ne!(folding.url(one), folding.url(other));
        }
    }

    #[test]
    fn addresses_without_a_host_are_kept() {
        assert_eq!(
            folding().url("tag:town.example,2026:1%"),
            "tag:town.example,2026:1%"
        );
    }
}

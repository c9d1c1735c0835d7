//! Texts of pages as plain lines, and how they are compared.

use crate::clean::plain;

/// The longest address that is taken, in bytes.
const MAX_ADDRESS_BYTES: usize = 2_048;

/// A text as a plain line. Publishers' programmes escape what is escaped already.
pub(super) fn line(text: &str) -> String {
    let once = plain(text);
    if once.contains('&') && once.contains(';') {
        plain(&once)
    } else {
        once
    }
}

/// An address as it is written; empty where it is too long, or data.
pub(super) fn address(text: &str) -> String {
    let text = text.trim();
    if text.len() > MAX_ADDRESS_BYTES || text.starts_with("data:") {
        return String::new();
    }
    text.replace("&amp;", "&")
}

/// The letters and digits of a text, small: what two texts are compared by.
pub(in crate::page) fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether two texts say the same.
pub(in crate::page) fn is_same(a: &str, b: &str) -> bool {
    !a.is_empty() && letters(a) == letters(b)
}

/// How many words of a text are compared.
const MAX_WORDS: usize = 60;

/// The share of the shorter text's words that stand in the other: 0 to 1.
pub(in crate::page) fn overlap(a: &str, b: &str) -> f64 {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty()).take(MAX_WORDS);
        words.map(str::to_lowercase).collect()
    };
    let (a, b) = (words(a), words(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let common = short.iter().filter(|word| long.contains(word)).count();
    if short.is_empty() {
        return 0.0;
    }
    f64::from(u32::try_from(common).unwrap_or(u32::MAX))
        / f64::from(u32::try_from(short.len()).unwrap_or(u32::MAX))
}

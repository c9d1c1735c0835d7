//! What stays as it is in a text: addresses, handles, hashtags, names of the house, signs.
//!
//! One pass over the text. Numbers are not protected: they are inflected ("1.5 million" becomes
//! "1,5 Millionen"), and checked.

pub(crate) mod terms;
mod tokens;

use std::ops::Range;

use self::terms::Terms;
use self::tokens::Scan;

/// What is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// Must stand in a translation, or it is none.
    Text,
    /// Emoji: decoration that is put back somewhere, if it comes to that.
    Sign,
}

/// The parts of a text that stay as they are, in order.
pub(crate) fn protected(text: &str, keep: &Terms) -> Vec<(Range<usize>, Kept)> {
    let mut found: Vec<(Range<usize>, Kept)> = Vec::new();
    let mut last: Option<char> = None;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let from = found.last().map_or(0, |(range, _)| range.end);
        let scan = Scan {
            text,
            from,
            at,
            is_start: !last.is_some_and(is_of_word),
        };
        let hit = scan
            .token(c)
            .or_else(|| keep.at(&scan).map(|end| (at..end, Kept::Text)));
        if let Some((range, kept)) = hit {
            last = text[..range.end].chars().next_back();
            at = range.end;
            found.push((range, kept));
        } else {
            last = Some(c);
            at += c.len_utf8();
        }
    }
    found
}

/// Whether a protected text is an address: which one is of no consequence for a translation.
pub(crate) fn is_address(text: &str) -> bool {
    let is_mail = text.find('@').is_some_and(|at| at > 0) && text.contains('.');
    text.contains("://") || tokens::starts_with(text, "www.") || is_mail
}

/// Letters, digits, and the underscore of names.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests;

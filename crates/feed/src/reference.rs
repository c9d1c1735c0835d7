//! References (`&amp;`, `&#8217;`, `&eacute;`) and what they stand for.
//!
//! A `&` that begins none is itself, so nothing has to be repaired before. Nothing that a document
//! declares is ever expanded.

use std::borrow::Cow;

use memchr::memchr;

use crate::entities::named;

/// The longest name or number between `&` and `;`, in bytes.
const MAX_BYTES: usize = 24;

/// What windows-1252 has at 0x80–0x9F, where a numeric reference means a control character that
/// nobody meant: `&#146;` is an apostrophe in every browser (HTML Standard, "numeric character
/// reference end state").
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text with its references resolved, once.
pub(crate) fn resolved(text: &str) -> Cow<'_, str> {
    if memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut resolved = String::with_capacity(text.len());
    resolve_into(text, &mut resolved);
    Cow::Owned(resolved)
}

/// Adds a text with its references resolved, once. Never adds more bytes than the text has. Says
/// whether every `&` began a reference.
pub(crate) fn resolve_into(text: &str, resolved: &mut String) -> bool {
    let mut rest = text;
    let mut is_right = true;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        resolved.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        // Nine of ten references of a feed are these: HTML that was escaped.
        let (meant, length) = match rest.as_bytes() {
            [b'l', b't', b';', ..] => ('<', 3),
            [b'g', b't', b';', ..] => ('>', 3),
            [b'a', b'm', b'p', b';', ..] => ('&', 4),
            [b'q', b'u', b'o', b't', b';', ..] => ('"', 5),
            _ => match reference(rest) {
                Some((Some(meant), length)) => (meant, length),
                Some((None, length)) => {
                    rest = &rest[length..];
                    continue;
                }
                None => {
                    is_right = false;
                    ('&', 0)
                }
            },
        };
        resolved.push(meant);
        rest = &rest[length..];
    }
    resolved.push_str(rest);
    is_right
}

/// Whether a text that follows a `&` begins a reference that is known.
pub(crate) fn begins(rest: &str) -> bool {
    reference(rest).is_some()
}

/// What a reference after its `&` stands for, and its length. A number that no text may hold
/// stands for nothing.
fn reference(rest: &str) -> Option<(Option<char>, usize)> {
    let bytes = rest.as_bytes();
    let near = &bytes[..bytes.len().min(MAX_BYTES)];
    let length = memchr(b';', near)?;
    let name = &rest[..length];
    if let Some(number) = name.strip_prefix('#') {
        return Some((numbered(number)?, length + 1));
    }
    named(name).map(|meant| (Some(meant), length + 1))
}

#[expect(
    clippy::option_option,
    reason = "no number; a number that stands for nothing; one that stands for a character"
)]
fn numbered(number: &str) -> Option<Option<char>> {
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    let code = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
    let in_1252 = code.checked_sub(0x80).map_or(usize::MAX, |at| at as usize);
    Some(match WINDOWS_1252.get(in_1252) {
        Some(meant) => Some(*meant),
        None => char::from_u32(code).filter(|c| *c >= ' ' || matches!(c, '\t' | '\n' | '\r')),
    })
}

/// What a text was meant to say that was UTF-8, was taken for windows-1252 and was encoded once more
/// (`GrÃ¼ÃŸe`).
pub(crate) fn unmangled(text: Cow<'_, str>) -> Cow<'_, str> {
    let Some(first) = first_beyond_ascii(&text) else {
        return text;
    };
    if !is_encoded_twice(&text[first..]) {
        return text;
    }
    let mut bytes = Vec::with_capacity(text.len());
    bytes.extend_from_slice(&text.as_bytes()[..first]);
    bytes.extend(text[first..].chars().filter_map(in_1252));
    String::from_utf8(bytes).map_or(text, Cow::Owned)
}

/// Where the first character stands that is not ASCII.
fn first_beyond_ascii(text: &str) -> Option<usize> {
    if text.is_ascii() {
        return None;
    }
    let blocks = text.as_bytes().chunks(64);
    let mut blocks = blocks.enumerate().filter(|(_, block)| !block.is_ascii());
    let (number, block) = blocks.next()?;
    let at = block.iter().position(|byte| !byte.is_ascii())?;
    Some(64 * number + at)
}

/// Whether each character beyond ASCII is a part of UTF-8 that was taken for windows-1252. The
/// first one tells in nearly every text.
///
/// A capital with an accent before a sign (`SANTÉ »`, `NESCAFÉ®`, `AMANHÃ…`) looks the same: one
/// such is not enough.
fn is_encoded_twice(text: &str) -> bool {
    let (mut following, mut lead, mut evidence) = (0, 0, 0);
    for c in text.chars() {
        let Some(byte) = in_1252(c) else {
            return false;
        };
        following = match (following, byte) {
            (0, ..0x80) => 0,
            (0, 0xc2..0xe0) => 1,
            (0, 0xe0..0xf0) => 2,
            (0, 0xf0..0xf5) => 3,
            (1.., 0x80..0xc0) => following - 1,
            _ => return false,
        };
        if byte >= 0xc2 {
            lead = byte;
        } else if byte >= 0x80 && following == 0 {
            let is_letter = matches!(lead, 0xc2 | 0xc3) && !is_sign(byte);
            evidence += if is_letter || lead == 0xe2 { ENOUGH } else { 1 };
        }
    }
    following == 0 && evidence >= ENOUGH
}

/// How much evidence it takes that a text was encoded twice.
const ENOUGH: usize = 3;

/// Whether a byte of windows-1252 is a sign that stands behind a word: a space, `»`, `…`, `®` …
fn is_sign(byte: u8) -> bool {
    matches!(
        byte,
        0x85 | 0x91..=0x97 | 0x99 | 0xa0 | 0xa9 | 0xab | 0xae | 0xbb
    )
}

/// The byte that a character is in windows-1252.
fn in_1252(c: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(c)) {
        return Some(byte);
    }
    let at = WINDOWS_1252.iter().position(|known| *known == c)?;
    u8::try_from(0x80 + at).ok()
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;

    use super::{resolve_into, resolved, unmangled};

    fn check(text: &str, expected: &str) {
        assert_eq!(resolved(text), expected, "{text}");
    }

    #[test]
    fn references_are_resolved_once() {
        check("a &amp;lt; &#38;#x41; &eacute; &", "a &lt; &#x41; é &");
        check("&#x1F600;&lt;&apos;&quot;", "😀<'\"");
    }

    #[test]
    fn what_is_no_reference_is_itself() {
        check("AT&T & Co", "AT&T & Co");
        check("?a=1&copy=3;&", "?a=1&copy=3;&");
        check("&#;&#x;&#12x;&;&nothing;", "&#;&#x;&#12x;&;&nothing;");
        assert!(!resolve_into("AT&T &amp;", &mut String::new()));
        assert!(resolve_into("&amp; &#8217; &eacute;", &mut String::new()));
    }

    #[test]
    fn numbers_mean_what_browsers_take_them_for() {
        check("it&#146;s &#x93;x", "it’s “x");
        check("a&#0;b&#11;c&#xD800;d&#99999999;e", "abcde");
    }

    #[test]
    fn what_was_encoded_twice_is_read_once() {
        let check = |text: &str, meant: &str| assert_eq!(unmangled(Cow::Borrowed(text)), meant);
        check("GrÃ¼\u{c3}\u{9f}e", "Grüße");
        check("GrÃ¼ÃŸe â€¦", "Grüße …");
        check("Grüße", "Grüße");
        for text in [
            "SANTÉ\u{a0}: le scandale",
            "NESCAFÉ® launches",
            "OLÉ…",
            "« ÉTÉ »",
        ] {
            check(text, text);
        }
        check("ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет");
        check("Â", "Â");
        check("a\u{a0}ü", "a\u{a0}ü");
    }

    proptest! {
        #[test]
        fn nothing_grows(text in "(&|#|x|;|amp|lt|1|9|ä| ){0,40}") {
            prop_assert!(resolved(&text).len() <= text.len());
        }
    }
}

//! The letters of a text: which show something, and how they are written.

use std::borrow::Cow;

use depesche_model::text::is_simple_line;
use memchr::{memchr, memchr3};

use super::{Writer, push_escaped};

impl Writer<'_> {
    /// A text whose white space is kept.
    pub(super) fn preformatted(&mut self, text: &str) {
        // An HTML parser drops a line end after <pre>: blank lines at the start go here.
        let blank = text
            .find(|c: char| !is_space(c))
            .filter(|_| self.is_at_start);
        let line = blank.and_then(|end| text[..end].rfind('\n'));
        push_escaped(&mut self.out, &text[line.map_or(0, |at| at + 1)..]);
    }
}

/// Whether a text is an arrow that leads from a footnote back to its place.
pub(super) fn is_jump(text: &str) -> bool {
    let mut chars = text.trim().chars().peekable();
    chars.peek().is_some()
        && chars.all(|c| {
            matches!(
                c,
                '↩' | '↑' | '^' | '⤴' | '⬆' | '⏎' | '\u{fe0e}' | '\u{fe0f}'
            )
        })
}

/// White space, and the control characters that HTML does not allow.
pub(super) fn is_space(c: char) -> bool {
    c <= ' ' || c == '\u{7f}'
}

/// The text without the characters that turn the direction of writing: they would reach beyond their
/// block, and show the words beside it backwards.
pub(super) fn without_turns(text: &str) -> Cow<'_, str> {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    // All of them begin with this byte.
    if memchr(0xe2, text.as_bytes()).is_some() && text.contains(turns) {
        Cow::Owned(text.replace(turns, ""))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a character shows nothing.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}')
}

/// Appends a text, escaped, white space folded and left out at its ends.
pub(super) fn push_folded(out: &mut String, text: &str) {
    let text = text.trim_matches(is_space);
    let bytes = text.as_bytes();
    if memchr3(b'&', b'<', b'>', bytes).is_none() && is_simple_line(text) {
        return out.push_str(text);
    }
    let (mut kept, mut at) = (0, 0);
    while let Some(offset) = bytes[at..]
        .iter()
        .position(|byte| *byte <= b'>' || *byte == 0x7f)
    {
        at += offset;
        let (instead, length) = match bytes[at] {
            b' ' if !is_space(bytes[at + 1].into()) => ("", 0),
            byte if is_space(byte.into()) => {
                let rest = bytes[at..]
                    .iter()
                    .take_while(|byte| is_space((**byte).into()));
                (" ", rest.count())
            }
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            _ => ("", 0),
        };
        if length > 0 {
            out.push_str(&text[kept..at]);
            out.push_str(instead);
            kept = at + length;
        }
        at += length.max(1);
    }
    out.push_str(&text[kept..]);
}

//! What the escapes in a text stand for.

use memchr::{memchr, memchr3};

use super::cursor::Cursor;

impl Cursor<'_> {
    /// A text with its escapes resolved, trimmed, at most `limit` bytes of it. It is never longer
    /// than it was written, and takes no more memory than it is long.
    pub(super) fn resolved(&mut self, written: &str, limit: usize) -> String {
        let written = written.trim();
        if memchr3(b'\n', b'\r', b'\t', written.as_bytes()).is_some() {
            self.complain("line ends or tabs inside a text");
        }
        let mut text = String::with_capacity(written.len().min(limit));
        let mut rest = written;
        while let Some(at) = memchr(b'\\', rest.as_bytes()).filter(|_| text.len() < limit) {
            self.push(&mut text, &rest[..at], limit);
            rest = self.escape(&rest[at + 1..], &mut text);
        }
        self.push(&mut text, rest, limit);
        text.truncate(text.floor_char_boundary(limit));
        text.truncate(text.trim_end().len());
        text.drain(..text.len() - text.trim_start().len());
        text.shrink_to_fit();
        text
    }

    /// Adds as much of a piece as there is room for.
    fn push(&mut self, text: &mut String, piece: &str, limit: usize) {
        let room = limit.saturating_sub(text.len());
        if piece.len() > room {
            self.complain("a text is too long: the rest of it was left out");
        }
        text.push_str(&piece[..piece.floor_char_boundary(room)]);
    }

    /// Adds what an escape stands for; gives what follows it.
    fn escape<'b>(&mut self, escape: &'b str, text: &mut String) -> &'b str {
        let mut rest = escape.chars();
        match rest.next() {
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('r') => text.push('\r'),
            Some('b' | 'f') => self.complain("control characters were left out"),
            Some('u') => return self.numbered(rest.as_str(), text),
            Some(c) => {
                if !matches!(c, '"' | '\\' | '/') {
                    self.complain("an escape that does not exist");
                }
                text.push(c);
            }
            None => {}
        }
        rest.as_str()
    }

    /// Adds the character of a number, or of a pair of them (RFC 8259, section 7).
    fn numbered<'b>(&mut self, escape: &'b str, text: &mut String) -> &'b str {
        let Some((unit, rest)) = unit(escape) else {
            self.complain("an escape that does not exist");
            text.push('u');
            return escape;
        };
        let second = rest.strip_prefix("\\u").and_then(unit_of_pair);
        let (character, rest) = match (unit, second) {
            (0xd800..0xdc00, Some((second, after))) => {
                let code = 0x1_0000 + ((unit - 0xd800) << 10) + (second - 0xdc00);
                (char::from_u32(code), after)
            }
            _ => (char::from_u32(unit), rest),
        };
        match character {
            Some('\0'..' ') if !matches!(unit, 0x09 | 0x0a | 0x0d) => {
                self.complain("control characters were left out");
            }
            Some(character) => text.push(character),
            // Left by programs that shorten texts by units of UTF-16.
            None => {
                self.complain("half of a character: its other half is missing");
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
        rest
    }
}

/// The number of four digits that a text begins with, and what follows it.
fn unit(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    let is_number = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let unit = u32::from_str_radix(digits, 16).ok()?;
    is_number.then_some((unit, rest))
}

/// The second half of a pair.
fn unit_of_pair(text: &str) -> Option<(u32, &str)> {
    unit(text).filter(|(unit, _)| (0xdc00..0xe000).contains(unit))
}

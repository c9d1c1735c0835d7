//! Addresses, handles, hashtags, emoji, placeholders: known by what they begin with.

use std::ops::Range;

use super::{Kept, is_of_word};
use crate::notation::{brackets, tags};

/// The longest local part of a mail address, and the longest placeholder, in bytes.
const MAX_LOCAL: usize = 64;
const MAX_PLACEHOLDER: usize = 60;

/// A place in a text.
pub(super) struct Scan<'t> {
    pub(super) text: &'t str,
    /// Where what was found last ends.
    pub(super) from: usize,
    pub(super) at: usize,
    /// Whether no letter or digit stands before it.
    pub(super) is_start: bool,
}

impl<'t> Scan<'t> {
    /// What is protected here, where something is. `c` stands at the place.
    pub(super) fn token(&self, c: char) -> Option<(Range<usize>, Kept)> {
        if c == ' ' {
            return None;
        }
        if c.is_ascii_alphanumeric() {
            return self.is_start.then(|| self.word(c)).flatten();
        }
        if is_emoji(c) {
            return Some((self.emoji(), Kept::Sign));
        }
        let text = match c {
            '@' => self.mail().or_else(|| self.handle())?,
            '#' if self.is_start => self.hashtag()?,
            '<' => self.to(tags::tag(self.rest())?.bytes),
            '{' => self.braces()?,
            '%' => self.percent()?,
            c if brackets::is_opening(c) => self.mark(c)?,
            '⟧' | '〛' => self.to(c.len_utf8()),
            _ => return None,
        };
        Some((text, Kept::Text))
    }

    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn to(&self, bytes: usize) -> Range<usize> {
        self.at..self.at + bytes
    }

    /// `https://…`, `www.…`, `ISBN 978-…`, `10.1000/182`.
    fn word(&self, c: char) -> Option<(Range<usize>, Kept)> {
        let rest = self.rest();
        let is_address = match c.to_ascii_lowercase() {
            'h' => starts_with(rest, "http://") || starts_with(rest, "https://"),
            'f' => starts_with(rest, "ftp://"),
            'm' => starts_with(rest, "mailto:"),
            'w' => starts_with(rest, "www."),
            'd' => starts_with(rest, "doi:10."),
            '1' => is_doi(rest),
            'i' => return self.isbn().map(|range| (range, Kept::Text)),
            _ => false,
        };
        let bytes = address(rest);
        (is_address && bytes > 7).then(|| (self.to(bytes), Kept::Text))
    }

    fn isbn(&self) -> Option<Range<usize>> {
        let rest = self.rest();
        if !starts_with(rest, "isbn") {
            return None;
        }
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | ' ' | ':' | '–' | 'X');
        let end = rest[4..].find(|c| !is_part(c)).unwrap_or(rest.len() - 4);
        let number = rest[..4 + end].trim_end_matches([' ', '-', '–', ':']);
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        // "ISBN-13: 978-…" has the 13 too.
        (9..=15).contains(&digits).then(|| self.to(number.len()))
    }

    /// The mail address around an `@`.
    fn mail(&self) -> Option<Range<usize>> {
        let before =
            &self.text.as_bytes()[self.from.max(self.at.saturating_sub(MAX_LOCAL))..self.at];
        let is_local = |byte: &u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(byte);
        let local = before
            .iter()
            .rev()
            .take_while(|byte| is_local(byte))
            .count();
        let host = self.host(self.at + 1);
        (local > 0 && host > 0).then(|| self.at - local..self.at + 1 + host)
    }

    /// How long the host is that stands there, a dot in it; else 0.
    fn host(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'.' || *byte == b'-';
        let bytes = rest.bytes().take_while(is_part).count();
        let host = rest[..bytes].trim_end_matches(['.', '-']);
        if host.contains('.') { host.len() } else { 0 }
    }

    /// `@mara`, `@mara@toots.example`.
    fn handle(&self) -> Option<Range<usize>> {
        let name = self.name(self.at + 1);
        if !self.is_start || name == 0 {
            return None;
        }
        let end = self.at + 1 + name;
        let host = match self.text.as_bytes().get(end) {
            Some(b'@') => self.host(end + 1),
            _ => 0,
        };
        Some(self.at..if host > 0 { end + 1 + host } else { end })
    }

    /// `#ebb`; not `#1`.
    fn hashtag(&self) -> Option<Range<usize>> {
        let name = self.name(self.at + 1);
        let has_letter = self.text[self.at + 1..][..name].contains(char::is_alphabetic);
        has_letter.then(|| self.to(1 + name))
    }

    fn name(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        rest.find(|c| !is_of_word(c)).unwrap_or(rest.len())
    }

    fn emoji(&self) -> Range<usize> {
        let rest = self.rest();
        let end = rest.find(|c| {
            !is_emoji(c) && !matches!(c, '\u{fe0e}' | '\u{fe0f}' | '\u{200d}' | '\u{20e3}')
        });
        self.to(end.unwrap_or(rest.len()))
    }

    /// `{name}`, `{{name}}`.
    fn braces(&self) -> Option<Range<usize>> {
        let near = &self.rest().as_bytes()[..self.rest().len().min(MAX_PLACEHOLDER)];
        let end = near.iter().position(|byte| *byte == b'}')?;
        let ends = near[end..].iter().take_while(|byte| **byte == b'}').count();
        Some(self.to(end + ends))
    }

    /// `%s`, `%1$d`; not "5 %" and not "100%s".
    fn percent(&self) -> Option<Range<usize>> {
        let rest = &self.rest().as_bytes()[1..];
        let place = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let place = if place > 0 && rest.get(place) == Some(&b'$') {
            place + 1
        } else {
            0
        };
        let is_kind = matches!(rest.get(place), Some(b's' | b'd' | b'@'));
        let goes_on = self.text[self.at + 1 + place..]
            .chars()
            .nth(1)
            .is_some_and(is_of_word);
        (self.is_start && is_kind && !goes_on).then(|| self.to(place + 2))
    }

    /// What would be read as a mark of ours, and the brackets that no one else uses.
    fn mark(&self, c: char) -> Option<Range<usize>> {
        match brackets::mark(self.rest()) {
            Some(mark) => Some(self.to(mark.bytes)),
            None => matches!(c, '⟦' | '〚').then(|| self.to(c.len_utf8())),
        }
    }
}

/// Whether a text begins so, in any case; `start` is ASCII.
pub(super) fn starts_with(text: &str, start: &str) -> bool {
    let begin = text.as_bytes().get(..start.len());
    begin.is_some_and(|begin| begin.eq_ignore_ascii_case(start.as_bytes()))
}

fn is_doi(rest: &str) -> bool {
    let Some(number) = rest.strip_prefix("10.") else {
        return false;
    };
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    (4..=9).contains(&digits) && number.as_bytes().get(digits) == Some(&b'/')
}

/// How long the address is that a text begins with. Punctuation at its end is the sentence's; a
/// bracket too, unless it was opened in it.
fn address(text: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || c.is_control() || "<>\"„“”«»⟦⟧".contains(c);
    let mut address = &text[..text.find(ends).unwrap_or(text.len())];
    loop {
        let Some(last) = address.chars().next_back() else {
            return 0;
        };
        let is_closing = last == ')' && !address.contains('(');
        if !is_closing && !".,;:!?'’]}…*".contains(last) {
            return address.len();
        }
        address = &address[..address.len() - last.len_utf8()];
    }
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f300}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}')
}

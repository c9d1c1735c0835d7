//! Cuts a document into tags and texts, whatever its author took for XML.
//!
//! There is no tree, no recursion and no look back. Nothing is looked for twice that was once not
//! found, so a flood of beginnings without an end costs no more than its length. A document's own
//! entities are never read: comments, processing instructions and document types are passed over.

use memchr::{memchr, memmem};

use crate::tag::{self, Tag};

/// A piece of a document.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Token<'a> {
    /// Text between tags, from `start` to `end`: its references are not resolved yet, if it has any.
    Text { has_references: bool },
    /// Text that means itself.
    Cdata(&'a str),
    /// The beginning of an element.
    Start(Tag<'a>),
    /// The end of an element, by its name.
    End(&'a str),
}

/// The pieces of a document, in order.
pub(crate) struct Tokens<'a> {
    text: &'a str,
    /// Where the piece begins that was given last, in bytes.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
    /// What ends something and does not occur any more.
    missing: [bool; 3],
    /// What was wrong so far.
    pub(crate) faults: Faults,
}

/// What the cutting had to make good.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Faults {
    /// A `<` that begins no tag.
    pub(crate) bare_angle: bool,
    /// `<![cdata[` in small letters.
    pub(crate) small_cdata: bool,
    /// A comment, a section or a tag without an end.
    pub(crate) no_end: bool,
}

/// What ends a piece; the index into `Tokens::missing`.
#[derive(Clone, Copy)]
enum Stop {
    Comment,
    Section,
    Declaration,
}

impl Stop {
    fn text(self) -> &'static [u8] {
        match self {
            Self::Comment => b"-->",
            Self::Section => b"]]>",
            Self::Declaration => b">",
        }
    }
}

impl<'a> Tokens<'a> {
    /// The pieces of a text from a byte on.
    pub(crate) fn new(text: &'a str, start: usize) -> Self {
        Self {
            text,
            start,
            end: start,
            missing: [false; 3],
            faults: Faults::default(),
        }
    }

    /// What follows the `<` at `start`; `None` where it is only a character or was passed over.
    fn markup(&mut self) -> Option<Token<'a>> {
        match self.text.as_bytes().get(self.start + 1)? {
            b'/' => Some(self.end_tag()),
            b'!' => self.declaration(),
            b'?' => {
                self.pass(Stop::Declaration, self.start + 2);
                None
            }
            _ => self.start_tag(),
        }
    }

    fn start_tag(&mut self) -> Option<Token<'a>> {
        let begin = self.start + 1;
        let name = tag::name_at(self.text, begin);
        let after = begin + name.len();
        let end = if self.text.as_bytes().get(after) == Some(&b'>') {
            after
        } else {
            tag::end(self.text, self.start)?
        };
        self.end = end + 1;
        Some(Token::Start(Tag::new(
            name,
            &self.text[after..end],
            end + 1,
        )))
    }

    fn end_tag(&mut self) -> Token<'a> {
        let name = tag::name_at(self.text, self.start + 2);
        let after = self.start + 2 + name.len();
        let rest = &self.text.as_bytes()[after..];
        if rest.first() == Some(&b'>') {
            self.end = after + 1;
            return Token::End(name);
        }
        self.end = match memchr::memchr2(b'<', b'>', rest) {
            Some(length) => after + length + usize::from(rest[length] == b'>'),
            None => self.text.len(),
        };
        Token::End(name)
    }

    /// Comments, sections, document types.
    fn declaration(&mut self) -> Option<Token<'a>> {
        let rest = &self.text.as_bytes()[self.start..];
        if rest.starts_with(b"<!--") {
            self.pass(Stop::Comment, self.start + 4);
            return None;
        }
        if rest
            .get(..9)
            .is_some_and(|head| head.eq_ignore_ascii_case(b"<![CDATA["))
        {
            self.faults.small_cdata |= !rest.starts_with(b"<![CDATA[");
            return Some(self.section(self.start + 9));
        }
        self.pass(Stop::Declaration, self.start + 2);
        None
    }

    fn section(&mut self, begin: usize) -> Token<'a> {
        if let Some(end) = self.find(Stop::Section, begin) {
            self.end = end + 3;
            return Token::Cdata(&self.text[begin..end]);
        }
        self.faults.no_end = true;
        // It ends where the element around it does, whatever that is called.
        let end = memmem::find(&self.text.as_bytes()[begin..], b"</")
            .map_or(self.text.len(), |length| begin + length);
        self.end = end;
        Token::Cdata(&self.text[begin..end])
    }

    /// Goes behind the next `stop`; where there is none, behind the beginning.
    fn pass(&mut self, stop: Stop, begin: usize) {
        self.end = if let Some(at) = self.find(stop, begin) {
            at + stop.text().len()
        } else {
            self.faults.no_end = true;
            begin
        };
    }

    fn find(&mut self, stop: Stop, from: usize) -> Option<usize> {
        let missing = &mut self.missing[stop as usize];
        if *missing {
            return None;
        }
        let rest = &self.text.as_bytes()[from..];
        let found = match stop {
            Stop::Declaration => memchr(b'>', rest),
            Stop::Comment | Stop::Section => memmem::find(rest, stop.text()),
        };
        *missing = found.is_none();
        found.map(|length| from + length)
    }

    /// The text from `start` to the next `<` that may begin a tag.
    fn text(&mut self, skip: usize) -> Token<'a> {
        let bytes = self.text.as_bytes();
        let mut at = self.start + skip;
        let mut has_references = false;
        loop {
            let found = if has_references {
                memchr(b'<', &bytes[at..])
            } else {
                memchr::memchr2(b'<', b'&', &bytes[at..])
            };
            let Some(length) = found else { break };
            at += length;
            if bytes[at] == b'&' {
                has_references = true;
                continue;
            }
            if begins_markup(&bytes[at + 1..]) {
                self.end = at;
                return Token::Text { has_references };
            }
            self.faults.bare_angle = true;
            at += 1;
        }
        self.end = bytes.len();
        Token::Text { has_references }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let bytes = self.text.as_bytes();
        loop {
            self.start = self.end;
            let first = *bytes.get(self.start)?;
            if first != b'<' || !begins_markup(&bytes[self.start + 1..]) {
                return Some(self.text(0));
            }
            if let Some(token) = self.markup() {
                return Some(token);
            }
            if self.end > self.start {
                continue; // It was passed over.
            }
            if memchr(b'<', &bytes[self.start + 1..]).is_none() {
                self.faults.no_end = true; // The document ends in the middle of a tag.
                self.end = bytes.len();
                return None;
            }
            self.faults.bare_angle = true;
            return Some(self.text(1));
        }
    }
}

/// Whether what follows a `<` may begin a tag, a comment, a section or the like.
fn begins_markup(rest: &[u8]) -> bool {
    let is_letter =
        |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b':') || *byte >= 0x80;
    match rest.first() {
        Some(b'!' | b'?') => true,
        Some(b'/') => rest
            .get(1)
            .is_none_or(|next| is_letter(next) || *next == b'>'),
        next => next.is_some_and(is_letter),
    }
}

#[cfg(test)]
mod tests {
    use super::{Token, Tokens};

    fn check(text: &str, expected: &[&str]) {
        let mut tokens = Tokens::new(text, 0);
        let pieces: Vec<_> = std::iter::from_fn(|| {
            Some(match tokens.next()? {
                Token::Text { .. } => format!("t:{}", &text[tokens.start..tokens.end]),
                Token::Cdata(text) => format!("c:{text}"),
                Token::Start(tag) => format!("s:{}|{}|{}", tag.name, tag.raw, tag.is_empty),
                Token::End(name) => format!("e:{name}"),
            })
        })
        .collect();
        assert_eq!(pieces, expected, "{text}");
    }

    #[test]
    fn xml_is_cut_into_its_pieces() {
        check(
            "<a><b c=\"d>e\"/>f &amp; g<![CDATA[h<i>]]></a >",
            &[
                "s:a||false",
                "s:b| c=\"d>e\"|true",
                "t:f &amp; g",
                "c:h<i>",
                "e:a",
            ],
        );
    }

    #[test]
    fn what_says_nothing_is_passed_over() {
        check(
            "<?xml x?><!DOCTYPE rss><!-- <a> -->b<!---->c",
            &["t:b", "t:c"],
        );
    }

    #[test]
    fn a_bare_angle_is_text() {
        check("a < b <3 <c", &["t:a < b <3 "]);
        check("a </3 b", &["t:a </3 b"]);
        check(
            "1 <b c=\"d <e>f</e>",
            &["t:1 ", "t:<b c=\"d ", "s:e||false", "t:f", "e:e"],
        );
    }

    #[test]
    fn what_does_not_end_costs_only_itself() {
        check("<a><![CDATA[b</a>", &["s:a||false", "c:b", "e:a"]);
        check("<a><!-- b</a>", &["s:a||false", "t: b", "e:a"]);
        check("<a>b</a", &["s:a||false", "t:b", "e:a"]);
        check("<a>b</c<d>", &["s:a||false", "t:b", "e:c", "s:d||false"]);
        check("<a><![cdata[b]]></a>", &["s:a||false", "c:b", "e:a"]);
    }
}

//! The text of an element while it is read.

use std::borrow::Cow;
use std::ops::Range;

use crate::element::Element;
use crate::limits::{MAX_SHORT, MAX_TEXT};
use crate::reference;
use crate::tag::Tag;

/// What the text of an element is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Characters; a tag in it says nothing.
    Plain,
    /// Characters that are HTML, or might be; a tag in it was meant to be escaped.
    Markup,
    /// Elements of XHTML: the text is taken as it is written.
    Xhtml,
    /// Characters that carry bytes.
    Base64,
    /// Perhaps characters, perhaps elements of its own.
    Holder,
}

/// The text of an element while it is read. It is borrowed from the document as long as it stands
/// there in one piece.
pub(crate) struct Capture<'a> {
    pub(crate) element: Element,
    pub(crate) tag: Tag<'a>,
    pub(crate) kind: Kind,
    /// Whether a tag stood in it.
    pub(crate) has_tags: bool,
    /// How many elements of its own name are open in it.
    pub(crate) inner: usize,
    /// Whether it was cut for being too long.
    pub(crate) is_cut: bool,
    text: Cow<'a, str>,
    /// Where the borrowed text stands in the document.
    borrowed: Range<usize>,
}

impl<'a> Capture<'a> {
    /// The text of an element that has just begun.
    pub(crate) fn new(element: Element, tag: Tag<'a>, kind: Kind) -> Self {
        Self {
            element,
            tag,
            kind,
            has_tags: false,
            inner: 0,
            is_cut: false,
            text: Cow::Borrowed(""),
            borrowed: 0..0,
        }
    }

    /// Whether nothing but space was read yet.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim_ascii().is_empty()
    }

    /// Forgets what was read.
    pub(crate) fn clear(&mut self) {
        self.text = Cow::Borrowed("");
    }

    /// Adds a text that stands in the document at `at`. Says whether its references are right.
    pub(crate) fn text(&mut self, document: &'a str, at: Range<usize>) -> bool {
        let text = &document[at.clone()];
        if self.kind == Kind::Xhtml || memchr::memchr(b'&', text.as_bytes()).is_none() {
            self.as_written(document, at);
            return true;
        }
        let text = self.fitting(text);
        let owned = self.owned(text.len());
        reference::resolve_into(text, owned)
    }

    /// Adds a CDATA section whose text stands in the document at `at`.
    pub(crate) fn cdata(&mut self, document: &'a str, at: Range<usize>) {
        if self.kind == Kind::Xhtml {
            let escaped = document[at].replace('&', "&amp;").replace('<', "&lt;");
            let escaped = self.fitting(&escaped).to_owned();
            self.owned(0).push_str(&escaped);
        } else {
            self.as_written(document, at);
        }
    }

    /// Adds a piece of the document as it is.
    pub(crate) fn as_written(&mut self, document: &'a str, at: Range<usize>) {
        let piece = self.fitting(&document[at.clone()]);
        let end = at.start + piece.len();
        match &mut self.text {
            Cow::Borrowed(text) if text.is_empty() => {
                self.text = Cow::Borrowed(piece);
                self.borrowed = at.start..end;
            }
            Cow::Borrowed(text) if self.borrowed.end == at.start => {
                *text = &document[self.borrowed.start..end];
                self.borrowed.end = end;
            }
            _ => self.owned(0).push_str(piece),
        }
    }

    /// Adds a piece that does not stand in the document.
    pub(crate) fn written(&mut self, piece: &str) {
        let length = self.fitting(piece).len();
        self.owned(0).push_str(&piece[..length]);
    }

    /// What was read, without space around it, and what the element was.
    pub(crate) fn into_text(self) -> Cow<'a, str> {
        match self.text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(mut text) => {
                text.truncate(text.trim_end().len());
                let start = text.len() - text.trim_start().len();
                text.drain(..start);
                text.shrink_to_fit(); // References are longer than what they stand for.
                Cow::Owned(text)
            }
        }
    }

    fn owned(&mut self, more: usize) -> &mut String {
        if let Cow::Borrowed(text) = self.text {
            let mut owned = String::with_capacity(text.len() + more);
            owned.push_str(text);
            self.text = Cow::Owned(owned);
        }
        self.text.to_mut()
    }

    /// As much of a piece as there is room for.
    fn fitting<'p>(&mut self, piece: &'p str) -> &'p str {
        let limit = match self.kind {
            Kind::Plain | Kind::Holder => MAX_SHORT,
            _ => MAX_TEXT,
        };
        let room = limit.saturating_sub(self.text.len());
        if piece.len() <= room {
            return piece;
        }
        self.is_cut = true;
        &piece[..piece.floor_char_boundary(room)]
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{Capture, Kind};
    use crate::element::Element;
    use crate::tag::Tag;

    fn capture(kind: Kind) -> Capture<'static> {
        Capture::new(Element::Title, Tag::new("title", "", 0), kind)
    }

    #[test]
    fn text_in_one_piece_is_borrowed() {
        let document = " a<b/>c &amp;";
        let mut capture = capture(Kind::Xhtml);
        capture.text(document, 0..2);
        capture.as_written(document, 2..6);
        capture.text(document, 6..document.len());
        assert!(matches!(capture.into_text(), Cow::Borrowed("a<b/>c &amp;")));
    }

    #[test]
    fn references_and_sections_mean_characters() {
        let document = "a &amp; b|x&amp;<y ";
        let mut capture = capture(Kind::Markup);
        assert!(capture.text(document, 0..9));
        capture.cdata(document, 10..document.len());
        assert_eq!(capture.into_text(), "a & bx&amp;<y");
    }

    #[test]
    fn what_is_too_long_is_cut() {
        let document = "ä".repeat(crate::limits::MAX_SHORT);
        let mut capture = Capture::new(Element::Title, Tag::new("title", "", 0), Kind::Plain);
        capture.text(&document, 0..document.len());
        assert!(capture.is_cut);
        assert_eq!(capture.into_text().len(), crate::limits::MAX_SHORT);
    }
}

//! The text of an element while it is read.

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
/// there in one piece; what does not is written into a room that goes from one text to the next,
/// which is cheaper than a room for each.
pub(crate) struct Capture<'a> {
    pub(crate) element: Element,
    pub(crate) tag: Tag<'a>,
    pub(crate) kind: Kind,
    /// What its tag says that it is made of.
    pub(crate) declared: Kind,
    /// Whether a tag stood in it.
    pub(crate) has_tags: bool,
    /// How many elements of its own name are open in it.
    pub(crate) inner: usize,
    /// Whether it was cut for being too long.
    pub(crate) is_cut: bool,
    /// The text as it stands in the document.
    borrowed: &'a str,
    /// Where that is.
    at: Range<usize>,
    /// The text, where it stands nowhere in one piece; else empty.
    written: String,
    /// Whether nothing but space was read yet.
    is_blank: bool,
}

impl<'a> Capture<'a> {
    /// The text of an element that has just begun. It may be written into `room`.
    pub(crate) fn new(element: Element, tag: Tag<'a>, kind: Kind, room: String) -> Self {
        Self {
            element,
            tag,
            kind,
            declared: kind,
            has_tags: false,
            inner: 0,
            is_cut: false,
            borrowed: "",
            at: 0..0,
            written: room,
            is_blank: true,
        }
    }

    /// Whether nothing but space was read yet.
    pub(crate) fn is_blank(&self) -> bool {
        self.is_blank
    }

    /// Forgets what was read.
    pub(crate) fn clear(&mut self) {
        self.borrowed = "";
        self.written.clear();
    }

    /// What was read.
    pub(crate) fn text(&self) -> &str {
        if self.written.is_empty() {
            self.borrowed
        } else {
            &self.written
        }
    }

    /// The room in which it was written.
    pub(crate) fn into_room(mut self) -> String {
        self.written.clear();
        self.written
    }

    /// Adds a text with references that stands in the document at `at`. Says whether they are right.
    pub(crate) fn references(&mut self, document: &'a str, at: Range<usize>) -> bool {
        let text = &document[at.clone()];
        if self.kind == Kind::Xhtml {
            self.as_written(document, at);
            return true;
        }
        let text = self.fitting(text);
        self.is_blank = false;
        let owned = self.owned(text.len());
        reference::resolve_into(text, owned)
    }

    /// Adds a CDATA section whose text stands in the document at `at`.
    pub(crate) fn cdata(&mut self, document: &'a str, at: Range<usize>) {
        if self.kind != Kind::Xhtml {
            self.as_written(document, at);
            return;
        }
        let text = self.fitting(&document[at]);
        self.is_blank &= text.trim_ascii().is_empty();
        self.owned(text.len());
        let mut rest = text;
        while let Some(length) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
            let meant = if rest.as_bytes()[length] == b'<' {
                "&lt;"
            } else {
                "&amp;"
            };
            self.written(&rest[..length]);
            self.written(meant);
            rest = &rest[length + 1..];
        }
        self.written(rest);
    }

    /// Adds a piece of the document as it is.
    pub(crate) fn as_written(&mut self, document: &'a str, at: Range<usize>) {
        let piece = self.fitting(&document[at.clone()]);
        self.is_blank = self.is_blank && piece.trim_ascii().is_empty();
        let end = at.start + piece.len();
        if !self.written.is_empty() {
            self.written.push_str(piece);
        } else if self.borrowed.is_empty() {
            self.borrowed = piece;
            self.at = at.start..end;
        } else if self.at.end == at.start {
            self.borrowed = &document[self.at.start..end];
            self.at.end = end;
        } else {
            self.owned(0).push_str(piece);
        }
    }

    /// Adds a piece that does not stand in the document.
    pub(crate) fn written(&mut self, piece: &str) {
        let length = self.fitting(piece).len();
        self.owned(0).push_str(&piece[..length]);
    }

    fn owned(&mut self, more: usize) -> &mut String {
        if self.written.is_empty() {
            self.written.reserve(self.borrowed.len() + more);
            self.written.push_str(self.borrowed);
        }
        &mut self.written
    }

    /// How long the text may become.
    fn limit(&self) -> usize {
        use Element as E;
        match (self.kind, self.element) {
            (Kind::Plain | Kind::Holder, _)
            | (_, E::Title | E::DcTitle | E::ItunesTitle | E::MediaTitle | E::Rights) => MAX_SHORT,
            _ => MAX_TEXT,
        }
    }

    /// As much of a piece as there is room for.
    fn fitting<'p>(&mut self, piece: &'p str) -> &'p str {
        let room = self.limit().saturating_sub(self.text().len());
        if piece.len() <= room {
            return piece;
        }
        self.is_cut = true;
        &piece[..piece.floor_char_boundary(room)]
    }
}

#[cfg(test)]
mod tests {
    use super::{Capture, Kind};
    use crate::element::Element;
    use crate::tag::Tag;

    fn capture(kind: Kind) -> Capture<'static> {
        Capture::new(
            Element::Title,
            Tag::new("title", "", 0),
            kind,
            String::new(),
        )
    }

    #[test]
    fn text_in_one_piece_is_borrowed() {
        let document = " a<b/>c &amp;";
        let mut capture = capture(Kind::Xhtml);
        capture.references(document, 0..2);
        capture.as_written(document, 2..6);
        capture.references(document, 6..document.len());
        assert_eq!(capture.text(), document);
        assert!(capture.written.is_empty());
    }

    #[test]
    fn references_and_sections_mean_characters() {
        let document = "a &amp; b|x&amp;<y ";
        let mut capture = capture(Kind::Markup);
        assert!(capture.references(document, 0..9));
        capture.cdata(document, 10..document.len());
        assert_eq!(capture.text(), "a & bx&amp;<y ");
    }

    #[test]
    fn what_is_too_long_is_cut() {
        let document = "ä".repeat(crate::limits::MAX_SHORT);
        let tag = Tag::new("title", "", 0);
        let mut capture = Capture::new(Element::Title, tag, Kind::Plain, String::new());
        capture.as_written(&document, 0..document.len());
        assert!(capture.is_cut);
        assert_eq!(capture.text().len(), crate::limits::MAX_SHORT);
    }
}

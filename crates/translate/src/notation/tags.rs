//! Marks that look like tags: `<x id="3">Paris</x>`, `<x3>`, `<a id=3>`, `<k4/>`.
//!
//! One reader takes all of them, in any notation: a model that was asked for `<x3>` may well answer
//! `<x id="3">`. Tags that are not ours are dropped.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

use super::push_text;
use crate::marked::Piece;

/// The longest tag that can be ours, in bytes.
const MAX_TAG: usize = 120;

/// A tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    /// What it would be if it were ours; `None` where it cannot be.
    name: Option<Name>,
    id: Option<u16>,
    is_end: bool,
    /// Whether it ends itself: `<k4/>`.
    is_alone: bool,
    /// How many bytes it takes.
    pub(crate) bytes: usize,
}

/// The names of our tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name {
    /// `x`, `a`: a span.
    Span,
    /// `k`, `span`: an atom.
    Atom,
}

/// Reads an answer; `decode` makes text of what stands between tags.
pub(super) fn read<'t>(answer: &'t str, decode: impl Fn(&'t str) -> Cow<'t, str>) -> Vec<Piece> {
    let mut reader = Reader::default();
    let (mut from, mut at) = (0, 0);
    while let Some(offset) = memchr(b'<', &answer.as_bytes()[at..]) {
        at += offset;
        let Some(tag) = tag(&answer[at..]) else {
            at += 1;
            continue;
        };
        push_text(&mut reader.pieces, &decode(&answer[from..at]));
        reader.tag(tag);
        at += tag.bytes;
        from = at;
    }
    push_text(&mut reader.pieces, &decode(&answer[from..]));
    reader.pieces
}

/// The tag that a text begins with, where it begins with one. With a space in front of its name only
/// one that could be ours: "a < b and c > d" has none.
pub(crate) fn tag(text: &str) -> Option<Tag> {
    let inner = text.strip_prefix('<')?;
    let end = memchr2(b'<', b'>', inner.as_bytes())?;
    let bytes = end + 2;
    let inner = inner[..end].strip_suffix('>').unwrap_or(&inner[..end]);
    if text.as_bytes()[end + 1] != b'>' {
        return None;
    }
    let told = if inner.len() <= MAX_TAG {
        told(inner)
    } else {
        None
    };
    let is_markup = inner
        .strip_prefix('/')
        .unwrap_or(inner)
        .starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?');
    match told {
        Some(tag) if is_markup || tag.id.is_some() => Some(Tag { bytes, ..tag }),
        _ if is_markup => Some(Tag {
            name: None,
            id: None,
            is_end: false,
            is_alone: false,
            bytes,
        }),
        _ => None,
    }
}

/// What is between `<` and `>`, if that can be ours.
fn told(inner: &str) -> Option<Tag> {
    let inner = inner.trim();
    let (is_end, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner.trim_start()),
        None => (false, inner),
    };
    let (is_alone, inner) = match inner.strip_suffix('/') {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    let letters = inner.find(|c: char| !c.is_ascii_alphabetic());
    let (name, rest) = inner.split_at(letters.unwrap_or(inner.len()));
    let name = match name.to_ascii_lowercase().as_str() {
        "x" | "a" => Name::Span,
        "k" | "span" => Name::Atom,
        _ => return None,
    };
    Some(Tag {
        name: Some(name),
        id: number(rest).or_else(|| attribute(rest)),
        is_end,
        is_alone,
        bytes: 0,
    })
}

/// The number of `id = "3"`.
fn attribute(rest: &str) -> Option<u16> {
    let lower = rest.to_ascii_lowercase();
    let mut found = lower.match_indices("id");
    found.find_map(|(at, _)| {
        let value = lower[at + 2..].trim_start().strip_prefix('=')?;
        number(value.trim_start_matches(|c: char| c.is_whitespace() || "\"'“”„".contains(c)))
    })
}

/// The number that a text begins with; one that nobody gave out where it is no such number.
fn number(text: &str) -> Option<u16> {
    let text = text.trim_start();
    let digits = text.find(|c: char| !c.is_ascii_digit());
    let digits = &text[..digits.unwrap_or(text.len())];
    (!digits.is_empty()).then(|| digits.parse().unwrap_or(u16::MAX))
}

#[derive(Default)]
struct Reader {
    pieces: Vec<Piece>,
    /// The spans that are open; `None` for one that is not ours.
    open: Vec<Option<u16>>,
    /// The atom that is open: its number, and which piece it is.
    atom: Option<(u16, usize)>,
}

impl Reader {
    fn tag(&mut self, tag: Tag) {
        match (tag.name, tag.is_end) {
            (Some(Name::Span), false) => self.begin(tag),
            (Some(Name::Span), true) => self.end(tag.id),
            (Some(Name::Atom), false) => self.begin_atom(tag),
            (Some(Name::Atom), true) => self.end_atom(),
            (None, _) => {}
        }
    }

    fn begin(&mut self, tag: Tag) {
        match tag.id {
            Some(id) if tag.is_alone => self.pieces.push(Piece::Atom(id, String::new())),
            Some(id) => {
                self.open.push(Some(id));
                self.pieces.push(Piece::Open(id));
            }
            None if tag.is_alone => {}
            None => self.open.push(None),
        }
    }

    /// Ends the span that is named, or the innermost.
    fn end(&mut self, id: Option<u16>) {
        let id = match id {
            Some(id) => {
                // What was opened last is most often what ends.
                if self.open.last() == Some(&Some(id)) {
                    self.open.pop();
                }
                Some(id)
            }
            None => self.open.pop().flatten(),
        };
        if let Some(id) = id {
            self.pieces.push(Piece::Close(id));
        }
    }

    fn begin_atom(&mut self, tag: Tag) {
        if let Some(id) = tag.id {
            self.atom = Some((id, self.pieces.len())).filter(|_| !tag.is_alone);
            self.pieces.push(Piece::Atom(id, String::new()));
        }
    }

    /// What stands in an atom is what it reads like.
    fn end_atom(&mut self) {
        let Some((id, at)) = self.atom.take() else {
            return;
        };
        let inner = self.pieces.split_off(at + 1);
        let text = inner.into_iter().filter_map(|piece| match piece {
            Piece::Text(text) => Some(text),
            _ => None,
        });
        self.pieces[at] = Piece::Atom(id, text.collect());
    }
}

//! What a numbered mark stands for, and how marks are written into a text.

use std::cmp::Reverse;
use std::ops::Range;

use crate::marked::{Marked, Piece};

/// What a number of a unit stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Where it stands in the unit's plain text.
    pub(super) range: Range<usize>,
    /// The markup before its text; all of it where it is an atom.
    pub(super) open: String,
    /// The markup behind its text; empty where it is an atom.
    pub(super) close: String,
    /// What may become of it.
    pub(super) rank: Rank,
}

impl Mark {
    /// What it reads like in the unit's plain text, where it is an atom.
    pub(super) fn reads_like<'t>(&self, plain: &'t str) -> Option<&'t str> {
        match self.rank {
            Rank::Break => Some(""),
            rank => rank.is_atom().then(|| &plain[self.range.clone()]),
        }
    }
}

/// What may become of a mark, in the order of how much hangs on it: spans first, then atoms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// Emphasis: may go.
    Loose,
    /// Without it the text says something else: `sup`, `del`, `q`.
    Firm,
    /// A link: never lost, never twice.
    Link,
    /// A line break: goes to its relative place.
    Break,
    /// Emoji: goes to the end.
    Sign,
    /// Code, names, addresses: must stand there.
    Kept,
}

impl Rank {
    /// Whether it has no text of its own that is translated.
    pub(super) fn is_atom(self) -> bool {
        self >= Self::Break
    }
}

/// A mark with its place in a text: from where to where, and its number.
pub(super) type Placed = (Range<usize>, u16);

/// Writes marks into a text. Spans are well nested and no border of one is inside an atom; `atom`
/// says what an atom reads like, where the number stands for one.
pub(super) fn marked<'t>(
    text: &str,
    mut placed: Vec<Placed>,
    atom: impl Fn(u16) -> Option<&'t str>,
) -> Marked {
    // A span around an atom and nothing else begins before it.
    placed.sort_by_key(|(range, id)| (range.start, Reverse(range.end), atom(*id).is_some(), *id));
    let mut writer = Writer {
        text,
        at: 0,
        pieces: Vec::with_capacity(placed.len() * 2 + 1),
        open: Vec::new(),
    };
    for (range, id) in placed {
        writer.close_to(range.start);
        writer.text_to(range.start);
        if let Some(atom) = atom(id) {
            writer.pieces.push(Piece::Atom(id, atom.to_owned()));
            writer.at = writer.at.max(range.end);
        } else {
            writer.pieces.push(Piece::Open(id));
            writer.open.push((range.end, id));
        }
    }
    writer.close_to(text.len());
    writer.text_to(text.len());
    Marked(writer.pieces)
}

struct Writer<'t> {
    text: &'t str,
    at: usize,
    pieces: Vec<Piece>,
    /// The spans that are open, and where they end.
    open: Vec<(usize, u16)>,
}

impl Writer<'_> {
    fn text_to(&mut self, end: usize) {
        if self.at < end {
            let text = &self.text[self.at..end];
            self.pieces.push(Piece::Text(text.to_owned()));
            self.at = end;
        }
    }

    /// Closes the spans that end there or before.
    fn close_to(&mut self, at: usize) {
        while let Some((end, id)) = self.open.pop_if(|(end, _)| *end <= at) {
            self.text_to(end);
            self.pieces.push(Piece::Close(id));
        }
    }
}

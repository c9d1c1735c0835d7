//! Units: the pieces of text that are translated each for itself, and how they are put back.
//!
//! A segment is taken apart into its leaf blocks (paragraphs, items, cells, captions) and what its
//! pictures show ([`Block::of`]). Each is a unit: its text, its inline markup as numbered marks, and
//! what those marks stand for. An engine's answer is believed in nothing but its words
//! ([`Unit::accepts`]): marks are counted, mended and nested anew, what cannot be mended is refused.
//! Then the segment is written once more, its structure from the original ([`Block::restore`]).

mod draft;
mod mark;
mod mend;
mod nest;
mod place;
mod restore;
mod similar;
mod take;

use std::ops::Range;

use depesche_model::{Html, Segment, Term};

use self::draft::Draft;
use self::mark::Mark;
use crate::fault::Fault;
use crate::marked::Marked;
use crate::protect::terms::Terms;

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A headline.
    Title,
    /// The beginning of a text, in lists.
    Lead,
    /// A paragraph, an item, a cell, a caption.
    Block,
    /// What a picture shows.
    Alt,
}

/// A piece of text that is translated for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// What it is.
    pub kind: Kind,
    /// Its text with numbered marks: what an engine is given.
    pub text: Marked,
    /// The same as it is read; a line end for every line break.
    plain: String,
    /// What the marks stand for: number 1 comes first.
    marks: Vec<Mark>,
}

impl Unit {
    /// A unit of plain text: a headline, a lead, what a picture shows. `None` where there is nothing
    /// to translate: less than two letters, but for what stays as it is (`keep`, addresses).
    pub fn line(kind: Kind, text: &str, keep: &[Term]) -> Option<Self> {
        Self::plain(kind, text, &Terms::kept(keep))
    }

    /// Verifies and mends the marks of an answer. What comes back has each of the unit's marks at
    /// most once, well nested; links, line breaks and what must stay are all there.
    ///
    /// # Errors
    /// [`Fault::Spans`] where marks cannot be mended, [`Fault::Empty`] and [`Fault::TooLong`]; then
    /// another engine is asked, or the original stays.
    pub fn accepts(&self, answer: &Marked) -> Result<Marked, Fault> {
        let (accepted, is_moved) = self.mended(answer)?;
        if !is_moved {
            return Ok(accepted);
        }
        // What was moved stands beside other words now: what is remembered must be what was accepted.
        Ok(self.mended(&accepted)?.0)
    }

    /// An answer with its marks mended, and whether any was moved.
    fn mended(&self, answer: &Marked) -> Result<(Marked, bool), Fault> {
        let mut draft = Draft::read(self, answer)?;
        if !self.marks.is_empty() {
            draft.pair();
            draft.place_atoms()?;
            draft.part_links();
            draft.place_spans()?;
            draft.nest()?;
        }
        let is_moved = draft.is_moved;
        Ok((draft.marked(), is_moved))
    }

    /// The plain text of an answer, with what stays as it is; `None` where it is refused.
    pub fn restore_line(&self, answer: &Marked) -> Option<String> {
        // What an atom reads like is the source's in what was accepted.
        Some(self.accepts(answer).ok()?.plain().trim().to_owned())
    }

    /// What a number stands for, if it was given out.
    fn mark(&self, id: u16) -> Option<&Mark> {
        self.marks.get(usize::from(id).checked_sub(1)?)
    }
}

/// A segment taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    markup: String,
    units: Vec<Unit>,
    /// Where in the markup each unit stands.
    places: Vec<Range<usize>>,
}

impl Block {
    /// Takes a segment apart. `keep` are the terms that may stay as they are; only those that occur
    /// in the article should be handed in, since each segment sorts them.
    ///
    /// Preformatted text has no units; nor have a film's title and the line under a post that says
    /// who wrote it: they are names, by which something is found elsewhere.
    pub fn of(segment: &Segment, keep: &[Term]) -> Self {
        take::apart(segment, &Terms::kept(keep))
    }

    /// Its units, in order.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// Puts answers back, one for each unit; a unit without one stays as the original, as does one
    /// whose answer is refused. `None` where nothing was translated, or where what would come out is
    /// no longer of the original's shape.
    pub fn restore(&self, answers: &[Option<Marked>]) -> Option<Html> {
        restore::written(self, answers)
    }
}

#[cfg(test)]
mod tests;

//! A line of text with its inline markup, as it is read.

use std::ops::Range;

use super::super::mark::{Mark, Rank};
use super::super::{Kind, Unit};
use crate::notation::entities::decode;
use crate::protect::terms::Terms;

/// The longest text that is one unit, in bytes; a page has less. What is longer is no paragraph.
pub(super) const MAX_BYTES: usize = 24_000;

/// The most marks that a unit may have.
pub(super) const MAX_MARKS: usize = 400;

/// A line of text.
#[derive(Default)]
pub(super) struct Run {
    /// Where it begins in the markup, once it has.
    start: Option<usize>,
    plain: String,
    /// Its elements, in the order in which they begin.
    elements: Vec<Element>,
    /// Which of them are open.
    open: Vec<usize>,
    /// How many elements are open from the code on that is open, that too.
    in_code: usize,
    is_broken: bool,
}

/// An inline element.
struct Element {
    rank: Rank,
    /// Its text.
    range: Range<usize>,
    /// Its start tag in the markup, and its end tag.
    tags: (Range<usize>, Range<usize>),
}

impl Run {
    pub(super) fn text(&mut self, at: usize, text: &str) {
        if text.is_empty() || (self.start.is_none() && text.trim().is_empty()) {
            return;
        }
        self.start.get_or_insert(at);
        let text = decode(text);
        if text.contains(['\n', '\r', '\t']) {
            self.plain.push_str(&text.replace(['\n', '\r', '\t'], " "));
        } else {
            self.plain.push_str(&text);
        }
    }

    pub(super) fn begin(&mut self, rank: Rank, tag: Range<usize>) {
        self.start.get_or_insert(tag.start);
        self.in_code += usize::from(self.in_code > 0 || rank == Rank::Kept);
        // Code is one thing, whatever stands in it.
        if self.in_code <= 1 {
            self.open.push(self.elements.len());
            self.elements.push(Element {
                rank,
                range: self.plain.len()..usize::MAX,
                tags: (tag.clone(), tag),
            });
        }
    }

    pub(super) fn end(&mut self, rank: Rank, tag: Range<usize>) {
        if self.in_code > 1 {
            self.in_code -= 1;
            return;
        }
        self.in_code = 0;
        let element = self.open.pop().map(|at| &mut self.elements[at]);
        let Some(element) = element.filter(|element| element.rank == rank) else {
            self.is_broken = true;
            return;
        };
        element.range.end = self.plain.len();
        element.tags.1 = tag;
        self.is_broken |= element.range.is_empty();
    }

    pub(super) fn line_break(&mut self, tag: Range<usize>) {
        self.start.get_or_insert(tag.start);
        let at = self.plain.len();
        self.plain.push('\n');
        if self.in_code > 0 {
            return;
        }
        match self.elements.last_mut() {
            // Two of them are one.
            Some(last) if last.rank == Rank::Break && last.tags.1.end == tag.start => {
                last.range.end += 1;
                last.tags.1 = tag;
            }
            _ => self.elements.push(Element {
                rank: Rank::Break,
                range: at..at + 1,
                tags: (tag.clone(), tag),
            }),
        }
    }

    /// The unit, and where it stands in the markup; `None` where there is nothing to translate.
    pub(super) fn unit(
        self,
        markup: &str,
        end: usize,
        keep: &Terms,
    ) -> Option<(Unit, Range<usize>)> {
        let mut place = self.start?..end;
        let is_whole = self.open.is_empty() && !self.is_broken;
        if !is_whole || self.plain.len() > MAX_BYTES || self.elements.len() > MAX_MARKS {
            return None;
        }
        // What stands around all of it needs no mark.
        let all = 0..self.plain.len();
        let is_around = |element: &&Element| element.range == all && !element.rank.is_atom();
        let peeled = self.elements.iter().take_while(is_around).count();
        if let Some(element) = peeled.checked_sub(1).map(|at| &self.elements[at]) {
            place = element.tags.0.end..element.tags.1.start;
        }
        let marks = marks(&self.elements[peeled..], markup);
        let unit = Unit::of(Kind::Block, self.plain, marks, keep)?;
        Some((unit, place))
    }
}

/// The marks of elements. An element with nothing in it but another is one mark with that.
fn marks(elements: &[Element], markup: &str) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::with_capacity(elements.len());
    for element in elements {
        let (begin, end) = &element.tags;
        let (open, close) = if element.rank.is_atom() {
            (&markup[begin.start..end.end], "")
        } else {
            (&markup[begin.clone()], &markup[end.clone()])
        };
        match marks.last_mut() {
            Some(last) if last.range == element.range => last.join(open, close, element.rank),
            _ => marks.push(Mark {
                range: element.range.clone(),
                open: open.to_owned(),
                close: close.to_owned(),
                rank: element.rank,
            }),
        }
    }
    marks
}

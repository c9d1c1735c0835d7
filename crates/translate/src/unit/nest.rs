//! Nests what crosses. Nothing is split, since then it would be there twice: what crosses is cut
//! shorter.

use std::cmp::Reverse;
use std::ops::Range;

use super::draft::{Draft, trimmed};
use super::mark::Rank;
use crate::fault::Fault;

impl Draft<'_> {
    /// Nests spans that cross: a link stays whole, another is cut.
    ///
    /// # Errors
    /// Where nothing is left of one that must be there.
    pub(super) fn nest(&mut self) -> Result<(), Fault> {
        let links = self.links();
        let mut order: Vec<(Range<usize>, u16)> = Vec::new();
        for (id, span) in (1_u16..).zip(&self.spans) {
            let Some(range) = span.clone() else { continue };
            let is_link = self.mark(id).rank == Rank::Link;
            let range = if is_link {
                range
            } else {
                self.off_links(range, &links)
            };
            order.push((range, id));
        }
        order.sort_by_key(|(range, id)| (range.start, Reverse(range.end), *id));
        let mut open: Vec<usize> = Vec::new();
        for (mut range, id) in order {
            while open.pop_if(|end| *end <= range.start).is_some() {}
            if let Some(end) = open.last() {
                range = trimmed(&self.text, range.start..range.end.min(*end));
            }
            if range.is_empty() && self.mark(id).rank != Rank::Loose {
                return Err(Fault::Spans);
            }
            open.push(range.end);
            self.spans[usize::from(id) - 1] = Some(range).filter(|range| !range.is_empty());
        }
        Ok(())
    }

    /// The larger part of a span, inside or outside of each link whose border it crosses.
    fn off_links(&self, mut span: Range<usize>, links: &[(Range<usize>, u16)]) -> Range<usize> {
        for (link, _) in links {
            let border = if link.start < span.start && span.start < link.end && link.end < span.end
            {
                link.end
            } else if span.start < link.start && link.start < span.end && span.end < link.end {
                link.start
            } else {
                continue;
            };
            let (head, tail) = (span.start..border, border..span.end);
            let part = if head.len() >= tail.len() { head } else { tail };
            span = trimmed(&self.text, part);
        }
        span
    }
}

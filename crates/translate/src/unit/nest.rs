//! Nests what crosses. Nothing is split, since then it would be there twice: what crosses is cut
//! shorter.

use std::cmp::Reverse;
use std::ops::Range;

use super::draft::{Draft, trimmed};
use super::mark::{Mark, Rank};
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
        let mut open: Vec<(usize, u16)> = Vec::new();
        for (mut range, id) in order {
            while open.pop_if(|(end, _)| *end <= range.start).is_some() {}
            if let Some((end, _)) = open.last() {
                range = trimmed(&self.text, range.start..range.end.min(*end));
            }
            let mark = self.mark(id);
            // What stands in its like shows nothing, and cleaning would drop it.
            let is_in_its_like = open
                .iter()
                .any(|(_, around)| self.mark(*around).open == mark.open);
            let is_left = !range.is_empty() && (mark.rank == Rank::Link || !is_in_its_like);
            if (!is_left && mark.rank != Rank::Loose) || self.holds_linked_code(mark, &range) {
                return Err(Fault::Spans);
            }
            let kept = Some(range).filter(|_| is_left);
            open.extend(kept.clone().map(|range| (range.end, id)));
            let span = &mut self.spans[usize::from(id) - 1];
            self.is_moved |= *span != kept;
            *span = kept;
        }
        Ok(())
    }

    /// Whether it is a link with code in it that has a link of its own: one of them would go.
    fn holds_linked_code(&self, mark: &Mark, range: &Range<usize>) -> bool {
        let is_inside = |atom: &Range<usize>| range.start < atom.end && atom.start < range.end;
        let mut inner = self.atoms.iter().filter(|(atom, _)| is_inside(atom));
        mark.rank == Rank::Link && inner.any(|(_, id)| self.mark(*id).open.contains("<a "))
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

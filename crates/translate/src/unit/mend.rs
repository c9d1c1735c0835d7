//! Makes spans of borders, and parts links from one another.

use std::ops::Range;

use super::draft::{Border, Draft, trimmed};
use super::mark::Rank;

impl Draft<'_> {
    /// Finds each span's text between its borders. Where there is none, or but one border, that is a
    /// hint.
    pub(super) fn pair(&mut self) {
        let mut borders = std::mem::take(&mut self.borders);
        borders.sort_by_key(|border| border.id);
        for of_one in borders.chunk_by(|one, other| one.id == other.id) {
            let at = usize::from(of_one[0].id) - 1;
            self.spans[at] = self.span(of_one);
            self.hints[at] = of_one.first().copied();
        }
    }

    /// Parts links that stand in one another: whoever has words of his own keeps them.
    pub(super) fn part_links(&mut self) {
        let mut links = self.links();
        links.sort_by_key(|(range, id)| (range.start, *id));
        let mut last: Option<u16> = None;
        for (range, id) in links {
            last = Some(match last {
                Some(before) => self.part(before, id, range),
                None => id,
            });
        }
        self.lose_overlapping();
    }

    /// The links whose place is known.
    pub(super) fn links(&self) -> Vec<(Range<usize>, u16)> {
        let numbered = (1_u16..).zip(&self.spans);
        let links = numbered.filter(|(id, _)| self.mark(*id).rank == Rank::Link);
        links
            .filter_map(|(id, range)| Some((range.clone()?, id)))
            .collect()
    }

    /// Whether there is a letter or a digit in a range.
    pub(super) fn has_word(&self, range: &Range<usize>) -> bool {
        let text = self.text.get(range.clone()).unwrap_or_default();
        text.contains(char::is_alphanumeric)
    }

    /// The text between a span's borders: of several the one that says what the source says, else
    /// the longest.
    fn span(&self, borders: &[Border]) -> Option<Range<usize>> {
        let source = &self.unit.plain[self.mark(borders[0].id).range.clone()];
        let mut begin = None;
        let mut best: Option<Range<usize>> = None;
        for border in borders {
            if !border.is_end {
                begin.get_or_insert(border.at);
                continue;
            }
            let Some(begin) = begin.take() else { continue };
            let range = trimmed(&self.text, begin..border.at.max(begin));
            let rank = |range: &Range<usize>| (&self.text[range.clone()] == source, range.len());
            if !range.is_empty() && best.as_ref().is_none_or(|best| rank(&range) > rank(best)) {
                best = Some(range);
            }
        }
        best
    }

    /// Parts a link from the one before it. Gives back which of them reaches further.
    fn part(&mut self, before: u16, id: u16, range: Range<usize>) -> u16 {
        let outer = self.spans[usize::from(before) - 1].clone();
        let outer = outer.filter(|outer| range.start < outer.end);
        let Some(outer) = outer else { return id };
        let cut = |begin: usize, end: usize| trimmed(&self.text, begin..end.max(begin));
        let tail = cut(outer.end, range.end);
        let head = cut(outer.start, range.start);
        let rest = cut(range.end, outer.end);
        self.is_moved = true;
        if self.has_word(&tail) {
            self.spans[usize::from(id) - 1] = Some(tail);
            id
        } else if self.has_word(&head) {
            self.spans[usize::from(before) - 1] = Some(head);
            id
        } else if self.has_word(&rest) {
            self.spans[usize::from(before) - 1] = Some(rest);
            before
        } else {
            self.spans[usize::from(id) - 1] = None;
            before
        }
    }

    /// Of links that still stand in one another the later is lost, and placed anew.
    fn lose_overlapping(&mut self) {
        let mut links = self.links();
        links.sort_by_key(|(range, id)| (range.start, *id));
        let mut end = 0;
        for (range, id) in links {
            if range.start < end {
                self.spans[usize::from(id) - 1] = None;
            } else {
                end = range.end;
            }
        }
    }
}

//! Places for what an answer has lost.
//!
//! A name goes where its text stands. A line break goes where it stood, at the end of a sentence if
//! one ends nearby. A link goes on its own words if they were not translated, else on those that are
//! most like them, else on a whole sentence: better too much of it than none.

use std::cmp::Reverse;
use std::ops::Range;

use memchr::memmem;

use super::draft::{Draft, trimmed};
use super::mark::Rank;
use super::similar::Similar;
use crate::fault::Fault;

/// How many places of a text are looked at.
const MAX_FOUND: usize = 64;

/// How many links of a unit are looked for, when they are lost. Who loses more is not mended.
const MAX_SOUGHT: usize = 32;

/// How far around its goal a place is looked for, in bytes.
const NEAR: usize = 4000;

/// How much nearer a place counts where a sentence ends: for a line break that stood at a sentence's
/// end, and for another.
const AT_SENTENCE: [usize; 2] = [20, 3];

impl Draft<'_> {
    /// Places the atoms that were lost.
    ///
    /// # Errors
    /// Where a name, an address or code stands nowhere.
    pub(super) fn place_atoms(&mut self) -> Result<(), Fault> {
        let ids = (1_u16..).zip(&self.unit.marks);
        let lost =
            ids.filter(|(id, mark)| mark.rank.is_atom() && !self.has_atom[usize::from(*id) - 1]);
        let lost: Vec<_> = lost.collect();
        // Names first: they bar the place for others.
        for (id, mark) in lost.iter().filter(|(_, mark)| mark.rank == Rank::Kept) {
            let text = &self.unit.plain[mark.range.clone()];
            let found = self.found(text).chain(self.begun(text));
            let place = { found }.find(|range| self.is_whole(range));
            self.atoms.push((place.ok_or(Fault::Spans)?, *id));
            self.is_moved = true;
        }
        for (id, mark) in lost {
            let place = match mark.rank {
                Rank::Break => self.line_end(mark.range.start),
                Rank::Sign => {
                    self.text.push(' ');
                    Some(self.text.len()..self.text.len())
                }
                _ => None,
            };
            self.is_moved |= place.is_some();
            self.atoms.extend(place.map(|place| (place, id)));
        }
        Ok(())
    }

    /// Places the spans that were lost; emphasis stays lost.
    ///
    /// # Errors
    /// Where there is no place for one.
    pub(super) fn place_spans(&mut self) -> Result<(), Fault> {
        let mut similar = None;
        let mut sought = 0;
        for (id, mark) in (1_u16..).zip(&self.unit.marks) {
            if mark.rank.is_atom() || self.spans[usize::from(id) - 1].is_some() {
                continue;
            }
            let place = match mark.rank {
                Rank::Link if sought < MAX_SOUGHT => {
                    sought += 1;
                    let similar = similar.get_or_insert_with(|| Similar::new(&self.text));
                    self.link(id, similar)
                }
                Rank::Firm => self.only(mark.range.clone()),
                _ => None,
            };
            if place.is_none() && mark.rank != Rank::Loose {
                return Err(Fault::Spans);
            }
            self.is_moved |= place.is_some();
            self.spans[usize::from(id) - 1] = place;
        }
        Ok(())
    }

    /// A place for a link.
    fn link(&self, id: u16, similar: &Similar) -> Option<Range<usize>> {
        let mark = self.mark(id);
        let words = &self.unit.plain[mark.range.clone()];
        let goal = self.goal(mark.range.start);
        let same = self.found(words).filter(|range| self.is_free(range));
        let same = same.min_by_key(|range| range.start.abs_diff(goal));
        let near = || self.beside(id, words.split_whitespace().count());
        let alike = || similar.best(words, goal);
        let free = |range: Range<usize>| {
            let range = self.around_atoms(trimmed(&self.text, range));
            (self.has_word(&range) && self.is_free(&range)).then_some(range)
        };
        same.and_then(free)
            .or_else(|| near().and_then(free))
            .or_else(|| alike().and_then(free))
            .or_else(|| self.sentence(goal))
    }

    /// As many words as a link had, beside the one border of it that was found.
    fn beside(&self, id: u16, count: usize) -> Option<Range<usize>> {
        let hint = self.hints[usize::from(id) - 1]?;
        if hint.is_end {
            let before = self.text[..hint.at].trim_end();
            let mut spaces = before.rmatch_indices([' ', '\n']);
            let begin = spaces
                .nth(count.saturating_sub(1))
                .map_or(0, |(at, _)| at + 1);
            return Some(begin..before.len());
        }
        let after = self.text[hint.at..].trim_start();
        let begin = self.text.len() - after.len();
        let mut spaces = after.match_indices([' ', '\n']);
        let end = spaces
            .nth(count.saturating_sub(1))
            .map_or(after.len(), |(at, _)| at);
        let words = after[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
        Some(begin..begin + words.len())
    }

    /// The sentence around a place, as far as no other link stands in it; else the next that is free.
    fn sentence(&self, goal: usize) -> Option<Range<usize>> {
        let mut links = self.links();
        links.sort_by_key(|(range, _)| range.start);
        let mut links = links.into_iter().map(|(link, _)| link).peekable();
        let mut gaps = Vec::new();
        let near = self.near(goal);
        let mut begin = near.start;
        for end in self.sentence_ends(near) {
            // What a link leaves of a sentence is as good as one.
            while let Some(link) = links.next_if(|link| link.start < end) {
                gaps.push(begin..link.start);
                begin = begin.max(link.end);
            }
            gaps.push(begin..end);
            begin = begin.max(end);
        }
        gaps.retain(|gap| gap.start < gap.end && self.has_word(gap));
        gaps.sort_by_key(|gap| {
            let distance = gap
                .start
                .saturating_sub(goal)
                .max(goal.saturating_sub(gap.end));
            (distance, Reverse(gap.len()))
        });
        let mut nearest = gaps.into_iter().take(MAX_FOUND);
        nearest.find_map(|gap| {
            let gap = self.around_atoms(trimmed(&self.text, gap));
            self.is_free(&gap).then_some(gap)
        })
    }

    /// What stands around a place.
    fn near(&self, goal: usize) -> Range<usize> {
        let begin = self.text.floor_char_boundary(goal.saturating_sub(NEAR));
        begin..self.text.floor_char_boundary(goal + NEAR)
    }

    /// Where sentences end in a range, the last one too.
    fn sentence_ends(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        let text = &self.text;
        let spaces = text[range.clone()].match_indices([' ', '\n']);
        let spaces = spaces.map(move |(at, _)| range.start + at);
        let ends = spaces.filter(|at| {
            text[..*at].ends_with(['.', '!', '?', '…']) || text[*at..].starts_with('\n')
        });
        ends.chain(std::iter::once(range.end))
    }

    /// Where a text stands, if that is in one place alone.
    fn only(&self, range: Range<usize>) -> Option<Range<usize>> {
        let text = &self.unit.plain[range];
        let mut found = memmem::find_iter(self.text.as_bytes(), text.as_bytes());
        let at = found.next()?;
        let range = at..at + text.len();
        let is_only = found.next().is_none() && self.around_atoms(range.clone()) == range;
        is_only.then_some(range)
    }

    /// Where a text stands as words of its own.
    fn found(&self, words: &str) -> impl Iterator<Item = Range<usize>> {
        self.begun(words)
            .filter(|range| !self.is_in_word(range.end))
    }

    /// Where a text stands at the beginning of words: names are inflected ("Quills").
    fn begun(&self, words: &str) -> impl Iterator<Item = Range<usize>> {
        let found = memmem::find_iter(self.text.as_bytes(), words.as_bytes()).take(MAX_FOUND);
        // Both are UTF-8: what is found begins and ends between characters.
        let found: Vec<_> = found.map(|at| at..at + words.len()).collect();
        let is_begun = |range: &Range<usize>| !range.is_empty() && !self.is_in_word(range.start);
        found.into_iter().filter(is_begun)
    }

    fn is_in_word(&self, at: usize) -> bool {
        let (before, after) = self.text.split_at(at);
        before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)
    }

    /// Whether no border of a span and no atom stands in a range.
    fn is_whole(&self, range: &Range<usize>) -> bool {
        let cuts = |at: usize| range.start < at && at < range.end;
        let spans = self.spans.iter().flatten();
        let is_cut = spans
            .into_iter()
            .any(|span| cuts(span.start) || cuts(span.end));
        let is_taken =
            |(atom, _): &(Range<usize>, u16)| atom.start < range.end && range.start < atom.end;
        !is_cut && !self.atoms.iter().any(is_taken)
    }

    /// Whether no link stands in a range.
    fn is_free(&self, range: &Range<usize>) -> bool {
        let links = self.links();
        !links
            .iter()
            .any(|(link, _)| link.start < range.end && range.start < link.end)
    }

    /// A range with the atoms whole that it would cut.
    fn around_atoms(&self, mut range: Range<usize>) -> Range<usize> {
        for (atom, _) in &self.atoms {
            if atom.start < range.start && range.start < atom.end {
                range.start = atom.start;
            }
            if atom.start < range.end && range.end < atom.end {
                range.end = atom.end;
            }
        }
        range
    }

    /// Where in the answer something would stand that stands there in the source.
    fn goal(&self, at: usize) -> usize {
        at * self.text.len() / self.unit.plain.len().max(1)
    }

    /// A place for the line break that stands there in the source: between two words, better between
    /// two sentences.
    fn line_end(&self, at: usize) -> Option<Range<usize>> {
        const STOPS: [char; 9] = ['.', '!', '?', '…', ':', ';', '。', '！', '？'];
        let (text, goal) = (&self.text, self.goal(at));
        let nearer = AT_SENTENCE[usize::from(!self.unit.plain[..at].ends_with(STOPS))];
        let is_taken = |at: usize| {
            self.atoms
                .iter()
                .any(|(atom, _)| atom.start <= at && at < atom.end)
        };
        let is_good = |at: usize, width: usize| {
            !text[..at].ends_with('\n') && !text[at + width..].starts_with('\n') && !is_taken(at)
        };
        let distance = |at: usize| {
            let is_end = text[..at].ends_with(STOPS);
            let is_own = self.line_ends.binary_search(&at).is_ok();
            (!is_own, at.abs_diff(goal) / if is_end { nearer } else { 1 })
        };
        let near = self.near(goal);
        let spaces = text[near.clone()].match_indices(' ');
        let spaces = spaces.map(|(at, _)| near.start + at..near.start + at + 1);
        // Where words are not parted by spaces, sentences end without one.
        let stops = text[near.clone()].match_indices(['。', '！', '？', '、', '，']);
        let stops = stops.map(|(at, stop)| near.start + at + stop.len());
        let stops = stops.filter(|at| *at < text.len()).map(|at| at..at);
        spaces
            .chain(stops)
            .filter(|range| is_good(range.start, range.len()))
            .min_by_key(|range| distance(range.start))
    }
}

//! A unit of a text and its marks, to which those of what is protected are added.

use std::cmp::Reverse;
use std::ops::Range;

use depesche_model::html::push_escaped;

use super::super::mark::{Mark, Rank, marked};
use super::super::{Kind, Unit};
use super::run::{MAX_BYTES, MAX_MARKS};
use crate::protect::{Kept, protected, terms::Terms};

impl Unit {
    /// A unit of plain text.
    pub(in super::super) fn plain(kind: Kind, text: &str, keep: &Terms) -> Option<Self> {
        if text.len() > MAX_BYTES {
            return None;
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self::of(kind, text, Vec::new(), keep)
    }

    pub(super) fn of(
        kind: Kind,
        plain: String,
        mut marks: Vec<Mark>,
        keep: &Terms,
    ) -> Option<Self> {
        for (range, kept) in protected(&plain, keep) {
            let rank = match kept {
                Kept::Text => Rank::Kept,
                Kept::Sign => Rank::Sign,
            };
            protect(&mut marks, &plain, range, rank);
        }
        marks.sort_by_key(|mark| (mark.range.start, Reverse(mark.range.end)));
        if marks.len() > MAX_MARKS || !has_letters(&plain, &marks) {
            return None;
        }
        let numbered = (1_u16..).zip(&marks);
        let placed = numbered.map(|(id, mark)| (mark.range.clone(), id));
        let text = marked(&plain, placed.collect(), |id| {
            marks[usize::from(id) - 1].reads_like(&plain)
        });
        Some(Self {
            kind,
            text,
            plain,
            marks,
        })
    }
}

impl Mark {
    /// Takes the one that stands in it and has all of its text.
    pub(super) fn join(&mut self, open: &str, close: &str, rank: Rank) {
        self.open.push_str(open);
        self.close.insert_str(0, close);
        self.rank = self.rank.max(rank);
        if self.rank.is_atom() {
            let close = std::mem::take(&mut self.close);
            self.open.push_str(&close);
        }
    }
}

/// Adds what is protected, unless it stands in an atom or across the border of an element.
fn protect(marks: &mut Vec<Mark>, plain: &str, range: Range<usize>, rank: Rank) {
    let is_cut = |border: usize| range.start < border && border < range.end;
    let is_in_way = |mark: &Mark| {
        let holds = mark.range.start <= range.start && range.end <= mark.range.end;
        is_cut(mark.range.start) || is_cut(mark.range.end) || (holds && mark.rank.is_atom())
    };
    if marks.len() > MAX_MARKS || marks.iter().any(is_in_way) {
        return;
    }
    let mut open = String::new();
    push_escaped(&mut open, &plain[range.clone()]);
    match marks.iter_mut().find(|mark| mark.range == range) {
        Some(mark) => mark.join(&open, "", rank),
        None => marks.push(Mark {
            range,
            open,
            close: String::new(),
            rank,
        }),
    }
}

/// Whether there are two letters outside of what stays as it is.
fn has_letters(plain: &str, marks: &[Mark]) -> bool {
    let (mut at, mut letters) = (0, 0);
    for mark in marks.iter().filter(|mark| mark.rank.is_atom()) {
        letters += count(&plain[at..mark.range.start]);
        at = mark.range.end;
    }
    letters + count(&plain[at..]) >= 2
}

fn count(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).take(2).count()
}

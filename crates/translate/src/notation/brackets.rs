//! Marks in brackets: `⟦3⟧Paris⟦/3⟧`, and what engines make of them.

use super::push_text;
use crate::marked::Piece;

/// A mark as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Its number; one that nobody gave out where it is no such number.
    id: u16,
    is_end: bool,
    /// How many bytes it takes.
    pub(crate) bytes: usize,
}

/// Reads an answer. A mark whose number is never closed is an atom.
pub(super) fn read(answer: &str) -> Vec<Piece> {
    let marks = marks(answer);
    let mut is_closed = vec![false; usize::from(u16::MAX) + 1];
    for (_, mark) in &marks {
        is_closed[usize::from(mark.id)] |= mark.is_end;
    }
    let mut pieces = Vec::with_capacity(marks.len() * 2 + 1);
    let mut from = 0;
    for (at, mark) in marks {
        push_text(&mut pieces, &answer[from..at]);
        pieces.push(match mark.is_end {
            true => Piece::Close(mark.id),
            false if is_closed[usize::from(mark.id)] => Piece::Open(mark.id),
            false => Piece::Atom(mark.id, String::new()),
        });
        from = at + mark.bytes;
    }
    push_text(&mut pieces, &answer[from..]);
    pieces
}

/// The mark that a text begins with, where it begins with one: `⟦3⟧`, `[[ /3 ]]`, `【３】`.
pub(crate) fn mark(text: &str) -> Option<Mark> {
    let inner = bracket(text, "⟦〚【", "[［")?.trim_start();
    let (is_end, inner) = match inner.strip_prefix(['/', '／']) {
        Some(inner) => (true, inner.trim_start()),
        None => (false, inner),
    };
    let mut rest = inner;
    let mut id = 0_u16;
    while let Some((digit, after)) = digit(rest) {
        id = id.saturating_mul(10).saturating_add(digit);
        rest = after;
    }
    if rest.len() == inner.len() {
        return None;
    }
    // "⟦3/⟧" is how some write an atom.
    let rest = rest.trim_start();
    let rest = rest.strip_prefix(['/', '／']).unwrap_or(rest).trim_start();
    let rest = bracket(rest, "⟧〛】", "]］")?;
    Some(Mark {
        id,
        is_end,
        bytes: text.len() - rest.len(),
    })
}

/// Whether a mark may begin with it.
pub(crate) fn is_opening(c: char) -> bool {
    matches!(c, '⟦' | '〚' | '【' | '[' | '［')
}

fn marks(answer: &str) -> Vec<(usize, Mark)> {
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(offset) = answer[at..].find(is_opening) {
        at += offset;
        if let Some(mark) = mark(&answer[at..]) {
            marks.push((at, mark));
            at += mark.bytes;
        } else {
            at += answer[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    marks
}

/// What follows a bracket: one of those that stand alone, or two of the others.
fn bracket<'t>(text: &'t str, alone: &str, paired: &str) -> Option<&'t str> {
    let is_paired = |c: char| paired.contains(c);
    match text.strip_prefix(|c| alone.contains(c)) {
        Some(rest) => Some(rest),
        None => text.strip_prefix(is_paired)?.strip_prefix(is_paired),
    }
}

/// A digit, of any width, and what follows it.
fn digit(text: &str) -> Option<(u16, &str)> {
    let c = text.chars().next()?;
    let digit = match c {
        '０'..='９' => u32::from(c) - u32::from('０'),
        c => c.to_digit(10)?,
    };
    let digit = u16::try_from(digit).ok()?;
    Some((digit, &text[c.len_utf8()..]))
}

//! An answer while it is mended: one plain text, and where its marks stand in it.

use std::ops::Range;

use super::Unit;
use super::mark::{Mark, Placed, Rank, marked};
use crate::fault::Fault;
use crate::marked::{Marked, Piece};
use crate::notation::brackets;

/// An answer with its marks, as far as they were found.
pub(super) struct Draft<'u> {
    pub(super) unit: &'u Unit,
    /// Its text, white space folded, what atoms read like in it; a line end for every line break.
    pub(super) text: String,
    /// Where the answer has a line end of its own: models like to write that for a mark.
    pub(super) line_ends: Vec<usize>,
    /// The borders of spans as they came.
    pub(super) borders: Vec<Border>,
    /// The atoms that were found, each once.
    pub(super) atoms: Vec<Placed>,
    pub(super) has_atom: Vec<bool>,
    /// Where each span stands, by its number less one.
    pub(super) spans: Vec<Option<Range<usize>>>,
    /// What is known of a span whose text is not.
    pub(super) hints: Vec<Option<Border>>,
    /// How long the text may become.
    max_bytes: usize,
    /// The borders from this one on stand behind a space, if a word follows.
    missing_space: Option<usize>,
    /// The same where one letter has followed: that may be an ending ("Quills").
    ending: Option<usize>,
    has_letters: bool,
    /// Whether a mark stands elsewhere than in the answer.
    pub(super) is_moved: bool,
}

/// Where a span begins or ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Border {
    pub(super) id: u16,
    pub(super) at: usize,
    pub(super) is_end: bool,
}

impl<'u> Draft<'u> {
    /// Reads an answer's pieces: numbers that nobody gave out go, what came twice once.
    ///
    /// # Errors
    /// Where it is far too long, or says nothing.
    pub(super) fn read(unit: &'u Unit, answer: &Marked) -> Result<Self, Fault> {
        let mut draft = Draft {
            unit,
            text: String::with_capacity(unit.plain.len() * 3 / 2),
            line_ends: Vec::new(),
            borders: Vec::new(),
            atoms: Vec::new(),
            has_atom: vec![false; unit.marks.len()],
            spans: vec![None; unit.marks.len()],
            hints: vec![None; unit.marks.len()],
            max_bytes: unit.plain.len() * 6 + 1000,
            missing_space: None,
            ending: None,
            has_letters: false,
            is_moved: false,
        };
        for piece in &answer.0 {
            draft.take(piece);
            if draft.text.len() > draft.max_bytes {
                return Err(Fault::TooLong);
            }
        }
        draft.trim_end();
        draft.disarm();
        if draft.has_letters {
            Ok(draft)
        } else {
            Err(Fault::Empty)
        }
    }

    /// The answer as it was mended.
    pub(super) fn marked(self) -> Marked {
        let spans = (1_u16..).zip(&self.spans);
        let spans = spans.filter_map(|(id, range)| Some((range.clone()?, id)));
        let placed = spans.chain(self.atoms.iter().cloned()).collect();
        let unit = self.unit;
        marked(&self.text, placed, |id| {
            unit.mark(id)?.reads_like(&unit.plain)
        })
    }

    /// The spans, by their numbers.
    pub(super) fn mark(&self, id: u16) -> &'u Mark {
        &self.unit.marks[usize::from(id) - 1]
    }

    fn take(&mut self, piece: &Piece) {
        match piece {
            Piece::Text(text) => self.words(text),
            // A span may come as an atom: where it began is known at least.
            Piece::Open(id) | Piece::Atom(id, _) => self.border(*id, false),
            Piece::Close(id) => self.border(*id, true),
        }
    }

    fn words(&mut self, text: &str) {
        let max_bytes = self.max_bytes + 4;
        for (at, c) in text.char_indices() {
            if self.text.len() > max_bytes {
                return;
            }
            match c {
                '\n' => self.own_line_end(),
                _ if c <= ' ' || c == '\u{7f}' => self.space(),
                // No text has them: they are our marks' own.
                '⟦' | '〚' => {}
                c if is_left_out(c) => {}
                c => self.letter(c, &text[at + c.len_utf8()..]),
            }
        }
    }

    /// What is not to be touched any more: the marks before it are.
    fn fixed(&self) -> usize {
        let border = self.borders.last().map_or(0, |border| border.at);
        let atom = self.atoms.last().map_or(0, |(range, _)| range.end);
        border.max(atom)
    }

    fn own_line_end(&mut self) {
        self.space();
        let at = self.text.len().saturating_sub(1);
        if self.text.ends_with(' ') && self.line_ends.last().is_none_or(|last| *last < at) {
            self.line_ends.push(at);
        }
    }

    fn space(&mut self) {
        self.missing_space = None;
        self.ending = None;
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    fn letter(&mut self, c: char, rest: &str) {
        self.has_letters |= c.is_alphanumeric();
        self.end_ending(c);
        if is_ending(c) {
            self.ending = self.missing_space.take();
        }
        self.before(c);
        // "⟦/3⟧ ." is how some write "⟦/3⟧.".
        let is_stop = matches!(c, '.' | ',') && !rest.starts_with(char::is_alphanumeric);
        if is_stop && self.text.ends_with(' ') && self.fixed() + 1 >= self.text.len() {
            self.retract();
        }
        self.text.push(c);
    }

    /// Puts back the space that was lost between a mark and a word.
    fn before(&mut self, c: char) {
        if let Some(first) = self.missing_space.take().filter(|_| is_spaced(c)) {
            self.insert_space(self.text.len(), first);
        }
    }

    /// The same where the last letter looked like an ending, and more of the word follows.
    fn end_ending(&mut self, c: char) {
        if let Some(first) = self.ending.take().filter(|_| c.is_alphanumeric()) {
            self.insert_space(self.text.len() - 1, first);
        }
    }

    /// Inserts a space before the borders from `first` on.
    fn insert_space(&mut self, at: usize, first: usize) {
        self.text.insert(at, ' ');
        for border in &mut self.borders[first..] {
            border.at += 1;
        }
    }

    /// Takes the space at the end away.
    fn retract(&mut self) {
        self.text.pop();
        let length = self.text.len();
        for border in self.borders.iter_mut().rev() {
            if border.at <= length {
                break;
            }
            border.at = length;
        }
    }

    fn border(&mut self, id: u16, is_end: bool) {
        let Some(mark) = self.unit.mark(id) else {
            return;
        };
        if mark.rank.is_atom() {
            if !is_end {
                self.atom(id, mark);
            }
            return;
        }
        if !is_end {
            self.may_miss_space(self.unit.plain[..mark.range.start].ends_with(is_white));
        }
        let at = self.text.len();
        self.borders.push(Border { id, at, is_end });
        if is_end {
            self.may_miss_space(self.unit.plain[mark.range.end..].starts_with(is_white));
        }
    }

    fn may_miss_space(&mut self, has_space: bool) {
        if has_space && self.text.ends_with(is_spaced) {
            self.missing_space.get_or_insert(self.borders.len());
        }
    }

    fn atom(&mut self, id: u16, mark: &Mark) {
        let is_new = !self.has_atom[usize::from(id) - 1];
        if mark.rank == Rank::Break {
            return self.line_break(id, mark, is_new);
        }
        let text = &self.unit.plain[mark.range.clone()];
        if !is_new {
            // The same name twice in a row is a slip; elsewhere it is what the sentence says.
            if !self.text.trim_end().ends_with(text) {
                self.words(text);
            }
            return;
        }
        self.may_miss_space(self.unit.plain[..mark.range.start].ends_with(is_white));
        if let Some(first) = text.chars().next() {
            self.end_ending(first);
            self.before(first);
        }
        let begin = self.text.len();
        self.text.push_str(text);
        self.has_atom[usize::from(id) - 1] = true;
        self.atoms.push((begin..self.text.len(), id));
        self.may_miss_space(self.unit.plain[mark.range.end..].starts_with(is_white));
    }

    /// A line break parts two texts: elsewhere it is misplaced, and lost for now.
    fn line_break(&mut self, id: u16, mark: &Mark, is_new: bool) {
        if !is_new || self.text.is_empty() || self.text.ends_with('\n') {
            return;
        }
        self.missing_space = None;
        self.ending = None;
        if self.text.ends_with(' ') {
            self.retract();
        }
        let begin = self.text.len();
        self.text.push_str(&self.unit.plain[mark.range.clone()]);
        self.has_atom[usize::from(id) - 1] = true;
        self.atoms.push((begin..self.text.len(), id));
    }

    /// What would be read as a mark when it is remembered gets another bracket, as wide as its own.
    fn disarm(&mut self) {
        let mut at = 0;
        while let Some(offset) = self.text[at..].find(brackets::is_opening) {
            at += offset;
            let width = self.text[at..].chars().next().map_or(1, char::len_utf8);
            let is_atom = |(range, _): &Placed| range.contains(&at);
            if brackets::mark(&self.text[at..]).is_some() && !self.atoms.iter().any(is_atom) {
                let round = if width == 1 { "(" } else { "（" };
                self.text.replace_range(at..at + width, round);
            }
            at += width;
        }
    }

    fn trim_end(&mut self) {
        while self.text.ends_with([' ', '\n']) {
            match self.atoms.last() {
                Some((range, id)) if range.end == self.text.len() => {
                    self.has_atom[usize::from(*id) - 1] = false;
                    self.text.truncate(range.start);
                    self.atoms.pop();
                }
                _ => {
                    self.text.pop();
                }
            }
        }
        let length = self.text.len();
        for border in self.borders.iter_mut().rev() {
            border.at = border.at.min(length);
        }
    }
}

/// A range without the white space at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let Some(inner) = text.get(range.clone()) else {
        return range.start..range.start;
    };
    let end = inner.trim_end_matches(is_white).len();
    let begin = end - inner[..end].trim_start_matches(is_white).len();
    range.start + begin..range.start + end
}

fn is_white(c: char) -> bool {
    c == ' ' || c == '\n'
}

/// Control characters, and those that turn the direction of writing.
fn is_left_out(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Whether a letter alone is an ending rather than a word. Czech has such words; that an engine loses
/// the space before one is rarer.
fn is_ending(c: char) -> bool {
    c.is_ascii_lowercase() && !"aeiouy".contains(c)
}

/// Whether it is a letter or a digit of a script that parts words with spaces.
fn is_spaced(c: char) -> bool {
    c.is_alphanumeric() && (c < '\u{e00}' || ('\u{1e00}'..'\u{2000}').contains(&c))
}

//! Where pictures are written.

use std::fmt::Write as _;

use html5ever::tokenizer::Tag;

use super::Writer;
use crate::picture;

/// How many pictures of one text are kept.
const MAX_PICTURES: u32 = 100;

/// What holds a text without a paragraph of its own.
const ITEMS: &[&str] = &["li", "dd", "td", "th"];

impl Writer<'_> {
    /// A picture is a block: a figure of its own, or a part of the figure it stands in. Inside of a
    /// text it waits for the end of that: the text is the same with the picture and without.
    pub(super) fn picture(&mut self, tag: &Tag) {
        let sources = std::mem::take(&mut self.sources);
        let named = picture::named(tag, &sources, self.base);
        let Some(named) = named.filter(|_| self.pictures < MAX_PICTURES) else {
            return;
        };
        self.pictures += 1;
        self.rechain();
        let same = self.same();
        if !self.keeps_block(same) {
            self.is_at_start |= self.written.len() > same || !self.is_in(ITEMS);
            self.close_to(same);
        }
        let mut written = String::new();
        named.write(&mut written);
        self.waiting.push(written);
        let figure = self.wanted.iter().rposition(|step| step.name == "figure");
        // A text that has begun in an item or a cell goes on behind the figure, in the same line or
        // the next: there the picture waits too.
        let is_in_text = self.is_in(ITEMS);
        if let Some(figure) = figure.filter(|at| self.written.len() <= *at && !is_in_text) {
            for at in self.written.len()..=figure {
                self.write_start(self.wanted[at]);
            }
        }
        if self.written.is_empty() || self.is_in(&["blockquote", "figure"]) {
            self.write_waiting();
        }
    }

    /// Whether the innermost of what is open is one of these.
    pub(super) fn is_in(&self, names: &[&str]) -> bool {
        self.written
            .last()
            .is_some_and(|step| names.contains(&step.name))
    }

    pub(super) fn write_waiting(&mut self) {
        let is_in_figure = self.is_in(&["figure"]);
        for picture in std::mem::take(&mut self.waiting) {
            if is_in_figure {
                self.out.push_str(&picture);
            } else {
                let _ = write!(self.out, "<figure>{picture}</figure>");
            }
        }
    }
}

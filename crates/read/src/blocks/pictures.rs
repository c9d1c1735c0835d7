//! Where pictures are written.

use html5ever::tokenizer::Tag;

use super::Writer;
use crate::picture;

/// How many pictures of one text are kept.
const MAX_PICTURES: u32 = 100;

/// What holds a text without a paragraph of its own.
const ITEMS: &[&str] = &["li", "dd", "td", "th"];
/// A picture that waits for the end of the block it stands in.
pub(super) struct Waiting {
    /// What its address has in common with that of the same picture in another size.
    key: String,
    markup: String,
}

/// The picture that was written last, where no text has followed it.
pub(super) struct Last {
    key: String,
    /// Whether it has a figure of its own, without a caption: from where to where.
    is_lone: bool,
    begin: usize,
    end: usize,
}

impl Last {
    /// Where its figure begins, if that has nothing but the picture and ends here; no longer its own
    /// then.
    pub(super) fn take_lone(&mut self, end: usize) -> Option<usize> {
        let is_lone = std::mem::take(&mut self.is_lone) && self.end == end;
        is_lone.then_some(self.begin)
    }
}

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
        let key = named.key();
        let figure = self.wanted.iter().rposition(|step| step.name == "figure");
        // A text that has begun in an item or a cell goes on behind the figure, in the same line or
        // the next: there the picture waits too.
        let is_in_text = self.is_in(ITEMS);
        let figure = figure.filter(|at| self.written.len() <= *at && !is_in_text);
        if self.waiting.is_empty() && self.is_twin(&key) {
            // The one in a figure may have a caption.
            let end = self.out.len();
            let last = self.last_picture.as_mut().filter(|_| figure.is_some());
            match last.and_then(|last| last.take_lone(end)) {
                Some(begin) => self.out.truncate(begin),
                None => return,
            }
            self.last_picture = None;
        }
        let mut markup = String::new();
        named.write(&mut markup);
        self.waiting.push(Waiting { key, markup });
        if let Some(figure) = figure {
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
            if self.is_twin(&picture.key) {
                continue;
            }
            let begin = self.out.len();
            if is_in_figure {
                self.out.push_str(&picture.markup);
            } else {
                self.out.push_str("<figure>");
                self.out.push_str(&picture.markup);
                self.out.push_str("</figure>");
            }
            self.last_picture = Some(Last {
                key: picture.key,
                is_lone: !is_in_figure,
                begin,
                end: self.out.len(),
            });
        }
    }

    /// Whether it is the picture that was written last: pages show one late to those with scripts and
    /// at once to those without.
    fn is_twin(&self, key: &str) -> bool {
        self.last_picture
            .as_ref()
            .is_some_and(|last| last.key == key)
    }
}

//! What is put right when a block ends: who said a quotation, and elements around one other alone.

use super::{Writer, attributes};
use crate::chain::{MAX_BLOCKS, Step};
use crate::embeds;
use crate::picture::is_leftover;

/// The longest attribution, in characters and in words.
const MAX_CHARS: usize = 80;
const MAX_WORDS: usize = 12;

/// How many elements may stand in an attribution.
const MAX_TAGS: usize = 6;

const P: &str = "<p>";
const P_END: &str = "</p>";
const QUOTE: &str = "<blockquote>";
const QUOTE_END: &str = "</blockquote>";
const FIGURE: &str = "<figure>";
const FIGURE_END: &str = "</figure>";

/// A block that was written, from and to where.
#[derive(Clone, Copy, Default)]
pub(super) struct Closed {
    name: &'static str,
    begin: usize,
    end: usize,
}

impl Writer<'_> {
    /// Writes the end of an element.
    pub(super) fn write_end(&mut self, step: Step) {
        if self.is_leftover(step) {
            let length = if step.name == "figure" { FIGURE } else { QUOTE }.len();
            self.out.drain(step.begin..step.begin + length);
            self.last_picture = None;
            return self.judge(self.last_closed.name, step.begin);
        }
        self.out.push_str("</");
        self.out.push_str(step.name);
        self.out.push('>');
        if step.is_block {
            self.judge(step.name, step.begin);
        }
    }

    /// Puts right what a block that has ended turns out to be.
    fn judge(&mut self, name: &'static str, begin: usize) {
        match name {
            "p" if begin > 0 && begin == self.last_quote.end => self.attribute(begin),
            "blockquote" if self.quotes_post(begin) => {}
            name => self.closed(name, begin),
        }
    }

    fn closed(&mut self, name: &'static str, begin: usize) {
        let end = self.out.len();
        self.last_closed = Closed { name, begin, end };
        if name == "blockquote" {
            self.last_quote = self.last_closed;
        }
    }

    /// Whether an element holds one block alone, and says nothing that the block does not say.
    fn is_leftover(&self, step: Step) -> bool {
        let child = self.last_closed;
        let tag = match step.name {
            "figure" => FIGURE,
            "blockquote" => QUOTE,
            _ => return false,
        };
        let is_alone = child.end == self.out.len()
            && child.begin == step.begin + tag.len()
            && self.out[step.begin..].starts_with(tag);
        let around = self.written.last().map(|step| step.name);
        is_alone && is_leftover(step.name, child.name, around)
    }

    /// A caption begins: the figure that it describes may stand in one of its own, which goes.
    pub(super) fn unwrap_figure(&mut self) {
        let child = self.last_closed;
        let Some(around) = self.written.last().filter(|step| step.name == "figure") else {
            return;
        };
        let is_alone = child.name == "figure"
            && child.begin == around.begin + FIGURE.len()
            && child.end == self.out.len()
            && self.out[around.begin..].starts_with("<figure><figure><img");
        if is_alone && !self.out[child.begin..].contains("<figcaption>") {
            self.out.truncate(child.end - FIGURE_END.len());
            self.out.drain(around.begin..child.begin);
            self.last_closed = Closed::default();
        }
    }

    /// "~Altman", "— Mara Quill, mayor" behind a quotation says who spoke, and belongs to it.
    fn attribute(&mut self, begin: usize) {
        let inner = &self.out[begin + P.len()..self.out.len() - P_END.len()];
        if !is_attribution(inner) {
            return self.closed("p", begin);
        }
        let inner = inner.to_owned();
        self.out.truncate(begin);
        // Of quotations that end together it is the innermost that somebody spoke.
        let mut ends = 0;
        while self.out.ends_with(QUOTE_END) {
            self.out.truncate(self.out.len() - QUOTE_END.len());
            ends += 1;
        }
        self.out.push_str(P);
        if inner.contains("<cite>") {
            self.out.push_str(&inner);
        } else {
            self.out.push_str("<cite>");
            self.out.push_str(&inner);
            self.out.push_str("</cite>");
        }
        self.out.push_str(P_END);
        (0..ends).for_each(|_| self.out.push_str(QUOTE_END));
        self.closed("blockquote", self.last_quote.begin);
    }

    /// A quotation that ends with "— Mara Quill, link to the post" is a post, whatever its class: many
    /// feeds have none. Whether it was made a card.
    fn quotes_post(&mut self, begin: usize) -> bool {
        let child = self.last_closed;
        let is_last = child.name == "p" && child.end + QUOTE_END.len() == self.out.len();
        let is_card = self.written.last().is_some_and(|around| {
            around.name == "figure" && !self.out[around.begin..].starts_with(FIGURE)
        });
        if !is_last
            || is_card
            || child.begin <= begin + QUOTE.len()
            || self.written.len() + 4 > MAX_BLOCKS
        {
            return false;
        }
        let line = &self.out[child.begin + P.len()..child.end - P_END.len()];
        let href = line.rsplit_once("<a href=\"").map_or("", |(_, rest)| rest);
        let post = embeds::post(href.split('"').next().unwrap_or_default());
        let Some(site) = post.filter(|_| line.starts_with(['—', '–'])) else {
            return false;
        };
        let line = line.trim_start_matches(['—', '–', ' ']).to_owned();
        self.out.truncate(child.begin);
        self.out.push_str(QUOTE_END);
        self.out.push_str("<figcaption>");
        self.out.push_str(&line);
        self.out.push_str(" · ");
        self.out.push_str(site.name);
        self.out.push_str("</figcaption></figure>");
        let start = format!("<figure{}>", attributes::card(site.kind));
        self.out.insert_str(begin, &start);
        self.closed("figure", begin);
        true
    }
}

/// Whether a paragraph's markup is a short line that begins with a dash and a name.
fn is_attribution(markup: &str) -> bool {
    if markup.len() > 1000 || markup.matches('<').count() > MAX_TAGS {
        return false;
    }
    let mut text = String::new();
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        rest = after.split_once('>').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    let text = text.trim();
    let name = match text.strip_prefix("- ") {
        Some(name) => name,
        None => match text.strip_prefix(['~', '—', '–', '―']) {
            Some(name) => name.trim_start(),
            None => return false,
        },
    };
    name.starts_with(char::is_uppercase)
        && name.chars().count() <= MAX_CHARS
        && name.split_whitespace().count() <= MAX_WORDS
        // "- Advertisement -" is nobody.
        && !name.ends_with(['.', '?', '!', ':', ';', '…', '"', '”', '“', '»', ',', '-', '—', '–'])
}

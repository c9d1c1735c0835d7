//! Makes foreign markup safe: the one place where [`Html`] comes from.
//!
//! The markup goes through html5ever's tokenizer, and what may stand in a text is written anew (see
//! `blocks`): one pass without a tree gives safe markup in blocks, whatever its nesting. ammonia, the
//! usual choice, builds a tree first (on 5.7 MB of real feeds 60 MB/s instead of 88), leaves text
//! outside of blocks, and cleaning its output once more may change it. In the tests it is the judge:
//! with the same list of elements it must find nothing to take away. Decision 0008 has the reasons.

use depesche_model::Html;
use depesche_model::text::is_simple_line;
use html5ever::LocalName;
use html5ever::tokenizer::Tag;
use memchr::memchr2;
use url::Url;

use crate::blocks::Writer;
use crate::content::{self, Reader};
use crate::elements::{Kind, allowed};

/// How much markup of one text is read, in bytes; a novel has less.
const MAX_BYTES: usize = 2 << 20;

/// The longest title or byline, in characters.
const MAX_LINE_CHARS: usize = 500;

/// Cleans foreign markup.
///
/// What comes out is a sequence of blocks (paragraphs, headings, lists, quotes, preformatted text,
/// figures with their captions, tables) with text, emphasis and links to http, https and mailto
/// addresses in them, and nothing else: no scripts, styles, frames, forms, drawings, no names, no
/// classes but one. Pictures stand in figures, their addresses behind `media:`
/// ([`mod@crate::picture`]). Posts and frames become cards, `<figure class="embed" data-kind="…">`,
/// that load nothing ([`mod@crate::embeds`]). Links are absolute, without tracking, and say
/// `rel="nofollow noopener"`; those to another place in the same text (footnotes) become plain text.
/// Headings begin at the second level. Tables that only arrange go. Text outside of a block gets a
/// paragraph; empty blocks go; white space is folded. At most 2 MiB are read.
///
/// `base` is what relative links start from; without it they lose their target. Cleaning what was
/// cleaned changes nothing.
pub fn clean(markup: &str, base: Option<&Url>) -> Html {
    let markup = &markup[..markup.floor_char_boundary(MAX_BYTES)];
    let writer = Writer::new(base, markup.len() + 16);
    html(content::read(markup, writer).finish())
}

/// Cleans a part of a text that was cleaned before, and written anew since: its headings keep the
/// levels that they have in the whole, which [`clean`] would not know of.
pub fn clean_part(markup: &str) -> Html {
    let markup = &markup[..markup.floor_char_boundary(MAX_BYTES)];
    let writer = Writer::new(None, markup.len() + 16);
    html(content::read(markup, writer).finish_part())
}

/// What a [`Writer`] has written is clean.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that makes markup safe"
)]
pub(crate) fn html(markup: String) -> Html {
    Html::from_cleaned(markup)
}

/// The plain text of a title, a byline or a teaser: tags gone, references resolved, white space
/// folded, control characters and those that turn the direction of writing left out. At most 500
/// characters.
pub fn plain(markup: &str) -> String {
    plain_to(markup, MAX_LINE_CHARS)
}

/// Like [`plain`], with a limit of one's own, in characters.
pub(crate) fn plain_to(markup: &str, max_chars: usize) -> String {
    // Tags can be long; but what is a hundred times longer than its text is no title.
    let markup = &markup[..markup.floor_char_boundary(max_chars.saturating_mul(100))];
    let mut line = Line {
        text: String::new(),
        chars: 0,
        max_chars,
        has_space: false,
    };
    if memchr2(b'<', b'&', markup.as_bytes()).is_some() {
        line = content::read(markup, line);
    } else {
        line.text(markup);
    }
    line.text
}

/// A line of plain text.
struct Line {
    text: String,
    chars: usize,
    max_chars: usize,
    has_space: bool,
}

impl Line {
    /// Whether it takes no more.
    fn is_full(&self) -> bool {
        self.chars >= self.max_chars
    }

    /// Takes the words of a simple line at once.
    fn words(&mut self, text: &str, words: &str, chars: usize) {
        self.has_space |= text.starts_with(' ') && !self.text.is_empty();
        if words.is_empty() {
            return;
        }
        if std::mem::take(&mut self.has_space) {
            self.chars += 1;
            self.text.push(' ');
        }
        self.chars += chars;
        self.text.push_str(words);
        self.has_space = text.ends_with(' ');
    }
}

impl Reader for Line {
    fn text(&mut self, text: &str) {
        if self.is_full() {
            return;
        }
        if is_simple_line(text) {
            let words = text.trim_matches(' ');
            let chars = words.chars().count();
            if self.chars + usize::from(self.has_space) + 1 + chars <= self.max_chars {
                return self.words(text, words, chars);
            }
        }
        for c in text.chars() {
            if c.is_whitespace() {
                self.has_space = !self.text.is_empty();
            } else if !is_invisible(c) && self.chars + usize::from(self.has_space) < self.max_chars
            {
                if std::mem::take(&mut self.has_space) {
                    self.chars += 1;
                    self.text.push(' ');
                }
                self.chars += 1;
                self.text.push(c);
            }
        }
    }

    fn start(&mut self, tag: &Tag) {
        self.end(&tag.name);
    }

    fn end(&mut self, name: &LocalName) {
        let is_inline =
            allowed(name).is_some_and(|(_, kind)| matches!(kind, Kind::Inline | Kind::Link));
        if !is_inline && **name != *"span" && **name != *"font" && **name != *"wbr" {
            self.has_space = !self.text.is_empty();
        }
    }
}

/// Control characters, and those that turn the direction of writing: a title that shows itself
/// backwards takes the page with it.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests;

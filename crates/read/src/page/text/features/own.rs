//! What a block is in itself.

use html5ever::{LocalName, local_name};

use super::{bit, share, small};
use crate::page::text::block::Block;

/// Whether it is hidden; how many words, of what length, how many of them in links, how many links;
/// whether it ends as a sentence does; its share of commas, capitals, digits; whether it ends with a
/// colon, begins small, and has bars and arrows, signs of rights and addresses, quotes in it.
pub(super) fn of_text(block: &Block, numbers: &mut Vec<f32>) {
    let words = small(block.words);
    let letters = Letters::of(&block.text);
    let chars = small(letters.chars.max(1));
    let end = block
        .text
        .trim_end_matches(['"', '\'', '“', '”', '’', '»', '«', ')', '‘']);
    numbers.extend([
        bit(block.is_hidden),
        words.ln_1p(),
        chars / words.max(1.0),
        share(small(block.link_words), words),
        small(block.links),
        bit(end.ends_with(['.', '!', '?', '…', '。', ':', ';'])),
        share(small(letters.commas), words),
        share(small(letters.capitals), chars),
        share(small(letters.digits), chars),
        bit(end.ends_with(':')),
        bit(block.text.starts_with(char::is_lowercase)),
        bit(letters.has_bar),
        bit(letters.has_right),
        bit(letters.has_quote),
    ]);
}

/// Whether it is a paragraph, an item, a headline (the first, the second, a lesser one), a cell, a
/// quote, a caption, a section, preformatted, a term.
pub(super) fn of_element(name: Option<&LocalName>, numbers: &mut Vec<f32>) {
    let is = |wanted: &[LocalName]| bit(name.is_some_and(|name| wanted.contains(name)));
    let lesser = [
        local_name!("h3"),
        local_name!("h4"),
        local_name!("h5"),
        local_name!("h6"),
    ];
    let section = [
        local_name!("div"),
        local_name!("section"),
        local_name!("article"),
    ];
    numbers.extend([
        is(&[local_name!("p")]),
        is(&[local_name!("li")]),
        is(&[local_name!("h1")]),
        is(&[local_name!("h2")]),
        is(&lesser),
        is(&[local_name!("td"), local_name!("th")]),
        is(&[local_name!("blockquote")]),
        is(&[local_name!("figcaption"), local_name!("caption")]),
        is(&section),
        is(&[local_name!("pre")]),
        is(&[local_name!("dt"), local_name!("dd")]),
    ]);
}

/// The signs of a text, counted in one go.
#[derive(Default)]
struct Letters {
    chars: u32,
    commas: u32,
    capitals: u32,
    digits: u32,
    has_bar: bool,
    has_right: bool,
    has_quote: bool,
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut letters = Self::default();
        for c in text.chars() {
            letters.chars += 1;
            match c {
                'a'..='z' | ' ' => {}
                ',' | ';' | '，' | '、' => letters.commas += 1,
                '0'..='9' => letters.digits += 1,
                '|' | '•' | '›' | '→' => letters.has_bar = true,
                '©' | '®' | '@' => letters.has_right = true,
                '"' | '“' | '„' | '«' | '”' => letters.has_quote = true,
                '»' => (letters.has_bar, letters.has_quote) = (true, true),
                _ => letters.capitals += u32::from(c.is_uppercase()),
            }
        }
        letters
    }
}

//! Finds the text of an article on its page.
//!
//! The page is a [`Tree`]; its text stands in blocks ([`block`]). Each block is described by numbers
//! ([`features`]): how long it is, how much of it are links, what it stands in, what the site calls
//! that, what stands around it. A model that was learned from pages whose texts are known ([`model`])
//! says how likely a block belongs to the article, and what belongs to it is written anew with the
//! pictures and embeds between ([`write`]). Decision 0010 has the reasons and the figures.
//!
//! Where the source's other pages are known, what stands on them too is no text ([`learned`]).
//!
//! The model never sees words of a language or names of a publisher, so it knows no site.

mod block;
mod features;
mod hints;
mod kinds;
mod learned;
mod model;
mod names;
mod words;
mod write;

pub(super) use block::words;
use block::{Block, blocks};
use features::features;
use html5ever::local_name;
use model::Model;
pub(super) use write::whole;

use crate::furniture::{Others, PageBlocks};
use crate::tree::{Id, Tree};

/// From which probability on a block belongs to the article.
const LIKELY: f32 = 0.45;

/// Where hardly anything is that likely, a page in a new shape may still have a text: then this.
const POSSIBLE: f32 = 0.2;

/// So many words are an article, if a short one.
const FEW_WORDS: u32 = 25;

/// What is known of an article before its text is found. What is not known is empty.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Knowledge<'a> {
    /// Its headline.
    pub(super) title: &'a str,
    /// What it is about, in a sentence or two.
    pub(super) description: &'a str,
    /// Its text, or the beginning of that, as somebody else gives it.
    pub(super) body: &'a str,
}

/// A page's article.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Its markup, not yet cleaned; empty where the page has none.
    pub(super) markup: String,
    /// What the page teaches of its source, where other pages were asked for.
    pub(super) lesson: PageBlocks,
}

/// The article of a page; `others` is what stands on the source's other pages, where anybody
/// remembers them.
pub(super) fn found(tree: &Tree, known: &Knowledge<'_>, others: Option<&Others<'_>>) -> Found {
    let mut blocks = blocks(tree);
    let first = likely(tree, &blocks, known);
    let Some(others) = others else {
        let is_text = chosen(&blocks, &first);
        return Found {
            markup: write::written(tree, &blocks, &is_text),
            ..Found::default()
        };
    };
    let judged = learned::judged(tree, &mut blocks, known, first, others);
    let mut is_text = chosen(&blocks, &judged.likely);
    // Kept, for the memory to mark: nothing is lost that would have been there. Of a list or a table
    // only the whole can be marked.
    for (at, block) in blocks.iter().enumerate() {
        is_text[at] |= judged.is_repeated[at] && !is_part(tree, block.element);
    }
    Found {
        markup: write::written(tree, &blocks, &is_text),
        lesson: judged.lesson,
    }
}

/// How likely each block is text.
fn likely(tree: &Tree, blocks: &[Block], known: &Knowledge<'_>) -> Vec<f32> {
    let model = Model::get();
    features(tree, blocks, known)
        .map(|numbers| model.probability(&numbers))
        .collect()
}

/// Which blocks are text.
fn chosen(blocks: &[Block], likely: &[f32]) -> Vec<bool> {
    let chosen = |bound: f32| -> Vec<bool> { likely.iter().map(|p| *p >= bound).collect() };
    let is_text = chosen(LIKELY);
    let pairs = blocks.iter().zip(&is_text).filter(|(_, is)| **is);
    if pairs.map(|(block, _)| block.words).sum::<u32>() < FEW_WORDS {
        return chosen(POSSIBLE);
    }
    is_text
}

/// Whether an element is part of a list, a table and the like.
fn is_part(tree: &Tree, element: Id) -> bool {
    let mut line = std::iter::once(element).chain(tree.ancestors(element));
    line.any(|id| {
        tree.name(id).is_some_and(|name| {
            matches!(
                *name,
                local_name!("li")
                    | local_name!("dd")
                    | local_name!("dt")
                    | local_name!("table")
                    | local_name!("blockquote")
                    | local_name!("figure")
            )
        })
    })
}

/// See [`super::numbers`].
pub(super) fn numbers(
    tree: &Tree,
    known: &Knowledge<'_>,
) -> (Vec<String>, Vec<(String, Vec<f32>)>) {
    let blocks = blocks(tree);
    let numbers: Vec<_> = features(tree, &blocks, known).collect();
    let texts = blocks.into_iter().map(|block| block.text);
    (names::names(), texts.zip(numbers).collect())
}

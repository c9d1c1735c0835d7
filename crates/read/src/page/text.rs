//! Finds the text of an article on its page.
//!
//! The page is a [`Tree`]; its text stands in blocks ([`block`]). Each block is described by numbers
//! ([`features`]): how long it is, how much of it are links, what it stands in, what the site calls
//! that, what stands around it. A model that was learned from pages whose texts are known ([`model`])
//! says how likely a block belongs to the article, and what belongs to it is written anew with the
//! pictures and embeds between ([`write`]). Decision 0010 has the reasons and the figures.
//!
//! The model never sees words of a language or names of a publisher, so it knows no site.

mod block;
mod features;
mod hints;
mod model;
mod names;
mod words;
mod write;

use block::blocks;
pub(super) use block::words;
use features::features;
use model::Model;

use crate::tree::Tree;

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

/// The markup of a page's article, not yet cleaned; empty where the page has none.
pub(super) fn found(tree: &Tree, known: &Knowledge<'_>) -> String {
    let blocks = blocks(tree);
    let model = Model::get();
    let likely: Vec<f32> = features(tree, &blocks, known)
        .iter()
        .map(|numbers| model.probability(numbers))
        .collect();
    let chosen = |bound: f32| -> Vec<bool> { likely.iter().map(|p| *p >= bound).collect() };
    let words = |chosen: &[bool]| -> u32 {
        let pairs = blocks.iter().zip(chosen).filter(|(_, is)| **is);
        pairs.map(|(block, _)| block.words).sum()
    };
    let mut is_text = chosen(LIKELY);
    if words(&is_text) < FEW_WORDS {
        is_text = chosen(POSSIBLE);
    }
    write::written(tree, &blocks, &is_text)
}

/// See [`super::numbers`].
pub(super) fn numbers(
    tree: &Tree,
    known: &Knowledge<'_>,
) -> (Vec<String>, Vec<(String, Vec<f32>)>) {
    let blocks = blocks(tree);
    let numbers = features(tree, &blocks, known);
    let texts = blocks.into_iter().map(|block| block.text);
    (names::names(), texts.zip(numbers).collect())
}

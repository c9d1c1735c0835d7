//! Finds the text of an article on its page.
//!
//! The page is a [`Tree`]; its text stands in blocks ([`block`]). Each block is described by numbers
//! ([`features`]), and a model that was learned from pages with known texts ([`model`]) says how
//! likely it belongs to the article.

mod block;
mod features;
mod hints;

pub(crate) use block::{Block, blocks};
pub use features::names;
pub(crate) use features::features;

use crate::tree::Tree;

/// Dumps for learning.
pub fn dump(tree: &Tree, title: &str, description: &str) -> Vec<(String, Vec<f32>, [u32; 3])> {
    let found = blocks(tree);
    let numbers = features(tree, &found, title, description);
    let mut groups = std::collections::HashMap::new();
    found
        .into_iter()
        .zip(numbers)
        .map(|(block, numbers)| {
            let parent = tree.parent(block.element).unwrap_or(0);
            let grand = tree.parent(parent).unwrap_or(0);
            let next = groups.len() as u32;
            let group = *groups.entry(features::signature(tree, block.element)).or_insert(next);
            (block.text, numbers, [parent, grand, group])
        })
        .collect()
}

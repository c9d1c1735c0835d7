//! The model that knows the blocks of a text from those around it.
//!
//! Gradient-boosted decision trees (Friedman, "Greedy function approximation", 2001): each tree asks
//! some questions of the form "is number n at most t", and what the leaves say is added up. The file
//! `model.bin` is written by `crates/read/learn/learn.py` and holds, in little endian: the number of
//! trees (u16); for each the number of its nodes and of its leaves (u8, u8), its nodes (which number
//! u8, t f32, the next node where it is, and where it is not: i8, i8; -1 is the first leaf, -2 the
//! second) and its leaves (f32).

use std::ops::Range;
use std::sync::OnceLock;

static BYTES: &[u8] = include_bytes!("model.bin");

/// The trees.
#[derive(Debug, Default)]
pub(super) struct Model {
    trees: Vec<DecisionTree>,
    /// The nodes of all trees, one tree after the other.
    nodes: Vec<Node>,
    /// Their leaves.
    leaves: Vec<f32>,
}

/// Where a tree's nodes and leaves lie.
#[derive(Debug)]
struct DecisionTree {
    nodes: Range<usize>,
    leaves: Range<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    number: u8,
    at_most: f32,
    then: i8,
    or_else: i8,
}

impl Model {
    /// The model of this release.
    pub(super) fn get() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Self::parse(BYTES).unwrap_or_default())
    }

    /// How likely a block with these numbers belongs to the article.
    pub(super) fn probability(&self, numbers: &[f32]) -> f32 {
        let sum: f32 = self.trees.iter().map(|tree| self.says(tree, numbers)).sum();
        1.0 / (1.0 + (-sum).exp())
    }

    fn says(&self, tree: &DecisionTree, numbers: &[f32]) -> f32 {
        let nodes = &self.nodes[tree.nodes.clone()];
        let mut at: i8 = if nodes.is_empty() { -1 } else { 0 };
        // A node leads to later ones only, or this ends after as many steps as there are nodes.
        for _ in 0..=nodes.len() {
            let Ok(index) = usize::try_from(at) else {
                let leaf = usize::from((-1 - at).unsigned_abs());
                let leaves = &self.leaves[tree.leaves.clone()];
                return leaves.get(leaf).copied().unwrap_or_default();
            };
            let Some(node) = nodes.get(index) else {
                break;
            };
            let number = numbers.get(usize::from(node.number)).copied();
            at = if number.unwrap_or_default() <= node.at_most {
                node.then
            } else {
                node.or_else
            };
        }
        0.0
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Bytes(bytes);
        let mut model = Self::default();
        let count = u16::from_le_bytes(bytes.take()?);
        for _ in 0..count {
            model.parse_tree(&mut bytes)?;
        }
        Some(model).filter(|_| bytes.0.is_empty())
    }

    fn parse_tree(&mut self, bytes: &mut Bytes<'_>) -> Option<()> {
        let (first_node, first_leaf) = (self.nodes.len(), self.leaves.len());
        let [nodes, leaves] = bytes.take()?;
        for _ in 0..nodes {
            self.nodes.push(Node::parse(bytes)?);
        }
        for _ in 0..leaves {
            self.leaves.push(f32::from_le_bytes(bytes.take()?));
        }
        self.trees.push(DecisionTree {
            nodes: first_node..self.nodes.len(),
            leaves: first_leaf..self.leaves.len(),
        });
        Some(())
    }
}

impl Node {
    fn parse(bytes: &mut Bytes<'_>) -> Option<Self> {
        let [number] = bytes.take()?;
        let at_most = f32::from_le_bytes(bytes.take()?);
        let [then, or_else] = bytes.take()?.map(u8::cast_signed);
        Some(Self {
            number,
            at_most,
            then,
            or_else,
        })
    }
}

struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*taken)
    }
}

#[cfg(test)]
mod tests {
    use super::{BYTES, Model};
    use crate::page::text::names::names;

    #[test]
    fn the_model_of_this_release_is_whole_and_asks_what_there_is() {
        let model = Model::parse(BYTES).expect("it is whole");
        assert!(model.trees.len() > 50);
        for tree in &model.trees {
            assert_eq!(tree.leaves.len(), tree.nodes.len() + 1);
        }
        for node in &model.nodes {
            assert!(usize::from(node.number) < names().len());
        }
    }

    #[test]
    fn a_tree_is_followed_to_its_leaf() {
        // number 1 at most 0.5? 2.0 : (number 0 at most 3.0? -1.0 : 4.0)
        let mut bytes = vec![1, 0, 2, 3, 1];
        bytes.extend(0.5_f32.to_le_bytes());
        bytes.extend([0xff, 1, 0]);
        bytes.extend(3.0_f32.to_le_bytes());
        bytes.extend([0xfe, 0xfd]);
        for leaf in [2.0_f32, -1.0, 4.0] {
            bytes.extend(leaf.to_le_bytes());
        }
        let model = Model::parse(&bytes).expect("it is whole");
        for (numbers, sum) in [([9.0, 0.5], 2.0), ([3.0, 0.6], -1.0), ([3.1, 0.6], 4.0_f32)] {
            let wanted = 1.0 / (1.0 + (-sum).exp());
            assert!((model.probability(&numbers) - wanted).abs() < 1e-6);
        }
        assert!(Model::parse(&bytes[..bytes.len() - 1]).is_none());
    }
}

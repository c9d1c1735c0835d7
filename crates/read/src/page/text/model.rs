//! The model that knows the blocks of a text from those around it.
//!
//! Gradient-boosted decision trees (Friedman, "Greedy function approximation", 2001): each tree asks
//! some questions of the form "is number n at most t", and what the leaves say is added up. The file
//! `model.bin` is written by `crates/read/learn/learn.py` and holds, in little endian: the number of
//! trees (u16); for each the number of its nodes and of its leaves (u8, u8), its nodes (which number
//! u8, t f32, the next node where it is, and where it is not: i8, i8; -1 is the first leaf, -2 the
//! second) and its leaves (f32).

use std::sync::OnceLock;

static BYTES: &[u8] = include_bytes!("model.bin");

/// The trees.
#[derive(Debug, Default)]
pub(super) struct Model {
    trees: Vec<DecisionTree>,
}

#[derive(Debug, Default)]
struct DecisionTree {
    nodes: Vec<Node>,
    leaves: Vec<f32>,
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
        let sum: f32 = self.trees.iter().map(|tree| tree.says(numbers)).sum();
        1.0 / (1.0 + (-sum).exp())
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Bytes(bytes);
        let count = u16::from_le_bytes(bytes.take()?);
        let trees: Option<_> = (0..count)
            .map(|_| DecisionTree::parse(&mut bytes))
            .collect();
        Some(Self { trees: trees? }).filter(|_| bytes.0.is_empty())
    }
}

impl DecisionTree {
    fn parse(bytes: &mut Bytes<'_>) -> Option<Self> {
        let [nodes, leaves] = bytes.take()?;
        Some(Self {
            nodes: (0..nodes)
                .map(|_| Node::parse(bytes))
                .collect::<Option<_>>()?,
            leaves: (0..leaves)
                .map(|_| Some(f32::from_le_bytes(bytes.take()?)))
                .collect::<Option<_>>()?,
        })
    }

    fn says(&self, numbers: &[f32]) -> f32 {
        let mut at: i8 = if self.nodes.is_empty() { -1 } else { 0 };
        // A node leads to later ones only, or this ends after as many steps as there are nodes.
        for _ in 0..=self.nodes.len() {
            let Ok(index) = usize::try_from(at) else {
                let leaf = usize::from((-1 - at).unsigned_abs());
                return self.leaves.get(leaf).copied().unwrap_or_default();
            };
            let Some(node) = self.nodes.get(index) else {
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
            for node in &tree.nodes {
                assert!(usize::from(node.number) < names().len());
            }
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

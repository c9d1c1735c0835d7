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
    /// The nodes of all trees, one tree after the other.
    nodes: Vec<Node>,
}

#[derive(Debug)]
struct DecisionTree {
    /// Its first node.
    root: usize,
    /// How many steps lead to its deepest leaf.
    steps: usize,
}

/// A question, or a leaf, which leads to itself: so each way through a tree has as many steps as any
/// other, and the processor, that cannot guess the answers, has nothing to guess (twice as fast).
#[derive(Clone, Copy, Debug)]
struct Node {
    number: u8,
    /// What the number is compared with; of a leaf, what it says.
    value: f32,
    /// The node where the number is larger, and where it is at most that.
    next: [u16; 2],
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
        let mut at = tree.root;
        for _ in 0..tree.steps {
            let node = &self.nodes[at];
            let number = numbers.get(usize::from(node.number)).copied();
            let is_at_most = number.unwrap_or_default() <= node.value;
            at = usize::from(node.next[usize::from(is_at_most)]);
        }
        self.nodes[at].value
    }

    /// `None` where it is not whole, or a node leads back.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Bytes(bytes);
        let mut model = Self::default();
        let count = u16::from_le_bytes(bytes.take()?);
        for _ in 0..count {
            let [questions, leaves] = bytes.take()?.map(usize::from);
            let tree = DecisionTree {
                root: model.nodes.len(),
                steps: questions,
            };
            let end = tree.root + questions + leaves;
            for at in tree.root..tree.root + questions {
                let node = Node::question(&mut bytes, &tree)?;
                let leads_on = |next: &u16| (at + 1..end).contains(&usize::from(*next));
                model.nodes.push(node);
                node.next.iter().all(leads_on).then_some(())?;
            }
            for at in tree.root + questions..end {
                model.nodes.push(Node::leaf(&mut bytes, at)?);
            }
            let steps = model.depth(&tree, end);
            model.trees.push(DecisionTree { steps, ..tree });
        }
        Some(model).filter(|_| bytes.0.is_empty())
    }

    /// How many steps lead to a tree's deepest leaf.
    fn depth(&self, tree: &DecisionTree, end: usize) -> usize {
        let mut below = vec![0; end - tree.root];
        // What a node leads to stands behind it.
        for at in (tree.root..tree.root + tree.steps).rev() {
            let next = self.nodes[at]
                .next
                .map(|next| usize::from(next) - tree.root);
            below[at - tree.root] = 1 + below[next[0]].max(below[next[1]]);
        }
        below.first().copied().unwrap_or_default()
    }
}

impl Node {
    fn question(bytes: &mut Bytes<'_>, tree: &DecisionTree) -> Option<Self> {
        let [number] = bytes.take()?;
        let value = f32::from_le_bytes(bytes.take()?);
        let [then, or_else] = bytes.take()?.map(u8::cast_signed);
        let place = |next: i8| {
            let from = match usize::try_from(next) {
                Ok(node) => node,
                Err(_) => tree.steps + usize::from((-1 - next).unsigned_abs()),
            };
            u16::try_from(tree.root + from).ok()
        };
        Some(Self {
            number,
            value,
            next: [place(or_else)?, place(then)?],
        })
    }

    fn leaf(bytes: &mut Bytes<'_>, at: usize) -> Option<Self> {
        Some(Self {
            number: 0,
            value: f32::from_le_bytes(bytes.take()?),
            next: [u16::try_from(at).ok()?; 2],
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
        // The second node leads to itself.
        bytes[16] = 1;
        assert!(Model::parse(&bytes).is_none());
    }
}

//! What is known of a page before its blocks are described.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use html5ever::{LocalName, local_name};

use super::{number, small};
use crate::page::text::block::Block;
use crate::page::text::words::Words;
use crate::tree::{Id, Tree};

/// The most that a block counts when the element is sought that holds most of the text, in words.
const MAX_SCORE: f32 = 80.0;

/// A page as a whole. Lists by block have an entry for each block.
pub(super) struct Whole<'p> {
    pub(super) tree: &'p Tree,
    pub(super) blocks: &'p [Block],
    /// What stands in each node.
    sums: Vec<Sums>,
    /// What stands on the page.
    pub(super) total: Sums,
    items: Items,
    /// By block: the number of its group, blocks whose elements and those around them have the same
    /// names and classes.
    pub(super) groups: Vec<u32>,
    words_of_groups: Vec<f32>,
    /// The words of the group with the most text.
    pub(super) most_in_a_group: f32,
    /// By block: whether another says the same.
    pub(super) is_repeated: Vec<bool>,
    /// By block: whether it looks like text.
    pub(super) is_good: Vec<bool>,
    /// The element that holds most of the text, directly.
    pub(super) top: Id,
    /// By block: whether it stands in that.
    pub(super) is_in_top: Vec<bool>,
    /// How many articles there are.
    pub(super) articles: f32,
    /// The block with the headline.
    pub(super) headline: Option<usize>,
    /// The elements that hold the headline, and how far up.
    pub(super) headline_line: HashMap<Id, usize, RandomState>,
    /// The first and the last block of text in the top.
    pub(super) first: Option<usize>,
    pub(super) last: Option<usize>,
}

/// The words in a node.
#[derive(Clone, Copy, Default)]
pub(super) struct Sums {
    pub(super) words: f32,
    pub(super) link_words: f32,
    /// Those in blocks that look like text.
    pub(super) good: f32,
    score: f32,
}

impl<'p> Whole<'p> {
    pub(super) fn of(tree: &'p Tree, blocks: &'p [Block], title: &str) -> Self {
        let is_good: Vec<bool> = blocks.iter().map(is_good).collect();
        let sums = sums(tree, blocks, &is_good);
        let top = top(&sums);
        let is_in_top = is_in(tree, blocks, top);
        let is_text = |at: &usize| is_in_top[*at] && is_good[*at];
        let first = (0..blocks.len()).find(is_text);
        let last = (0..blocks.len()).rfind(is_text);
        let items = Items::of(tree);
        let groups = items.groups(tree, blocks);
        let words_of_groups = words_of_groups(&groups, blocks, &is_good);
        let headline = headline(tree, blocks, title);
        Self {
            tree,
            blocks,
            total: sums[Tree::ROOT as usize],
            sums,
            items,
            groups,
            most_in_a_group: words_of_groups.iter().copied().fold(0.0, f32::max),
            words_of_groups,
            is_repeated: is_repeated(blocks),
            is_good,
            top,
            is_in_top,
            articles: articles(tree),
            headline,
            headline_line: headline.map_or_else(HashMap::default, |at| {
                line(tree, blocks[at].element)
                    .enumerate()
                    .map(|(up, id)| (id, up))
                    .collect()
            }),
            first,
            last,
        }
    }

    /// What stands in a node.
    pub(super) fn sums(&self, id: Id) -> Sums {
        self.sums[id as usize]
    }

    /// How many words of text the block's group has.
    pub(super) fn words_of_group(&self, at: usize) -> f32 {
        self.words_of_groups[self.groups[at] as usize]
    }

    /// How many elements have the name and the class of this one.
    pub(super) fn alike(&self, id: Id) -> f32 {
        self.items.counts[self.items.of_node[id as usize] as usize]
    }

    /// How many words the blocks of the same group have that stand at most five blocks away.
    pub(super) fn words_alike(&self, at: usize) -> f32 {
        let near = at.saturating_sub(5)..(at + 6).min(self.blocks.len());
        let alike = near.filter(|near| self.groups[*near] == self.groups[at]);
        small(alike.map(|near| self.blocks[near].words).sum())
    }
}

/// The elements by name and class, each pair a number.
struct Items {
    /// The number of each node; 0 where it is no element.
    of_node: Vec<u32>,
    /// How many elements have this number.
    counts: Vec<f32>,
}

impl Items {
    fn of(tree: &Tree) -> Self {
        let mut numbers: HashMap<(&LocalName, &str), u32, RandomState> = HashMap::default();
        let mut items = Self {
            of_node: vec![0; tree.len()],
            counts: vec![0.0],
        };
        for node in tree.subtree(Tree::ROOT) {
            let Some(name) = tree.name(node) else {
                continue;
            };
            let next = id(items.counts.len());
            let item = *numbers
                .entry((name, tree.attribute(node, "class")))
                .or_insert(next);
            if item == next {
                items.counts.push(0.0);
            }
            items.counts[item as usize] += 1.0;
            items.of_node[node as usize] = item;
        }
        items
    }

    fn groups(&self, tree: &Tree, blocks: &[Block]) -> Vec<u32> {
        let mut numbers: HashMap<[u32; 2], u32, RandomState> = HashMap::default();
        let group = |block: &Block| {
            let around = tree.parent(block.element).unwrap_or(Tree::ROOT);
            let items = [around, block.element].map(|id| self.of_node[id as usize]);
            let next = id(numbers.len());
            *numbers.entry(items).or_insert(next)
        };
        blocks.iter().map(group).collect()
    }
}

fn is_good(block: &Block) -> bool {
    block.words >= 15 && block.link_words * 3 < block.words && !block.is_hidden
}

fn line(tree: &Tree, id: Id) -> impl Iterator<Item = Id> + '_ {
    std::iter::once(id).chain(tree.ancestors(id))
}

fn sums(tree: &Tree, blocks: &[Block], is_good: &[bool]) -> Vec<Sums> {
    let mut sums = vec![Sums::default(); tree.len()];
    for (block, is_good) in blocks.iter().zip(is_good) {
        let (words, links) = (small(block.words), small(block.link_words));
        let good = if *is_good { words } else { 0.0 };
        for id in line(tree, block.element) {
            let sum = &mut sums[id as usize];
            sum.words += words;
            sum.link_words += links;
            sum.good += good;
        }
        // A paragraph speaks for the element around it, and half for the one around that.
        let score = good.min(MAX_SCORE);
        for (id, part) in tree.ancestors(block.element).zip([1.0, 0.5]) {
            sums[id as usize].score += score * part;
        }
    }
    sums
}

fn top(sums: &[Sums]) -> Id {
    let ids = 0..id(sums.len());
    ids.max_by(|one, other| {
        let [one, other] = [one, other].map(|id| sums[*id as usize].score);
        one.total_cmp(&other)
    })
    .unwrap_or_default()
}

fn is_in(tree: &Tree, blocks: &[Block], top: Id) -> Vec<bool> {
    let is_in = |block: &Block| line(tree, block.element).any(|id| id == top);
    blocks.iter().map(is_in).collect()
}

fn words_of_groups(groups: &[u32], blocks: &[Block], is_good: &[bool]) -> Vec<f32> {
    let count = groups.iter().max().map_or(0, |most| most + 1);
    let mut words = vec![0.0; count as usize];
    for ((group, block), _) in groups.iter().zip(blocks).zip(is_good).filter(|it| *it.1) {
        words[*group as usize] += small(block.words);
    }
    words
}

fn is_repeated(blocks: &[Block]) -> Vec<bool> {
    let mut counts: HashMap<&str, u32, RandomState> = HashMap::default();
    for block in blocks {
        *counts.entry(&block.text).or_default() += 1;
    }
    blocks.iter().map(|it| counts[&*it.text] > 1).collect()
}

fn articles(tree: &Tree) -> f32 {
    let nodes = tree.subtree(Tree::ROOT);
    number(
        nodes
            .filter(|id| tree.name(*id) == Some(&local_name!("article")))
            .count(),
    )
}

/// The block of the headline: an `h1` that says what the title does; else an `h1`; else what says
/// what the title does.
fn headline(tree: &Tree, blocks: &[Block], title: &str) -> Option<usize> {
    let is_h1 = |block: &Block| {
        line(tree, block.element)
            .take(3)
            .any(|id| tree.name(id) == Some(&local_name!("h1")))
    };
    let title = Words::of(title);
    let is_title = |block: &Block| Words::of(&block.text).is_most_of(&title);
    let find = |is: &dyn Fn(&Block) -> bool| blocks.iter().position(is);
    find(&|block| is_h1(block) && is_title(block))
        .or_else(|| find(&is_h1))
        .or_else(|| find(&is_title))
}

fn id(number: usize) -> Id {
    Id::try_from(number).expect("a tree has fewer than 2^32 nodes")
}

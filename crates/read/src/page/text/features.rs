//! What is known of a block, as numbers. [`super::names`] says what each is called, in this order.
//!
//! First the page is looked at as a whole ([`whole`]); then its blocks are described one after the
//! other: what they are in themselves ([`own`]), what they stand in ([`line`]), and, here, how they
//! lie to the others. Names of elements and classes are compared by numbers that each page gives
//! them, texts by hashes: a page of twenty thousand blocks is described in a tenth of a second.

mod line;
mod own;
mod whole;

use super::Knowledge;
use super::block::Block;
use super::kinds::KINDS;
use super::names::COUNT;
use super::words::{Runs, Words, speaks_of_comments};
use crate::tree::Tree;
use line::{Climber, Line};
use whole::Whole;

/// The numbers of all blocks of a page, block by block.
pub(super) fn features<'p>(
    tree: &'p Tree,
    blocks: &'p [Block],
    known: &Knowledge<'_>,
) -> impl Iterator<Item = Vec<f32>> + 'p {
    let mut describing = Describing {
        whole: Whole::of(tree, blocks, known.title),
        title: Words::of(known.title),
        description: Words::of(known.description),
        body: Runs::of(known.body),
        climber: Climber::of(tree),
        passed: Passed::default(),
    };
    (0..blocks.len()).map(move |at| describing.numbers(at))
}

struct Describing<'p> {
    whole: Whole<'p>,
    title: Words,
    description: Words,
    body: Runs,
    climber: Climber<'p>,
    passed: Passed,
}

/// What stood before the block that is being described.
#[derive(Default)]
struct Passed {
    words: f32,
    /// The words in the element that holds most of the text.
    in_top: f32,
    /// The words of each group; groups that did not come yet may be missing.
    of_group: Vec<f32>,
    has_comments: bool,
}

impl Describing<'_> {
    fn numbers(&mut self, at: usize) -> Vec<f32> {
        let whole = &self.whole;
        let block = &whole.blocks[at];
        let line = self.climber.climb(whole, at);
        let mut numbers = Vec::with_capacity(COUNT);
        own::of_text(block, &mut numbers);
        own::of_element(whole.tree.name(block.element), &mut numbers);
        numbers.extend(line.around.map(f32::from));
        numbers.extend(self.around(at, &line));
        numbers.extend(self.top(at, &line));
        numbers.extend(self.group(at));
        numbers.extend(self.place(at));
        numbers.extend(self.neighbours(at));
        numbers.extend(self.likeness(at));
        numbers.extend(line.headline());
        numbers.extend(self.item(at, &line));
        numbers.extend(self.place_in_group(at));
        numbers.push(self.body.share_of(&block.text));
        for kinds in [line.near, line.far] {
            numbers.extend((0..KINDS.len()).map(|kind| bit(kinds >> kind & 1 == 1)));
        }
        self.passed.pass(&self.whole, at);
        numbers
    }

    /// How many articles the page has, and what share of its words stands in the block's article, in
    /// the element around it, and around that; and how much of those are links.
    fn around(&self, at: usize, line: &Line) -> [f32; 7] {
        let Whole { tree, total, .. } = self.whole;
        let parent = tree.parent(self.whole.blocks[at].element);
        let parent = parent.unwrap_or(Tree::ROOT);
        let grand = tree.parent(parent).unwrap_or(Tree::ROOT);
        let [parent, grand] = [parent, grand].map(|id| self.whole.sums(id));
        [
            self.whole.articles.min(20.0),
            line.article_share,
            share(parent.words, total.words),
            share(parent.good, total.good),
            share(parent.link_words, parent.words),
            share(grand.words, total.words),
            share(grand.link_words, grand.words),
        ]
    }

    /// How it lies to the element that holds most of the text: whether in it, how many elements
    /// below it, how much it holds, how many of its words stand before.
    fn top(&self, at: usize, line: &Line) -> [f32; 4] {
        let whole = &self.whole;
        let top = whole.sums(whole.top);
        let is_in_top = whole.is_in_top[at];
        let place = if is_in_top {
            share(self.passed.in_top, top.words)
        } else {
            -1.0
        };
        [
            bit(is_in_top),
            line.hops_to_top,
            share(top.good, whole.total.good),
            place,
        ]
    }

    /// How much text stands in elements of the same name and class, and whether it is short among
    /// long ones.
    fn group(&self, at: usize) -> [f32; 3] {
        let whole = &self.whole;
        let group = whole.words_of_group(at);
        let is_short = whole.blocks[at].words < 8;
        [
            share(group, whole.most_in_a_group),
            group.ln_1p(),
            bit(is_short && self.near_good(at) >= 3.0),
        ]
    }

    /// Where it stands: among the blocks, among the words, after the headline, and to the first and
    /// the last block of text.
    fn place(&self, at: usize) -> [f32; 5] {
        let whole = &self.whole;
        let between = |from: usize, to: usize| number(to) - number(from);
        let behind_headline = whole.headline.map(|headline| between(headline, at));
        let before_first = whole.first.map(|first| between(at, first));
        let behind_last = whole.last.map(|last| between(last, at));
        [
            share(number(at), number(whole.blocks.len())),
            share(self.passed.words, whole.total.words),
            behind_headline.map_or(-1.0, |blocks| blocks.clamp(-50.0, 50.0)),
            before_first.map_or(0.0, |blocks| blocks.clamp(-30.0, 30.0)),
            behind_last.map_or(0.0, |blocks| blocks.clamp(-30.0, 30.0)),
        ]
    }

    /// What stands before and behind it (words, links, whether it is text), and how much text
    /// around.
    fn neighbours(&self, at: usize) -> [f32; 7] {
        let whole = &self.whole;
        let neighbour = |at: Option<usize>| {
            let block = at.and_then(|at| Some((at, whole.blocks.get(at)?)));
            block.map_or([0.0; 3], |(at, block)| {
                let words = small(block.words);
                [
                    words.ln_1p(),
                    share(small(block.link_words), words),
                    bit(whole.is_good[at]),
                ]
            })
        };
        let before = neighbour(at.checked_sub(1));
        let behind = neighbour(Some(at + 1));
        let mut numbers = [self.near_good(at); 7];
        numbers[..3].copy_from_slice(&before);
        numbers[3..6].copy_from_slice(&behind);
        numbers
    }

    /// How many of the three blocks before and the three behind it are text.
    fn near_good(&self, at: usize) -> f32 {
        let goods = &self.whole.is_good;
        let near = at.saturating_sub(3)..(at + 4).min(goods.len());
        number(near.filter(|near| goods[*near] && *near != at).count())
    }

    /// What else it is like: the title, the description, another block, the elements around it.
    fn likeness(&self, at: usize) -> [f32; 4] {
        let whole = &self.whole;
        let own = if self.title.is_empty() && self.description.is_empty() {
            Words::default()
        } else {
            Words::of(&whole.blocks[at].text)
        };
        [
            own.share_in(&self.title),
            own.share_in(&self.description),
            bit(whole.is_repeated[at]),
            whole.words_alike(at).ln_1p(),
        ]
    }

    /// Whether it is part of what stands there many times, and how long that is; whether comments
    /// began; whether it begins like an item of a list.
    fn item(&self, at: usize, line: &Line) -> [f32; 4] {
        let bullets = ['•', '*', '-', '–', '—', '·', '▪', '►'];
        [
            line.item_repeat.ln_1p(),
            line.item_words.ln_1p(),
            bit(self.passed.has_comments),
            bit(self.whole.blocks[at].text.starts_with(bullets)),
        ]
    }

    /// How much of its group's text stands before it, and whether none does.
    fn place_in_group(&self, at: usize) -> [f32; 2] {
        let before = self.passed.in_group(self.whole.groups[at]);
        let place = share(before, self.whole.words_of_group(at));
        [place, bit(before == 0.0)]
    }
}

impl Passed {
    fn in_group(&self, group: u32) -> f32 {
        self.of_group
            .get(group as usize)
            .copied()
            .unwrap_or_default()
    }

    fn pass(&mut self, whole: &Whole<'_>, at: usize) {
        let block = &whole.blocks[at];
        let words = small(block.words);
        let group = whole.groups[at] as usize;
        if group >= self.of_group.len() {
            self.of_group.resize(group + 1, 0.0);
        }
        self.of_group[group] += words;
        self.words += words;
        if whole.is_in_top[at] {
            self.in_top += words;
        }
        self.has_comments |= block.words < 8 && speaks_of_comments(&block.text);
    }
}

fn bit(is: bool) -> f32 {
    f32::from(u8::from(is))
}

fn share(part: f32, whole: f32) -> f32 {
    part / whole.max(1.0)
}

#[expect(clippy::cast_precision_loss, reason = "a page is small")]
fn small(number: u32) -> f32 {
    number as f32
}

#[expect(clippy::cast_precision_loss, reason = "a page is small")]
fn number(count: usize) -> f32 {
    count as f32
}

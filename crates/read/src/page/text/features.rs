//! What is known of a block, as numbers.

use std::collections::{HashMap, HashSet};

use html5ever::{LocalName, local_name};

use super::Knowledge;
use super::block::Block;
use super::hints::{self, KINDS};
use super::words::{body_share, runs, speaks_of_comments, word_set};
use crate::tree::{Id, Tree};

fn is_good(block: &Block) -> bool {
    block.words >= 15 && block.link_words * 3 < block.words && !block.is_hidden
}

#[derive(Clone, Copy, Default)]
struct Sums {
    words: f32,
    link_words: f32,
    good: f32,
    score: f32,
}

/// The numbers of all blocks of a page.
#[expect(clippy::too_many_lines, reason = "one number after the other")]
#[expect(clippy::cast_precision_loss, reason = "they are small")]
pub(super) fn features(tree: &Tree, blocks: &[Block], known: &Knowledge<'_>) -> Vec<Vec<f32>> {
    let (title, description) = (known.title, known.description);
    let body_runs = runs(known.body);
    let mut sums = vec![Sums::default(); tree.len()];
    let mut kinds: Vec<Option<u32>> = vec![None; tree.len()];
    let mut groups: HashMap<String, f32> = HashMap::new();
    let mut texts: HashMap<&str, u32> = HashMap::new();
    for block in blocks {
        let (words, links) = (block.words as f32, block.link_words as f32);
        let good = if is_good(block) { words } else { 0.0 };
        let mut element = Some(block.element);
        while let Some(id) = element {
            let sum = &mut sums[id as usize];
            sum.words += words;
            sum.link_words += links;
            sum.good += good;
            element = tree.parent(id);
        }
        if good > 0.0 {
            let score = good.min(80.0);
            if let Some(parent) = tree.parent(block.element) {
                sums[parent as usize].score += score;
                if let Some(grand) = tree.parent(parent) {
                    sums[grand as usize].score += score / 2.0;
                }
            }
            *groups.entry(signature(tree, block.element)).or_default() += good;
        }
        *texts.entry(&block.text).or_default() += 1;
    }
    let total = sums[Tree::ROOT as usize];
    let top = (0..tree.len())
        .max_by(|one, other| sums[*one].score.total_cmp(&sums[*other].score))
        .unwrap_or_default();
    let top = Id::try_from(top).unwrap_or_default();
    let articles = tree
        .subtree(Tree::ROOT)
        .filter(|id| tree.name(*id) == Some(&local_name!("article")))
        .count() as f32;
    let most = groups.values().copied().fold(0.0, f32::max);
    let h1 = h1(tree, blocks, title);
    let goods: Vec<bool> = blocks.iter().map(is_good).collect();
    let in_top: Vec<bool> = blocks
        .iter()
        .map(|block| block.element == top || tree.ancestors(block.element).any(|id| id == top))
        .collect();
    let first = (0..blocks.len()).find(|at| in_top[*at] && goods[*at]);
    let last = (0..blocks.len()).rfind(|at| in_top[*at] && goods[*at]);
    let title_words = word_set(title);
    let description_words = word_set(description);
    let h1_line: Vec<Id> = h1.map_or_else(Vec::new, |h1| {
        std::iter::once(blocks[h1].element)
            .chain(tree.ancestors(blocks[h1].element))
            .collect()
    });
    let in_h1_line: HashMap<Id, usize> = h1_line
        .iter()
        .enumerate()
        .map(|(up, id)| (*id, up))
        .collect();
    let mut alike: HashMap<String, f32> = HashMap::new();
    for id in tree.subtree(Tree::ROOT) {
        if tree.element(id).is_some() {
            *alike.entry(item_signature(tree, id)).or_default() += 1.0;
        }
    }
    let mut article_numbers: HashMap<Id, f32> = HashMap::new();
    let mut group_seen: HashMap<String, f32> = HashMap::new();
    let mut comments_before = 0.0;
    let mut passed = 0.0;
    let mut top_passed = 0.0;
    let mut all = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.iter().enumerate() {
        let name = tree.name(block.element);
        let is = |wanted: &[LocalName]| bit(name.is_some_and(|name| wanted.contains(name)));
        let mut around = [0_u8; 13];
        let (mut near, mut far) = (0, 0);
        let mut article_share = 0.0;
        let mut hops = -1.0;
        let (mut h1_share, mut h1_hops, mut h1_article, mut article_number) =
            (-1.0, -1.0, 0.0, 0.0);
        let (mut item_repeat, mut item_words) = (0.0_f32, 0.0);
        let line = std::iter::once(block.element).chain(tree.ancestors(block.element));
        for (up, id) in line.enumerate() {
            let Some(element) = tree.element(id) else {
                break;
            };
            mark(element.local(), &mut around);
            if id == top {
                hops = up as f32;
            }
            if h1_hops < 0.0
                && let Some(other) = in_h1_line.get(&id)
            {
                h1_hops = (up + other) as f32;
                h1_share = sums[id as usize].good / total.good.max(1.0);
            }
            if *element.local() == local_name!("article") {
                if h1_hops < 0.0 || in_h1_line.contains_key(&id) {
                    h1_article = bit(in_h1_line.contains_key(&id)).max(h1_article);
                }
                let next = article_numbers.len() as f32 + 1.0;
                article_number = *article_numbers.entry(id).or_insert(next);
            }
            if up > 0 && sums[id as usize].words > block.words as f32 {
                let count = alike
                    .get(&item_signature(tree, id))
                    .copied()
                    .unwrap_or_default()
                    .min(100.0);
                if count > item_repeat && *element.local() != local_name!("tr") {
                    item_repeat = count;
                    item_words = sums[id as usize].words;
                }
            }
            let is_whole = total.good > 0.0 && sums[id as usize].good > total.good * 0.7;
            if *element.local() == local_name!("article") && article_share == 0.0 {
                article_share = sums[id as usize].good / total.good.max(1.0);
            }
            if is_whole && up > 0 || *element.local() == local_name!("body") {
                continue;
            }
            let known = kinds[id as usize].get_or_insert_with(|| hints::kinds(element));
            if up < 3 {
                near |= *known;
            } else {
                far |= *known;
            }
        }
        let parent = tree.parent(block.element).unwrap_or(Tree::ROOT);
        let grand = tree.parent(parent).unwrap_or(Tree::ROOT);
        let parent_sums = sums[parent as usize];
        let grand_sums = sums[grand as usize];
        let words = block.words as f32;
        let share = |part: f32, whole: f32| part / whole.max(1.0);
        let chars = block.text.chars().count().max(1) as f32;
        let count =
            |wanted: fn(char) -> bool| block.text.chars().filter(|c| wanted(*c)).count() as f32;
        let ends = block
            .text
            .trim_end_matches(['"', '\'', '“', '”', '’', '»', '«', ')', '‘']);
        let group = groups
            .get(&signature(tree, block.element))
            .copied()
            .unwrap_or_default();
        let top_sums = sums[top as usize];
        let neighbour = |to: Option<usize>| {
            to.and_then(|to| blocks.get(to))
                .map_or((0.0, 0.0, 0.0), |block| {
                    (
                        (block.words as f32).ln_1p(),
                        share(block.link_words as f32, block.words as f32),
                        bit(is_good(block)),
                    )
                })
        };
        let before = neighbour(at.checked_sub(1));
        let after = neighbour(Some(at + 1));
        let near_good = (at.saturating_sub(3)..(at + 4).min(blocks.len()))
            .filter(|other| goods[*other] && *other != at)
            .count() as f32;
        let own = word_set(&block.text);
        let common = |other: &HashSet<String>| {
            share(
                own.iter().filter(|word| other.contains(*word)).count() as f32,
                own.len() as f32,
            )
        };
        let seen = group_seen
            .entry(signature(tree, block.element))
            .or_default();
        let group_place = share(*seen, group);
        let is_first_of_group = bit(*seen == 0.0);
        *seen += words;
        let same_class = sums
            .get(block.element as usize)
            .map_or(0.0, |_| same_class_words(tree, blocks, at));
        let mut numbers = vec![
            bit(block.is_hidden),
            words.ln_1p(),
            chars / words.max(1.0),
            share(block.link_words as f32, words),
            block.links as f32,
            bit(ends.ends_with(['.', '!', '?', '…', '。', ':', ';'])),
            share(count(|c| matches!(c, ',' | ';' | '，' | '、')), words),
            share(count(char::is_uppercase), chars),
            share(count(|c| c.is_ascii_digit()), chars),
            bit(ends.ends_with(':')),
            bit(block.text.starts_with(char::is_lowercase)),
            bit(block.text.contains(['|', '•', '»', '›', '→'])),
            bit(block.text.contains(['©', '®', '@'])),
            bit(block.text.contains(['"', '“', '„', '«', '»', '”'])),
            is(&[local_name!("p")]),
            is(&[local_name!("li")]),
            is(&[local_name!("h1")]),
            is(&[local_name!("h2")]),
            is(&[
                local_name!("h3"),
                local_name!("h4"),
                local_name!("h5"),
                local_name!("h6"),
            ]),
            is(&[local_name!("td"), local_name!("th")]),
            is(&[local_name!("blockquote")]),
            is(&[local_name!("figcaption"), local_name!("caption")]),
            is(&[
                local_name!("div"),
                local_name!("section"),
                local_name!("article"),
            ]),
            is(&[local_name!("pre")]),
            is(&[local_name!("dt"), local_name!("dd")]),
        ];
        numbers.extend(around.iter().map(|count| f32::from(*count)));
        let place = share(at as f32, blocks.len() as f32);
        numbers.extend([
            articles.min(20.0),
            article_share,
            share(parent_sums.words, total.words),
            share(parent_sums.good, total.good),
            share(parent_sums.link_words, parent_sums.words),
            share(grand_sums.words, total.words),
            share(grand_sums.link_words, grand_sums.words),
            bit(in_top[at]),
            hops,
            share(top_sums.good, total.good),
            if in_top[at] {
                share(top_passed, top_sums.words)
            } else {
                -1.0
            },
            share(group, most),
            group.ln_1p(),
            bit(words < 8.0 && near_good >= 3.0),
            place,
            share(passed, total.words),
            h1.map_or(-1.0, |h1| (at as f32 - h1 as f32).clamp(-50.0, 50.0)),
            first.map_or(0.0, |first| (first as f32 - at as f32).clamp(-30.0, 30.0)),
            last.map_or(0.0, |last| (at as f32 - last as f32).clamp(-30.0, 30.0)),
            before.0,
            before.1,
            before.2,
            after.0,
            after.1,
            after.2,
            near_good,
            common(&title_words),
            common(&description_words),
            bit(texts.get(&*block.text).is_some_and(|count| *count > 1)),
            same_class,
            h1_share,
            h1_hops,
            h1_article,
            article_number,
            item_repeat.ln_1p(),
            item_words.ln_1p(),
            comments_before,
            bit(block
                .text
                .starts_with(['•', '*', '-', '–', '—', '·', '▪', '►'])),
            group_place,
            is_first_of_group,
            body_share(&body_runs, &block.text),
        ]);
        for kinds in [near, far] {
            numbers.extend((0..KINDS.len()).map(|kind| bit(kinds >> kind & 1 == 1)));
        }
        comments_before =
            bit(comments_before > 0.0 || block.words < 8 && speaks_of_comments(&block.text));
        passed += words;
        if in_top[at] {
            top_passed += words;
        }
        all.push(numbers);
    }
    all
}

fn bit(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// How many words stand in blocks of the same element and class around this one.
#[expect(clippy::cast_precision_loss, reason = "they are small")]
fn same_class_words(tree: &Tree, blocks: &[Block], at: usize) -> f32 {
    let class = signature(tree, blocks[at].element);
    let range = at.saturating_sub(5)..(at + 6).min(blocks.len());
    let words: u32 = blocks[range]
        .iter()
        .filter(|block| signature(tree, block.element) == class)
        .map(|block| block.words)
        .sum();
    (words as f32).ln_1p()
}

pub(super) fn signature(tree: &Tree, id: Id) -> String {
    let parent = tree.parent(id).unwrap_or(Tree::ROOT);
    let one = |id| {
        format!(
            "{} {}",
            tree.name(id).map_or("", |name| name),
            tree.attribute(id, "class")
        )
    };
    format!("{}/{}", one(parent), one(id))
}

fn item_signature(tree: &Tree, id: Id) -> String {
    format!(
        "{} {}",
        tree.name(id).map_or("", |name| name),
        tree.attribute(id, "class")
    )
}

fn h1(tree: &Tree, blocks: &[Block], title: &str) -> Option<usize> {
    let is_h1 = |block: &Block| {
        tree.name(block.element) == Some(&local_name!("h1"))
            || tree
                .ancestors(block.element)
                .take(2)
                .any(|id| tree.name(id) == Some(&local_name!("h1")))
    };
    let wanted = word_set(title);
    let near = |block: &Block| {
        let own = word_set(&block.text);
        !own.is_empty() && own.intersection(&wanted).count() * 2 > wanted.len()
    };
    (0..blocks.len())
        .find(|at| is_h1(&blocks[*at]) && near(&blocks[*at]))
        .or_else(|| (0..blocks.len()).find(|at| is_h1(&blocks[*at])))
        .or_else(|| (0..blocks.len()).find(|at| near(&blocks[*at])))
}

fn mark(name: &LocalName, around: &mut [u8; 13]) {
    let at = match *name {
        local_name!("article") => 0,
        local_name!("main") => 1,
        local_name!("aside") => 2,
        local_name!("nav") => 3,
        local_name!("footer") => 4,
        local_name!("header") => 5,
        local_name!("figure") => 6,
        local_name!("table") => 7,
        local_name!("form") => 8,
        local_name!("ul") | local_name!("ol") | local_name!("dl") => 9,
        local_name!("blockquote") => 10,
        local_name!("section") => 11,
        local_name!("dialog") => 12,
        _ => return,
    };
    around[at] = around[at].saturating_add(1);
}

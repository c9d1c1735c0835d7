//! What changed between two versions of a text: block by block, and word by word where a block says
//! something else now.
//!
//! Blocks are the same where their kind and their words are, whatever became of their markup. What is
//! not the same is compared once more: a block that shares words with one that stood in its place
//! is that one, changed.

mod common;
mod words;

use std::ops::Range;

use crate::{Body, Html, SegmentKind};
use common::{Step, steps};
use words::is_kin;
pub use words::{Run, Word, runs};

/// How many pairs of blocks are held against each other at one place; where more changed, all of it
/// is new.
const MAX_PAIRS: usize = 400;

/// A block, as far as its words tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: SegmentKind,
    /// Its text, plain.
    pub text: String,
}

/// What became of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It says what it said.
    Kept(Block),
    /// It was not there before.
    Added(Block),
    /// It is not there any more.
    Removed(Block),
    /// It says something else: which words stayed, went and came.
    Changed(SegmentKind, Vec<Run>),
}

/// The blocks of a text that are shown and have words.
pub fn blocks(body: &Body) -> Vec<Block> {
    let shown = body.0.iter().filter(|segment| segment.cut.is_none());
    let blocks = shown.map(|segment| Block {
        kind: segment.kind,
        text: segment.html.text(),
    });
    blocks.filter(|block| !block.text.is_empty()).collect()
}

/// Whether two texts are the same for a reader: words and where links lead, in their order.
/// Pictures move from one server to the next; what is cut nobody sees.
pub fn is_same(before: &Body, after: &Body) -> bool {
    let (old, new) = (before.html(), after.html());
    blocks(before) == blocks(after) && links(&old).eq(links(&new))
}

/// Where the links of a text lead, as they are written.
fn links(html: &Html) -> impl Iterator<Item = &str> {
    let behind = html.as_str().split("<a href=\"").skip(1);
    behind.map(|rest| rest.split('"').next().unwrap_or_default())
}

/// What became of each block, in the order of reading: what went stands before what came in its
/// place.
pub fn changes(before: &[Block], after: &[Block]) -> Vec<Change> {
    let mut all = Vec::with_capacity(after.len());
    for step in steps(before, after) {
        match step {
            Step::Same(at) => all.push(Change::Kept(after[at].clone())),
            Step::Other(old, new) => replaced(&before[old], &after[new], &mut all),
        }
    }
    all
}

/// What stood at one place, and what stands there now.
fn replaced(old: &[Block], new: &[Block], all: &mut Vec<Change>) {
    let (mut from, mut to) = (0, 0);
    for (before, after) in pairs(old, new) {
        went_and_came(&old[from..before], &new[to..after], all);
        let runs = runs(&old[before].text, &new[after].text);
        all.push(Change::Changed(new[after].kind, runs));
        (from, to) = (before + 1, after + 1);
    }
    went_and_came(&old[from..], &new[to..], all);
}

fn went_and_came(old: &[Block], new: &[Block], all: &mut Vec<Change>) {
    all.extend(old.iter().cloned().map(Change::Removed));
    all.extend(new.iter().cloned().map(Change::Added));
}

/// Which block became which, as places in both lists; both rise.
fn pairs(old: &[Block], new: &[Block]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    if old.len().saturating_mul(new.len()) > MAX_PAIRS {
        return pairs;
    }
    let mut left: Range<usize> = 0..old.len();
    for (at, block) in new.iter().enumerate() {
        let is_it = |before: &usize| {
            let before = &old[*before];
            before.kind == block.kind && is_kin(&before.text, &block.text)
        };
        if let Some(before) = left.clone().find(is_it) {
            pairs.push((before, at));
            left.start = before + 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Block, Change, Word, changes, is_same};
    use crate::SegmentKind::{self, Heading, Paragraph};
    use crate::{Body, Html, Segment};

    fn block(kind: SegmentKind, text: &str) -> Block {
        Block {
            kind,
            text: text.to_owned(),
        }
    }

    fn blocks(lines: &str) -> Vec<Block> {
        let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
        lines
            .map(|line| match line.strip_prefix("# ") {
                Some(heading) => block(Heading, heading),
                None => block(Paragraph, line),
            })
            .collect()
    }

    /// What changed, written as people do: `=` kept, `+` came, `-` went, `~` with `[-…-]` and `{+…+}`.
    fn check(before: &str, after: &str, expected: &str) {
        let all = changes(&blocks(before), &blocks(after));
        let lines: Vec<_> = all.iter().map(written).collect();
        let expected: Vec<_> = expected
            .lines()
            .map(str::trim)
            .filter(|it| !it.is_empty())
            .collect();
        assert_eq!(lines, expected, "{before}\n→\n{after}");
    }

    fn written(change: &Change) -> String {
        match change {
            Change::Kept(block) => format!("={}", block.text),
            Change::Added(block) => format!("+{}", block.text),
            Change::Removed(block) => format!("-{}", block.text),
            Change::Changed(_, runs) => {
                let runs = runs.iter().map(|run| match run.word {
                    Word::Kept => run.text.clone(),
                    Word::Removed => format!("[-{}-]", run.text),
                    Word::Added => format!("{{+{}+}}", run.text),
                });
                format!("~{}", runs.collect::<String>())
            }
        }
    }

    #[expect(clippy::disallowed_methods, reason = "this test is its own cleaner")]
    fn body(blocks: &[&str]) -> Body {
        let segment = |markup: &&str| Segment {
            kind: Paragraph,
            lang: None,
            html: Html::from_cleaned((*markup).to_owned()),
            cut: markup.contains("shop").then(|| "promo".to_owned()),
        };
        Body(blocks.iter().map(segment).collect())
    }

    #[test]
    fn a_reader_sees_words_and_links() {
        let check = |after: &[&str], expected: bool| {
            let before = body(&[
                "<p>One <a href=\"https://a.example/1\">two</a></p>",
                "<p>Three</p>",
            ]);
            assert_eq!(is_same(&before, &body(after)), expected, "{after:?}");
        };
        check(
            &[
                "<p>Our shop</p>",
                "<p>One  <b><a href=\"https://a.example/1\" lang=\"de\">two</a></b></p>",
                "<figure><img src=\"media:https://a.example/1.jpg\"></figure>",
                "<p>Three</p>",
            ],
            true,
        );
        check(
            &[
                "<p>One <a href=\"https://a.example/2\">two</a></p>",
                "<p>Three</p>",
            ],
            false,
        );
        check(
            &["<p>One <a href=\"https://a.example/1\">two</a></p>"],
            false,
        );
    }

    #[test]
    fn blocks_stay_come_and_go() {
        check("a\nb\nc", "a\nb\nc", "=a\n=b\n=c");
        check("a\nc", "a\nb\nc", "=a\n+b\n=c");
        check("a\nb\nc", "a\nc", "=a\n-b\n=c");
        check("", "a", "+a");
        check("a", "", "-a");
        check("", "", "");
        check("a\nb", "c\nd", "-a\n-b\n+c\n+d");
    }

    #[test]
    fn words_of_a_changed_block_stay_come_and_go() {
        check(
            "The bridge stays closed until Friday, the town said.",
            "The bridge stays closed until Sunday, the town said.",
            "~The bridge stays closed until [-Friday-]{+Sunday+}, the town said.",
        );
        check(
            "Three people were hurt.",
            "Three people were hurt, one of them badly.",
            "~Three people were hurt{+, one of them badly+}.",
        );
        check(
            "東京で地震があった。",
            "東京で大きな地震があった。",
            "~東京で{+大きな+}地震があった。",
        );
    }

    #[test]
    fn a_block_that_shares_no_words_is_another_one() {
        check(
            "Before it was so.\nThe town said nothing.",
            "Something else entirely.\nThe town said nothing at all.",
            "-Before it was so.
             +Something else entirely.
             ~The town said nothing{+ at all+}.",
        );
    }

    #[test]
    fn a_heading_is_no_paragraph() {
        check(
            "One two three",
            "# One two three",
            "-One two three\n+One two three",
        );
    }

    #[test]
    fn small_words_between_changes_go_with_them() {
        check(
            "He gave the old man of the town a very long speech today.",
            "He gave one young man of the port a very long speech today.",
            "~He gave [-the old-]{+one young+} man of the [-town-]{+port+} a very long speech today.",
        );
    }

    #[test]
    fn much_that_is_new_is_not_compared_for_long() {
        let lines =
            |word: &str| (0..5_000).fold(String::new(), |all, n| format!("{all}{word} {n}\n"));
        let (before, after) = (blocks(&lines("old")), blocks(&lines("new")));
        assert_eq!(changes(&before, &after).len(), 10_000);
        let words = |word: &str| {
            (0..200_000).fold(String::from("start "), |all, n| {
                all + word + &n.to_string() + " "
            })
        };
        let (before, after) = (words("a"), words("b"));
        let all = changes(&[block(Paragraph, &before)], &[block(Paragraph, &after)]);
        assert_eq!(all.len(), 2);
    }

    proptest! {
        #[test]
        fn both_versions_can_be_read_from_what_changed(
            before in "([abc]( [abcd]){0,6}\n){0,8}", after in "([abc]( [abcd]){0,6}\n){0,8}"
        ) {
            let (before, after) = (blocks(&before), blocks(&after));
            let (mut old, mut new) = (Vec::new(), Vec::new());
            for change in changes(&before, &after) {
                match change {
                    Change::Kept(block) => {
                        old.push(block.text.clone());
                        new.push(block.text);
                    }
                    Change::Added(block) => new.push(block.text),
                    Change::Removed(block) => old.push(block.text),
                    Change::Changed(_, runs) => {
                        let with = |word: Word| -> String {
                            let runs = runs.iter().filter(|run| run.word == Word::Kept || run.word == word);
                            runs.map(|run| run.text.as_str()).collect()
                        };
                        old.push(with(Word::Removed));
                        new.push(with(Word::Added));
                    }
                }
            }
            let texts = |blocks: &[Block]| blocks.iter().map(|it| it.text.clone()).collect::<Vec<_>>();
            prop_assert_eq!(new, texts(&after));
            prop_assert_eq!(old, texts(&before));
        }
    }
}

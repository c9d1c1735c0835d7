//! What the source's other pages say of a page's blocks.
//!
//! A block that stands on other pages, too, is no text where that is in doubt. The page is also
//! judged a second time without all such blocks: menus and boxes hide where the text stands. Of two
//! judgements the mean counts, since the model was learned from whole pages.
//!
//! Measured on 68 pages of publishers with two to four pages each (six-fold cross-validation, one to
//! three other pages known): F1 .9609 → .9634, identical texts 32 → 35 %. The second judgement alone
//! gives much the greater part; as the only judgement it gives less than the mean of both.

use super::block::Block;
use super::words::{Runs, Words};
use super::{Knowledge, LIKELY, likely};
use crate::furniture::{Links, Others, PageBlocks};
use crate::tree::Tree;

/// From which probability on a block is text, wherever else it stands.
const SURE: f32 = 0.9;

/// From how many words on a text tells articles apart.
const TEXT_WORDS: u32 = 10;

/// How much of a text may stand on other pages, in percent of its words: more, and it is the same
/// article.
const MAX_PERCENT: u32 = 40;

/// What is said of a page's blocks when the other pages are known.
pub(super) struct Judged {
    /// How likely each is text.
    pub(super) likely: Vec<f32>,
    /// Whether it is text for those alone who do not know the other pages.
    pub(super) is_repeated: Vec<bool>,
    /// What the page teaches about the next.
    pub(super) lesson: PageBlocks,
}

/// Judges the blocks again; `first` is how likely each is text by the page alone.
pub(super) fn judged(
    tree: &Tree,
    blocks: &mut Vec<Block>,
    known: &Knowledge<'_>,
    first: Vec<f32>,
    others: &Others<'_>,
) -> Judged {
    let mut lesson = lesson(blocks, &first);
    let elsewhere = others.elsewhere(&lesson);
    let mut is_known: Vec<bool> = (blocks.iter().zip(&first))
        .map(|(block, likely)| *likely < SURE && elsewhere.has(&block.text, links(block)))
        .collect();
    spare_the_beginning(blocks, known, &mut is_known);
    let mut is_repeated: Vec<bool> = (is_known.iter().zip(&first))
        .map(|(is_known, likely)| *is_known && *likely >= LIKELY)
        .collect();
    let mut likely = first;
    if is_too_much(blocks, &likely, &is_repeated) {
        is_repeated.fill(false);
    } else if is_known.contains(&true) {
        let mut second = without(tree, blocks, known, &is_known).into_iter();
        for (likely, is_known) in likely.iter_mut().zip(&is_known) {
            *likely = if *is_known {
                0.0
            } else {
                let second = second.next().unwrap_or(*likely);
                f32::midpoint(*likely, second)
            };
        }
    }
    for (block, _) in blocks.iter().zip(&is_repeated).filter(|(_, is)| **is) {
        lesson.note_repeated(&block.text);
    }
    Judged {
        likely,
        is_repeated,
        lesson,
    }
}

fn lesson(blocks: &[Block], first: &[f32]) -> PageBlocks {
    let mut lesson = PageBlocks::default();
    for (block, likely) in blocks.iter().zip(first) {
        if *likely < SURE {
            lesson.note(&block.text, links(block));
        } else if block.words >= TEXT_WORDS {
            lesson.note_text(&block.text);
        }
    }
    lesson
}

/// The teaser of an article stands on others' pages, and is its first paragraph.
fn spare_the_beginning(blocks: &[Block], known: &Knowledge<'_>, is_known: &mut [bool]) {
    let description = Words::of(known.description);
    let body = Runs::of(known.body);
    for (block, is_known) in blocks.iter().zip(is_known).filter(|(_, is)| **is) {
        let words = Words::of(&block.text);
        let is_described = words.count() > 4 && words.share_in(&description) >= 0.8;
        *is_known = !is_described && body.share_of(&block.text) < 0.5;
    }
}

fn is_too_much(blocks: &[Block], first: &[f32], is_repeated: &[bool]) -> bool {
    let (mut all, mut repeated) = (0, 0);
    for ((block, likely), is_repeated) in blocks.iter().zip(first).zip(is_repeated) {
        if *likely >= LIKELY {
            all += block.words;
            repeated += if *is_repeated { block.words } else { 0 };
        }
    }
    repeated * 100 > all * MAX_PERCENT
}

/// How likely the other blocks are text where these are left out.
fn without(
    tree: &Tree,
    blocks: &mut Vec<Block>,
    known: &Knowledge<'_>,
    is_left_out: &[bool],
) -> Vec<f32> {
    let mut all = std::mem::take(blocks).into_iter().zip(is_left_out);
    let (mut kept, mut left_out) = (Vec::new(), Vec::new());
    for (block, is_left_out) in all.by_ref() {
        let to = if *is_left_out {
            &mut left_out
        } else {
            &mut kept
        };
        to.push(block);
    }
    let second = likely(tree, &kept, known);
    let (mut kept, mut left_out) = (kept.into_iter(), left_out.into_iter());
    blocks.extend(is_left_out.iter().filter_map(|is_left_out| {
        if *is_left_out {
            left_out.next()
        } else {
            kept.next()
        }
    }));
    second
}

fn links(block: &Block) -> Links {
    let linked = u64::from(block.link_words) * block.text.len() as u64;
    let linked = linked / u64::from(block.words.max(1));
    Links {
        count: block.links as usize,
        linked_bytes: usize::try_from(linked).unwrap_or(usize::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Knowledge;
    use super::super::block::blocks;
    use super::{Judged, judged};
    use crate::furniture::Pages;
    use crate::tokens::listen;
    use crate::tree::Growing;

    const CALL: &str = "Letters from the harbour come to you each morning";
    const TEXT: &str = "The bridge stays closed until Friday since its bearings are being replaced";

    /// Whether of a page with these lines, all of them as likely text, this one is left out where
    /// another page has the call.
    fn check(lines: &[&str], likely: f32, description: &str, line: &str, expected: bool) {
        let page = |lines: &[&str], likely: f32, pages: &Pages| -> (Vec<String>, Judged) {
            let markup = format!("<p>{}", lines.join("<p>"));
            let (tree, _) = listen(&markup, Growing::default()).0.finish();
            let mut blocks = blocks(&tree);
            let first = vec![likely; blocks.len()];
            let known = Knowledge {
                description,
                ..Knowledge::default()
            };
            let judged = judged(&tree, &mut blocks, &known, first, &pages.others(None));
            (blocks.into_iter().map(|block| block.text).collect(), judged)
        };
        let mut pages = Pages::default();
        pages.learn(0, &page(&[CALL, "Imprint"], 0.5, &pages).1.lesson);
        let (texts, judged) = page(lines, likely, &pages);
        assert_eq!(texts, lines, "their order stays");
        let at = lines.iter().position(|one| *one == line).expect("a line");
        assert_eq!(judged.is_repeated[at], expected, "{lines:?} {line}");
        assert_eq!(judged.likely[at] == 0.0, expected, "{lines:?} {line}");
        let is_taught = judged.lesson.has_repeated(line);
        assert_eq!(is_taught, expected, "{lines:?} {line}");
    }

    #[test]
    fn what_other_pages_have_is_no_text_where_that_is_in_doubt() {
        let lines = [TEXT, CALL, TEXT];
        check(&lines, 0.6, "", CALL, true);
        check(&lines, 0.6, "", TEXT, false);
        check(&lines, 0.95, "", CALL, false);
    }

    #[test]
    fn an_article_that_other_pages_have_whole_stays_as_it_is() {
        check(&[CALL], 0.6, "", CALL, false);
        check(&[CALL, "It rains."], 0.6, "", CALL, false);
    }

    #[test]
    fn the_beginning_of_an_article_may_stand_on_other_pages() {
        let lines = [CALL, TEXT, TEXT];
        check(&lines, 0.6, &format!("{CALL}, at six"), CALL, false);
    }
}

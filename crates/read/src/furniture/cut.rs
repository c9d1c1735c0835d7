//! Marks the blocks of a text that are not shown.

use depesche_model::text::shorten;
use depesche_model::{Article, Body, Segment, SegmentKind};
use jiff::Timestamp;

use super::block::{Block, Blocks, Class};
use super::memory::{Lesson, Memory};
use super::promo::Promo;
use crate::page::{Page, told_text};

/// How much of a text may go because it repeats, in percent: more is no furniture, and the memory is
/// wrong.
const MAX_PERCENT: usize = 40;

/// A longer line announces nothing.
const LABEL_BYTES: usize = 60;

/// Marks what is furniture or promotion by all that is known now, and takes marks away that no longer
/// hold. Nothing is lost: what is marked is kept, and not shown.
pub fn cut(body: Body, memory: &Memory) -> Body {
    let blocks = Blocks::of(&body);
    cut_blocks(body, &blocks, memory)
}

/// The same, of a text whose blocks are known.
pub fn cut_blocks(mut body: Body, blocks: &Blocks, memory: &Memory) -> Body {
    if memory.knows_nothing() && blocks.list.iter().all(|block| block.promo.is_none()) {
        body.0.iter_mut().for_each(|segment| segment.cut = None);
        return body;
    }
    let mut reasons = by_shape(blocks, memory);
    let all: usize = blocks.list.iter().map(Block::bytes).sum();
    repeated(blocks, memory, all, &mut reasons);
    below_labels(blocks, memory, &mut reasons);
    headings(&body, blocks, &mut reasons);
    let left = blocks.list.iter().zip(&reasons);
    let left = left.filter(|(block, reason)| reason.is_none() && block.class != Class::Heading);
    let is_empty = left.map(|(block, _)| block.bytes()).sum::<usize>() == 0;
    for (at, segment) in body.0.iter_mut().enumerate() {
        let reason = reasons.get_mut(at).and_then(Option::take);
        segment.cut = reason.filter(|_| !is_empty || all == 0);
    }
    body
}

/// Learns from a page, and cuts its text. It was read with this memory at hand ([`Hints::memory`]);
/// `title` is what its article is told from others by, most often the feed's headline.
///
/// [`Hints::memory`]: crate::page::Hints::memory
pub fn cut_page(page: &mut Page, title: &str, now: Timestamp, memory: &mut Memory) {
    // All that is on a page is no article.
    if page.text.is_empty() {
        return;
    }
    let text = Blocks::of(&page.body);
    memory.learn(&Lesson {
        title,
        at: now,
        text: &text,
        page: Some(&page.lesson),
    });
    page.body = cut_blocks(std::mem::take(&mut page.body), &text, memory);
    page.text = told_text(&page.body);
    page.html = page.body.html();
}

type Reasons = Vec<Option<String>>;

fn by_shape(blocks: &Blocks, memory: &Memory) -> Reasons {
    let blocks = blocks.list.iter();
    blocks
        .map(|block| {
            let promo = block.promo.filter(|promo| !memory.keeps(*promo))?;
            (!memory.keeps_block(block.print)).then(|| promo_reason(promo))
        })
        .collect()
}

fn promo_reason(promo: Promo) -> String {
    format!("promo {promo}")
}

/// What repeats, lines with links first, as long as enough is left.
fn repeated(blocks: &Blocks, memory: &Memory, all: usize, reasons: &mut Reasons) {
    let mut found: Vec<(usize, String)> = Vec::new();
    for (at, block) in blocks.list.iter().enumerate() {
        if reasons[at].is_some() || memory.keeps_block(block.print) {
            continue;
        }
        let id = memory.verdict(block.print).or_else(|| {
            block
                .frames
                .iter()
                .flatten()
                .find_map(|frame| memory.verdict(*frame))
        });
        if let Some(id) = id.filter(|_| !blocks.spares(block)) {
            found.push((at, id));
        }
    }
    found.sort_by_key(|(at, _)| {
        let block = &blocks.list[*at];
        (block.links.count == 0, block.is_text(), block.bytes())
    });
    let cut = blocks.list.iter().zip(&*reasons);
    let cut = cut.filter(|(_, reason)| reason.is_some());
    let mut gone: usize = cut.map(|(block, _)| block.bytes()).sum();
    for (at, id) in found {
        gone += blocks.list[at].bytes();
        if gone * 100 <= all * MAX_PERCENT {
            reasons[at] = Some(format!("repeats {id}"));
        }
    }
}

/// Links that follow "Related articles" are what it announces.
fn below_labels(blocks: &Blocks, memory: &Memory, reasons: &mut Reasons) {
    let mut is_below = false;
    for (at, block) in blocks.list.iter().enumerate() {
        if block.promo == Some(Promo::Related) && reasons[at].is_some() {
            is_below = block.links.count == 0;
            continue;
        }
        let is_picture = block.bytes() == 0;
        is_below &= block.is_whole_link() || is_picture;
        if is_below
            && !(is_picture && block.links.count == 0)
            && reasons[at].is_none()
            && !memory.keeps_block(block.print)
        {
            reasons[at] = Some(promo_reason(Promo::Related));
        }
    }
}

/// A heading stands and goes with what stands below it: many articles have a "Background". So does a
/// line that announces what follows ("Links:").
fn headings(body: &Body, blocks: &Blocks, reasons: &mut Reasons) {
    let count = blocks.list.len().min(body.0.len());
    let mut cut_below: Option<String> = None;
    let (mut shows_below, mut is_last) = (false, true);
    for at in (0..count).rev() {
        let block = &blocks.list[at];
        let is_heading = body.0[at].kind == SegmentKind::Heading;
        if is_heading || block.bytes() <= LABEL_BYTES && blocks.text_of(block).ends_with(':') {
            let is_alone = !shows_below && (cut_below.is_some() || is_last);
            if !is_alone {
                reasons[at] = None;
            } else if reasons[at].is_none() {
                reasons[at] = cut_below.take();
            }
            (shows_below, cut_below) = (false, None);
            // Above a line that announces, the section goes on.
            shows_below |= !is_heading && reasons[at].is_none();
        } else if let Some(reason) = &reasons[at] {
            cut_below = Some(reason.clone());
        } else {
            shows_below |= block.bytes() > 0 || block.class == Class::Picture;
        }
        is_last &= reasons[at].is_some();
    }
}

/// The lead of a text that was cut, where the old one was the beginning of all of it: without what
/// is not shown any more. `None`: it was something else, and stays.
pub fn lead_of_cut(lead: &str, body: &Body) -> Option<String> {
    let all = beginning(body, |_| true);
    let known = lead.trim_end_matches('…').trim_end();
    if known.is_empty() || !all.starts_with(known) {
        return None;
    }
    let shown = beginning(body, |segment| segment.cut.is_none());
    Some(shorten(&shown, Article::LEAD_CHARS).0).filter(|lead| !lead.is_empty())
}

fn beginning(body: &Body, is_taken: impl Fn(&Segment) -> bool) -> String {
    let mut text = String::new();
    for segment in body.0.iter().filter(|segment| is_taken(segment)) {
        if text.len() > 4 * Article::LEAD_CHARS {
            break;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        segment.html.text_into(&mut text);
    }
    text
}

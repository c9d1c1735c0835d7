//! What the feed has of the text is text.
//!
//! A teaser tells where the article begins, a whole text which of several pieces on the page is meant.
//! What the feed does not have may be text all the same: most feeds cut theirs.

use super::LIKELY;
use super::block::Block;
use super::words::Runs;

/// From which probability on the feed is asked: the summary in a box is the feed's teaser, too.
const POSSIBLE: f32 = 0.08;

/// How many words of a block, and runs of a teaser, say something.
const FEW: usize = 5;

/// How much of the shorter must stand in the longer, in percent.
const SHARED: usize = 70;

/// Raises how likely the blocks are text that the feed has.
pub(super) fn raise(blocks: &[Block], likely: &mut [f32], told: &str) {
    let told = Runs::of(told);
    if told.count() < FEW {
        return;
    }
    for (block, likely) in blocks.iter().zip(likely) {
        if (POSSIBLE..LIKELY).contains(likely) && is_told(&told, &block.text) {
            *likely = LIKELY;
        }
    }
}

fn is_told(told: &Runs, text: &str) -> bool {
    let own = Runs::of(text);
    let least = own.count().min(told.count());
    least >= FEW && own.common(told) * 100 >= least * SHARED
}

//! Answers that are empty, far too long or far too short.

use super::{ATOM, Pair};
use crate::fault::Fault;

/// So few letters may become a number or a sign ("5th", "5.").
const FEW_LETTERS: usize = 3;

/// What one letter of a short source may become ("UK", "Vereinigtes Königreich").
const SLACK: usize = 26;

pub(super) fn check(pair: &Pair<'_>) -> Result<(), Fault> {
    let (source, answer) = (weight(pair.source), weight(pair.answer));
    if answer == 0 && source > 0 {
        let says_some = pair.answer.contains(|c: char| c.is_numeric() || c == ATOM);
        return if source <= FEW_LETTERS && says_some {
            Ok(())
        } else {
            Err(Fault::Empty)
        };
    }
    // Three times as long, five times where there are twelve letters; a third, a fifth.
    if answer > source * 3 + SLACK {
        return Err(Fault::TooLong);
    }
    if answer * 10 + 40 < source * 3 {
        return Err(Fault::TooShort);
    }
    Ok(())
}

/// How much a text says, in letters of an alphabet: a sign of Chinese says more than one.
fn weight(text: &str) -> usize {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    letters
        .map(|letter| match letter {
            '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => 3,
            '\u{3040}'..='\u{30ff}' | '\u{ac00}'..='\u{d7af}' => 2,
            _ => 1,
        })
        .sum()
}

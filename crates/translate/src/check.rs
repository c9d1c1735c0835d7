//! The gates: what an engine answered is a translation of what it was given, as far as that can be
//! told without understanding either.
//!
//! Each gate is right on good translations first: a refusal costs an answer that was paid. What
//! stays as it is (atoms) is not looked at here; [`crate::unit`] puts it back itself.

mod address;
mod chatter;
mod length;
mod numbers;
mod repeats;
mod residue;
mod terms;
mod tongue;
mod values;
mod words;

#[cfg(test)]
mod tests;

use depesche_model::{Lang, Term};

use crate::fault::Fault;
use crate::marked::{Marked, Piece};
use crate::unit::Unit;

/// What stands for an atom in a text: no letter, no space.
const ATOM: char = '\u{fffc}';

/// Whether an answer may be shown as the translation of its source; of the terms those that occur in
/// the source are looked for.
///
/// # Errors
/// What is the matter with it, the worst first: another engine is to be asked, or the original stays.
pub fn check(
    source: &Unit,
    answer: &Marked,
    from: &Lang,
    to: &Lang,
    terms: &[Term],
) -> Result<(), Fault> {
    let pair = Pair {
        source: &text(&source.text),
        answer: &text(answer),
        from,
        to,
    };
    length::check(&pair)?;
    chatter::check(&pair)?;
    repeats::check(&pair)?;
    residue::check(&pair)?;
    tongue::check(&pair)?;
    address::check(&pair)?;
    numbers::check(&pair)?;
    terms::check(&pair, &answer.plain(), terms)
}

/// What the gates look at.
#[derive(Clone, Copy, Debug)]
struct Pair<'a> {
    source: &'a str,
    answer: &'a str,
    from: &'a Lang,
    to: &'a Lang,
}

/// The text without what stays as it is.
fn text(marked: &Marked) -> String {
    let mut text = String::new();
    for piece in &marked.0 {
        match piece {
            Piece::Text(part) => text += part,
            Piece::Atom(..) => text.push(ATOM),
            Piece::Open(_) | Piece::Close(_) => {}
        }
    }
    text
}

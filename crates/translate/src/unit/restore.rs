//! Writes a segment anew: its structure from the original, its words from the answers.

use std::collections::BTreeMap;

use depesche_model::Html;
use depesche_model::html::push_escaped;
use depesche_read::clean_part;
use memchr::memchr;

use super::mark::Rank;
use super::{Block, Unit, take};
use crate::marked::{Marked, Piece};

/// The segment with these answers; see [`Block::restore`].
pub(super) fn written(block: &Block, answers: &[Option<Marked>]) -> Option<Html> {
    let mut markup = String::with_capacity(block.markup.len() * 3 / 2);
    let mut at = 0;
    for ((unit, place), answer) in block.units.iter().zip(&block.places).zip(answers) {
        let Some(accepted) = answer.as_ref().and_then(|answer| unit.accepts(answer).ok()) else {
            continue;
        };
        markup.push_str(&block.markup[at..place.start]);
        unit.write(&accepted, &mut markup);
        at = place.end;
    }
    if at == 0 {
        return None;
    }
    markup.push_str(&block.markup[at..]);
    // Words decide on some of the markup: a line that begins with a dash may become a quotation's
    // author. Cleaned once more it is what it would be for any reader; then it must be what it was.
    let cleaned = clean_part(&markup);
    is_same_shape(&markup, cleaned.as_str()).then_some(cleaned)
}

impl Unit {
    /// Writes an accepted answer as markup.
    fn write(&self, accepted: &Marked, out: &mut String) {
        for piece in &accepted.0 {
            match piece {
                Piece::Text(text) => push_escaped(out, text),
                Piece::Open(id) | Piece::Atom(id, _) => {
                    out.extend(self.mark(*id).map(|mark| mark.open.as_str()));
                }
                Piece::Close(id) => out.extend(self.mark(*id).map(|mark| mark.close.as_str())),
            }
        }
    }
}

/// Whether cleaning has left the elements what they are: all that mean something in their order, and
/// of emphasis and line breaks none more.
fn is_same_shape(written: &str, cleaned: &str) -> bool {
    let mut loose: BTreeMap<&str, usize> = BTreeMap::new();
    let (firm, others): (Vec<_>, Vec<_>) = tags(written).partition(|tag| is_firm(tag));
    for tag in others {
        *loose.entry(tag).or_default() += 1;
    }
    let mut firm = firm.into_iter();
    for tag in tags(cleaned) {
        if is_firm(tag) {
            let expected = firm.next();
            if expected.is_none_or(|expected| without_alt(expected) != without_alt(tag)) {
                return false;
            }
            continue;
        }
        match loose.get_mut(tag) {
            Some(count) if *count > 0 => *count -= 1,
            _ => return false,
        }
    }
    firm.next().is_none()
}

/// Whether an element must stay where it is.
fn is_firm(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let name = &name[..name.find([' ', '>']).unwrap_or(name.len())];
    !matches!(take::rank(name), Some(Rank::Loose | Rank::Break))
}

/// A picture's tag around what it shows, which is a text; any other tag whole.
fn without_alt(tag: &str) -> (&str, &str) {
    let alt = tag.find(" alt=\"").filter(|_| tag.starts_with("<img "));
    let Some(begin) = alt.map(|at| at + 6) else {
        return (tag, "");
    };
    let end = tag[begin..].find('"').map_or(tag.len(), |end| begin + end);
    (&tag[..begin], &tag[end..])
}

fn tags(markup: &str) -> impl Iterator<Item = &str> {
    let mut rest = markup;
    std::iter::from_fn(move || {
        rest = &rest[memchr(b'<', rest.as_bytes())?..];
        let end = memchr(b'>', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
        let (tag, after) = rest.split_at(end);
        rest = after;
        Some(tag)
    })
}

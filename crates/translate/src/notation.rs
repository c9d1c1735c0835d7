//! How a text with numbered spans is written for an engine, and read from its answer.
//!
//! Each kind of engine keeps another kind of marks alive. What is written is exact; what is read is
//! what engines make of it: marks in capitals, with spaces in them, with brackets of another width.
//! Reading takes anything: what is no mark of ours is text, or a tag that is dropped.

pub(crate) mod brackets;
pub(crate) mod entities;
pub(crate) mod tags;

use std::fmt::Write as _;

use crate::marked::{Marked, Piece};

/// How much of an answer is read, in bytes; no unit is as long.
const MAX_BYTES: usize = 256 << 10;

/// A way to write numbered spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// `⟦3⟧Paris⟦/3⟧`, `⟦4⟧`: for engines that know no markup, and for the memory.
    Brackets,
    /// `<x id="3">Paris</x>`, `<k id="4">OpenAI</k>`: `DeepL`.
    Xml,
    /// `<x3>Paris</x3>`, `<k4/>`: models that chat.
    Tags,
    /// `<a id=3>Paris</a>`, `<span class="notranslate" id=4>OpenAI</span>`: Google, Azure.
    Html,
}

impl Notation {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Brackets, Self::Xml, Self::Tags, Self::Html];

    /// Whether text is escaped in it.
    fn is_escaped(self) -> bool {
        matches!(self, Self::Xml | Self::Html)
    }
}

/// Writes a text in a notation.
pub fn write(text: &Marked, notation: Notation) -> String {
    let mut out = String::new();
    for piece in &text.0 {
        match piece {
            Piece::Text(text) => push(&mut out, text, notation),
            Piece::Open(id) => begin(&mut out, *id, notation),
            Piece::Close(id) => end(&mut out, *id, notation),
            Piece::Atom(id, text) => atom(&mut out, *id, text, notation),
        }
    }
    out
}

/// Reads an answer in a notation: any answer, in time that grows with its length alone. Of one that
/// is absurdly long only the beginning is read.
pub fn read(answer: &str, notation: Notation) -> Marked {
    let answer = &answer[..answer.floor_char_boundary(MAX_BYTES)];
    Marked(match notation {
        Notation::Brackets => brackets::read(answer),
        Notation::Tags => tags::read(answer, Into::into),
        Notation::Xml | Notation::Html => tags::read(answer, entities::decode),
    })
}

/// Appends a text to the pieces, to the last of them where that is text too.
fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(Piece::Text(last)) => last.push_str(text),
        _ => pieces.push(Piece::Text(text.to_owned())),
    }
}

fn begin(out: &mut String, id: u16, notation: Notation) {
    // Writing to a string cannot fail.
    let _ = match notation {
        Notation::Brackets => write!(out, "⟦{id}⟧"),
        Notation::Xml => write!(out, "<x id=\"{id}\">"),
        Notation::Tags => write!(out, "<x{id}>"),
        Notation::Html => write!(out, "<a id={id}>"),
    };
}

fn end(out: &mut String, id: u16, notation: Notation) {
    let _ = match notation {
        Notation::Brackets => write!(out, "⟦/{id}⟧"),
        Notation::Xml => write!(out, "</x>"),
        Notation::Tags => write!(out, "</x{id}>"),
        Notation::Html => write!(out, "</a>"),
    };
}

fn atom(out: &mut String, id: u16, text: &str, notation: Notation) {
    let end = match notation {
        Notation::Brackets | Notation::Tags => "",
        Notation::Xml => "</k>",
        Notation::Html => "</span>",
    };
    let _ = match notation {
        Notation::Brackets => write!(out, "⟦{id}⟧"),
        Notation::Xml => write!(out, "<k id=\"{id}\">"),
        Notation::Tags => write!(out, "<k{id}/>"),
        Notation::Html => write!(out, "<span class=\"notranslate\" id={id}>"),
    };
    if !end.is_empty() {
        push(out, text, notation);
        out.push_str(end);
    }
}

/// Appends a text, escaped where the notation is markup. Quotation marks stay what they are: engines
/// translate them.
fn push(out: &mut String, text: &str, notation: Notation) {
    if !notation.is_escaped() {
        return out.push_str(text);
    }
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // XML has no place for them.
            c if c.is_control() && !c.is_whitespace() => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests;

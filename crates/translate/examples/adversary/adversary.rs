//! An engine that does everything wrong.

use depesche_translate::marked::{Marked, Piece};
use depesche_translate::notation::{Notation, read, write};

use super::chance::Chance;

/// What is slipped into answers.
const INJECTED: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href=\"https://evil.example/\">x</a>",
    "</p><p>",
    "</li></ul>",
    "<br>",
    "&lt;script&gt;",
    "&amp;amp;",
    "&#x3c;b&#x3e;",
    "\u{0}\u{1}\u{7f}",
    "\u{202e}abc",
    "<!--",
    "-->",
    "]]>",
    "<![CDATA[",
    "\"onclick=x\"",
    "'",
    "<x3>",
    "</x3>",
    "⟦1⟧",
    "⟦/1⟧",
    "⟦",
    "⟧",
    "[[2]]",
    "<k1/>",
    "<x id=\"1\">",
    "</x>",
    "<figure>",
    "<table><tr><td>",
    "— Mara Quill",
    "↩",
    "\n\n",
    "\u{a0}",
    "\u{200b}",
    "~Altman",
    "media:https://evil.example/x.jpg",
    "javascript:alert(1)",
    "￾",
    "\u{feff}",
    "\r\n\t",
];

/// An answer to a unit, in one of the notations; `other` is another unit's text.
pub(crate) fn answer(chance: &mut Chance, unit: &Marked, other: &Marked) -> Marked {
    let notation = Notation::ALL[chance.below(4)];
    match chance.below(24) {
        0 => return Marked::default(),
        1 => return other.clone(),
        2 => return Marked(shuffled(chance, &unit.0)),
        3 => return read(&soup(chance), notation),
        4 => return unit.clone(),
        5 if chance.is_one_in(20) => return read(&"word ".repeat(60_000), notation),
        _ => {}
    }
    let pieces: Vec<Piece> = unit.0.iter().map(translated).collect();
    let pieces = if chance.is_one_in(4) {
        pieces
    } else {
        broken(chance, pieces)
    };
    let mut text = write(&Marked(pieces), notation);
    for _ in 0..chance.below(4) {
        text = bent(chance, &text);
    }
    read(&text, notation)
}

/// Words in another language, so to speak: names and numbers stay.
fn translated(piece: &Piece) -> Piece {
    let Piece::Text(text) = piece else {
        return piece.clone();
    };
    let words = text.split_inclusive(' ').map(|word| {
        if word.starts_with(|c: char| c.is_lowercase()) {
            format!("e{word}")
        } else {
            word.to_owned()
        }
    });
    Piece::Text(words.collect())
}

/// Marks are dropped, doubled, moved and renumbered.
fn broken(chance: &mut Chance, mut pieces: Vec<Piece>) -> Vec<Piece> {
    for _ in 0..=chance.below(5) {
        let marks = pieces
            .iter()
            .enumerate()
            .filter(|(_, piece)| !matches!(piece, Piece::Text(_)));
        let marks: Vec<usize> = marks.map(|(at, _)| at).collect();
        if marks.is_empty() {
            break;
        }
        let at = marks[chance.below(marks.len())];
        let to = chance.below(pieces.len());
        match chance.below(8) {
            0 | 1 => drop(pieces.remove(at)),
            2 => pieces.insert(to, pieces[at].clone()),
            3 => pieces.swap(at, to),
            4 => {
                let piece = pieces.remove(at);
                pieces.insert(to.min(pieces.len()), piece);
            }
            5 => {
                let id = u16::try_from(chance.below(12)).unwrap_or(0);
                pieces[at] = match &pieces[at] {
                    Piece::Open(_) => Piece::Open(id),
                    Piece::Close(_) => Piece::Close(id),
                    _ => Piece::Atom(id, "x".to_owned()),
                };
            }
            6 => pieces.retain(|piece| matches!(piece, Piece::Text(_)) || chance.is_one_in(2)),
            _ => pieces.retain(|piece| matches!(piece, Piece::Text(_))),
        }
    }
    pieces
}

fn shuffled(chance: &mut Chance, pieces: &[Piece]) -> Vec<Piece> {
    let mut pieces = pieces.to_vec();
    for at in (1..pieces.len()).rev() {
        pieces.swap(at, chance.below(at + 1));
    }
    pieces
}

/// A written answer is cut, given other cases, spaces and brackets, and more than it should have.
fn bent(chance: &mut Chance, text: &str) -> String {
    let at = text.floor_char_boundary(chance.below(text.len() + 1));
    match chance.below(10) {
        0 => text[..at].to_owned(),
        1 => text[at..].to_owned(),
        2 => text.to_uppercase(),
        3 => text
            .replace('⟦', "⟦ ")
            .replace('⟧', " ⟧")
            .replace('<', "< ")
            .replace('>', " >"),
        4 => text.replace('⟦', "[[").replace('⟧', "]]").replace('"', "'"),
        5 => text.replace(' ', "  "),
        6 => text
            .replace(" ⟦", "⟦")
            .replace("⟧ ", "⟧")
            .replace("> ", ">")
            .replace(" <", "<"),
        7 => format!("{}{}{}", &text[..at], soup(chance), &text[at..]),
        _ => format!("{}{}{}", &text[..at], chance.one_of(INJECTED), &text[at..]),
    }
}

fn soup(chance: &mut Chance) -> String {
    let pieces = (0..chance.below(12)).map(|_| {
        let injected = chance.one_of(INJECTED);
        let word = chance.one_of(&["ebb ", " tide", "x", " ", "7"]);
        format!("{injected}{word}")
    });
    pieces.collect()
}

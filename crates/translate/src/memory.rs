//! By what a translation is remembered: so that nothing is paid twice.
//!
//! A unit is known by its words and by where its marks stand, not by where its links lead: an
//! address with another tracking parameter costs nothing.

use std::fmt::Write as _;

use depesche_model::digest::{Hasher, hex};
use depesche_model::{Lang, Term};

use crate::marked::{Marked, Piece};
use crate::protect::{is_address, terms::occurring};

/// Counts the changes of how units are made and written: after one, all are translated anew.
pub const PIPELINE: u32 = 1;

/// The text that a unit is known by: in brackets, white space folded. Names and hashtags stay in it,
/// since they decide on the words around them; addresses do not.
pub fn normal(text: &Marked) -> String {
    let mut normal = String::new();
    for piece in &text.0 {
        // Writing to a string cannot fail.
        let _ = match piece {
            Piece::Text(text) => {
                push_folded(&mut normal, text);
                Ok(())
            }
            Piece::Open(id) => write!(normal, "⟦{id}⟧"),
            Piece::Close(id) => write!(normal, "⟦/{id}⟧"),
            Piece::Atom(id, text) if text.is_empty() || is_address(text) => {
                write!(normal, "⟦{id}⟧")
            }
            Piece::Atom(id, text) => write!(normal, "⟦{id}={text}⟧"),
        };
    }
    normal.truncate(normal.trim_end().len());
    normal
}

/// The key of a unit's translation: SHA-256, in hex. Of `terms` only those count that occur in the
/// unit, so that a change of the glossary touches no other.
pub fn key(
    text: &Marked,
    from: &Lang,
    to: &Lang,
    engine: &str,
    model: &str,
    terms: &[Term],
) -> String {
    let mut hash = Hasher::new();
    let mut part = |text: &str| {
        // With its length: no two lists of parts are one text.
        hash.update(text.len().to_be_bytes());
        hash.update(text);
    };
    part(&PIPELINE.to_string());
    for text in [from.as_str(), to.as_str(), engine, model, &normal(text)] {
        part(text);
    }
    for term in occurring(&text.plain(), terms) {
        part(&term.term);
        part(term.wanted());
    }
    hex(&hash.finish())
}

fn push_folded(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            c if !c.is_whitespace() => out.push(c),
            _ if out.is_empty() || out.ends_with(' ') => {}
            _ => out.push(' '),
        }
    }
}

#[cfg(test)]
mod tests {
    use depesche_model::{Lang, Term};

    use super::{key, normal};
    use crate::marked::{Marked, Piece};

    fn lang(tag: &str) -> Lang {
        Lang::parse(tag).expect("a language")
    }

    fn with(atom: &str) -> Marked {
        Marked(vec![
            Piece::Text(" Ebb\n \u{a0}at ".to_owned()),
            Piece::Open(1),
            Piece::Text("noon".to_owned()),
            Piece::Close(1),
            Piece::Atom(2, atom.to_owned()),
            Piece::Text("  ".to_owned()),
        ])
    }

    fn known(text: &Marked, terms: &[Term]) -> String {
        key(text, &lang("en"), &lang("de"), "e", "m", terms)
    }

    #[test]
    fn names_are_in_the_normal_form_and_addresses_are_not() {
        assert_eq!(normal(&with("Quill")), "Ebb at ⟦1⟧noon⟦/1⟧⟦2=Quill⟧");
        assert_eq!(normal(&with("https://a.example")), "Ebb at ⟦1⟧noon⟦/1⟧⟦2⟧");
        assert_eq!(normal(&with("")), "Ebb at ⟦1⟧noon⟦/1⟧⟦2⟧");
    }

    #[test]
    fn a_term_counts_where_it_occurs() {
        let term = |term: &str, translation: &str| Term {
            term: term.to_owned(),
            translation: Some(translation.to_owned()),
            from: None,
            to: None,
            is_case_sensitive: false,
        };
        let text = with("Quill");
        let plain = known(&text, &[]);
        assert_eq!(plain.len(), 64);
        assert_eq!(known(&text, &[term("flood", "Flut")]), plain);
        let ebb = known(&text, &[term("ebb", "Ebbe")]);
        assert_ne!(ebb, plain);
        assert_ne!(known(&text, &[term("ebb", "Ebbstrom")]), ebb);
        assert_eq!(
            known(&text, &[term("flood", "Flut"), term("ebb", "Ebbe")]),
            ebb
        );
    }

    #[test]
    fn every_part_of_a_key_counts() {
        let text = with("Quill");
        let (en, de) = (lang("en"), lang("de"));
        let keys = [
            key(&text, &en, &de, "e", "m", &[]),
            key(&text, &de, &en, "e", "m", &[]),
            key(&text, &en, &de, "em", "", &[]),
            key(&text, &en, &de, "", "em", &[]),
            key(&with("Quell"), &en, &de, "e", "m", &[]),
        ];
        for (at, one) in keys.iter().enumerate() {
            assert!(!keys[..at].contains(one), "{at}");
        }
    }
}

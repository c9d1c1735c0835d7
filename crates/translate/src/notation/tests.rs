//! What is written comes back, and what engines make of it is understood.

use proptest::prelude::*;

use super::{Notation, read, write};
use crate::marked::{Marked, Piece};

fn text(text: &str) -> Piece {
    Piece::Text(text.to_owned())
}

fn atom(id: u16, text: &str) -> Piece {
    Piece::Atom(id, text.to_owned())
}

fn sample() -> Marked {
    Marked(vec![
        text("R&D < "),
        Piece::Open(1),
        text("Ebb "),
        Piece::Open(2),
        text("tide"),
        Piece::Close(2),
        Piece::Close(1),
        text(" by "),
        atom(3, "A&B"),
        text("."),
    ])
}

fn check(notation: Notation, answer: &str, expected: &[Piece]) {
    assert_eq!(read(answer, notation).0, expected, "{answer}");
}

#[test]
fn every_notation_is_written_as_its_engines_expect() {
    let expected = [
        "R&D < ⟦1⟧Ebb ⟦2⟧tide⟦/2⟧⟦/1⟧ by ⟦3⟧.",
        "R&amp;D &lt; <x id=\"1\">Ebb <x id=\"2\">tide</x></x> by <k id=\"3\">A&amp;B</k>.",
        "R&D < <x1>Ebb <x2>tide</x2></x1> by <k3/>.",
        "R&amp;D &lt; <a id=1>Ebb <a id=2>tide</a></a> by <span class=\"notranslate\" id=3>A&amp;B</span>.",
    ];
    for (notation, expected) in Notation::ALL.into_iter().zip(expected) {
        assert_eq!(write(&sample(), notation), expected);
        let mut again = sample();
        if !notation.is_escaped() {
            again.0[8] = atom(3, "");
        }
        assert_eq!(read(expected, notation), again);
    }
}

#[test]
fn brackets_are_read_as_engines_bend_them() {
    let expected = [
        text("in "),
        Piece::Open(3),
        text("Paris"),
        Piece::Close(3),
        atom(4, ""),
    ];
    for answer in [
        "in ⟦ 3 ⟧Paris⟦ / 3⟧⟦4/⟧",
        "in [[3]]Paris[[/3]][[ 4 ]]",
        "in ［［３］］Paris［［／３］］〚4〛",
        "in 【3】Paris【/3】⟦\u{a0}4\u{a0}]]",
    ] {
        check(Notation::Brackets, answer, &expected);
    }
    check(
        Notation::Brackets,
        "[3] [[a]] ⟦⟧ ⟦3",
        &[text("[3] [[a]] ⟦⟧ ⟦3")],
    );
    check(Notation::Brackets, "⟦99999999⟧", &[atom(u16::MAX, "")]);
}

#[test]
fn tags_are_read_as_engines_bend_them() {
    let expected = [
        text("in "),
        Piece::Open(3),
        text("Paris"),
        Piece::Close(3),
        atom(4, "A"),
    ];
    for answer in [
        "in <X id = '3' >Paris</X><k id=4>A</k>",
        "in <x3 >Paris</ x3><K4>A</K4>",
        "in < x3>Paris</x><span translate=no ID=\"4\" class=notranslate>A</span>",
        "in <a class='y' id='3'>Paris</a><b><K id=\"4\">A</k></b><!-- c -->",
    ] {
        for notation in [Notation::Xml, Notation::Tags, Notation::Html] {
            check(notation, answer, &expected);
        }
    }
    check(
        Notation::Tags,
        "a < b and c > d <3",
        &[text("a < b and c > d <3")],
    );
    check(
        Notation::Tags,
        "<k4>a<k5>b",
        &[atom(4, ""), text("a"), atom(5, ""), text("b")],
    );
    check(
        Notation::Tags,
        "<script src=//e.example>a()</script>",
        &[text("a()")],
    );
    check(
        Notation::Html,
        "<a href=x>a</a> <a id=1>b</a>",
        &[text("a "), Piece::Open(1), text("b"), Piece::Close(1)],
    );
}

#[test]
fn references_are_resolved_once_where_text_is_markup() {
    check(
        Notation::Xml,
        "&amp;lt; &#x2019;&#39; &bogus; &#xd800; & &",
        &[text("&lt; ’' &bogus; &#xd800; & &")],
    );
    check(Notation::Tags, "R&amp;D", &[text("R&amp;D")]);
}

#[test]
fn floods_are_read_in_time() {
    for piece in [
        "⟦", "⟦1", "[[", "<", "<x", "<x1>", "<k1>", "</k>", "&", "⟦ ", "<x id=",
    ] {
        let flood = piece.repeat((10 << 20) / piece.len());
        for notation in [Notation::Brackets, Notation::Html] {
            assert!(read(&flood, notation).0.len() <= super::MAX_BYTES);
        }
    }
}

proptest! {
    #[test]
    fn anything_can_be_read(answer in "([a-z<>&;/⟦⟧\\[\\] =\"'0-9]|<x[0-9]>|</x>|<k4/?>|⟦/?[0-9]⟧|é){0,60}") {
        for notation in Notation::ALL {
            let once = read(&answer, notation);
            prop_assert!(once.plain().len() <= answer.len());
        }
    }
}

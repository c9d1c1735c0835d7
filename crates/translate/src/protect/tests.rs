//! What is protected, and what is not.

use depesche_model::Term;
use proptest::prelude::*;

use super::terms::{Terms, occurring};
use super::{is_address, protected};

fn term(text: &str, is_case_sensitive: bool) -> Term {
    Term {
        term: text.to_owned(),
        translation: None,
        from: None,
        to: None,
        is_case_sensitive,
    }
}

fn found(text: &str, terms: &[Term]) -> Vec<String> {
    let found = protected(text, &Terms::kept(terms));
    found
        .into_iter()
        .map(|(range, _)| text[range].to_owned())
        .collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(found(text, &[]), expected, "{text}");
}

#[test]
fn addresses_and_names_of_accounts_stay() {
    check(
        "See https://a.example/x_(y)?z=1, (www.b.example/c) or HTTP://d.example.",
        &[
            "https://a.example/x_(y)?z=1",
            "www.b.example/c",
            "HTTP://d.example",
        ],
    );
    check("Ask mara.q+x@quill.example.", &["mara.q+x@quill.example"]);
    check(
        "@mara and @mara@toots.example, a@b",
        &["@mara", "@mara@toots.example"],
    );
    check("#ebb #1 C# #2026er", &["#ebb", "#2026er"]);
    check(
        "ISBN 978-3-16-148410-0, doi:10.1000/182 10.1000/x.",
        &["ISBN 978-3-16-148410-0", "doi:10.1000/182", "10.1000/x"],
    );
}

#[test]
fn signs_and_placeholders_stay() {
    check("Ebb 🌊🏖️ tide 👩‍🚀", &["🌊🏖️", "👩‍🚀"]);
    check(
        "{name} {{x}} %s %1$d 5 % 100%s %sea",
        &["{name}", "{{x}}", "%s", "%1$d"],
    );
}

#[test]
fn what_reads_like_a_mark_of_ours_stays() {
    check(
        "⟦3⟧ [[ 4 ]] [5] ⟦ x⟧ 【6】",
        &["⟦3⟧", "[[ 4 ]]", "⟦", "⟧", "【6】"],
    );
    check("a < b, <x3> </p> < k4 >", &["<x3>", "</p>", "< k4 >"]);
}

#[test]
fn numbers_and_words_do_not_stay() {
    check("1.5 million in 2026, 10 %, well-known e.g. http: www", &[]);
}

#[test]
fn terms_stay_at_the_borders_of_words_the_longest_first() {
    let terms = [
        term("Open", true),
        term("Open Harbour", true),
        term("quay", false),
        term("C++", true),
    ];
    assert_eq!(
        found("Open Harbour, Opening, open, QUAY quays C++.", &terms),
        ["Open Harbour", "QUAY", "C++"]
    );
    let translated = Term {
        translation: Some("Kai".to_owned()),
        ..term("quay", false)
    };
    assert!(found("a quay", std::slice::from_ref(&translated)).is_empty());
    assert_eq!(
        occurring("a Quay", &[translated.clone(), term("x", true)]),
        [&translated]
    );
}

#[test]
fn addresses_are_told_from_names() {
    assert!(
        is_address("https://a.example") && is_address("a@b.example") && is_address("WWW.a.example")
    );
    assert!(!is_address("@mara@toots.example") && !is_address("#ebb") && !is_address("OpenAI"));
}

proptest! {
    #[test]
    fn what_is_found_stands_in_order(text in "([a-zA-Z1 .@#%{}<>/:⟦⟧\\[\\]é🌊]|http://|www\\.|isbn|ſ|İ){0,40}") {
        let terms = [term("a", false), term("é", true)];
        let mut end = 0;
        for (range, _) in protected(&text, &Terms::kept(&terms)) {
            prop_assert!(range.start >= end && range.end > range.start);
            prop_assert!(text.get(range.clone()).is_some());
            end = range.end;
        }
    }
}

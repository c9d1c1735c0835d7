use depesche_model::{Lang, Term};
use proptest::prelude::*;

use super::check;
use crate::fault::Fault;
use crate::glossary;
use crate::marked::{Marked, Piece};
use crate::unit::{Kind, Unit};

const GOOD: [(&str, &str, &str); 3] = [
    ("en", "de", include_str!("../../smoke/en-de.tsv")),
    ("de", "en", include_str!("../../smoke/de-en.tsv")),
    ("fr", "de", include_str!("../../smoke/fr-de.tsv")),
];
const REFUSED: &str = include_str!("../../smoke/refused.tsv");

/// What becomes of an answer, where nothing of the source is kept as it is.
fn verdict(pair: (&str, &str), source: &str, answer: &str, terms: &[Term]) -> Result<(), Fault> {
    let mut unit = Unit::line(Kind::Title, "a text", &[]).expect("it has letters");
    unit.text = Marked::from(source);
    let lang = |tag| Lang::parse(tag).expect("it is a tag");
    check(
        &unit,
        &Marked::from(answer),
        &lang(pair.0),
        &lang(pair.1),
        terms,
    )
}

fn rows(file: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect())
}

#[test]
fn good_translations_pass() {
    let mut count = 0;
    let mut wrong = Vec::new();
    for (from, to, file) in GOOD {
        for row in rows(file) {
            let found = verdict((from, to), row[0], row[1], &[]);
            wrong.extend(
                found
                    .err()
                    .map(|fault| format!("{fault:?}: {} → {}", row[0], row[1])),
            );
            count += 1;
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(count >= 100, "{count}");
}

#[test]
fn bad_answers_are_refused_for_what_they_are() {
    let mut wrong = Vec::new();
    for row in rows(REFUSED) {
        let terms = row
            .get(5)
            .map_or(Vec::new(), |term| glossary::read(term).expect("it is one"));
        let found = verdict((row[1], row[2]), row[3], row[4], &terms);
        if found != Err(Fault::parse(row[0]).expect("it is a fault")) {
            wrong.push(format!("{found:?} for {}: {} → {}", row[0], row[3], row[4]));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(rows(REFUSED).count() >= 60);
}

#[test]
fn what_stays_as_it_is_is_not_looked_at() {
    let lang = |tag| Lang::parse(tag).expect("it is a tag");
    let text = |text: &str| Piece::Text(text.to_owned());
    let mut unit = Unit::line(Kind::Title, "a text", &[]).expect("it has letters");
    unit.text = Marked(vec![
        Piece::Atom(1, "@ship 2026".to_owned()),
        text(" sinks"),
    ]);
    let answer = Marked(vec![Piece::Atom(1, String::new()), text(" sinkt")]);
    assert_eq!(check(&unit, &answer, &lang("en"), &lang("de"), &[]), Ok(()));
}

#[test]
fn terms_are_wanted_in_any_form_and_of_their_languages_alone() {
    let terms = "en>de: central bank = Notenbank\nen>fr: rate = taux\nKI = AI\nen>de i: EU = EU";
    let terms = glossary::read(terms).expect("it is a glossary");
    let check = |source, answer, expected| {
        assert_eq!(
            verdict(("en", "de"), source, answer, &terms),
            expected,
            "{answer}"
        );
    };
    check("The central bank waits", "Die Notenbank wartet", Ok(()));
    check(
        "What the central bank says",
        "Was die Notenbanken sagen",
        Ok(()),
    );
    check(
        "What the central bank says",
        "Das Notenbankpapier im Wortlaut",
        Ok(()),
    );
    check(
        "What the central bank says",
        "Was die Zentralbank sagt",
        Err(Fault::Term),
    );
    check(
        "What the central banker says",
        "Was der Zentralbanker sagt",
        Ok(()),
    );
    check("The rate falls", "Der Zins sinkt", Ok(()));
    check("The EU waits", "Die Europäer warten", Err(Fault::Term));
    check("The EU waits", "Die EU wartet", Ok(()));
}

#[test]
fn other_scripts_are_measured_by_their_own_measure() {
    let good = [
        (
            ("zh", "de"),
            "大桥将关闭到星期五，市政府周一宣布。",
            "Die Brücke bleibt bis Freitag gesperrt, teilte die Stadtverwaltung am Montag mit.",
        ),
        (
            ("zh", "de"),
            "该市有1.2万居民。",
            "Die Stadt hat 12.000 Einwohner.",
        ),
        (
            ("zh", "en"),
            "三千人参加了游行。",
            "3,000 people took part in the march.",
        ),
        (
            ("ja", "en"),
            "橋は金曜日まで閉鎖される。",
            "The bridge will be closed until Friday.",
        ),
        (
            ("en", "zh"),
            "The bridge stays closed until Friday, the city said on Monday.",
            "市政府周一表示，大桥将关闭至周五。",
        ),
        (
            ("ru", "de"),
            "Двадцать человек пострадали, сообщила полиция.",
            "20 Menschen wurden verletzt, teilte die Polizei mit.",
        ),
        (
            ("ru", "de"),
            "Население города — 1,5 млн человек.",
            "Die Stadt hat 1,5 Millionen Einwohner.",
        ),
        (
            ("ar", "en"),
            "أصيب ٢٥ شخصا في الحادث",
            "25 people were injured in the accident",
        ),
        (
            ("es", "en"),
            "El déficit llega a 1.500 millones de euros.",
            "The deficit reaches 1.5 billion euros.",
        ),
        (
            ("sv", "de"),
            "Bron stängs i 12 000 timmar.",
            "Die Brücke wird für 12.000 Stunden gesperrt.",
        ),
    ];
    for (pair, source, answer) in good {
        assert_eq!(
            verdict(pair, source, answer, &[]),
            Ok(()),
            "{source} → {answer}"
        );
    }
}

proptest! {
    #[test]
    fn any_answer_is_judged(
        source in "(\\PC|[a-z0-9 .,:@#\"<万]){0,80}", answer in "(\\PC|[a-z0-9 .,:@#\"<万]){0,80}",
    ) {
        let terms = glossary::read("a\ni: b = c").expect("it is a glossary");
        let _ = verdict(("en", "de"), &source, &answer, &terms);
        let own = verdict(("en", "de"), &source, &source, &[]);
        let is_own = matches!(own, Ok(()) | Err(Fault::Untranslated | Fault::OtherLanguage));
        prop_assert!(is_own, "{own:?}");
    }
}

#[test]
fn a_long_answer_takes_no_longer_for_its_length() {
    let units = [
        "1 ",
        "1.1",
        "12 345 ",
        "a ",
        "1 twenty ",
        "2 млн ",
        "@a ",
        "note: (",
        "<a ",
        "one. ",
        "x",
        "5",
        "\r",
    ];
    for unit in units {
        let text = unit.repeat(30_000 / unit.len());
        let other = format!("7 eight {text} 9");
        let _ = verdict(("en", "de"), &text, &other, &[]);
        let _ = verdict(("ru", "fr"), &other, &text, &[]);
    }
}

//! The translations against their originals: the same articles, blocks, marks, numbers and names.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{AHEAD, Phrase, PhraseKind, phrases};
use crate::demo::broken::{READABLE, READABLE_IN_ENGLISH};
use crate::demo::editions::{EDITIONS, Edition, LEFT, Pair, pairs};
use crate::demo::outlets;
use crate::demo::outlets::TEXTS;
use crate::demo::script::{self, Script};
use crate::demo::{GLOSSARY, ticker};

mod terms;
mod words;

/// How many blocks of an article each edition has: all, those of a lead, none.
const BLOCKS: [usize; 5] = [usize::MAX, usize::MAX, 2, 0, 0];

fn articles() -> impl Iterator<Item = (Edition, Script, Script)> {
    EDITIONS.into_iter().flat_map(|edition| {
        let articles = edition.articles().into_iter();
        articles.map(move |(from, to)| (edition, from, to))
    })
}

/// What is published beside the articles: the ticker's first forty notices and the calendar's.
fn notices() -> impl Iterator<Item = (Edition, Script, Script)> {
    let ticker = (1..=40).map(ticker::notice).map(|notice| {
        let mut editions = EDITIONS.into_iter();
        let edition = editions.find(|edition| edition.outlet == notice.outlet);
        let edition = edition.expect("every outlet has an edition");
        (edition, notice.original, notice.translation)
    });
    let script = |(title, teaser): (&str, &str)| Script {
        title: title.to_owned(),
        teaser: teaser.to_owned(),
        ..Script::default()
    };
    let calendar = READABLE.into_iter().zip(READABLE_IN_ENGLISH);
    ticker.chain(calendar.map(move |(from, to)| (EDITIONS[0], script(from), script(to))))
}

/// Checks every pair of texts, and says of all for which it does not hold.
fn check(holds: impl Fn(&Edition, &Pair) -> bool) {
    let mut failures = Vec::new();
    for (edition, from, to) in articles().chain(notices()) {
        for pair in pairs(&from, &to) {
            if !holds(&edition, &pair) {
                failures.push(format!("{}\n{}\n", pair.original, pair.translation));
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

fn shown() -> Vec<Phrase> {
    let homes = (1..=outlets::COUNT).map(|number| format!("http://{number}.example"));
    let outlets = outlets::all(homes);
    let end = Timestamp::from_second(1_790_000_000).expect("is a time");
    phrases(&outlets, end, 0)
}

#[test]
fn each_edition_has_the_articles_of_its_original_in_their_order() {
    for edition in EDITIONS {
        let articles = edition.articles();
        let translated: Vec<_> = articles.iter().map(|(_, to)| to.slug.as_str()).collect();
        let originals = script::read(TEXTS[edition.outlet]);
        let originals: Vec<_> = originals.iter().map(|from| from.slug.as_str()).collect();
        assert_eq!(translated, originals, "{} > {}", edition.from, edition.to);
    }
}

#[test]
fn what_is_left_in_the_original_is_left_on_purpose() {
    let mut left = Vec::new();
    for (index, edition) in EDITIONS.into_iter().enumerate() {
        for (from, to) in edition.articles() {
            let slug = &from.slug;
            let is_there = |from: &str, to: &str| from.is_empty() == to.is_empty();
            assert!(is_there(&from.title, &to.title), "{slug}");
            assert!(is_there(&from.teaser, &to.teaser), "{slug}");
            assert_eq!(
                to.blocks.len(),
                from.blocks.len().min(BLOCKS[index]),
                "{slug}"
            );
            let originals = from.blocks.iter().zip(&to.blocks);
            left.extend(
                originals
                    .filter(|(_, to)| *to == LEFT)
                    .map(|(from, _)| from.clone()),
            );
            assert_eq!(from.changes.len(), to.changes.len(), "{slug}");
            for (from, to) in from.changes.iter().zip(&to.changes) {
                assert!(is_there(&from.title, &to.title), "{slug}");
                assert!(is_there(&from.teaser, &to.teaser), "{slug}");
                let places = |change: &script::Change| -> Vec<_> {
                    change
                        .blocks
                        .iter()
                        .map(|(place, _)| *place)
                        .take(BLOCKS[index])
                        .collect()
                };
                let first = places(from);
                assert!(places(to).starts_with(&first), "{slug}");
            }
        }
    }
    let [council, vote] = left.as_slice() else {
        panic!("{left:?}");
    };
    assert!(council.starts_with("Der Personalrat"), "{council}");
    assert!(
        vote.starts_with("Die Mitglieder der Gewerkschaft"),
        "{vote}"
    );
}

#[test]
fn marks_and_days_stand_in_the_same_order() {
    check(|_, pair| words::marks(pair.original) == words::marks(pair.translation));
}

#[test]
fn numbers_are_the_same() {
    check(|edition, pair| {
        let original = words::numbers(pair.original, edition.from);
        original == words::numbers(pair.translation, edition.to)
    });
}

#[test]
fn sentences_are_as_many() {
    check(|_, pair| words::sentences(pair.original) == words::sentences(pair.translation));
}

#[test]
fn names_stand_in_the_same_order() {
    let terms = terms::read(GLOSSARY);
    check(|_, pair| terms::names(&terms, pair.original) == terms::names(&terms, pair.translation));
}

#[test]
fn words_are_those_of_the_glossary() {
    let terms = terms::read(GLOSSARY);
    check(|edition, pair| {
        let mut own = terms
            .iter()
            .filter(|term| term.is_for(edition.from, edition.to));
        own.all(|term| {
            !terms::has(pair.original, &term.term) || terms::has(pair.translation, &term.wanted)
        })
    });
}

#[test]
fn every_word_of_the_glossary_occurs() {
    for term in terms::read(GLOSSARY) {
        let mut texts = articles().filter(|(edition, ..)| term.is_for(edition.from, edition.to));
        let occurs = texts.any(|(_, from, to)| {
            let pairs = pairs(&from, &to);
            pairs
                .iter()
                .any(|pair| terms::has(pair.original, &term.term))
        });
        assert!(occurs || terms::OUTLETS.contains(&&*term.term), "{term:?}");
    }
}

#[test]
fn a_phrase_is_there_once_with_its_days_filled_in() {
    let phrases = shown();
    let mut seen = BTreeSet::new();
    for phrase in &phrases {
        let Phrase {
            from,
            to,
            kind,
            original,
            translation,
        } = phrase;
        assert!(seen.insert((from, to, kind, original)), "{original}");
        for text in [original, translation] {
            assert!(
                !text.is_empty() && !text.contains('{') && text != LEFT,
                "{text}"
            );
            assert_eq!(text.starts_with('<'), *kind == PhraseKind::Block, "{text}");
        }
    }
    let has = |from: &str, to: &str| {
        let mut found = phrases.iter();
        found.any(|phrase| phrase.original.contains(from) && phrase.translation.contains(to))
    };
    // The end is a Monday: what was published three days before is of the Friday.
    assert!(has("steht seit Donnerstag", "since Thursday"));
    assert!(has(
        "Am kommenden Sonntag kann der Turm",
        "coming Sunday the tower"
    ));
    assert!(has(
        "Am kommenden Mittwoch kann der Turm",
        "coming Wednesday the tower"
    ));
    assert!(has("<p><strong>Lesen Sie", "<p><strong>Read our"));
    assert!(has(READABLE[0].0, "Chamber choir"));
    assert!(has(&format!("Netzlage {}", AHEAD - 2), "megawatts"));
}

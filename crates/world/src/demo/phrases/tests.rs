//! The translations against their originals: the same articles, blocks, marks, numbers and names.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::{AHEAD, Phrase, PhraseKind, phrases};
use crate::demo::broken::{READABLE, READABLE_IN_ENGLISH};
use crate::demo::editions::{EDITIONS, Edition, LEFT, Pair, pairs};
use crate::demo::outlet::Outlet;
use crate::demo::outlets;
use crate::demo::outlets::TEXTS;
use crate::demo::piece::Piece;
use crate::demo::script::{self, Script};
use crate::demo::{GLOSSARY, plan, ticker};

mod terms;
mod words;

/// How many blocks of its articles an outlet's editions have, where they do not have all: those of
/// a lead, none.
const BLOCKS: [usize; outlets::COUNT] = [usize::MAX, usize::MAX, 2, 0];

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

/// The outlets, and a Monday on which the three days end.
fn demo() -> (Vec<Outlet>, Timestamp) {
    let homes = (1..=outlets::COUNT).map(|number| format!("http://{number}.example"));
    let end = "2026-11-23T12:00:00Z".parse().expect("is a time");
    (outlets::all(homes), end)
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
fn an_edition_says_as_much_as_it_should() {
    for (edition, from, to) in articles() {
        let slug = &from.slug;
        let all = from.blocks.len();
        let least = BLOCKS[edition.outlet].min(all);
        assert!([least, all].contains(&to.blocks.len()), "{slug}");
        assert!(
            is_headed([&from.title, &from.teaser], [&to.title, &to.teaser]),
            "{slug}"
        );
        assert_eq!(from.changes.len(), to.changes.len(), "{slug}");
        for (from, to) in from.changes.iter().zip(&to.changes) {
            let places = [from, to].map(|change| {
                let places = change.blocks.iter().map(|(place, _)| *place);
                places.take(least).collect::<Vec<_>>()
            });
            assert_eq!(places[0], places[1], "{slug}");
            assert!(
                is_headed([&from.title, &from.teaser], [&to.title, &to.teaser]),
                "{slug}"
            );
        }
    }
}

/// Whether a translation has a title and a teaser where its original has them.
fn is_headed(from: [&str; 2], to: [&str; 2]) -> bool {
    from.map(str::is_empty) == to.map(str::is_empty)
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
    let (outlets, end) = demo();
    let phrases = phrases(&outlets, end, 0);
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
    // What was published three days before the end is of the Friday.
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

#[test]
fn what_the_outlets_publish_is_all_among_the_phrases() {
    let (outlets, end) = demo();
    let phrases = phrases(&outlets, end, 0);
    let mut left = Vec::new();
    for piece in plan::pieces(&outlets, end)
        .into_iter()
        .chain(reserve(&outlets, end))
    {
        let from = &outlets[piece.outlet].language;
        let own: Vec<_> = phrases
            .iter()
            .filter(|phrase| phrase.from == from)
            .collect();
        for version in &piece.versions {
            for line in [&version.title, &version.teaser] {
                let has = |to| own.iter().any(|own| own.to == to && own.original == *line);
                let is_there =
                    |edition: &Edition| edition.outlet != piece.outlet || has(edition.to);
                assert!(EDITIONS.iter().all(is_there), "{line}");
            }
            if from == "de" {
                let blocks = own.iter().filter(|own| own.kind == PhraseKind::Block);
                let rest = blocks.fold(version.html.clone(), |rest, own| {
                    rest.replace(&own.original, "")
                });
                left.extend(rest.split_terminator('\n').map(str::to_owned));
            }
        }
    }
    left.retain(|block| !block.is_empty());
    assert!(left[0].starts_with("<p>Der Personalrat"), "{left:?}");
    assert!(left[1].starts_with("<p>Die Mitglieder"), "{left:?}");
    assert_eq!(left.len(), 2, "{left:?}");
}

/// The reserve, each article 20 hours after the one before.
fn reserve(outlets: &[Outlet], end: Timestamp) -> Vec<Piece> {
    let published = |(turn, (index, script)): (i64, (usize, Script))| {
        let at = end + SignedDuration::from_hours(20 * turn);
        plan::piece(index, &outlets[index], &script, at, at)
    };
    (1..).zip(plan::reserve()).map(published).collect()
}

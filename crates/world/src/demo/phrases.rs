//! What the outlets say, in pairs of original and translation: what a table of phrases needs to
//! pass for an engine.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::editions::{EDITIONS, Edition, Pair, PhraseKind, pairs};
use super::fill::fill;
use super::outlet::Outlet;
use super::script::Script;
use super::{broken, markup, plan, ticker};

/// A text as an outlet publishes it, and its translation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phrase {
    /// The original's language.
    pub from: &'static str,
    /// The translation's language.
    pub to: &'static str,
    /// Whether the two are plain text or markup.
    pub kind: PhraseKind,
    /// As the outlet publishes it.
    pub original: String,
    /// With the same marks in the same order.
    pub translation: String,
}

/// How many notices of the ticker are known ahead: at one in half a minute, four hours.
const AHEAD: u64 = 500;

/// All that the outlets have said and will say, when so many notices of the ticker are out; each
/// once.
pub(super) fn phrases(outlets: &[Outlet], end: Timestamp, notices: u64) -> Vec<Phrase> {
    let mut phrases = BTreeSet::new();
    for edition in EDITIONS {
        for (original, translation) in edition.articles() {
            for published in moments(&original, end) {
                let pairs = pairs(&original, &translation);
                phrases.extend(pairs.iter().map(|pair| filled(&edition, pair, published)));
            }
        }
    }
    for number in 1..=notices.saturating_add(AHEAD) {
        phrases.extend(noticed(number, end));
    }
    phrases.extend(calendar(&outlets[0].channel.home));
    let promo = [plan::PROMO, plan::PROMO_IN_ENGLISH].map(plan::promo);
    phrases.insert(german(PhraseKind::Block, promo));
    phrases.into_iter().collect()
}

/// When an article is published. One from the reserve can be on any day of the week.
fn moments(script: &Script, end: Timestamp) -> Vec<Timestamp> {
    if let Some(before) = script.before_end {
        return vec![plan::ago(end, before)];
    }
    let days = (0..7).map(|day| SignedDuration::from_hours(24 * day));
    days.filter_map(|later| end.checked_add(later).ok())
        .collect()
}

/// A pair as it is published, with the days in their language.
fn filled(edition: &Edition, pair: &Pair, published: Timestamp) -> Phrase {
    let as_published = |text: &str, language: &str| {
        let text = fill(text, language, published);
        match pair.kind {
            PhraseKind::Line => text,
            PhraseKind::Block => markup::html(&text),
        }
    };
    Phrase {
        from: edition.from,
        to: edition.to,
        kind: pair.kind,
        original: as_published(pair.original, edition.from),
        translation: as_published(pair.translation, edition.to),
    }
}

/// What a notice of the ticker says. Its outlet's first edition is in the other language.
fn noticed(number: u64, end: Timestamp) -> Vec<Phrase> {
    let notice = ticker::notice(number);
    let edition = EDITIONS
        .iter()
        .find(|edition| edition.outlet == notice.outlet);
    let pairs = pairs(&notice.original, &notice.translation);
    let edition = edition.into_iter();
    edition
        .flat_map(|edition| pairs.iter().map(|pair| filled(edition, pair, end)))
        .collect()
}

/// What can be read of the calendar, from its feed and from its pages.
fn calendar(home: &str) -> Vec<Phrase> {
    let mut phrases = vec![german(
        PhraseKind::Line,
        [broken::TORN, broken::TORN_IN_ENGLISH].map(str::to_owned),
    )];
    let notices = broken::READABLE.iter().zip(&broken::READABLE_IN_ENGLISH);
    for ((title, text), (english_title, english)) in notices {
        let titles = [title, english_title].map(|title| (*title).to_owned());
        phrases.push(german(PhraseKind::Line, titles));
        let short = [text, english].map(|text| (*text).to_owned());
        let more = [
            broken::with_link(text, "Mehr unter", home),
            broken::with_link(english, "More at", home),
        ];
        for texts in [short, more] {
            let blocks = texts.each_ref().map(|text| markup::html(text));
            phrases.push(german(PhraseKind::Block, blocks));
            phrases.push(german(PhraseKind::Line, texts));
        }
    }
    phrases
}

fn german(kind: PhraseKind, [original, translation]: [String; 2]) -> Phrase {
    Phrase {
        from: "de",
        to: "en",
        kind,
        original,
        translation,
    }
}

//! The label over a translated text: that a machine translated it, from what, and who has
//! reviewed it (Art. 50(4) AI Act), always in words and always in the same place.

use depesche_model::Shown;
use depesche_model::gate::Translated;
use serde::Serialize;

use crate::editions::Edition;
use crate::view::{Link, Mark, Reading, piece_path};

/// What stands over the text of an article that was translated, or was to be.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Label {
    /// "Maschinell übersetzt aus dem Englischen, nicht geprüft"; of the original, which language
    /// it is in.
    pub(crate) text: String,
    /// What stands in the original all the same, a sentence each.
    pub(crate) notes: Vec<String>,
    /// The original, or the translation, and both side by side; none where nothing is translated.
    pub(crate) ways: Vec<Link>,
}

/// One of the pages on which an article that is translated can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stand {
    /// In the edition's language.
    Translation,
    /// In its own.
    Original,
    /// In both.
    Both,
}

impl Label {
    /// The label on a page; `None` where nobody has tried to translate the article.
    pub(crate) fn new(shown: &Shown, edition: &Edition, stand: Stand) -> Option<Self> {
        let made = shown.translation.as_ref();
        let made = made.filter(|made| made.lang == edition.lang)?;
        if !made.has_words() {
            let language = edition.language_name(&made.from);
            return made.has_failed.then(|| Self {
                text: edition.text_with("label-original", &[("language", &language)]),
                notes: vec![edition.text("label-failed")],
                ways: Vec::new(),
            });
        }
        Some(Self {
            text: match stand {
                Stand::Original => {
                    let language = edition.language_name(&made.from);
                    edition.text_with("label-original", &[("language", &language)])
                }
                Stand::Translation | Stand::Both => Mark::new(made, edition).full,
            },
            notes: match stand {
                Stand::Original => Vec::new(),
                Stand::Translation | Stand::Both => notes(shown, made, edition),
            },
            ways: ways(shown, edition, stand),
        })
    }
}

/// Whether there is a translation to be read in an edition.
pub(crate) fn is_translated(shown: &Shown, edition: &Edition) -> bool {
    Reading::new(shown, edition).translation.is_some()
}

fn notes(shown: &Shown, made: &Translated, edition: &Edition) -> Vec<String> {
    let mut notes = Vec::new();
    if made.title.is_none() && !shown.title.trim().is_empty() {
        notes.push(edition.text("label-left-title"));
    }
    let has_text = shown.body.as_ref().is_some_and(|body| !body.is_empty());
    match (has_text, &made.body) {
        (true, Some(_)) if made.left > 0 => {
            notes.push(edition.counted("label-left-blocks", made.left));
        }
        (true, None) if made.has_failed => notes.push(edition.text("label-left-failed")),
        (true, None) => notes.push(edition.text("label-left-text")),
        (false, _) if made.excerpt.is_none() && !shown.excerpt.is_empty() => {
            notes.push(edition.text("label-left-excerpt"));
        }
        _ => {}
    }
    notes
}

fn ways(shown: &Shown, edition: &Edition, stand: Stand) -> Vec<Link> {
    let id = shown.id;
    let all = [
        (
            Stand::Translation,
            piece_path(shown),
            "label-to-translation",
        ),
        (
            Stand::Original,
            format!("/articles/{id}/original"),
            "label-to-original",
        ),
        (
            Stand::Both,
            format!("/articles/{id}/translation"),
            "label-to-both",
        ),
    ];
    let others = all.into_iter().filter(|(other, ..)| *other != stand);
    let link =
        |(_, path, key): (Stand, String, &str)| Link::new(edition.path(&path), edition.text(key));
    others.map(link).collect()
}

impl Label {
    /// Of a translation from English of which one paragraph stays.
    pub(crate) fn sample(edition: &Edition) -> Self {
        let link = |path: &str, key: &str| Link::new(edition.path(path), edition.text(key));
        Self {
            text: Mark::sample(edition).full,
            notes: vec![edition.counted("label-left-blocks", 1)],
            ways: vec![
                link("/articles/2/original", "label-to-original"),
                link("/articles/2/translation", "label-to-both"),
            ],
        }
    }
}

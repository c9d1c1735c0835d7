//! The outlets' texts in other languages, beside their originals.
//!
//! A translation's file (`demo/hafenbote.en.md`) is written like its original's, of which it needs
//! the names of the articles, titles, teasers, blocks and changes alone, all in the same order. A
//! block `…` stays in the original's language; blocks may be missing at the end.

use super::outlets::TEXTS;
use super::script::{self, Script};

/// What stands for a block that is left as it is.
pub(super) const LEFT: &str = "…";

/// An outlet's texts in another language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edition {
    /// Which outlet's they are.
    pub(super) outlet: usize,
    pub(super) from: &'static str,
    pub(super) to: &'static str,
    file: &'static str,
}

/// Those that are written.
pub(super) const EDITIONS: [Edition; 5] = [
    Edition {
        outlet: 0,
        from: "de",
        to: "en",
        file: include_str!("../../demo/hafenbote.en.md"),
    },
    Edition {
        outlet: 1,
        from: "de",
        to: "en",
        file: include_str!("../../demo/netz-und-last.en.md"),
    },
    Edition {
        outlet: 2,
        from: "en",
        to: "de",
        file: include_str!("../../demo/clearing-hour.de.md"),
    },
    Edition {
        outlet: 3,
        from: "fr",
        to: "de",
        file: include_str!("../../demo/quai-ouvert.de.md"),
    },
    Edition {
        outlet: 3,
        from: "fr",
        to: "en",
        file: include_str!("../../demo/quai-ouvert.en.md"),
    },
];

/// How a text is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PhraseKind {
    /// Plain text: a headline, a teaser.
    Line,
    /// A block of an article as markup: a paragraph, a list, a table.
    Block,
}

/// A text as its file has it, and its translation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair<'a> {
    pub(super) kind: PhraseKind,
    pub(super) original: &'a str,
    pub(super) translation: &'a str,
}

impl Edition {
    /// The outlet's articles with their translations, in its order.
    pub(super) fn articles(&self) -> Vec<(Script, Script)> {
        let translations = script::read(self.file);
        let translation = |slug: &str| translations.iter().find(|script| script.slug == slug);
        script::read(TEXTS[self.outlet])
            .into_iter()
            .filter_map(|original| {
                translation(&original.slug)
                    .cloned()
                    .map(|to| (original, to))
            })
            .collect()
    }
}

/// Everything that an article says, now and after its changes, and that is translated.
pub(super) fn pairs<'a>(original: &'a Script, translation: &'a Script) -> Vec<Pair<'a>> {
    let mut pairs = vec![
        line(&original.title, &translation.title),
        line(&original.teaser, &translation.teaser),
    ];
    let blocks = original.blocks.iter().zip(&translation.blocks);
    pairs.extend(blocks.map(|(from, to)| block(from, to)));
    for (from, to) in original.changes.iter().zip(&translation.changes) {
        pairs.push(line(&from.title, &to.title));
        pairs.push(line(&from.teaser, &to.teaser));
        let blocks = from.blocks.iter().zip(&to.blocks);
        pairs.extend(blocks.map(|((_, from), (_, to))| block(from, to)));
    }
    pairs.retain(|pair| !pair.original.is_empty() && !["", LEFT].contains(&pair.translation));
    pairs
}

fn line<'a>(original: &'a str, translation: &'a str) -> Pair<'a> {
    Pair {
        kind: PhraseKind::Line,
        original,
        translation,
    }
}

fn block<'a>(original: &'a str, translation: &'a str) -> Pair<'a> {
    Pair {
        kind: PhraseKind::Block,
        original,
        translation,
    }
}

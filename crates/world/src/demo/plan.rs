//! From the outlets' files to articles in time.

use jiff::{SignedDuration, Timestamp};

use super::fill::fill;
use super::markup::html;
use super::outlet::{Outlet, Special};
use super::outlets::TEXTS;
use super::piece::{Piece, Version};
use super::script::{self, Script};

/// The line that one outlet puts into each of its articles.
pub(super) const PROMO: &str =
    "Lesen Sie unser Sonderheft „Speicher im Verteilnetz“: 96 Seiten, jetzt mit Rabatt im Abo.";

/// That line in English.
pub(super) const PROMO_IN_ENGLISH: &str = "Read our special issue “Storage in the Distribution \
                                           Grid”: 96 pages, now at a discount for subscribers.";

/// All articles of the three days, in the outlets' order.
pub(super) fn pieces(outlets: &[Outlet], end: Timestamp) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (index, (outlet, text)) in outlets.iter().zip(TEXTS).enumerate() {
        for script in script::read(text) {
            if let Some(before) = script.before_end {
                pieces.push(piece(index, outlet, &script, ago(end, before), end));
            }
        }
    }
    pieces
}

/// The articles in reserve, taken from the outlets in turn.
pub(super) fn reserve() -> Vec<(usize, Script)> {
    let mut reserve = Vec::new();
    for (index, text) in TEXTS.into_iter().enumerate() {
        let scripts = script::read(text).into_iter();
        let kept = scripts.filter(|script| script.before_end.is_none());
        reserve.extend(kept.enumerate().map(|(turn, script)| (turn, index, script)));
    }
    reserve.sort_by_key(|(turn, index, _)| (*turn, *index));
    reserve
        .into_iter()
        .map(|(_, index, script)| (index, script))
        .collect()
}

/// An article that is published at a moment; its changes follow as its script says.
pub(super) fn piece(
    index: usize,
    outlet: &Outlet,
    script: &Script,
    published: Timestamp,
    end: Timestamp,
) -> Piece {
    let fill = |text: &str| fill(text, &outlet.language, published);
    let mut blocks = script.blocks.clone();
    let (mut title, mut teaser) = (script.title.clone(), script.teaser.clone());
    let mut versions = Vec::with_capacity(1 + script.changes.len());
    let version = |at, title: &str, teaser: &str, blocks: &[String]| Version {
        at,
        title: fill(title),
        teaser: fill(teaser),
        html: text(outlet, blocks, &fill),
    };
    versions.push(version(published, &title, &teaser, &blocks));
    for change in &script.changes {
        for (old, new) in [(&mut title, &change.title), (&mut teaser, &change.teaser)] {
            if !new.is_empty() {
                old.clone_from(new);
            }
        }
        for (place, block) in &change.blocks {
            match place.and_then(|place| blocks.get_mut(place)) {
                Some(old) => old.clone_from(block),
                None => blocks.push(block.clone()),
            }
        }
        let at = change.before_end.map_or(end, |before| ago(end, before));
        versions.push(version(at, &title, &teaser, &blocks));
    }
    Piece {
        outlet: index,
        slug: script.slug.clone(),
        author: script.author.clone(),
        tags: script.tags.clone(),
        event: script.event.clone(),
        versions,
        deleted_at: script.gone.map(|before| ago(end, before)),
    }
}

/// The text as HTML, with the outlet's own line in its middle.
fn text(outlet: &Outlet, blocks: &[String], fill: &dyn Fn(&str) -> String) -> String {
    let mut parts: Vec<_> = blocks.iter().map(|block| html(&fill(block))).collect();
    if outlet.special.contains(&Special::Promo) {
        parts.insert(parts.len().div_ceil(2), promo(PROMO));
    }
    parts.join("\n")
}

/// The line as its outlet publishes it.
pub(super) fn promo(line: &str) -> String {
    format!("<p><strong>{line}</strong></p>")
}

/// So long before the end.
pub(super) fn ago(end: Timestamp, before: SignedDuration) -> Timestamp {
    end.saturating_sub(before).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::{TEXTS, reserve, script};

    #[test]
    fn every_article_is_whole_and_every_change_has_its_place() {
        for script in TEXTS.into_iter().flat_map(script::read) {
            let slug = &script.slug;
            for field in [&script.title, &script.teaser, &script.author] {
                assert!(!field.is_empty(), "{slug}");
            }
            assert!(
                !script.tags.is_empty() && script.blocks.len() >= 2,
                "{slug}"
            );
            for change in &script.changes {
                assert!(change.before_end < script.before_end, "{slug}");
                let replaced = change.blocks.iter().filter_map(|(place, _)| *place);
                let replaced: Vec<_> = replaced.collect();
                assert_eq!(replaced.len(), 2, "{slug}: two paragraphs and a note");
                assert_eq!(change.blocks.len(), 3, "{slug}: two paragraphs and a note");
                for place in replaced {
                    let old = script.blocks.get(place);
                    assert!(
                        old.is_some_and(|old| !old.starts_with('#')),
                        "{slug}: {place}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_reserve_goes_from_outlet_to_outlet() {
        let turns: Vec<_> = reserve().iter().map(|(index, _)| *index).collect();
        assert_eq!(turns, [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3]);
    }
}

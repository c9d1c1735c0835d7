//! The receipt: how what is shown of an article came about.

use depesche_model::gate::{Cover, Translated};
use depesche_model::{Shown, Translator};
use depesche_store::portal::VersionSeen;
use serde::Serialize;

use super::super::sources::excerpt_chars;
use crate::editions::Edition;
use crate::view::When;

/// How a shown article came about.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Receipt {
    /// When we saw it first.
    pub(crate) first_seen: When,
    /// Whether the source gives a time of publication that can be believed.
    pub(crate) is_dated: bool,
    /// When we saw its newest version, where there is more than one.
    pub(crate) changed: Option<When>,
    /// When we saw each version, oldest first.
    pub(crate) versions: Vec<When>,
    /// How many there are.
    pub(crate) version_count: u32,
    /// Where stands what changed.
    pub(crate) versions_href: String,
    /// How much of its text is shown: `headline`, `excerpt`, `full`.
    pub(crate) policy: &'static str,
    /// How long an excerpt is at the most, in characters.
    pub(crate) excerpt_chars: u32,
    /// Why; may be empty.
    pub(crate) basis: String,
    /// The licence that the source declares; may be empty.
    pub(crate) licence: String,
    /// How many pictures are shown.
    pub(crate) picture_count: usize,
    /// The hosts that they were fetched from, each once.
    pub(crate) picture_hosts: Vec<String>,
    /// How it was translated into the page's language, where it was.
    pub(crate) translation: Option<TranslationReceipt>,
    /// The article's number.
    pub(crate) id: i64,
}

/// How an article was translated.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TranslationReceipt {
    /// "aus dem Englischen".
    pub(crate) from: String,
    /// When.
    pub(crate) made: When,
    /// Who translated, the one that did most first.
    pub(crate) engines: Vec<Translator>,
    /// The house glossary's version; 0 where it had no terms yet.
    pub(crate) glossary: u32,
    /// Who has reviewed it.
    pub(crate) review: Option<Reviewed>,
    /// The record for programs.
    pub(crate) record_href: String,
}

/// A person's review of a translation.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Reviewed {
    /// Who.
    pub(crate) by: String,
    /// When.
    pub(crate) at: When,
    /// How many pieces of text were changed.
    pub(crate) changed: u32,
}

impl Receipt {
    /// The receipt of an article in an edition.
    pub(super) fn new(shown: &Shown, versions: &[VersionSeen], edition: &Edition) -> Self {
        let (picture_count, picture_hosts) = picture_hosts(shown);
        let made = shown.translation.as_ref();
        let made = made.filter(|made| made.lang == edition.lang && made.has_words());
        Self {
            picture_count,
            picture_hosts,
            first_seen: edition.full(shown.first_seen_at),
            is_dated: shown.published_at != shown.first_seen_at,
            changed: versions
                .last()
                .filter(|_| shown.versions > 1)
                .map(|newest| edition.full(newest.seen_at)),
            versions: versions
                .iter()
                .map(|version| edition.full(version.seen_at))
                .collect(),
            version_count: shown.versions,
            versions_href: edition.path(&format!("/articles/{}/versions", shown.id)),
            policy: shown.policy.text.as_str(),
            excerpt_chars: excerpt_chars(shown.policy.text, shown.policy.excerpt_chars),
            basis: shown.policy.basis.clone(),
            licence: shown.licence.clone(),
            translation: made.map(|made| TranslationReceipt::new(shown, made, edition)),
            id: shown.id.0,
        }
    }
}

impl TranslationReceipt {
    fn new(shown: &Shown, made: &Translated, edition: &Edition) -> Self {
        Self {
            from: edition.language_of_origin(&made.from),
            made: edition.full(made.made_at),
            engines: made.engines.clone(),
            glossary: made.glossary,
            review: made.review.as_ref().map(|review| Reviewed {
                by: review.by.clone(),
                at: edition.full(review.at),
                changed: review.changed,
            }),
            record_href: edition.path(&format!("/articles/{}/translation.json", shown.id)),
        }
    }
}

/// The picture above the text: none where the text itself begins with one, or holds it.
pub(super) fn cover_of(shown: &Shown) -> Option<&Cover> {
    let begins_with_one = shown
        .body
        .as_ref()
        .is_some_and(|body| body.as_str().trim_start().starts_with("<figure><img"));
    let is_in_text = |cover: &&Cover| {
        let mut pictures = shown.pictures.iter();
        pictures.any(|kept| kept.picture.hash == cover.kept.picture.hash)
    };
    let cover = shown.cover.as_ref().filter(|_| !begins_with_one);
    cover.filter(|cover| !is_in_text(cover))
}

/// All that are shown, and the hosts that they were fetched from.
fn picture_hosts(shown: &Shown) -> (usize, Vec<String>) {
    let cover = cover_of(shown).map(|cover| &cover.kept);
    let mut hosts = Vec::new();
    let mut count = 0;
    for kept in cover.into_iter().chain(&shown.pictures) {
        count += 1;
        let url = url::Url::parse(&kept.url).ok();
        let host = url.and_then(|url| url.host_str().map(str::to_owned));
        hosts.extend(host.filter(|host| !hosts.contains(host)));
    }
    (count, hosts)
}

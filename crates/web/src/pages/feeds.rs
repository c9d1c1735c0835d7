//! `/feeds`: every feed, for people.

use serde::Serialize;

use super::sources::is_public;
use crate::answer::Answer;
use crate::ask::{Ask, feeds_of};
use crate::editions::Edition;
use crate::failure::Failure;
use crate::view::{Alternate, Head, encoded, section_path};

/// Every feed.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Feeds {
    /// Front page and latest.
    pub(crate) house: Vec<FeedRow>,
    /// The sections.
    pub(crate) sections: Vec<FeedRow>,
    /// The sources that may stand in feeds.
    pub(crate) sources: Vec<FeedRow>,
}

/// A list and its feeds.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FeedRow {
    /// The list's name.
    pub(crate) name: String,
    /// The list's page.
    pub(crate) href: String,
    /// Its feeds.
    pub(crate) feeds: Vec<Alternate>,
}

impl FeedRow {
    fn new(edition: &Edition, path: &str, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            href: edition.path(path),
            feeds: feeds_of(edition, path, name),
        }
    }
}

pub(crate) async fn answer(ask: &Ask) -> Result<Answer, Failure> {
    let edition = &ask.edition;
    let sections = ask.app.sections().await?;
    let sources = ask.store().sources().await?;
    let page = Feeds {
        house: house(edition),
        sections: sections
            .iter()
            .map(|section| FeedRow::new(edition, &section_path(section), &section.title))
            .collect(),
        sources: sources
            .iter()
            .filter(|report| is_public(report) && report.source.policy.feeds)
            .map(|report| {
                let path = format!("/sources/{}", encoded(&report.source.slug));
                FeedRow::new(edition, &path, &report.source.name)
            })
            .collect(),
    };
    let head = Head {
        title: edition.text("nav-feeds"),
        ..Head::default()
    };
    ask.page("feeds.html", head, &page).await
}

fn house(edition: &Edition) -> Vec<FeedRow> {
    vec![
        FeedRow::new(edition, "/", &edition.text("nav-front")),
        FeedRow::new(edition, "/latest", &edition.text("nav-latest")),
    ]
}

impl Feeds {
    /// How it looks.
    pub(crate) fn sample(edition: &Edition) -> Self {
        Self {
            house: house(edition),
            sections: vec![FeedRow::new(edition, "/sections/krypto", "Krypto")],
            sources: vec![FeedRow::new(edition, "/sources/hafenbote", "Hafenbote")],
        }
    }
}

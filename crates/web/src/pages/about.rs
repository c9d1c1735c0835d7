//! `/about`: what this portal is, and how much there is of it.

use serde::Serialize;

use super::sources::is_public;
use crate::answer::Answer;
use crate::ask::Ask;
use crate::editions::Edition;
use crate::failure::Failure;
use crate::view::Head;

/// What this portal is.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct About {
    /// How many sources are read; private ones are left out, with their articles.
    pub(crate) sources: u64,
    /// How many articles are known.
    pub(crate) articles: u64,
    /// The page of sources.
    pub(crate) sources_href: String,
    /// The page of feeds.
    pub(crate) feeds_href: String,
    /// How the front page is put in order.
    pub(crate) ranking_href: String,
}

pub(crate) async fn answer(ask: &Ask) -> Result<Answer, Failure> {
    let mut reports = ask.store().sources().await?;
    reports.retain(is_public);
    let sources = reports.len() as u64;
    let articles = reports.iter().map(|report| report.articles).sum();
    let head = Head {
        title: ask.edition.text("nav-about"),
        ..Head::default()
    };
    let page = About::new(&ask.edition, sources, articles);
    ask.page("about.html", head, &page).await
}

impl About {
    fn new(edition: &Edition, sources: u64, articles: u64) -> Self {
        Self {
            sources,
            articles,
            sources_href: edition.path("/sources"),
            feeds_href: edition.path("/feeds"),
            ranking_href: edition.path("/how-we-rank"),
        }
    }

    /// How it looks.
    pub(crate) fn sample(edition: &Edition) -> Self {
        Self::new(edition, 14, 23_456)
    }
}

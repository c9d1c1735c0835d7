//! `/about`: what this portal is, and how much there is of it.

use depesche_store::portal::Counts;
use serde::Serialize;

use crate::answer::Answer;
use crate::ask::Ask;
use crate::editions::Edition;
use crate::failure::Failure;
use crate::view::Head;

/// What this portal is.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct About {
    /// How many sources are read.
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
    let counts = ask.store().counts(ask.now).await?;
    let head = Head {
        title: ask.edition.text("nav-about"),
        ..Head::default()
    };
    ask.page("about.html", head, &About::new(&ask.edition, counts))
        .await
}

impl About {
    fn new(edition: &Edition, counts: Counts) -> Self {
        Self {
            sources: counts.sources,
            articles: counts.articles,
            sources_href: edition.path("/sources"),
            feeds_href: edition.path("/feeds"),
            ranking_href: edition.path("/how-we-rank"),
        }
    }

    /// How it looks.
    pub(crate) fn sample(edition: &Edition) -> Self {
        Self::new(
            edition,
            Counts {
                sources: 14,
                articles: 23_456,
                ..Counts::default()
            },
        )
    }
}

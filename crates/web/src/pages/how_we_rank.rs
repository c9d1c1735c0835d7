//! `/how-we-rank`: what the order of each list follows (compare § 93 `MStV`).

use serde::Serialize;

use crate::answer::Answer;
use crate::ask::Ask;
use crate::editions::Edition;
use crate::failure::Failure;
use crate::view::Head;

/// What the order follows. The words are the texts' own; there is nothing to configure yet.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct HowWeRank {
    /// The page of sources.
    pub(crate) sources_href: String,
}

pub(crate) async fn answer(ask: &Ask) -> Result<Answer, Failure> {
    let head = Head {
        title: ask.edition.text("nav-how-we-rank"),
        ..Head::default()
    };
    ask.page("how-we-rank.html", head, &HowWeRank::sample(&ask.edition))
        .await
}

impl HowWeRank {
    /// How it looks.
    pub(crate) fn sample(edition: &Edition) -> Self {
        Self {
            sources_href: edition.path("/sources"),
        }
    }
}

//! The pages, a file each: handler, view, sample, tests.

pub(crate) mod about;
pub(crate) mod accessibility;
pub(crate) mod article;
pub(crate) mod error;
pub(crate) mod feeds;
pub(crate) mod front;
pub(crate) mod gone;
pub(crate) mod health;
pub(crate) mod how_we_rank;
pub(crate) mod imprint;
pub(crate) mod latest;
pub(crate) mod list;
pub(crate) mod media;
pub(crate) mod metrics;
pub(crate) mod opensearch;
pub(crate) mod privacy;
pub(crate) mod robots;
pub(crate) mod search;
pub(crate) mod section;
pub(crate) mod sitemap;
pub(crate) mod source;
pub(crate) mod sources;
pub(crate) mod translation;
pub(crate) mod versions;
pub(crate) mod websub;

use crate::answer::Answer;
use crate::ask::Ask;
use crate::failure::Failure;
use crate::routes::Page;

/// Answers what was asked for.
pub(crate) async fn answer(ask: &Ask) -> Result<Answer, Failure> {
    match ask.page {
        Page::Front => front::answer(ask).await,
        Page::Latest => latest::answer(ask).await,
        Page::Section => section::answer(ask).await,
        Page::Sources => sources::answer(ask).await,
        Page::Source => source::answer(ask).await,
        Page::Piece => article::answer(ask).await,
        Page::Versions => versions::answer(ask).await,
        Page::Original => article::original(ask).await,
        Page::Translation => translation::answer(ask).await,
        Page::Search => search::answer(ask).await,
        Page::Feeds => feeds::answer(ask).await,
        Page::About => about::answer(ask).await,
        Page::HowWeRank => how_we_rank::answer(ask).await,
        Page::Imprint => imprint::answer(ask).await,
        Page::Privacy => privacy::answer(ask).await,
        Page::Accessibility => accessibility::answer(ask).await,
        Page::OpenSearch => Ok(opensearch::answer(ask)),
        Page::Sitemap => sitemap::answer(ask).await,
        Page::Robots => Ok(robots::answer(ask)),
        Page::Health => health::answer(ask).await,
        Page::Metrics => metrics::answer(ask).await,
        Page::Media => media::answer(ask).await,
        // Assets are in memory, ready, and hubs are no readers: `serve` sees to both.
        Page::Asset | Page::Hub => Err(Failure::NotFound),
    }
}

//! Reads: what pages, feeds, the index and the command line ask for.

use depesche_model::health::SourceReport;
use depesche_model::{ArticleId, Held, Section, SectionId, SourceId};
use jiff::Timestamp;

use crate::poll::{FrontCandidate, Indexable, PageJob, Ticket};
use crate::{Store, StoreError};

/// A place in a list of articles, newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The last article's publication.
    pub published_at: Timestamp,
    /// The last article.
    pub id: ArticleId,
}

/// A part of a list: at most `limit` after a place.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// The place; `None`: the beginning.
    pub after: Option<Cursor>,
    /// How many at the most.
    pub limit: u32,
}

/// A version of an article, without its text.
#[derive(Clone, Debug)]
pub struct VersionSeen {
    /// Counts from 1.
    pub number: u32,
    /// When.
    pub seen_at: Timestamp,
}

/// How much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Sources.
    pub sources: u64,
    /// Feeds.
    pub feeds: u64,
    /// Feeds whose last try failed.
    pub feeds_failing: u64,
    /// Feeds that are due.
    pub feeds_due: u64,
    /// Entries.
    pub entries: u64,
    /// Articles.
    pub articles: u64,
    /// Versions.
    pub versions: u64,
    /// Tickets that wait.
    pub tickets: u64,
    /// Tickets that were parked after too many failures.
    pub tickets_parked: u64,
}

#[expect(unused_variables, clippy::unused_async, reason = "signatures first")]
impl Store {
    /// The front page in its stored order, at most `limit`.
    pub async fn front(&self, limit: u32) -> Result<Vec<Held>, StoreError> {
        unimplemented!()
    }

    /// Everything, newest first. Private sources are left out (as in all lists here).
    pub async fn latest(&self, page: Page) -> Result<Vec<Held>, StoreError> {
        unimplemented!()
    }

    /// A section's articles, newest first.
    pub async fn of_section(
        &self,
        section: SectionId,
        page: Page,
    ) -> Result<Vec<Held>, StoreError> {
        unimplemented!()
    }

    /// A source's articles, newest first.
    pub async fn of_source(&self, source: SourceId, page: Page) -> Result<Vec<Held>, StoreError> {
        unimplemented!()
    }

    /// An article with its text.
    pub async fn article(&self, id: ArticleId) -> Result<Option<Held>, StoreError> {
        unimplemented!()
    }

    /// These articles in this order, without their texts; those that are gone are left out.
    pub async fn articles(&self, ids: &[ArticleId]) -> Result<Vec<Held>, StoreError> {
        unimplemented!()
    }

    /// The versions of an article, oldest first.
    pub async fn versions(&self, id: ArticleId) -> Result<Vec<VersionSeen>, StoreError> {
        unimplemented!()
    }

    /// The sections in their order.
    pub async fn sections(&self) -> Result<Vec<Section>, StoreError> {
        unimplemented!()
    }

    /// The sections that these articles are in.
    pub async fn sections_of(
        &self,
        ids: &[ArticleId],
    ) -> Result<Vec<(ArticleId, SectionId)>, StoreError> {
        unimplemented!()
    }

    /// The sources with their feeds, by name.
    pub async fn sources(&self) -> Result<Vec<SourceReport>, StoreError> {
        unimplemented!()
    }

    /// A source with its feeds.
    pub async fn source(&self, slug: &str) -> Result<Option<SourceReport>, StoreError> {
        unimplemented!()
    }

    /// Grows with every change that a page could show: caches compare it.
    pub async fn stamp(&self) -> Result<u64, StoreError> {
        unimplemented!()
    }

    /// How much there is, at `now`.
    pub async fn counts(&self, now: Timestamp) -> Result<Counts, StoreError> {
        unimplemented!()
    }

    /// Articles that changed at or after `from` (then by id after `after`), oldest change first.
    pub async fn changed_since(
        &self,
        from: Timestamp,
        after: Option<ArticleId>,
        limit: u32,
    ) -> Result<Vec<Indexable>, StoreError> {
        unimplemented!()
    }

    /// What the front page may hold: the newest articles since `since`, at most `limit`.
    pub async fn front_candidates(
        &self,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<FrontCandidate>, StoreError> {
        unimplemented!()
    }

    /// The article of a page ticket; `None` when it is gone or has no URL.
    pub async fn page_job(&self, ticket: &Ticket) -> Result<Option<PageJob>, StoreError> {
        unimplemented!()
    }

    /// When the next feed or ticket is due; `None`: nothing is planned.
    pub async fn next_due_at(&self) -> Result<Option<Timestamp>, StoreError> {
        unimplemented!()
    }
}

//! Writes. Each belongs to a transaction, and says so in its signature.

use depesche_model::{ArticleId, FeedId, Policy, Section, SectionId, SourceId};
use jiff::Timestamp;

use crate::StoreError;
use crate::poll::{
    Added, FeedJob, NewFeed, NewSection, PageRead, PageResult, Poll, Recorded, Stage, Ticket,
};

/// A transaction under way.
pub struct Tx {}

#[expect(unused_variables, clippy::unused_async, reason = "signatures first")]
impl Tx {
    /// Adds a feed and, where the source's home is new, its source. Adding a URL twice gives the
    /// first.
    pub async fn add_feed(&mut self, feed: &NewFeed) -> Result<Added, StoreError> {
        unimplemented!()
    }

    /// Decides what may be shown of a source. Everything of it counts as changed.
    pub async fn set_policy(
        &mut self,
        source: SourceId,
        policy: &Policy,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        unimplemented!()
    }

    /// Takes a source away with its feeds, articles and everything of them.
    pub async fn remove_source(
        &mut self,
        source: SourceId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        unimplemented!()
    }

    /// Adds a section, or replaces the one with its slug. Which articles it holds is decided as
    /// they come; for those that are there, see `set_section_articles`.
    pub async fn put_section(
        &mut self,
        section: &NewSection,
        at: Timestamp,
    ) -> Result<Section, StoreError> {
        unimplemented!()
    }

    /// Says which of these articles a section holds.
    pub async fn add_to_section(
        &mut self,
        section: SectionId,
        articles: &[ArticleId],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        unimplemented!()
    }

    /// Takes at most `limit` feeds that are due at `now`, oldest due first, and pushes each one's
    /// `next_fetch_at` to `now` + its interval, before anything is asked of the network. The
    /// job's turn fences the answer.
    pub async fn claim_feeds(
        &mut self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<FeedJob>, StoreError> {
        unimplemented!()
    }

    /// Takes these feeds whether they are due or not (an operator's `--now`).
    pub async fn claim_feeds_now(
        &mut self,
        feeds: &[FeedId],
        now: Timestamp,
    ) -> Result<Vec<FeedJob>, StoreError> {
        unimplemented!()
    }

    /// Records what came of a poll: entries, articles, versions, validators, schedule and the
    /// next stage's tickets, all or nothing. `None` when another turn has begun since: then
    /// nothing is written.
    pub async fn record_poll(&mut self, poll: &Poll) -> Result<Option<Recorded>, StoreError> {
        unimplemented!()
    }

    /// Takes at most `limit` tickets of a stage that are due, and pushes their `due_at` to
    /// `lease_until`.
    pub async fn claim_work(
        &mut self,
        stage: Stage,
        now: Timestamp,
        lease_until: Timestamp,
        limit: u32,
    ) -> Result<Vec<Ticket>, StoreError> {
        unimplemented!()
    }

    /// Records what came of an article's page and removes (or moves) the ticket. `false` when
    /// another turn has begun: then nothing is written.
    pub async fn finish_page(
        &mut self,
        ticket: &Ticket,
        page: &PageRead,
    ) -> Result<bool, StoreError> {
        let _ = PageResult::Unchanged;
        unimplemented!()
    }

    /// Backs a ticket off after a failure; parks it (never due again by itself) where
    /// `retry_at` is `None`.
    pub async fn fail_work(
        &mut self,
        ticket: &Ticket,
        error: &str,
        retry_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        unimplemented!()
    }

    /// Replaces the front page's order.
    pub async fn replace_front(
        &mut self,
        articles: &[ArticleId],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        unimplemented!()
    }
}

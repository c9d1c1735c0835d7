//! What pages, feeds and the command line ask with, and what they are told.

use depesche_model::{ArticleId, Held, Origin};
use jiff::Timestamp;

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

/// A version of an article with its text, on its way to the gate.
#[derive(Clone, Debug)]
pub struct HeldVersion {
    /// Counts from 1.
    pub number: u32,
    /// When we saw it.
    pub seen_at: Timestamp,
    /// Where its text came from.
    pub origin: Origin,
    /// The article as it was then: its headline and its text.
    pub held: Held,
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
    /// Subscriptions at hubs that are confirmed and have not ended.
    pub subscriptions: u64,
}

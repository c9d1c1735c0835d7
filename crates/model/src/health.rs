//! How a feed is doing, in numbers that people and programs read.

use jiff::Timestamp;

use crate::{Feed, Source};

/// How a feed is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Health {
    /// It answers.
    Fine,
    /// It has not been asked yet.
    New,
    /// The last tries failed.
    Failing,
    /// It was ended: by a confirmed 410, or by the operator.
    Ended,
}

impl Health {
    /// The word for tables, metrics and `--json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fine => "ok",
            Self::New => "new",
            Self::Failing => "failing",
            Self::Ended => "ended",
        }
    }

    /// How this feed is doing, from what its last tries left behind.
    pub fn of(feed: &Feed) -> Self {
        if feed.ended_at.is_some() {
            Self::Ended
        } else if feed.failures > 0 {
            Self::Failing
        } else if feed.last_success_at.is_none() {
            Self::New
        } else {
            Self::Fine
        }
    }
}

/// A source with its feeds and what they have given: a row of `depesche sources` and of the
/// page `/sources`.
#[derive(Clone, Debug)]
pub struct SourceReport {
    /// The source.
    pub source: Source,
    /// Its feeds, in the order they were added.
    pub feeds: Vec<Feed>,
    /// How many articles we have of it.
    pub articles: u64,
    /// When its newest article was published.
    pub newest_at: Option<Timestamp>,
}

impl SourceReport {
    /// The worst health among its feeds.
    pub fn health(&self) -> Health {
        self.feeds
            .iter()
            .map(Health::of)
            .max()
            .unwrap_or(Health::New)
    }
}

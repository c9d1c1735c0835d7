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
    /// What the last pages of its articles gave.
    pub page_reads: PageReads,
}

/// What the last pages of a source's articles gave: a leading 1, then a bit for each page, the
/// newest last; 1 for text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageReads(pub i64);

impl PageReads {
    /// How many of the newest `count` pages gave text, and how many of those before.
    pub fn split(self, count: u32) -> (Share, Share) {
        let all = self.0.max(1).cast_unsigned();
        let length = all.ilog2();
        let newest = length.min(count);
        let text = |bits: u64| bits.count_ones();
        let newest_bits = all & ((1 << newest) - 1);
        let older_bits = (all >> newest) & ((1 << (length - newest)) - 1);
        let share = |bits, of| Share {
            text: text(bits),
            of,
        };
        (
            share(newest_bits, newest),
            share(older_bits, length - newest),
        )
    }
}

/// How many of how many pages gave text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// So many gave text
    pub text: u32,
    /// of so many.
    pub of: u32,
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

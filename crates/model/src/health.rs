//! How a feed is doing, in numbers that people and programs read.

mod state;

use jiff::Timestamp;

pub use state::{State, silence};

use crate::{Feed, Source};

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
    /// So many of the newest pages are held against those before.
    pub const NEWEST: u32 = 20;

    /// Whether the pages gave texts, and the newest give none.
    pub fn have_changed(self) -> bool {
        let (newest, older) = self.split(Self::NEWEST);
        let gave = older.of >= 10 && older.text * 2 >= older.of;
        gave && newest.of == Self::NEWEST && newest.text * 10 <= newest.of
    }

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
    /// The worst state among its feeds and the pages of its articles.
    pub fn state(&self, now: Timestamp) -> State {
        let of_feeds = self.feeds.iter().map(|feed| State::of(feed, now));
        let of_pages = self
            .page_reads
            .have_changed()
            .then_some(State::PagesChanged);
        of_feeds.chain(of_pages).max().unwrap_or(State::New)
    }
}

//! One item of a feed, as the feed gave it.

use jiff::Timestamp;

use crate::{ArticleId, EntryId, FeedId};

/// What an entry is found again by, as numbers: the first eight bytes of digests. They are compared
/// within one feed alone, where no two of them meet by chance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct EntryKeys {
    /// Of its GUID; `None` where it has none or none that is worth to be kept.
    pub guid: Option<i64>,
    /// Of its link; `None` where that leads to no page of its own.
    pub link: Option<i64>,
    /// Of its title.
    pub title: Option<i64>,
}

/// One item of a feed, as the feed gave it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its number.
    pub id: EntryId,
    /// The feed that gave it.
    pub feed_id: FeedId,
    /// What tells it from the other entries of its feed (see `read::identity`).
    pub identity: String,
    /// The article behind it.
    pub article_id: ArticleId,
    /// Hash of everything that makes a version, in hex.
    pub content_hash: String,
    /// When we saw it first.
    pub first_seen_at: Timestamp,
}

/// An entry of a feed as far as it is needed to find it again in a new document.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownEntry {
    /// What tells it from the other entries of its feed.
    pub identity: String,
    /// What it was found by when it was seen last.
    pub keys: EntryKeys,
    /// Hash of everything that makes a version, in hex.
    pub content_hash: String,
    /// The URL of its article.
    pub url: String,
    /// The title of its article.
    pub title: String,
    /// When its article was published.
    pub published_at: Timestamp,
}

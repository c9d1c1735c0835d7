//! One item of a feed, as the feed gave it.

use jiff::Timestamp;

use crate::{ArticleId, EntryId, FeedId};

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

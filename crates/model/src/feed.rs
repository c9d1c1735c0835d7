//! A URL that is polled.

use jiff::{SignedDuration, Timestamp};

use crate::{Criterion, FeedId, Languages, Notes, SourceId};

/// What the last whole answer said of itself, echoed byte for byte in the next request.
///
/// Both come from the same 200 (RFC 9110 §13; publishers count a mix as a fault).
///
/// They are kept under `Cache-Control: no-store` too. That forbids caches to keep the answer and to
/// give it out again (RFC 9111 §5.2.2.5); we keep no answer, and two opaque words of its head only
/// spare the publisher the next one. To clear them would make every poll of such a feed
/// unconditional, which publishers forbid more plainly: once in a subscription's life, and who
/// cannot do better at most once a day. Many a `no-store` is a default for pages that was set on
/// all of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// The `ETag` with its quotes and `W/`.
    pub etag: Option<String>,
    /// The `Last-Modified` as it was written.
    pub last_modified: Option<String>,
}

impl Validators {
    /// Whether there is nothing to echo.
    pub fn is_empty(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none()
    }
}

/// A URL that is polled, with everything that the next poll needs to know.
#[derive(Clone, Debug, PartialEq)]
pub struct Feed {
    /// Its number.
    pub id: FeedId,
    /// The source it belongs to.
    pub source_id: SourceId,
    /// Where it is fetched.
    pub url: String,
    /// What it calls itself; empty before the first success.
    pub title: String,
    /// When it was added.
    pub added_at: Timestamp,
    /// When it is due.
    pub next_fetch_at: Timestamp,
    /// How long the schedule waits between two polls today.
    pub interval: SignedDuration,
    /// Of the last whole answer.
    pub validators: Validators,
    /// SHA-256 of the last body that was read, in hex: an equal body is not read again.
    pub body_hash: Option<String>,
    /// When it was last asked.
    pub last_try_at: Option<Timestamp>,
    /// When it last answered with a whole feed or a 304.
    pub last_success_at: Option<Timestamp>,
    /// When it last answered with a whole 200: validators are dropped eight days after.
    pub last_full_at: Option<Timestamp>,
    /// What came of the last try, in words.
    pub last_outcome: String,
    /// How many tries in a row failed.
    pub failures: u32,
    /// When it ended (a confirmed 410, or the operator's word); it is polled no more.
    pub ended_at: Option<Timestamp>,
    /// How many entries it has given so far.
    pub entries: u64,
    /// What tells its entries apart.
    pub criterion: Criterion,
    /// Which languages its last articles were in.
    pub languages: Languages,
    /// What polling remembers of it besides.
    pub notes: Notes,
}

//! What polling remembers of a feed besides its schedule.

use jiff::{SignedDuration, Timestamp};

use crate::{Restrictions, Rhythm, Trouble};

/// What polling remembers of a feed besides its schedule. Most polls change nothing of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// When it first said that it is gone (410), where it has not answered well since.
    pub gone_at: Option<Timestamp>,
    /// Where its server says that it has moved for good.
    pub moved: Option<Moved>,
    /// How often and when it brings something new.
    pub rhythm: Rhythm,
    /// When a poll last found something new.
    pub newest_at: Option<Timestamp>,
    /// What it asks of those who poll it; holds until the next whole answer.
    pub wishes: Wishes,
    /// What its signs forbid us.
    pub restrictions: Restrictions,
    /// When the first of the failures in a row came.
    pub failing_since: Option<Timestamp>,
    /// What is the matter with it.
    pub trouble: Trouble,
    /// Where the feed may be now: by its own word or by that of its home page.
    pub proposed_url: Option<String>,
    /// When its home page was last searched for a new address.
    pub searched_at: Option<Timestamp>,
}

/// A permanent redirect, which is believed after several sightings (a captive portal sends all to
/// itself, too).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Where to.
    pub to: String,
    /// When it was first seen.
    pub since: Timestamp,
    /// How often it was seen in a row.
    pub sightings: u32,
}

/// What a feed and its server ask of those who poll it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// The shortest wait: the longest of `ttl`, `sy:updatePeriod` and `Cache-Control: max-age`.
    pub least_wait: SignedDuration,
    /// The hours of the day (UTC) in which it wants to be left alone: bit 0 is midnight to one.
    pub skip_hours: u32,
    /// The days of the week (UTC) on which it wants to be left alone: bit 0 is Monday.
    pub skip_days: u32,
}

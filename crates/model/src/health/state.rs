//! The state of a feed, decided from what polling has left behind.

use jiff::{SignedDuration, Timestamp};

use crate::{Feed, Trouble};

/// A silence is worth a word when so many publications were to be expected in it: that a feed
/// which goes on as usual brings none of eight happens once in three thousand times.
const EXPECTED: i32 = 8;

/// And when it is longer than a weekend.
const LONGER_THAN: SignedDuration = SignedDuration::from_hours(60);

/// The state of a feed, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It answers, and nothing is the matter.
    Fine,
    /// It has not been asked yet.
    New,
    /// Its entries cannot be told apart as they should be.
    Faulty,
    /// It says that it has moved.
    Moving,
    /// It has brought nothing for much longer than usual.
    Silent,
    /// The pages of its articles give no text any more.
    PagesChanged,
    /// Its last tries failed.
    Failing,
    /// Something that keeps programs out stands before it.
    BotWall,
    /// It is no longer where it was.
    Lost,
    /// It was ended.
    Ended,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Fine,
        Self::New,
        Self::Faulty,
        Self::Moving,
        Self::Silent,
        Self::PagesChanged,
        Self::Failing,
        Self::BotWall,
        Self::Lost,
        Self::Ended,
    ];

    /// The word for tables, metrics and `--json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fine => "ok",
            Self::New => "new",
            Self::Faulty => "faulty",
            Self::Moving => "moving",
            Self::Silent => "silent",
            Self::PagesChanged => "pages-changed",
            Self::Failing => "failing",
            Self::BotWall => "bot-wall",
            Self::Lost => "lost",
            Self::Ended => "ended",
        }
    }
}

impl State {
    /// The state of a feed: that of the worst that is the matter with it.
    pub fn of(feed: &Feed, now: Timestamp) -> Self {
        let notes = &feed.notes;
        if feed.ended_at.is_some() {
            return Self::Ended;
        }
        if feed.failures > 0 {
            return match notes.trouble {
                Trouble::BotWall => Self::BotWall,
                _ if notes.searched_at.is_some() => Self::Lost,
                _ => Self::Failing,
            };
        }
        if silence(feed, now).is_some() {
            Self::Silent
        } else if notes.moved.is_some() || notes.proposed_url.is_some() {
            Self::Moving
        } else if feed.criterion.fault().is_some() {
            Self::Faulty
        } else if feed.last_success_at.is_none() {
            Self::New
        } else {
            Self::Fine
        }
    }
}

/// For how long a feed has brought nothing, where that is much longer than usual.
pub fn silence(feed: &Feed, now: Timestamp) -> Option<SignedDuration> {
    let rhythm = &feed.notes.rhythm;
    let newest = feed.notes.newest_at.max(rhythm.newest)?;
    let silence = now.duration_since(newest);
    let is_unusual = rhythm
        .gap
        .checked_mul(EXPECTED)
        .is_some_and(|long| silence >= long);
    (rhythm.is_known() && silence >= LONGER_THAN && is_unusual).then_some(silence)
}

//! What a feed says, in one shape for every dialect.

use jiff::{SignedDuration, Timestamp};
use serde::{Serialize, Serializer};

/// What a feed says. A text that it does not give is empty; numbers and times that it does not
/// give, or that nobody understands, are `None`.
///
/// Serialises as `depesche read feed` prints it: times in unix seconds.
#[derive(Clone, Debug, Serialize)]
pub struct Reading {
    /// The dialect.
    pub format: Format,
    /// Its title as the feed gave it: may still hold markup or entities.
    pub title: String,
    /// The page that it belongs to, absolute where the feed or its address allow it.
    pub link: String,
    /// What it is about, as the feed gave it.
    pub subtitle: String,
    /// The language tag, as written.
    pub language: String,
    /// Who holds the rights, in the feed's words.
    pub rights: String,
    /// What the feed calls itself for ever (Atom's `id`).
    pub id: String,
    /// Who makes it: names, or addresses where no names are given.
    pub authors: Vec<String>,
    /// When it was changed.
    #[serde(serialize_with = "unix_seconds")]
    pub updated: Option<Timestamp>,
    /// When it was published.
    #[serde(serialize_with = "unix_seconds")]
    pub published: Option<Timestamp>,
    /// The WebSub hubs that announce its changes, absolute.
    pub hubs: Vec<String>,
    /// The page of older entries (RFC 5005), absolute.
    pub next: String,
    /// How many minutes it may be kept before it is asked for again (RSS `ttl`).
    pub ttl: Option<u32>,
    /// A small square picture, absolute.
    pub icon: String,
    /// A larger picture, absolute.
    pub image: String,
    /// What was wrong with it and what was done about it, in words.
    pub complaints: Vec<String>,
    /// Its entries in its order, at most [`crate::MAX_ENTRIES`].
    pub entries: Vec<Entry>,
    /// The licence that it declares, as written: most often a URL.
    #[serde(skip)]
    pub license: String,
    /// How long it says it stays unchanged (`sy:updatePeriod` over `sy:updateFrequency`).
    #[serde(skip)]
    pub update_period: Option<SignedDuration>,
    /// The hours of the day (UTC, 0–23) in which it asks to be left alone.
    #[serde(skip)]
    pub skip_hours: Vec<u8>,
}

/// One item of a feed, as the feed gave it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Entry {
    /// What the feed calls it for ever (`guid`, `id`), as written.
    pub id: String,
    /// Its title as the feed gave it: may still hold markup or entities.
    pub title: String,
    /// The page that it is about, absolute where possible.
    pub link: String,
    /// Every other link it names, absolute where possible.
    pub links: Vec<String>,
    /// The short text: HTML, as the feed gave it.
    pub summary: String,
    /// The long text: HTML, as the feed gave it.
    pub content: String,
    /// Who wrote it: names, or addresses where no names are given.
    pub authors: Vec<String>,
    /// When it was published.
    #[serde(serialize_with = "unix_seconds")]
    pub published: Option<Timestamp>,
    /// When it was changed.
    #[serde(serialize_with = "unix_seconds")]
    pub updated: Option<Timestamp>,
    /// Its categories and tags, as written.
    pub categories: Vec<String>,
    /// The files that belong to it.
    pub enclosures: Vec<Enclosure>,
    /// The addresses of its pictures and films, absolute.
    pub media: Vec<String>,
    /// The language tag, as written.
    pub language: String,
    /// Who holds the rights, in the feed's words.
    pub rights: String,
    /// The licence that it declares, as written: most often a URL.
    pub license: String,
    /// Where it was taken from: the other feed's title, or its address.
    pub source: String,
    /// The page of its comments, absolute.
    pub comments: String,
    /// The id of the entry that it answers.
    pub in_reply_to: String,
}

/// A file that belongs to an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Enclosure {
    /// Where it is, absolute where possible.
    pub url: String,
    /// Its media type, as written.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Its length in bytes, where a believable number is given.
    pub length: Option<u64>,
}

/// The dialects that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RSS 0.90, Netscape's first.
    Rss090,
    /// RSS 0.91.
    Rss091,
    /// RSS 0.92.
    Rss092,
    /// RSS 1.0, which is RDF.
    Rss10,
    /// RSS 2.0, and whatever calls itself RSS without a version that is known.
    Rss20,
    /// Atom 0.3.
    Atom03,
    /// Atom 1.0 (RFC 4287).
    Atom10,
    /// JSON Feed 1.0.
    Json10,
    /// JSON Feed 1.1.
    Json11,
}

impl Format {
    /// Its short name: `rss2.0`, `atom1.0`, `json1.1` …
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rss090 => "rss0.90",
            Self::Rss091 => "rss0.91",
            Self::Rss092 => "rss0.92",
            Self::Rss10 => "rss1.0",
            Self::Rss20 => "rss2.0",
            Self::Atom03 => "atom0.3",
            Self::Atom10 => "atom1.0",
            Self::Json10 => "json1.0",
            Self::Json11 => "json1.1",
        }
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Format {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[expect(clippy::ref_option, reason = "serde hands a field over by reference")]
fn unix_seconds<S: Serializer>(at: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
    at.map(Timestamp::as_second).serialize(serializer)
}

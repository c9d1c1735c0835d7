//! What a feed says, in one shape for every dialect.

use jiff::civil::Weekday;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::serialize::{days, seconds, source, unix_seconds, urls};
use crate::{Episode, Format, Show, Text};

/// How many authors of a feed its entries are given: each entry gets copies.
const MAX_PASSED_ON: usize = 4;

/// The longest name that is given to entries, in bytes.
const MAX_NAME_PASSED_ON: usize = 256;

/// What a feed says. A text that it does not give is empty; numbers and times that it does not
/// give, or that nobody understands, are `None`. Addresses are absolute where the feed or its own
/// address allow it.
///
/// Serialises with times in unix seconds and durations in seconds.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Feed {
    /// The dialect.
    pub format: Format,
    /// Its title.
    pub title: Text,
    /// The page that it belongs to.
    pub link: String,
    /// What it is about.
    pub subtitle: Text,
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
    /// The WebSub hubs that announce its changes.
    pub hubs: Vec<String>,
    /// Its own address, as it gives it: WebSub's topic.
    pub self_link: String,
    /// The page of older entries (RFC 5005, sections 3 and 4).
    pub next: String,
    /// Its other pages.
    pub paging: Paging,
    /// How many minutes it may be kept before it is asked for again (RSS `ttl`).
    pub ttl: Option<u32>,
    /// How long it says it stays unchanged (`sy:updatePeriod` over `sy:updateFrequency`).
    #[serde(serialize_with = "seconds")]
    pub update_period: Option<SignedDuration>,
    /// The hours of the day (UTC, 0–23) in which it asks to be left alone.
    pub skip_hours: Vec<u8>,
    /// The days of the week (UTC) on which it asks to be left alone.
    #[serde(serialize_with = "days")]
    pub skip_days: Vec<Weekday>,
    /// Where to register for its changes (rssCloud).
    pub cloud: Option<Cloud>,
    /// A small square picture.
    pub icon: String,
    /// A larger picture.
    pub image: String,
    /// Its categories, as written.
    pub categories: Vec<String>,
    /// The licence that it declares, as written: most often a URL.
    pub license: String,
    /// Whether it reserves text and data mining (`TDMRep`).
    pub tdm_reservation: Option<bool>,
    /// The terms of text and data mining.
    pub tdm_policy: String,
    /// The programme that wrote it.
    pub generator: String,
    /// The address that it says it has moved to.
    pub moved_to: String,
    /// What only podcasts say.
    pub podcast: Option<Box<Show>>,
    /// The entries that it says are deleted (RFC 6721).
    pub deleted: Vec<Deleted>,
    /// What was wrong with it and what was done about it, in words.
    pub complaints: Vec<String>,
    /// Its entries in its order, at most [`crate::MAX_ENTRIES`].
    pub entries: Vec<Entry>,
}

impl Feed {
    /// Gives the feed's authors to the entries without any, where the dialect means it so (RFC 4287,
    /// section 4.2.1; JSON Feed 1.1).
    pub(crate) fn pass_on_authors(&mut self) {
        for entry in &mut self.entries {
            if entry.authors.is_empty() {
                let names = self.authors.iter();
                let names = names.filter(|name| name.len() <= MAX_NAME_PASSED_ON);
                entry.authors.extend(names.take(MAX_PASSED_ON).cloned());
            }
        }
    }
}

/// The pages of a feed that comes in several (RFC 5005), besides the next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Paging {
    /// The page with the newest entries.
    pub first: String,
    /// The page of newer entries.
    pub previous: String,
    /// The page with the oldest entries.
    pub last: String,
    /// The document of the newest entries, where this is an archive.
    pub current: String,
    /// The archive before this document; it does not change any more.
    pub older_archive: String,
    /// The archive after this one.
    pub newer_archive: String,
    /// Whether the document holds all entries there are: one that is missing is deleted.
    pub is_complete: bool,
    /// Whether the document is an archive and does not change any more.
    pub is_archive: bool,
}

/// Where to register for a feed's changes (rssCloud), as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cloud {
    /// The host's name.
    pub domain: String,
    /// Its port.
    pub port: Option<u16>,
    /// The path on it.
    pub path: String,
    /// The procedure to call.
    pub procedure: String,
    /// `http-post`, `xml-rpc` or `soap`.
    pub protocol: String,
}

/// An entry that was deleted (RFC 6721).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Deleted {
    /// The id that the entry had.
    pub id: String,
    /// When it was deleted.
    #[serde(serialize_with = "unix_seconds")]
    pub at: Option<Timestamp>,
}

/// One item of a feed, as the feed gave it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Entry {
    /// What the feed calls it for ever (`guid`, `id`), as written.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The page that it is about.
    pub link: String,
    /// Every other link it names.
    pub links: Vec<String>,
    /// The short text.
    pub summary: Text,
    /// The long text.
    pub content: Text,
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
    /// Its pictures and films. Serialises as their addresses.
    #[serde(serialize_with = "urls")]
    pub media: Vec<Media>,
    /// The language tag, as written; empty where it is the feed's.
    pub language: String,
    /// Who holds the rights, in the feed's words.
    pub rights: String,
    /// The licence that it declares, as written: most often a URL.
    pub license: String,
    /// The feed that it was taken from. Serialises as its title, or its address.
    #[serde(serialize_with = "source")]
    pub source: Option<Box<Source>>,
    /// The page of its comments.
    pub comments: String,
    /// The feed of its comments.
    pub comments_feed: String,
    /// How many comments there are.
    pub comment_count: Option<u32>,
    /// The id of the entry that it answers (RFC 4685).
    pub in_reply_to: String,
    /// Where it is about, in WGS 84.
    pub place: Option<Place>,
    /// What only podcasts say.
    pub podcast: Option<Box<Episode>>,
}

/// A file that belongs to an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Enclosure {
    /// Where it is.
    pub url: String,
    /// Its media type, as written.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Its length in bytes, where a believable number is given.
    pub length: Option<u64>,
}

/// A picture, a film or a sound (Media RSS, and iTunes' pictures).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Media {
    /// Where it is.
    pub url: String,
    /// Its media type, as written.
    pub media_type: String,
    /// `image`, `video`, `audio` …, as written.
    pub medium: String,
    /// Whether it is a small picture that stands for another or for the entry.
    pub is_thumbnail: bool,
    /// Its width in pixels.
    pub width: Option<u32>,
    /// Its height in pixels.
    pub height: Option<u32>,
    /// What it shows: a caption, an alternative text.
    pub description: String,
    /// Who made it.
    pub credit: String,
}

/// The feed that an entry was taken from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Its title.
    pub title: String,
    /// The page that it belongs to.
    pub link: String,
    /// Where the feed itself is.
    pub feed: String,
    /// What it calls itself for ever.
    pub id: String,
}

/// A point on the earth, in degrees of WGS 84.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Place {
    /// −90 to 90, north is positive.
    pub latitude: f64,
    /// −180 to 180, east is positive.
    pub longitude: f64,
}

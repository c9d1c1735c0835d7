//! Reads feeds: bytes of any dialect and any fault into one shape.
//!
//! [`fn@read`] takes the bytes of a feed as they came – RSS 0.90 to 2.0, RSS 1.0, Atom 0.3 and 1.0,
//! JSON Feed, in every disguise – and gives a [`Feed`]: what could be read, and complaints about
//! the rest. [`fn@discover`] finds the feeds that a web page names; [`fn@opml`] and [`write_opml`]
//! carry subscriptions from one reader to another; [`date::parse`] reads dates as people write
//! them, and [`fn@decode`] text whatever it says of its encoding.
//!
//! ```
//! use depesche_feed::{Hints, read};
//!
//! let bytes = b"<feed xmlns='http://www.w3.org/2005/Atom'><title>Harbour</title>
//!     <entry><title>Low tide</title><link href='/tide'/><updated>2026-03-01T07:00:00Z</updated></entry>
//! </feed>";
//! let base = "https://harbour.example/feed".parse()?;
//! let feed = read(bytes, &Hints { base: Some(&base), ..Hints::default() })?;
//! assert_eq!(feed.entries[0].link, "https://harbour.example/tide");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! This room does no I/O, never waits, never reads the clock, never fails where something can be
//! read, and never expands an entity that a document declares. What it takes of a document is
//! bounded, and so are its time and its memory, whatever the document holds. It does not judge:
//! which entry is which, what its text means and whether its date is believed is decided in
//! `depesche-read`.
//!
//! `depesche-read` and the binary call it. Start reading at [`feed`] for the shape, then at
//! [`mod@read`] for the way: decode, find the beginning, cut into tokens, walk (`walk.rs`: what is
//! open; `begin.rs` and `say.rs`: what it says).

pub mod date;
pub mod decode;
pub mod discover;
pub mod error;
pub mod feed;
pub mod format;
pub mod opml;
pub mod podcast;
pub mod read;
pub mod text;

mod base64;
mod begin;
mod capture;
mod draft;
mod element;
mod entities;
mod head;
mod html;
mod json;
mod limits;
mod names;
mod namespace;
mod number;
mod person;
mod reference;
mod resolve;
mod root;
mod say;
mod serialize;
mod tag;
mod token;
mod walk;

pub use decode::{Decoded, MAX_TEXT_BYTES, decode};
pub use discover::{
    Candidate, Link, Origin, discover, head_links, links, of_site, ranked, well_known,
    without_twins,
};
pub use error::{NotAFeed, NotOpml};
pub use feed::{Cloud, Deleted, Enclosure, Entry, Feed, Media, Paging, Point, Source};
pub use format::Format;
pub use limits::{MAX_BYTES, MAX_ENTRIES};
pub use opml::{Subscription, opml, write_opml};
pub use podcast::{Chapter, Episode, Funding, Person, Show, Transcript};
pub use read::{Hints, read};
pub use text::Text;

//! Reads feeds: bytes of any dialect and any fault into one shape.
//!
//! [`fn@read`] takes the bytes of a feed as they came and gives a [`Reading`]: what could be read, and
//! complaints about the rest. [`fn@discover`] finds the feeds that a web page names; [`fn@opml`] and
//! [`write_opml`] carry subscriptions from one reader to another.
//!
//! This room does no I/O, never waits, never reads the clock, never fails where something can be
//! read, and never expands an entity that a document declares. It does not judge: which entry is
//! which, what its text means and whether its date is believed is decided in `depesche-read`.
//!
//! `depesche-read` and the binary call it. Start reading at [`reading`] for the shape, then at
//! [`mod@read`] for the way: decode, repair, parse, translate.

pub mod date;
pub mod decode;
pub mod discover;
pub mod error;
pub mod opml;
pub mod read;
pub mod reading;

mod json;
mod mask;
mod names;
mod reference;
mod repair;
mod root;
mod tag;
mod translate;

pub use decode::{Decoded, MAX_TEXT_BYTES, decode};
pub use discover::{
    Candidate, Link, Origin, discover, links, of_site, ranked, well_known, without_twins,
};
pub use error::{NotAFeed, NotOpml};
pub use opml::{Subscription, opml, write_opml};
pub use read::{Hints, MAX_BYTES, MAX_ENTRIES, read};
pub use reading::{Enclosure, Entry, Format, Reading};

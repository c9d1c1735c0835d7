//! Documents that are made to hurt, in any size: floods, depths, chains, broken encodings.
//!
//! The test beside them reads them small; `cargo xtask chaos feeds` reads them in full size and
//! measures time and memory. A find of either becomes a case here.

mod content;
mod encodings;
mod entries;
mod json;
mod known;
mod markup;
mod text;

/// A way to make a hostile document.
pub(crate) struct Case {
    /// What it is.
    pub(crate) name: &'static str,
    /// Its full size in bytes, about.
    pub(crate) full: usize,
    /// How many entries a lenient reader still finds in it, at least.
    pub(crate) entries: usize,
    /// Makes it, of about this many bytes.
    pub(crate) make: fn(usize) -> Vec<u8>,
}

/// All cases.
pub(crate) fn all() -> impl Iterator<Item = &'static Case> {
    [
        known::CASES,
        markup::CASES,
        text::CASES,
        entries::CASES,
        content::CASES,
        encodings::CASES,
        json::CASES,
    ]
    .into_iter()
    .flatten()
}

/// The usual full size: nearly the largest feed that is read.
const FULL: usize = (16 << 20) - 4_096;

/// Two entries, and we are in the text of the second.
const IN_TEXT: &str = "<rss version=\"2.0\"><channel><title>t</title><item><title>first</title>\
    </item><item><title>second</title><description>";

/// The end of the text, and a third entry.
const AFTER_TEXT: &str = "</description></item><item><title>third</title></item></channel></rss>";

/// Two entries, and we are in the second, between its elements.
const IN_ITEM: &str = "<rss version=\"2.0\" xmlns:media=\"http://search.yahoo.com/mrss/\" \
    xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" \
    xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" \
    xmlns:georss=\"http://www.georss.org/georss\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
    <channel><title>t</title><item><title>first</title></item><item><title>second</title>";

/// The end of the second entry, and a third.
const AFTER_ITEM: &str = "</item><item><title>third</title></item></channel></rss>";

/// One entry of Atom, and we are in a second.
const IN_ENTRY: &str = "<feed xmlns=\"http://www.w3.org/2005/Atom\" \
    xmlns:thr=\"http://purl.org/syndication/thread/1.0\"><title>t</title><entry><id>1</id>\
    <title>first</title></entry><entry><id>2</id><title>second</title>";

/// The end of the second entry, and a third.
const AFTER_ENTRY: &str = "</entry><entry><id>3</id><title>third</title></entry></feed>";

/// A case of full size that promises no entries.
const fn case(name: &'static str, make: fn(usize) -> Vec<u8>) -> Case {
    Case {
        name,
        full: FULL,
        entries: 0,
        make,
    }
}

/// A case in which so many entries must be found.
const fn keeps(entries: usize, name: &'static str, make: fn(usize) -> Vec<u8>) -> Case {
    Case {
        name,
        full: FULL,
        entries,
        make,
    }
}

/// `head`, as many units as fit, `tail`.
fn flood(head: &str, unit: &str, tail: &str, size: usize) -> Vec<u8> {
    let room = size.saturating_sub(head.len() + tail.len());
    let mut document = head.as_bytes().to_vec();
    document.extend_from_slice(unit.repeat(room / unit.len()).as_bytes());
    document.extend_from_slice(tail.as_bytes());
    document
}

/// `head`, units with their number as long as there is room, `tail`.
fn numbered(head: &str, unit: fn(usize) -> String, tail: &str, size: usize) -> Vec<u8> {
    let mut document = head.to_owned();
    let mut number = 0;
    while document.len() + tail.len() < size {
        document.push_str(&unit(number));
        number += 1;
    }
    document.push_str(tail);
    document.into_bytes()
}

/// `head`, `n` openings, `middle`, `n` closings, `tail`.
fn nested(head: &str, open: &str, middle: &str, close: &str, tail: &str, size: usize) -> Vec<u8> {
    let fixed = head.len() + middle.len() + tail.len();
    let depth = size.saturating_sub(fixed) / (open.len() + close.len());
    [
        head,
        &open.repeat(depth),
        middle,
        &close.repeat(depth),
        tail,
    ]
    .concat()
    .into_bytes()
}

/// Units in the text of an RSS entry.
fn in_text(unit: &str, size: usize) -> Vec<u8> {
    flood(IN_TEXT, unit, AFTER_TEXT, size)
}

/// Units between the elements of an RSS entry.
fn in_item(unit: &str, size: usize) -> Vec<u8> {
    flood(IN_ITEM, unit, AFTER_ITEM, size)
}

/// Units between the elements of an Atom entry.
fn in_entry(unit: &str, size: usize) -> Vec<u8> {
    flood(IN_ENTRY, unit, AFTER_ENTRY, size)
}

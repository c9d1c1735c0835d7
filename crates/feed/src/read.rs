//! The way from bytes to a feed: decode, find its beginning, walk through it.

use std::borrow::Cow;

use url::Url;

use crate::{Feed, MAX_BYTES, NotAFeed, decode, json, root, walk};

/// How packed data, pictures and programmes begin.
const BINARY: [&[u8]; 8] = [
    b"\x1f\x8b",
    b"PK\x03\x04",
    b"\x28\xb5\x2f\xfd",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"%PDF",
    b"GIF8",
    b"\x7fELF",
];

/// What the answer that brought the bytes says about them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// Its `Content-Type`, for the `charset` in it.
    pub content_type: Option<&'a str>,
    /// The URL that it was fetched from: what relative links start from.
    pub base: Option<&'a Url>,
}

/// Reads a feed of any dialect.
///
/// Entries come in the feed's order, at most [`crate::MAX_ENTRIES`]. What was wrong with the feed
/// stands in its complaints.
///
/// ```
/// use depesche_feed::{Hints, read};
///
/// let feed = read(b"<rss><channel><item><title>Tea & cake", &Hints::default())?;
/// assert_eq!(feed.entries[0].title.as_str(), "Tea & cake");
/// assert!(!feed.complaints.is_empty());
/// # Ok::<(), depesche_feed::NotAFeed>(())
/// ```
///
/// # Errors
///
/// Only where nothing could be read; the error says what the document is and what to do.
pub fn read(bytes: &[u8], hints: &Hints<'_>) -> Result<Feed, NotAFeed> {
    if bytes.len() > MAX_BYTES {
        return Err(NotAFeed::TooLarge);
    }
    if BINARY.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(NotAFeed::Binary);
    }
    let decoded = decode(bytes, hints.content_type);
    let (text, has_controls) = without_controls(decoded.text);
    let trimmed = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let mut feed = match trimmed.as_bytes() {
        [] if has_controls => return Err(NotAFeed::Binary),
        [] => return Err(NotAFeed::Empty),
        [b'{' | b'[', ..] => json::feed(trimmed, hints.base)?,
        _ if json::is_guarded(trimmed) => json::feed(trimmed, hints.base)?,
        _ => xml(trimmed, hints.base, has_controls)?,
    };
    if has_controls {
        let complaint = "control characters were left out";
        feed.complaints.insert(0, complaint.to_owned());
    }
    if let Some(complaint) = decoded.complaint {
        feed.complaints.insert(0, complaint);
    }
    Ok(feed)
}

fn xml(text: &str, base: Option<&Url>, has_controls: bool) -> Result<Feed, NotAFeed> {
    let start = root::find(text).map_err(|what| match what {
        NotAFeed::Text if has_controls => NotAFeed::Binary,
        what => what,
    })?;
    let mut feed = walk::feed(text, start, base);
    let before = &text[..start];
    if before.contains(|c: char| c.is_alphanumeric()) && !is_prolog(before) {
        let complaint = "what stands before the feed was left out";
        feed.complaints.insert(0, complaint.to_owned());
    }
    Ok(feed)
}

fn is_prolog(text: &str) -> bool {
    text.starts_with("<?") || text.starts_with("<!")
}

/// XML 1.0 allows no control characters but tab and line ends.
fn without_controls(text: Cow<'_, str>) -> (Cow<'_, str>, bool) {
    let is_control = |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    // In blocks without a branch: all of every document goes through here.
    let blocks = text.as_bytes().chunks(4096);
    let has = |block: &[u8]| {
        block
            .iter()
            .fold(false, |has, byte| has | is_control(*byte))
    };
    if !blocks.into_iter().any(has) {
        return (text, false);
    }
    let mut text = text.into_owned();
    text.retain(|c| c >= ' ' || matches!(c, '\t' | '\n' | '\r'));
    (Cow::Owned(text), true)
}

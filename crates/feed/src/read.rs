//! The way from bytes to a reading: decode, repair, parse, translate.

use std::borrow::Cow;

use feedparser_rs::{ParseOptions, ParserLimits, parse_with_options};
use url::Url;

use crate::{NotAFeed, Reading, decode, json, mask, repair, root, translate};

/// The largest feed that is read, in bytes.
pub const MAX_BYTES: usize = 16 << 20;

/// How many entries of one document are read.
pub const MAX_ENTRIES: usize = 5_000;

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
/// Entries come in the feed's order, at most [`MAX_ENTRIES`]. What was wrong with the feed stands
/// in the reading's complaints.
///
/// # Errors
///
/// Only where nothing could be read; the error says what the document is and what to do.
pub fn read(bytes: &[u8], hints: &Hints<'_>) -> Result<Reading, NotAFeed> {
    if bytes.len() > MAX_BYTES {
        return Err(NotAFeed::TooLarge);
    }
    if BINARY.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(NotAFeed::Binary);
    }
    let decoded = decode(bytes, hints.content_type);
    let text = decoded
        .text
        .trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n', '\0']);
    let mut complaints: Vec<String> = decoded.complaint.into_iter().collect();
    let prepared = match text.as_bytes() {
        [] => return Err(NotAFeed::Empty),
        [b'{' | b'[', ..] => prepare_json(text),
        _ => prepare_xml(text),
    }?;
    complaints.extend(prepared.complaints.into_iter().map(str::to_owned));
    let parsed = parse_with_options(prepared.text.as_bytes(), &options(prepared.entries))
        .map_err(|_| NotAFeed::OtherXml)?;
    translate::reading(parsed, hints.base, complaints, prepared.entries)
}

/// A feed as the wrapped crate can read it.
struct Prepared {
    text: String,
    entries: Option<usize>,
    complaints: Vec<&'static str>,
}

fn prepare_json(text: &str) -> Result<Prepared, NotAFeed> {
    let (text, complaints) = json::repair(text)?;
    Ok(Prepared {
        text,
        entries: None,
        complaints,
    })
}

fn prepare_xml(text: &str) -> Result<Prepared, NotAFeed> {
    let (text, has_controls) = without_controls(text);
    let start = root::find(&text).map_err(|what| match what {
        NotAFeed::Text if has_controls => NotAFeed::Binary,
        what => what,
    })?;
    let repaired = repair::repair(&text[start..]);
    let mut complaints = repaired.complaints;
    if has_controls {
        complaints.push("control characters were left out");
    }
    if text[..start].contains(|c: char| c.is_alphanumeric()) && !is_prolog(&text[..start]) {
        complaints.push("what stands before the feed was left out");
    }
    Ok(Prepared {
        text: mask::mask(&repaired.text).into_owned(),
        entries: Some(repaired.entries),
        complaints,
    })
}

fn is_prolog(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("<?") || text.starts_with("<!")
}

/// XML 1.0 allows no control characters but tab and line ends.
fn without_controls(text: &str) -> (Cow<'_, str>, bool) {
    let is_control = |c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r');
    if text.bytes().any(|byte| is_control(byte.into())) {
        (Cow::Owned(text.replace(is_control, "")), true)
    } else {
        (Cow::Borrowed(text), false)
    }
}

/// The crate makes room for `max_entries` at once, 1.8 kB each: so it is told how many there are.
fn options(entries: Option<usize>) -> ParseOptions {
    ParseOptions {
        resolve_relative_uris: true,
        sanitize_html: false,
        limits: ParserLimits {
            max_entries: entries.unwrap_or(MAX_ENTRIES).clamp(1, MAX_ENTRIES),
            max_nesting_depth: 100,
            max_text_length: 4 * MAX_BYTES,
            max_feed_size_bytes: 4 * MAX_BYTES,
            ..ParserLimits::default()
        },
    }
}

//! From bytes to text, whatever they say of themselves.
//!
//! A document's own word about its encoding is often wrong: servers add `charset=iso-8859-1` by
//! default, generators declare UTF-8 and paste Latin-1. So what the bytes show goes first. In order:
//! a byte order mark; the zeros of UTF-16 and UTF-32; escapes of ISO-2022-JP; valid UTF-8; nearly
//! valid UTF-8 with strays; what is declared, by the answer or the document; a guess from the bytes.

mod code_pages;
mod declared;
mod legacy;
mod wide;

use std::borrow::Cow;

use legacy::windows_1252;
use wide::Width;

/// The longest text that is given, in bytes: somewhat more than the largest feed, because Latin
/// letters of a single byte take two in UTF-8, and of what is longer the beginning will do.
pub const MAX_TEXT_BYTES: usize = 22 << 20;

/// A document's text, and what had to be done to get it.
#[derive(Clone, Debug)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark; at most [`MAX_TEXT_BYTES`] long.
    pub text: Cow<'a, str>,
    /// What was wrong, in words; `None` where nothing was.
    pub complaint: Option<String>,
}

/// Decodes a feed, a page or any other text. `content_type` is the answer's, for its `charset`.
///
/// Never fails: bytes that mean nothing become U+FFFD.
#[must_use]
pub fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Decoded<'a> {
    let is_long = bytes.len() > MAX_TEXT_BYTES;
    let bytes = &bytes[..bytes.len().min(MAX_TEXT_BYTES)];
    let decoded = match wide::width(bytes) {
        (Width::Bytes, mark) => narrow(&bytes[mark..], content_type),
        (width, mark) => wide::decode(width, &bytes[mark..]),
    };
    cut(without_c1(decoded), is_long)
}

impl<'a> Decoded<'a> {
    fn fine(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            text: text.into(),
            complaint: None,
        }
    }

    fn faulty(text: impl Into<Cow<'a, str>>, complaint: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            complaint: Some(complaint.into()),
        }
    }
}

/// Decodes what counts in bytes: UTF-8 and everything that was before it.
fn narrow<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Decoded<'a> {
    if let Some(text) = legacy::ebcdic(bytes).or_else(|| legacy::escaped(bytes, content_type)) {
        return Decoded::fine(text);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => return Decoded::fine(text),
        Err(error) if error.error_len().is_none() => {
            let (valid, _) = bytes.split_at(error.valid_up_to());
            let text = std::str::from_utf8(valid).expect("what is valid up to there");
            if !text.is_ascii() {
                return Decoded::faulty(text, "the end is missing: its last character is cut");
            }
        }
        Err(_) => {}
    }
    let share = Share::of(bytes);
    if share.chars > 8 * share.faults {
        return mixed(bytes);
    }
    declared::charset(bytes, content_type)
        .and_then(|charset| legacy::believed(charset, bytes, share.chars == 0))
        .or_else(|| (2 * share.chars <= share.faults).then(|| legacy::guessed(bytes))?)
        .unwrap_or_else(|| mixed(bytes))
}

/// After how many faults nearly without a valid character a text is no UTF-8.
const SURE: usize = 4_000;

/// How much of a text is UTF-8. Text of an older encoding hardly ever holds a sequence that is.
struct Share {
    /// How many characters beyond ASCII are valid.
    chars: usize,
    /// How many sequences are not.
    faults: usize,
}

impl Share {
    fn of(bytes: &[u8]) -> Self {
        let mut share = Self {
            chars: 0,
            faults: 0,
        };
        for chunk in bytes.utf8_chunks() {
            share.chars += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
            share.faults += usize::from(!chunk.invalid().is_empty());
            if share.faults > SURE && share.chars < share.faults / 4 {
                break;
            }
        }
        share
    }
}

/// UTF-8 whose faulty bytes are read as windows-1252, which is what they nearly always are, unless
/// they are the beginning of a character that the text has elsewhere: programs that shorten a text
/// by bytes leave such.
fn mixed(bytes: &[u8]) -> Decoded<'_> {
    let leads = leads(bytes);
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        match chunk.invalid() {
            // Begins every Latin letter, and is one itself.
            [0xc3] => text.push('Ã'),
            [lead, ..] if leads[usize::from(*lead)] => text.push(char::REPLACEMENT_CHARACTER),
            strays => text.extend(strays.iter().map(|byte| windows_1252(*byte))),
        }
        if text.len() > MAX_TEXT_BYTES {
            break;
        }
    }
    Decoded::faulty(text, "bytes that are not UTF-8 were read as windows-1252")
}

/// The bytes with which the valid characters of a text begin.
fn leads(bytes: &[u8]) -> [bool; 256] {
    let mut leads = [false; 256];
    for chunk in bytes.utf8_chunks() {
        for lead in chunk.valid().bytes().filter(|byte| *byte >= 0xc0) {
            leads[usize::from(lead)] = true;
        }
    }
    leads
}

/// Characters U+0080 to U+009F are controls that no one means: they are windows-1252's quotation
/// marks and dashes that somebody took for Latin-1 (HTML Standard, "numeric character reference
/// end state", does the same to references).
fn without_c1(decoded: Decoded<'_>) -> Decoded<'_> {
    let bytes = decoded.text.as_bytes();
    let mut controls = memchr::memchr_iter(0xc2, bytes)
        .filter(|at| (0x80..0xa0).contains(&bytes[at + 1]))
        .peekable();
    if controls.peek().is_none() {
        return decoded;
    }
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 16);
    let mut kept = 0;
    for at in controls {
        text.push_str(&decoded.text[kept..at]);
        text.push(windows_1252(bytes[at + 1]));
        kept = at + 2;
    }
    text.push_str(&decoded.text[kept..]);
    let complaint = decoded
        .complaint
        .unwrap_or_else(|| "control characters were read as windows-1252".to_owned());
    Decoded::faulty(text, complaint)
}

fn cut(mut decoded: Decoded<'_>, is_long: bool) -> Decoded<'_> {
    let is_longer = decoded.text.len() > MAX_TEXT_BYTES;
    if is_longer {
        let end = decoded.text.floor_char_boundary(MAX_TEXT_BYTES);
        match &mut decoded.text {
            Cow::Borrowed(text) => *text = &text[..end],
            Cow::Owned(text) => text.truncate(end),
        }
    }
    if is_long || is_longer {
        let what = format!("only the first {} MiB were read", MAX_TEXT_BYTES >> 20);
        decoded.complaint = Some(what);
    }
    decoded
}

#[cfg(test)]
mod tests;

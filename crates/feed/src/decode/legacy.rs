//! The encodings from before UTF-8: believed where they are declared, guessed where they are not.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Encoding, ISO_2022_JP, ISO_8859_2, WINDOWS_1250, WINDOWS_1252};

use super::declared::{self, Charset};
use super::{Decoded, MAX_TEXT_BYTES, code_pages};

/// How much of a text the guess looks at, in bytes, from its first byte beyond ASCII on.
const GUESS_BYTES: usize = 2 << 10;

/// How many bytes beyond ASCII a guess needs where the language is not known: fewer are a quotation
/// mark or an accent far more often than a word of another script.
const GUESS_NEEDS: usize = 4;

/// What windows-1252 has for the bytes 0x80 to 0x9f; the five that it has nothing for stay controls.
const WINDOWS_1252_MARKS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// A byte as windows-1252 has it.
pub(super) fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..0xa0 => WINDOWS_1252_MARKS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// A text from a mainframe. Where EBCDIC has `<?xml`, nothing else has anything.
pub(super) fn ebcdic(bytes: &[u8]) -> Option<Cow<'static, str>> {
    bytes
        .starts_with(b"\x4c\x6f\xa7\x94")
        .then(|| Cow::Owned(code_pages::ebcdic(bytes)))
}

/// ISO-2022-JP: seven bits, so that every such text is valid UTF-8, too. Its escapes show it.
pub(super) fn escaped<'a>(bytes: &[u8], content_type: Option<&str>) -> Option<Cow<'a, str>> {
    let mut escapes = memchr::memchr_iter(0x1b, bytes)
        .map(|at| &bytes[at + 1..])
        .peekable();
    escapes.peek()?;
    let is_it = escapes.any(|rest| rest.starts_with(b"$B") || rest.starts_with(b"$@"))
        && bytes.is_ascii()
        || declared::is_labelled(bytes, content_type, b"iso-2022-jp");
    is_it.then(|| Cow::Owned(decoded(ISO_2022_JP, bytes).0))
}

/// Decodes as it is declared; `None` where the bytes say that it cannot be. `has_no_utf8`: none of
/// the text is UTF-8.
pub(super) fn believed(
    charset: Charset,
    bytes: &[u8],
    has_no_utf8: bool,
) -> Option<Decoded<'static>> {
    match charset {
        Charset::Page(page) => Some(Decoded::fine(page.decode(bytes))),
        // UTF-8 in between, as planets of feeds have it, is told from Latin-1 with certainty.
        Charset::Web(encoding) if encoding == WINDOWS_1252 && !has_no_utf8 => None,
        Charset::Web(encoding)
            if encoding == ISO_8859_2 && bytes.iter().any(|byte| is_letter_of_1250(*byte)) =>
        {
            Some(Decoded::fine(decoded(WINDOWS_1250, bytes).0))
        }
        Charset::Web(encoding) => within_reason(encoding, bytes),
    }
}

/// Decodes as what the bytes look like; `None` where that is windows-1252, or nothing.
pub(super) fn guessed(bytes: &[u8]) -> Option<Decoded<'static>> {
    let start = bytes.iter().position(|byte| !byte.is_ascii())?;
    let country = declared::country(bytes).map(str::as_bytes);
    let high = bytes.iter().filter(|byte| !byte.is_ascii());
    if country.is_none() && high.take(GUESS_NEEDS).count() < GUESS_NEEDS {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let sample = &bytes[start.saturating_sub(1)..];
    detector.feed(&sample[..sample.len().min(GUESS_BYTES)], true);
    let encoding = detector.guess(country, Utf8Detection::Deny);
    let mut decoded = within_reason(encoding, bytes).filter(|_| encoding != WINDOWS_1252)?;
    decoded.complaint = Some(format!(
        "bytes that are not UTF-8 were read as {}",
        encoding.name()
    ));
    Some(decoded)
}

/// Letters that windows-1250 has where ISO-8859-2 has controls, and many programs call it that.
fn is_letter_of_1250(byte: u8) -> bool {
    matches!(byte, 0x8a | 0x8c..=0x8f | 0x9a | 0x9c..=0x9f)
}

/// Decodes where at most a few characters are no such ones: a wrong byte makes two at most.
fn within_reason(encoding: &'static Encoding, bytes: &[u8]) -> Option<Decoded<'static>> {
    let (text, faults) = decoded(encoding, bytes);
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    if !encoding.is_single_byte() && faults > 2 + high / 40 {
        None
    } else if faults == 0 {
        Some(Decoded::fine(text))
    } else {
        let complaint = format!("bytes that are not {}", encoding.name());
        Some(Decoded::faulty(text, complaint))
    }
}

/// The text, and how many faults it has. It is little longer than [`MAX_TEXT_BYTES`].
///
/// The faults are counted in the text: a call for each would be quadratic, since each clears all of
/// the text's room that is left.
pub(super) fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> (String, usize) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 4 + 64);
    let (mut at, mut has_faults) = (0, false);
    loop {
        let (result, read, is_faulty) = decoder.decode_to_string(&bytes[at..], &mut text, true);
        at += read;
        has_faults |= is_faulty;
        if result == CoderResult::InputEmpty || text.len() > MAX_TEXT_BYTES {
            break;
        }
        text.reserve(text.len() / 2 + 64);
    }
    let faults = if has_faults {
        text.matches(char::REPLACEMENT_CHARACTER).count()
    } else {
        0
    };
    (text, faults)
}

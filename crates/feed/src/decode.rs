//! From bytes to text, whatever they say of themselves.
//!
//! A document's own word about its encoding is often wrong: servers add `charset=iso-8859-1` by
//! default, generators declare UTF-8 and paste Latin-1. So what the bytes show goes first: a byte
//! order mark, then valid UTF-8, then the declaration, then UTF-8 with strays of windows-1252.

use std::borrow::Cow;

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far into a document its declaration is looked for, in bytes.
const DECLARATION_BYTES: usize = 1024;

/// A document's text, and what had to be done to get it.
#[derive(Clone, Debug)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub text: Cow<'a, str>,
    /// What was wrong, in words; `None` where nothing was.
    pub complaint: Option<String>,
}

/// Decodes a feed, a page or any other text. `content_type` is the answer's, for its `charset`.
///
/// Never fails: bytes that mean nothing become U+FFFD.
pub fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Decoded<'a> {
    if let Some(text) = utf32(bytes) {
        return fine(Cow::Owned(text));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[mark..]);
    }
    match bytes {
        [b'<' | b'{', 0, ..] => return with(UTF_16LE, bytes),
        [0, b'<' | b'{', ..] => return with(UTF_16BE, bytes),
        _ => {}
    }
    let declared = declared(bytes, content_type);
    if declared == Some(ISO_2022_JP) && memchr::memchr(0x1b, bytes).is_some() {
        return with(ISO_2022_JP, bytes); // Seven bits: every such text is valid UTF-8, too.
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return fine(Cow::Borrowed(text));
    }
    match declared {
        Some(encoding) if encoding != UTF_8 && encoding.is_ascii_compatible() => {
            with(encoding, bytes)
        }
        _ => mixed(bytes),
    }
}

fn fine(text: Cow<'_, str>) -> Decoded<'_> {
    Decoded {
        text,
        complaint: None,
    }
}

fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    if encoding == UTF_8 && std::str::from_utf8(bytes).is_err() {
        return mixed(bytes);
    }
    let (text, has_faults) = encoding.decode_without_bom_handling(bytes);
    Decoded {
        text,
        complaint: has_faults.then(|| format!("bytes that are not {}", encoding.name())),
    }
}

/// UTF-8 whose faulty bytes are read as windows-1252, which is what they nearly always are.
fn mixed(bytes: &[u8]) -> Decoded<'_> {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    Decoded {
        text: Cow::Owned(text),
        complaint: Some("bytes that are not UTF-8 were read as windows-1252".to_owned()),
    }
}

fn utf32(bytes: &[u8]) -> Option<String> {
    let (little, rest) = match bytes {
        [0xff, 0xfe, 0, 0, rest @ ..] => (true, rest),
        [0, 0, 0xfe, 0xff, rest @ ..] => (false, rest),
        [b'<', 0, 0, 0, ..] => (true, bytes),
        [0, 0, 0, b'<', ..] => (false, bytes),
        _ => return None,
    };
    let decode = |unit: &[u8]| {
        let unit = [unit[0], unit[1], unit[2], unit[3]];
        let code = if little {
            u32::from_le_bytes(unit)
        } else {
            u32::from_be_bytes(unit)
        };
        char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
    };
    Some(rest.chunks_exact(4).map(decode).collect())
}

/// What the answer or the document declares. The answer goes first (RFC 7303), except for the
/// values that servers send without having looked.
fn declared(bytes: &[u8], content_type: Option<&str>) -> Option<&'static Encoding> {
    let sent = content_type
        .and_then(|value| label_after(value.as_bytes(), b"charset"))
        .filter(|encoding| *encoding != UTF_8 && *encoding != WINDOWS_1252);
    sent.or_else(|| {
        let head = &bytes[..bytes.len().min(DECLARATION_BYTES)];
        label_after(head, b"encoding").or_else(|| label_after(head, b"charset"))
    })
}

/// The encoding in `name="label"`, `name=label` or `name='label'`.
fn label_after(text: &[u8], name: &[u8]) -> Option<&'static Encoding> {
    let at = text
        .windows(name.len())
        .position(|window| window.eq_ignore_ascii_case(name))?;
    let rest = text[at + name.len()..].trim_ascii_start();
    let rest = rest.strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest
        .strip_prefix(b"\"")
        .or_else(|| rest.strip_prefix(b"'"))
        .unwrap_or(rest);
    let end = rest
        .iter()
        .position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte))
        .unwrap_or(rest.len());
    Encoding::for_label(&rest[..end])
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn check(bytes: &[u8], content_type: Option<&str>, expected: &str) {
        assert_eq!(decode(bytes, content_type).text, expected);
    }

    #[test]
    fn the_bytes_go_before_the_declaration() {
        check(
            "<?xml encoding='iso-8859-1'?>ü".as_bytes(),
            None,
            "<?xml encoding='iso-8859-1'?>ü",
        );
        check(
            "<?xml encoding='utf-16'?>ü".as_bytes(),
            None,
            "<?xml encoding='utf-16'?>ü",
        );
        check(
            b"\xef\xbb\xbf\xc3\xa4",
            Some("text/xml; charset=iso-8859-1"),
            "ä",
        );
    }

    #[test]
    fn declared_encodings_are_believed_where_the_bytes_allow() {
        check(
            b"\xcf\xf0\xe8",
            Some("text/xml; charset=\"windows-1251\""),
            "При",
        );
        check(b"<meta charset=koi8-r>\xd0", None, "<meta charset=koi8-r>п");
    }

    #[test]
    fn wrong_bytes_are_read_as_what_they_most_likely_are() {
        check(
            b"<?xml encoding='utf-8'?>Gr\xfc\xdfe \x93x\x94",
            None,
            "<?xml encoding='utf-8'?>Grüße “x”",
        );
        check("ä \u{fc}".as_bytes(), None, "ä ü");
    }

    #[test]
    fn wide_encodings_are_seen_with_and_without_a_mark() {
        check(b"\xff\xfe<\0\xe4\0", None, "<ä");
        check(b"\0<\0\xe4", None, "<ä");
        check(b"\xff\xfe\0\0<\0\0\0\xe4\0\0\0", None, "<ä");
    }
}

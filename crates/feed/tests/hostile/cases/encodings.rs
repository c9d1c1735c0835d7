//! Encodings: those that grow when they are decoded, that are none, that lie.

use super::{AFTER_TEXT, Case, IN_TEXT, case, flood, keeps};

/// A feed that names an encoding and repeats these bytes in a text.
fn declared(encoding: &str, unit: &[u8], size: usize) -> Vec<u8> {
    let head = format!("<?xml version=\"1.0\" encoding=\"{encoding}\"?>{IN_TEXT}");
    raw(head.as_bytes(), unit, AFTER_TEXT.as_bytes(), size)
}

fn raw(head: &[u8], unit: &[u8], tail: &[u8], size: usize) -> Vec<u8> {
    let room = size.saturating_sub(head.len() + tail.len());
    [head, &unit.repeat(room / unit.len()), tail].concat()
}

/// Each byte of the text becomes a sign of this form.
fn wide(mark: &[u8], sign: fn(char) -> Vec<u8>, fill: &str, size: usize) -> Vec<u8> {
    let text = [IN_TEXT, fill, AFTER_TEXT].concat();
    let fixed: usize = text.chars().map(|one| sign(one).len()).sum();
    let unit: Vec<u8> = fill.chars().flat_map(sign).collect();
    let head: Vec<u8> = IN_TEXT.chars().flat_map(sign).collect();
    let tail: Vec<u8> = AFTER_TEXT.chars().flat_map(sign).collect();
    let room = size.saturating_sub(fixed + mark.len());
    [mark, &head, &unit.repeat(room / unit.len()), &tail].concat()
}

fn two_bytes_le(sign: char) -> Vec<u8> {
    let mut room = [0; 2];
    sign.encode_utf16(&mut room)
        .iter()
        .flat_map(|unit| unit.to_le_bytes())
        .collect()
}

fn two_bytes_be(sign: char) -> Vec<u8> {
    let mut room = [0; 2];
    sign.encode_utf16(&mut room)
        .iter()
        .flat_map(|unit| unit.to_be_bytes())
        .collect()
}

fn four_bytes_le(sign: char) -> Vec<u8> {
    u32::from(sign).to_le_bytes().to_vec()
}

fn four_bytes_be(sign: char) -> Vec<u8> {
    u32::from(sign).to_be_bytes().to_vec()
}

#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    // One byte becomes two or three.
    keeps(3, "windows-1252, 0x80", |size| declared("windows-1252", b"\x80", size)),
    keeps(3, "windows-1251, letters", |size| declared("windows-1251", b"\xe0", size)),
    keeps(3, "macintosh", |size| declared("macintosh", b"\xf0", size)),
    keeps(3, "Shift_JIS, one byte a sign", |size| declared("shift_jis", b"\xb1", size)),
    keeps(3, "Shift_JIS, broken", |size| declared("shift_jis", b"\x81 ", size)),
    keeps(3, "EUC-JP, broken", |size| declared("euc-jp", b"\x8f\xff", size)),
    keeps(3, "GB 18030, four bytes a sign", |size| declared("gb18030", b"\x81\x30\x81\x30", size)),
    keeps(3, "Big5, two signs at once", |size| declared("big5", b"\x88\x62", size)),
    keeps(1, "ISO-2022-JP, changing all the time", |size| declared("iso-2022-jp", b"\x1b$B$\"\x1b(B", size)),
    keeps(1, "ISO-2022-JP, escapes alone", |size| declared("iso-2022-jp", b"\x1b$B\x1b(J", size)),
    case("UTF-7", |size| declared("utf-7", b"+ADw-", size)),
    case("an encoding that nobody knows", |size| declared("x-nobody", b"\xe4", size)),
    // Names and lies.
    case("cut off behind lang=", |_| b"\xe4<feed xml:lang=".to_vec()),
    case("cut off behind <language>", |_| b"\xe4<rss><channel><language>".to_vec()),
    case("cut off behind encoding=", |_| b"\xe4<?xml encoding=".to_vec()),
    case("cut off behind charset=", |_| b"\xe4<meta charset=".to_vec()),
    case("a long name of an encoding", |size| flood(
        "<?xml version=\"1.0\" encoding=\"", "a", &format!("\"?>{IN_TEXT}{AFTER_TEXT}"), size)),
    case("an unclosed name of an encoding", |size| flood("<?xml encoding=\"", "a", "", size)),
    case("names of encodings, over and over", |size| flood(
        "<?xml", " encoding=\"utf-8\"", &format!("?>{IN_TEXT}{AFTER_TEXT}"), size)),
    keeps(3, "says UTF-16, is UTF-8", |size| declared("utf-16", "ä".as_bytes(), size)),
    keeps(3, "says UTF-8, is Latin-1", |size| declared("utf-8", b"\xe4 ", size)),
    keeps(3, "says Latin-1, is UTF-8", |size| declared("iso-8859-1", "ä".as_bytes(), size)),
    keeps(3, "says nothing, is Cyrillic", |size| raw(IN_TEXT.as_bytes(), b"\xcf\xf0\xe8\xe2\xe5\xf2 ", AFTER_TEXT.as_bytes(), size)),
    keeps(3, "says nothing, is no text", |size| raw(IN_TEXT.as_bytes(), b"\x80\xff\xa5\xc1 ", AFTER_TEXT.as_bytes(), size)),
    keeps(3, "UTF-8, but for the last byte", |size| {
        let mut document = flood(IN_TEXT, "日本", AFTER_TEXT, size);
        document.push(0xff);
        document
    }),
    keeps(3, "UTF-8 of signs that do not exist", |size| raw(IN_TEXT.as_bytes(), b"\xed\xa0\x80\xf5\xc0\x80", AFTER_TEXT.as_bytes(), size)),
    keeps(3, "UTF-8, twice", |size| flood(IN_TEXT, "Ã¤", AFTER_TEXT, size)),
    // Wide.
    keeps(3, "UTF-16LE, ASCII", |size| wide(b"\xff\xfe", two_bytes_le, "a", size)),
    keeps(3, "UTF-16BE, three bytes a sign", |size| wide(b"\xfe\xff", two_bytes_be, "日", size)),
    keeps(3, "UTF-16LE, without a mark", |size| wide(b"", two_bytes_le, "a", size)),
    keeps(3, "UTF-16BE, without a mark", |size| wide(b"", two_bytes_be, "a", size)),
    keeps(3, "UTF-16LE, tags", |size| wide(b"\xff\xfe", two_bytes_le, "<", size)),
    case("UTF-16LE, halves of pairs", |size| raw(b"\xff\xfe<\0r\0s\0s\0>\0", b"\0\xd8", b"", size)),
    keeps(3, "UTF-32LE", |size| wide(b"\xff\xfe\0\0", four_bytes_le, "a", size)),
    keeps(3, "UTF-32BE", |size| wide(b"\0\0\xfe\xff", four_bytes_be, "日", size)),
    case("UTF-32LE, numbers too large", |size| raw(b"\xff\xfe\0\0<\0\0\0r\0\0\0s\0\0\0s\0\0\0", b"\xff\xff\xff\xff", b"", size)),
    case("zeros", |size| raw(b"", b"\0", b"", size)),
    case("marks of all kinds", |size| raw(b"", b"\xff\xfe\xfe\xff\xef\xbb\xbf", b"", size)),
];

//! Encodes documents in every way that feeds come in.

use encoding_rs::WINDOWS_1252;

/// A document in each encoding, by its name.
pub(crate) fn all(document: &str) -> Vec<(&'static str, Vec<u8>)> {
    let declared =
        |charset: &str| document.replacen("?>", &format!(" encoding=\"{charset}\"?>"), 1);
    let latin = |document: &str| {
        let (bytes, _, has_others) = WINDOWS_1252.encode(document);
        assert!(
            !has_others,
            "windows-1252 has not all letters of: {document}"
        );
        bytes.into_owned()
    };
    vec![
        ("UTF-8", document.as_bytes().to_vec()),
        ("UTF-8, marked", format!("\u{feff}{document}").into_bytes()),
        (
            "UTF-8, declared as Latin-1",
            declared("iso-8859-1").into_bytes(),
        ),
        ("UTF-8, declared as UTF-16", declared("utf-16").into_bytes()),
        (
            "UTF-16, marked",
            wide(&format!("\u{feff}{document}"), u16::to_le_bytes),
        ),
        (
            "UTF-16 of the other order, marked",
            wide(&format!("\u{feff}{document}"), u16::to_be_bytes),
        ),
        (
            "UTF-16, declared",
            wide(&declared("utf-16le"), u16::to_le_bytes),
        ),
        ("windows-1252, declared", latin(&declared("windows-1252"))),
    ]
}

fn wide(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

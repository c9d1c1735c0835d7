//! What a file is, by its first bytes.

use image::ImageFormat;

use crate::Refusal;

/// The format that the first bytes say. Names, endings and content types are not asked: they are
/// the stranger's.
pub(crate) fn sniff(bytes: &[u8]) -> Result<ImageFormat, Refusal> {
    let is_container = |kind: &[u8]| bytes.get(8..8 + kind.len()) == Some(kind);
    if bytes.starts_with(b"\xff\xd8\xff") {
        return Ok(ImageFormat::Jpeg);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok(ImageFormat::Png);
    }
    if bytes.starts_with(b"RIFF") && is_container(b"WEBP") {
        return Ok(ImageFormat::WebP);
    }
    if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        return Ok(ImageFormat::Gif);
    }
    Err(Refusal::Unknown(guess(bytes)))
}

/// What it may be instead, for the operator.
fn guess(bytes: &[u8]) -> &'static str {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = start.trim_ascii_start();
    if bytes.is_empty() {
        "an empty file"
    } else if start.starts_with(b"<") {
        "SVG, HTML or other markup"
    } else if bytes.get(4..8) == Some(b"ftyp") {
        "AVIF, HEIC or a film"
    } else {
        "an unknown format"
    }
}

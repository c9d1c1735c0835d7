//! A PNG without what is not its picture.

use std::borrow::Cow;

/// What makes the picture: its header, colours, pixels, and how the camera was held. The rest is
/// texts, profiles and further frames. A profile is expanded by the decoder before anybody asks
/// for it: one of 64 MB costs a second, and a megabyte holds a thousand of them.
const KEPT: [&[u8; 4]; 6] = [b"IHDR", b"PLTE", b"tRNS", b"eXIf", b"IDAT", b"IEND"];

const SIGNATURE: usize = 8;

/// The file without other chunks. What comes after a damaged one is left as it is: the decoder
/// says what is wrong with it.
pub(crate) fn without_others(png: &[u8]) -> Cow<'_, [u8]> {
    let mut kept = Vec::new();
    let (mut begin, mut at) = (0, SIGNATURE);
    while let Some(head) = png.get(at..at + 8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
        let end = (at + 12).saturating_add(length as usize);
        if end > png.len() {
            break;
        }
        if !KEPT.iter().any(|kind| head[4..] == **kind) {
            kept.extend_from_slice(&png[begin..at]);
            begin = end;
        }
        at = end;
    }
    if begin == 0 {
        return Cow::Borrowed(png);
    }
    kept.extend_from_slice(&png[begin..]);
    Cow::Owned(kept)
}

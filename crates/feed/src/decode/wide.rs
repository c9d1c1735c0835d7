//! UTF-16 and UTF-32, with a byte order mark or without.

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::{Decoded, MAX_TEXT_BYTES, legacy};

/// How much of a text is looked at for the zeros of a wide encoding, in bytes: enough for a
/// declaration, which is ASCII.
const LOOK_BYTES: usize = 64;

/// How wide the units of a text are, and which of their bytes comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Width {
    /// UTF-8 or an older encoding.
    Bytes,
    /// UTF-16, the lower byte first.
    Two,
    /// UTF-16, the higher byte first.
    TwoBig,
    /// UTF-32, the lower byte first.
    Four,
    /// UTF-32, the higher byte first.
    FourBig,
}

/// How wide a text is, and how many bytes its byte order mark takes.
pub(super) fn width(bytes: &[u8]) -> (Width, usize) {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => (Width::Bytes, 3),
        [0xff, 0xfe, 0, 0, ..] => (Width::Four, 4),
        [0, 0, 0xfe, 0xff, ..] => (Width::FourBig, 4),
        // A mark that was left standing when the text was turned into another encoding.
        [0xff, 0xfe, rest @ ..] | [0xfe, 0xff, rest @ ..] if is_ascii_markup(rest) => {
            (Width::Bytes, 2)
        }
        [0xff, 0xfe, ..] => (Width::Two, 2),
        [0xfe, 0xff, ..] => (Width::TwoBig, 2),
        _ => (by_zeros(&bytes[..bytes.len().min(LOOK_BYTES)]), 0),
    }
}

fn is_ascii_markup(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [
            b'<',
            b'?' | b'!' | b'a'..=b'z',
            b'a'..=b'z' | b'A'..=b'Z' | b'-',
            ..,
        ]
    )
}

fn by_zeros(head: &[u8]) -> Width {
    let zeros = |start: usize, step: usize| {
        let units = head.chunks_exact(step);
        units.filter(|unit| unit[start] == 0).count()
    };
    let (twos, fours) = (head.len() / 2, head.len() / 4);
    if fours == 0 {
        return Width::Bytes;
    }
    match [0, 1, 2, 3].map(|start| zeros(start, 4)) {
        [0, _, third, fourth] if third == fours && fourth == fours => return Width::Four,
        [first, second, _, 0] if first == fours && second == fours => return Width::FourBig,
        _ => {}
    }
    // Three of four letters are ASCII: a title in another script may come early.
    match [zeros(0, 2), zeros(1, 2)] {
        [0, odd] if 4 * odd >= 3 * twos => Width::Two,
        [even, 0] if 4 * even >= 3 * twos => Width::TwoBig,
        _ => match head {
            [b'<' | b'{' | b'[', 0, ..] => Width::Two,
            [0, b'<' | b'{' | b'[', ..] => Width::TwoBig,
            _ => Width::Bytes,
        },
    }
}

/// Decodes what [`width`] found. What is left over of a unit at the end is left out.
pub(super) fn decode(width: Width, bytes: &[u8]) -> Decoded<'static> {
    let (unit, encoding) = match width {
        Width::Bytes | Width::Two => (2, UTF_16LE),
        Width::TwoBig => (2, UTF_16BE),
        Width::Four | Width::FourBig => (4, UTF_16LE),
    };
    let over = bytes.len() % unit;
    let bytes = &bytes[..bytes.len() - over];
    let (text, faults) = if unit == 4 {
        utf32(bytes, width == Width::FourBig)
    } else {
        legacy::decoded(encoding, bytes)
    };
    if faults > 0 {
        Decoded::faulty(text, format!("characters that are not UTF-{}", unit * 8))
    } else if over > 0 {
        Decoded::faulty(text, "the end is missing: its last character is cut")
    } else {
        Decoded::fine(text)
    }
}

fn utf32(bytes: &[u8], is_big: bool) -> (String, usize) {
    let (mut text, mut faults) = (String::with_capacity(bytes.len() / 3), 0);
    for unit in bytes.chunks_exact(4) {
        let unit = [unit[0], unit[1], unit[2], unit[3]];
        let code = if is_big {
            u32::from_be_bytes(unit)
        } else {
            u32::from_le_bytes(unit)
        };
        let c = char::from_u32(code);
        faults += usize::from(c.is_none());
        text.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
        if text.len() > MAX_TEXT_BYTES {
            break;
        }
    }
    (text, faults)
}

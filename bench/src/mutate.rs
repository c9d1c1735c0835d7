//! Breaks feeds at random, the same way for the same seed and number.

mod words;

use encoding_rs::Encoding;

use crate::corpus::Feed;
use crate::random::Random;
use words::{ENCODINGS, NAMES, PIECES};

/// Most documents are no longer than this, in bytes: faults lie close together in feeds, and a
/// million documents should take minutes.
const USUAL: usize = 64 << 10;

/// Breaks feeds.
pub struct Mutator {
    feeds: Vec<Feed>,
    seed: u64,
}

impl Mutator {
    /// Breaks these feeds.
    pub fn new(feeds: Vec<Feed>, seed: u64) -> Self {
        Self { feeds, seed }
    }

    /// The broken document of this number.
    pub fn document(&self, number: u64) -> Vec<u8> {
        let mut random = Random::new(
            self.seed
                .wrapping_add(number.wrapping_mul(0x2545_f491_4f6c_dd1d)),
        );
        let mut document = self.start(&mut random);
        for _ in 0..random.between(1, 9) {
            self.change(&mut document, &mut random);
        }
        document
    }

    /// A feed, most often only its beginning: short ones more often than long ones.
    fn start(&self, random: &mut Random) -> Vec<u8> {
        let feed = &self.feeds[random.below(self.feeds.len())].bytes;
        let most = if random.one_in(2_000) {
            feed.len()
        } else {
            USUAL >> random.below(7)
        };
        feed[..feed.len().min(most)].to_vec()
    }

    fn change(&self, document: &mut Vec<u8>, random: &mut Random) {
        let (start, end) = run(document, random);
        match random.below(14) {
            0 | 1 => flip(document, random),
            2 => drop(document.drain(start..end)),
            3 => {
                let times = random.between(1, 30);
                let copy = document[start..end].repeat(times);
                insert(document, end, &copy);
            }
            4 => document.rotate_left(start),
            5 => swap(document, random),
            6 => document.truncate(start),
            7 | 8 => {
                let piece = PIECES[random.below(PIECES.len())].as_bytes();
                let times = if random.one_in(20) { 300 } else { 1 };
                insert(document, start, &piece.repeat(times));
            }
            9 | 10 => rename(document, random),
            11 => {
                let other = &self.feeds[random.below(self.feeds.len())].bytes;
                let (from, to) = run(other, random);
                insert(document, start, &other[from..to]);
            }
            12 => document[start..end].make_ascii_uppercase(),
            _ => *document = in_another_encoding(document, random),
        }
    }
}

/// A run of bytes, most often short.
fn run(document: &[u8], random: &mut Random) -> (usize, usize) {
    let start = random.below(document.len() + 1);
    let most = 4_096 >> random.below(12);
    let length = random.below(most);
    (start, document.len().min(start + length))
}

fn insert(document: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    document.splice(at..at, bytes.iter().copied());
}

fn flip(document: &mut [u8], random: &mut Random) {
    for _ in 0..random.between(1, 12) {
        let at = random.below(document.len());
        if let Some(byte) = document.get_mut(at) {
            *byte ^= 1 << random.below(8);
        }
    }
}

/// Exchanges two runs of the same length.
fn swap(document: &mut [u8], random: &mut Random) {
    let (one, end) = run(document, random);
    let length = end - one;
    let other = random.below(document.len() + 1 - length);
    for at in 0..length {
        document.swap(one + at, other + at);
    }
}

/// Gives the next element another name.
fn rename(document: &mut Vec<u8>, random: &mut Random) {
    let start = random.below(document.len());
    let Some(open) = memchr::memchr(b'<', &document[start.min(document.len())..]) else {
        return;
    };
    let name = start + open + 1;
    let slash = usize::from(document.get(name) == Some(&b'/'));
    let rest = &document[name + slash..];
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b':';
    let length = rest.iter().take_while(|byte| is_part(byte)).count();
    let other = NAMES[random.below(NAMES.len())];
    let from = name + slash;
    document.splice(from..from + length, other.bytes());
}

/// Decodes and encodes again, or only says so in the declaration, or gives UTF-16.
fn in_another_encoding(document: &[u8], random: &mut Random) -> Vec<u8> {
    let label = ENCODINGS[random.below(ENCODINGS.len())];
    let text = String::from_utf8_lossy(document);
    match random.below(4) {
        0 => {
            let mut units: Vec<u16> = text.encode_utf16().collect();
            if random.one_in(2) {
                units.insert(0, 0xfeff);
            }
            let is_big = random.one_in(2);
            let bytes = |unit: u16| {
                if is_big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            };
            units.into_iter().flat_map(bytes).collect()
        }
        1 => format!("<?xml version='1.0' encoding='{label}'?>{text}").into_bytes(),
        2 => text.replacen("utf-8", label, 1).into_bytes(),
        _ => Encoding::for_label(label.as_bytes())
            .map_or_else(Vec::new, |encoding| encoding.encode(&text).0.into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::Mutator;
    use crate::generate;

    #[test]
    fn a_number_gives_one_document_and_another_gives_another() {
        let mutator = |seed| Mutator::new(generate::feeds(), seed);
        let (one, again, other) = (mutator(1), mutator(1), mutator(2));
        for number in 0..200 {
            assert_eq!(one.document(number), again.document(number));
        }
        let differing = (0..200).filter(|number| one.document(*number) != other.document(*number));
        assert!(differing.count() > 190);
    }

    #[test]
    fn nothing_at_all_can_be_broken_too() {
        let empty = crate::corpus::Feed {
            name: String::new(),
            bytes: Vec::new(),
        };
        let mutator = Mutator::new(vec![empty], 1);
        assert!((0..2_000).any(|number| !mutator.document(number).is_empty()));
    }
}

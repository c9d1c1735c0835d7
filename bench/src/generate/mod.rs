//! Makes feeds like those of the wild, so that anyone can measure: every shape in four languages
//! and in sizes from 1 kB to half a megabyte, the same in every run.

mod json;
mod shape;
mod text;
mod words;

use encoding_rs::{Encoding, SHIFT_JIS, UTF_8, WINDOWS_1251, WINDOWS_1252};

use crate::corpus::Feed;
use crate::random::Random;
use shape::{SHAPES, Shape};
use text::Writer;
use words::{LANGUAGES, Language};

/// The sizes of the feeds, in bytes of UTF-8. Most feeds of the wild hold 10 to 100 kB.
const SIZES: [usize; 5] = [1_000, 6_000, 20_000, 60_000, 150_000];

/// The size of the largest; one of each shape.
const LARGEST: usize = 500_000;

/// All generated feeds.
pub fn feeds() -> Vec<Feed> {
    let mut feeds = Vec::new();
    for (at, shape) in SHAPES.iter().enumerate() {
        for language in LANGUAGES {
            feeds.extend(SIZES.map(|size| feed(shape, language, size, UTF_8)));
        }
        feeds.push(feed(
            shape,
            &LANGUAGES[at % LANGUAGES.len()],
            LARGEST,
            UTF_8,
        ));
        if !shape.is_json {
            feeds.extend(in_old_encodings(shape));
        }
    }
    feeds
}

/// What the encodings of before Unicode still hold: each with its language.
fn in_old_encodings(shape: &Shape) -> impl Iterator<Item = Feed> {
    [
        ("de", WINDOWS_1252),
        ("ru", WINDOWS_1251),
        ("ja", SHIFT_JIS),
    ]
    .map(|(tag, encoding)| {
        let language = LANGUAGES.iter().find(|language| language.tag == tag);
        let language = language.expect("it stands in the list");
        feed(shape, language, 40_000, encoding)
    })
    .into_iter()
}

fn feed(
    shape: &Shape,
    language: &'static Language,
    size: usize,
    encoding: &'static Encoding,
) -> Feed {
    let encoding_name = encoding.name().to_ascii_lowercase();
    let name = format!(
        "{}-{}-{encoding_name}-{}k",
        shape.name,
        language.tag,
        size / 1000
    );
    let seed = name.bytes().fold(7, |seed: u64, byte| {
        seed.wrapping_mul(31).wrapping_add(byte.into())
    });
    let mut writer = Writer::new(language, Random::new(seed));
    let mut text = (shape.head)(&mut writer, &encoding_name);
    let mut number = 0;
    while number == 0 || text.len() + shape.tail.len() < size {
        let room = size.saturating_sub(text.len());
        text.push_str(&(shape.entry)(&mut writer, number, room));
        number += 1;
    }
    text.push_str(shape.tail);
    Feed {
        name,
        bytes: encoding.encode(&text).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::feeds;
    use crate::readers::ours;

    #[test]
    fn every_generated_feed_can_be_read() {
        let feeds = feeds();
        assert!(feeds.len() > 150, "{}", feeds.len());
        for feed in feeds {
            assert!(
                ours(&feed.bytes).is_some_and(|entries| entries > 0),
                "{}",
                feed.name
            );
        }
    }
}

//! Any bytes as a feed, with what an answer may say of them.

#![no_main]

use std::sync::LazyLock;

use depesche_feed::{Hints, MAX_ENTRIES, read};
use libfuzzer_sys::fuzz_target;
use url::Url;

/// What servers say; the last byte of the input picks one.
const CONTENT_TYPES: [Option<&str>; 8] = [
    None,
    Some("application/rss+xml"),
    Some("application/atom+xml; charset=utf-8"),
    Some("text/xml; charset=iso-8859-1"),
    Some("application/xml; charset=\"UTF-16\""),
    Some("text/xml; charset=shift_jis; charset"),
    Some("application/feed+json"),
    Some(";charset=\"x"),
];

static BASE: LazyLock<Url> =
    LazyLock::new(|| Url::parse("https://a.example/b/feed?c#d").expect("it is a URL"));

fuzz_target!(|bytes: &[u8]| {
    let pick = usize::from(bytes.last().copied().unwrap_or_default());
    let hints = Hints {
        content_type: CONTENT_TYPES[pick % CONTENT_TYPES.len()],
        base: (pick % 3 > 0).then_some(&*BASE),
    };
    if let Ok(feed) = read(bytes, &hints) {
        assert!(feed.entries.len() <= MAX_ENTRIES);
    }
});

//! Any bytes as a web page, with what an answer may say of them.

#![no_main]

use std::sync::LazyLock;

use depesche_read::page;
use libfuzzer_sys::fuzz_target;
use url::Url;

/// What servers say; the last byte of the input picks one.
const CONTENT_TYPES: [Option<&str>; 4] = [
    None,
    Some("text/html; charset=utf-8"),
    Some("text/html; charset=iso-8859-1"),
    Some("application/xhtml+xml; charset=\"UTF-16"),
];

static URL: LazyLock<Url> =
    LazyLock::new(|| Url::parse("https://a.example/news/1").expect("it is a URL"));

fuzz_target!(|bytes: &[u8]| {
    let pick = usize::from(bytes.last().copied().unwrap_or_default());
    let read = page(bytes, &URL, CONTENT_TYPES[pick % CONTENT_TYPES.len()]);
    assert!(read.title.chars().count() <= 500, "{}", read.title);
    assert!(!read.canonical.is_empty());
    assert!(!read.text.trim().is_empty() || !read.complaints.is_empty());
});

//! Any bytes as a web page in which feeds are looked for.

#![no_main]

use std::sync::LazyLock;

use depesche_feed::discover;
use libfuzzer_sys::fuzz_target;
use url::Url;

static BASE: LazyLock<Url> =
    LazyLock::new(|| Url::parse("https://a.example/b/page?c#d").expect("it is a URL"));

fuzz_target!(|bytes: &[u8]| {
    for found in discover(bytes, &BASE) {
        assert!(matches!(found.url.scheme(), "http" | "https"));
    }
});

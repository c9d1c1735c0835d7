//! Any bytes as what a site says of its feeds: as its page, as its `Link` header, as its address.

#![no_main]

use std::sync::LazyLock;

use depesche_feed::discover::MAX_CANDIDATES;
use depesche_feed::{Candidate, discover, links, of_site, ranked, well_known, without_twins};
use libfuzzer_sys::fuzz_target;
use url::Url;

static BASE: LazyLock<Url> =
    LazyLock::new(|| Url::parse("https://a.example/b/page?c#d").expect("it is a URL"));

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let found = discover(bytes, &BASE);
    assert!(found.len() <= MAX_CANDIDATES);
    let named = links(&text, &BASE).into_iter();
    let named: Vec<_> = named.filter_map(|link| link.feed()).collect();
    let site = BASE.join(text.trim()).ok();
    let site = site.filter(is_web);
    let ruled = site.iter().flat_map(of_site).collect();
    for one in [&found, &named, &ruled].into_iter().flatten() {
        check(one);
    }
    for place in site.iter().flat_map(well_known) {
        assert!(is_web(&place), "{place}");
    }
    let all = ranked([found, named, ruled].concat());
    assert_eq!(ranked(all.clone()), all, "once in order, they stay so");
    assert_eq!(without_twins(all.clone()).is_empty(), all.is_empty());
});

fn check(found: &Candidate) {
    assert!(is_web(&found.url), "{found:?}");
    assert!(found.url.as_str().len() <= 2_048, "{found:?}");
    assert!(found.title.chars().count() <= 200, "{found:?}");
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

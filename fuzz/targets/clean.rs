//! Any text as markup: what comes out is safe, stays as it is, and is what its blocks together are.

#![no_main]

use std::sync::LazyLock;

use depesche_read::{clean, plain, segment::segments, worded};
use libfuzzer_sys::fuzz_target;
use url::Url;

static BASE: LazyLock<Url> =
    LazyLock::new(|| Url::parse("https://a.example/b/page?c#d").expect("it is a URL"));

/// Every element that may come out.
const ELEMENTS: &str = " p h2 h3 h4 h5 h6 pre blockquote figure figcaption caption ul ol li dl dt dd \
    table thead tbody tfoot tr td th img a b strong i em u s del ins sub sup small mark q cite abbr \
    dfn code kbd samp var time bdi br ";

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let html = clean(&text, Some(&BASE));
    check(html.as_str());
    assert_eq!(
        clean(html.as_str(), Some(&BASE)),
        html,
        "once clean, it stays so"
    );
    let body = segments(&html);
    assert_eq!(body.html().text(), html.text());
    let _ = worded(&body).count();
    assert!(plain(&text).chars().count() <= 500);
});

fn check(markup: &str) {
    for piece in markup.split('<').skip(1) {
        let (tag, _) = piece.split_once('>').expect("every tag ends");
        let name = tag
            .trim_start_matches('/')
            .split(' ')
            .next()
            .unwrap_or_default();
        assert!(ELEMENTS.contains(&format!(" {name} ")), "{tag}");
        let mut rest = &tag[tag.find(' ').unwrap_or(tag.len())..];
        while let Some((name, after)) = rest.split_once("=\"") {
            let (value, after) = after.split_once('"').expect("every attribute ends");
            attribute(name.trim(), value, tag);
            rest = after;
        }
        assert!(rest.trim().is_empty(), "{tag}");
    }
}

fn attribute(name: &str, value: &str, tag: &str) {
    let is_fine = match name {
        "href" => ["https://", "http://", "mailto:"]
            .iter()
            .any(|scheme| value.starts_with(scheme)),
        "src" => ["media:https://", "media:http://"]
            .iter()
            .any(|scheme| value.starts_with(scheme)),
        "alt" | "rel" | "datetime" => true,
        "class" => value == "embed",
        "data-kind" => value.bytes().all(|byte| byte.is_ascii_lowercase()),
        "width" | "height" | "colspan" | "rowspan" => value.parse::<u32>().is_ok(),
        _ => false,
    };
    assert!(is_fine, "{tag}");
}

//! What strangers send instead of feeds: floods, depths, other things.

use depesche_feed::{Hints, MAX_ENTRIES, NotAFeed, read};
use proptest::prelude::*;

use crate::reading;

fn titles(feed: &str) -> String {
    let titles: Vec<_> = reading(feed)
        .entries
        .into_iter()
        .map(|entry| entry.title.into_string())
        .collect();
    titles.join(" | ")
}

#[test]
fn what_is_no_feed_is_named() {
    let of = |bytes: &[u8]| read(bytes, &Hints::default()).err();
    assert_eq!(of(b""), Some(NotAFeed::Empty));
    assert_eq!(of(b" \n\xef\xbb\xbf"), Some(NotAFeed::Empty));
    assert_eq!(
        of(b"<!doctype html><html><head><title>x</title>"),
        Some(NotAFeed::WebPage)
    );
    assert_eq!(of(b"\x1f\x8b\x08\0\0"), Some(NotAFeed::Binary));
    assert_eq!(of(b"\0\x01\x02"), Some(NotAFeed::Binary));
    assert_eq!(of(b"{\"a\":1}"), Some(NotAFeed::OtherJson));
    assert_eq!(
        of(b"<?xml version='1.0'?><urlset/>"),
        Some(NotAFeed::OtherXml)
    );
    assert_eq!(of(b"<opml version='2.0'/>"), Some(NotAFeed::Opml));
    assert_eq!(of(b"hello"), Some(NotAFeed::Text));
    assert_eq!(
        of(&vec![b' '; depesche_feed::MAX_BYTES + 1]),
        Some(NotAFeed::TooLarge)
    );
}

#[test]
fn nothing_after_a_fault_is_lost() {
    assert_eq!(
        titles("<rss><channel><item><title>a & b</title></item><item><title>c</title>"),
        "a & b | c"
    );
    assert_eq!(
        titles("<rss><channel><item><title>a</title><item><title>b</title></channel></rss>"),
        "a | b"
    );
    assert_eq!(
        titles("<rss><channel><item><title>a</b></title></item><item><title>b</title></item>"),
        "a | b"
    );
    assert_eq!(
        titles("<rss><channel><item><title><![CDATA[a</title></item><item><title>b</title></item>"),
        "a | b"
    );
    assert_eq!(
        titles(
            "<rss><channel><item><title>a</title><x y=\"1></x></item><item><title>b</title></item>"
        ),
        "a | b"
    );
    assert_eq!(
        titles(
            "<channel><item><title>a<!-- x</title></item><item><title>b</title></item></channel>"
        ),
        "a x | b"
    );
}

#[test]
fn entities_that_the_document_declares_are_not_expanded() {
    let bomb = "<!DOCTYPE rss [<!ENTITY a \"boom\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>\
        <rss version='2.0'><channel><item><title>x &b; &c;</title></item></channel></rss>";
    let title = titles(bomb);
    assert!(
        !title.contains("boom") && !title.contains("root:"),
        "{title}"
    );
}

#[test]
fn depth_and_floods_are_bounded() {
    let nested = format!(
        "<rss><channel><item><title>t</title>{}x",
        "<a>".repeat(100_000)
    );
    assert_eq!(titles(&nested), "t");
    let items = format!(
        "<rss><channel>{}",
        "<item><title>t</title></item>".repeat(MAX_ENTRIES + 10)
    );
    let read = reading(&items);
    assert_eq!(read.entries.len(), MAX_ENTRIES);
    assert!(
        read.complaints
            .iter()
            .any(|complaint| complaint.contains("too many entries"))
    );
    for flood in [
        "<",
        "<a",
        "&",
        "<!--",
        "<![CDATA[",
        "<a b=\"",
        "</a>",
        "<item>",
        "<a ",
        "<!",
        "<?",
    ] {
        reading(&format!(
            "<rss><channel><title>t</title>{}",
            flood.repeat(50_000)
        ));
    }
}

#[test]
fn private_addresses_are_kept() {
    let read = reading(
        "<rss version='2.0'><channel><link>http://127.0.0.1:8080/</link><item><title>t</title>\
         <link>http://localhost:8080/a</link><guid>http://127.0.0.1/b</guid>\
         <description>see http://10.0.0.1/</description><enclosure url='http://[::1]/c'/></item></channel></rss>",
    );
    let entry = &read.entries[0];
    assert_eq!(read.link, "http://127.0.0.1:8080/");
    assert_eq!(entry.link, "http://localhost:8080/a");
    assert_eq!(entry.id, "http://127.0.0.1/b");
    assert_eq!(entry.summary.as_str(), "see http://10.0.0.1/");
    assert_eq!(entry.enclosures[0].url, "http://[::1]/c");
}

#[test]
fn what_the_schedule_needs_is_read() {
    let read = reading(
        "<rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel>\
         <sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>\
         <ttl>60</ttl><skipHours><hour>1</hour><hour>13</hour></skipHours></channel></rss>",
    );
    assert_eq!(read.ttl, Some(60));
    assert_eq!(read.update_period.map(|period| period.as_hours()), Some(6));
    assert_eq!(read.skip_hours, [1, 13]);
}

fn feed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "</?(rss|channel|item|title|link|guid|pubDate|description|feed|entry|rdf:RDF|content:encoded|b|br)/?>",
        "<(rss version=\"2.0\"|link href='x'|enclosure url=x|item a=\"|feed xmlns=\"http://www.w3.org/2005/Atom\")>",
        "(&amp;|&#146;|&x;|&|<!\\[CDATA\\[|\\]\\]>|<!--|-->|<!DOCTYPE x \\[|<\\?xml|\\?>|<|>|\"|'|=|ä|\u{1})",
        "[a-z0-9 :+,]{0,12}",
    ];
    prop::collection::vec(piece, 0..40)
        .prop_map(|pieces| format!("<rss><channel>{}", pieces.concat()))
}

proptest! {
    #[test]
    fn no_feed_makes_it_panic(feed in feed()) {
        let _ = read(feed.as_bytes(), &Hints::default());
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), start in "(<rss>|\\{\"items\":|<feed>|)") {
        let bytes = [start.as_bytes(), &bytes].concat();
        let _ = read(&bytes, &Hints { content_type: Some("text/xml; charset=utf-16"), base: None });
    }
}

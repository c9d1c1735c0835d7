//! Documents that end too early.

use depesche_feed::{Hints, read};

use crate::{check_item, reading};

/// How many entries the first bytes of a document have.
fn entries(bytes: &[u8]) -> usize {
    read(bytes, &Hints::default()).map_or(0, |feed| feed.entries.len())
}

/// Cuts a document at each of its bytes: more of it never holds fewer entries, and nothing panics.
#[track_caller]
fn check(document: &[u8]) {
    let mut before = 0;
    for end in 0..=document.len() {
        let found = entries(&document[..end]);
        let cut = String::from_utf8_lossy(&document[..end]);
        assert!(
            found >= before,
            "{found} entries, and {before} a byte before: {cut}"
        );
        before = found;
    }
    assert!(before > 1, "only {before} entries in all");
}

#[test]
fn more_of_a_document_never_holds_fewer_entries() {
    check(include_bytes!("../fixtures/rss.xml"));
    check(include_bytes!("../fixtures/atom-contents.xml"));
    check(include_bytes!("../fixtures/rss-1.0.xml"));
    check(include_bytes!("../fixtures/media.xml"));
    check(include_bytes!("../fixtures/broken.xml"));
}

#[test]
fn more_of_a_document_in_utf_16_never_holds_fewer_entries() {
    let text = include_str!("../fixtures/comments.xml");
    let bytes = "\u{feff}".encode_utf16().chain(text.encode_utf16());
    check(&bytes.flat_map(u16::to_le_bytes).collect::<Vec<_>>());
}

#[test]
fn more_of_a_json_feed_never_holds_fewer_entries() {
    check(include_bytes!("../fixtures/json-1.0.json"));
    check(include_bytes!("../fixtures/json-1.1.json"));
}

#[test]
fn half_a_text_is_read_and_half_an_address_is_not() {
    let read = reading("<rss><channel><item><title>a</title><description>half a te");
    assert_eq!(&*read.entries[0].summary, "half a te");
    assert_eq!(read.complaints, ["the document ends in the middle"]);
    for cut in [
        "<link>http://x.example/20",
        "<guid>http://x.exa",
        "<pubDate>Tue, 03 Mar 2026 05:0",
        "<author>Mara Qu",
        "<category>har",
        "<enclosure url='http://x.example/a.m",
    ] {
        let entry = reading(&format!("<rss><channel><item><title>a</title>{cut}"))
            .entries
            .remove(0);
        let expected = depesche_feed::Entry {
            title: depesche_feed::Text::plain("a"),
            ..depesche_feed::Entry::default()
        };
        assert_eq!(entry, expected, "{cut}");
    }
    check_item(
        "<title>a</title><link>http://x.example/20",
        "title: a, link: http://x.example/20",
    );
}

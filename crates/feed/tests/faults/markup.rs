//! Tags that are missing, wrong, or in each other's way.

use crate::{check_item, check_titles, reading};

#[test]
fn an_element_ends_where_the_next_one_begins() {
    check_item(
        "<title>a<link>http://x.example/1</link><description>d</description>",
        "title: a, link: http://x.example/1, summary: d",
    );
    check_item(
        "<title>a</title><link>http://x.example/1<description>d</description>",
        "title: a, link: http://x.example/1, summary: d",
    );
    check_item(
        "<title>a</title><description>d<guid>g</guid>",
        "title: a, id: g, summary: d",
    );
    check_item("<title>a<title><guid>g</guid>", "title: a, id: g");
    check_item("<title>a<description>", "title: a");
}

#[test]
fn an_end_of_something_else_ends_nothing() {
    check_item(
        "<title>a</title><description>d</descripton><guid>g</guid>",
        "title: a, id: g, summary: d",
    );
    check_item(
        "<title>a</title><description>d</summary></description><guid>g</guid>",
        "title: a, id: g, summary: d",
    );
    check_item("</p></x:y></title><title>a</title>", "title: a");
    check_item("<title>a</></title>", "title: a");
}

#[test]
fn an_end_ends_what_was_left_open_in_its_element() {
    check_titles(
        "<rss><channel><item><title>a</item><item><description>x</item><item><title>b</channel></rss>",
        &["a", "", "b"],
    );
    check_titles(
        "<feed><entry><author><name>x</entry><entry><title>b</title></feed>",
        &["", "b"],
    );
    check_titles(
        "<rss><channel><item><title>a</title><source></item><item><title>b</title>",
        &["a", "b"],
    );
}

#[test]
fn an_entry_ends_where_the_next_one_begins() {
    check_titles(
        "<rss><channel><item><title>a</title><item><title>b</title></channel></rss>",
        &["a", "b"],
    );
    check_titles(
        "<rss><channel><item><title>a<item><title>b</title></item><item><title>c</title></item>",
        &["a", "b", "c"],
    );
    check_titles(
        "<rss><channel><item><title>a</title><item><title>b</title></item></item><item><title>c</title></item>",
        &["a", "b", "c"],
    );
    check_titles("<rss><channel><item/><item/><item>", &["", "", ""]);
}

#[test]
fn what_an_entry_leaves_behind_is_not_the_feeds() {
    let read = reading(
        "<feed><title>F</title><id>f</id><link href='http://f.example/'/><updated>2026-01-01T00:00:00Z</updated>\
         <entry><title>a</title><entry><title>b</title></entry><title>x</title><id>x</id>\
         <link href='http://x.example/'/><updated>2026-02-02T00:00:00Z</updated></entry></feed>",
    );
    assert_eq!(
        (&*read.title, &*read.id, &*read.link),
        ("F", "f", "http://f.example/")
    );
    assert_eq!(
        read.updated.map(|at| at.to_string()).as_deref(),
        Some("2026-01-01T00:00:00Z")
    );
}

#[test]
fn what_stands_behind_the_entries_is_the_feeds() {
    let read = reading(
        "<rss><channel><item><title>a</title></item><title>F</title><link>http://f.example/</link>\
         <description>D</description></channel></rss>",
    );
    assert_eq!(
        (&*read.title, &*read.link, &*read.subtitle),
        ("F", "http://f.example/", "D")
    );
}

#[test]
fn items_stand_in_the_channel_beside_it_and_behind_it() {
    let read = |document: &str| check_titles(document, &["a", "b"]);
    read(
        "<rss><channel><title>F</title></channel><item><title>a</title></item><item><title>b</title></item></rss>",
    );
    read(
        "<rss><channel><item><title>a</title></item></channel></rss><item><title>b</title></item>",
    );
    read(
        "<rss><channel><items><item><title>a</title></item><item><title>b</title></item></items></channel></rss>",
    );
    read("<channel><item><title>a</title></item><item><title>b</title></item></channel>");
    read(
        "<rss><channel><item><title>a</title></item></channel><channel><item><title>b</title></item></channel></rss>",
    );
}

#[test]
fn junk_around_the_feed_is_passed_over() {
    for before in [
        "",
        " \r\n",
        "junk ",
        "<br />\n<b>Notice</b>: x\n",
        "\u{feff}\u{feff}",
        "<!-- x -->",
        "<?xml version='1.0'?>\n<?php x ?>",
    ] {
        for after in [
            "",
            "junk",
            "<!-- x",
            "</rss>",
            "<script>x</script>",
            "</body></html>",
            "&",
            "<",
        ] {
            let feed = format!(
                "{before}<rss><channel><item><title>a</title></item></channel></rss>{after}"
            );
            check_titles(&feed, &["a"]);
        }
    }
}

#[test]
fn attributes_are_taken_as_people_write_them() {
    let file = |tag: &str, expected: (&str, Option<u64>)| {
        let feed = format!("<rss><channel><item>{tag}</item></channel></rss>");
        let files = reading(&feed).entries.remove(0).enclosures;
        assert_eq!(files.len(), 1, "{tag}");
        assert_eq!((&*files[0].url, files[0].length), expected, "{tag}");
    };
    let expected = ("https://x.example/a.mp3", Some(5));
    file(
        "<enclosure url=\"https://x.example/a.mp3\" length=\"5\"/>",
        expected,
    );
    file(
        "<enclosure url='https://x.example/a.mp3' length='5'></enclosure>",
        expected,
    );
    file("<enclosure url=https://x.example/a.mp3 length=5>", expected);
    file(
        "<enclosure url=https://x.example/a.mp3 length=5 />",
        expected,
    );
    file(
        "<ENCLOSURE URL = 'https://x.example/a.mp3'LENGTH='5' checked/>",
        expected,
    );
    file(
        "<enclosure\n\turl='\n https://x.example/a.mp3 '\r\n\tlength=' 5 '\n/>",
        expected,
    );
    file(
        "<enclosure url='https://x.example/a.mp3?a=1&b=2'/>",
        ("https://x.example/a.mp3?a=1&b=2", None),
    );
    file(
        "<enclosure url='https://x.example/a>b.mp3'/>",
        ("https://x.example/a>b.mp3", None),
    );
}

#[test]
fn faults_are_complained_of_once_and_other_feeds_are_not() {
    let complaints = |items: &str| {
        let feed = format!("<rss version='2.0'><channel>{items}</channel></rss>");
        reading(&feed).complaints
    };
    let fine =
        "<item><title>a &amp; b</title><description><![CDATA[c & d <br>]]></description></item>";
    assert!(complaints(fine).is_empty());
    let ampersands = "<item><title>a & b</title></item>".repeat(9);
    assert_eq!(complaints(&ampersands), ["a “&” that begins no entity"]);
    let open = "<item><title>a".repeat(3);
    assert_eq!(complaints(&open).len(), 2);
}

#[test]
fn a_text_that_was_not_escaped_and_does_not_end_costs_only_itself() {
    check_item(
        "<description><p>x</p><link>http://x.example/1</link><guid>g</guid>",
        "link: http://x.example/1, id: g, summary: <p>x</p>",
    );
    check_item(
        "<description><p>x <b>y</b><pubDate>Tue, 03 Mar 2026 05:00:00 GMT</pubDate><title>a</title>",
        "title: a, summary: <p>x <b>y</b>",
    );
    check_item(
        "<content:encoded><p>x</p><enclosure url='/a.mp3'/><guid>g</guid>",
        "id: g, content: <p>x</p>",
    );
}

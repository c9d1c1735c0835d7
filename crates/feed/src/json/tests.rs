//! Tests of the reading of JSON Feed.

use super::feed;
use crate::{Feed, Format, Hints, NotAFeed, read};

const WHOLE: &str = r#" { "version" : "https:\/\/jsonfeed.org\/version\/1.1", "title": "T \ud83d\ude00 ü",
    "authors": [{"name": "Mara Quill"}], "items": [
    {"id": "1", "content_html": "<a href=\"x\">ü\n</a>", "tags": ["a", true, null, "b,c"], "_x": {"a": [1, {}, "]"]}},
    {}, {"id": 2.5e1, "attachments": [{"url": "/a"}, {"url": "/b"}], "summary": ""},
    {"id": "4", "title": "}]\\", "authors": []}], "next_url": "/2", "_y": [[], "{"], "hubs": [{"url": "h"}] } "#;

fn reading(text: &str) -> Feed {
    read(text.as_bytes(), &Hints::default()).expect("a feed")
}

/// The items of a document: the ids and titles of each, and of what is complained.
fn check(items: &str, expected: &str, complaint: &str) {
    let text = format!(
        "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{{\"id\":\"0\"}},{items}"
    );
    check_document(&text, &format!("0: | {expected}"), complaint);
}

fn check_document(text: &str, expected: &str, complaint: &str) {
    let read = reading(text);
    let entries = read.entries.iter();
    let entries: Vec<_> = entries
        .map(|entry| format!("{}:{}", entry.id, &*entry.title))
        .collect();
    assert_eq!(entries.join(" | "), expected, "{text}");
    assert_eq!(read.complaints.join("; "), complaint, "{text}");
}

#[test]
fn what_is_meant_is_read() {
    let read = feed(
        r#"{"author":{"name":"Mara Quill"},"items":[{"id":17,"content_text":"a < b","tags":["x",3,"x"],
            "attachments":{"url":"https://town.example/a.mp3","duration_in_seconds":61.5}},3]}"#,
        None,
    )
    .expect("it has items");
    let entry = &read.entries[0];
    assert_eq!((read.format, read.entries.len()), (Format::Json11, 1));
    assert_eq!(
        (&*entry.id, entry.categories.join(" ")),
        ("17", "x 3".to_owned())
    );
    assert_eq!(entry.content.to_html(), "a &lt; b");
    assert_eq!(read.authors, ["Mara Quill"]);
    let episode = entry.podcast.as_ref().expect("it has a duration");
    assert_eq!(episode.duration.map(|length| length.as_secs()), Some(61));
    assert_eq!(read.complaints.len(), 2);
}

#[test]
fn other_json_is_no_feed() {
    for text in ["{}", "[]", "{", r#"{"items":1}"#, &"[".repeat(200_000)] {
        assert_eq!(feed(text, None).err(), Some(NotAFeed::OtherJson));
    }
}

#[test]
fn half_a_character_costs_only_itself() {
    let half = "half of a character: its other half is missing";
    check(
        r#"{"id":"1","title":"cut \ud83d"},{"id":"2"}]}"#,
        "1:cut \u{fffd} | 2:",
        half,
    );
    check(
        r#"{"id":"1","title":"\ude00\ud83d\ud83d\ude00\ud83d\u0041"}]}"#,
        "1:\u{fffd}\u{fffd}😀\u{fffd}A",
        half,
    );
}

#[test]
fn what_nobody_escaped_is_meant() {
    let breaks = "line ends or tabs inside a text";
    check("{\"id\":\"1\",\"title\":\"a\n\tb\"}]}", "1:a\n\tb", breaks);
    let controls = "control characters were left out";
    check(
        "{\"id\":\"1\",\"title\":\"a\u{0}b\u{1f}\"}]}",
        "1:ab",
        controls,
    );
    check(
        r#"{"id":"1","title":"a\u0000b\bc\fd"}]}"#,
        "1:abcd",
        controls,
    );
    let escape = "an escape that does not exist";
    check(
        r#"{"id":"1","title":"it\'s \u12 \x"}]}"#,
        "1:it's u12 x",
        escape,
    );
    let mark = "a quotation mark inside a text";
    check(
        r#"{"id":"1","title":"He said "no", then "yes""},{"id":"2"}]}"#,
        r#"1:He said "no", then "yes" | 2:"#,
        mark,
    );
    check(
        r#"{"id":"1","title":"cut off, "url":"/"},{"id":"2","title":"b"}]}"#,
        r#"1:cut off, "url":"/ | 2:b"#,
        mark,
    );
}

#[test]
fn the_items_before_a_missing_end_are_kept() {
    let cut = "the document ends in the middle";
    check(r#"{"id":"1"},{"id":"2","title":"b"#, "1:", cut);
    check(r#"{"id":"1"},{"id":"2","_x":{"a":["#, "1:", cut);
    check(r#"{"id":"1"},{"id":"2"},"#, "1: | 2:", cut);
    check(r#"{"id":"1"},{"id":"2"}]"#, "1: | 2:", cut);
}

#[test]
fn what_stands_around_a_feed_is_left_out() {
    let items = r#"{"version":"https://jsonfeed.org/version/1","items":[{"id":"1"}]}"#;
    let before = "what stands before the feed was left out";
    let after = "what stands after the feed was left out";
    check_document(&format!("\u{feff}{items}\n"), "1:", "");
    check_document(&format!(")]}}',\n{items}"), "1:", before);
    check_document(
        &format!("call({items});"),
        "1:",
        &format!("{before}; {after}"),
    );
    check_document(&format!("{items}}}<!-- 3 ms -->"), "1:", after);
    check_document(&format!("{items}{items}"), "1:", after);
}

#[test]
fn commas_and_brackets_may_be_wrong() {
    let comma = "a comma is missing or one too many";
    check(r#"{"id":"1",},{"id":"2"},]}"#, "1: | 2:", comma);
    check(
        r#",{"id":1e0"title":"a"}{"id":"2"}]}"#,
        "1e0:a | 2:",
        &format!("{comma}; an id that is no text"),
    );
    check(r#"{"id":"1" "title":"a" "_x":"b"}]}"#, "1:a", comma);
    let brackets = "brackets that do not match";
    check(r#"{"id":"1"],"title":"t"}"#, "1:", brackets);
    check(
        r#"{"id":"1","tags":["a"},{"id":"2"}]}"#,
        "1: | 2:",
        brackets,
    );
    let between = "what stands between values was left out";
    check(r#"{"id":"1",{"id":"x"},"title":"a"}]}"#, "1:a", between);
    check(
        r#"{"id":"1", // a note
            "title":"a"}]}"#,
        "1:a",
        &format!("{between}; {comma}"),
    );
}

#[test]
fn values_that_json_does_not_have_are_left_out() {
    let value = "a value that JSON does not have was left out";
    for word in ["NaN", "-Infinity", "undefined", "None", "0x1f", ":"] {
        let item =
            format!("{{\"id\":\"1\",\"_x\":{word},\"title\":{word}}},{word},{{\"id\":\"2\"}}]}}");
        check(&item, "1: | 2:", value);
    }
    check(
        r#"{"id":"1","title":},{"id":"2"}]}"#,
        "1: | 2:",
        "a value is missing",
    );
}

#[test]
fn values_of_the_wrong_type_are_taken_for_what_they_mean() {
    let read = reading(
        r#"{"version":"https://jsonfeed.org/version/1.1","title":2026,"language":null,"hubs":"/hub","authors":"Mara Quill",
            "items":[{"title":[1],"summary":{"a":"b"},"url":false,"content_text":12,"tags":"a","image":"/i","banner_image":"/i",
            "author":["Ines Vold",{"url":"/i"},{},3],"date_published":1700000000,
            "attachments":["/a.mp3",{"url":"/b.mp3","size_in_bytes":"1.5e3","duration_in_seconds":"1:02:03"}]}]}"#,
    );
    let entry = &read.entries[0];
    assert_eq!(
        (
            &*read.title,
            &*entry.title,
            &*entry.summary,
            &*entry.content
        ),
        ("2026", "", "", "12")
    );
    assert_eq!(
        (&read.authors[..], &read.hubs[..]),
        (&["Mara Quill".to_owned()][..], &["/hub".to_owned()][..])
    );
    assert_eq!(
        (&*entry.categories.join(" "), &*entry.authors.join(" ")),
        ("a", "Ines Vold /i 3")
    );
    assert_eq!(
        (
            entry.media.len(),
            &*entry.enclosures[0].url,
            entry.enclosures[1].length
        ),
        (1, "/a.mp3", Some(1500))
    );
    assert_eq!(
        entry.published.map(jiff::Timestamp::as_second),
        Some(1_700_000_000)
    );
    let episode = entry.podcast.as_ref().expect("it has a duration");
    assert_eq!(episode.duration.map(|length| length.as_secs()), Some(3723));
}

#[test]
fn a_list_may_be_an_object_of_numbered_values() {
    let text =
        r#"{"items":{"n":{"id":"0"},"1":{"id":"1","tags":{"0":"a","2":"b"}},"4":{"id":"2"}}"#;
    let feed = format!("{text},\"version\":\"https://jsonfeed.org/version/1.1\"}}");
    check_document(&feed, "1: | 2:", "");
    assert_eq!(reading(&feed).entries[0].categories, ["a", "b"]);
    let other = read(format!("{text}}}").as_bytes(), &Hints::default());
    assert_eq!(other.err(), Some(NotAFeed::OtherJson));
}

#[test]
fn what_calls_itself_a_feed_may_be_empty() {
    check_document(
        r#"{"version":"https://jsonfeed.org/version/1.1","items":null}"#,
        "",
        "",
    );
    check_document(
        r#"{"version":"https://jsonfeed.org/version/1.1","ti"#,
        "",
        "the document ends in the middle",
    );
}

#[test]
fn the_order_of_the_members_does_not_matter() {
    check_document(
        r#"{"items":[{"title":"a","id":"1"}],"items":[{"id":"2"}],"version":"https://jsonfeed.org/version/1"}"#,
        "1:a | 2:",
        "",
    );
}

#[test]
fn long_lists_and_texts_are_cut() {
    let tags = vec!["\"a\""; 300].join(",");
    check(
        &format!("{{\"id\":\"1\",\"tags\":[[1],{tags}],\"title\":\"a\"}}]}}"),
        "1:a",
        "a list is too long: the rest of it was left out",
    );
    let title = "ü".repeat(40_000);
    let read = reading(&format!("{{\"items\":[{{\"title\":\"\\n{title}\"}}]}}"));
    assert_eq!(read.entries[0].title.len(), crate::limits::MAX_SHORT - 2);
    assert!(
        read.complaints
            .contains(&"a text is too long: the rest of it was left out".to_owned())
    );
}

#[test]
fn a_feed_that_is_right_reads_as_any_parser_reads_it() {
    let parsed: serde_json::Value = serde_json::from_str(WHOLE).expect("it is JSON");
    let read = reading(WHOLE);
    assert_eq!(read.complaints, ["an id that is no text"]);
    assert_eq!(*read.title, parsed["title"]);
    let items = parsed["items"].as_array().expect("a list");
    assert_eq!(read.entries.len(), items.len());
    assert_eq!(*read.entries[0].content, items[0]["content_html"]);
    assert_eq!(*read.entries[3].title, items[3]["title"]);
    assert_eq!((&*read.next, &*read.hubs[0]), ("/2", "h"));
}

#[test]
fn the_later_a_feed_is_cut_the_more_entries_it_has() {
    let whole = |end: usize| read(&WHOLE.as_bytes()[..end], &Hints::default());
    let counts: Vec<_> = (0..=WHOLE.len())
        .map(|end| whole(end).map_or(0, |feed| feed.entries.len()))
        .collect();
    assert!(counts.is_sorted(), "{counts:?}");
    assert_eq!(counts.last(), Some(&4));
}

#[test]
fn an_items_own_page_is_no_other_link() {
    let links = |item: &str| {
        let read = reading(&format!("{{\"items\":[{{\"id\":\"1\",{item}}}]}}"));
        read.entries[0].links.clone()
    };
    let (own, other) = ("https://a.example/1", "https://b.example/2");
    let item = |external: &str| format!(r#""url":"{own}","external_url":"{external}""#);
    assert!(links(&item(own)).is_empty());
    assert_eq!(links(&item(other)), [other]);
}

//! Elements that look like the feed's or the entry's own, and are not.

use crate::{check_entry, check_item, reading};

const OTHER: &str =
    "<title>no</title><link>http://no.example/</link><guid>no</guid><description>no</description>";
const OWN: &str =
    "<title>a</title><link>http://x.example/</link><guid>g</guid><description>d</description>";
const SAYS: &str = "title: a, link: http://x.example/, id: g, summary: d";

#[test]
fn what_stands_in_an_unknown_element_takes_nobodys_place() {
    for name in ["unknown", "x:y", "dc:relation", "media:community", "div"] {
        check_item(&format!("<{name}>{OTHER}</{name}>{OWN}"), SAYS);
        check_item(&format!("{OWN}<{name}><z>{OTHER}</z></{name}>"), SAYS);
    }
}

#[test]
fn what_a_known_element_holds_is_its_own() {
    for name in ["image", "textInput", "source", "podcast:liveItem", "author"] {
        check_item(&format!("<{name}>{OTHER}</{name}>{OWN}"), SAYS);
        check_item(&format!("{OWN}<{name}>{OTHER}</{name}>"), SAYS);
        check_item(
            &format!("<{name}>{OTHER}</{name}><title>a</title>"),
            "title: a",
        );
    }
}

#[test]
fn the_feeds_picture_and_search_say_nothing_of_the_feed() {
    for name in ["image", "textInput", "textinput"] {
        let other = format!("<{name}>{OTHER}<url>/i.png</url></{name}>");
        let feed = reading(&format!("<rss><channel>{other}<item/></channel></rss>"));
        assert_eq!(
            (&*feed.title, &*feed.link, &*feed.subtitle),
            ("", "", ""),
            "{name}"
        );
        for channel in [format!("{other}{OWN}"), format!("{OWN}{other}")] {
            let feed = reading(&format!("<rss><channel>{channel}</channel></rss>"));
            assert_eq!(
                (&*feed.title, &*feed.link, &*feed.subtitle),
                ("a", "http://x.example/", "d")
            );
        }
    }
}

#[test]
fn other_vocabularies_titles_come_last() {
    check_item(
        "<media:title>m</media:title><dc:title>d</dc:title><itunes:title>i</itunes:title><title>a</title>",
        "title: a",
    );
    check_item(
        "<media:group><media:title>m</media:title></media:group><title>a</title>",
        "title: a",
    );
    check_item(
        "<media:description>m</media:description><description>d</description>",
        "summary: d",
    );
    check_item("<itunes:title>i</itunes:title>", "title: i");
    check_item("<dc:title>d</dc:title>", "title: d");
}

#[test]
fn html_of_the_same_name_stays_in_its_text() {
    let html = "<svg><title>no</title></svg><details><summary>s</summary>x</details>\
        <picture><source src=\"/s\"></source></picture><article><header>h</header></article>";
    let expected = html.replace("/s\"", "https://base.example/s\"");
    check_item(
        &format!("<description><p>{html}</p></description><guid>g</guid>"),
        &format!("id: g, summary: <p>{expected}</p>"),
    );
    check_item(
        &format!("<description><![CDATA[{html}]]></description><guid>g</guid>"),
        &format!("id: g, summary: {expected}"),
    );
    check_entry(
        &format!(
            "<content type='xhtml'><div>{html}<link href='http://x.example/'/><id>x</id></div></content><id>i</id>"
        ),
        &format!("id: i, content: {expected}<link href='http://x.example/'/><id>x</id>"),
    );
}

#[test]
fn a_feed_in_a_text_is_text() {
    check_item(
        "<description><![CDATA[<item><title>no</title></item>]]></description><title>a</title>",
        "title: a, summary: <item><title>no</title></item>",
    );
    check_item(
        "<description>&lt;item&gt;&lt;title&gt;no</description><title>a</title>",
        "title: a, summary: <item><title>no",
    );
}

#[test]
fn people_are_not_mixed_up() {
    let entry = reading(
        "<feed><author><name>The feed's</name></author><entry><title>a</title><author><name>One</name><title>no</title>\
         <link href='/no'/></author><contributor><name>Two</name></contributor><author><name>Three</name></author></entry></feed>",
    )
    .entries
    .remove(0);
    assert_eq!(entry.authors, ["One", "Three"]);
    assert_eq!((&*entry.title, &*entry.link), ("a", ""));
}

#[test]
fn of_several_titles_the_first_counts_and_of_others_the_last() {
    check_item("<title>first</title><title>second</title>", "title: first");
    check_item("<guid>1</guid><guid>2</guid>", "id: 2");
    check_item(
        "<link>http://1.example/</link><link>http://2.example/</link>",
        "link: http://2.example/",
    );
    check_item(
        "<link>http://1.example/</link><link/>",
        "link: http://1.example/",
    );
    check_item(
        "<title/><title> </title><title>third</title>",
        "title: third",
    );
}

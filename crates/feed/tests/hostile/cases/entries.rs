//! Floods of entries, and of everything that an entry or a feed may have several of.

use super::{
    AFTER_ENTRY, AFTER_ITEM, Case, IN_ENTRY, IN_ITEM, case, flood, in_entry, in_item, keeps,
    numbered,
};

#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    // Entries.
    keeps(0, "<item/>, as many as fit", |size| flood("<rss><channel>", "<item/>", "", size)),
    keeps(2, "<item>, as many as fit", |size| flood("<rss><channel>", "<item>", "", size)),
    keeps(2, "short entries", |size| flood("<feed>", "<entry><id>a</id></entry>", "", size)),
    keeps(2, "items with a title each", |size| numbered(
        "<rss><channel>", |number| format!("<item><title>{number}</title></item>"), "", size)),
    keeps(2, "items with a bit of everything", |size| numbered(
        "<rss><channel>", |number| format!(
            "<item><title>{number}</title><link>/{number}</link><guid>{number}</guid><pubDate>Mon, 1 Jan 2024 \
             00:00:00 GMT</pubDate><category>a</category><enclosure url=\"/{number}.mp3\" length=\"1\" \
             type=\"audio/mpeg\"/><description>&lt;a href=\"x\"&gt;x&lt;/a&gt;</description></item>"), "", size)),
    keeps(2, "items outside of the channel", |size| flood("<rdf:RDF>", "<item><title>t</title></item>", "</rdf:RDF>", size)),
    case("tombstones", |size| flood(
        "<feed xmlns:at=\"http://purl.org/atompub/tombstones/1.0\">",
        "<at:deleted-entry ref=\"tag:a\" when=\"2025-01-01T00:00:00Z\"/>", "</feed>", size)),
    // Many of one thing in an entry.
    keeps(3, "a million categories", |size| numbered(
        IN_ITEM, |number| format!("<category>{number}</category>"), AFTER_ITEM, size)),
    keeps(3, "a million equal categories", |size| in_item("<category>a</category>", size)),
    keeps(3, "categories of Atom", |size| numbered(
        IN_ENTRY, |number| format!("<category term=\"{number}\"/>"), AFTER_ENTRY, size)),
    keeps(3, "a million keywords", |size| flood(
        &format!("{IN_ITEM}<itunes:keywords>"), "a,", &format!("</itunes:keywords>{AFTER_ITEM}"), size)),
    keeps(1, "categories in categories", |size| flood(IN_ITEM, "<itunes:category text=\"a\">", AFTER_ITEM, size)),
    keeps(3, "links with relations", |size| numbered(
        IN_ENTRY, |number| format!("<link rel=\"related\" href=\"/{number}\"/>"), AFTER_ENTRY, size)),
    keeps(3, "a link with a million relations", |size| flood(
        &format!("{IN_ENTRY}<link href=\"/a\" rel=\""), "next ", &format!("\"/>{AFTER_ENTRY}"), size)),
    keeps(3, "enclosures", |size| numbered(
        IN_ITEM, |number| format!("<enclosure url=\"/{number}\" length=\"1\"/>"), AFTER_ITEM, size)),
    keeps(3, "media:content", |size| numbered(
        IN_ITEM, |number| format!("<media:content url=\"/{number}.jpg\" medium=\"image\"/>"), AFTER_ITEM, size)),
    keeps(3, "media:content with all inside", |size| numbered(
        IN_ITEM, |number| format!(
            "<media:group><media:content url=\"/{number}\"><media:thumbnail url=\"/{number}\"/><media:title>t</media:title>\
             <media:credit>c</media:credit></media:content></media:group>"), AFTER_ITEM, size)),
    keeps(3, "media:thumbnail", |size| in_item("<media:thumbnail url=\"/a.jpg\"/>", size)),
    keeps(3, "authors", |size| numbered(
        IN_ITEM, |number| format!("<author>{number}@a.example</author>"), AFTER_ITEM, size)),
    keeps(3, "authors of Atom", |size| numbered(
        IN_ENTRY, |number| format!("<author><name>{number}</name><uri>/</uri></author>"), AFTER_ENTRY, size)),
    keeps(3, "contributors", |size| in_entry("<contributor><name>n</name></contributor>", size)),
    keeps(3, "dc:creator", |size| numbered(
        IN_ITEM, |number| format!("<dc:creator>{number}</dc:creator>"), AFTER_ITEM, size)),
    keeps(3, "an author of a million names", |size| flood(
        &format!("{IN_ITEM}<author>"), "a, b and c (d); ", &format!("</author>{AFTER_ITEM}"), size)),
    keeps(3, "persons of a podcast", |size| numbered(
        IN_ITEM, |number| format!("<podcast:person role=\"host\">{number}</podcast:person>"), AFTER_ITEM, size)),
    keeps(3, "transcripts of a podcast", |size| numbered(
        IN_ITEM, |number| format!("<podcast:transcript url=\"/{number}\" type=\"text/vtt\"/>"), AFTER_ITEM, size)),
    keeps(3, "a polygon of a million points", |size| flood(
        &format!("{IN_ITEM}<georss:polygon>"), "1.5 -2 ", &format!("</georss:polygon>{AFTER_ITEM}"), size)),
    keeps(3, "a million points", |size| in_item("<georss:point>1 2</georss:point>", size)),
    keeps(3, "answers to a million entries", |size| in_entry("<thr:in-reply-to ref=\"tag:a\"/>", size)),
    keeps(3, "titles, one after the other", |size| in_item("<title>t</title>", size)),
    keeps(3, "growing titles", |size| numbered(
        IN_ITEM, |number| format!("<title>{}</title>", "t".repeat(number)), AFTER_ITEM, size)),
    keeps(3, "descriptions, one after the other", |size| in_item("<description>d</description>", size)),
    keeps(3, "contents, one after the other", |size| in_entry("<content type=\"html\">&lt;a href=\"b\"></content>", size)),
    keeps(3, "guids, one after the other", |size| in_item("<guid>http://a.example/</guid>", size)),
    keeps(3, "summaries and contents by turns", |size| in_item(
        "<description>d</description><content:encoded>c</content:encoded><itunes:summary>s</itunes:summary>", size)),
    keeps(3, "licences", |size| in_item("<creativeCommons:license>http://a.example/</creativeCommons:license>", size)),
    keeps(3, "a source with a million titles", |size| flood(
        &format!("{IN_ENTRY}<source>"), "<title>t</title><link href=\"/\"/>", &format!("</source>{AFTER_ENTRY}"), size)),
    // Many of one thing in a feed.
    case("a million hubs", |size| numbered(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\">", |number| format!("<link rel=\"hub\" href=\"http://a.example/{number}\"/>"),
        "</feed>", size)),
    case("a million hours to skip", |size| numbered(
        "<rss><channel><skipHours>", |number| format!("<hour>{number}</hour>"), "</skipHours></channel></rss>", size)),
    case("a million days to skip", |size| flood(
        "<rss><channel><skipDays>", "<day>Monday</day>", "</skipDays></channel></rss>", size)),
    case("a million images", |size| flood(
        "<rss><channel>", "<image><url>/a.png</url><title>t</title></image>", "</channel></rss>", size)),
    case("a million titles of a feed", |size| flood("<rss><channel>", "<title>t</title>", "</channel></rss>", size)),
    case("a million clouds", |size| flood("<rss><channel>", "<cloud domain=\"a\" port=\"80\"/>", "</channel></rss>", size)),
    case("a million resources in a row", |size| flood(
        "<rdf:RDF><channel><items><rdf:Seq>", "<rdf:li rdf:resource=\"/a\"/>", "</rdf:Seq></items></channel></rdf:RDF>", size)),
    case("a fault in every item, to be complained of", |size| flood(
        "<rss><channel>", "<item><title>a & b</c><pubDate>x</pubDate><link>::</link></item>", "", size)),
];

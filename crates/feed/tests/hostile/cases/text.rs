//! Floods in text: references, dates, addresses, spaces, and what stands before a feed.

use super::{
    AFTER_ENTRY, AFTER_ITEM, Case, IN_ENTRY, IN_ITEM, IN_TEXT, case, flood, in_item, in_text,
    keeps, numbered,
};

/// One element of an RSS entry, filled.
fn filled(name: &str, unit: &str, size: usize) -> Vec<u8> {
    let (head, tail) = (
        format!("{IN_ITEM}<{name}>"),
        format!("</{name}>{AFTER_ITEM}"),
    );
    flood(&head, unit, &tail, size)
}

/// One element of an Atom entry, filled; `open` is its tag without brackets.
fn of_atom(open: &str, name: &str, unit: &str, size: usize) -> Vec<u8> {
    let (head, tail) = (
        format!("{IN_ENTRY}<{open}>"),
        format!("</{name}>{AFTER_ENTRY}"),
    );
    flood(&head, unit, &tail, size)
}

#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    // References.
    keeps(3, "&lt;, in a text", |size| in_text("&lt;", size)),
    keeps(3, "&lt;a, in a text", |size| in_text("&lt;a ", size)),
    keeps(3, "&lt;, in a title", |size| filled("title", "&lt;", size)),
    keeps(3, "&amp;, in a title", |size| filled("title", "&amp;", size)),
    keeps(3, "&amp;amp;, escaped for ever", |size| flood(&format!("{IN_TEXT}&"), "amp;", super::AFTER_TEXT, size)),
    keeps(3, "&#60;, in a text", |size| in_text("&#60;", size)),
    keeps(3, "&#, in a text", |size| in_text("&#", size)),
    keeps(3, "&#x, in a text", |size| in_text("&#x", size)),
    keeps(3, "a reference with a million zeros", |size| flood(
        &format!("{IN_TEXT}&#"), "0", &format!("65;{}", super::AFTER_TEXT), size)),
    keeps(3, "a reference with a million digits", |size| flood(
        &format!("{IN_TEXT}&#"), "9", &format!(";{}", super::AFTER_TEXT), size)),
    keeps(3, "a reference with a long name", |size| flood(
        &format!("{IN_TEXT}&"), "a", &format!(";{}", super::AFTER_TEXT), size)),
    keeps(3, "names without an end", |size| in_text("&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", size)),
    keeps(3, "known names", |size| in_text("&CounterClockwiseContourIntegral;&eacute;&nbsp", size)),
    keeps(3, "unknown names", |size| in_text("&nothing;", size)),
    keeps(3, "references to nothing", |size| in_text("&#0;&#xffff;&#xd800;&#x110000;&#146;", size)),
    keeps(3, "a short text that grows: &nGt;", |size| in_text("&nGt;", size)),
    // Spaces, controls, length.
    keeps(3, "spaces in a title", |size| filled("title", " ", size)),
    keeps(3, "line ends in a title", |size| filled("title", "\r\n", size)),
    keeps(3, "controls in a title", |size| filled("title", "a\u{1}", size)),
    keeps(3, "zeros in a text", |size| in_text("\0", size)),
    keeps(3, "signs that widen when lowered", |size| filled("category", "\u{130}", size)),
    case("spaces before a feed", |size| flood("", " ", "<rss><channel/></rss>", size)),
    case("words before a feed", |size| flood("", "word ", "<rss><channel/></rss>", size)),
    case("tags before a feed", |size| flood("", "<x>", "<rss><channel/></rss>", size)),
    case("almost feeds before a feed", |size| flood("", "<rs ", "<rss><channel/></rss>", size)),
    case("marks before a feed", |size| flood("", "\u{feff}", "<rss><channel/></rss>", size)),
    case("words after a feed", |size| flood("<rss><channel/></rss>", "word ", "", size)),
    case("feeds after a feed", |size| flood("", "<rss><channel><item><title>t</title></item></channel></rss>", "", size)),
    case("nothing but letters", |size| flood("", "a", "", size)),
    // Dates.
    keeps(3, "a date of digits", |size| filled("pubDate", "1", size)),
    keeps(3, "a date of words", |size| filled("pubDate", "Mon ", size)),
    keeps(3, "a date of months", |size| filled("pubDate", "1 Jan 2025 ", size)),
    keeps(3, "a date of colons", |size| filled("pubDate", "12:", size)),
    keeps(3, "a date of signs", |size| filled("pubDate", "+0-", size)),
    keeps(3, "a date of years in Japanese", |size| filled("pubDate", "2025年1月1日", size)),
    keeps(3, "dates that nobody reads", |size| in_item("<pubDate>Someday, the 31st of Nothing 20255</pubDate>", size)),
    keeps(3, "dates in every language", |size| in_item("<dc:date>ср, 06 марта 2024, 7時08分 午後</dc:date>", size)),
    keeps(3, "a date in every item", |size| flood(
        IN_ITEM, "</item><item><pubDate>mar., 05 févr. 24 07:08:09 PM Mitteleuropäische Zeit</pubDate>", AFTER_ITEM, size)),
    // Addresses.
    keeps(3, "a long link", |size| filled("link", "a/", size)),
    keeps(3, "a link that climbs", |size| filled("link", "../", size)),
    keeps(3, "a link of slashes", |size| filled("link", "/", size)),
    keeps(3, "a link with signs to encode", |size| filled("link", "\u{fffd} ", size)),
    keeps(3, "a link with a long host", |size| flood(
        &format!("{IN_ITEM}<link>http://"), "ä.", &format!("</link>{AFTER_ITEM}"), size)),
    keeps(3, "a link with a long host of one label", |size| flood(
        &format!("{IN_ITEM}<link>http://"), "ß", &format!("</link>{AFTER_ITEM}"), size)),
    keeps(3, "a link with a long name of a user", |size| flood(
        &format!("{IN_ITEM}<link>http://"), "@:", &format!("</link>{AFTER_ITEM}"), size)),
    keeps(3, "links with a host of dots and signs", |size| flood(
        IN_ITEM, "</item><item><link>http://xn--a.ä.日本。ß/</link>", AFTER_ITEM, size)),
    // Chains of bases: what grows with the depth grows with its square.
    keeps(1, "a chain of relative bases", |size| flood(IN_ENTRY, "<x xml:base=\"abcdefgh/\">", AFTER_ENTRY, size)),
    keeps(1, "a chain of long bases, a link at each", |size| numbered(
        IN_ENTRY, |number| format!("<x xml:base=\"{}/{number}/\"><link href=\"y\"/>", "b".repeat(2_000)), AFTER_ENTRY, size)),
    keeps(3, "entries with a long base of their own", |size| numbered(
        IN_ENTRY, |number| format!("</entry><entry xml:base=\"http://a.example/{}{number}/\"><link href=\"a\"/>", "b".repeat(2_000)),
        AFTER_ENTRY, size)),
    keeps(1, "a long base and a million links", |size| {
        let base = "b".repeat(size / 4);
        let head = format!("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"http://a.example/{base}/\"><entry>\
            <title>t</title>");
        flood(&head, "<link rel=\"related\" href=\"a\"/>", "</entry></feed>", size)
    }),
    keeps(1, "a chain of languages", |size| flood(IN_ENTRY, "<x xml:lang=\"de\">", AFTER_ENTRY, size)),
    // Forms of Atom.
    keeps(3, "base64 content", |size| of_atom("content mode=\"base64\" type=\"text/plain\"", "content", "PGEg", size)),
    keeps(3, "base64 that is none", |size| of_atom("content type=\"application/x\"", "content", "= \n", size)),
    keeps(3, "a long type", |size| flood(
        &format!("{IN_ENTRY}<content type=\""), "x/", &format!("\">t</content>{AFTER_ENTRY}"), size)),
];

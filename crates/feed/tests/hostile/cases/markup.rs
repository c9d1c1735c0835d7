//! Floods of markup: tags, quotes, comments, declarations, unclosed or against the rules.

use super::{
    AFTER_ENTRY, AFTER_ITEM, AFTER_TEXT, Case, IN_ENTRY, IN_ITEM, IN_TEXT, case, flood, in_entry,
    in_item, in_text, keeps, nested, numbered,
};

#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    // Openings that never close.
    keeps(1, "<a and a quote, in a text", |size| in_text("<a b=\"", size)),
    keeps(1, "<a and quotes of both kinds", |size| in_text("<a b='c\"", size)),
    keeps(1, "a quote after a quote in a tag", |size| flood(IN_ITEM, "<a \"'", AFTER_ITEM, size)),
    keeps(1, "</, in a text", |size| in_text("</", size)),
    keeps(1, "</, between elements", |size| in_item("</", size)),
    keeps(1, "</a, between elements", |size| in_item("</a", size)),
    keeps(1, "<!, in a text", |size| in_text("<!", size)),
    keeps(1, "<?, in a text", |size| in_text("<?", size)),
    keeps(1, "<!--, in a text", |size| in_text("<!--", size)),
    keeps(1, "<!-- and two dashes", |size| flood(&format!("{IN_TEXT}<!--"), "--", AFTER_TEXT, size)),
    keeps(1, "<!-- and -> ", |size| in_text("<!-- ->", size)),
    keeps(1, "<![CDATA[, in a text", |size| in_text("<![CDATA[", size)),
    keeps(1, "<![CDATA[ and brackets", |size| flood(&format!("{IN_TEXT}<![CDATA["), "]]", AFTER_TEXT, size)),
    keeps(1, "<![cdata[, in a text", |size| in_text("<![cdata[", size)),
    keeps(1, "<![, in a text", |size| in_text("<![", size)),
    keeps(3, "]]>, in a text", |size| in_text("]]>", size)),
    keeps(3, "]]>, between elements", |size| in_item("]]>", size)),
    keeps(1, "an unclosed CDATA in each item", |size| flood(
        IN_ITEM, "</item><item><title><![CDATA[t</title>", AFTER_ITEM, size)),
    keeps(1, "an unclosed comment in each item", |size| flood(
        IN_ITEM, "</item><item><title>t</title><!-- ", AFTER_ITEM, size)),
    keeps(1, "an unclosed quote in each item", |size| flood(
        IN_ITEM, "</item><item><title>t</title><a b=\"", AFTER_ITEM, size)),
    case("<!DOCTYPE, over and over", |size| flood("", "<!DOCTYPE rss [", &whole(), size)),
    case("an unclosed <!ENTITY, over and over", |size| flood("<!DOCTYPE rss [", "<!ENTITY a \"", &whole(), size)),
    case("brackets in a doctype", |size| flood("<!DOCTYPE rss ", "[", &whole(), size)),
    case("comments in a doctype", |size| flood("<!DOCTYPE rss [", "<!--", &whole(), size)),
    case("declarations before a feed", |size| flood("", "<?xml version=\"1.0\"?>", &whole(), size)),
    case("unclosed instructions before a feed", |size| flood("", "<?xml ", &whole(), size)),
    case("comments before a feed", |size| flood("", "<!-- -->", &whole(), size)),
    // Depths.
    keeps(1, "titles in titles", |size| flood(IN_ITEM, "<title>", AFTER_ITEM, size)),
    keeps(1, "descriptions in descriptions", |size| nested(
        IN_ITEM, "<description>", "x", "</description>", AFTER_ITEM, size)),
    keeps(1, "items in items, unclosed", |size| flood("<rss><channel>", "<item><title>t", "", size)),
    keeps(1, "entries in entries", |size| flood(IN_ENTRY, "<entry><title>t</title>", "", size)),
    case("channels in channels", |size| flood("<rss>", "<channel>", "", size)),
    case("feeds in feeds", |size| flood("", "<feed xmlns='http://www.w3.org/2005/Atom'>", "", size)),
    case("<rss, over and over", |size| flood("", "<rss ", "", size)),
    case("<rdf:RDF>, over and over", |size| flood("", "<rdf:RDF>", "", size)),
    keeps(1, "deep elements, each of another name", |size| numbered(
        IN_ITEM, |number| format!("<n{number}>"), AFTER_ITEM, size)),
    keeps(1, "deep elements, closed in the wrong order", |size| nested(
        IN_ITEM, "<a><b>", "", "</a></b>", AFTER_ITEM, size)),
    keeps(1, "deep elements, closed by others", |size| nested(
        IN_ITEM, "<a>", "", "</b>", AFTER_ITEM, size)),
    keeps(1, "deep groups of media", |size| flood(IN_ITEM, "<media:group>", AFTER_ITEM, size)),
    keeps(1, "sources in sources", |size| flood(IN_ENTRY, "<source>", AFTER_ENTRY, size)),
    keeps(1, "authors in authors", |size| flood(IN_ENTRY, "<author>", AFTER_ENTRY, size)),
    // Closings of what was never opened.
    keeps(1, "</item>, over and over", |size| in_item("</item>", size)),
    keeps(1, "</title>, over and over", |size| in_item("</title>", size)),
    keeps(1, "</rss>, over and over", |size| in_item("</rss>", size)),
    keeps(1, "</entry>, over and over", |size| in_entry("</entry>", size)),
    // Attributes and names.
    keeps(3, "one attribute a million times", |size| flood(
        &format!("{IN_ITEM}<enclosure"), " url=\"a\"", &format!("/>{AFTER_ITEM}"), size)),
    keeps(3, "attributes without values", |size| flood(
        &format!("{IN_ITEM}<x"), " a", &format!("/>{AFTER_ITEM}"), size)),
    keeps(3, "equals signs in a tag", |size| flood(
        &format!("{IN_ITEM}<x "), "=", &format!("/>{AFTER_ITEM}"), size)),
    keeps(3, "slashes in a tag", |size| flood(
        &format!("{IN_ITEM}<x "), "/ ", &format!("/>{AFTER_ITEM}"), size)),
    keeps(3, "spaces in a tag", |size| flood(
        &format!("{IN_ITEM}<x "), " ", &format!("/>{AFTER_ITEM}"), size)),
    keeps(3, "references in an attribute", |size| flood(
        &format!("{IN_ITEM}<enclosure url=\""), "&amp;", &format!("\"/>{AFTER_ITEM}"), size)),
    keeps(3, "tags with an attribute each", |size| in_item("<x y=\"z\"/>", size)),
    keeps(3, "a long name of an element", |size| flood(
        &format!("{IN_ITEM}<x"), "x", &format!("/>{AFTER_ITEM}"), size)),
    keeps(3, "a long name of an attribute", |size| flood(
        &format!("{IN_ITEM}<x y"), "y", &format!("=\"\"/>{AFTER_ITEM}"), size)),
    keeps(3, "colons in a name", |size| flood(
        &format!("{IN_ITEM}<a"), ":a", &format!("/>{AFTER_ITEM}"), size)),
    // Namespaces.
    keeps(1, "a prefix, declared anew at every depth", |size| numbered(
        IN_ITEM, |number| format!("<a:b xmlns:a=\"u:{number}\">"), AFTER_ITEM, size)),
    keeps(1, "the default, declared anew at every depth", |size| flood(
        IN_ITEM, "<x xmlns=\"http://www.w3.org/2005/Atom\"><y xmlns=\"\">", AFTER_ITEM, size)),
    keeps(3, "a new prefix for every element", |size| numbered(
        IN_ITEM, |number| format!("<p{number}:x xmlns:p{number}=\"u\"/>"), AFTER_ITEM, size)),
    keeps(3, "undeclared prefixes", |size| numbered(
        IN_ITEM, |number| format!("<p{number}:x/>"), AFTER_ITEM, size)),
    keeps(3, "an address of a namespace, and long", |size| flood(
        &format!("{IN_ITEM}<x xmlns:y=\""), "u:", &format!("\"><y:z/></x>{AFTER_ITEM}"), size)),
];

fn whole() -> String {
    [IN_TEXT, AFTER_TEXT].concat()
}

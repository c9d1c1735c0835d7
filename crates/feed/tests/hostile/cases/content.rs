//! Floods inside an entry's HTML, where relative addresses are resolved and XHTML is written anew.

use super::{
    AFTER_ENTRY, AFTER_TEXT, Case, IN_ENTRY, IN_TEXT, flood, in_text, keeps, nested, numbered,
};

/// A feed whose base is long, and one entry with this much HTML.
fn with_base(bytes: usize, unit: &str, size: usize) -> Vec<u8> {
    let base = "b".repeat(bytes);
    let head = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"http://a.example/{base}/\"><entry>\
         <title>t</title><content type=\"html\">"
    );
    flood(&head, unit, "</content></entry></feed>", size)
}

/// XHTML content.
fn in_xhtml(unit: &str, size: usize) -> Vec<u8> {
    let head = format!("{IN_ENTRY}<content type=\"xhtml\"><div>");
    flood(&head, unit, &format!("</div></content>{AFTER_ENTRY}"), size)
}

#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    // Relative addresses: each grows by the base.
    keeps(1, "links of HTML and a base of 100 bytes", |size| with_base(100, "&lt;a href=x>", size)),
    keeps(1, "links of HTML and a base of 2,000 bytes", |size| with_base(2_000, "&lt;a href=\"x\">", size)),
    keeps(1, "links of HTML and a base of 60,000 bytes", |size| with_base(60_000.min(size / 2), "&lt;a href=\"x\">", size)),
    keeps(1, "empty links of HTML", |size| with_base(2_000, "&lt;a href=\"\">", size)),
    keeps(1, "links of HTML to the root", |size| with_base(2_000, "&lt;a href=\"/\">", size)),
    keeps(1, "pictures of HTML", |size| with_base(2_000, "&lt;img src=\"x\">", size)),
    keeps(1, "a choice of a million pictures", |size| flood(
        &format!("{IN_TEXT}&lt;img srcset=\""), "a 1x, ", &format!("\"&gt;{AFTER_TEXT}"), size)),
    keeps(1, "short choices of pictures", |size| with_base(2_000, "&lt;img srcset=\"a 1x,b 2x\">", size)),
    keeps(1, "a tag with a million links", |size| flood(
        &format!("{IN_TEXT}&lt;a"), " href=\"x\"", &format!("&gt;{AFTER_TEXT}"), size)),
    keeps(3, "href= without a tag", |size| in_text(" href=\"x\"", size)),
    keeps(3, "unclosed tags of HTML", |size| in_text("&lt;a href=\"", size)),
    keeps(3, "unclosed comments of HTML", |size| in_text("&lt;!--", size)),
    keeps(3, "unclosed scripts of HTML", |size| in_text("&lt;script>", size)),
    keeps(3, "unclosed areas of HTML", |size| in_text("&lt;textarea>&lt;title>", size)),
    keeps(3, "closings of HTML", |size| in_text("&lt;/a>", size)),
    keeps(3, "bases of HTML", |size| in_text("&lt;base href=\"a/\">&lt;a href=\"b\">", size)),
    keeps(3, "links that climb", |size| in_text("&lt;a href=\"../../../../../../../../x\">", size)),
    keeps(3, "links with strange schemes", |size| in_text("&lt;a href=\"x:\">&lt;a href=\"//\">&lt;a href=\"?\">", size)),
    keeps(3, "links with hosts to encode", |size| in_text("&lt;a href=\"//ä.example\">", size)),
    keeps(3, "one long link of HTML", |size| flood(
        &format!("{IN_TEXT}&lt;a href=\""), "a/../", &format!("\"&gt;{AFTER_TEXT}"), size)),
    keeps(3, "links in CDATA", |size| flood(
        &format!("{IN_TEXT}<![CDATA["), "<a href=\"x\">", &format!("]]>{AFTER_TEXT}"), size)),
    keeps(3, "naked HTML", |size| in_text("<p>a<br>b<img src=x>", size)),
    // XHTML, which is written anew.
    keeps(3, "deep XHTML", |size| {
        let head = format!("{IN_ENTRY}<content type=\"xhtml\"><div>");
        nested(&head, "<b>", "x", "</b>", &format!("</div></content>{AFTER_ENTRY}"), size)
    }),
    keeps(3, "deep XHTML with prefixes", |size| {
        let head = format!("{IN_ENTRY}<content type=\"xhtml\"><h:div xmlns:h=\"http://www.w3.org/1999/xhtml\">");
        nested(&head, "<h:b>", "x", "</h:b>", &format!("</h:div></content>{AFTER_ENTRY}"), size)
    }),
    keeps(3, "XHTML with a namespace at each element", |size| in_xhtml("<b xmlns=\"http://www.w3.org/1999/xhtml\"/>", size)),
    keeps(3, "XHTML with a prefix of its own at each element", |size| numbered(
        &format!("{IN_ENTRY}<content type=\"xhtml\"><div>"), |number| format!("<p{number}:b xmlns:p{number}=\"http://www.w3.org/1999/xhtml\"/>"),
        &format!("</div></content>{AFTER_ENTRY}"), size)),
    keeps(3, "XHTML with a base at each element", |size| in_xhtml("<b xml:base=\"a/\"><a href=\"b\"/></b>", size)),
    keeps(1, "XHTML with a base at each depth", |size| in_xhtml("<b xml:base=\"abcdef/\"><a href=\"b\"/>", size)),
    keeps(3, "XHTML with links", |size| in_xhtml("<a href=\"x\"/>", size)),
    keeps(3, "XHTML with references", |size| in_xhtml("&lt;&amp;&quot;&nbsp;", size)),
    keeps(3, "XHTML with attributes to escape", |size| in_xhtml("<a title='\"&lt;&quot;'/>", size)),
    keeps(3, "XHTML with CDATA", |size| in_xhtml("<![CDATA[<&>]]>", size)),
    keeps(3, "XHTML with comments", |size| in_xhtml("<!-- a -->", size)),
    keeps(3, "empty elements of XHTML", |size| in_xhtml("<i/>", size)),
    keeps(1, "contents in contents", |size| in_xhtml("<content type=\"xhtml\"><div>", size)),
    keeps(1, "entries inside of XHTML", |size| in_xhtml("<entry><title>t</title></entry>", size)),
];

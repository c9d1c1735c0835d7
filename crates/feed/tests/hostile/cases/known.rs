//! What has hurt other readers of feeds: measured with five of them, each in the size that hurt.

use super::{
    AFTER_ITEM, AFTER_TEXT, Case, IN_ENTRY, IN_ITEM, IN_TEXT, flood, in_entry, in_item, in_text,
    nested, numbered,
};

/// A case of the size that hurt somebody, and how many entries are in it.
const fn known(
    name: &'static str,
    full: usize,
    entries: usize,
    make: fn(usize) -> Vec<u8>,
) -> Case {
    Case {
        name,
        full,
        entries,
        make,
    }
}

const KB: usize = 1_000;

#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    known("billion laughs", KB, 2, |_| billion_laughs()),
    known("an external entity", KB, 2, |_| behind(
        "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>", "&x;")),
    known("a long entity, often used", 110 * KB, 2, |size| flood(
        &format!("<!DOCTYPE rss [<!ENTITY x \"{}\">]>{IN_TEXT}", "x".repeat(size / 2)), "&x;", AFTER_TEXT, size)),
    known("deep markup in a text", 1_400 * KB, 3, |size| nested(
        IN_TEXT, "<a>", "x", "</a>", AFTER_TEXT, size)),
    known("deep unknown elements", 1_400 * KB, 3, |size| nested(
        IN_ITEM, "<a>", "x", "</a>", AFTER_ITEM, size)),
    known("deep unclosed XHTML", 600 * KB, 1, |size| flood(
        IN_ENTRY, "<content type=\"xhtml\"><div><b>", "", size)),
    known("an attribute of 20 MB", 20_000 * KB, 0, |size| flood(
        &format!("{IN_ITEM}<x y=\""), "a", &format!("\"/>{AFTER_ITEM}"), size)),
    known("a title of 30 MB", 30_000 * KB, 0, |size| flood(
        &format!("{IN_ITEM}<title>"), "a", &format!("</title>{AFTER_ITEM}"), size)),
    known("300,000 attributes in a tag", 3_500 * KB, 3, |size| numbered(
        &format!("{IN_ITEM}<x"), |number| format!(" a{number}=\"\""), &format!("/>{AFTER_ITEM}"), size)),
    known("50,000 namespaces in a tag", 1_300 * KB, 1, |size| numbered(
        "<rss", |number| format!(" xmlns:n{number}=\"u:{number}\""),
        "><channel><item><title>t</title></item></channel></rss>", size)),
    known("broken UTF-8", KB, 3, |_| [IN_TEXT.as_bytes(), b"\xc3(\xff\xfe\xed\xa0\x80", AFTER_TEXT.as_bytes()].concat()),
    known("cut off in a tag", 6 * KB, 60, |size| numbered(
        "<rss><channel>", |number| format!("<item><title>{number}</title><link>https://a.example/{number}</link></item>"),
        "<item><titl", size.clamp(5 * KB, 6 * KB))),
    known("cut off in CDATA", KB, 3, |_| {
        [IN_ITEM, "</item><item><description><![CDATA[a text"].concat().into_bytes()
    }),
    known("a web page", KB, 0, |_| b"<!DOCTYPE html><html><head><title>t</title></head><body>".to_vec()),
    known("nothing", 0, 0, |_| Vec::new()),
    known("packed bytes", KB, 0, |_| b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xb3\xb1\xaf\xc8".to_vec()),
    known("<, in a text", 5_000 * KB, 2, |size| in_text("<", size)),
    known("<a, in a text", 5_000 * KB, 2, |size| in_text("<a", size)),
    known("&, in a text", 5_000 * KB, 2, |size| in_text("&", size)),
    known("an unclosed comment of <!--", 5_000 * KB, 1, |size| flood(IN_ITEM, "<!--", "", size)),
    known("CDATA after CDATA", 6_500 * KB, 3, |size| in_text("<![CDATA[a]]>", size)),
    known("a million empty items", 7_000 * KB, 1, |size| flood(
        "<rss><channel><item><title>first</title></item>", "<item/>", "</channel></rss>", size)),
    known("items in items", 1_300 * KB, 2, |size| nested(
        "<rss><channel>", "<item>", "<title>t</title>", "</item>", "</channel></rss>", size)),
    known("deep JSON", 400 * KB, 0, |size| nested("", "[", "", "]", "", size)),
    known("UTF-16BE with a mark", 20 * KB, 3, |size| utf_16(&[0xfe, 0xff], u16::to_be_bytes, size)),
    known("UTF-16LE with a mark and an odd byte", 20 * KB, 3, |size| {
        let mut document = utf_16(&[0xff, 0xfe], u16::to_le_bytes, size);
        document.push(b'<');
        document
    }),
    known("a mark alone", 2, 0, |_| vec![0xff, 0xfe]),
    known("an unclosed doctype", KB, 0, |_| behind("<!DOCTYPE rss [<!ENTITY a \"b\"", "x")),
    known("an unbalanced quote", 5 * KB, 2, |size| flood(
        IN_ITEM, "</item><item><title>t</title><x y=\"1></x>", AFTER_ITEM, size)),
    known("a date of 100 kB", 100 * KB, 3, |size| flood(
        &format!("{IN_ITEM}<pubDate>"), "1", &format!("</pubDate>{AFTER_ITEM}"), size)),
    known("300,000 links in an entry", 8_700 * KB, 3, |size| in_entry("<link href=\"/path/of/a\"/>", size)),
    known("a chain of xml:base", 1_220 * KB, 1, |size| nested(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>t</title>", "<x xml:base=\"http://a.example/abcdefghijkl/\">", "", "</x>",
        "</entry></feed>", size)),
    // FIXME: three entries stand behind it, and none is read.
    known("100,000 entities in a doctype", 2_000 * KB, 0, |size| numbered(
        "<!DOCTYPE rss [", |number| format!("<!ENTITY e{number} \"v\">"),
        &format!("]>{}", in_text_once("&e7;")), size)),
    known("empty elements of a prefix", 1_000 * KB, 3, |size| in_item("<a:b/>", size)),
];

/// A whole feed with this in a text.
fn in_text_once(text: &str) -> String {
    [IN_TEXT, text, AFTER_TEXT].concat()
}

/// A whole feed with this in a text, behind a declaration.
fn behind(declaration: &str, text: &str) -> Vec<u8> {
    [declaration, &in_text_once(text)].concat().into_bytes()
}

fn billion_laughs() -> Vec<u8> {
    let levels: Vec<String> = (1..10)
        .map(|level| {
            let inner = format!("&a{};", level - 1).repeat(10);
            format!("<!ENTITY a{level} \"{inner}\">")
        })
        .collect();
    let levels = levels.concat();
    let document = format!("<!DOCTYPE rss [<!ENTITY a0 \"ha\">{levels}]>");
    behind(&document, "&a9;")
}

fn utf_16(mark: &[u8], bytes: fn(u16) -> [u8; 2], size: usize) -> Vec<u8> {
    let text = in_text("ab", size / 2);
    let text = String::from_utf8(text).expect("it is made of strings");
    let mut document = mark.to_vec();
    document.extend(text.encode_utf16().flat_map(bytes));
    document
}

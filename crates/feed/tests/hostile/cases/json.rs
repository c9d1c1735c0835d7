//! Floods of JSON.

use super::{Case, case, flood, keeps, nested, numbered};

const IN_ITEMS: &str = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"t\",\"items\":[\
    {\"id\":\"1\",\"title\":\"first\"}";
const IN_ITEM: &str = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"t\",\"items\":[\
    {\"id\":\"1\",\"title\":\"first\"},{\"id\":\"2\",\"title\":\"second\"";
const AFTER_ITEM: &str = "},{\"id\":\"3\",\"title\":\"third\"}]}";

/// A member of an item, filled; `open` and `close` are what surrounds the units.
fn filled(open: &str, unit: &str, close: &str, size: usize) -> Vec<u8> {
    let (head, tail) = (format!("{IN_ITEM},{open}"), format!("{close}{AFTER_ITEM}"));
    flood(&head, unit, &tail, size)
}

#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    // Depths.
    case("lists in lists, unclosed", |size| flood("", "[", "", size)),
    case("objects in objects, unclosed", |size| flood("", "{\"a\":", "", size)),
    case("objects in objects", |size| nested("", "{\"a\":", "1", "}", "", size)),
    case("a deep member of a feed", |size| nested("{\"items\":[],\"_x\":", "[", "", "]", "}", size)),
    keeps(3, "a deep member of an item", |size| nested(&format!("{IN_ITEM},\"_x\":"), "{\"a\":[", "", "]}", AFTER_ITEM, size)),
    keeps(1, "a deep title", |size| nested("{\"items\":[{\"title\":", "[", "", "]", "}]}", size)),
    // Widths.
    keeps(2, "items that are empty", |size| flood(IN_ITEMS, ",{}", "]}", size)),
    keeps(2, "items that are no objects", |size| flood(IN_ITEMS, ",1", ",{\"id\":\"2\",\"title\":\"t\"}]}", size)),
    keeps(2, "items with a number each", |size| numbered(IN_ITEMS, |number| format!(",{{\"id\":{number}}}"), "]}", size)),
    case("lists that are empty", |size| flood("{\"items\":[[]", ",[]", "]}", size)),
    keeps(1, "members of a feed", |size| numbered(
        "{\"items\":[{\"id\":1,\"title\":\"t\"}]", |number| format!(",\"{number}\":1"), "}", size)),
    keeps(3, "members of an item", |size| numbered(IN_ITEM, |number| format!(",\"{number}\":\"\""), AFTER_ITEM, size)),
    keeps(3, "one member, over and over", |size| flood(IN_ITEM, ",\"title\":\"t\"", AFTER_ITEM, size)),
    keeps(1_000, "items, over and over", |size| flood("{\"version\":\"https://jsonfeed.org/version/1.1\"", ",\"items\":[{\"id\":1}]", "}", size)),
    keeps(3, "tags of JSON", |size| filled("\"tags\":[\"a\"", ",\"b\"", "]", size)),
    keeps(3, "authors of JSON", |size| filled("\"authors\":[{}", ",{\"name\":\"n\"}", "]", size)),
    keeps(3, "attachments", |size| filled("\"attachments\":[{}", ",{\"url\":\"/a\",\"mime_type\":\"audio/mpeg\"}", "]", size)),
    case("hubs", |size| flood("{\"items\":[],\"hubs\":[{}", ",{\"type\":\"WebSub\",\"url\":\"/a\"}", "]}", size)),
    // Strings.
    keeps(3, "a long string", |size| filled("\"content_text\":\"", "a", "\"", size)),
    keeps(3, "a long string of HTML with links", |size| filled("\"content_html\":\"", "<a href='x'>", "\"", size)),
    keeps(3, "references in a string", |size| filled("\"title\":\"", "&lt;", "\"", size)),
    keeps(3, "escapes", |size| filled("\"content_text\":\"", "\\u0041", "\"", size)),
    keeps(3, "escapes of three bytes", |size| filled("\"content_text\":\"", "\\u65e5", "\"", size)),
    keeps(3, "escaped slashes", |size| filled("\"content_text\":\"", "\\/", "\"", size)),
    keeps(3, "escaped backslashes", |size| filled("\"content_text\":\"", "\\\\", "\"", size)),
    keeps(3, "escapes of half a pair", |size| filled("\"content_text\":\"", "\\ud800", "\"", size)),
    keeps(3, "escapes that do not exist", |size| filled("\"content_text\":\"", "\\x", "\"", size)),
    keeps(3, "controls in a string", |size| filled("\"content_text\":\"", "a\n\u{1}", "\"", size)),
    keeps(1, "an unclosed string", |size| flood(IN_ITEM, ",\"content_text\":\"a", "", size)),
    keeps(1, "a string that ends with a backslash", |size| flood(&format!("{IN_ITEM},\"title\":\""), "\\\\", "\\", size)),
    case("quotes", |size| flood("{\"items\":[", "\"", "", size)),
    case("a long name of a member", |size| flood(&format!("{IN_ITEM},\""), "a", &format!("\":1{AFTER_ITEM}"), size)),
    // Faults that are repaired.
    keeps(3, "a long number", |size| filled("\"id\":", "1", "", size)),
    keeps(3, "a long exponent", |size| filled("\"id\":1e", "9", "", size)),
    keeps(1, "commas", |size| flood(IN_ITEMS, ",", "]}", size)),
    keeps(1, "comments", |size| flood(IN_ITEMS, "/* */", "]}", size)),
    keeps(1, "unclosed comments", |size| flood(IN_ITEMS, "/*", "]}", size)),
    keeps(1, "spaces in JSON", |size| flood(IN_ITEMS, " ", "]}", size)),
    keeps(1, "closings", |size| flood(IN_ITEMS, "]}", "", size)),
    case("words", |size| flood("{\"items\":", "null", "}", size)),
    keeps(1, "documents, one after the other", |size| flood("", "{\"items\":[{\"id\":1}]}\n", "", size)),
    keeps(3, "a date of a million digits", |size| filled("\"date_published\":\"", "2", "\"", size)),
];

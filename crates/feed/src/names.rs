//! The elements of HTML that stand in texts, to tell them from those of a feed.

/// The longest name that is looked up, in bytes.
const MAX_NAME: usize = 24;

/// The elements of HTML that stand in texts, but for those that feeds have, too (`title`, `link`,
/// `summary`, `source`), in the order of their bytes.
#[rustfmt::skip]
const MARKUP: [&str; 99] = [
    "a", "abbr", "acronym", "address", "area", "article", "aside", "audio", "b", "big",
    "blockquote", "br", "button", "canvas", "caption", "center", "cite", "code", "colgroup", "dd",
    "del", "details", "dialog", "div", "dl", "dt", "em", "embed", "fieldset", "figcaption",
    "figure", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header",
    "hgroup", "hr", "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "legend", "li",
    "map", "mark", "marquee", "math", "meta", "nav", "noscript", "object", "ol", "option", "p",
    "param", "picture", "pre", "q", "ruby", "s", "samp", "script", "section", "select", "small",
    "span", "strike", "strong", "style", "sub", "sup", "svg", "table", "tbody", "td", "textarea",
    "tfoot", "th", "thead", "time", "tr", "track", "tt", "u", "ul", "var", "video", "wbr",
];

/// A name in small letters, without an allocation; empty where it is longer than any known one.
pub(crate) struct Lower {
    bytes: [u8; MAX_NAME],
    length: usize,
}

impl Lower {
    /// The name in small letters.
    pub(crate) fn of(name: &str) -> Self {
        let mut lower = Self {
            bytes: [0; MAX_NAME],
            length: 0,
        };
        if name.len() <= MAX_NAME {
            lower.length = name.len();
            for (to, from) in lower.bytes.iter_mut().zip(name.bytes()) {
                *to = from.to_ascii_lowercase();
            }
        }
        lower
    }

    /// Its bytes.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

/// Whether it is an element of HTML that stands in texts and is none of a feed's.
pub(crate) fn is_markup(name: &str) -> bool {
    let lower = Lower::of(name);
    MARKUP
        .binary_search_by(|known| known.as_bytes().cmp(lower.as_bytes()))
        .is_ok()
}

/// Whether it is an element of HTML that has no end tag.
pub(crate) fn is_void(name: &str) -> bool {
    matches!(
        Lower::of(name).as_bytes(),
        b"br" | b"hr" | b"img" | b"wbr" | b"col" | b"input" | b"embed" | b"param" | b"meta"
    )
}

#[cfg(test)]
mod tests {
    use super::{MARKUP, is_markup, is_void};

    #[test]
    fn the_names_are_in_order() {
        assert!(MARKUP.is_sorted());
    }

    #[test]
    fn html_is_told_from_a_feeds_own() {
        assert!(is_markup("BlockQuote") && is_markup("p") && is_void("BR"));
        for name in [
            "title",
            "link",
            "summary",
            "source",
            "item",
            "",
            "description",
        ] {
            assert!(!is_markup(name), "{name}");
        }
    }
}

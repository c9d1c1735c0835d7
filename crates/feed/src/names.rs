//! The elements of HTML that stand in texts, to tell them from those of a feed.

/// The longest name that is looked up, in bytes.
const MAX_NAME: usize = 24;

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
    matches!(
        Lower::of(name).as_bytes(),
        b"p" | b"a"
            | b"b"
            | b"i"
            | b"u"
            | b"s"
            | b"q"
            | b"br"
            | b"hr"
            | b"em"
            | b"ul"
            | b"ol"
            | b"li"
            | b"dl"
            | b"dt"
            | b"dd"
            | b"tr"
            | b"td"
            | b"th"
            | b"tt"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"img"
            | b"div"
            | b"sub"
            | b"sup"
            | b"pre"
            | b"big"
            | b"del"
            | b"ins"
            | b"kbd"
            | b"map"
            | b"nav"
            | b"svg"
            | b"var"
            | b"wbr"
            | b"span"
            | b"font"
            | b"code"
            | b"cite"
            | b"abbr"
            | b"area"
            | b"form"
            | b"html"
            | b"head"
            | b"mark"
            | b"math"
            | b"meta"
            | b"ruby"
            | b"samp"
            | b"time"
            | b"table"
            | b"tbody"
            | b"thead"
            | b"tfoot"
            | b"aside"
            | b"audio"
            | b"embed"
            | b"input"
            | b"label"
            | b"param"
            | b"small"
            | b"style"
            | b"video"
            | b"track"
            | b"strong"
            | b"center"
            | b"figure"
            | b"footer"
            | b"header"
            | b"hgroup"
            | b"iframe"
            | b"object"
            | b"option"
            | b"script"
            | b"select"
            | b"strike"
            | b"button"
            | b"canvas"
            | b"legend"
            | b"dialog"
            | b"acronym"
            | b"address"
            | b"article"
            | b"caption"
            | b"details"
            | b"picture"
            | b"section"
            | b"marquee"
            | b"colgroup"
            | b"fieldset"
            | b"noscript"
            | b"textarea"
            | b"blockquote"
            | b"figcaption"
    )
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
    use super::{is_markup, is_void};

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

//! The element names that feeds write in the wrong case.

/// Names whose right form has capitals, by their lower-case form.
const CAMEL: [(&str, &str); 8] = [
    ("rdf:rdf", "rdf:RDF"),
    ("pubdate", "pubDate"),
    ("lastbuilddate", "lastBuildDate"),
    ("managingeditor", "managingEditor"),
    ("webmaster", "webMaster"),
    ("skiphours", "skipHours"),
    ("skipdays", "skipDays"),
    ("textinput", "textInput"),
];

/// Names that are all lower case.
const LOWER: [&str; 33] = [
    "rss",
    "channel",
    "item",
    "title",
    "link",
    "description",
    "guid",
    "author",
    "category",
    "comments",
    "enclosure",
    "source",
    "language",
    "copyright",
    "ttl",
    "image",
    "url",
    "cloud",
    "generator",
    "docs",
    "hour",
    "day",
    "content:encoded",
    "dc:creator",
    "dc:date",
    "dc:subject",
    "feed",
    "entry",
    "id",
    "updated",
    "published",
    "content",
    "summary",
];

/// Elements of HTML that have no end tag.
const VOID: [&str; 8] = ["br", "hr", "img", "wbr", "col", "input", "embed", "param"];

/// Elements of HTML that stand in texts; none of them is a feed's.
const MARKUP: [&str; 44] = [
    "p",
    "a",
    "b",
    "i",
    "u",
    "s",
    "q",
    "br",
    "hr",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "tr",
    "td",
    "th",
    "img",
    "div",
    "sub",
    "sup",
    "pre",
    "big",
    "span",
    "font",
    "code",
    "cite",
    "abbr",
    "strong",
    "small",
    "table",
    "tbody",
    "center",
    "blockquote",
    "figure",
    "iframe",
];

/// The right form of an element's name; the name itself where it is right or none of a feed's.
pub(crate) fn right(name: &str) -> &str {
    let may_be_camel = name.len() >= 7 && CAMEL.iter().any(|(lower, _)| *lower == name);
    if !may_be_camel && !name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return name;
    }
    let camel = CAMEL
        .iter()
        .find(|(lower, _)| lower.eq_ignore_ascii_case(name));
    camel
        .map(|(_, right)| *right)
        .or_else(|| {
            LOWER
                .into_iter()
                .find(|lower| lower.eq_ignore_ascii_case(name))
        })
        .unwrap_or(name)
}

/// Whether it is an element of HTML that stands in texts.
pub(crate) fn is_markup(name: &str) -> bool {
    MARKUP
        .iter()
        .any(|markup| markup.eq_ignore_ascii_case(name))
}

/// Whether it is an element of HTML that has no end tag.
pub(crate) fn is_void(name: &str) -> bool {
    name.len() <= 5 && VOID.iter().any(|void| void.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::right;

    #[test]
    fn names_of_feeds_get_their_right_case() {
        assert_eq!(right("ITEM"), "item");
        assert_eq!(right("pubdate"), "pubDate");
        assert_eq!(right("pubDate"), "pubDate");
        assert_eq!(right("rdf:RDF"), "rdf:RDF");
        assert_eq!(right("DIV"), "DIV");
        assert_eq!(right("itunes:newFeed"), "itunes:newFeed");
    }
}

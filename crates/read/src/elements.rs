//! The elements that may stand in a text, and what each is good for.

use html5ever::{LocalName, local_name};

/// What an element is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Groups blocks and means nothing itself; its tags go, its borders part paragraphs.
    Wrapper,
    /// `p`.
    Paragraph,
    /// Holds a line of text: headings.
    Heading,
    /// `pre`.
    Preformatted,
    /// `figcaption`, `caption`: a line of text in a place of its own.
    Caption,
    /// `blockquote`, `figure`: holds blocks.
    Quote,
    /// `ul`, `ol`.
    List,
    /// `li`.
    Item,
    /// `dl`.
    Terms,
    /// `dt`, `dd`.
    Term,
    /// `table`.
    Table,
    /// `thead`, `tbody`, `tfoot`.
    Rows,
    /// `tr`.
    Row,
    /// `td`, `th`.
    Cell,
    /// Stands in a line.
    Inline,
    /// `a`.
    Link,
}

impl Kind {
    /// Whether it stands in a line.
    pub(crate) fn is_inline(self) -> bool {
        matches!(self, Self::Inline | Self::Link)
    }
}

/// The element as it is written, where it may stand in a text.
pub(crate) fn allowed(name: &LocalName) -> Option<(&'static str, Kind)> {
    Some(match *name {
        local_name!("p") => ("p", Kind::Paragraph),
        local_name!("a") => ("a", Kind::Link),
        local_name!("div")
        | local_name!("section")
        | local_name!("article")
        | local_name!("main")
        | local_name!("header")
        | local_name!("footer")
        | local_name!("aside")
        | local_name!("address")
        | local_name!("center")
        | local_name!("details")
        | local_name!("summary")
        | local_name!("form")
        | local_name!("fieldset")
        | local_name!("hgroup")
        | local_name!("body") => ("div", Kind::Wrapper),
        local_name!("h1") => ("h1", Kind::Heading),
        local_name!("h2") => ("h2", Kind::Heading),
        local_name!("h3") => ("h3", Kind::Heading),
        local_name!("h4") => ("h4", Kind::Heading),
        local_name!("h5") => ("h5", Kind::Heading),
        local_name!("h6") => ("h6", Kind::Heading),
        local_name!("pre") | local_name!("listing") => ("pre", Kind::Preformatted),
        local_name!("blockquote") => ("blockquote", Kind::Quote),
        local_name!("figure") => ("figure", Kind::Quote),
        local_name!("figcaption") => ("figcaption", Kind::Caption),
        local_name!("caption") => ("caption", Kind::Caption),
        local_name!("ul") | local_name!("menu") | local_name!("dir") => ("ul", Kind::List),
        local_name!("ol") => ("ol", Kind::List),
        local_name!("li") => ("li", Kind::Item),
        local_name!("dl") => ("dl", Kind::Terms),
        local_name!("dt") => ("dt", Kind::Term),
        local_name!("dd") => ("dd", Kind::Term),
        local_name!("table") => ("table", Kind::Table),
        local_name!("thead") => ("thead", Kind::Rows),
        local_name!("tbody") => ("tbody", Kind::Rows),
        local_name!("tfoot") => ("tfoot", Kind::Rows),
        local_name!("tr") => ("tr", Kind::Row),
        local_name!("td") => ("td", Kind::Cell),
        local_name!("th") => ("th", Kind::Cell),
        _ => (inline(name)?, Kind::Inline),
    })
}

fn inline(name: &LocalName) -> Option<&'static str> {
    Some(match *name {
        local_name!("b") => "b",
        local_name!("strong") => "strong",
        local_name!("i") => "i",
        local_name!("em") => "em",
        local_name!("u") => "u",
        local_name!("s") | local_name!("strike") => "s",
        local_name!("del") => "del",
        local_name!("ins") => "ins",
        local_name!("sub") => "sub",
        local_name!("sup") => "sup",
        local_name!("small") => "small",
        local_name!("mark") => "mark",
        local_name!("q") => "q",
        local_name!("cite") => "cite",
        local_name!("abbr") | local_name!("acronym") => "abbr",
        local_name!("dfn") => "dfn",
        local_name!("code") | local_name!("tt") => "code",
        local_name!("kbd") => "kbd",
        local_name!("samp") => "samp",
        local_name!("var") => "var",
        local_name!("time") => "time",
        local_name!("bdi") => "bdi",
        _ => return None,
    })
}

/// Whether an element goes with everything in it: programmes, styles, controls, players, and what
/// is parsed by other rules than HTML's.
pub(crate) fn is_dropped(name: &LocalName) -> bool {
    raw(name).is_some()
        || matches!(
            *name,
            local_name!("svg")
                | local_name!("math")
                | local_name!("template")
                | local_name!("select")
                | local_name!("button")
                | local_name!("audio")
                | local_name!("video")
                | local_name!("canvas")
                | local_name!("object")
                | local_name!("applet")
                | local_name!("nav")
                | local_name!("datalist")
                | local_name!("frameset")
        )
}

/// How the tokenizer must read on after an element's start, where its content is not markup.
pub(crate) fn raw(name: &LocalName) -> Option<Raw> {
    Some(match *name {
        local_name!("script") => Raw::Script,
        local_name!("style")
        | local_name!("xmp")
        | local_name!("iframe")
        | local_name!("noembed")
        | local_name!("noframes")
        | local_name!("noscript") => Raw::Text,
        local_name!("textarea") | local_name!("title") => Raw::References,
        local_name!("plaintext") => Raw::Plain,
        _ => return None,
    })
}

/// Content that is not markup (HTML Standard, "parsing HTML fragments").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Raw {
    /// A programme.
    Script,
    /// Text to the element's end tag.
    Text,
    /// Text with references to the element's end tag.
    References,
    /// Text to the end of the document.
    Plain,
}

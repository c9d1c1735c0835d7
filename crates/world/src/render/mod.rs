//! Feeds and pages as outlets write them.

mod atom;
mod json;
mod page;
mod rdf;
mod rss;

use crate::Item;

pub(crate) use page::{article, front};

/// How a feed is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// RSS 2.0 with `content:encoded`.
    #[default]
    Rss,
    /// Atom 1.0.
    Atom,
    /// RSS 1.0 (RDF) with Dublin Core.
    Rdf,
    /// JSON Feed 1.1.
    Json,
}

/// What stands at the head of a feed and of every page of its site.
#[derive(Clone, Debug)]
pub(crate) struct Channel {
    pub(crate) title: String,
    pub(crate) description: String,
    /// The site, without a slash at its end.
    pub(crate) home: String,
    /// The path of the feed.
    pub(crate) feed_path: String,
    /// A BCP 47 tag.
    pub(crate) language: String,
    /// Who holds the rights, as people write it; may be empty.
    pub(crate) rights: String,
    /// The licence's URL; may be empty.
    pub(crate) licence: String,
    pub(crate) dialect: Dialect,
    /// Whether the feed carries whole texts, or teasers only.
    pub(crate) is_full_text: bool,
}

impl Channel {
    pub(crate) fn feed_url(&self) -> String {
        format!("{}{}", self.home, self.feed_path)
    }

    pub(crate) fn url_of(&self, item: &Item) -> String {
        format!("{}{}", self.home, item.path())
    }
}

/// A feed in its dialect: content type and document. Items stand in the order given.
pub(crate) fn feed(channel: &Channel, items: &[Item]) -> (&'static str, String) {
    match channel.dialect {
        Dialect::Rss => (
            "application/rss+xml; charset=utf-8",
            rss::feed(channel, items),
        ),
        Dialect::Atom => (
            "application/atom+xml; charset=utf-8",
            atom::feed(channel, items),
        ),
        Dialect::Rdf => (
            "application/rdf+xml; charset=utf-8",
            rdf::feed(channel, items),
        ),
        Dialect::Json => (
            "application/feed+json; charset=utf-8",
            json::feed(channel, items),
        ),
    }
}

/// The media type that a page's discovery link names for the feed.
pub(crate) fn media_type(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Rss => "application/rss+xml",
        Dialect::Atom => "application/atom+xml",
        Dialect::Rdf => "application/rdf+xml",
        Dialect::Json => "application/feed+json",
    }
}

/// Text for XML and HTML, in elements and in quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Markup in a CDATA section; what would end it is split in two.
fn cdata(markup: &str) -> String {
    format!("<![CDATA[{}]]>", markup.replace("]]>", "]]]]><![CDATA[>"))
}

/// `<name>text</name>` on a line of its own; nothing where the text is empty.
fn element(name: &str, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("<{name}>{}</{name}>\n", escape(text))
}

//! Atom (RFC 4287).

use super::{Channel, ChannelItem, Xml, rfc3339};

pub(super) fn write(channel: &Channel) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open(
        "feed",
        &[
            ("xmlns", "http://www.w3.org/2005/Atom"),
            ("xml:lang", &channel.lang),
        ],
    );
    xml.text("title", &channel.title);
    if !channel.subtitle.is_empty() {
        xml.text("subtitle", &channel.subtitle);
    }
    xml.text("id", &channel.id);
    xml.text("updated", &rfc3339(channel.updated));
    xml.empty(
        "link",
        &[
            ("rel", "self"),
            ("type", "application/atom+xml"),
            ("href", &channel.here),
        ],
    );
    xml.empty(
        "link",
        &[
            ("rel", "alternate"),
            ("type", "text/html"),
            ("href", &channel.page),
        ],
    );
    xml.text("generator", "Depesche");
    for item in &channel.items {
        write_item(&mut xml, item);
    }
    xml.close("feed");
    xml.finish()
}

fn write_item(xml: &mut Xml, item: &ChannelItem) {
    match &item.lang {
        Some(lang) => xml.open("entry", &[("xml:lang", lang)]),
        None => xml.open("entry", &[]),
    }
    xml.text("title", &item.title);
    xml.text("id", &item.id);
    xml.text("published", &rfc3339(item.published));
    xml.text("updated", &rfc3339(item.updated));
    xml.open("author", &[]);
    xml.text("name", author(item));
    xml.close("author");
    xml.empty(
        "link",
        &[
            ("rel", "alternate"),
            ("type", "text/html"),
            ("href", &item.link),
        ],
    );
    if !item.original.is_empty() {
        xml.empty("link", &[("rel", "via"), ("href", &item.original)]);
    }
    if !item.source.licence.is_empty() {
        xml.text("rights", &item.source.licence);
    }
    if !item.excerpt.is_empty() {
        xml.text("summary", &item.excerpt);
    }
    if let Some(body) = &item.body {
        xml.text_with("content", &[("type", "html")], body);
    }
    write_source(xml, item);
    xml.close("entry");
}

/// Whose words they are (RFC 4287 § 4.2.11).
fn write_source(xml: &mut Xml, item: &ChannelItem) {
    let source = &item.source;
    xml.open("source", &[]);
    xml.text("title", &source.name);
    xml.text("id", &source.id);
    xml.text("updated", &rfc3339(item.updated));
    if !source.home.is_empty() {
        xml.empty(
            "link",
            &[
                ("rel", "alternate"),
                ("type", "text/html"),
                ("href", &source.home),
            ],
        );
    }
    xml.close("source");
}

fn author(item: &ChannelItem) -> &str {
    if item.byline.is_empty() {
        &item.source.name
    } else {
        &item.byline
    }
}

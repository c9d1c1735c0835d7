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
    match item.other_lang(&item.title) {
        Some(lang) => xml.text_with("title", &[("xml:lang", lang)], &item.title.text),
        None => xml.text("title", &item.title.text),
    }
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
    write_translation(xml, item);
    let summary = item.summary(" ");
    if !summary.is_empty() {
        xml.text("summary", &summary);
    }
    if let Some(content) = item.content() {
        xml.text_with("content", &[("type", "html")], &content);
    }
    write_source(xml, item);
    xml.close("entry");
}

/// That it was translated, in the words of those who name such things, and where the original is.
fn write_translation(xml: &mut Xml, item: &ChannelItem) {
    let Some(it) = &item.translated else {
        return;
    };
    for (scheme, term) in it.categories() {
        xml.empty(
            "category",
            &[("scheme", scheme), ("term", term), ("label", &it.label)],
        );
    }
    xml.empty(
        "link",
        &[
            ("rel", "related"),
            ("type", "text/html"),
            ("hreflang", &it.from),
            ("href", &it.original),
        ],
    );
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

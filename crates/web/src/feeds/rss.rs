//! RSS 2.0, as the RSS Board's profile has it.

use jiff::Timestamp;

use super::{Channel, ChannelItem, Xml};
use crate::templates::escaped;

pub(super) fn write(channel: &Channel) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open(
        "rss",
        &[
            ("version", "2.0"),
            ("xmlns:atom", "http://www.w3.org/2005/Atom"),
            ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ],
    );
    xml.open("channel", &[]);
    xml.text("title", &channel.title);
    xml.text("link", &channel.page);
    let description = if channel.subtitle.is_empty() {
        &channel.title
    } else {
        &channel.subtitle
    };
    xml.text("description", description);
    xml.text("language", &channel.lang);
    xml.text("lastBuildDate", &rfc822(channel.updated));
    xml.text("generator", "Depesche");
    xml.empty(
        "atom:link",
        &[
            ("rel", "self"),
            ("type", "application/rss+xml"),
            ("href", &channel.here),
        ],
    );
    for item in &channel.items {
        write_item(&mut xml, item);
    }
    xml.close("channel");
    xml.close("rss");
    xml.finish()
}

fn write_item(xml: &mut Xml, item: &ChannelItem) {
    match &item.lang {
        Some(lang) => xml.open("item", &[("xml:lang", lang)]),
        None => xml.open("item", &[]),
    }
    xml.text("title", &item.title.text);
    xml.text("link", &item.link);
    xml.text_with("guid", &[("isPermaLink", "false")], &item.id);
    xml.text("pubDate", &rfc822(item.published));
    // RSS' own `author` is a mail address.
    xml.text(
        "dc:creator",
        if item.byline.is_empty() {
            &item.source.name
        } else {
            &item.byline
        },
    );
    if let Some(lang) = &item.lang {
        xml.text("dc:language", lang);
    }
    if !item.source.licence.is_empty() {
        xml.text("dc:rights", &item.source.licence);
    }
    if let Some(it) = &item.translated {
        for (scheme, term) in it.categories() {
            xml.text_with("category", &[("domain", scheme)], term);
        }
    }
    // Readers take a description for HTML: escaped once here, and once as XML.
    let description = item.summary("\n");
    if !description.is_empty() {
        xml.text("description", &escaped(&description).replace('\n', "<br>"));
    }
    if let Some(content) = item.content() {
        xml.text("content:encoded", &content);
    }
    xml.text_with("source", &[("url", &item.source.feed)], &item.source.name);
    if !item.original.is_empty() {
        xml.empty("atom:link", &[("rel", "via"), ("href", &item.original)]);
    }
    xml.close("item");
}

/// "Sun, 22 Nov 2026 13:05:00 GMT".
fn rfc822(at: Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

//! RSS 1.0: RDF with Dublin Core, as some houses have written it since 2001.

use std::fmt::Write;

use super::{Channel, cdata, element, escape};
use crate::Item;
use crate::dates::iso_date;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
"#;

pub(super) fn feed(channel: &Channel, items: &[Item]) -> String {
    let mut feed = String::from(HEAD);
    let _ = writeln!(
        feed,
        r#"<channel rdf:about="{}">"#,
        escape(&channel.feed_url())
    );
    feed.push_str(&element("title", &channel.title));
    feed.push_str(&element("link", &format!("{}/", channel.home)));
    feed.push_str(&element("description", &channel.description));
    feed.push_str(&element("dc:language", &channel.language));
    feed.push_str(&element("dc:rights", &channel.rights));
    feed.push_str("<items><rdf:Seq>\n");
    for item in items {
        let _ = writeln!(feed, r#"<rdf:li rdf:resource="{}"/>"#, about(channel, item));
    }
    feed.push_str("</rdf:Seq></items>\n</channel>\n");
    for one in items {
        item(channel, one, &mut feed);
    }
    feed.push_str("</rdf:RDF>\n");
    feed
}

/// RSS 1.0 has no GUID: an item is known by the URL that it is about.
fn about(channel: &Channel, item: &Item) -> String {
    escape(&channel.url_of(item))
}

fn item(channel: &Channel, item: &Item, feed: &mut String) {
    let _ = writeln!(feed, r#"<item rdf:about="{}">"#, about(channel, item));
    feed.push_str(&element("title", &item.title));
    feed.push_str(&element("link", &channel.url_of(item)));
    feed.push_str(&element("description", &item.teaser));
    feed.push_str(&element("dc:creator", &item.author));
    feed.push_str(&element(
        "dc:date",
        &item.published.map(iso_date).unwrap_or_default(),
    ));
    for tag in &item.tags {
        feed.push_str(&element("dc:subject", tag));
    }
    if channel.is_full_text {
        let _ = writeln!(
            feed,
            "<content:encoded>{}</content:encoded>",
            cdata(&item.html)
        );
    }
    feed.push_str("</item>\n");
}

//! Atom 1.0 (RFC 4287).

use std::fmt::Write;

use jiff::Timestamp;

use super::{Channel, element, escape};
use crate::Item;
use crate::dates::iso_date;

pub(super) fn feed(channel: &Channel, items: &[Item]) -> String {
    let mut feed = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
        escape(&channel.language)
    );
    let updated = items.iter().filter_map(changed).max();
    feed.push_str(&element("id", &format!("{}/", channel.home)));
    feed.push_str(&element("title", &channel.title));
    feed.push_str(&element("subtitle", &channel.description));
    feed.push_str(&element("rights", &channel.rights));
    feed.push_str(&element(
        "updated",
        &iso_date(updated.unwrap_or(Timestamp::UNIX_EPOCH)),
    ));
    let _ = writeln!(feed, r#"<link href="{}/"/>"#, escape(&channel.home));
    let _ = writeln!(
        feed,
        r#"<link rel="self" href="{}"/>"#,
        escape(&channel.feed_url())
    );
    if !channel.licence.is_empty() {
        let _ = writeln!(
            feed,
            r#"<link rel="license" href="{}"/>"#,
            escape(&channel.licence)
        );
    }
    for item in items {
        entry(channel, item, &mut feed);
    }
    feed.push_str("</feed>\n");
    feed
}

fn changed(item: &Item) -> Option<Timestamp> {
    item.updated.or(item.published)
}

fn entry(channel: &Channel, item: &Item, feed: &mut String) {
    feed.push_str("<entry>\n");
    feed.push_str(&element("id", item.guid.as_deref().unwrap_or_default()));
    feed.push_str(&element("title", &item.title));
    let _ = writeln!(feed, r#"<link href="{}"/>"#, escape(&channel.url_of(item)));
    feed.push_str(&element(
        "published",
        &item.published.map(iso_date).unwrap_or_default(),
    ));
    feed.push_str(&element(
        "updated",
        &changed(item).map(iso_date).unwrap_or_default(),
    ));
    if !item.author.is_empty() {
        let _ = writeln!(
            feed,
            "<author><name>{}</name></author>",
            escape(&item.author)
        );
    }
    for tag in &item.tags {
        let _ = writeln!(feed, r#"<category term="{}"/>"#, escape(tag));
    }
    feed.push_str(&element("summary", &item.teaser));
    if channel.is_full_text {
        let _ = writeln!(
            feed,
            r#"<content type="html">{}</content>"#,
            escape(&item.html)
        );
    }
    feed.push_str("</entry>\n");
}

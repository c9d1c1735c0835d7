//! RSS 2.0 with `content:encoded`, as the common publishing systems write it.

use std::fmt::Write;

use super::{Channel, cdata, element, escape};
use crate::Item;
use crate::dates::rss_date;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:creativeCommons="http://backend.userland.com/creativeCommonsRssModule">
<channel>
"#;

pub(super) fn feed(channel: &Channel, items: &[Item]) -> String {
    let mut feed = String::from(HEAD);
    feed.push_str(&element("title", &channel.title));
    feed.push_str(&element("link", &format!("{}/", channel.home)));
    feed.push_str(&element("description", &channel.description));
    feed.push_str(&element("language", &channel.language));
    feed.push_str(&element("copyright", &channel.rights));
    feed.push_str(&element("creativeCommons:license", &channel.licence));
    let _ = writeln!(
        feed,
        r#"<atom:link href="{}" rel="self" type="application/rss+xml"/>"#,
        escape(&channel.feed_url())
    );
    for one in items {
        item(channel, one, &mut feed);
    }
    feed.push_str("</channel>\n</rss>\n");
    feed
}

fn item(channel: &Channel, item: &Item, feed: &mut String) {
    feed.push_str("<item>\n");
    feed.push_str(&element("title", &item.title));
    feed.push_str(&element("link", &channel.url_of(item)));
    if let Some(guid) = &item.guid {
        let _ = writeln!(feed, r#"<guid isPermaLink="false">{}</guid>"#, escape(guid));
    }
    if let Some(published) = item.published {
        feed.push_str(&element("pubDate", &rss_date(published)));
    }
    feed.push_str(&element("dc:creator", &item.author));
    for tag in &item.tags {
        feed.push_str(&element("category", tag));
    }
    let _ = writeln!(
        feed,
        "<description>{}</description>",
        cdata(&escape(&item.teaser))
    );
    if channel.is_full_text {
        let _ = writeln!(
            feed,
            "<content:encoded>{}</content:encoded>",
            cdata(&item.html)
        );
    }
    feed.push_str("</item>\n");
}

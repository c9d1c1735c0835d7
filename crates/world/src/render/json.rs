//! JSON Feed 1.1.

use serde_json::{Value, json};

use super::Channel;
use crate::Item;
use crate::dates::iso_date;

pub(super) fn feed(channel: &Channel, items: &[Item]) -> String {
    let items: Vec<Value> = items.iter().map(|one| item(channel, one)).collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.description,
        "home_page_url": format!("{}/", channel.home),
        "feed_url": channel.feed_url(),
        "language": channel.language,
        "items": items,
    });
    format!("{feed:#}\n")
}

fn item(channel: &Channel, item: &Item) -> Value {
    let mut value = json!({
        "id": item.guid.clone().unwrap_or_default(),
        "url": channel.url_of(item),
        "title": item.title,
        "summary": item.teaser,
        "tags": item.tags,
    });
    // The specification asks for one of the two; a feed of teasers gives the teaser as text.
    if channel.is_full_text {
        value["content_html"] = json!(item.html);
    } else {
        value["content_text"] = json!(item.teaser);
    }
    if !item.author.is_empty() {
        value["authors"] = json!([{ "name": item.author }]);
    }
    if let Some(published) = item.published {
        value["date_published"] = json!(iso_date(published));
    }
    if let Some(updated) = item.updated {
        value["date_modified"] = json!(iso_date(updated));
    }
    value
}

//! JSON Feed 1.1 (jsonfeed.org/version/1.1).

use serde_json::{Map, Value, json};

use super::{Channel, ChannelItem, rfc3339};

pub(super) fn write(channel: &Channel) -> Vec<u8> {
    let mut feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.page,
        "feed_url": channel.here,
        "language": channel.lang,
        "items": channel.items.iter().map(item).collect::<Vec<_>>(),
    });
    if !channel.subtitle.is_empty() {
        feed["description"] = channel.subtitle.clone().into();
    }
    feed.to_string().into_bytes()
}

fn item(item: &ChannelItem) -> Value {
    let mut value = Map::new();
    let mut put = |name: &str, text: &str| {
        if !text.is_empty() {
            value.insert(name.to_owned(), text.into());
        }
    };
    put("id", &item.id);
    put("url", &item.link);
    put("external_url", &item.original);
    put("title", &item.title);
    put("summary", &item.excerpt);
    put("image", item.image.as_deref().unwrap_or(""));
    put("language", item.lang.as_deref().unwrap_or(""));
    put("date_published", &rfc3339(item.published));
    put("date_modified", &rfc3339(item.updated));
    // An item needs one of `content_html` and `content_text`, even where there is no text.
    let content = match &item.body {
        Some(body) => ("content_html", body),
        None => ("content_text", &item.excerpt),
    };
    value.insert(content.0.to_owned(), content.1.as_str().into());
    value.insert("authors".to_owned(), json!([author(item)]));
    value.insert(
        "_depesche".to_owned(),
        json!({
            "source": item.source.name,
            "source_url": item.source.home,
            "licence": item.source.licence,
        }),
    );
    Value::Object(value)
}

fn author(item: &ChannelItem) -> Value {
    let name = if item.byline.is_empty() {
        item.source.name.clone()
    } else {
        format!("{}, {}", item.byline, item.source.name)
    };
    if item.source.home.is_empty() {
        json!({ "name": name })
    } else {
        json!({ "name": name, "url": item.source.home })
    }
}

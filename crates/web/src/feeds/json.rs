//! JSON Feed 1.1 (jsonfeed.org/version/1.1).

use serde_json::{Map, Value, json};

use super::{Channel, ChannelItem, ChannelTranslation, rfc3339};

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
    put("title", &item.title.text);
    put("summary", item.excerpt.as_ref().map_or("", |it| &it.text));
    put("image", item.image.as_deref().unwrap_or(""));
    put("language", item.lang.as_deref().unwrap_or(""));
    put("date_published", &rfc3339(item.published));
    put("date_modified", &rfc3339(item.updated));
    // An item needs one of `content_html` and `content_text`, even where there is no text.
    let content = match item.content() {
        Some(content) => ("content_html", content),
        None => ("content_text", item.summary("\n\n")),
    };
    value.insert(content.0.to_owned(), content.1.into());
    value.insert("authors".to_owned(), json!([author(item)]));
    let mut ours = json!({
        "source": item.source.name,
        "source_url": item.source.home,
        "licence": item.source.licence,
    });
    if let Some(it) = &item.translated {
        ours["translation"] = translation(it);
    }
    value.insert("_depesche".to_owned(), ours);
    Value::Object(value)
}

fn translation(it: &ChannelTranslation) -> Value {
    let made = &it.made;
    json!({
        "label": it.label,
        "from": it.from,
        "to": made.lang,
        "original_url": it.original,
        "ai_disclosure": it.disclosure.degree,
        "digital_source_type": it.source_type,
        "engines": made.engines,
        "glossary": made.glossary,
        "made_at": rfc3339(made.made_at),
        "reviewed": made.review.is_some(),
        "reviewed_by": made.review.as_ref().map(|review| &review.by),
    })
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

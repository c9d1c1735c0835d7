//! Writes JSON Feed 1.1.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::story::{Paper, Story};

/// The feed as JSON.
pub(crate) fn written(paper: &Paper) -> String {
    let items: Vec<_> = paper.stories.iter().map(item).collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": paper.title,
        "home_page_url": paper.link,
        "items": items,
    });
    feed.to_string()
}

fn item(story: &Story) -> Value {
    let at = Timestamp::from_second(story.published).expect("a time of our days");
    let file = |(url, length): &(String, u64)| json!({ "url": url, "mime_type": "audio/mpeg", "size_in_bytes": length });
    json!({
        "id": story.id,
        "url": story.link,
        "title": story.title,
        "summary": story.summary,
        "content_html": story.content,
        "date_published": at.to_string(),
        "authors": [{ "name": story.author }],
        "tags": story.categories,
        "attachments": story.files.iter().map(file).collect::<Vec<_>>(),
    })
}

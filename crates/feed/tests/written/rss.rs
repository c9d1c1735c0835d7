//! Writes RSS 2.0.

use jiff::Timestamp;

use crate::escape::{Style, attribute, escaped};
use crate::story::{Paper, Story};

/// The feed in RSS 2.0.
pub(crate) fn written(paper: &Paper, style: Style) -> String {
    let title = escaped(&paper.title, style);
    let link = escaped(&paper.link, style);
    let items: Vec<_> = paper
        .stories
        .iter()
        .enumerate()
        .map(|(at, story)| item(story, at, style))
        .collect();
    let items = items.join("\n");
    format!(
        "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\n<channel><title>{title}</title><link>{link}</link>\n\
         {items}</channel></rss>\n"
    )
}

/// An item; its elements begin at another one in each.
fn item(story: &Story, turn: usize, style: Style) -> String {
    let element = |name: &str, text: &str| format!("<{name}>{}</{name}>", escaped(text, style));
    let at = Timestamp::from_second(story.published).expect("a time of our days");
    let files = story.files.iter().map(|(url, length)| {
        let url = attribute(url);
        format!("<enclosure url=\"{url}\" length=\"{length}\" type=\"audio/mpeg\"/>")
    });
    let categories = story
        .categories
        .iter()
        .map(|category| element("category", category));
    let mut elements = [
        element("title", &story.title),
        element("link", &story.link),
        format!(
            "<guid isPermaLink=\"false\">{}</guid>",
            escaped(&story.id, style)
        ),
        element("description", &story.summary),
        element("content:encoded", &story.content),
        element("dc:creator", &story.author),
        element(
            "pubDate",
            &at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string(),
        ),
        categories.collect(),
        files.collect(),
    ];
    let length = elements.len();
    elements.rotate_left(turn % length);
    format!("<item>{}\n</item>", elements.join("\n  "))
}

//! What is wrong with feeds, by theme, and what is read of them all the same.

mod addresses;
mod bounds;
mod cut;
mod markup;
mod metadata;
mod names;
mod strangers;
mod texts;

use depesche_feed::{Entry, Feed, Hints, read};
use url::Url;

/// What is read of a feed that was fetched from `https://base.example/feed`.
fn reading(feed: &str) -> Feed {
    let base = Url::parse("https://base.example/feed").expect("a URL");
    let hints = Hints {
        content_type: None,
        base: Some(&base),
    };
    read(feed.as_bytes(), &hints).unwrap_or_else(|error| panic!("{error}: {feed}"))
}

/// Checks what an RSS item of these elements says, and that nothing behind it is lost.
#[track_caller]
fn check_item(elements: &str, expected: &str) {
    let items = format!("<item>{elements}</item><item><title>next</title></item>");
    let feed = format!("<rss version='2.0'><channel>{items}</channel></rss>");
    let entries = reading(&feed).entries;
    let found: Vec<_> = entries.iter().map(outline).collect();
    assert_eq!(found, [expected, "title: next"], "{elements}");
}

/// Checks what an Atom entry of these elements says, and that nothing behind it is lost.
#[track_caller]
fn check_entry(elements: &str, expected: &str) {
    let entries = format!("<entry>{elements}</entry><entry><title>next</title></entry>");
    let feed = format!("<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>");
    let entries = reading(&feed).entries;
    let found: Vec<_> = entries.iter().map(outline).collect();
    assert_eq!(found, [expected, "title: next"], "{elements}");
}

/// Checks which titles a document's entries have.
#[track_caller]
fn check_titles(feed: &str, expected: &[&str]) {
    let entries = reading(feed).entries;
    let found: Vec<_> = entries.iter().map(|entry| &*entry.title).collect();
    assert_eq!(found, expected, "{feed}");
}

/// What an entry says, in a line.
fn outline(entry: &Entry) -> String {
    let parts = [
        ("title", entry.title.as_str()),
        ("link", &entry.link),
        ("id", &entry.id),
        ("summary", entry.summary.as_str()),
        ("content", entry.content.as_str()),
    ];
    let said: Vec<_> = parts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    said.join(", ")
}

//! JSON Feed, 1.0 and 1.1, and what calls itself so.
//!
//! A value of the wrong type is taken for what it was meant as: a number for an id, one author for
//! a list of them. Texts are moved, never copied.

mod repair;

use jiff::SignedDuration;
use serde_json::{Map, Value};
use url::Url;

use crate::limits::{MAX_LIST, MAX_SHORT, MAX_TEXT};
use crate::resolve::Resolver;
use crate::{
    Enclosure, Entry, Episode, Feed, Format, MAX_ENTRIES, Media, NotAFeed, Text, date, html, number,
};

/// How many values a document may have: each takes 32 bytes and more, however short it is written.
/// The largest real ones have some 100,000.
const MAX_VALUES: usize = 400_000;

type Object = Map<String, Value>;

/// Reads a JSON Feed. `base` is where it was fetched.
///
/// # Errors
///
/// [`NotAFeed::OtherJson`] where it is no JSON, is nested too deep, or has no items.
pub(crate) fn feed(text: &str, base: Option<&Url>) -> Result<Feed, NotAFeed> {
    let values = memchr::memchr2_iter(b',', b':', text.as_bytes()).count();
    if values > MAX_VALUES {
        return Err(NotAFeed::OtherJson);
    }
    let mut complaints = Vec::new();
    let read = serde_json::from_str(text).or_else(|_| {
        complaints.push("the JSON was not valid: it was repaired");
        let repaired = repair::repaired(text).ok_or(NotAFeed::OtherJson)?;
        serde_json::from_str(&repaired).map_err(|_| NotAFeed::OtherJson)
    })?;
    let Value::Object(mut given) = read else {
        return Err(NotAFeed::OtherJson);
    };
    let Some(Value::Array(items)) = given.remove("items") else {
        return Err(NotAFeed::OtherJson);
    };
    let mut reader = Reader {
        resolver: Resolver::new(base, text.len()),
        complaints,
    };
    let mut feed = reader.head(&mut given);
    let items = items.into_iter().filter_map(|item| match item {
        Value::Object(item) => Some(item),
        _ => None,
    });
    let mut entries: Vec<Entry> = Vec::new();
    for item in items {
        if entries.len() == MAX_ENTRIES {
            reader.complain("there are too many entries: the rest was left out");
            break;
        }
        entries.push(reader.entry(item));
    }
    feed.entries = entries;
    feed.pass_on_authors();
    feed.complaints = reader.complaints.into_iter().map(str::to_owned).collect();
    Ok(feed)
}

struct Reader<'a> {
    resolver: Resolver<'a>,
    complaints: Vec<&'static str>,
}

impl Reader<'_> {
    fn complain(&mut self, of: &'static str) {
        if !self.complaints.contains(&of) {
            self.complaints.push(of);
        }
    }

    fn head(&mut self, given: &mut Object) -> Feed {
        let version = word(given, "version");
        let format = match version.trim_end_matches('/').rsplit('/').next() {
            Some("1") => Format::Json10,
            Some("1.1") => Format::Json11,
            _ => {
                self.complain("the version is missing or unknown");
                Format::Json11
            }
        };
        Feed {
            format,
            title: Text::plain(word(given, "title")),
            link: self.link(given, "home_page_url"),
            self_link: self.link(given, "feed_url"),
            next: self.link(given, "next_url"),
            icon: self.link(given, "favicon"),
            image: self.link(given, "icon"),
            subtitle: Text::plain(word(given, "description")),
            language: word(given, "language"),
            authors: authors(given),
            hubs: self.hubs(given),
            ..Feed::default()
        }
    }

    fn hubs(&mut self, given: &mut Object) -> Vec<String> {
        let hubs = objects(given, "hubs").map(|mut hub| word(&mut hub, "url"));
        let hubs: Vec<_> = hubs.filter(|url| !url.is_empty()).collect();
        hubs.iter().map(|url| self.resolver.absolute(url)).collect()
    }

    fn entry(&mut self, mut item: Object) -> Entry {
        if item.get("id").is_some_and(Value::is_number) {
            self.complain("an id that is no text");
        }
        let link = self.link(&mut item, "url");
        let external = self.link(&mut item, "external_url");
        let (link, other) = if link.is_empty() {
            (external, String::new())
        } else {
            (link, external)
        };
        let links = if other.is_empty() || other == link {
            Vec::new()
        } else {
            vec![other]
        };
        let content = match text(&mut item, "content_html") {
            html if html.is_empty() => Text::plain(text(&mut item, "content_text")),
            html => Text::html(html),
        };
        let (enclosures, duration) = self.attachments(&mut item);
        let mut entry = Entry {
            id: word(&mut item, "id"),
            title: Text::plain(word(&mut item, "title")),
            summary: Text::plain(text(&mut item, "summary")),
            authors: authors(&mut item),
            published: date::parse(&word(&mut item, "date_published")),
            updated: date::parse(&word(&mut item, "date_modified")),
            categories: words(&mut item, "tags"),
            language: word(&mut item, "language"),
            media: self.pictures(&mut item),
            podcast: duration.map(|duration| {
                Box::new(Episode {
                    duration: Some(duration),
                    ..Episode::default()
                })
            }),
            link,
            links,
            content,
            enclosures,
            ..Entry::default()
        };
        self.resolve(&mut entry);
        entry
    }

    /// Makes the addresses in an entry's HTML absolute: they were written for its page.
    fn resolve(&mut self, entry: &mut Entry) {
        if !entry.content.is_html() || !html::has_relative(&entry.content) {
            return;
        }
        let base = Url::parse(&entry.link)
            .ok()
            .filter(|own| !own.cannot_be_a_base())
            .or_else(|| self.resolver.base().cloned());
        if let Some(base) = base {
            entry.content = Text::html(html::absolute(&entry.content, &base, &mut self.resolver));
        }
    }

    fn attachments(&mut self, item: &mut Object) -> (Vec<Enclosure>, Option<SignedDuration>) {
        let mut duration = None;
        let mut files = Vec::new();
        for mut file in objects(item, "attachments") {
            let url = self.link(&mut file, "url");
            if url.is_empty() {
                continue;
            }
            let seconds = file.get("duration_in_seconds").and_then(Value::as_f64);
            let is_believable = |seconds: &f64| (0.0..1e7).contains(seconds);
            duration = duration.or(seconds.filter(is_believable).map(|seconds| {
                #[expect(clippy::cast_possible_truncation, reason = "it is below ten million")]
                SignedDuration::from_secs(seconds as i64)
            }));
            files.push(Enclosure {
                url,
                media_type: word(&mut file, "mime_type"),
                length: number::whole(&word(&mut file, "size_in_bytes"))
                    .filter(|length| *length > 0),
            });
        }
        (files, duration)
    }

    fn pictures(&mut self, item: &mut Object) -> Vec<Media> {
        let urls = ["image", "banner_image"].map(|name| self.link(item, name));
        let mut media: Vec<Media> = Vec::new();
        for url in urls {
            if !url.is_empty() && media.iter().all(|one| one.url != url) {
                media.push(Media {
                    url,
                    medium: "image".to_owned(),
                    ..Media::default()
                });
            }
        }
        media
    }

    fn link(&mut self, object: &mut Object, name: &str) -> String {
        let link = word(object, name);
        self.resolver.absolute(&link)
    }
}

/// A short text; a number is taken for one.
fn word(object: &mut Object, name: &str) -> String {
    string(object, name, MAX_SHORT)
}

/// A long text.
fn text(object: &mut Object, name: &str) -> String {
    string(object, name, MAX_TEXT)
}

fn string(object: &mut Object, name: &str, limit: usize) -> String {
    let mut text = match object.remove(name) {
        Some(Value::String(text)) => text,
        Some(Value::Number(number)) => number.to_string(),
        _ => return String::new(),
    };
    if text.len() > limit {
        text.truncate(text.floor_char_boundary(limit));
    }
    let trimmed = text.trim();
    if trimmed.len() < text.len() {
        return trimmed.to_owned();
    }
    text
}

/// The objects of a list; one that stands alone is a list of one.
fn objects(object: &mut Object, name: &str) -> impl Iterator<Item = Object> {
    let list = match object.remove(name) {
        Some(Value::Array(list)) => list,
        Some(one) => vec![one],
        None => Vec::new(),
    };
    let objects = list.into_iter().filter_map(|value| match value {
        Value::Object(object) => Some(object),
        _ => None,
    });
    objects.take(MAX_LIST)
}

fn words(object: &mut Object, name: &str) -> Vec<String> {
    let Some(Value::Array(list)) = object.remove(name) else {
        return Vec::new();
    };
    let mut words: Vec<String> = Vec::new();
    for value in list.into_iter().take(MAX_LIST) {
        if let Value::String(word) = value
            && !word.trim().is_empty()
            && !words.contains(&word)
        {
            words.push(word);
        }
    }
    words
}

/// The names of `authors` (1.1), or of the one `author` (1.0).
fn authors(object: &mut Object) -> Vec<String> {
    let mut people: Vec<Object> = objects(object, "authors").collect();
    people.extend(objects(object, "author"));
    let mut names: Vec<String> = Vec::new();
    for mut person in people {
        let name = ["name", "url"].map(|field| word(&mut person, field));
        let name = name
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or_default();
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::feed;
    use crate::{Format, NotAFeed};

    #[test]
    fn what_is_meant_is_read() {
        let read = feed(
            r#"{"author":{"name":"Mara Quill"},"items":[{"id":17,"content_text":"a < b","tags":["x",3,"x"],
            "attachments":{"url":"https://town.example/a.mp3","duration_in_seconds":61.5}},3]}"#,
            None,
        )
        .expect("it has items");
        let entry = &read.entries[0];
        assert_eq!((read.format, read.entries.len()), (Format::Json11, 1));
        assert_eq!(
            (&*entry.id, &*entry.categories),
            ("17", &["x".to_owned()][..])
        );
        assert_eq!(entry.content.to_html(), "a &lt; b");
        assert_eq!(read.authors, ["Mara Quill"]);
        let episode = entry.podcast.as_ref().expect("it has a duration");
        assert_eq!(episode.duration.map(|length| length.as_secs()), Some(61));
        assert_eq!(read.complaints.len(), 2);
    }

    #[test]
    fn other_json_is_no_feed() {
        for text in ["{}", "[]", "{", r#"{"items":1}"#, &"[".repeat(200_000)] {
            assert_eq!(feed(text, None).err(), Some(NotAFeed::OtherJson));
        }
    }
}

//! An item of a JSON Feed, and the lists that it shares with the feed itself.

use jiff::SignedDuration;
use url::Url;

use super::cursor::Value;
use super::{Reader, set};
use crate::limits::{MAX_LIST, MAX_LISTED, MAX_SHORT, MAX_TEXT};
use crate::{Enclosure, Entry, Episode, Media, Text, date, html, number};

/// The longest name of a person, in bytes: the feed's are copied to each entry.
const MAX_NAME: usize = 1 << 10;

/// The longest time in seconds that is believed to be a duration.
const MAX_SECONDS: f64 = 1e7;

/// The longest number that is read, in bytes.
const MAX_NUMBER: usize = 64;

/// An item as it is written.
#[derive(Default)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    external_url: &'a str,
    title: &'a str,
    summary: &'a str,
    content_html: &'a str,
    content_text: &'a str,
    image: &'a str,
    banner_image: &'a str,
    published: &'a str,
    modified: &'a str,
    language: &'a str,
    authors: Vec<String>,
    tags: Vec<String>,
    /// Of each the address, the type, the size and the duration.
    attachments: Vec<[&'a str; 4]>,
}

impl<'a> Reader<'a> {
    /// Reads an item that has just begun; `None` where the document ends within it.
    pub(super) fn item(&mut self) -> Option<Entry> {
        let mut item = Item::default();
        while let Some(key) = self.json.key() {
            let place = match key {
                "id" => &mut item.id,
                "url" => &mut item.url,
                "external_url" => &mut item.external_url,
                "title" => &mut item.title,
                "summary" => &mut item.summary,
                "content_html" => &mut item.content_html,
                "content_text" => &mut item.content_text,
                "image" => &mut item.image,
                "banner_image" => &mut item.banner_image,
                "date_published" => &mut item.published,
                "date_modified" => &mut item.modified,
                "language" => &mut item.language,
                "authors" | "author" => {
                    self.authors(&mut item.authors);
                    continue;
                }
                "tags" => {
                    self.tags(&mut item.tags);
                    continue;
                }
                "attachments" => {
                    self.attachments(&mut item.attachments);
                    continue;
                }
                _ => {
                    let other = self.json.member();
                    self.json.leave(&other);
                    continue;
                }
            };
            let value = self.json.member();
            if key == "id" && matches!(value, Value::Number(_)) {
                self.json.complain("an id that is no text");
            }
            set(place, self.json.text_of(value));
        }
        (!self.json.is_cut()).then(|| self.entry(item))
    }

    fn entry(&mut self, item: Item<'a>) -> Entry {
        let link = self.link(item.url);
        let external = self.link(item.external_url);
        let (link, other) = if link.is_empty() {
            (external, String::new())
        } else {
            (link, external)
        };
        let is_other = |other: &String| !other.is_empty() && *other != link;
        let links: Vec<_> = [other].into_iter().filter(is_other).collect();
        let (enclosures, duration) = self.files(&item.attachments);
        let podcast = duration.map(|duration| {
            Box::new(Episode {
                duration: Some(duration),
                ..Episode::default()
            })
        });
        let mut entry = Entry {
            id: self.word(item.id),
            title: Text::plain(self.word(item.title)),
            links,
            summary: Text::plain(self.json.resolved(item.summary, MAX_TEXT)),
            content: self.content(&item),
            published: date::parse(&self.word(item.published)),
            updated: date::parse(&self.word(item.modified)),
            language: self.word(item.language),
            media: self.pictures([item.image, item.banner_image]),
            authors: item.authors,
            categories: item.tags,
            link,
            enclosures,
            podcast,
            ..Entry::default()
        };
        self.make_absolute(&mut entry);
        entry
    }

    fn content(&mut self, item: &Item<'a>) -> Text {
        match self.json.resolved(item.content_html, MAX_TEXT) {
            html if html.is_empty() => Text::plain(self.json.resolved(item.content_text, MAX_TEXT)),
            html => Text::html(html),
        }
    }

    /// Makes the addresses in an entry's HTML absolute: they were written for its page.
    fn make_absolute(&mut self, entry: &mut Entry) {
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

    fn files(&mut self, attachments: &[[&'a str; 4]]) -> (Vec<Enclosure>, Option<SignedDuration>) {
        let mut duration = None;
        let mut files = Vec::new();
        for [url, media_type, size, seconds] in attachments {
            let url = self.link(url);
            if url.is_empty() {
                continue;
            }
            duration = duration.or_else(|| duration_of(seconds));
            files.push(Enclosure {
                url,
                media_type: self.word(media_type),
                length: size_of(size),
            });
        }
        (files, duration)
    }

    fn pictures(&mut self, written: [&'a str; 2]) -> Vec<Media> {
        let mut media: Vec<Media> = Vec::new();
        for url in written.map(|url| self.link(url)) {
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

    pub(super) fn link(&mut self, written: &str) -> String {
        let link = self.word(written);
        self.resolver.absolute(&link)
    }

    /// A short text.
    pub(super) fn word(&mut self, written: &str) -> String {
        self.json.resolved(written, MAX_SHORT)
    }

    /// The people of `authors` (1.1), or the one `author` (1.0); one may be a name alone.
    pub(super) fn authors(&mut self, names: &mut Vec<String>) {
        self.each(|reader, value| {
            let written = reader.texts(value, ["name", "url"]);
            let mut resolved = written.map(|name| reader.json.resolved(name, MAX_NAME));
            let name = resolved.iter_mut().find(|name| !name.is_empty());
            add(names, name.map(std::mem::take).unwrap_or_default());
        });
    }

    pub(super) fn hubs(&mut self, hubs: &mut Vec<String>) {
        self.each(|reader, value| {
            let [url] = reader.texts(value, ["url"]);
            let url = reader.link(url);
            add(hubs, url);
        });
    }

    fn tags(&mut self, tags: &mut Vec<String>) {
        self.each(|reader, value| {
            if matches!(value, Value::Object) {
                while let Some(one) = reader.json.next_in(&value) {
                    reader.tag(one, tags);
                }
            } else {
                reader.tag(value, tags);
            }
        });
    }

    fn tag(&mut self, value: Value<'a>, tags: &mut Vec<String>) {
        let written = self.json.text_of(value);
        let tag = self.word(written);
        add(tags, tag);
    }

    fn attachments(&mut self, attachments: &mut Vec<[&'a str; 4]>) {
        let names = ["url", "mime_type", "size_in_bytes", "duration_in_seconds"];
        self.each(|reader, value| {
            let attachment = reader.texts(value, names);
            if attachments.len() < MAX_LIST {
                attachments.push(attachment);
            }
        });
    }

    /// Goes through the list that comes next; what stands alone is a list of one.
    fn each(&mut self, mut take: impl FnMut(&mut Self, Value<'a>)) {
        let value = self.json.member();
        if !matches!(value, Value::List) {
            take(self, value);
            return;
        }
        let mut count = 0;
        while let Some(one) = self.json.element() {
            if count == MAX_LIST || self.listed == MAX_LISTED {
                self.json
                    .complain("a list is too long: the rest of it was left out");
                self.json.leave(&one);
                self.json.leave(&value);
                return;
            }
            count += 1;
            self.listed += 1;
            take(self, one);
        }
    }

    /// Some texts of an object. A text that stands for the object is the first of them.
    fn texts<const N: usize>(&mut self, value: Value<'a>, names: [&str; N]) -> [&'a str; N] {
        let mut texts = [""; N];
        if !matches!(value, Value::Object) {
            texts[0] = self.json.text_of(value);
            return texts;
        }
        while let Some(key) = self.json.key() {
            let text = self.json.text();
            if let Some(at) = names.iter().position(|name| *name == key) {
                set(&mut texts[at], text);
            }
        }
        texts
    }
}

/// Adds a text to a list of different ones.
fn add(list: &mut Vec<String>, text: String) {
    if !text.is_empty() && list.len() < MAX_LIST && !list.contains(&text) {
        list.push(text);
    }
}

fn duration_of(written: &str) -> Option<SignedDuration> {
    let written = written.get(..written.len().min(MAX_NUMBER))?.trim();
    let seconds: f64 = match written.parse() {
        Ok(seconds) => seconds,
        Err(_) => return number::duration(written),
    };
    #[expect(clippy::cast_possible_truncation, reason = "it is below ten million")]
    let whole = SignedDuration::from_secs(seconds as i64);
    (0.0..MAX_SECONDS).contains(&seconds).then_some(whole)
}

/// A size in bytes; some programs write large numbers with an exponent.
fn size_of(written: &str) -> Option<u64> {
    let written = written.get(..written.len().min(MAX_NUMBER))?.trim();
    if !written.contains(['e', 'E']) {
        return number::whole(written);
    }
    let size: f64 = written.parse().ok()?;
    number::whole(&size.to_string())
}

//! JSON Feed, 1.0 and 1.1, and what calls itself so.
//!
//! Most of what is wrong with real ones is wrong in one place: a text that was shortened in the
//! middle of a character, a line end that nobody escaped, a comma too many, an end that is missing.
//! None of that costs an entry. [`cursor`] goes through the document, and what is read of it is kept
//! as it comes, so that neither depths nor floods take more memory than what is kept.
//!
//! A value of the wrong type is taken for what it was meant as: a number for an id, one author for
//! a list of them.

mod cursor;
mod escapes;
mod item;
#[cfg(test)]
mod tests;

use url::Url;

use self::cursor::{Cursor, Value};
use crate::resolve::Resolver;
use crate::{Entry, Feed, Format, MAX_ENTRIES, NotAFeed, Text};

/// How far into a document its first bracket is looked for, in bytes. What servers put before it
/// is much shorter: a guard that keeps browsers from running it (`)]}',`, `while(1);`), the name
/// of a function (`callback(`).
const LOOK: usize = 64;

/// Reads a JSON Feed. `base` is where it was fetched.
///
/// # Errors
///
/// [`NotAFeed::OtherJson`] where it has no items and does not call itself a JSON Feed.
pub(crate) fn feed(text: &str, base: Option<&Url>) -> Result<Feed, NotAFeed> {
    let start = start(text).ok_or(NotAFeed::OtherJson)?;
    let mut reader = Reader {
        json: Cursor::new(&text[start..]),
        resolver: Resolver::new(base, text.len()),
        listed: 0,
    };
    if start > 0 {
        reader
            .json
            .complain("what stands before the feed was left out");
    }
    reader.feed().ok_or(NotAFeed::OtherJson)
}

/// Whether a JSON object begins the document but for what keeps browsers from running it.
pub(crate) fn is_guarded(text: &str) -> bool {
    start(text).is_some()
}

/// Where the object begins that may be a feed.
fn start(text: &str) -> Option<usize> {
    let near = &text.as_bytes()[..text.len().min(LOOK)];
    let start = memchr::memchr3(b'{', b'[', b'<', near)?;
    let rest = text[start..].strip_prefix('{')?.trim_start();
    (start == 0 || rest.starts_with('"')).then_some(start)
}

/// What reads a document.
struct Reader<'a> {
    json: Cursor<'a>,
    resolver: Resolver<'a>,
    /// How many elements of lists have been read.
    listed: usize,
}

/// A feed as it is written.
#[derive(Default)]
struct Head<'a> {
    version: &'a str,
    title: &'a str,
    description: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    next_url: &'a str,
    icon: &'a str,
    favicon: &'a str,
    language: &'a str,
    authors: Vec<String>,
    hubs: Vec<String>,
    has_items: bool,
    entries: Vec<Entry>,
}

impl<'a> Reader<'a> {
    fn feed(mut self) -> Option<Feed> {
        let root = self.json.member();
        if !matches!(root, Value::Object) {
            return None;
        }
        let head = self.head();
        // A list of nothing is `null` in some languages.
        if !head.has_items && !head.version.contains("jsonfeed.org") {
            return None;
        }
        if self.json.is_cut() {
            self.json.complain("the document ends in the middle");
        } else if !self.json.rest().trim().is_empty() {
            self.json
                .complain("what stands after the feed was left out");
        }
        let mut feed = self.finish(head);
        feed.pass_on_authors();
        feed.complaints = self.json.into_complaints();
        Some(feed)
    }

    fn head(&mut self) -> Head<'a> {
        let mut head = Head::default();
        while let Some(key) = self.json.key() {
            let place = match key {
                "version" => &mut head.version,
                "title" => &mut head.title,
                "description" => &mut head.description,
                "home_page_url" => &mut head.home_page_url,
                "feed_url" => &mut head.feed_url,
                "next_url" => &mut head.next_url,
                "icon" => &mut head.icon,
                "favicon" => &mut head.favicon,
                "language" => &mut head.language,
                "authors" | "author" => {
                    self.authors(&mut head.authors);
                    continue;
                }
                "hubs" => {
                    self.hubs(&mut head.hubs);
                    continue;
                }
                "items" => {
                    head.has_items |= self.items(&mut head.entries);
                    continue;
                }
                _ => {
                    let other = self.json.member();
                    self.json.leave(&other);
                    continue;
                }
            };
            set(place, self.json.text());
        }
        head
    }

    /// Reads the items that come next; says whether they are a list.
    fn items(&mut self, entries: &mut Vec<Entry>) -> bool {
        let items = self.json.member();
        if !matches!(items, Value::List | Value::Object) {
            return false;
        }
        while let Some(item) = self.json.next_in(&items) {
            if !matches!(item, Value::Object) {
                self.json.leave(&item);
            } else if entries.len() == MAX_ENTRIES {
                self.json
                    .complain("there are too many entries: the rest was left out");
                self.json.leave(&item);
                self.json.leave(&items);
                break;
            } else if let Some(entry) = self.item() {
                // Doubling would hold thousands of empty places.
                if entries.len() == entries.capacity() {
                    entries.reserve_exact(entries.len() / 4 + 16);
                }
                entries.push(entry);
            }
        }
        matches!(items, Value::List)
    }

    fn finish(&mut self, head: Head<'_>) -> Feed {
        let version = self.word(head.version);
        let format = match version.trim_end_matches('/').rsplit('/').next() {
            Some("1") => Format::Json10,
            Some("1.1") => Format::Json11,
            _ => {
                self.json.complain("the version is missing or unknown");
                Format::Json11
            }
        };
        let mut entries = head.entries;
        entries.shrink_to_fit();
        Feed {
            format,
            title: Text::plain(self.word(head.title)),
            link: self.link(head.home_page_url),
            self_link: self.link(head.feed_url),
            next: self.link(head.next_url),
            icon: self.link(head.favicon),
            image: self.link(head.icon),
            subtitle: Text::plain(self.word(head.description)),
            language: self.word(head.language),
            authors: head.authors,
            hubs: head.hubs,
            entries,
            ..Feed::default()
        }
    }
}

/// Takes what is said of a member. Where it is said twice, the last counts that says something.
fn set<'a>(place: &mut &'a str, text: &'a str) {
    if !text.is_empty() {
        *place = text;
    }
}

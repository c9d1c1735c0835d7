//! The candidates: every way to read a feed that we compare, each as it is called for news.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use quick_xml::events::Event;
use url::Url;

/// A way to read a feed.
pub struct Reader {
    /// Its crate.
    pub name: &'static str,
    /// What it finds in these bytes (entries, or events), or `None` where it gives up.
    run: fn(&[u8]) -> Option<usize>,
    /// Whether it delivers entries, so that it can fail on a feed; the others are yardsticks.
    pub is_parser: bool,
}

/// The name of ours.
pub const OURS: &str = "depesche-feed";

/// The name of the one that all are measured against.
pub const YARDSTICK: &str = "feed-rs";

/// All candidates. The others do not clean HTML either: ours leaves that to the room `read`.
pub const READERS: &[Reader] = &[
    parser(OURS, ours),
    parser(YARDSTICK, feed_rs),
    parser("feedparser-rs", feedparser_rs),
    parser("rss + atom_syndication", rss_and_atom),
    scanner("quick-xml events", events),
    scanner("memchr <", less_than_signs),
];

impl Reader {
    /// Reads, and takes a panic for giving up.
    pub fn read(&self, bytes: &[u8]) -> Option<usize> {
        catch_unwind(AssertUnwindSafe(|| (self.run)(bytes)))
            .ok()
            .flatten()
    }

    /// Whether this is the reader of this name.
    pub fn is(&self, name: &str) -> bool {
        self.name == name
    }
}

/// Reads a feed with ours, as an import does: with the address that it came from.
pub fn ours(bytes: &[u8]) -> Option<usize> {
    let hints = depesche_feed::Hints {
        content_type: None,
        base: Some(&BASE),
    };
    Some(depesche_feed::read(bytes, &hints).ok()?.entries.len())
}

/// Where a feed is said to come from.
static BASE: LazyLock<Url> =
    LazyLock::new(|| Url::parse("https://feeds.example/news/feed.xml").expect("it is a URL"));

const fn parser(name: &'static str, run: fn(&[u8]) -> Option<usize>) -> Reader {
    Reader {
        name,
        run,
        is_parser: true,
    }
}

const fn scanner(name: &'static str, run: fn(&[u8]) -> Option<usize>) -> Reader {
    Reader {
        name,
        run,
        is_parser: false,
    }
}

fn feed_rs(bytes: &[u8]) -> Option<usize> {
    let parser = feed_rs::parser::Builder::new()
        .base_uri(Some(BASE.as_str()))
        .sanitize_content(false)
        .build();
    Some(parser.parse(bytes).ok()?.entries.len())
}

fn feedparser_rs(bytes: &[u8]) -> Option<usize> {
    let options = feedparser_rs::ParseOptions {
        sanitize_html: false,
        ..feedparser_rs::ParseOptions::default()
    };
    let feed = feedparser_rs::parse_with_options(bytes, &options).ok()?;
    Some(feed.entries.len())
}

/// Two crates share the work; which of them is right shows at the first tag, so that trying both
/// costs little.
fn rss_and_atom(bytes: &[u8]) -> Option<usize> {
    match rss::Channel::read_from(bytes) {
        Ok(channel) => Some(channel.items.len()),
        Err(rss::Error::InvalidStartTag) => {
            let feed = atom_syndication::Feed::read_from(bytes).ok()?;
            Some(feed.entries.len())
        }
        Err(_) => None,
    }
}

fn events(bytes: &[u8]) -> Option<usize> {
    let mut reader = quick_xml::Reader::from_reader(bytes);
    let mut count = 0;
    while !matches!(reader.read_event().ok()?, Event::Eof) {
        count += 1;
    }
    (count > 1).then_some(count)
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "candidates may give up; this one never does"
)]
fn less_than_signs(bytes: &[u8]) -> Option<usize> {
    Some(memchr::memchr_iter(b'<', bytes).count())
}

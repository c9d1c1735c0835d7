//! From what a feed says to what the store takes.

use depesche_feed::{Entry, Feed};
use depesche_model::digest::{Hasher, hex};
use depesche_model::picture::Lead;
use depesche_model::text::shorten;
use depesche_model::{Article, Body, FeedId, Lang, Languages, Segment, SegmentKind};
use jiff::Timestamp;
use url::Url;

use crate::clean::{clean, plain, plain_to};
use crate::date::believed;
use crate::identity::{Marks, Site};
use crate::language::{evident, language, prior};
use crate::lead_picture;
use crate::picture::worded;
use crate::segment::segments;

/// The longest teaser that is looked at for a lead, in characters.
const TEASER_CHARS: usize = 2 * Article::LEAD_CHARS;

/// From how many characters on a text may be the whole article.
const FULL_TEXT_CHARS: usize = 1_000;

/// How many categories of an entry are kept.
const MAX_CATEGORIES: usize = 32;

/// How a teaser says that there is more elsewhere.
const MORE: [&str; 8] = [
    "…",
    "...",
    "[…]",
    "[...]",
    "read more",
    "continue reading",
    "weiterlesen",
    "lire la suite",
];

/// How much of a text's end is looked at for that, in characters.
const TAIL_CHARS: usize = 32;

/// What is known of the feed before it is read.
#[derive(Clone, Copy, Debug)]
pub struct FeedFacts<'a> {
    /// The feed.
    pub id: FeedId,
    /// Where it was fetched.
    pub url: &'a Url,
    /// The home page of its source; empty where unknown.
    pub home: &'a str,
    /// The language of its source, where known.
    pub language: Option<&'a Lang>,
    /// Which languages its last articles were in.
    pub languages: &'a Languages,
}

/// An entry as the store takes it.
#[derive(Clone, Debug)]
pub struct ReadEntry {
    /// What it can be known by: [`crate::identities`] says which entry it is, and the address of
    /// its article.
    pub marks: Marks,
    /// Hash of everything that makes a version (title, byline, text), in hex.
    pub content_hash: String,
    /// The headline, plain text; where the feed gives none, the beginning of the text, or the
    /// address. Never empty.
    pub title: String,
    /// Who wrote it, plain text; may be empty.
    pub byline: String,
    /// The beginning of the text, plain, at most [`Article::LEAD_CHARS`].
    pub lead: String,
    /// The language it is written in, where known.
    pub language: Option<Lang>,
    /// When it was published: never later than `now`, which stands in where the feed says nothing
    /// that can be believed.
    pub published_at: Timestamp,
    /// When it was changed, where the feed says so; never later than `now`.
    pub modified_at: Option<Timestamp>,
    /// Its text, cleaned, in blocks.
    pub body: Body,
    /// The picture that stands for it.
    pub picture: Option<Lead>,
    /// Whether the feed seems to give the whole text and not only a teaser.
    pub has_full_text: bool,
    /// Its categories, plain text, each once.
    pub categories: Vec<String>,
}

/// Turns a reading into what the store takes but for the entries' identities, in the feed's order;
/// and which languages the feed's articles are in, these included.
///
/// Entries that say nothing at all are left out.
pub fn articles(
    reading: &Feed,
    feed: &FeedFacts<'_>,
    now: Timestamp,
) -> (Vec<ReadEntry>, Languages) {
    let home = if reading.link.is_empty() {
        feed.home
    } else {
        &reading.link
    };
    let site = Site::new(feed.url, home);
    let entries = reading.entries.iter();
    let mut entries: Vec<_> = entries
        .map(|entry| article(entry, &site, feed.url, now))
        .filter(|entry| !entry.title.is_empty())
        .collect();
    let declared = Lang::parse(&reading.language).or_else(|| feed.language.cloned());
    let languages = tell_languages(&mut entries, declared.as_ref(), feed.languages);
    (entries, languages)
}

/// Replaces what entries claim of their languages by what they are in. A document is read with its
/// own entries for history, too: most of what is ever read of a feed is its first document.
fn tell_languages(
    entries: &mut [ReadEntry],
    declared: Option<&Lang>,
    before: &Languages,
) -> Languages {
    let said = |entry: &ReadEntry| format!("{}. {}", entry.title, entry.lead);
    let mut languages = before.clone();
    for lang in entries.iter().filter_map(|entry| evident(&said(entry))) {
        languages.hear(&lang);
    }
    let prior = prior(declared, &languages);
    for entry in entries {
        // What the feed says of all of them it may say of each.
        let own = entry.language.take();
        let own = own.filter(|own| Some(own) != declared);
        entry.language = language(&said(entry), own.as_ref().or(prior));
    }
    languages
}

/// What an entry says; its language is the one that it claims.
fn article(entry: &Entry, site: &Site<'_>, feed_url: &Url, now: Timestamp) -> ReadEntry {
    let base = Url::parse(&entry.link).ok();
    // What a feed calls its long text is the shorter one now and then.
    let given = if entry.content.len() < entry.summary.len() {
        &entry.summary
    } else {
        &entry.content
    };
    let base = base.as_ref().unwrap_or(feed_url);
    let body = segments(&clean(&given.to_html(), Some(base)));
    let text = beginning(&body);
    let title = title(entry, &text);
    let lead = lead(entry, &title, &text);
    let published = believed(entry.published, now);
    let updated = believed(entry.updated, now);
    let published_at = published.or(updated).unwrap_or(now);
    let byline = byline(&entry.authors);
    let content_hash = content_hash(&title, &byline, &body);
    let marks = Marks::of(entry, site, &title, published.or(updated), &content_hash);
    ReadEntry {
        marks,
        content_hash,
        language: Lang::parse(&entry.language),
        published_at,
        modified_at: updated.filter(|updated| *updated > published_at),
        has_full_text: has_full_text(entry, &body),
        picture: lead_picture::of_entry(entry, &body, base),
        categories: categories(&entry.categories),
        title,
        byline,
        lead,
        body,
    }
}

/// The entry's title, or else what it is told by: its first words, its address, its GUID.
fn title(entry: &Entry, text: &str) -> String {
    let file = entry.enclosures.first().map_or("", |file| &file.url);
    let others = [text, &entry.link, file, &entry.id].into_iter();
    let others = others.map(|other| shorten(&plain(other), 100).0);
    let mut titles = std::iter::once(plain(&entry.title.to_html())).chain(others);
    titles.find(|title| !title.is_empty()).unwrap_or_default()
}

/// The plain text of the first blocks, as much as a lead needs.
fn beginning(body: &Body) -> String {
    let mut text = String::with_capacity(2 * TEASER_CHARS);
    for segment in &body.0 {
        if text.len() > TEASER_CHARS {
            break;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        segment.html.text_into(&mut text);
    }
    text
}

/// The feed's own teaser, or else the beginning of the text; without the title in front of it.
fn lead(entry: &Entry, title: &str, text: &str) -> String {
    let teaser = if entry.content.is_empty() {
        String::new()
    } else {
        plain_to(&entry.summary.to_html(), TEASER_CHARS)
    };
    let lead = [without_title(&teaser, title), without_title(text, title)]
        .into_iter()
        .find(|lead| !lead.is_empty())
        .unwrap_or_default();
    shorten(lead, Article::LEAD_CHARS).0
}

fn without_title<'a>(text: &'a str, title: &str) -> &'a str {
    match text.strip_prefix(title) {
        Some(rest) if !rest.starts_with(char::is_alphanumeric) => {
            rest.trim_start_matches(|c: char| c.is_whitespace() || ".:–-|".contains(c))
        }
        _ => text,
    }
}

fn byline(authors: &[String]) -> String {
    let names = authors.iter().map(|author| plain(author));
    // An address alone is no name, and nobody meant to publish it.
    let names: Vec<_> = names
        .filter(|name| !name.is_empty() && !is_address(name))
        .take(8)
        .collect();
    shorten(&names.join(", "), 200).0
}

fn is_address(name: &str) -> bool {
    name.contains('@') && !name.contains(' ')
}

fn categories(given: &[String]) -> Vec<String> {
    let mut categories: Vec<String> = Vec::new();
    for category in given.iter().map(|category| plain_to(category, 100)) {
        let is_known = categories
            .iter()
            .any(|known| known.eq_ignore_ascii_case(&category));
        if !is_known && !category.is_empty() && categories.len() < MAX_CATEGORIES {
            categories.push(category);
        }
    }
    categories
}

/// A guess: a text that is long, does not break off, and is not what the feed itself calls a
/// summary unless it has paragraphs.
fn has_full_text(entry: &Entry, body: &Body) -> bool {
    let wanted = if entry.content.is_empty() {
        2 * FULL_TEXT_CHARS
    } else {
        FULL_TEXT_CHARS.max(entry.summary.chars().count() / 10 * 8)
    };
    if entry.content.is_empty() && worded(body).take(4).count() < 4 {
        return false;
    }
    let mut text = String::with_capacity(2 * wanted.min(FULL_TEXT_CHARS));
    let mut segments = body.0.iter();
    let is_long = segments.any(|segment| {
        segment.html.text_into(&mut text);
        text.len() >= wanted && text.chars().count() >= wanted
    });
    let is_said = |segment: &&Segment| segment.kind != SegmentKind::Figure;
    let last = body.0.iter().rfind(is_said);
    let end = last.map_or(String::new(), |last| last.html.text());
    let tail = end.char_indices().rev().nth(TAIL_CHARS);
    let end = end[tail.map_or(0, |(at, _)| at)..].to_lowercase();
    is_long && !MORE.iter().any(|more| end.ends_with(more))
}

fn content_hash(title: &str, byline: &str, body: &Body) -> String {
    let mut hash = Hasher::new();
    for part in [title, byline] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    for words in worded(body) {
        hash.update(words.as_bytes());
        hash.update([0]);
    }
    hex(&hash.finish())
}

#[cfg(test)]
mod tests {
    use depesche_feed::{Hints, read};
    use depesche_model::{FeedId, Lang, Languages};
    use jiff::Timestamp;
    use url::Url;

    use super::{FeedFacts, ReadEntry, articles};

    const NOW: &str = "2026-03-01T12:00:00Z";

    fn read_items(items: &str) -> Vec<ReadEntry> {
        let url = Url::parse("https://town.example/feed").expect("a URL");
        let feed = format!(
            "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'>\
             <channel><title>T</title><language>en</language>{items}</channel></rss>"
        );
        let reading = read(feed.as_bytes(), &Hints::default()).expect("a feed");
        let facts = FeedFacts {
            id: FeedId(1),
            url: &url,
            home: "",
            language: None,
            languages: &Languages::default(),
        };
        articles(&reading, &facts, NOW.parse().expect("a time")).0
    }

    fn read_one(item: &str) -> ReadEntry {
        read_items(&format!("<item>{item}</item>"))
            .pop()
            .expect("an entry")
    }

    #[test]
    fn an_entry_becomes_an_article() {
        let entry = read_one(
            "<title>Bridge &amp;amp; harbour</title><link>/a?utm_source=x</link><guid isPermaLink='false'>7</guid>\
             <author>desk@town.example (Mara Quill)</author><category>Town</category><category>town</category>\
             <pubDate>Sat, 28 Feb 2026 10:00:00 GMT</pubDate>\
             <description>Bridge &amp;amp; harbour: closed until Friday.</description>",
        );
        assert_eq!(entry.title, "Bridge & harbour");
        assert_eq!(entry.marks.url, "https://town.example/a");
        assert_eq!(
            entry.marks.identities()[..2],
            ["url:town.example/a", "id:7"]
        );
        assert_eq!(entry.byline, "Mara Quill");
        assert_eq!(entry.lead, "closed until Friday.");
        assert_eq!(entry.categories, ["Town"]);
        assert_eq!(entry.language, Lang::parse("en"));
        assert_eq!(entry.published_at.to_string(), "2026-02-28T10:00:00Z");
        assert_eq!(
            entry.body.html().as_str().trim(),
            "<p>Bridge &amp; harbour: closed until Friday.</p>"
        );
        assert!(!entry.has_full_text);
    }

    #[test]
    fn a_feeds_own_entries_tell_what_it_is_usually_in() {
        let texts = [
            "Die Brücke am Hafen bleibt bis Freitag gesperrt",
            "Der Markt wird wieder größer als im letzten Jahr",
            "Warum die Preise für Strom nicht sinken",
            "Das ist der neue Fahrplan der Hafenbahn",
            "Mara Quill",
            "Why the price of electricity is not going down",
        ];
        let items = texts.map(|title| format!("<item><title>{title}</title></item>"));
        let found = read_items(&items.concat());
        let found: Vec<_> = found
            .iter()
            .map(|entry| entry.language.as_ref().map_or("", Lang::as_str))
            .collect();
        assert_eq!(found, ["de", "de", "de", "de", "de", "en"]);
    }

    #[test]
    fn dates_that_cannot_be_true_are_now() {
        let now: Timestamp = NOW.parse().expect("a time");
        for date in [
            "",
            "<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>",
            "<pubDate>1 Jan 2099</pubDate>",
            "<pubDate>soon</pubDate>",
        ] {
            assert_eq!(
                read_one(&format!("<title>t</title>{date}")).published_at,
                now,
                "{date}"
            );
        }
    }

    #[test]
    fn what_makes_a_version_makes_the_hash() {
        let hash = |item: &str| read_one(item).content_hash;
        let old = hash("<title>t</title><description>x  y</description>");
        assert_eq!(
            old,
            hash("<title>t</title><description>x y</description><pubDate>28 Feb 2026</pubDate>")
        );
        assert_ne!(old, hash("<title>t</title><description>x z</description>"));
        assert_ne!(old, hash("<title>u</title><description>x y</description>"));
    }

    #[test]
    fn a_whole_text_is_told_from_a_teaser() {
        let paragraph = "&lt;p&gt;The bridge by the harbour stays closed until Friday.&lt;/p&gt;";
        let full = paragraph.repeat(30);
        assert!(read_one(&format!("<title>t</title><content:encoded>{full}</content:encoded><description>s</description>")).has_full_text);
        assert!(
            !read_one(&format!(
                "<title>t</title><content:encoded>{full} Read more</content:encoded>"
            ))
            .has_full_text
        );
        assert!(
            !read_one(&format!(
                "<title>t</title><description>{paragraph}</description>"
            ))
            .has_full_text
        );
    }

    #[test]
    fn an_entry_without_a_title_has_its_first_words() {
        assert_eq!(
            read_one("<description>&lt;p&gt;Just a note.&lt;/p&gt;</description>").title,
            "Just a note."
        );
        assert_eq!(read_one("<link>/a</link>").title, "/a");
        assert!(read_items("<item></item>").is_empty());
    }
}

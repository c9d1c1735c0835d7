//! What a web page says of its site's feeds.

use std::borrow::Cow;

use url::Url;

use super::{Candidate, MAX_CANDIDATES, MAX_URL_BYTES, Origin, absolute, ranked, short, sites};
use crate::tag::{Tag, tags};
use crate::{decode, reference};

/// How much of a page is looked at, in bytes.
pub(super) const MAX_BYTES: usize = 4 << 20;

/// How many links of a page's text are looked at. Front pages have some hundreds.
const MAX_ANCHORS: usize = 20_000;

/// Media types of many things, which are feeds where `rel` says so: `application/json` is what some
/// sites give their JSON Feed; `text/xml` and `application/xml` are what others give any feed.
const VAGUE_TYPES: [&str; 5] = [
    "application/json",
    "application/xml",
    "text/xml",
    "text/json",
    "application/rdf+xml",
];

/// Finds the feeds that a web page names: those of its head (`<link rel=alternate>`) in its order,
/// then what its software's or its site's rules say, then links of its text that look like feeds;
/// feeds of comments last ([`ranked`]). `base` is where the page was fetched; its own `<base>` goes
/// before it.
pub fn discover(html: &[u8], base: &Url) -> Vec<Candidate> {
    let decoded = decode(&html[..html.len().min(MAX_BYTES)], None);
    let mut page = Page::new(base);
    let mut raw: Option<&str> = None;
    for tag in tags(&decoded.text) {
        let name = tag.name.to_ascii_lowercase();
        match raw {
            // What a script writes is no tag of the page.
            Some(end) if name != end => continue,
            Some(_) => raw = None,
            None => page.take(&name, &tag, &decoded.text),
        }
        raw = match &*name {
            "script" => Some("/script"),
            "style" => Some("/style"),
            _ => raw,
        };
    }
    ranked(page.candidates())
}

/// What was found so far.
struct Page {
    fetched: Url,
    /// What relative links start from.
    base: Url,
    has_base: bool,
    has_canonical: bool,
    anchors: usize,
    head: Vec<Candidate>,
    rules: Vec<Candidate>,
    /// Links whose address looks like a feed's.
    body: Vec<Candidate>,
    /// Links that only their text calls a feed: most often pages about feeds, so that they count
    /// where there is nothing better.
    called: Vec<Candidate>,
}

impl Page {
    fn new(fetched: &Url) -> Self {
        Self {
            fetched: fetched.clone(),
            base: fetched.clone(),
            has_base: false,
            has_canonical: false,
            anchors: 0,
            head: Vec::new(),
            rules: Vec::new(),
            body: Vec::new(),
            called: Vec::new(),
        }
    }

    fn take(&mut self, name: &str, tag: &Tag<'_>, text: &str) {
        match name {
            "base" => self.take_base(&tag.value("href")),
            "link" => self.take_link(tag),
            "meta" if self.rules.len() < MAX_CANDIDATES => self.take_meta(tag),
            "a" | "area" => self.take_anchor(tag, &text[tag.end..]),
            _ => {}
        }
    }

    /// The first one counts (HTML Standard); a long one would be copied for each link.
    fn take_base(&mut self, href: &str) {
        if !std::mem::replace(&mut self.has_base, true) && href.len() <= MAX_URL_BYTES {
            self.base = self.base.join(href).unwrap_or_else(|_| self.base.clone());
        }
    }

    fn take_link(&mut self, tag: &Tag<'_>) {
        let rel = tag.value("rel").to_ascii_lowercase();
        if rel.split_ascii_whitespace().any(|rel| rel == "canonical") {
            self.take_canonical(&tag.value("href"));
        } else if self.head.len() < 4 * MAX_CANDIDATES {
            self.head.extend(self.link(tag, &rel, Origin::Head));
        }
    }

    /// What a link says to be a feed, in the head or in the text.
    fn link(&self, tag: &Tag<'_>, rel: &str, origin: Origin) -> Option<Candidate> {
        let has = |names: &[&str]| rel.split_ascii_whitespace().any(|rel| names.contains(&rel));
        let is_feed = has(&["feed", "service.feed"]);
        let is_alternate = is_feed || has(&["alternate", "alternative"]);
        let media_type = tag.value("type").to_ascii_lowercase();
        let media_type = media_type.split(';').next().unwrap_or_default().trim();
        let url = absolute(&self.base, &tag.value("href"))?;
        let is_named = if is_of_feeds(media_type) {
            // Some forget `rel`; `replies` is what Blogger calls a feed of comments.
            is_alternate || rel.trim().is_empty() || has(&["replies", "self"])
        } else if media_type.is_empty() {
            is_feed || is_alternate && tag.value("hreflang").is_empty() && is_feed_like(&url)
        } else {
            is_feed || is_alternate && VAGUE_TYPES.contains(&media_type)
        };
        let mut title = short(&tag.value("title"));
        if title.is_empty() && has(&["replies"]) {
            title.push_str("Comments");
        }
        let media_type = media_type.to_owned();
        (is_named && !is_of_other_kind(&url)).then_some(Candidate {
            title,
            url,
            media_type,
            origin,
        })
    }

    /// A page that has another address may have rules there: a channel behind its nickname.
    fn take_canonical(&mut self, href: &str) {
        if std::mem::replace(&mut self.has_canonical, true) {
            return;
        }
        let canonical = absolute(&self.base, href);
        let canonical = canonical.filter(|url| url.host_str() == self.fetched.host_str());
        let found = canonical.iter().flat_map(sites::of_site);
        self.rules
            .extend(found.filter(|found| found.origin == Origin::Site).take(4));
    }

    fn take_meta(&mut self, tag: &Tag<'_>) {
        let name = [
            tag.value("name"),
            tag.value("property"),
            tag.value("itemprop"),
        ];
        let name = name
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or_default();
        let content = tag.value("content");
        match &*name.to_ascii_lowercase() {
            "generator" | "og:platform" | "powered-by" => {
                self.rules
                    .extend(sites::of_software(&content, &self.fetched));
            }
            "channelid" | "identifier" => {
                self.rules
                    .extend(sites::of_channel(&content, &self.fetched));
            }
            _ => {}
        }
    }

    fn take_anchor(&mut self, tag: &Tag<'_>, after: &str) {
        self.anchors += 1;
        if self.anchors > MAX_ANCHORS || self.body.len() >= 2 * MAX_CANDIDATES {
            return;
        }
        let rel = tag.value("rel").to_ascii_lowercase();
        if let Some(found) = self
            .link(tag, &rel, Origin::Body)
            .filter(|_| !rel.is_empty())
        {
            return self.body.push(found);
        }
        let href = tag.value("href");
        let Some(url) = absolute(&self.base, &href).filter(|url| !is_of_other_kind(url)) else {
            return;
        };
        let is_like = is_feed_like(&url) || href.trim_start().starts_with("feed:");
        if !is_like && self.called.len() >= MAX_CANDIDATES {
            return;
        }
        let text = link_text(tag, after);
        let found = Candidate {
            title: text.clone(),
            url,
            media_type: String::new(),
            origin: Origin::Body,
        };
        if is_like {
            self.body.push(found);
        } else if is_called_feed(&text) || is_called_feed(&tag.value("class")) {
            self.called.push(found);
        }
    }

    fn candidates(self) -> Vec<Candidate> {
        let linked = if self.body.is_empty() {
            self.called
        } else {
            self.body
        };
        let all = self.head.into_iter().chain(self.rules);
        all.chain(linked).collect()
    }
}

/// Whether a media type is one of feeds alone. There are many: `application/rss+xml`, `text/rss`,
/// `application/x.atom+xml`, `application/feed+json`.
fn is_of_feeds(media_type: &str) -> bool {
    let kind = media_type
        .split_once('/')
        .map_or(media_type, |(_, kind)| kind);
    let kind = kind.trim_start_matches("x-").trim_start_matches("x.");
    matches!(
        kind,
        "rss+xml" | "atom+xml" | "feed+json" | "rss" | "atom" | "rss-xml" | "atom-xml" | "rss_xml"
    )
}

/// Whether an address is one of what is no feed, although it looks or is named like one: REST
/// resources of `WordPress`, oEmbed, readers' and validators' pages about a feed.
fn is_of_other_kind(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = url.path();
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ABOUT_FEEDS.contains(&host)
        || path.contains("/wp-json/")
        || path.contains("/oembed")
        || matches!(ending, "opml" | "png" | "svg" | "gif" | "jpg" | "webp")
}

/// Sites whose links lead to a page about a feed.
const ABOUT_FEEDS: [&str; 9] = [
    "feedly.com",
    "inoreader.com",
    "newsblur.com",
    "theoldreader.com",
    "netvibes.com",
    "add.my.yahoo.com",
    "validator.w3.org",
    "feedvalidator.org",
    "rssboard.org",
];

/// Whether an address looks like a feed's.
pub(super) fn is_feed_like(url: &Url) -> bool {
    let path = url.path().trim_end_matches('/').to_ascii_lowercase();
    let last = path.rsplit('/').next().unwrap_or_default();
    let (name, ending) = last.rsplit_once('.').unwrap_or((last, ""));
    let is_name = |name| matches!(name, "feed" | "feeds" | "rss" | "rss2" | "atom" | "rdf");
    let is_like = match ending {
        "" | "json" => is_name(name),
        "rss" | "atom" | "rdf" => true,
        "xml" => {
            is_name(name)
                || matches!(name, "index" | "news" | "blog" | "podcast")
                || name.contains("rss")
                || name.contains("feed")
                || name.contains("atom")
        }
        "php" | "asp" | "aspx" | "cgi" | "html" | "do" => matches!(name, "feed" | "rss" | "atom"),
        _ => false,
    };
    is_like || path.ends_with("/feeds/posts/default") || url.query_pairs().any(is_feed_query)
}

fn is_feed_query((name, value): (Cow<'_, str>, Cow<'_, str>)) -> bool {
    let is_format = matches!(
        &*value,
        "rss" | "rss2" | "rss20" | "atom" | "rdf" | "jsonfeed"
    );
    match &*name.to_ascii_lowercase() {
        "feed" => is_format || matches!(&*value, "json" | "feed"),
        "format" | "type" | "output" | "alt" | "action" | "view" | "tmpl" => is_format,
        "page" => value == "backend",
        "rss" | "atom" => value.is_empty() || value == "1" || value == "true",
        _ => false,
    }
}

/// Whether a text has a feed's word in it: "RSS", "Atom-Feed", "News feed".
fn is_called_feed(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).take(20);
    words.any(|word| {
        ["rss", "atom", "feed", "webfeed"]
            .iter()
            .any(|w| word.eq_ignore_ascii_case(w))
    })
}

fn link_text(tag: &Tag<'_>, after: &str) -> String {
    let text = beginning(after.split('<').next().unwrap_or_default().trim());
    [
        reference::resolved(text),
        tag.value("title"),
        tag.value("aria-label"),
    ]
    .iter()
    .map(|text| short(text))
    .find(|text| !text.is_empty())
    .unwrap_or_default()
}

/// As much of a link's text as a title needs.
fn beginning(text: &str) -> &str {
    text.char_indices()
        .nth(800)
        .map_or(text, |(end, _)| &text[..end])
}

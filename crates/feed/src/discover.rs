//! Finds the feeds that a web page names.

use url::Url;

use crate::tag::{Tag, tags};
use crate::{decode, reference};

/// How much of a page is looked at, in bytes.
const MAX_BYTES: usize = 4 << 20;

/// How many feeds of one page are named.
const MAX_CANDIDATES: usize = 32;

/// The media types of feeds, the richest first. `application/json` is what some sites give their
/// JSON Feed; `text/xml` and `application/xml` are what others give any feed.
const TYPES: [&str; 8] = [
    "application/atom+xml",
    "application/rss+xml",
    "application/feed+json",
    "application/rdf+xml",
    "application/x.atom+xml",
    "application/json",
    "application/xml",
    "text/xml",
];

/// How the last part of a feed's path often ends.
const ENDINGS: [&str; 9] = [
    "feed",
    "rss",
    "atom",
    ".rss",
    ".atom",
    ".rdf",
    "feed.xml",
    "rss.xml",
    "feed.json",
];

/// A feed that a page names, or a link of its that looks like one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What the page calls it; may be empty.
    pub title: String,
    /// Where it is, absolute, http or https.
    pub url: Url,
    /// The media type that the page gives it; empty for a link of its body.
    pub media_type: String,
}

/// The longest base address that is taken, in bytes.
const MAX_BASE_BYTES: usize = 2_048;

/// Finds the feeds that a web page names: first those of its head (`<link rel=alternate>`) in its
/// order, feeds of comments last, then links of its body that look like feeds. Each once, at most
/// 32. `base` is where the page was fetched; its own `<base>` goes before it.
pub fn discover(html: &[u8], base: &Url) -> Vec<Candidate> {
    let html = &html[..html.len().min(MAX_BYTES)];
    let decoded = decode(html, None);
    let text: &str = &decoded.text;
    let mut base = base.clone();
    let mut has_base = false;
    let (mut named, mut linked) = (Vec::new(), Vec::new());
    for tag in tags(text) {
        if tag.name.eq_ignore_ascii_case("base") {
            // The first one counts (HTML Standard); a long one would be copied for each link.
            let href = tag.value("href");
            if !std::mem::replace(&mut has_base, true) && href.len() <= MAX_BASE_BYTES {
                base = base.join(&href).unwrap_or(base);
            }
        } else if tag.name.eq_ignore_ascii_case("link") {
            named.extend(alternate(&tag, &base));
        } else if tag.name.eq_ignore_ascii_case("a") && linked.len() < MAX_CANDIDATES {
            linked.extend(anchor(&tag, &base, &text[tag.end..]));
        }
    }
    named.sort_by_key(is_of_comments);
    let mut candidates: Vec<Candidate> = Vec::new();
    for candidate in named.into_iter().chain(linked) {
        if candidates.len() < MAX_CANDIDATES
            && candidates.iter().all(|one| one.url != candidate.url)
        {
            candidates.push(candidate);
        }
    }
    candidates
}

fn alternate(tag: &Tag<'_>, base: &Url) -> Option<Candidate> {
    let rel = tag.value("rel").to_ascii_lowercase();
    let is_alternate = rel
        .split_ascii_whitespace()
        .any(|rel| matches!(rel, "alternate" | "feed"));
    let media_type = tag.value("type").to_ascii_lowercase();
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    let is_feed =
        TYPES.contains(&media_type) || rel.split_ascii_whitespace().any(|rel| rel == "feed");
    // WordPress names its REST resource as application/json beside its feeds.
    let url = http(base, &tag.value("href")).filter(|url| !url.path().contains("/wp-json/"))?;
    (is_alternate && is_feed).then(|| Candidate {
        title: tag.value("title").into_owned(),
        url,
        media_type: media_type.to_owned(),
    })
}

fn anchor(tag: &Tag<'_>, base: &Url, after: &str) -> Option<Candidate> {
    let url = http(base, &tag.value("href"))?;
    let path = url.path().trim_end_matches('/').to_ascii_lowercase();
    let last = path.rsplit('/').next().unwrap_or_default();
    let is_like = ENDINGS.iter().any(|ending| {
        if ending.contains('.') {
            last.ends_with(ending)
        } else {
            last == *ending
        }
    });
    let is_query = url.query_pairs().any(|(name, value)| {
        name == "feed" && matches!(&*value, "rss" | "rss2" | "atom" | "rdf" | "json")
    });
    (is_like || is_query).then(|| Candidate {
        title: reference::resolved(beginning(
            after.split('<').next().unwrap_or_default().trim(),
        ))
        .chars()
        .take(200)
        .collect(),
        url,
        media_type: String::new(),
    })
}

/// As much of a link's text as a title needs.
fn beginning(text: &str) -> &str {
    text.char_indices()
        .nth(800)
        .map_or(text, |(end, _)| &text[..end])
}

fn http(base: &Url, href: &str) -> Option<Url> {
    let mut url = base.join(href).ok().filter(|_| !href.is_empty())?;
    url.set_fragment(None);
    matches!(url.scheme(), "http" | "https").then_some(url)
}

fn is_of_comments(candidate: &Candidate) -> bool {
    let title = candidate.title.to_lowercase();
    ["comment", "kommentar"]
        .iter()
        .any(|word| title.contains(word))
        || candidate.url.path().contains("/comments/")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use url::Url;

    use super::discover;

    fn check(html: &str, expected: &[&str]) {
        let base = Url::parse("https://town.example/news/").expect("a URL");
        let found: Vec<_> = discover(html.as_bytes(), &base)
            .into_iter()
            .map(|found| format!("{} {}", found.url, found.title).trim().to_owned())
            .collect();
        assert_eq!(found, expected, "{html}");
    }

    #[test]
    fn the_head_names_feeds() {
        check(
            "<link rel='alternate' type='application/rss+xml' title='News &amp; more' href='/rss'>\
             <LINK REL=\"feed ALTERNATE\" TYPE=\"application/atom+xml; charset=utf-8\" HREF=a.xml>\
             <link rel=alternate type=application/rss+xml href='https://town.example/rss#x'>",
            &[
                "https://town.example/rss News & more",
                "https://town.example/news/a.xml",
            ],
        );
    }

    #[test]
    fn the_pages_own_base_is_heeded() {
        check(
            "<base href='https://cdn.example/x/'><link rel=alternate type=application/feed+json href=f>",
            &["https://cdn.example/x/f"],
        );
    }

    #[test]
    fn comments_come_last_and_what_is_no_feed_not_at_all() {
        check(
            "<link rel=alternate type=application/rss+xml title='Comments' href=c>\
             <link rel=alternate type=application/rss+xml href=n>\
             <link rel=stylesheet type=text/css href=s><link rel=alternate hreflang=de href=/de>\
             <link rel=alternate type=application/json href=/wp-json/posts/1>\
             <!-- <link rel=alternate type=application/rss+xml href=old> -->\
             <link rel=alternate type=application/rss+xml href='javascript:alert(1)'>",
            &[
                "https://town.example/news/n",
                "https://town.example/news/c Comments",
            ],
        );
    }

    #[test]
    fn links_of_the_body_may_be_feeds() {
        check(
            "<a href='/feed/'>Our feed</a> <a href='/?feed=rss2'>R</a> <a href='/feedback'>no</a>",
            &[
                "https://town.example/feed/ Our feed",
                "https://town.example/?feed=rss2 R",
            ],
        );
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(html in "(<|>|/|\"|'|=|&|;|link|base|href|rel|alternate|ä| |a){0,60}") {
            let base = Url::parse("https://town.example/").expect("a URL");
            discover(html.as_bytes(), &base);
        }
    }
}

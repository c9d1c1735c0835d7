//! Finds the feeds of a site: from its page, the answer's `Link` header, its address, and the
//! places where feeds usually are.
//!
//! All of it is pure: [`discover`], [`links`] and [`of_site`] give candidates, [`ranked`] puts those
//! of one site into one list, and whoever can fetch asks them, the likeliest first. What comes from
//! the page's head, the header or a site's rule can be believed; the rest has to be looked at.

mod head;
mod header;
mod page;
mod sites;
mod well_known;

use url::Url;

pub use head::head_links;
pub use header::{Link, links};
pub use page::discover;
pub use sites::of_site;
pub use well_known::well_known;

/// How many feeds of one site are named. Pages of thousands of feeds are directories.
pub const MAX_CANDIDATES: usize = 32;

/// The longest address that is taken, in bytes: servers refuse longer ones.
const MAX_URL_BYTES: usize = 2_048;

/// The longest title that is kept, in characters.
const MAX_TITLE_CHARS: usize = 200;

/// A feed that a site may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What the page or the rule calls it; may be empty.
    pub title: String,
    /// Where it is, absolute, http or https.
    pub url: Url,
    /// The media type that the page gives it, in lower case; may be empty.
    pub media_type: String,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where a candidate comes from, the most trustworthy first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// `<link rel=alternate>` in the page.
    Head,
    /// The answer's `Link` header.
    Header,
    /// What is known of a site's addresses.
    Site,
    /// A link in the text of the page that looks like a feed's.
    Body,
    /// A place where software like the site's has its feed.
    WellKnown,
}

impl Origin {
    /// Whether somebody who must know says that this is a feed; else it is a guess.
    pub fn is_sure(self) -> bool {
        self < Self::Body
    }
}

impl Candidate {
    /// Whether it is a feed of comments, by its title or address.
    pub fn is_of_comments(&self) -> bool {
        let title = self.title.to_lowercase();
        let path = self.url.path();
        COMMENTS.iter().any(|word| title.contains(word))
            || path.contains("/comments/")
            || path.ends_with("/comments")
    }
}

/// The beginnings of "comment" in the languages of the web.
const COMMENTS: [&str; 14] = [
    "comment",
    "kommentar",
    "comentari",
    "comentár",
    "coment",
    "reactie",
    "коммент",
    "комента",
    "koment",
    "yorum",
    "コメント",
    "评论",
    "評論",
    "댓글",
];

/// The candidates of one site as one list: feeds of comments last, then by [`Origin`], then in the
/// order given. Each address once, whether with http, https, `www.` or a slash at the end; at most
/// [`MAX_CANDIDATES`].
pub fn ranked(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by_key(|candidate| (candidate.is_of_comments(), candidate.origin));
    let mut seen = std::collections::HashSet::new();
    candidates.retain(|candidate| seen.insert(place(&candidate.url)));
    candidates.truncate(MAX_CANDIDATES);
    candidates
}

fn place(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let port = url
        .port()
        .map_or_else(String::new, |port| format!(":{port}"));
    let path = url.path().trim_end_matches('/');
    let query = url
        .query()
        .map_or_else(String::new, |query| format!("?{query}"));
    format!("{host}{port}{path}{query}")
}

/// Leaves out what is another's feed in another format ("News (RSS)" beside "News (Atom)"): of each
/// group the first is kept that is Atom, else the first.
pub fn without_twins(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut kept: Vec<(String, Candidate)> = Vec::new();
    for candidate in candidates {
        let subject = subject(&candidate);
        match kept.iter_mut().find(|(known, _)| *known == subject) {
            Some((_, twin)) if is_atom(&candidate) && !is_atom(twin) => *twin = candidate,
            Some(_) => {}
            None => kept.push((subject, candidate)),
        }
    }
    kept.into_iter().map(|(_, candidate)| candidate).collect()
}

fn is_atom(candidate: &Candidate) -> bool {
    candidate.media_type.contains("atom")
}

/// What a feed is about, whatever its format: its host with the words of its title that are no
/// format's, else of its path.
fn subject(candidate: &Candidate) -> String {
    let words = |text: &str| {
        let text = text.to_lowercase();
        let words = text.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty() && !FORMATS.contains(word));
        words.fold(String::new(), |all, word| all + " " + word)
    };
    let host = candidate.url.host_str().unwrap_or_default();
    let said = words(&candidate.title);
    if said.is_empty() {
        let query = candidate.url.query().unwrap_or_default();
        format!("{host}/{}?{}", words(candidate.url.path()), words(query))
    } else {
        format!("{host}{said}")
    }
}

/// Words that name a format and no subject.
const FORMATS: [&str; 15] = [
    "rss", "rss2", "atom", "rdf", "json", "xml", "feed", "feeds", "jsonfeed", "index", "0", "1",
    "2", "03", "via",
];

/// An address of a page or a header, absolute; `None` where no feed can be.
fn absolute(base: &Url, href: &str) -> Option<Url> {
    let href = href.trim();
    // `feed://host/path` and `feed:https://host/path`, which readers once registered.
    let href = match href.strip_prefix("feed:") {
        Some(rest) if rest.starts_with("//") => format!("https:{rest}"),
        Some(rest) => rest.to_owned(),
        None => href.to_owned(),
    };
    if href.is_empty() || href.len() > MAX_URL_BYTES {
        return None;
    }
    let mut url = base.join(&href).ok()?;
    url.set_fragment(None);
    let is_fit = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.as_str().len() <= MAX_URL_BYTES;
    is_fit.then_some(url)
}

fn short(title: &str) -> String {
    let words = title.split_whitespace().take(MAX_TITLE_CHARS);
    let title = words.fold(String::new(), |all, word| {
        if all.is_empty() {
            word.to_owned()
        } else {
            all + " " + word
        }
    });
    title.chars().take(MAX_TITLE_CHARS).collect()
}

#[cfg(test)]
mod tests;

//! What an entry can be known by.

use depesche_feed::Entry;
use depesche_model::EntryKeys;
use depesche_model::digest::{hex, sha256};
use jiff::Timestamp;
use url::Url;

use crate::url::canonical_url;

/// The longest identity that is kept as text, in bytes; longer ones become a hash.
const MAX_BYTES: usize = 200;

/// Where entries stand.
pub(crate) struct Site<'a> {
    base: &'a Url,
    /// The feed's own page, which is no article, in its normal form.
    home: String,
}

impl<'a> Site<'a> {
    /// `base` is where the document was fetched.
    pub(crate) fn new(base: &'a Url, home: &str) -> Self {
        let home = canonical_url(home, Some(base));
        Self { base, home }
    }
}

/// What an entry can be known by: all that is read of it to tell which one it is.
#[derive(Clone, Debug)]
pub struct Marks {
    /// What it is found by.
    pub keys: EntryKeys,
    /// The address of its link in its normal form; empty where there is none.
    pub url: String,
    pub(super) guid: String,
    pub(super) title: String,
    pub(super) published: Option<Timestamp>,
    pub(super) content_hash: String,
}

impl Marks {
    /// The marks of an entry with its title for people, its believed date and the hash of its text.
    pub(crate) fn of(
        entry: &Entry,
        site: &Site<'_>,
        title: &str,
        published: Option<Timestamp>,
        content_hash: &str,
    ) -> Self {
        let guid = entry.id.trim();
        let url = address(entry, site.base);
        let link = if url == site.home {
            None
        } else {
            link_key(&url)
        };
        let title = title.to_lowercase();
        Self {
            keys: EntryKeys {
                guid: key(without_scheme(guid)),
                link,
                title: key(&title),
            },
            url,
            guid: guid.to_owned(),
            title,
            published,
            content_hash: content_hash.to_owned(),
        }
    }

    /// Every identity that a new entry with these marks could get: a known entry that has one of
    /// them is to be taken into account.
    pub fn identities(&self) -> Vec<String> {
        let (link, guid) = (self.by_link(), self.by_guid());
        let all = [link, guid, Some(self.by_title()), Some(self.by_all())];
        all.into_iter().flatten().collect()
    }

    /// What few entries have in common by chance; `None` without a date.
    pub(super) fn title_and_time(&self) -> Option<(Option<i64>, i64)> {
        // The store keeps milliseconds.
        Some((self.keys.title, self.published?.as_millisecond()))
    }

    pub(super) fn by_link(&self) -> Option<String> {
        self.keys
            .link
            .map(|_| bounded("url:", without_scheme(&self.url)))
    }

    pub(super) fn by_guid(&self) -> Option<String> {
        self.keys.guid.map(|_| bounded("id:", &self.guid))
    }

    pub(super) fn by_title(&self) -> String {
        format!("title:{}", hash(&self.title))
    }

    pub(super) fn by_all(&self) -> String {
        let date = self.published.map_or(String::new(), |at| at.to_string());
        let parts = [&self.guid, &self.url, &self.content_hash, &date].map(String::as_str);
        format!("all:{}", hash(&parts.join("\n")))
    }
}

/// The entry's link; where it has none, its GUID if that is an address.
fn address(entry: &Entry, base: &Url) -> String {
    if entry.link.is_empty() && entry.id.starts_with("http") {
        return String::new(); // A GUID that says that it is no link (isPermaLink="false").
    }
    canonical_url(&entry.link, Some(base))
}

/// The key of a link that can be an article's: it leads somewhere below the site's door. A move to
/// https, or to the host's other name, is none; should two pages of a document differ in nothing
/// else, they share a link, and something else tells them apart.
pub(super) fn link_key(url: &str) -> Option<i64> {
    let rest = without_scheme(url);
    let (_, path) = rest.split_once('/')?;
    if path.is_empty() {
        return None;
    }
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    key(rest.strip_suffix('/').unwrap_or(rest))
}

fn without_scheme(address: &str) -> &str {
    let schemes = ["https://", "http://"];
    let mut rests = schemes
        .iter()
        .filter_map(|scheme| address.strip_prefix(scheme));
    rests.next().unwrap_or(address)
}

fn key(text: &str) -> Option<i64> {
    let digest = sha256(text.as_bytes());
    let (first, _) = digest.split_first_chunk().expect("a digest has 32 bytes");
    (!text.is_empty()).then(|| i64::from_be_bytes(*first))
}

fn bounded(kind: &str, value: &str) -> String {
    if value.len() <= MAX_BYTES && !value.contains('\0') {
        format!("{kind}{value}")
    } else {
        format!("{kind}{}", hash(value))
    }
}

pub(super) fn hash(text: &str) -> String {
    hex(&sha256(text.as_bytes()))
}

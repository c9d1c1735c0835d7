//! Which entry is which, from one fetch to the next.
//!
//! A feed's own word, the GUID, is broken in three ways that are met every day: it is missing; it
//! is the same for every entry; it is made anew at each fetch. Links are better kept, since readers
//! follow them. So:
//!
//! 1. A link that no other entry of the document has, and that leads to a page and not to the
//!    site's door, is the identity (without its scheme: a move to https brings nothing new). New
//!    GUIDs at each fetch change nothing, and new dates and new texts do not either.
//! 2. Else a GUID that no other entry has: episodes that all link to the show's page.
//! 3. Else GUID, link and title together: twenty entries with one GUID and one link are twenty.
//! 4. What is still equal is numbered from the end of the document: new entries come on top, so the
//!    numbers of those below stay.
//!
//! Dates and texts never join: 500 old entries that are published again are the old ones.
//!
//! Known limits: a link that is shared today and alone tomorrow changes its entry's identity once;
//! and a site that changes an article's address makes a new article, even under the same GUID. To
//! see through that takes the feed's history, which only the store has.

use std::collections::HashMap;

use depesche_feed::Entry;
use sha2::{Digest as _, Sha256};
use url::Url;

use crate::clean::plain;
use crate::url::canonical_url;

/// The longest identity that is kept as text, in bytes; longer ones become a hash.
const MAX_BYTES: usize = 200;

/// Which entry it is, and the address of its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// What tells it from the other entries of its feed. Different from all others of the document.
    pub key: String,
    /// The address of its article in its normal form; empty where the entry has no link. Where
    /// entries share a link, each has a fragment of its own: an article is found again by its
    /// address, and fifty episodes with one link are not one article.
    pub url: String,
}

/// The identities of the entries of one document, in its order, all different.
///
/// `base` is where the document was fetched; `home` the feed's own page, which is no article.
pub fn identities(entries: &[Entry], base: &Url, home: &str) -> Vec<Identity> {
    let urls: Vec<String> = entries.iter().map(|entry| address(entry, base)).collect();
    let by_url = counts(urls.iter().map(String::as_str));
    let by_id = counts(entries.iter().map(|entry| entry.id.as_str()));
    let home = canonical_url(home, Some(base));
    let mut keys: Vec<String> = Vec::with_capacity(entries.len());
    for (entry, url) in entries.iter().zip(&urls) {
        keys.push(if by_url[url.as_str()] == 1 && is_page(url, &home) {
            bounded("url:", url.split_once("//").map_or(url, |(_, rest)| rest))
        } else if !entry.id.is_empty() && by_id[entry.id.as_str()] == 1 {
            bounded("id:", &entry.id)
        } else {
            together(entry, url)
        });
    }
    number(&mut keys);
    let own = |(key, url): (String, &String)| {
        let is_shared = by_url[url.as_str()] > 1 && !url.is_empty();
        let url = if is_shared {
            format!("{url}#{}", &hash(&key)[..12])
        } else {
            url.clone()
        };
        Identity { key, url }
    };
    keys.into_iter().zip(&urls).map(own).collect()
}

/// The entry's link; where it has none, its GUID if that is an address.
fn address(entry: &Entry, base: &Url) -> String {
    if entry.link.is_empty() && entry.id.starts_with("http") {
        return String::new(); // A GUID that says that it is no link (isPermaLink="false").
    }
    canonical_url(&entry.link, Some(base))
}

/// Whether an address can be an article's: it leads somewhere below the site's door.
fn is_page(url: &str, home: &str) -> bool {
    let path = url
        .split_once("//")
        .and_then(|(_, rest)| rest.split_once('/'));
    path.is_some_and(|(_, path)| !path.is_empty()) && url != home
}

fn together(entry: &Entry, url: &str) -> String {
    let title = plain(&entry.title).to_lowercase();
    let text = if title.is_empty() {
        [&*entry.summary, &*entry.content].concat()
    } else {
        String::new()
    };
    let parts = [&*entry.id, url, &title, &text];
    format!("all:{}", hash(&parts.join("\n")))
}

/// Parts equal keys by a number that counts from the end.
fn number(keys: &mut [String]) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for key in keys.iter_mut().rev() {
        let count = seen.entry(key.clone()).or_default();
        *count += 1;
        if *count > 1 {
            *key = format!("{key}#{count}");
        }
    }
}

fn counts<'a>(values: impl Iterator<Item = &'a str>) -> HashMap<&'a str, u32> {
    let mut counts = HashMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts
}

fn bounded(kind: &str, value: &str) -> String {
    if value.len() <= MAX_BYTES {
        format!("{kind}{value}")
    } else {
        format!("{kind}{}", hash(value))
    }
}

fn hash(text: &str) -> String {
    format!("{:x}", Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use depesche_feed::Entry;
    use proptest::prelude::*;
    use url::Url;

    use super::{Identity, identities};

    fn entry(id: &str, link: &str, title: &str) -> Entry {
        Entry {
            id: id.to_owned(),
            link: link.to_owned(),
            title: depesche_feed::Text::plain(title),
            ..Entry::default()
        }
    }

    fn of(entries: &[Entry]) -> Vec<Identity> {
        let base = Url::parse("https://town.example/feed").expect("a URL");
        identities(entries, &base, "https://town.example/news/")
    }

    fn keys(entries: &[Entry]) -> Vec<String> {
        of(entries)
            .into_iter()
            .map(|identity| identity.key)
            .collect()
    }

    #[test]
    fn new_guids_at_each_fetch_change_nothing() {
        let fetch = |round: u32| {
            (0..20)
                .map(|n| {
                    entry(
                        &format!("{round}-{n}"),
                        &format!("https://town.example/a/{n}?utm_id={round}"),
                        "t",
                    )
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(of(&fetch(1)), of(&fetch(2)));
        assert_eq!(keys(&fetch(1))[3], "url:town.example/a/3");
    }

    #[test]
    fn one_guid_for_all_is_no_guid() {
        let linked: Vec<_> = (0..20)
            .map(|n| entry("x", &format!("/a/{n}"), "t"))
            .collect();
        let titled: Vec<_> = (0..20).map(|n| entry("x", "/", &format!("t{n}"))).collect();
        let equal: Vec<_> = (0..20).map(|_| entry("x", "/a", "t")).collect();
        for entries in [linked, titled, equal] {
            let found = of(&entries);
            assert_eq!(
                found
                    .iter()
                    .map(|one| &one.key)
                    .collect::<HashSet<_>>()
                    .len(),
                20
            );
            assert_eq!(
                found
                    .iter()
                    .map(|one| &one.url)
                    .collect::<HashSet<_>>()
                    .len(),
                20
            );
            // An entry more on top, and one less at the end of those that can be told apart.
            let mut later = vec![entry("x", "/a/new", "new")];
            later.extend(entries.clone());
            assert_eq!(keys(&later)[1..], keys(&entries));
        }
    }

    #[test]
    fn episodes_that_link_to_the_show_have_their_guids() {
        let entries = [entry("e1", "/news/", "One"), entry("e2", "/news/", "Two")];
        assert_eq!(keys(&entries), ["id:e1", "id:e2"]);
        assert!(
            of(&entries)[0]
                .url
                .starts_with("https://town.example/news/#")
        );
        assert_eq!(
            keys(&entries[..1]),
            ["id:e1"],
            "the feed's home is no article"
        );
    }

    #[test]
    fn a_new_title_or_date_is_the_same_entry() {
        assert_eq!(
            keys(&[entry("1", "/a", "Old")]),
            keys(&[entry("1", "http://town.example/a", "New")])
        );
        assert_eq!(
            keys(&[entry("1", "", "Old")]),
            keys(&[entry("1", "", "New")])
        );
    }

    #[test]
    fn without_guid_and_link_the_title_tells() {
        assert_ne!(keys(&[entry("", "", "A")]), keys(&[entry("", "", "B")]));
        assert_eq!(
            keys(&[entry("", "", "A <b>b</b>")]),
            keys(&[entry("", "", "a B")])
        );
    }

    proptest! {
        #[test]
        fn identities_are_always_different(parts in prop::collection::vec(("[ab]?", "(/|/a|/b|)", "[xy]?"), 0..12)) {
            let entries: Vec<_> = parts.iter().map(|(id, link, title)| entry(id, link, title)).collect();
            let found = keys(&entries);
            prop_assert_eq!(found.iter().collect::<HashSet<_>>().len(), entries.len());
            prop_assert_eq!(keys(&entries), found);
        }
    }
}

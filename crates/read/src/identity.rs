//! Which entry is which, from one fetch to the next.
//!
//! A feed's own word, the GUID, is broken in ways that are met every day: it is missing; it is the
//! same for every entry; it is made anew at each fetch. Links are better kept, since readers follow
//! them, but some carry a new token each time, and articles move. So no rule fits all feeds, and
//! none is fixed: an entry is kept with everything it can be found again by (its [`EntryKeys`]),
//! and a feed with what its documents have proven of it (its [`Criterion`]).
//!
//! For each document, against what is known of the feed:
//!
//! 1. [`evidence`] counts what speaks for and against GUIDs and links, and moves the criterion
//!    where that is strong.
//! 2. [`matching`] pairs entries with known ones, the surest way first. A key finds an entry only
//!    where a single entry of the document and a single known one have it; equal texts and dates
//!    tell the others apart. So no two entries of a document are ever one.
//! 3. What is left is new, and gets an identity that no other entry has.
//!
//! Dates alone never make an entry another one: 500 old entries that are published again are the
//! old ones.
//!
//! Known limits: an entry whose link and GUID both change, alone in a feed that keeps them
//! otherwise, is a new one; and an entry that stands twice word for word in one document is two
//! articles, since some feeds mean that.

mod evidence;
mod marks;
mod matching;

use std::collections::{HashMap, HashSet};

use depesche_model::{Criterion, EntryKeys, KnownEntry};

pub use marks::Marks;
pub(crate) use marks::Site;

/// Which entry it is, and the address of its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// What tells it from the other entries of its feed. Different from all others of the document.
    pub key: String,
    /// The address of its article in its normal form; empty where the entry has no link. Where
    /// entries share a link, or it leads to no page of its own, each has a fragment of its own: an
    /// article is found again by its address, and fifty episodes with one link are not one article.
    pub url: String,
    /// What it is to be found again by.
    pub keys: EntryKeys,
}

/// What came of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identities {
    /// Of each entry, in the document's order, all different.
    pub each: Vec<Identity>,
    /// What tells the feed's entries apart from now on.
    pub criterion: Criterion,
}

/// The identities of the entries of one document. `known` are the feed's entries that have a key or
/// an identity of these ([`Marks::identities`]), oldest first; `before` is the feed's criterion.
pub fn identities(marks: &[Marks], known: &[KnownEntry], before: Criterion) -> Identities {
    let criterion = evidence::revised(marks, known, before);
    let paired = matching::pairs(marks, known, criterion);
    let mut new = New::beside(marks, known, criterion);
    let each = marks.iter().zip(paired).map(|(mark, found)| {
        let mut keys = mark.keys;
        match found.map(|at| &known[at]) {
            None => {
                keys.guid = keys.guid.filter(|_| criterion.believes_guids());
                new.identity(mark, keys)
            }
            Some(old) => {
                if !criterion.believes_guids() {
                    keys.guid = old.keys.guid;
                }
                // The last document before links are given up is still noted: after a move to
                // another host all links are new, and known again the next time.
                if !before.believes_links() || keys.link.is_none() {
                    keys.link = old.keys.link;
                }
                let url = url_of(mark, old, keys);
                let key = old.identity.clone();
                Identity { key, url, keys }
            }
        }
    });
    let each = each.collect();
    Identities { each, criterion }
}

/// Gives new entries what no other entry has.
struct New<'a> {
    criterion: Criterion,
    taken: HashSet<String>,
    /// How many entries of the document have a URL or a GUID.
    urls: HashMap<&'a str, u32>,
    guids: HashMap<&'a str, u32>,
    known_links: HashSet<i64>,
    numbers: HashMap<String, u32>,
}

impl<'a> New<'a> {
    fn beside(marks: &'a [Marks], known: &'a [KnownEntry], criterion: Criterion) -> Self {
        Self {
            criterion,
            taken: known.iter().map(|old| old.identity.clone()).collect(),
            urls: counts(marks.iter().map(|mark| mark.url.as_str())),
            guids: counts(marks.iter().map(|mark| mark.guid.as_str())),
            known_links: known.iter().filter_map(|old| old.keys.link).collect(),
            numbers: HashMap::new(),
        }
    }

    fn identity(&mut self, mark: &Marks, keys: EntryKeys) -> Identity {
        let key = self.free_key(mark);
        let is_bare = mark.keys.link.is_none()
            || self.urls[mark.url.as_str()] > 1
            || mark
                .keys
                .link
                .is_some_and(|link| self.known_links.contains(&link));
        let url = if is_bare && !mark.url.is_empty() {
            format!("{}#{}", mark.url, &marks::hash(&key)[..12])
        } else {
            mark.url.clone()
        };
        Identity { key, url, keys }
    }

    /// The plainest identity that is still free.
    fn free_key(&mut self, mark: &Marks) -> String {
        let tells_link = self.criterion.believes_links() && self.urls[mark.url.as_str()] == 1;
        let tells_guid = self.criterion.believes_guids() && self.guids[mark.guid.as_str()] == 1;
        let plain = [
            mark.by_link().filter(|_| tells_link),
            mark.by_guid().filter(|_| tells_guid),
            Some(mark.by_title()),
            Some(mark.by_all()),
        ];
        for key in plain.into_iter().flatten() {
            if self.taken.insert(key.clone()) {
                return key;
            }
        }
        // Word for word the same as another.
        let base = mark.by_all();
        let number = self.numbers.entry(base.clone()).or_insert(1);
        loop {
            *number += 1;
            let key = format!("{base}#{number}");
            if self.taken.insert(key.clone()) {
                return key;
            }
        }
    }
}

/// The URL of a known entry's article. It stays as it is unless the entry has moved: it has a
/// fragment of its own, or the article's page has named a better one than the feed does.
fn url_of(mark: &Marks, old: &KnownEntry, keys: EntryKeys) -> String {
    let has_moved = keys.link != old.keys.link;
    let is_the_same = marks::link_key(&old.url) == mark.keys.link;
    if mark.keys.link.is_some() && (has_moved || is_the_same) {
        mark.url.clone()
    } else {
        old.url.clone()
    }
}

fn counts<'a>(values: impl Iterator<Item = &'a str>) -> HashMap<&'a str, u32> {
    let mut counts = HashMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests;

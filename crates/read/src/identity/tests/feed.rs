//! A store as small as may be.

use std::collections::HashSet;

use depesche_feed::Entry;
use depesche_model::{Criterion, KnownEntry};
use jiff::Timestamp;
use url::Url;

use crate::identity::{Identity, Marks, Site, identities};

/// A feed as the store knows it.
#[derive(Default)]
pub(super) struct Feed {
    pub(super) known: Vec<KnownEntry>,
    pub(super) criterion: Criterion,
    /// How many entries the last document brought, and how many of the old ones it wrote.
    pub(super) new: usize,
    pub(super) written: usize,
}

impl Feed {
    /// What the entries of a document are, and what the store knows after it.
    pub(super) fn poll(&mut self, entries: &[Entry]) -> Vec<Identity> {
        let marks: Vec<_> = entries.iter().map(marks).collect();
        let found = identities(&marks, &self.sought(&marks), self.criterion);
        self.criterion = found.criterion;
        (self.new, self.written) = (0, 0);
        for (mark, identity) in marks.iter().zip(&found.each) {
            self.store(mark, identity);
        }
        let different: HashSet<_> = found.each.iter().map(|one| &one.key).collect();
        assert_eq!(different.len(), entries.len(), "all are different");
        found.each
    }

    fn sought(&self, marks: &[Marks]) -> Vec<KnownEntry> {
        let identities: HashSet<_> = marks.iter().flat_map(Marks::identities).collect();
        let is_sought = |old: &&KnownEntry| {
            identities.contains(&old.identity)
                || marks.iter().any(|mark| {
                    let same = |a: Option<i64>, b| a.is_some() && a == b;
                    same(mark.keys.guid, old.keys.guid)
                        || same(mark.keys.link, old.keys.link)
                        || same(mark.keys.title, old.keys.title)
                })
        };
        self.known.iter().filter(is_sought).cloned().collect()
    }

    fn store(&mut self, mark: &Marks, identity: &Identity) {
        let mut known = self.known.iter_mut();
        if let Some(old) = known.find(|old| old.identity == identity.key) {
            if old.content_hash != mark.content_hash || old.keys != identity.keys {
                self.written += 1;
                old.keys = identity.keys;
                old.content_hash.clone_from(&mark.content_hash);
                old.title.clone_from(&mark.title);
                old.url.clone_from(&identity.url);
            }
            return;
        }
        self.new += 1;
        self.known.push(KnownEntry {
            identity: identity.key.clone(),
            keys: identity.keys,
            content_hash: mark.content_hash.clone(),
            url: identity.url.clone(),
            title: mark.title.clone(),
            published_at: mark.published.unwrap_or(Timestamp::UNIX_EPOCH),
        });
    }
}

fn marks(entry: &Entry) -> Marks {
    let base = Url::parse("https://town.example/feed").expect("a URL");
    let site = Site::new(&base, "https://town.example/news/");
    let text = format!("{}\n{}", &*entry.title, &*entry.summary);
    Marks::of(entry, &site, &entry.title, entry.published, &text)
}

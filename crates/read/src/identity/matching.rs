//! Entries are paired with known ones.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use depesche_model::{Criterion, EntryKeys, KnownEntry};

use super::Marks;

/// Of each entry the known one that it is: its place among `known`. Each is given once.
pub(super) fn pairs(
    marks: &[Marks],
    known: &[KnownEntry],
    criterion: Criterion,
) -> Vec<Option<usize>> {
    let mut pairs = Pairs {
        marks,
        known,
        found: vec![None; marks.len()],
        taken: vec![false; known.len()],
    };
    if known.is_empty() {
        return pairs.found;
    }
    let always = |_: &Marks, _: &KnownEntry| true;
    let links = Groups::of(
        marks.iter().map(|mark| mark.keys.link),
        known.iter().map(|old| old.keys.link),
    );
    let guids = criterion.believes_guids();
    let has_proven_guids = matches!(criterion, Criterion::Guid | Criterion::GuidAlone);
    // Where GUIDs hold, another one is another entry: today's weather, a note on a page that was
    // noted before.
    let contradicts = |mark: &Marks, old: &KnownEntry| {
        let (new, old) = (mark.keys.guid, old.keys.guid);
        has_proven_guids && new.is_some() && old.is_some() && new != old
    };
    if guids {
        pairs.pair(Some, always);
        pairs.pair(guid_and_link, always);
        // But a page of one entry alone is that entry under the same title …
        pairs.pair(link_and_title, |mark, old| {
            !contradicts(mark, old) || links.is_of_one(mark.keys.link)
        });
    } else {
        pairs.pair(|keys| Some(EntryKeys { guid: None, ..keys }), always);
    }
    // … or at the same time.
    pairs.pair(link, |mark, old| {
        let is_now = mark.published.is_none() || is_the_same_time(mark, old);
        !contradicts(mark, old) || (is_now && links.is_of_one(mark.keys.link))
    });
    if has_proven_guids {
        pairs.pair(guid, |mark, old| {
            mark.keys.link.is_none() || is_alike(mark, old)
        });
    } else if guids {
        // The links say nothing: there is none, or others have it too.
        pairs.pair(guid, |mark, old| {
            old.keys.link.is_none() || !links.is_sole(mark.keys.link)
        });
    }
    if criterion == Criterion::Title {
        pairs.pair(title, |mark, old| {
            mark.published.is_none()
                || is_the_same_time(mark, old)
                || mark.content_hash == old.content_hash
        });
    }
    pairs.found
}

/// The known entries and those of a document that have the same key.
pub(super) struct Groups<K>(HashMap<K, Group>);

#[derive(Default)]
struct Group {
    new: Vec<usize>,
    known: Vec<usize>,
}

impl<K: Eq + Hash> Groups<K> {
    pub(super) fn of(
        new: impl Iterator<Item = Option<K>>,
        known: impl Iterator<Item = Option<K>>,
    ) -> Self {
        let mut groups: HashMap<K, Group> = HashMap::new();
        for (at, key) in new.enumerate() {
            if let Some(key) = key {
                groups.entry(key).or_default().new.push(at);
            }
        }
        for (at, key) in known.enumerate() {
            if let Some(group) = key.and_then(|key| groups.get_mut(&key)) {
                group.known.push(at);
            }
        }
        Self(groups)
    }

    /// Whether a single entry of the document has this key.
    pub(super) fn is_sole(&self, key: Option<K>) -> bool {
        let group = key.and_then(|key| self.0.get(&key));
        group.is_some_and(|group| group.new.len() == 1)
    }

    /// Whether a single entry of the document and a single known one have this key.
    pub(super) fn is_of_one(&self, key: Option<K>) -> bool {
        let group = key.and_then(|key| self.0.get(&key));
        group.is_some_and(|group| group.new.len() == 1 && group.known.len() == 1)
    }

    /// The known ones of a key.
    pub(super) fn known(&self, key: Option<K>) -> &[usize] {
        let group = key.and_then(|key| self.0.get(&key));
        group.map_or(&[], |group| &group.known)
    }

    /// The known ones of a key that a single entry of the document has.
    pub(super) fn known_of_sole(&self, key: Option<K>) -> &[usize] {
        let group = key.and_then(|key| self.0.get(&key));
        let group = group.filter(|group| group.new.len() == 1);
        group.map_or(&[], |group| &group.known)
    }
}

/// As [`Marks::title_and_time`], of an entry that is known.
pub(super) fn title_and_time(old: &KnownEntry) -> (Option<i64>, i64) {
    (old.keys.title, old.published_at.as_millisecond())
}

/// Whether the same time of publishing stands at both. A document that gives none says nothing.
pub(super) fn is_the_same_time(mark: &Marks, old: &KnownEntry) -> bool {
    // The store keeps milliseconds.
    mark.published
        .is_some_and(|at| at.as_millisecond() == old.published_at.as_millisecond())
}

/// Whether it seems to be the same piece: published at the same time, or under a title that has
/// half of the words. Episode 12 is not episode 13.
pub(super) fn is_alike(mark: &Marks, old: &KnownEntry) -> bool {
    if is_the_same_time(mark, old) || mark.content_hash == old.content_hash {
        return true;
    }
    let title = old.title.to_lowercase();
    let (new, old) = (words(&mark.title), words(&title));
    let (new_numbers, old_numbers) = (numbers(&new), numbers(&old));
    let common = new.intersection(&old).count();
    common > 0
        && 2 * common >= new.len().max(old.len())
        && (new_numbers.is_subset(&old_numbers) || old_numbers.is_subset(&new_numbers))
}

fn words(title: &str) -> HashSet<&str> {
    let words = title.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).take(40).collect()
}

fn numbers<'a>(words: &HashSet<&'a str>) -> HashSet<&'a str> {
    let has_digit = |word: &&&str| word.contains(char::is_numeric);
    words.iter().filter(has_digit).copied().collect()
}

struct Pairs<'a> {
    marks: &'a [Marks],
    known: &'a [KnownEntry],
    found: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Pairs<'_> {
    /// Pairs what is left, has the same key and is accepted: first what has the same text, then
    /// what has the same title and time; then, where a single entry on both sides has the key,
    /// these two.
    fn pair(
        &mut self,
        key: fn(EntryKeys) -> Option<EntryKeys>,
        accepts: impl Fn(&Marks, &KnownEntry) -> bool,
    ) {
        let (marks, known) = (self.marks, self.known);
        let new = marks.iter().map(|mark| key(mark.keys));
        let groups = Groups::of(new, known.iter().map(|old| key(old.keys)));
        let accepts = |new: usize, old: usize| accepts(&marks[new], &known[old]);
        for group in groups.0.values().filter(|group| !group.known.is_empty()) {
            self.pair_by(
                group,
                |at| Some(&marks[at].content_hash),
                |at| &known[at].content_hash,
                accepts,
            );
            self.pair_by(
                group,
                |at| marks[at].title_and_time(),
                |at| title_and_time(&known[at]),
                accepts,
            );
            if let ([new], [old]) = (&*group.new, &*group.known)
                && accepts(*new, *old)
            {
                self.join(*new, *old);
            }
        }
    }

    /// Pairs what is left in a group and is the same in something else.
    fn pair_by<K: Eq + Hash>(
        &mut self,
        group: &Group,
        of_new: impl Fn(usize) -> Option<K>,
        of_known: impl Fn(usize) -> K,
        accepts: impl Fn(usize, usize) -> bool,
    ) {
        let mut left: HashMap<K, Vec<usize>> = HashMap::new();
        for old in group.known.iter().rev().filter(|old| !self.taken[**old]) {
            left.entry(of_known(*old)).or_default().push(*old);
        }
        for new in &group.new {
            let same = of_new(*new).and_then(|key| left.get_mut(&key));
            if self.found[*new].is_none()
                && let Some(old) = same.and_then(|same| same.pop_if(|old| accepts(*new, *old)))
            {
                self.join(*new, old);
            }
        }
    }

    fn join(&mut self, new: usize, old: usize) {
        if self.found[new].is_none() && !self.taken[old] {
            self.found[new] = Some(old);
            self.taken[old] = true;
        }
    }
}

/// The GUID and the link, where there are both.
fn guid_and_link(keys: EntryKeys) -> Option<EntryKeys> {
    let has_both = keys.guid.is_some() && keys.link.is_some();
    has_both.then_some(EntryKeys {
        title: None,
        ..keys
    })
}

fn link_and_title(keys: EntryKeys) -> Option<EntryKeys> {
    keys.link.map(|_| EntryKeys { guid: None, ..keys })
}

fn link(keys: EntryKeys) -> Option<EntryKeys> {
    let link = keys.link?;
    Some(EntryKeys {
        link: Some(link),
        ..EntryKeys::default()
    })
}

fn guid(keys: EntryKeys) -> Option<EntryKeys> {
    let guid = keys.guid?;
    Some(EntryKeys {
        guid: Some(guid),
        ..EntryKeys::default()
    })
}

fn title(keys: EntryKeys) -> Option<EntryKeys> {
    let title = keys.title?;
    Some(EntryKeys {
        title: Some(title),
        ..EntryKeys::default()
    })
}

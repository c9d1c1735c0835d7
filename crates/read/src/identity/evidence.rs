//! What a document proves of its feed's GUIDs and links.

use std::collections::HashMap;

use depesche_model::{Criterion, EntryKeys, KnownEntry};

use super::Marks;
use super::matching::{Groups, is_alike, title_and_time};

/// How many entries are evidence. One GUID that changes is a slip.
const ENOUGH: u32 = 3;

/// What was counted among the entries of a document.
#[derive(Debug, Default)]
struct Evidence {
    entries: u32,
    /// Links that are known.
    links: u32,
    /// GUIDs that are known at the same link.
    same_guids: u32,
    /// Known links with another GUID than they had.
    other_guids: u32,
    /// GUIDs that are known, of entries that say so themselves, at a link that is not.
    moved: u32,
    /// Entries that are known by title and time or text alone.
    titles: u32,
    /// GUIDs that other entries of the document have too.
    repeated: u32,
}

/// The feed's criterion after this document: the one before, unless more speaks against it than
/// for it.
pub(super) fn revised(marks: &[Marks], known: &[KnownEntry], before: Criterion) -> Criterion {
    use Criterion::{Guid, GuidAlone, Link, Open, Title};
    let seen = Evidence::of(marks, known, before);
    // A whole document that was there before, and be it of one entry, is evidence too.
    let enough = ENOUGH.min(seen.entries.max(1));
    let is_proven = seen.same_guids >= ENOUGH && seen.other_guids == 0;
    let rotate = seen.other_guids >= ENOUGH && seen.other_guids > seen.same_guids;
    let repeat = seen.repeated >= ENOUGH && 2 * seen.repeated > seen.entries;
    let have_moved = seen.moved >= enough && seen.moved > seen.links;
    let titles_alone = seen.titles >= enough && seen.titles > seen.links + seen.moved;
    let links_hold = seen.links >= enough && seen.links > seen.moved + seen.titles;
    match before {
        Open | Guid | GuidAlone if repeat => Link,
        Open | Guid | GuidAlone | Link if titles_alone => Title,
        Open if rotate => Link,
        Open if is_proven || have_moved => Guid,
        // It was proven once; a site that was made anew has all its GUIDs changed one time.
        Guid if rotate => Open,
        Guid if have_moved => GuidAlone,
        GuidAlone if links_hold => Guid,
        Title if links_hold => Open,
        _ => before,
    }
}

impl Evidence {
    fn of(marks: &[Marks], known: &[KnownEntry], before: Criterion) -> Self {
        let tables = Tables::of(marks, known);
        let mut seen = Self {
            entries: u32::try_from(marks.len()).unwrap_or(u32::MAX),
            repeated: repeated(marks),
            ..Self::default()
        };
        for mark in marks {
            let (guid, link) = (mark.keys.guid, mark.keys.link);
            let of_guid = tables.guids.known_of_sole(guid);
            let has_its_link = |at: &usize| known[*at].keys.link == link;
            seen.same_guids += u32::from(link.is_some() && of_guid.iter().any(has_its_link));
            if !tables.links.known_of_sole(link).is_empty() {
                seen.links += 1;
                seen.other_guids += u32::from(tables.has_another_guid(mark));
                continue;
            }
            let link_is_new = link.is_some() && tables.links.known(link).is_empty();
            if let [at] = of_guid {
                let old = &known[*at];
                let has_moved = link_is_new && old.keys.link.is_some() && is_alike(mark, old);
                seen.moved += u32::from(has_moved);
                continue;
            }
            let guid_is_new = before.believes_guids() && tables.guids.known(guid).is_empty();
            let could_be_found = link_is_new || (link.is_none() && guid.is_some() && guid_is_new);
            seen.titles += u32::from(could_be_found && tables.knows_text_or_time(mark));
        }
        seen
    }
}

/// Who has what.
struct Tables<'a> {
    known: &'a [KnownEntry],
    links: Groups<i64>,
    guids: Groups<i64>,
    texts: Groups<&'a str>,
    titles: Groups<(Option<i64>, i64)>,
}

impl<'a> Tables<'a> {
    fn of(marks: &'a [Marks], known: &'a [KnownEntry]) -> Self {
        let by = |key: fn(&EntryKeys) -> Option<i64>| {
            let marks = marks.iter().map(|mark| key(&mark.keys));
            Groups::of(marks, known.iter().map(|old| key(&old.keys)))
        };
        Self {
            known,
            links: by(|keys| keys.link),
            guids: by(|keys| keys.guid),
            texts: Groups::of(
                marks.iter().map(|mark| Some(mark.content_hash.as_str())),
                known.iter().map(|old| Some(old.content_hash.as_str())),
            ),
            titles: Groups::of(
                marks.iter().map(Marks::title_and_time),
                known.iter().map(|old| Some(title_and_time(old))),
            ),
        }
    }

    /// Whether the known entries of a link have GUIDs, and not this one.
    fn has_another_guid(&self, mark: &Marks) -> bool {
        let old = self.links.known(mark.keys.link).iter();
        let old: Vec<_> = old.filter_map(|at| self.known[*at].keys.guid).collect();
        mark.keys
            .guid
            .is_some_and(|guid| !old.is_empty() && !old.contains(&guid))
    }

    fn knows_text_or_time(&self, mark: &'a Marks) -> bool {
        !self
            .texts
            .known_of_sole(Some(&mark.content_hash))
            .is_empty()
            || !self.titles.known_of_sole(mark.title_and_time()).is_empty()
    }
}

/// How many entries have a GUID that another entry has, which is not the same entry once more.
fn repeated(marks: &[Marks]) -> u32 {
    let mut others: HashMap<i64, (&EntryKeys, bool, u32)> = HashMap::new();
    for mark in marks {
        if let Some(guid) = mark.keys.guid {
            let (first, differ, count) = others.entry(guid).or_insert((&mark.keys, false, 0));
            *differ |= **first != mark.keys;
            *count += 1;
        }
    }
    let repeated = others.values().filter(|(_, differ, _)| *differ);
    repeated.map(|(_, _, count)| count).sum()
}

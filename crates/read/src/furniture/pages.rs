//! The blocks of a source's last pages, from the menu to the footer.
//!
//! What stands on several pages is no article's text, whatever it looks like on the next. The rules
//! ([`super::rule`]) learn from texts alone, so they know what was taken for text again and again;
//! this is asked before a text is looked for. So it is evidence against what is in doubt, and what
//! surely is text neither teaches nor is judged: a paragraph may well stand in two articles, and the
//! teaser of one on the pages of others.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::print::{Links, fingerprint};

/// How many pages are remembered: sites change their furniture, and five say nearly all.
const PAGES: usize = 8;

/// How many blocks of one page are remembered.
const MAX_BLOCKS: usize = 600;

/// How many texts of one page are remembered.
const MAX_TEXTS: usize = 60;

/// On what share of the other pages a block must stand, in percent: one of four, two of eight.
const SHARE: usize = 25;

/// Two pages that share more of their texts, in percent, are one article.
const SAME: usize = 40;

/// What a page teaches of its source.
#[derive(Clone, Debug, Default)]
pub struct PageBlocks {
    /// What surely is text.
    texts: Vec<u32>,
    /// All else.
    prints: Vec<u32>,
    /// What would be text if other pages did not have it.
    repeated: Vec<u64>,
}

/// The last pages of a source.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Pages(Vec<Page>);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Page {
    /// Its article's.
    slot: u8,
    texts: Vec<u32>,
    prints: Vec<u32>,
}

/// A source's other pages, as one of its pages sees them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Others<'m>(Vec<&'m Page>);

/// What stands elsewhere.
#[derive(Clone, Debug, Default)]
pub(crate) struct Elsewhere(HashSet<u32>);

impl PageBlocks {
    pub(crate) fn note_text(&mut self, text: &str) {
        if self.texts.len() < MAX_TEXTS {
            self.texts.push(short(text, Links::default()));
        }
    }

    pub(crate) fn note(&mut self, text: &str, links: Links) {
        if self.prints.len() < MAX_BLOCKS {
            self.prints.push(short(text, links));
        }
    }

    pub(crate) fn note_repeated(&mut self, text: &str) {
        self.repeated.push(fingerprint(text, Links::default()));
    }

    /// Whether a block of the article's text is one that other pages have, too.
    pub(crate) fn has_repeated(&self, text: &str) -> bool {
        !self.repeated.is_empty() && {
            let print = fingerprint(text, Links::default());
            self.repeated.contains(&print)
        }
    }
}

impl Pages {
    /// Remembers a page, in the place of an earlier state of the same; whether that is new.
    pub(crate) fn learn(&mut self, slot: u8, page: &PageBlocks) -> bool {
        let set = |prints: &[u32]| {
            let mut prints = prints.to_vec();
            prints.sort_unstable();
            prints.dedup();
            prints
        };
        let (texts, prints) = (set(&page.texts), set(&page.prints));
        let page = Page {
            slot,
            texts,
            prints,
        };
        match self.0.iter_mut().find(|known| known.slot == slot) {
            Some(known) if *known == page => return false,
            Some(known) => *known = page,
            None => self.0.push(page),
        }
        if self.0.len() > PAGES {
            self.0.remove(0);
        }
        true
    }

    /// The pages but the one of this article.
    pub(crate) fn others(&self, slot: Option<u8>) -> Others<'_> {
        let others = self.0.iter().filter(|page| Some(page.slot) != slot);
        Others(others.collect())
    }

    pub(crate) fn forget(&mut self, slots: &[u8]) {
        self.0.retain(|page| !slots.contains(&page.slot));
    }

    /// What was stored, within its bounds.
    pub(crate) fn bounded(mut self) -> Self {
        self.0.truncate(PAGES);
        for page in &mut self.0 {
            page.slot %= 32;
            page.texts.truncate(MAX_TEXTS);
            page.prints.truncate(MAX_BLOCKS);
        }
        self
    }
}

impl Others<'_> {
    /// What stands on enough of the pages; those that have the texts of this page are its own
    /// article under another headline, and say nothing.
    pub(crate) fn elsewhere(&self, of_page: &PageBlocks) -> Elsewhere {
        let texts: HashSet<u32> = of_page.texts.iter().copied().collect();
        let is_other = |page: &&&Page| {
            let shared = page.texts.iter().filter(|text| texts.contains(*text));
            shared.count() * 100 <= texts.len().min(page.texts.len()) * SAME
        };
        let others: Vec<_> = self.0.iter().filter(is_other).collect();
        let mut times: HashMap<u32, usize> = HashMap::new();
        for print in others.iter().flat_map(|page| &page.prints) {
            *times.entry(*print).or_insert(0) += 1;
        }
        times.retain(|_, times| *times * 100 >= others.len() * SHARE);
        Elsewhere(times.into_keys().collect())
    }
}

impl Elsewhere {
    pub(crate) fn has(&self, text: &str, links: Links) -> bool {
        !self.0.is_empty() && self.0.contains(&short(text, links))
    }
}

fn short(text: &str, links: Links) -> u32 {
    u32::try_from(fingerprint(text, links) >> 32).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Links, PageBlocks, Pages};

    fn page(texts: &[&str], others: &[&str]) -> PageBlocks {
        let mut page = PageBlocks::default();
        for text in texts {
            page.note_text(text);
        }
        for text in others {
            page.note(text, Links::default());
        }
        page
    }

    /// Whether a line of such pages stands elsewhere, for one with these texts.
    fn check(pages: &[PageBlocks], texts: &[&str], line: &str, expected: bool) {
        let mut known = Pages::default();
        for (slot, page) in (0..).zip(pages) {
            known.learn(slot, page);
        }
        let elsewhere = known.others(None).elsewhere(&page(texts, &[]));
        assert_eq!(elsewhere.has(line, Links::default()), expected, "{line}");
    }

    #[test]
    fn what_a_quarter_of_the_pages_have_stands_elsewhere() {
        let with = || page(&[], &["Our letters"]);
        let without = || page(&[], &["Sport"]);
        check(&[], &[], "Our letters", false);
        check(&[with()], &[], "Our letters", true);
        let few = [with(), without(), without(), without()];
        check(&few, &[], "Our letters", true);
        let fewer = [with(), without(), without(), without(), without()];
        check(&fewer, &[], "Our letters", false);
    }

    #[test]
    fn the_same_article_under_another_headline_says_nothing() {
        let same = page(&["one", "two", "three"], &["Our letters"]);
        check(
            std::slice::from_ref(&same),
            &["two", "three", "four"],
            "Our letters",
            false,
        );
        check(&[same], &["three", "four", "five"], "Our letters", true);
    }

    #[test]
    fn the_last_pages_are_remembered_each_once() {
        let mut known = Pages::default();
        for slot in 0..20 {
            assert!(known.learn(slot, &page(&["one"], &["two"])));
        }
        assert!(!known.learn(19, &page(&["one"], &["two"])));
        assert!(known.learn(19, &page(&["one"], &["three"])));
        assert_eq!(known.others(Some(19)).0.len(), 7);
        known.forget(&[18, 19]);
        assert_eq!(known.others(None).0.len(), 6);
    }

    #[test]
    fn much_is_bounded() {
        let lines: Vec<String> = (0..2_000_u32)
            .map(|n| char::from_u32(0x4e00 + n).into_iter().collect())
            .collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let mut known = Pages::default();
        for slot in 0..30 {
            known.learn(slot, &page(&lines, &lines));
        }
        let bytes = serde_json::to_vec(&known).expect("numbers are JSON");
        assert!(bytes.len() < 64 << 10, "{}", bytes.len());
    }
}

//! What is known of a source: which blocks its last articles share.
//!
//! Of every block only a short print is kept, and the one article that had it. When a second article
//! has it too, it becomes a [`Rule`] with a sample of its words; from the third on it may be furniture.
//! Counted are different articles: what has the same headline, or shares two fifths of its texts, is
//! the same article, and teaches nothing twice.

use std::collections::{BTreeMap, HashMap};

use depesche_model::text::shorten;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::block::{Block, Blocks, Class, Place};
use super::pages::{Others, PageBlocks, Pages};
use super::print::{fold_into, hash};
use super::promo::Promo;
use super::rule::{Rule, Sighting, id};

/// How many articles are remembered.
const ARTICLES: usize = 30;

/// For how long.
const LIFE: SignedDuration = SignedDuration::from_hours(90 * 24);

/// How many blocks of one article are remembered that no other had.
const SINGLES_OF_ONE: usize = 256;

/// How many rules are kept: more than any site has pieces of furniture.
const MAX_RULES: usize = 2_000;

/// How long a sample is, in characters.
const SAMPLE_CHARS: usize = 120;

/// What is known of a source.
#[derive(Debug, Default)]
pub struct Memory {
    articles: Vec<Known>,
    /// Blocks that one article had.
    singles: HashMap<u32, Single>,
    rules: HashMap<u64, Rule>,
    pages: Pages,
    decisions: BTreeMap<String, Decision>,
    /// The slots of the articles that were learned since the memory was read.
    fresh: u32,
    has_changed: bool,
}

/// What the operator has decided of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// What it tells of is never cut.
    Keep,
    /// Always, however seldom it was seen.
    Cut,
}

/// An article to learn from.
#[derive(Clone, Copy, Debug)]
pub struct Lesson<'a> {
    /// Its headline: two articles have two.
    pub title: &'a str,
    /// When it was read.
    pub at: Timestamp,
    /// Its text.
    pub text: &'a Blocks,
    /// Its whole page, where that was read.
    pub page: Option<&'a PageBlocks>,
}

/// A rule as the operator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What it is called by.
    pub id: String,
    /// Whether what it tells of is cut.
    pub is_cut: bool,
    /// Whether the operator has decided so.
    pub is_decided: bool,
    /// Why, in words.
    pub reason: String,
    /// How many of the last articles have it.
    pub articles: u32,
    /// Of how many.
    pub of: usize,
    /// How many had it in all.
    pub ever: u32,
    /// When it was seen last.
    pub last_seen: Timestamp,
    /// Where it stood last.
    pub place: Place,
    /// Its words, or their beginning; a picture's address.
    pub sample: String,
}

/// An article that was learned from.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Known {
    slot: u8,
    title: u32,
    at: i64,
    /// How many texts it has: what tells it from others.
    texts: u32,
}

#[derive(Clone, Copy, Debug)]
struct Single {
    slot: u8,
    is_text: bool,
}

/// As it lies in the store.
#[derive(Serialize, Deserialize)]
struct Kept {
    articles: Vec<Known>,
    /// A list for each of them; a text's print is odd.
    singles: Vec<Vec<u32>>,
    rules: Vec<(u64, Rule)>,
    #[serde(default)]
    pages: Pages,
}

impl Memory {
    /// Reads what [`Memory::to_bytes`] wrote, with what the operator decided since. What cannot be
    /// read is forgotten.
    pub fn read(bytes: &[u8], decisions: BTreeMap<String, Decision>) -> Self {
        let mut memory = Self {
            decisions,
            ..Self::default()
        };
        let Ok(kept) = serde_json::from_slice::<Kept>(bytes) else {
            return memory;
        };
        for (known, singles) in kept.articles.iter().zip(kept.singles) {
            let slot = known.slot % 32;
            memory.singles.extend(singles.into_iter().map(|print| {
                let is_text = print & 1 == 1;
                (print >> 1, Single { slot, is_text })
            }));
        }
        memory.articles = kept.articles;
        memory.articles.truncate(ARTICLES);
        for known in &mut memory.articles {
            known.slot %= 32;
        }
        memory.rules = kept.rules.into_iter().take(MAX_RULES).collect();
        memory.pages = kept.pages.bounded();
        let cut: Vec<u64> = memory
            .rules
            .keys()
            .copied()
            .filter(|print| memory.is_furniture(*print))
            .collect();
        for print in cut {
            if let Some(rule) = memory.rules.get_mut(&print) {
                rule.was_cut = true;
            }
        }
        memory
    }

    /// What is to be stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut of_slots = vec![Vec::new(); 32];
        for (print, single) in &self.singles {
            let print = print << 1 | u32::from(single.is_text);
            of_slots[usize::from(single.slot % 32)].push(print);
        }
        let articles = self.articles.iter();
        let mut singles: Vec<_> = articles
            .map(|one| std::mem::take(&mut of_slots[usize::from(one.slot % 32)]))
            .collect();
        for list in &mut singles {
            list.sort_unstable();
        }
        let mut rules: Vec<_> = self.rules.clone().into_iter().collect();
        rules.sort_unstable_by_key(|(print, _)| *print);
        let kept = Kept {
            articles: self.articles.clone(),
            singles,
            rules,
            pages: self.pages.clone(),
        };
        serde_json::to_vec(&kept).expect("numbers and texts are JSON")
    }

    /// Whether no block was seen twice.
    pub(crate) fn knows_nothing(&self) -> bool {
        self.rules.is_empty()
    }

    /// Whether there is something to be stored.
    pub fn has_changed(&self) -> bool {
        self.has_changed
    }

    /// Whether older articles have what was found to be furniture just now.
    pub fn reaches_back(&self) -> bool {
        self.rules.iter().any(|(print, rule)| {
            !rule.was_cut && rule.slots & !self.fresh != 0 && self.is_furniture(*print)
        })
    }

    /// The source's pages but the one of the article that is called so.
    pub(crate) fn others(&self, title: &str) -> Others<'_> {
        let title = title_print(title);
        let own = self.articles.iter().find(|known| known.title == title);
        self.pages.others(own.map(|known| known.slot))
    }

    /// Whether a block with this fingerprint is furniture, by all that is known now.
    pub(crate) fn is_furniture(&self, fingerprint: u64) -> bool {
        let Some(rule) = self.rules.get(&fingerprint) else {
            return false;
        };
        match self.decision(fingerprint, rule) {
            Some(decision) => decision == Decision::Cut,
            None => rule.is_settled || rule.is_on_pages || rule.is_proven(self.articles.len()),
        }
    }

    /// The same, with the name of the rule.
    pub(crate) fn verdict(&self, fingerprint: u64) -> Option<String> {
        let is_furniture = self.is_furniture(fingerprint);
        is_furniture.then(|| id(fingerprint))
    }

    /// Whether the operator keeps what this shape tells of.
    pub(crate) fn keeps(&self, promo: Promo) -> bool {
        self.decisions.get(promo.as_str()) == Some(&Decision::Keep)
    }

    /// Whether the operator keeps this very block.
    pub(crate) fn keeps_block(&self, fingerprint: u64) -> bool {
        !self.decisions.is_empty() && self.decisions.get(&id(fingerprint)) == Some(&Decision::Keep)
    }

    fn decision(&self, fingerprint: u64, rule: &Rule) -> Option<Decision> {
        if self.decisions.is_empty() {
            return None;
        }
        self.decisions.get(&rule.id(fingerprint)).copied()
    }

    /// Learns from an article. The same one again only adds what it did not have before.
    pub fn learn(&mut self, lesson: &Lesson<'_>) {
        let slot = match self.same(lesson) {
            Some(slot) => slot,
            None => self.room(lesson),
        };
        let mut left = SINGLES_OF_ONE;
        let (blocks, at) = (lesson.text, lesson.at);
        for block in &blocks.list {
            let sighting = Sighting {
                blocks,
                block,
                slot,
                at,
            };
            self.see(sighting, &mut left);
            if (lesson.page).is_some_and(|page| page.has_repeated(blocks.text_of(block))) {
                self.see_on_pages(sighting);
            }
        }
        if let Some(page) = lesson.page {
            self.has_changed |= self.pages.learn(slot, page);
        }
        self.settle();
    }

    /// The rules, those that cut first, then by how many articles have them.
    pub fn list(&self) -> Vec<Listed> {
        let rules = self.rules.iter();
        let mut list: Vec<_> = rules
            .map(|(print, rule)| {
                let is_told = rule.promo.is_some_and(|promo| !self.keeps(promo));
                Listed {
                    id: rule.id(*print),
                    is_cut: is_told || self.is_furniture(*print),
                    is_decided: self.decision(*print, rule).is_some(),
                    reason: rule.reason(),
                    articles: rule.slots.count_ones(),
                    of: self.articles.len(),
                    ever: rule.ever,
                    last_seen: Timestamp::from_second(rule.last).unwrap_or_default(),
                    place: rule.place,
                    sample: rule.sample.clone(),
                }
            })
            .collect();
        list.sort_by(|a, b| {
            let key = |one: &Listed| (!one.is_cut, u32::MAX - one.articles);
            key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
        });
        list
    }

    /// The slot of an article that this one is, too.
    fn same(&mut self, lesson: &Lesson<'_>) -> Option<u8> {
        let title = title_print(lesson.title);
        if let Some(known) = self.articles.iter().find(|known| known.title == title) {
            return Some(known.slot);
        }
        let (mut texts, mut shared) = (0_u32, [0_u32; 32]);
        for block in lesson.text.list.iter().filter(|block| block.is_text()) {
            let slots = match self.rules.get(&block.print) {
                Some(_) if self.is_furniture(block.print) => continue,
                Some(rule) => rule.slots,
                None => (self.singles.get(&short(block.print)))
                    .map_or(0, |single| 1 << (single.slot % 32)),
            };
            texts += 1;
            for (slot, count) in shared.iter_mut().enumerate() {
                *count += slots >> slot & 1;
            }
        }
        let is_same = |known: &&Known| {
            let (shared, least) = (shared[usize::from(known.slot)], texts.min(known.texts));
            // One text that two articles of several share is furniture, most likely.
            let is_more_than_one = shared > 1 || texts == 1 && known.texts == 1;
            is_more_than_one && shared * 5 > least * 2
        };
        self.articles.iter().find(is_same).map(|known| known.slot)
    }

    /// A slot for an article that is new; the oldest makes room.
    fn room(&mut self, lesson: &Lesson<'_>) -> u8 {
        let at = lesson.at.as_second();
        let dead: Vec<u8> = {
            let is_old = |known: &&Known| at - known.at > LIFE.as_secs();
            let old = self.articles.iter().filter(is_old).map(|known| known.slot);
            old.collect()
        };
        self.forget(&dead);
        if self.articles.len() >= ARTICLES {
            self.forget(&[self.articles[0].slot]);
        }
        let taken = self
            .articles
            .iter()
            .fold(0_u32, |all, one| all | 1 << one.slot);
        let slot = u8::try_from((!taken).trailing_zeros().min(31)).unwrap_or(31);
        let texts = lesson.text.list.iter().filter(|block| block.is_text());
        self.articles.push(Known {
            slot,
            title: title_print(lesson.title),
            at,
            texts: u32::try_from(texts.count()).unwrap_or(u32::MAX),
        });
        self.fresh |= 1 << slot;
        self.has_changed = true;
        slot
    }

    fn forget(&mut self, slots: &[u8]) {
        if slots.is_empty() {
            return;
        }
        let mask = slots.iter().fold(0_u32, |all, slot| all | 1 << (slot % 32));
        self.articles.retain(|known| !slots.contains(&known.slot));
        self.singles
            .retain(|_, single| !slots.contains(&single.slot));
        self.fresh &= !mask;
        let decisions = &self.decisions;
        self.pages.forget(slots);
        self.rules.retain(|print, rule| {
            rule.slots &= !mask;
            rule.edges &= !mask;
            rule.slots != 0 || decisions.contains_key(&rule.id(*print))
        });
        self.has_changed = true;
    }

    fn see(&mut self, sighting: Sighting<'_>, left: &mut usize) {
        let Sighting { blocks, block, .. } = sighting;
        if let Some(promo) = block.promo {
            let print = hash([b"promo ".as_slice(), promo.as_str().as_bytes()]);
            let class = Class::Promo;
            let rules = &mut self.rules;
            let rule = rules
                .entry(print)
                .or_insert_with(|| Rule::new(class, Some(promo), sample(blocks, block)));
            self.has_changed |= rule.note(sighting);
        }
        if block.bytes() == 0 && block.class != Class::Picture {
            return;
        }
        self.see_print(block.print, block.class, sighting, left);
        for frame in block.frames.into_iter().flatten() {
            let class = match block.links.count {
                0 => Class::Frame,
                _ => Class::LinkFrame,
            };
            self.see_print(frame, class, sighting, left);
        }
    }

    fn see_print(&mut self, print: u64, class: Class, sighting: Sighting<'_>, left: &mut usize) {
        if let Some(rule) = self.rules.get_mut(&print) {
            self.has_changed |= rule.note(sighting);
            return;
        }
        let (short, slot) = (short(print), sighting.slot);
        match self.singles.get(&short) {
            Some(single) if single.slot == slot => {}
            Some(single)
                if self.rules.len() < MAX_RULES && !sighting.blocks.spares(sighting.block) =>
            {
                let sample = sample(sighting.blocks, sighting.block);
                let mut rule = Rule::new(class, None, sample);
                rule.slots = 1 << (single.slot % 32);
                rule.ever = 1;
                rule.note(sighting);
                self.singles.remove(&short);
                self.rules.insert(print, rule);
                self.has_changed = true;
            }
            None if *left > 0 => {
                *left -= 1;
                let is_text = matches!(class, Class::Text | Class::LinkText);
                self.singles.insert(short, Single { slot, is_text });
                self.has_changed = true;
            }
            _ => {}
        }
    }

    /// Other pages have this block of the text, too: it has a rule at once.
    fn see_on_pages(&mut self, sighting: Sighting<'_>) {
        let Sighting { blocks, block, .. } = sighting;
        if block.class == Class::Picture || block.bytes() == 0 || blocks.spares(block) {
            return;
        }
        if self.rules.len() >= MAX_RULES && !self.rules.contains_key(&block.print) {
            return;
        }
        self.singles.remove(&short(block.print));
        let sample = sample(blocks, block);
        let rule =
            (self.rules.entry(block.print)).or_insert_with(|| Rule::new(block.class, None, sample));
        self.has_changed |= rule.note(sighting) || !rule.is_on_pages;
        rule.is_on_pages = true;
    }

    /// What was found to be furniture stays so while anything of it is remembered.
    fn settle(&mut self) {
        let articles = self.articles.len();
        for rule in self.rules.values_mut() {
            // Long texts are proven by their share alone: it may fall again.
            let may_settle = !matches!(rule.class, Class::Text | Class::Picture);
            rule.is_settled |= may_settle && rule.is_proven(articles);
        }
    }
}

/// What is kept of a block that one article had: 31 bits, since the last says whether it is a text.
fn short(print: u64) -> u32 {
    u32::try_from(print >> 33).unwrap_or(u32::MAX)
}

fn title_print(title: &str) -> u32 {
    let mut folded = String::with_capacity(title.len());
    fold_into(&mut folded, title);
    // Numbers tell headlines apart: "Lottery numbers of 3 May", "of 10 May".
    short(hash([folded.as_bytes(), &[0], title.as_bytes()]))
}

fn sample(blocks: &Blocks, block: &Block) -> String {
    let text = blocks.text_of(block);
    shorten(text, SAMPLE_CHARS).0
}

//! A block that several articles had, and how much it takes to call it furniture.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::block::{Block, Blocks, Class, Place};
use super::promo::Promo;

/// A block that several articles had.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Rule {
    pub(crate) class: Class,
    /// The slots of the articles that have it.
    pub(crate) slots: u32,
    /// Those of them where it stood before or behind all texts. The first is not known.
    pub(crate) edges: u32,
    pub(crate) ever: u32,
    pub(crate) last: i64,
    pub(crate) place: Place,
    pub(crate) promo: Option<Promo>,
    /// Whether it was found to be furniture, and it takes more than a pause to forget that.
    pub(crate) is_settled: bool,
    /// Whether several of the source's pages have it outside of what surely is text.
    #[serde(default)]
    pub(crate) is_on_pages: bool,
    pub(crate) sample: String,
    /// Before anything was learned from what was read just now.
    #[serde(skip)]
    pub(crate) was_cut: bool,
}

/// That an article has a block.
#[derive(Clone, Copy)]
pub(crate) struct Sighting<'a> {
    pub(crate) blocks: &'a Blocks,
    pub(crate) block: &'a Block,
    pub(crate) slot: u8,
    pub(crate) at: Timestamp,
}

impl Rule {
    pub(crate) fn new(class: Class, promo: Option<Promo>, sample: String) -> Self {
        Self {
            class,
            slots: 0,
            edges: 0,
            ever: 0,
            last: i64::MIN,
            place: Place::Inside,
            promo,
            is_settled: false,
            is_on_pages: false,
            sample,
            was_cut: false,
        }
    }

    /// Whether that was new.
    pub(crate) fn note(&mut self, sighting: Sighting<'_>) -> bool {
        let bit = 1 << (sighting.slot % 32);
        if self.slots & bit != 0 {
            return false;
        }
        self.slots |= bit;
        self.ever = self.ever.saturating_add(1);
        self.last = self.last.max(sighting.at.as_second());
        self.place = sighting.block.place;
        if self.place != Place::Inside {
            self.edges |= bit;
        }
        true
    }

    /// The third article at the earliest; the longer and the less linked, the more it takes. A quote
    /// or an agency's background may stand in several articles of a series.
    pub(crate) fn is_proven(&self, articles: usize) -> bool {
        let seen = self.slots.count_ones();
        let is_of = |percent: u32| {
            let articles = u32::try_from(articles).unwrap_or(u32::MAX);
            seen * 100 >= articles * percent
        };
        // Where it stood first was not noted.
        let is_at_edge = self.edges.count_ones() + 1 >= seen;
        seen >= 3
            && match self.class {
                Class::LinkLine | Class::LinkFrame => true,
                Class::LinkText => is_of(15),
                Class::Line | Class::Heading => {
                    is_at_edge && is_of(25) || is_of(60) || seen >= 4 && is_of(40)
                }
                Class::Frame => is_at_edge && is_of(25) || is_of(60),
                Class::Text => is_at_edge && is_of(60) || seen >= 5 && is_of(60),
                Class::Picture => seen >= 4 && is_of(40),
                Class::Promo => false,
            }
    }

    pub(crate) fn id(&self, print: u64) -> String {
        match self.promo {
            Some(promo) => promo.to_string(),
            None => id(print),
        }
    }

    pub(crate) fn reason(&self) -> String {
        let what = match (self.promo, self.class) {
            (Some(promo), _) => return format!("its shape: {promo}"),
            _ if self.is_on_pages => "it stands on other pages, too",
            (_, Class::LinkLine) => "a line with a link repeats",
            (_, Class::LinkText) => "a text with a link repeats",
            (_, Class::Text) => "a text repeats",
            (_, Class::Heading) => "a heading repeats",
            (_, Class::Picture) => "a picture repeats",
            (_, Class::LinkFrame | Class::Frame) => "a line repeats but for its names",
            (_, Class::Line | Class::Promo) => "a line repeats",
        };
        what.to_owned()
    }
}

/// What a rule that was learned is called by.
pub(crate) fn id(print: u64) -> String {
    format!("{:08x}", print >> 32)
}

//! What a block stands in, from its own element up to the document.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use html5ever::{LocalName, local_name};

use super::whole::Whole;
use super::{number, share, small};
use crate::page::text::hints::Hints;
use crate::tree::{Element, Id, Tree};

/// How far up names are near.
const NEAR: usize = 3;

/// An element with more than this share of the page's text says nothing of a block by its name.
const WHOLE_SHARE: f32 = 0.7;

/// What was met on the way from a block up; -1 where something was not met.
#[derive(Debug)]
pub(super) struct Line {
    /// How many articles, mains, asides and so on, in the order of the names.
    pub(super) around: [u8; 13],
    /// The kinds of names that are near, as bits.
    pub(super) near: u32,
    /// Those further up.
    pub(super) far: u32,
    /// How much of the page's text stands in the block's article.
    pub(super) article_share: f32,
    /// How many elements below the one that holds most of the text.
    pub(super) hops_to_top: f32,
    /// How often an element like one of these is there: the most that was met, and its words.
    pub(super) item_repeat: f32,
    pub(super) item_words: f32,
    headline_share: f32,
    headline_hops: f32,
    headline_article: f32,
    article_number: f32,
}

/// Climbs from blocks up, and remembers what it has read on the way.
pub(super) struct Climber<'p> {
    hints: Hints<'p>,
    /// The kinds of names of each node, once they were asked for.
    kinds: Vec<Option<u32>>,
    /// The numbers of the articles, in the order in which they were met.
    articles: HashMap<Id, f32, RandomState>,
}

impl<'p> Climber<'p> {
    pub(super) fn of(tree: &Tree) -> Self {
        Self {
            hints: Hints::default(),
            kinds: vec![None; tree.len()],
            articles: HashMap::default(),
        }
    }

    /// What the block of this number stands in.
    pub(super) fn climb(&mut self, whole: &Whole<'p>, at: usize) -> Line {
        let mut line = Line::default();
        let block = &whole.blocks[at];
        let elements = std::iter::once(block.element).chain(whole.tree.ancestors(block.element));
        for (up, id) in elements.enumerate() {
            let Some(element) = whole.tree.element(id) else {
                break;
            };
            let name = element.local();
            line.count(name);
            if id == whole.top {
                line.hops_to_top = number(up);
            }
            line.meet_headline(whole, up, id);
            if *name == local_name!("article") {
                self.meet_article(whole, id, &mut line);
            }
            if up > 0 && *name != local_name!("tr") && whole.sums(id).words > small(block.words) {
                line.meet_item(whole, id);
            }
            let is_whole = up > 0
                && whole.total.good > 0.0
                && whole.sums(id).good > whole.total.good * WHOLE_SHARE;
            if is_whole || *name == local_name!("body") {
                continue;
            }
            let kinds = self.kinds(id, element);
            if up < NEAR {
                line.near |= kinds;
            } else {
                line.far |= kinds;
            }
        }
        line
    }

    fn kinds(&mut self, id: Id, element: &'p Element) -> u32 {
        *self.kinds[id as usize].get_or_insert_with(|| self.hints.kinds(element))
    }

    fn meet_article(&mut self, whole: &Whole<'_>, id: Id, line: &mut Line) {
        if whole.headline_line.contains_key(&id) {
            line.headline_article = 1.0;
        }
        let next = number(self.articles.len() + 1);
        line.article_number = *self.articles.entry(id).or_insert(next);
        if line.article_share == 0.0 {
            line.article_share = share(whole.sums(id).good, whole.total.good);
        }
    }
}

impl Default for Line {
    fn default() -> Self {
        Self {
            around: [0; 13],
            near: 0,
            far: 0,
            article_share: 0.0,
            hops_to_top: -1.0,
            item_repeat: 0.0,
            item_words: 0.0,
            headline_share: -1.0,
            headline_hops: -1.0,
            headline_article: 0.0,
            article_number: 0.0,
        }
    }
}

impl Line {
    /// How it lies to the headline: how much text the smallest element has that holds both, how many
    /// elements lie between, whether one article holds both, and the number of the outermost article.
    pub(super) fn headline(&self) -> [f32; 4] {
        [
            self.headline_share,
            self.headline_hops,
            self.headline_article,
            self.article_number,
        ]
    }

    fn meet_headline(&mut self, whole: &Whole<'_>, up: usize, id: Id) {
        if self.headline_hops >= 0.0 {
            return;
        }
        if let Some(other) = whole.headline_line.get(&id) {
            self.headline_hops = number(up + other);
            self.headline_share = share(whole.sums(id).good, whole.total.good);
        }
    }

    fn meet_item(&mut self, whole: &Whole<'_>, id: Id) {
        let count = whole.alike(id).min(100.0);
        if count > self.item_repeat {
            self.item_repeat = count;
            self.item_words = whole.sums(id).words;
        }
    }

    fn count(&mut self, name: &LocalName) {
        let at = match *name {
            local_name!("article") => 0,
            local_name!("main") => 1,
            local_name!("aside") => 2,
            local_name!("nav") => 3,
            local_name!("footer") => 4,
            local_name!("header") => 5,
            local_name!("figure") => 6,
            local_name!("table") => 7,
            local_name!("form") => 8,
            local_name!("ul") | local_name!("ol") | local_name!("dl") => 9,
            local_name!("blockquote") => 10,
            local_name!("section") => 11,
            local_name!("dialog") => 12,
            _ => return,
        };
        self.around[at] = self.around[at].saturating_add(1);
    }
}

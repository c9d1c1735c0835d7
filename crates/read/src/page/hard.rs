//! Pages that hold no article, or not all of it: what stands between a reader and the text.
//!
//! A page is suspected only where its text is short or speaks of consent; an article with a banner
//! beside it is an article, whatever vendor's programme it loads. Where the page is suspected, two
//! signs are asked for: how it is built and whose programme it is come first, words of any language
//! are the weakest sign. Nothing is clicked and nothing is got around.
//!
//! Start reading at [`obstacle`].

mod amp;
mod consent;
mod later;
mod marks;
mod offer;

#[cfg(test)]
mod tests;

use html5ever::{LocalName, local_name};
use serde::Serialize;
use url::Url;

use super::text::words;
use crate::tree::{Data, Id, Tree};
pub use later::{leads_away, was_cut_off};

/// What stands where the article should be, or before the rest of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// A question whether cookies may be set.
    Consent,
    /// A question whether we are a human.
    BotCheck,
    /// An offer to pay: the text is only the beginning.
    Paywall,
    /// Nothing but a programme that would show the article.
    Shell,
    /// A page that says that there is no article.
    Missing,
}

impl Obstacle {
    /// What it is, in a sentence for the operator.
    pub fn says(self) -> &'static str {
        match self {
            Self::Consent => "the page asks for consent to cookies in place of the article",
            Self::BotCheck => "the page asks for a human in place of the article",
            Self::Paywall => "the article is behind a paywall: the page has only its beginning",
            Self::Shell => "the page is an empty shell that a programme would fill",
            Self::Missing => "the page says that the article is not there",
        }
    }

    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Consent,
        Self::BotCheck,
        Self::Paywall,
        Self::Shell,
        Self::Missing,
    ];

    /// Reads the word in the database back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|obstacle| obstacle.as_str() == word)
    }

    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::BotCheck => "bot check",
            Self::Paywall => "paywall",
            Self::Shell => "shell",
            Self::Missing => "missing",
        }
    }
}

/// What a page was seen to be.
pub(super) struct Seen<'a> {
    /// Where it was fetched in the end.
    pub(super) url: &'a Url,
    /// The page, as it was sent.
    pub(super) markup: &'a str,
    pub(super) tree: &'a Tree,
    /// What its `title` element says.
    pub(super) title: &'a str,
    /// The headline of its article.
    pub(super) headline: &'a str,
    /// The text that was found on it, plain.
    pub(super) text: &'a str,
    /// Whether it says that it is an article of any kind.
    pub(super) is_piece: bool,
    /// Whether it says that one must pay.
    pub(super) is_paid: bool,
    /// Whether an element is called a paywall.
    pub(super) has_paywall_element: bool,
    /// How many words it says it has.
    pub(super) told_words: Option<u32>,
    /// Which of its parts it says one must pay for: selectors.
    pub(super) paid_parts: &'a [String],
}

/// So many words are an article, whatever stands around them.
const ARTICLE_WORDS: u32 = 120;

/// So few may be what a page says that has no article.
const FEW_WORDS: u32 = 60;

/// So few words of an article that one must pay for are its beginning.
const TEASER_WORDS: u32 = 100;

/// So many are, where the part that one pays for is not on the page.
const LONG_TEASER_WORDS: u32 = 250;

/// From how many words on a page's own count says something.
const COUNTED_WORDS: u32 = 100;

/// How many selectors are looked for.
const MAX_SELECTORS: usize = 16;

/// Into how many elements of a kind is looked: each look may be a walk through the page.
const MAX_LOOKED_AT: usize = 16;

/// What stands between the reader and the article; `None`: nothing.
pub(super) fn obstacle(seen: &Seen<'_>) -> Option<Obstacle> {
    let count = words(seen.text);
    if consent::is_wall(seen, count) {
        return Some(Obstacle::Consent);
    }
    if count < ARTICLE_WORDS && marks::asks_for_a_human(seen) {
        return Some(Obstacle::BotCheck);
    }
    if is_teaser(seen, count) {
        return Some(Obstacle::Paywall);
    }
    if count < ARTICLE_WORDS && !seen.is_piece && marks::says_missing(seen.title) {
        return Some(Obstacle::Missing);
    }
    is_shell(seen, count).then_some(Obstacle::Shell)
}

/// Whether a page's text is only the beginning of its article.
fn is_teaser(seen: &Seen<'_>, count: u32) -> bool {
    let told = seen.told_words.filter(|told| *told >= COUNTED_WORDS);
    if !seen.is_paid {
        // Counts are wrong too often to be believed alone; an element called a paywall is often
        // one that opens after some visits.
        let is_cut = told.is_some_and(|told| u64::from(count) * 5 < u64::from(told) * 2);
        let ends_so = || count < ARTICLE_WORDS && offer::follows(seen.tree, seen.text);
        return count > 0 && ((is_cut && seen.has_paywall_element) || ends_so());
    }
    if let Some(told) = told {
        return u64::from(count) * 10 < u64::from(told) * 6;
    }
    count < TEASER_WORDS || (count < LONG_TEASER_WORDS && lacks_paid_part(seen))
}

/// Whether the page names a part that one pays for, and has none of it.
fn lacks_paid_part(seen: &Seen<'_>) -> bool {
    let selectors = seen.paid_parts.iter().flat_map(|part| part.split(','));
    let names: Vec<&str> = selectors.filter_map(simple).take(MAX_SELECTORS).collect();
    !names.is_empty() && !has_text_in(seen.tree, &names)
}

/// The class or id that a selector is; `None` where it is more than that.
fn simple(selector: &str) -> Option<&str> {
    let name = selector.trim().strip_prefix(['.', '#'])?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    (!name.is_empty() && name.chars().all(is_name)).then_some(name)
}

/// Whether an element of one of these classes or ids holds words.
fn has_text_in(tree: &Tree, names: &[&str]) -> bool {
    let elements = tree.subtree(Tree::ROOT).filter(|id| {
        let mut classes = tree.attribute(*id, "class").split_ascii_whitespace();
        classes.any(|name| names.contains(&name)) || names.contains(&tree.attribute(*id, "id"))
    });
    let mut elements = elements.take(MAX_LOOKED_AT);
    elements.any(|id| words_in(tree, id, COUNTED_WORDS) >= COUNTED_WORDS / 2)
}

/// How many words a reader sees in an element; counted until there are `enough`.
fn words_in(tree: &Tree, root: Id, enough: u32) -> u32 {
    words(&shown(tree, root, enough))
}

/// The text that a reader sees in an element; the first pieces of it that have `enough` words.
fn shown(tree: &Tree, root: Id, enough: u32) -> String {
    let (mut text, mut count, mut waiting) = (String::new(), 0, vec![root]);
    while let Some(id) = waiting.pop() {
        match tree.data(id) {
            Data::Text(piece) => {
                count += words(piece);
                text.push_str(piece);
                text.push(' ');
            }
            Data::Element(element) if is_unseen(element.local()) => continue,
            _ => {
                let at = waiting.len();
                waiting.extend(tree.children(id));
                waiting[at..].reverse();
            }
        }
        if count >= enough {
            break;
        }
    }
    text
}

fn is_unseen(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("head")
            | local_name!("script")
            | local_name!("style")
            | local_name!("noscript")
            | local_name!("template")
    )
}

/// Whether a page without a text waits for a programme to bring it. A text that asks for scripts is
/// none; any other is an article, if a short one.
fn is_shell(seen: &Seen<'_>, count: u32) -> bool {
    if count > 0 {
        return count < FEW_WORDS && marks::asks_for_scripts(seen.text);
    }
    let text = shown(seen.tree, seen.tree.body(), ARTICLE_WORDS);
    let shows_little = words(&text) < ARTICLE_WORDS;
    marks::noscript_asks(seen.tree)
        || (shows_little && marks::asks_for_scripts(&text))
        || (marks::has_programme(seen.markup) && (shows_little || has_empty_root(seen.tree)))
}

/// Whether the element that a programme would fill is there and empty.
fn has_empty_root(tree: &Tree) -> bool {
    const ROOTS: [&str; 8] = [
        "root",
        "app",
        "__next",
        "__nuxt",
        "___gatsby",
        "react-root",
        "main-app",
        "svelte",
    ];
    let is_root = |id: &Id| {
        ROOTS.contains(&tree.attribute(*id, "id")) || {
            let element = tree.element(*id);
            element.is_some_and(|element| &**element.local() == "app-root")
        }
    };
    let roots = tree.subtree(tree.body()).filter(is_root);
    roots
        .take(MAX_LOOKED_AT)
        .any(|id| words_in(tree, id, FEW_WORDS) < FEW_WORDS)
}

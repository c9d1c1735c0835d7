//! Offers to pay that stand where a text ends, on pages that do not say for machines that one must.

use super::{MAX_LOOKED_AT, shown};
use crate::page::meta::letters;
use crate::page::text::words;
use crate::tree::{Id, Tree};

/// What paywalls are called.
const NAMES: [&str; 14] = [
    "paywall",
    "regwall",
    "pay-wall",
    "subscription-wall",
    "subscribe-wall",
    "subscriber-wall",
    "premium-wall",
    "membership-wall",
    "content-gate",
    "article-barrier",
    "tp-container",
    "piano-",
    "poool",
    "zephr-",
];

/// What they offer, in small letters; each stands for all words that begin so.
const OFFERS: [&str; 24] = [
    "subscri",
    "premium",
    "unlock",
    "trial",
    "member",
    "register",
    "login",
    "sign",
    "abo",
    "abonn",
    "weiterlesen",
    "freischalten",
    "registrier",
    "anmelden",
    "probe",
    "inscri",
    "suscri",
    "abbonat",
    "assin",
    "prenum",
    "tilaa",
    "logg",
    "accès",
    "доступ",
];

/// So many words of a page are looked at.
const MAX_WORDS: u32 = 4_000;

/// An offer says a few things, and not the whole page.
const OFFER_WORDS: std::ops::Range<u32> = 4..200;

/// How many letters may stand between the end of the text and the offer.
const MAX_BETWEEN: usize = 160;

/// Whether the text ends where an offer to pay begins.
pub(super) fn follows(tree: &Tree, text: &str) -> bool {
    let offers = tree.subtree(tree.body()).filter(|id| is_wall(tree, *id));
    let offers = offers
        .take(MAX_LOOKED_AT)
        .map(|id| shown(tree, id, OFFER_WORDS.end));
    let mut offers = offers.filter(|offer| is_offer(offer)).peekable();
    if offers.peek().is_none() {
        return false;
    }
    let page = letters(&shown(tree, tree.body(), MAX_WORDS));
    let end = last(&letters(text), 40).to_owned();
    let Some(at) = page.rfind(&end).filter(|_| !end.is_empty()) else {
        return false;
    };
    let behind = &page[at + end.len()..];
    offers.any(|offer| {
        let offer = letters(&offer);
        let begin = &offer[..offer.floor_char_boundary(30)];
        behind
            .find(begin)
            .is_some_and(|between| between <= MAX_BETWEEN)
    })
}

fn is_wall(tree: &Tree, id: Id) -> bool {
    let Some(element) = tree.element(id) else {
        return false;
    };
    let called = ["class", "id"].map(|name| element.attribute(name).to_ascii_lowercase());
    let is_named = NAMES
        .iter()
        .any(|name| called.iter().any(|it| it.contains(name)));
    let style = element.attribute("style").replace(' ', "");
    is_named && !element.has("hidden") && !style.contains("display:none")
}

fn is_offer(text: &str) -> bool {
    let text = text.to_lowercase();
    let mut parts = text.split(|c: char| !c.is_alphanumeric());
    OFFER_WORDS.contains(&words(&text))
        && parts.any(|word| OFFERS.iter().any(|stem| word.starts_with(stem)))
}

/// The end of a text, at most so many bytes.
fn last(text: &str, bytes: usize) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(bytes))..]
}

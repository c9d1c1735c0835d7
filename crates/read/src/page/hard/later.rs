//! What a later look at a page tells: that the article went, or went behind a paywall.

use depesche_model::Body;
use depesche_model::change::{Block, blocks};
use url::Url;

use crate::page::meta::overlap;
use crate::page::{Fact, Page, Place};

/// How much of two headlines must agree for a page to be the article's, wherever it stands.
const SAME_HEADLINE: f64 = 0.6;

/// Whether the address of an article leads to a page that is not it: the front page, or the section
/// that it stood in. `title` is the article's headline.
pub fn leads_away(asked: &Url, title: &str, page: &Page) -> bool {
    let Ok(arrived) = Url::parse(&page.url) else {
        return false;
    };
    if overlap(title, &page.title) >= SAME_HEADLINE {
        return false;
    }
    let (from, to) = (folders(asked), folders(&arrived));
    if is_front(&to) && arrived.query().is_none() {
        return !is_front(&from) || asked.query().is_some();
    }
    let is_above = to.len() < from.len() && from.starts_with(&to);
    is_above && page.kind.is_none()
}

/// Whether a page has only the beginning of the text that it had before, and asks to pay for more.
/// Not all that do so say it for machines.
pub fn was_cut_off(before: &Body, page: &Page) -> bool {
    let asks_to_pay = page.paywalled == Some(true)
        || (page.claims.iter())
            .any(|claim| (claim.fact, claim.place) == (Fact::Paywall, Place::Text));
    asks_to_pay && is_beginning(&blocks(&page.body), &blocks(before))
}

/// Whether a text is at most six tenths of another, and begins as that does.
fn is_beginning(text: &[Block], whole: &[Block]) -> bool {
    let length = |blocks: &[Block]| blocks.iter().map(|block| block.text.len()).sum::<usize>();
    let pairs = text.iter().zip(whole);
    let common = pairs.take_while(|(one, other)| one == other).count();
    // The last block may end with an ellipsis, or be the offer itself.
    !text.is_empty()
        && common + 2 >= text.len()
        && common > 0
        && length(text) * 10 <= length(whole) * 6
}

/// The parts of an address's path.
fn folders(url: &Url) -> Vec<&str> {
    let folders = url.path_segments().into_iter().flatten();
    folders.filter(|folder| !folder.is_empty()).collect()
}

/// Whether a path is a front page's: nothing, a language, an index.
fn is_front(folders: &[&str]) -> bool {
    match folders {
        [] => true,
        [only] => {
            let is_language = only.len() == 2 && only.bytes().all(|byte| byte.is_ascii_lowercase());
            is_language || only.starts_with("index.") || *only == "home"
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::{leads_away, was_cut_off};
    use crate::page::{Kind, Page};
    use crate::{clean, segment::segments};

    #[test]
    fn the_front_page_and_the_section_are_not_the_article() {
        let check = |asked: &str, arrived: &str, expected: bool| {
            let asked = Url::parse(asked).expect("a URL");
            let page = Page {
                url: arrived.to_owned(),
                title: "News from the harbour".to_owned(),
                ..Page::default()
            };
            assert_eq!(
                leads_away(&asked, "Bridge closed", &page),
                expected,
                "{arrived}"
            );
            let titled = Page {
                title: "Bridge closed".to_owned(),
                ..page
            };
            assert!(!leads_away(&asked, "Bridge closed", &titled), "{arrived}");
        };
        let asked = "https://town.example/news/2026/bridge";
        check(asked, "https://town.example/", true);
        check(asked, "https://www.town.example/en/", true);
        check(asked, "https://town.example/index.html", true);
        check(asked, "https://town.example/news/", true);
        check(asked, "https://town.example/news/2026/bridge-2", false);
        check(asked, "https://town.example/culture/", false);
        check(asked, asked, false);
        check("https://town.example/?p=12", "https://town.example/", true);
        check("https://town.example/", "https://town.example/", false);
    }

    #[test]
    fn an_article_above_is_one() {
        let asked = Url::parse("https://town.example/bridge/2").expect("a URL");
        let page = Page {
            url: "https://town.example/bridge".to_owned(),
            kind: Some(Kind::Article),
            ..Page::default()
        };
        assert!(!leads_away(&asked, "Bridge closed", &page));
    }

    #[test]
    fn a_text_that_ends_at_an_offer_was_cut_off() {
        let body = |markup: &str| segments(&clean(markup, None));
        let whole = body(
            "<p>One, of some length.</p><p>Two, of some length.</p><p>Three, longer than \
            these.</p><p>Four, the longest of them all, by far.</p>",
        );
        let check = |paywalled: Option<bool>, now: &str, expected: bool| {
            let page = Page {
                body: body(now),
                paywalled,
                ..Page::default()
            };
            assert_eq!(was_cut_off(&whole, &page), expected, "{now}");
        };
        let beginning = "<p>One, of some length.</p><p>Two, of …</p>";
        check(Some(true), beginning, true);
        check(None, beginning, false);
        check(Some(true), "<p>Another text.</p>", false);
        check(
            Some(true),
            "<p>One, of some length.</p><p>Two, of some length.</p><p>Three, longer \
            than these.</p>",
            false,
        );
        check(Some(true), "", false);
    }
}

//! A page whose source has rules of its own, compared with what is found without them.

use depesche_model::{Body, SegmentKind};
use url::Url;

use super::meta::{Hints, is_same};
use super::text::{self, Knowledge, words};
use super::told_text;
use crate::clean::{clean, plain};
use crate::furniture::{Others, PageBlocks};
use crate::rule::{Finder, Followed, Selector, SiteRules};
use crate::segment::segments;
use crate::tree::{Id, Tree};

/// So much of an article's words must be left when all is dropped, in percent. What is dropped may be
/// most of what is on the page (comments taken for text), but a rule that drops nearly all is stale.
const LEAST_LEFT: u32 = 10;

/// So much of the words of the ordinary way must be in what is taken, in percent: less is a teaser,
/// or a caption. Where more of the page is junk, the operator can drop that.
const LEAST_TAKEN: u32 = 30;

/// So few words are no article that could be lost.
const FEW_WORDS: u32 = 25;

/// What was read of a page's text.
pub(super) struct Read {
    pub(super) body: Body,
    /// Whether the source's rules were followed, where it has any.
    pub(super) rules: Option<Followed>,
    /// What the page teaches of its source, see [`text::Found`].
    pub(super) lesson: PageBlocks,
}

/// The rules do not fit the page.
struct Unfit {
    followed: Followed,
    complaint: String,
    /// The article's text without them.
    instead: Body,
}

/// How a page's text is read.
pub(super) struct Reading<'a> {
    known: Knowledge<'a>,
    rules: Option<&'a SiteRules>,
    others: Option<Others<'a>>,
    base: &'a Url,
    lesson: PageBlocks,
}

impl<'a> Reading<'a> {
    pub(super) fn new(known: Knowledge<'a>, hints: Hints<'a>, base: &'a Url) -> Self {
        Self {
            known,
            rules: hints.rules,
            others: hints.memory.map(|memory| memory.others(hints.title)),
            base,
            lesson: PageBlocks::default(),
        }
    }

    /// The article's text, by its source's rules where it has any.
    pub(super) fn body(mut self, tree: &mut Tree, complaints: &mut Vec<String>) -> Read {
        let (body, rules) = match self.rules {
            None => (self.ordinary(tree), None),
            Some(rules) => match self.by(rules, tree) {
                Ok(body) => (body, Some(Followed::Yes)),
                Err(unfit) => {
                    complaints.push(unfit.complaint);
                    (unfit.instead, Some(unfit.followed))
                }
            },
        };
        Read {
            body,
            rules,
            lesson: self.lesson,
        }
    }

    fn ordinary(&mut self, tree: &Tree) -> Body {
        let found = text::found(tree, &self.known, self.others.as_ref());
        self.lesson = found.lesson;
        segments(&clean(&found.markup, Some(self.base)))
    }

    fn by(&mut self, rules: &SiteRules, tree: &mut Tree) -> Result<Body, Unfit> {
        let left = self.after_drops(rules, tree)?;
        if rules.take.is_empty() {
            return Ok(left);
        }
        let ids = Finder::new(tree).outermost(&rules.take);
        if ids.is_empty() {
            return Err(Unfit {
                followed: Followed::FoundNothing,
                complaint: found_nothing(&rules.take),
                instead: left,
            });
        }
        let taken = self.taken(tree, &ids);
        if is_too_little(&taken, &left, LEAST_TAKEN) {
            return Err(too_little("what the source's rules take has", &taken, left));
        }
        Ok(taken)
    }

    /// What the ordinary way finds once the source's drops are out of the tree.
    fn after_drops(&mut self, rules: &SiteRules, tree: &mut Tree) -> Result<Body, Unfit> {
        let before = self.ordinary(tree);
        let dropped = Finder::new(tree).outermost(&rules.drop);
        if dropped.is_empty() {
            return Ok(before);
        }
        for id in dropped {
            tree.take_out(id);
        }
        let left = self.ordinary(tree);
        if is_too_little(&left, &before, LEAST_LEFT) {
            return Err(too_little(
                "what the source's rules drop leaves",
                &left,
                before,
            ));
        }
        Ok(left)
    }

    /// What stands in these elements, without the headline, which stands over the article anyway.
    fn taken(&self, tree: &Tree, ids: &[Id]) -> Body {
        let mut body = segments(&clean(&text::whole(tree, ids), Some(self.base)));
        let headline = body.0.iter().position(|segment| {
            let is_heading = segment.kind == SegmentKind::Heading;
            is_heading && is_same(&plain(segment.html.as_str()), self.known.title)
        });
        if let Some(at) = headline {
            body.0.remove(at);
        }
        body
    }
}

fn found_nothing(take: &[Selector]) -> String {
    let sought: Vec<_> = take.iter().map(Selector::as_str).collect();
    format!(
        "the source's rules find nothing to take here ({}): they were not followed",
        sought.join(", ")
    )
}

fn too_little(what: &str, has: &Body, of: Body) -> Unfit {
    let words = [has, &of].map(count);
    Unfit {
        followed: Followed::TooLittle,
        complaint: format!(
            "{what} {} of {} words: they were not followed",
            words[0], words[1]
        ),
        instead: of,
    }
}

fn is_too_little(has: &Body, of: &Body, percent: u32) -> bool {
    let (has, of) = (count(has), count(of));
    has == 0 && of > 0
        || of >= FEW_WORDS && u64::from(has) * 100 < u64::from(of) * u64::from(percent)
}

fn count(body: &Body) -> u32 {
    words(&told_text(body))
}

#[cfg(test)]
mod tests {
    use url::Url;

    use crate::page::{Hints, Page, page_of};
    use crate::rule::{Followed, SiteRules};

    fn read(html: &str, take: &[&str], drop: &[&str]) -> Page {
        let url = Url::parse("https://town.example/news/bridge").expect("a URL");
        let rules = SiteRules::read(take, drop).expect("rules");
        let hints = Hints {
            rules: Some(&rules),
            ..Hints::default()
        };
        page_of(html.as_bytes(), &url, Some("text/html"), hints)
    }

    fn paragraphs(word: &str) -> String {
        format!(
            "<p>The {word} by the harbour stays closed until Friday, because the work on it takes \
             longer than planned, as the town said on Monday. Pedestrians may still cross.</p>"
        )
        .repeat(4)
    }

    /// A page of an article with a promotion in it and a second article under it.
    fn page() -> String {
        format!(
            "<title>Bridge closed</title><main><article><h1>Bridge closed</h1><div class=body>\
             <figure><img src=/b.jpg><figcaption>The bridge</figcaption></figure>{}\
             <div class=promo><p>Read the harbour guide of this summer, now in the shop for you.</div>\
             </div></article><div class=second>{}</div></main>",
            paragraphs("bridge"),
            paragraphs("lock"),
        )
    }

    #[test]
    fn the_article_is_what_is_taken_without_what_is_dropped() {
        let page = read(&page(), &["article"], &[".promo"]);
        assert_eq!(page.rules, Some(Followed::Yes));
        assert_eq!(page.complaints, Vec::<String>::new());
        assert!(page.text.starts_with("The bridge by"), "{}", page.text);
        assert!(!page.text.contains("guide") && !page.text.contains("lock"));
        assert!(
            page.html
                .as_str()
                .contains("<figcaption>The bridge</figcaption>")
        );
    }

    #[test]
    fn parts_are_taken_in_the_pages_order_and_once() {
        let page = read(&page(), &[".second", ".body", ".body p"], &[]);
        let [bridge, lock] = ["bridge by", "lock by"].map(|words| page.text.find(words));
        assert!(bridge < lock, "{}", page.text);
        assert_eq!(page.text.matches("The bridge by").count(), 4);
    }

    #[test]
    fn what_is_dropped_is_not_looked_at() {
        let page = read(&page(), &[], &[".second"]);
        assert_eq!(page.rules, Some(Followed::Yes));
        assert!(page.text.contains("bridge") && !page.text.contains("lock"));
    }

    #[test]
    fn rules_that_find_nothing_are_told_and_not_followed() {
        let ordinary = read(&page(), &[], &[]);
        let page = read(&page(), &[".story", ".text"], &[".gone"]);
        assert_eq!(page.rules, Some(Followed::FoundNothing));
        assert_eq!(page.text, ordinary.text);
        let told =
            "the source's rules find nothing to take here (.story, .text): they were not followed";
        assert_eq!(page.complaints, [told]);
    }

    #[test]
    fn rules_that_leave_next_to_nothing_are_told_and_not_followed() {
        let ordinary = read(&page(), &[], &[]);
        for (take, drop, words) in [
            (&["figcaption"][..], &[][..], "take has 2 of "),
            (&[".promo"], &[], "take has 13 of "),
            (&[], &["div"], "drop leaves 0 of "),
            (&[".body"], &["body"], "drop leaves 0 of "),
        ] {
            let page = read(&page(), take, drop);
            assert_eq!(page.rules, Some(Followed::TooLittle));
            assert_eq!(page.text, ordinary.text);
            assert!(page.complaints[0].contains(words), "{:?}", page.complaints);
        }
    }
}

//! What the names of elements (class, id, marks for tests) say of what stands in them.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use html5ever::tokenizer::Tag;

/// The properties of microdata that are listened to.
pub(super) const PROPERTIES: [&str; 13] = [
    "author",
    "creator",
    "name",
    "headline",
    "publisher",
    "datePublished",
    "dateModified",
    "dateCreated",
    "image",
    "license",
    "articleSection",
    "isAccessibleForFree",
    "wordCount",
];

/// The longest name that is looked at, in bytes.
const MAX_BYTES: usize = 300;

/// How many names of a page are remembered.
const MAX_KNOWN: usize = 2_000;

/// What an element's name says of what stands in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hint {
    /// It names who wrote.
    pub(super) is_byline: bool,
    /// It is a date.
    pub(super) is_date: bool,
    /// It is about something else: comments, other articles.
    pub(super) is_elsewhere: bool,
}

/// Reads names, and remembers what they said: a page calls many elements the same.
#[derive(Default)]
pub(super) struct Hints(HashMap<String, Hint, RandomState>);

impl Hints {
    /// What this name says.
    pub(super) fn of(&mut self, called: &str) -> Hint {
        if let Some(hint) = self.0.get(called) {
            return *hint;
        }
        let hint = Hint {
            is_byline: is_byline(called),
            is_date: is_date(called),
            is_elsewhere: is_elsewhere(called),
        };
        if self.0.len() < MAX_KNOWN {
            self.0.insert(called.to_owned(), hint);
        }
        hint
    }
}

/// What an element is called, small.
pub(super) fn called(tag: &Tag) -> String {
    let mut called = String::new();
    for attribute in &tag.attrs {
        let name = &*attribute.name.local;
        if matches!(
            name,
            "class" | "id" | "data-testid" | "data-test" | "data-qa" | "data-component"
        ) {
            let value = &attribute.value;
            called.push_str(&value[..value.floor_char_boundary(MAX_BYTES)]);
            called.push(' ');
        }
    }
    called.make_ascii_lowercase();
    called
}

/// Whether it names who wrote.
fn is_byline(called: &str) -> bool {
    const YES: [Part; 15] = parts([
        "byline",
        "author",
        "autor",
        "auteur",
        "autore",
        "forfatter",
        "författare",
        "redakteur",
        "verfasser",
        "writer",
        "contributor",
        "reporter",
        "journalist",
        "scribe",
        "skribent",
    ]);
    const NO: [Part; 34] = parts([
        "bio",
        "img",
        "image",
        "photo",
        "avatar",
        "picture",
        "portrait",
        "desc",
        "social",
        "follow",
        "related",
        "comment",
        "more",
        "icon",
        "twitter",
        "newsletter",
        "caption",
        "credit",
        "quote",
        "teaser",
        "card",
        "about",
        "recommend",
        "popular",
        "date",
        "time",
        "share",
        "tooltip",
        "authority",
        "authoriz",
        "no-author",
        "sponsor",
        "bild",
        "foto",
    ]);
    called
        .split_ascii_whitespace()
        .any(|word| has(word, &YES) && !has(word, &NO))
}

/// Whether it is a date.
fn is_date(called: &str) -> bool {
    const YES: [Part; 12] = parts([
        "date",
        "datum",
        "publish",
        "posted",
        "fecha",
        "timestamp",
        "pubtime",
        "datetime",
        "post-time",
        "entry-time",
        "article-time",
        "time-stamp",
    ]);
    const NO: [Part; 10] = parts([
        "update-",
        "candidate",
        "publisher",
        "comment",
        "related",
        "teaser",
        "mandate",
        "validate",
        "card",
        "consent",
    ]);
    called
        .split_ascii_whitespace()
        .any(|word| has(word, &YES) && !has(word, &NO))
}

/// Whether it names who made a picture.
pub(super) fn is_credit(called: &str) -> bool {
    const YES: [Part; 8] = parts([
        "credit",
        "copyright",
        "source",
        "quelle",
        "photographer",
        "fotograf",
        "byline",
        "author",
    ]);
    has(called, &YES)
}

/// Whether it says that one must pay.
pub(super) fn is_paywall(called: &str) -> bool {
    const YES: [Part; 1] = parts(["paywall"]);
    has(called, &YES)
}

/// Whether it holds what is about something else: comments, other articles.
fn is_elsewhere(called: &str) -> bool {
    const YES: [Part; 8] = parts([
        "comments",
        "comment-list",
        "commentlist",
        "disqus",
        "related-articles",
        "recommendations",
        "most-read",
        "sidebar",
    ]);
    // Whole pages are called so by their layout.
    const NO: [Part; 4] = parts(["has-", "with-", "no-", "layout"]);
    called
        .split_ascii_whitespace()
        .any(|word| has(word, &YES) && !has(word, &NO))
}

/// A part of a name, and its letters: most names lack one of them and need not be searched.
#[derive(Clone, Copy)]
struct Part {
    text: &'static str,
    letters: u64,
}

const fn parts<const N: usize>(texts: [&'static str; N]) -> [Part; N] {
    let mut parts = [Part {
        text: "",
        letters: 0,
    }; N];
    let mut at = 0;
    while at < N {
        parts[at] = Part {
            text: texts[at],
            letters: letters(texts[at]),
        };
        at += 1;
    }
    parts
}

/// The bytes of a text as bits; some share one.
const fn letters(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let (mut letters, mut at) = (0, 0);
    while at < bytes.len() {
        letters |= 1 << (bytes[at] % 64);
        at += 1;
    }
    letters
}

fn has(word: &str, parts: &[Part]) -> bool {
    let letters = letters(word);
    let may_hold = |part: &&Part| part.letters & !letters == 0;
    let mut parts = parts.iter().filter(may_hold);
    parts.any(|part| word.contains(part.text))
}

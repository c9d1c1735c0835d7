//! Which language a text is written in.
//!
//! What a feed or a page claims is believed until the text speaks against it: many declare what
//! their software was delivered with ("en-US") and write another language. [`language`] hears the
//! claim and three witnesses of the text (`evidence`); where they do not tell, the claim stands,
//! and where there is none, nothing is said: `None`, which in BCP 47 is `und`. Such a text is shown
//! as it is, and never translated: a translation from the wrong language is worse than none.

mod evidence;
mod segments;
mod words;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use depesche_model::{Lang, Languages};
use memchr::memmem;
use whatlang::Info;

pub(crate) use segments::mark;

use evidence::{Evidence, is_foreign_script, is_known, tag, what, which};
use words::is_listed;

/// How much of a text is looked at, in bytes.
const MAX_BYTES: usize = 2_000;

/// How much of it is looked at where nothing speaks against a claim.
const MAX_BYTES_AT_FIRST: usize = 300;

/// What a claim is worth, beside a small word that only one language has (1.3); and what it is worth
/// that a feed's articles are nearly all in one language.
const CLAIM: f32 = 1.0;
const HABIT: f32 = 2.0;

/// How far a language must lead to be believed against a claim.
const LEAD: f32 = 0.5;

/// How far it must lead where nothing is claimed, and how long it must be: a name sounds like
/// some language. In bytes.
const LEAD_UNCLAIMED: f32 = 1.0;
const MIN_BYTES_UNCLAIMED: usize = 20;

/// From how many bytes on a text may be in two languages.
const MIN_BYTES_OF_TWO: usize = 400;

/// How far small words must lead to tell a language by themselves.
const EVIDENT: f32 = 1.0;

/// The language of a text (title and lead): what is claimed, unless the text speaks clearly for
/// another; without a claim what it speaks for. `None` where neither tells, and where there are no
/// words ("7.2.1").
///
/// A claimed language that we could not recognise is believed.
pub fn language(text: &str, claimed: Option<&Lang>) -> Option<Lang> {
    weighed(text, claimed, CLAIM)
}

/// The language of an article of a feed: like [`language`], where the claim is what its last
/// articles were usually in, rather than what it declares.
pub fn language_in_feed(text: &str, declared: Option<&Lang>, history: &Languages) -> Option<Lang> {
    let worth = if history.is_steady() { HABIT } else { CLAIM };
    weighed(text, prior(declared, history), worth)
}

fn weighed(text: &str, claimed: Option<&Lang>, worth: f32) -> Option<Lang> {
    let text = &without_addresses(&text[..text.floor_char_boundary(MAX_BYTES)]);
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    letters.nth(1)?;
    let Some(claimed) = claimed else {
        let has_few = letters.all(is_latin) && text.len() < MIN_BYTES_UNCLAIMED;
        let (found, lead) = Evidence::of(text, None).best()?;
        return (lead >= LEAD_UNCLAIMED && !has_few).then_some(found);
    };
    let said = spoken(claimed);
    if !is_known(&said) || is_borne_out(text, &said) {
        return Some(claimed.clone());
    }
    let mut evidence = Evidence::of(text, Some(&said));
    if !is_foreign_script(text, &said) {
        evidence.add(said.as_str(), worth);
    }
    let (found, lead) = evidence.best()?;
    let is_believed = found != said && lead >= LEAD && is_throughout(text, &found);
    Some(if is_believed { found } else { claimed.clone() })
}

/// The language that a text's small words tell by themselves: what is counted to learn which
/// language a feed is usually in. Of 4,800 sentences they told 77 % right and 0.3 % wrong.
pub fn evident(text: &str) -> Option<Lang> {
    let text = &without_addresses(&text[..text.floor_char_boundary(MAX_BYTES_AT_FIRST)]);
    let (found, lead) = Evidence::of_words(text).best()?;
    (lead >= EVIDENT).then_some(found)
}

/// What a feed's articles were usually in, or else what it declares; and that, too, where small
/// words could not have told it.
fn prior<'a>(declared: Option<&'a Lang>, history: &'a Languages) -> Option<&'a Lang> {
    let Some(usual) = history.usual() else {
        return declared;
    };
    let is_told = |declared: &&Lang| {
        let said = spoken(declared);
        said == *usual || !is_listed(said.as_str())
    };
    declared.filter(is_told).or(Some(usual))
}

/// Whether the quickest witness says the same, and the small words nothing else. Where a language
/// has none listed, any witness is enough: in a long text some words are always another's.
fn is_borne_out(text: &str, said: &Lang) -> bool {
    let beginning = &text[..text.floor_char_boundary(MAX_BYTES_AT_FIRST)];
    let is_quick = which(beginning) == said.as_str();
    if !is_listed(said.as_str()) {
        let is_said = |found: Info| tag(found.lang()) == said.as_str();
        return is_quick || what(text, Some(said)).is_some_and(is_said);
    }
    if !is_quick {
        return false;
    }
    let best = Evidence::of_words(beginning).best();
    best.is_none_or(|(found, lead)| found == *said || lead < LEAD_UNCLAIMED)
}

/// Whether a long text is in this language from its first half to its second: else it is in two,
/// and which of them is the article's, its claim knows best.
fn is_throughout(text: &str, lang: &Lang) -> bool {
    let middle = text.floor_char_boundary(text.len() / 2);
    let (first, second) = text.split_at(middle);
    let is_said = |half| {
        let best = Evidence::of_words(half).best();
        best.is_none_or(|(found, _)| found == *lang)
    };
    text.len() < MIN_BYTES_OF_TWO || (is_said(first) && is_said(second))
}

/// A text without the addresses in it: nobody wrote those words in a language.
fn without_addresses(text: &str) -> Cow<'_, str> {
    if memmem::find(text.as_bytes(), b"://").is_none() {
        return Cow::Borrowed(text);
    }
    let words = text.split_whitespace().filter(|word| !word.contains("://"));
    Cow::Owned(words.collect::<Vec<_>>().join(" "))
}

fn is_latin(letter: char) -> bool {
    letter < '\u{250}'
}

/// A language by the tag under which it is recognised: "no" is any of the two Norwegian ones, most
/// often the one that most people write.
fn spoken(lang: &Lang) -> Lang {
    match lang.as_str() {
        "no" | "nn" => Lang::parse("nb").unwrap_or_else(|| lang.clone()),
        _ => lang.clone(),
    }
}

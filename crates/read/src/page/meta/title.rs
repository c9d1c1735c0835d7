//! The headline: several places name it, with the site's name and without.

use super::claim::{Claim, Fact, Place};
use super::said::Said;
use super::words::{is_same, letters, line, overlap};

/// What stands between a headline and the name of its site.
const BETWEEN: [char; 16] = [
    '|', '-', '–', '—', '·', ':', '»', '*', '•', '/', '｜', '：', 'ㅣ', '›', '«', '~',
];

/// How much of a heading's words another title must share.
const SHARED: f64 = 0.5;

/// What the places of a page call it, in the order in which they are believed.
///
/// The Open Graph's title is written by hand for those who do not see the page, and so is the
/// headline of structured data; a heading may be the site's, and the `title` element holds the
/// section's name, too. `headline` is structured data's, `names` are what the site is called.
pub(super) fn claims(said: &Said, headline: &str, names: &[String]) -> Vec<Claim> {
    let meta = |name: &str| said.meta(&[name]);
    let others = [meta("og:title"), headline.to_owned(), said.title.clone()];
    let headings = said.headings.iter().map(|heading| line(heading));
    let heading = headings.into_iter().find(|heading| {
        let mut known = others.iter().filter(|other| !other.is_empty()).peekable();
        !heading.is_empty()
            && (known.peek().is_none() || known.any(|other| overlap(heading, other) >= SHARED))
    });
    let property = said.properties.iter().find(|(name, _)| name == "headline");
    let found = [
        (Place::OpenGraph, meta("og:title")),
        (Place::Data, headline.to_owned()),
        (Place::Text, heading.unwrap_or_default()),
        (Place::Twitter, meta("twitter:title")),
        (
            Place::Microdata,
            property.map(|(_, text)| line(text)).unwrap_or_default(),
        ),
        (
            Place::Meta,
            said.meta(&["dc.title", "dcterms.title", "parsely-title", "title"]),
        ),
        (Place::Title, line(&said.title)),
    ];
    let texts: Vec<String> = found.iter().map(|(_, text)| line(text)).collect();
    let bare = texts.iter().map(|text| bare(text, &texts, names));
    let claims = found.iter().zip(bare).filter(|(_, text)| !text.is_empty());
    claims
        .map(|((place, _), text)| Claim::new(Fact::Title, *place, text))
        .collect()
}

/// Takes one of them: the one that the feed has, too; else the first that is whole. The feed's own
/// is taken where the page adds something to it, or says nothing.
pub(super) fn take(claims: &mut Vec<Claim>, known: &str) {
    let known = line(known);
    let same = claims.iter().position(|claim| is_same(&claim.says, &known));
    let mut of_page = claims.iter();
    let is_better = claims.is_empty() || of_page.any(|claim| is_alone(&known, &claim.says));
    if same.is_none() && is_better && !known.is_empty() {
        let mut claim = Claim::new(Fact::Title, Place::Feed, known);
        claim.is_taken = true;
        claims.push(claim);
        return;
    }
    let whole = claims.iter().position(|claim| !is_cut(&claim.says, claims));
    if let Some(at) = same.or(whole).or((!claims.is_empty()).then_some(0)) {
        claims[at].is_taken = true;
    }
}

/// Whether a title ends where another one goes on: with dots, or before a quote, which ends an
/// attribute that was not escaped.
fn is_cut(title: &str, claims: &[Claim]) -> bool {
    let begun = title.trim_end_matches(['…', '.']).trim_end();
    let goes_on = |rest: &str| begun.len() < title.len() || rest.trim_start().starts_with('"');
    let mut others = claims
        .iter()
        .filter_map(|claim| claim.says.strip_prefix(begun));
    others.any(|rest| rest.chars().any(char::is_alphanumeric) && goes_on(rest))
}

/// A title without the names of the site, the section and the like.
fn bare(title: &str, others: &[String], names: &[String]) -> String {
    // Where another place has the title alone, the rest is not of it.
    let alone = others.iter().filter(|other| is_alone(other, title));
    if let Some(alone) = alone.min_by_key(|other| other.len()) {
        return alone.clone();
    }
    let mut bare = title;
    while let Some(shorter) = without_name(bare, names) {
        bare = shorter;
    }
    bare.to_owned()
}

/// Whether a text is a title without what is set apart from it, behind it or (by a bar) before it.
fn is_alone(text: &str, title: &str) -> bool {
    let (short, long) = (letters(text), letters(title));
    if short.len() >= long.len() || short.len() * 3 < long.len() {
        return false;
    }
    // Quotes and spaces differ from place to place: the letters are counted.
    let parted = |c: &char| BETWEEN.contains(c) && *c != ':';
    if long.starts_with(&short) {
        let mut left = short.len();
        let rest = title.trim_start_matches(|c: char| {
            let length: usize = c.to_lowercase().map(char::len_utf8).sum();
            let is_letter = c.is_alphanumeric();
            let is_taken = left > 0 || !is_letter && !parted(&c);
            left = left.saturating_sub(if is_letter { length } else { 0 });
            is_taken
        });
        return rest.starts_with(|c| parted(&c));
    }
    let before = title
        .split_once(['|', '｜'])
        .map(|(before, _)| letters(before));
    before.is_some_and(|before| long.strip_prefix(&before) == Some(&short))
}

/// "Bridge closed | Harbour Post" without the name behind it.
fn without_name<'a>(title: &'a str, names: &[String]) -> Option<&'a str> {
    let (at, mark) = title.char_indices().rev().find(|(at, c)| {
        BETWEEN.contains(c) && (!c.is_ascii() || title[..*at].ends_with(' ') || *c == '|')
    })?;
    let (rest, name) = (&title[..at], letters(&title[at + mark.len_utf8()..]));
    let is_name = name.chars().count() > 1
        && names.iter().any(|known| {
            let known = letters(known);
            known == name || (known.chars().count() > 3 && name.starts_with(&known))
        });
    let rest = rest.trim_end();
    (is_name && rest.chars().any(char::is_alphanumeric)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::{claims, take};
    use crate::page::meta::said::Said;

    fn check(og: &str, headline: &str, heading: &str, expected: &str) {
        let said = Said {
            metas: vec![("og:title".to_owned(), og.to_owned())],
            headings: vec!["Log in".to_owned(), heading.to_owned()],
            ..Said::default()
        };
        let mut claims = claims(&said, headline, &["Harbour Post".to_owned()]);
        take(&mut claims, "");
        let taken = claims.iter().find(|claim| claim.is_taken);
        assert_eq!(taken.map(|claim| claim.says.as_str()), Some(expected));
    }

    #[test]
    fn the_sites_name_is_no_part_of_a_headline() {
        check("Bridge closed | Harbour Post", "", "", "Bridge closed");
        check(
            "Bridge closed - News - Harbour Post",
            "",
            "",
            "Bridge closed - News",
        );
        check(
            "Bridge closed - Local",
            "Bridge closed",
            "",
            "Bridge closed",
        );
        check("Bridge - closed", "", "", "Bridge - closed");
        check(
            "Harbour: bridge closed",
            "",
            "bridge closed",
            "Harbour: bridge closed",
        );
        check(
            "Traffic | Bridge closed",
            "",
            "Bridge closed",
            "Bridge closed",
        );
    }

    #[test]
    fn a_title_that_was_cut_off_is_not_taken() {
        check(
            "The mayor says",
            "",
            "The mayor says \"never\"",
            "The mayor says \"never\"",
        );
        check(
            "The mayor…",
            "The mayor says never",
            "",
            "The mayor says never",
        );
        check(
            "The mayor says",
            "",
            "The mayor says never",
            "The mayor says",
        );
    }
}

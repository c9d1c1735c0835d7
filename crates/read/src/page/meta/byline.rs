//! Who wrote it.

use super::claim::{Claim, Fact, Place};
use super::data::Author;
use super::names::{behind_by, is_person, names};
use super::said::{Byline, Said};
use super::words::{letters, line};

/// The meta elements that name authors.
const METAS: [&str; 14] = [
    "author",
    "article:author",
    "og:article:author",
    "dc.creator",
    "dcterms.creator",
    "dc.creator.name",
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "byl",
    "byline",
    "article:author_name",
    "cxenseparse:author",
    "authors",
];

/// How many names a claim may have.
const MAX_NAMES: usize = 32;

/// How many names may stand in what is only called a byline.
const MAX_SHOWN: usize = 5;

/// How many claims are kept.
const MAX_CLAIMS: usize = 12;

/// What is said of who wrote it, in the order in which it is believed: persons before houses.
///
/// Beside it stand the names that are believed. `authors` are structured data's; `sites` are the names of the site, which many pages give as
/// their author where a person stands under the headline; `known` is what the feed says.
pub(super) fn claims(
    said: &Said,
    authors: &[Author],
    sites: &[String],
    known: &str,
) -> (Vec<Claim>, Vec<String>) {
    let sites: Vec<String> = sites.iter().map(|site| letters(site)).collect();
    let is_own = |name: &String| is_site(name, &sites);
    let hinted = shown(said, false);
    let person = hinted
        .iter()
        .find(|names| names.iter().any(|name| is_person(name)));
    let mut found = vec![(
        Place::Data,
        authors.iter().flat_map(listed).take(MAX_NAMES).collect(),
    )];
    found.extend(METAS.map(|name| (Place::Meta, in_metas(said, name))));
    found.extend(
        shown(said, true)
            .into_iter()
            .map(|names| (Place::Microdata, names)),
    );
    found.extend(person.map(|names| (Place::Text, names.clone())));
    found.push((Place::Text, in_lines(said)));
    found.push((Place::Feed, names(known)));
    let are_houses = authors.iter().all(|author| author.is_house);
    let (mut houses, persons): (Vec<_>, Vec<_>) = found.into_iter().partition(|(place, names)| {
        // A list that names the site beside others is structured data's way, and the others'
        // address or a line about copyright.
        match place {
            Place::Data => are_houses || names.iter().all(is_own),
            _ => names.iter().any(is_own),
        }
    });
    // What an element is called says little where no person stands in it.
    houses.extend(hinted.into_iter().map(|names| (Place::Text, names)).take(1));
    let found = persons.into_iter().chain(houses);
    let mut found: Vec<(Place, Vec<String>)> = found
        .map(|(place, names)| (place, distinct(&names)))
        .filter(|(_, names)| !names.is_empty())
        .take(MAX_CLAIMS)
        .collect();
    let claims = found
        .iter()
        .map(|(place, names)| Claim::new(Fact::Byline, *place, names.join(", ")));
    let claims = claims.collect();
    let authors = found.first_mut().map(|(_, names)| std::mem::take(names));
    (claims, authors.unwrap_or_default())
}

fn in_metas(said: &Said, name: &str) -> Vec<String> {
    let values = said.metas.iter().filter(|(known, _)| known == name);
    values
        .flat_map(|(_, value)| names(value))
        .take(MAX_NAMES)
        .collect()
}

/// The names of an author of structured data. A house may have a comma in its name.
fn listed(author: &Author) -> Vec<String> {
    if author.is_house {
        vec![author.name.clone()]
    } else {
        names(&author.name)
    }
}

/// The bylines in the text, those below the headline first.
fn shown(said: &Said, is_told: bool) -> Vec<Vec<String>> {
    let mut bylines: Vec<&Byline> = said
        .bylines
        .iter()
        .filter(|it| it.is_told == is_told)
        .collect();
    bylines.sort_by_key(|byline| !byline.is_below_heading);
    let all = bylines.into_iter().map(shown_names);
    // More are a menu, or a list of subjects.
    let limit = if is_told { MAX_NAMES } else { MAX_SHOWN };
    all.filter(|names| (1..=limit).contains(&names.len()))
        .collect()
}

/// The first line below the headline that says by whom it is.
fn in_lines(said: &Said) -> Vec<String> {
    let lines = said.lines.iter().filter_map(|line| behind_by(line));
    let named = lines.map(|line| {
        let names = names(line).into_iter();
        let names = names.take_while(|name| !name.starts_with(char::is_lowercase));
        names.collect::<Vec<_>>()
    });
    named
        .into_iter()
        .find(|names| !names.is_empty())
        .unwrap_or_default()
}

/// Whether a name is the site's; `sites` are letters only.
fn is_site(name: &str, sites: &[String]) -> bool {
    const LONG: usize = 7;
    let whole = letters(name);
    let words: Vec<String> = name.split_whitespace().map(letters).collect();
    sites.iter().any(|site| {
        let is_long = site.chars().count() >= LONG && whole.contains(site);
        !site.is_empty() && (is_long || whole == *site || words.contains(site))
    })
}

/// The names in a line that readers see: its links, or all of it where it has none.
fn shown_names(byline: &Byline) -> Vec<String> {
    const MAX_CHARS: usize = 120;
    let is_name = |name: &String| byline.is_told || looks_named(name);
    let parts = byline.names.iter().flat_map(|part| names(part));
    let parts: Vec<String> = parts.filter(is_name).collect();
    if parts.is_empty() && line(&byline.text).chars().count() <= MAX_CHARS {
        return names(&byline.text).into_iter().filter(is_name).collect();
    }
    parts
}

/// Whether a text in what is only called a byline may be a name: not small, and no address.
fn looks_named(name: &str) -> bool {
    let begins = name
        .split_whitespace()
        .map(|word| !word.starts_with(char::is_lowercase));
    let (words, capitals) = (
        begins.clone().count(),
        begins.filter(|begins| *begins).count(),
    );
    let is_address = words == 1 && name.trim_end_matches('.').contains('.');
    capitals * 2 >= words && !is_address
}

fn distinct(names: &[String]) -> Vec<String> {
    let mut distinct: Vec<String> = Vec::new();
    for name in names {
        if !distinct.iter().any(|known| letters(known) == letters(name)) {
            distinct.push(name.clone());
        }
    }
    distinct
}

#[cfg(test)]
mod tests {
    use super::claims;
    use crate::page::meta::data::Author;
    use crate::page::meta::said::{Byline, Said};

    fn check(data: &[(&str, bool)], meta: &str, shown: &str, expected: &str) {
        let said = Said {
            metas: vec![("author".to_owned(), meta.to_owned())],
            bylines: vec![Byline {
                text: shown.to_owned(),
                ..Byline::default()
            }],
            lines: vec![
                "Updated on Monday".to_owned(),
                "By Ada Line, Harbour".to_owned(),
            ],
            ..Said::default()
        };
        let data = data.iter().map(|(name, is_house)| Author {
            name: (*name).to_owned(),
            is_house: *is_house,
        });
        let data: Vec<Author> = data.collect();
        let (claims, _) = claims(&said, &data, &["Harbour Post".to_owned()], "");
        assert_eq!(claims[0].says, expected, "{claims:?}");
    }

    #[test]
    fn persons_go_before_houses() {
        let house = [("Harbour Post", true)];
        check(&[("Mara Quill", false)], "Jon Reed", "", "Mara Quill");
        check(&house, "Jon Reed", "By Mara Quill", "Jon Reed");
        check(
            &house,
            "Harbour Post",
            "Von Mara Quill, Redakteurin",
            "Mara Quill",
        );
        check(
            &house,
            "Harbour Post, Pier 1",
            "Photo: Mara Quill",
            "Ada Line, Harbour",
        );
        check(&[("Harbour Post", false)], "", "red", "Ada Line, Harbour");
        let both = [("Mara Quill", false), ("Press, Inc.", true)];
        check(&both, "", "", "Mara Quill, Press, Inc.");
    }
}

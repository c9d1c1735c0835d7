//! The glossary, and where its terms occur.

/// Outlets are in the glossary though their articles do not name them.
pub(super) const OUTLETS: [&str; 4] = ["Hafenbote", "Netz & Last", "Clearing Hour", "Quai Ouvert"];

#[derive(Debug)]
pub(super) struct Entry {
    pub(super) term: String,
    pub(super) wanted: String,
    /// From and to; `None`: whatever they are.
    languages: Option<(String, String)>,
}

impl Entry {
    pub(super) fn is_for(&self, from: &str, to: &str) -> bool {
        let languages = self.languages.as_ref();
        languages.is_none_or(|own| (own.0.as_str(), own.1.as_str()) == (from, to))
    }
}

pub(super) fn read(glossary: &str) -> Vec<Entry> {
    let lines = glossary
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(entry).collect()
}

fn entry(line: &str) -> Entry {
    let Some((term, wanted)) = line.split_once(" = ") else {
        return Entry {
            term: line.to_owned(),
            wanted: line.to_owned(),
            languages: None,
        };
    };
    let (languages, term) = term
        .split_once(": ")
        .expect("a translated term says for which");
    let (from, to) = languages.split_once('>').expect("a pair of languages");
    Entry {
        term: term.to_owned(),
        wanted: wanted.to_owned(),
        languages: Some((from.to_owned(), to.to_owned())),
    }
}

/// The names that stay, in the order in which a text has them; of two that begin in one place the
/// longer.
pub(super) fn names<'a>(terms: &'a [Entry], text: &str) -> Vec<&'a str> {
    let kept = terms.iter().filter(|term| term.languages.is_none());
    let mut found: Vec<_> = kept
        .flat_map(|term| places(text, &term.term).map(|at| (at, term.term.as_str())))
        .collect();
    found.sort_by_key(|(at, name)| (*at, std::cmp::Reverse(name.len())));
    found.dedup_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, name)| name).collect()
}

/// Whether a text has a term as a word; a term in small letters at the head of a sentence too.
pub(super) fn has(text: &str, term: &str) -> bool {
    let is_word = term.chars().next().is_some_and(char::is_lowercase);
    if is_word {
        return places(&text.to_lowercase(), &term.to_lowercase())
            .next()
            .is_some();
    }
    places(text, term).next().is_some()
}

fn places(text: &str, term: &str) -> impl Iterator<Item = usize> {
    let found = text.match_indices(term);
    found.filter_map(move |(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + term.len()..].chars().next();
        let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        (is_apart(before) && is_apart(after)).then_some(at)
    })
}

//! Terms of the house, found in a text: all of them at once.

use depesche_model::Term;

use super::is_of_word;
use super::tokens::Scan;

/// Terms, ordered by what they begin with.
pub(crate) struct Terms<'g> {
    /// With the first character, folded; those that begin alike stand together, the longest first.
    by_first: Vec<(char, &'g Term)>,
}

impl<'g> Terms<'g> {
    /// The terms that stay as they are: those without a translation.
    pub(crate) fn kept(terms: &'g [Term]) -> Self {
        Self::of(terms.iter().filter(|term| term.translation.is_none()))
    }

    fn of(terms: impl Iterator<Item = &'g Term>) -> Self {
        let first = |term: &Term| term.term.chars().next().map(folded);
        let mut by_first: Vec<_> = terms
            .filter_map(|term| Some((first(term)?, term)))
            .collect();
        by_first.sort_by_key(|(first, term)| (*first, std::cmp::Reverse(term.term.len())));
        Self { by_first }
    }

    /// Where the longest term ends that begins at a place.
    pub(super) fn at(&self, scan: &Scan) -> Option<usize> {
        if !scan.is_start || self.by_first.is_empty() {
            return None;
        }
        self.here(scan.rest())
            .next()
            .map(|(_, bytes)| scan.at + bytes)
    }

    /// The terms that a text begins with, and how many bytes each takes, the longest first.
    fn here<'t>(&self, text: &'t str) -> impl Iterator<Item = (&'g Term, usize)> {
        let first = text.chars().next().map(folded).unwrap_or_default();
        let begin = self.by_first.partition_point(|(known, _)| *known < first);
        let alike = self.by_first[begin..].iter();
        alike
            .take_while(move |(known, _)| *known == first)
            .filter_map(move |(_, term)| Some((*term, length(term, text)?)))
    }
}

/// The terms that stand in a text, in the order of the terms given.
pub(crate) fn occurring<'g>(text: &str, terms: &'g [Term]) -> Vec<&'g Term> {
    if terms.is_empty() {
        return Vec::new();
    }
    let known = Terms::of(terms.iter());
    let mut found: Vec<&Term> = Vec::new();
    let mut is_start = true;
    for (at, c) in text.char_indices() {
        if is_start || !is_of_word(c) {
            found.extend(known.here(&text[at..]).map(|(term, _)| term));
        }
        is_start = !is_of_word(c);
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// How many bytes of a text a term takes that it begins with.
fn length(term: &Term, text: &str) -> Option<usize> {
    let bytes = if term.is_case_sensitive {
        text.starts_with(&term.term).then_some(term.term.len())?
    } else {
        let mut chars = text.char_indices();
        for wanted in term.term.chars() {
            chars.next().filter(|(_, c)| folded(*c) == folded(wanted))?;
        }
        chars.next().map_or(text.len(), |(at, _)| at)
    };
    let goes_on = text[bytes..].starts_with(is_of_word) && term.term.ends_with(is_of_word);
    (!goes_on).then_some(bytes)
}

/// A character without its case. One that is more than one in the other case stays.
fn folded(c: char) -> char {
    let mut lower = c.to_lowercase();
    lower.next().filter(|_| lower.next().is_none()).unwrap_or(c)
}

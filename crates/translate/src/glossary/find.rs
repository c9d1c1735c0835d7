//! Terms found in a text, in time that does not depend on how many terms there are.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use depesche_model::Term;

/// Finds terms in texts. Making one takes longer than a search: one serves many texts.
#[derive(Debug, Default)]
pub struct Finder<'a> {
    /// Terms by their words, folded.
    terms: HashMap<String, Vec<&'a Term>>,
    /// How many words the terms have that begin with a word, most first.
    counts: HashMap<String, Vec<usize>>,
}

/// Where a term stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// In bytes.
    pub range: Range<usize>,
    /// The term.
    pub term: &'a Term,
}

impl<'a> Finder<'a> {
    /// Prepares for a search of these terms: those that are for a pair of languages, all others were
    /// left out before ([`Term::is_for`]).
    pub fn new(terms: impl IntoIterator<Item = &'a Term>) -> Self {
        let mut finder = Self::default();
        for term in terms {
            let words = words(&term.term);
            let (Some(first), Some(last)) = (words.first(), words.last()) else {
                continue;
            };
            let folded = fold(&term.term[first.start..last.end]);
            finder.terms.entry(folded).or_default().push(term);
            let counts = finder
                .counts
                .entry(fold(&term.term[first.clone()]))
                .or_default();
            if !counts.contains(&words.len()) {
                counts.push(words.len());
                counts.sort_unstable_by(|one, other| other.cmp(one));
            }
        }
        for terms in finder.terms.values_mut() {
            // What is said for this pair of languages alone is meant more than what is said for all.
            terms.sort_by_key(|term| {
                let pairs = u8::from(term.from.is_none()) + u8::from(term.to.is_none());
                (pairs, !term.is_case_sensitive)
            });
        }
        finder
    }

    /// Where terms stand in a text, from its beginning; the longest where several could be meant.
    pub fn find(&self, text: &str) -> Vec<Found<'a>> {
        let mut found = Vec::new();
        if self.terms.is_empty() {
            return found;
        }
        let words = words(text);
        let (mut at, mut end) = (0, 0);
        while at < words.len() {
            // Two terms with signs around them may share one (".a.b.").
            let here = self.at(text, &words[at..]);
            let here = here.filter(|(_, found)| found.range.start >= end);
            at += here.as_ref().map_or(1, |(count, _)| *count);
            end = here.as_ref().map_or(end, |(_, found)| found.range.end);
            found.extend(here.map(|(_, found)| found));
        }
        found
    }

    /// The terms in a text, each once.
    pub fn terms_in(&self, text: &str) -> Vec<Term> {
        let mut known = HashSet::new();
        let mut found = self.find(text);
        found.retain(|found| known.insert(found.term));
        found.into_iter().map(|found| found.term.clone()).collect()
    }

    /// The longest term at the first of these words, with how many of them it is.
    fn at(&self, text: &str, words: &[Range<usize>]) -> Option<(usize, Found<'a>)> {
        let counts = self.counts.get(&fold(&text[words[0].clone()]))?;
        counts.iter().find_map(|count| {
            let range = words[0].start..words.get(count - 1)?.end;
            let terms = self.terms.get(&fold(&text[range.clone()]))?;
            let found = terms.iter().find_map(|term| meant(text, &range, term))?;
            Some((*count, found))
        })
    }
}

/// The term where its words stand, if it is meant: in its case, with the signs around its words
/// (".NET").
fn meant<'a>(text: &str, words: &Range<usize>, term: &'a Term) -> Option<Found<'a>> {
    let is_word = |c: char| c.is_alphanumeric();
    let name = &term.term;
    let begin = name.find(is_word)?;
    let end = name.trim_end_matches(|c| !is_word(c)).len();
    let start = words.start.checked_sub(begin)?;
    let range = start..words.end + (name.len() - end);
    let has_signs = text.get(range.start..words.start)? == &name[..begin]
        && text.get(words.end..range.end)? == &name[end..];
    let same = |one: &str, other: &str| {
        one.split_whitespace().eq(other.split_whitespace()) || one == other
    };
    let is_case = !term.is_case_sensitive || same(&text[words.clone()], &name[begin..end]);
    (has_signs && is_case).then_some(Found { range, term })
}

/// The words of a text: runs of letters and digits. Of scripts that put no space between words every
/// letter is one.
pub(super) fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut is_open = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match words.last_mut() {
            Some(last) if is_open && c.is_alphanumeric() && !is_unspaced(c) => last.end = end,
            _ if c.is_alphanumeric() => words.push(at..end),
            _ => {}
        }
        is_open = c.is_alphanumeric() && !is_unspaced(c);
    }
    words
}

/// Whether a letter is of a script that parts no words.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A text in small letters, every white space one blank.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}

#[cfg(test)]
mod tests {
    use depesche_model::Term;
    use proptest::prelude::*;

    use super::Finder;

    fn term(text: &str) -> Term {
        let (is_case_sensitive, text) = match text.strip_prefix("i:") {
            Some(text) => (false, text),
            None => (true, text),
        };
        let (term, translation) = match text.split_once('=') {
            Some((term, translation)) => (term, Some(translation.to_owned())),
            None => (text, None),
        };
        let term = term.to_owned();
        Term {
            term,
            translation,
            from: None,
            to: None,
            is_case_sensitive,
        }
    }

    fn check(terms: &[&str], text: &str, expected: &[&str]) {
        let terms: Vec<_> = terms.iter().map(|text| term(text)).collect();
        let finder = Finder::new(&terms);
        let found: Vec<_> = finder
            .find(text)
            .into_iter()
            .map(|f| &text[f.range])
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn terms_are_found_as_words_in_their_case() {
        check(
            &["OpenAI"],
            "OpenAI's board, OpenAI and openai",
            &["OpenAI", "OpenAI"],
        );
        check(
            &["i:OpenAI"],
            "openai, OPENAI, OpenAIs",
            &["openai", "OPENAI"],
        );
        check(
            &["AI"],
            "AI, said the AIs of OpenAI: AI-made",
            &["AI", "AI"],
        );
        check(&["i:Zürich"], "ZÜRICH und Zürichs", &["ZÜRICH"]);
        check(
            &[".NET", "C++"],
            "We use .NET and C++, not NET or C.",
            &[".NET", "C++"],
        );
        check(&["東京"], "彼は東京都に住む", &["東京"]);
    }

    #[test]
    fn the_longest_is_meant_and_nothing_twice() {
        let terms = [
            "Harbour",
            "Harbour Bridge",
            "Bridge Fund",
            "Harbour Bridge Fund Office",
        ];
        check(&terms, "The Harbour Bridge Fund", &["Harbour Bridge"]);
        check(
            &terms,
            "Harbour\u{a0}Bridge\nand Harbour",
            &["Harbour\u{a0}Bridge", "Harbour"],
        );
        check(&terms, "", &[]);
        check(&[], "Harbour", &[]);
        check(&["", "…"], "…", &[]);
    }

    proptest! {
        #[test]
        fn what_is_found_can_be_cut_out(text in "(\\PC|a|B|[ .]){0,60}", one in "\\PC{0,6}") {
            let terms = [term("a"), term("i:a B"), term(&one), term("i:.b.")];
            let mut end = 0;
            for found in Finder::new(&terms).find(&text) {
                prop_assert!(text.get(found.range.clone()).is_some());
                prop_assert!(found.range.start >= end && !found.range.is_empty());
                end = found.range.end;
            }
        }
    }

    #[test]
    fn thousands_of_terms_cost_a_text_nothing() {
        let terms: Vec<_> = (0..5_000)
            .map(|n| term(&format!("i:the Bridge {n}")))
            .collect();
        let finder = Finder::new(&terms);
        let text = "The bridge the Bridge 4999 ".repeat(8_000);
        assert_eq!(finder.find(&text).len(), 8_000);
    }
}

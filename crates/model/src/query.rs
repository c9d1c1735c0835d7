//! The query language: one for the search box, sections, topics and feeds.
//!
//! Words are all asked for; `"a phrase"` stands together; `-word` must not stand there; `a OR b`
//! asks for either; `title:`, `source:`, `lang:` and `section:` look in one place. Reading a query
//! never fails: what cannot be understood is searched as words.

use crate::Lang;
use crate::text::{Analyser, words};

/// The most terms that a query may have; the rest is dropped, and said.
pub const MAX_TERMS: usize = 32;

/// A query, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// All of these must hold, each by one of its alternatives.
    pub all: Vec<Vec<Clause>>,
    /// Whether anything of the query was dropped because it was too long.
    pub is_shortened: bool,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Whether it must *not* hold.
    pub is_negated: bool,
    /// What is looked for.
    pub what: What,
}

/// What is looked for, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Words in this order, in headline or text (one word, or a phrase).
    Text(Vec<String>),
    /// Words in this order, in the headline.
    Title(Vec<String>),
    /// The slug of a source.
    Source(String),
    /// A language.
    Lang(Lang),
    /// The slug of a section.
    Section(String),
}

/// What queries are held against: one article, analysed once.
pub struct Document<'a> {
    analyser: Analyser,
    title: Vec<String>,
    text: Vec<String>,
    source: &'a str,
    lang: Option<&'a Lang>,
    sections: &'a [String],
}

impl<'a> Document<'a> {
    /// Analyses an article: headline, text, the slug of its source, its language, the slugs of
    /// its sections.
    pub fn new(
        title: &str,
        text: &str,
        source: &'a str,
        lang: Option<&'a Lang>,
        sections: &'a [String],
    ) -> Self {
        let analyser = Analyser::new(lang);
        Self {
            title: analyser.terms(title),
            text: analyser.terms(text),
            analyser,
            source,
            lang,
            sections,
        }
    }
}

impl Query {
    /// Reads a query. Never fails: what cannot be understood is searched as words.
    pub fn parse(input: &str) -> Self {
        let mut query = Self::default();
        let mut joins_previous = false;
        for (token, is_quoted) in tokens(input) {
            if !is_quoted && token == "OR" {
                joins_previous = !query.all.is_empty();
                continue;
            }
            let Some(clause) = clause(&token) else {
                continue;
            };
            if query.all.iter().map(Vec::len).sum::<usize>() >= MAX_TERMS {
                query.is_shortened = true;
                break;
            }
            match query.all.last_mut() {
                Some(alternatives) if joins_previous => alternatives.push(clause),
                _ => query.all.push(vec![clause]),
            }
            joins_previous = false;
        }
        query
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether a document answers the query. The empty query is answered by none.
    pub fn matches(&self, document: &Document<'_>) -> bool {
        if self.is_empty() {
            return false;
        }
        let Document {
            analyser,
            title,
            text,
            source,
            lang,
            sections,
        } = document;
        self.all.iter().all(|alternatives| {
            alternatives.iter().any(|clause| {
                let holds = match &clause.what {
                    What::Text(phrase) => {
                        let phrase = terms_of(analyser, phrase);
                        contains(title, &phrase) || contains(text, &phrase)
                    }
                    What::Title(phrase) => contains(title, &terms_of(analyser, phrase)),
                    What::Source(slug) => slug == source,
                    What::Lang(wanted) => Some(wanted) == *lang,
                    What::Section(slug) => sections.contains(slug),
                };
                holds != clause.is_negated
            })
        })
    }
}

fn terms_of(analyser: &Analyser, phrase: &[String]) -> Vec<String> {
    phrase
        .iter()
        .flat_map(|word| analyser.terms(word))
        .collect()
}

fn contains(terms: &[String], phrase: &[String]) -> bool {
    !phrase.is_empty() && terms.windows(phrase.len()).any(|window| window == phrase)
}

/// Splits at white space; what stands in quotes stays together, with its prefix before the quote.
fn tokens(input: &str) -> Vec<(String, bool)> {
    let mut tokens = Vec::new();
    let mut token = String::new();
    let (mut is_open, mut is_quoted) = (false, false);
    for c in input.chars() {
        match c {
            '"' | '„' | '“' | '”' => {
                is_open = !is_open;
                is_quoted = true;
            }
            _ if c.is_whitespace() && !is_open => {
                if !token.is_empty() {
                    tokens.push((std::mem::take(&mut token), is_quoted));
                }
                is_quoted = false;
            }
            _ => token.push(c),
        }
    }
    if !token.is_empty() {
        tokens.push((token, is_quoted));
    }
    tokens
}

fn clause(token: &str) -> Option<Clause> {
    let (is_negated, token) = match token.strip_prefix('-') {
        Some(rest) if !rest.is_empty() => (true, rest),
        _ => (false, token),
    };
    let what = token
        .split_once(':')
        .filter(|(_, value)| !value.is_empty())
        .and_then(|(field, value)| match field {
            "title" => Some(What::Title(phrase(value)?)),
            "source" => Some(What::Source(value.to_lowercase())),
            "lang" => Some(What::Lang(Lang::parse(value)?)),
            "section" => Some(What::Section(value.to_lowercase())),
            _ => None,
        })
        .or_else(|| Some(What::Text(phrase(token)?)));
    what.map(|what| Clause { is_negated, what })
}

fn phrase(text: &str) -> Option<Vec<String>> {
    let found: Vec<_> = words(text).map(|word| word.text.to_owned()).collect();
    (!found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::{Document, MAX_TERMS, Query};
    use crate::Lang;

    fn check(query: &str, expected: bool) {
        let lang = Lang::parse("en");
        let sections = ["town".to_owned()];
        let document = Document::new(
            "Harbour bridges close for repairs",
            "The old bridge by the harbour stays closed until Friday.",
            "harbour-post",
            lang.as_ref(),
            &sections,
        );
        assert_eq!(Query::parse(query).matches(&document), expected, "{query}");
    }

    #[test]
    fn words_are_all_asked_for_in_any_form() {
        check("bridge friday", true);
        check("closing repair", true);
        check("bridge monday", false);
        check("", false);
    }

    #[test]
    fn a_phrase_stands_together() {
        check("\"old bridge\"", true);
        check("\"bridge old\"", false);
    }

    #[test]
    fn a_minus_excludes_and_or_gives_a_choice() {
        check("bridge -monday", true);
        check("bridge -friday", false);
        check("monday OR friday", true);
        check("monday OR tuesday", false);
        check("OR bridge OR", true);
    }

    #[test]
    fn fields_look_in_one_place() {
        check("title:bridges", true);
        check("title:friday", false);
        check("source:harbour-post lang:en section:town", true);
        check("source:other", false);
        check("lang:de", false);
    }

    #[test]
    fn what_is_not_understood_is_searched_as_words() {
        check("harbour:bridge", true);
        check("harbour:monday", false);
        check("-", false);
        assert!(Query::parse("::: \"").is_empty());
        assert!(Query::parse(&"word ".repeat(MAX_TERMS + 1)).is_shortened);
    }
}

//! How a query is asked of Tantivy.

use depesche_model::Lang;
use depesche_model::query::{Clause, Query, What};
use depesche_model::text::Analyser;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, Occur, PhraseQuery, Query as TantivyQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use crate::Scope;
use crate::schema::Fields;

/// A word in the headline weighs as much as this many in the text.
const TITLE_BOOST: f32 = 2.5;

/// Languages whose stemmers the words of a query go through: an article's terms were stemmed in
/// its own language, and a query does not say which it is in.
const LANGUAGES: [&str; 19] = [
    "", "ar", "da", "de", "el", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pt", "ro", "ru",
    "sv", "ta", "tr",
];

/// The query for Tantivy; `None` for one that asks nothing.
pub(crate) fn compile(
    query: &Query,
    scope: Scope,
    fields: Fields,
) -> Option<Box<dyn TantivyQuery>> {
    if query.is_empty() {
        return None;
    }
    let analysers: Vec<_> = LANGUAGES
        .iter()
        .map(|lang| Analyser::new(Lang::parse(lang).as_ref()))
        .collect();
    let mut parts: Vec<(Occur, Box<dyn TantivyQuery>)> = Vec::new();
    for alternatives in &query.all {
        match alternatives.as_slice() {
            [
                Clause {
                    is_negated: true,
                    what,
                },
            ] => {
                parts.push((Occur::MustNot, condition(what, &analysers, fields)));
            }
            _ => parts.push((Occur::Must, either(alternatives, &analysers, fields))),
        }
    }
    if scope == Scope::Public {
        // Without a score of its own: it must not change the order.
        let public = TermQuery::new(
            Term::from_field_bool(fields.public, true),
            IndexRecordOption::Basic,
        );
        parts.push((
            Occur::Must,
            Box::new(BoostQuery::new(Box::new(public), 0.0)),
        ));
    }
    if parts.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        parts.push((Occur::Must, Box::new(AllQuery)));
    }
    Some(Box::new(BooleanQuery::new(parts)))
}

fn either(
    alternatives: &[Clause],
    analysers: &[Analyser],
    fields: Fields,
) -> Box<dyn TantivyQuery> {
    let any = alternatives
        .iter()
        .map(|clause| {
            let condition = condition(&clause.what, analysers, fields);
            let condition: Box<dyn TantivyQuery> = if clause.is_negated {
                Box::new(BooleanQuery::new(vec![
                    (Occur::Must, Box::new(AllQuery) as Box<dyn TantivyQuery>),
                    (Occur::MustNot, condition),
                ]))
            } else {
                condition
            };
            (Occur::Should, condition)
        })
        .collect();
    Box::new(BooleanQuery::new(any))
}

fn condition(what: &What, analysers: &[Analyser], fields: Fields) -> Box<dyn TantivyQuery> {
    match what {
        What::Text(words) => {
            let in_title =
                BoostQuery::new(standing_in(fields.title, words, analysers), TITLE_BOOST);
            Box::new(BooleanQuery::new(vec![
                (Occur::Should, Box::new(in_title) as Box<dyn TantivyQuery>),
                (Occur::Should, standing_in(fields.text, words, analysers)),
            ]))
        }
        What::Title(words) => standing_in(fields.title, words, analysers),
        What::Source(slug) => exactly(fields.source, slug),
        What::Lang(lang) => exactly(fields.lang, lang.as_str()),
        What::Section(slug) => exactly(fields.section, slug),
    }
}

/// These words one after the other, in the forms that any of the languages gives them.
fn standing_in(field: Field, words: &[String], analysers: &[Analyser]) -> Box<dyn TantivyQuery> {
    let mut readings: Vec<Vec<String>> = analysers
        .iter()
        .map(|analyser| words.iter().flat_map(|word| analyser.terms(word)).collect())
        .collect();
    readings.sort();
    readings.dedup();
    let any = readings
        .into_iter()
        .map(|terms| {
            let mut terms: Vec<_> = terms
                .into_iter()
                .map(|term| Term::from_field_text(field, &term))
                .collect();
            let query: Box<dyn TantivyQuery> = match terms.len() {
                1 => Box::new(TermQuery::new(
                    terms.remove(0),
                    IndexRecordOption::WithFreqs,
                )),
                _ => Box::new(PhraseQuery::new(terms)),
            };
            (Occur::Should, query)
        })
        .collect();
    Box::new(BooleanQuery::new(any))
}

fn exactly(field: Field, word: &str) -> Box<dyn TantivyQuery> {
    Box::new(TermQuery::new(
        Term::from_field_text(field, word),
        IndexRecordOption::Basic,
    ))
}

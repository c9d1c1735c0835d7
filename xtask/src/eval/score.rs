//! What one reader made of one folder.

use super::corpus::Corpus;
use super::facts::{self, FACTS, Right};
use super::readers::{Answers, Reader};
use super::text::{Matched, Means};

/// A page's outcome; in the order of the corpus.
pub(super) struct Scored {
    pub(super) text: Matched,
    facts: Right,
}

/// All pages' outcomes, and the answers behind them.
pub(super) struct Scores {
    pub(super) reader: String,
    pub(super) pages: Vec<Scored>,
    pub(super) answers: Answers,
}

impl Scores {
    /// Compares a reader's answers with the truth; a page without an answer has an empty text.
    pub(super) fn new(reader: &Reader, corpus: &Corpus, answers: Answers) -> Self {
        let pages = corpus.pages.iter().map(|page| {
            let nothing = serde_json::Value::Null;
            let answer = answers.get(&page.id).unwrap_or(&nothing);
            let text =
                |object: &serde_json::Value| object["text"].as_str().unwrap_or_default().to_owned();
            Scored {
                text: Matched::new(&text(&page.truth), &text(answer)),
                facts: facts::compare(&page.truth, &page.source, answer),
            }
        });
        Self {
            reader: reader.name.clone(),
            pages: pages.collect(),
            answers,
        }
    }

    /// The figures of the text.
    pub(super) fn means(&self) -> Means {
        Means::of(self.pages.iter().map(|page| &page.text))
    }

    /// The share of a fact in percent, of the pages where it is asked for.
    pub(super) fn share(&self, fact: usize) -> Option<f64> {
        let asked = self.pages.iter().filter_map(|page| page.facts[fact]);
        let (all, right) = asked.fold((0_u32, 0_u32), |(all, right), is_right| {
            (all + 1, right + u32::from(is_right))
        });
        (all > 0).then(|| 100.0 * f64::from(right) / f64::from(all))
    }

    /// The names of the facts that this page has wrong.
    pub(super) fn wrong(&self, page: usize) -> Vec<&'static str> {
        let facts = FACTS.iter().zip(self.pages[page].facts);
        facts
            .filter(|(_, is_right)| *is_right == Some(false))
            .map(|(name, _)| *name)
            .collect()
    }
}

//! The house glossary: names stay names, and a word of the house is always translated alike.

use serde::{Deserialize, Serialize};

use crate::Lang;

/// A term of the house and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Term {
    /// The term as it stands in originals.
    pub term: String,
    /// What stands in translations; `None`: the term itself, as it is.
    pub translation: Option<String>,
    /// The originals' language; `None`: any.
    pub from: Option<Lang>,
    /// The translations' language; `None`: any.
    pub to: Option<Lang>,
    /// Whether `OpenAI` is meant and `openai` is not.
    pub is_case_sensitive: bool,
}

impl Term {
    /// Whether it is for translations from one language into another.
    pub fn is_for(&self, from: &Lang, to: &Lang) -> bool {
        let is = |own: &Option<Lang>, lang: &Lang| own.as_ref().is_none_or(|own| own == lang);
        is(&self.from, from) && is(&self.to, to)
    }

    /// What stands in a translation.
    pub fn wanted(&self) -> &str {
        self.translation.as_deref().unwrap_or(&self.term)
    }
}

/// The whole glossary as of one change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary {
    /// Counts its changes; 0 where there never was a term.
    pub version: u32,
    /// Its terms.
    pub terms: Vec<Term>,
}

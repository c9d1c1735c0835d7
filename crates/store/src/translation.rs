//! What translating hands to the store and takes from it.

use depesche_model::{Article, Body, Source, Translation};

/// An article to be translated, with everything that is needed for it.
#[derive(Clone, Debug)]
pub struct TranslationJob {
    /// The article.
    pub article: Article,
    /// Its source.
    pub source: Source,
    /// Its newest text.
    pub body: Body,
    /// What its newest version was translated to already, with the texts.
    pub done: Vec<Translation>,
}

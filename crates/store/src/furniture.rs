//! What repeats over a source's articles: what the pipeline hands to the store and takes from it.

use depesche_model::{ArticleId, Body};

/// What is known of a source.
#[derive(Clone, Debug, Default)]
pub struct Furniture {
    /// Which state this is; 0: nothing was learned yet.
    pub revision: i64,
    /// What the pipeline remembers, as it packed it; the store does not look into it.
    pub memory: Vec<u8>,
    /// Whether older articles are still to be cut by it.
    pub is_behind: bool,
    /// Rules that the operator has decided on: whether what they tell of is kept.
    pub decisions: Vec<(String, bool)>,
}

/// What was learned from new articles, to be stored with them.
#[derive(Clone, Debug)]
pub struct Learned {
    /// The state that it was learned on. Where another was stored since, this is not heard: the
    /// next article teaches the same.
    pub revision: i64,
    /// What is remembered from now on.
    pub memory: Vec<u8>,
    /// Whether older articles are to be cut by it.
    pub is_behind: bool,
}

/// An article as its newest version says, for cutting anew.
#[derive(Clone, Debug)]
pub struct Cuttable {
    /// The article.
    pub id: ArticleId,
    /// Its newest version's number.
    pub version: u32,
    /// That version's text.
    pub body: Body,
    /// The article's lead.
    pub lead: String,
}

//! The only Tantivy: a derived index that may be deleted at any time.
//!
//! It is never the truth: everything in it comes from the store, and is read from the store again
//! before anybody sees it.

use std::path::Path;

use depesche_model::ArticleId;
use depesche_model::query::Query;

/// The index. Cheap to clone.
#[derive(Clone)]
pub struct Index {}

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The index cannot be opened, read or written.
    #[error("search index: {0}")]
    Broken(String),
}

/// Whose articles are searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those of sources that are not private.
    Public,
    /// All.
    Everything,
}

/// What was found: a part of it, best first, and how many there are.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    /// The articles.
    pub ids: Vec<ArticleId>,
    /// How many there are in all.
    pub total: usize,
}

impl Index {
    /// Opens the index in a folder, or makes it there.
    pub fn open(folder: &Path) -> Result<Self, SearchError> {
        let _ = folder;
        unimplemented!()
    }

    /// Finds articles: at most `limit` after the first `offset`, best first. Blocking, some
    /// milliseconds at the most.
    pub fn search(
        &self,
        query: &Query,
        scope: Scope,
        offset: usize,
        limit: usize,
    ) -> Result<Hits, SearchError> {
        let _ = (query, scope, offset, limit);
        unimplemented!()
    }
}

//! The index: opening and searching.

use std::path::Path;

use depesche_model::ArticleId;
use depesche_model::query::Query;
use tantivy::collector::{Count, TopDocs};
use tantivy::{IndexReader, ReloadPolicy};

use crate::schema::{FORMAT, Fields, schema};
use crate::tokenizer::{House, NAME};
use crate::{Writer, ask};

/// The file that says which format the folder holds.
const FORMAT_FILE: &str = "depesche-format";

/// The index. Cheap to clone.
#[derive(Clone)]
pub struct Index {
    pub(crate) inner: tantivy::Index,
    pub(crate) reader: IndexReader,
    pub(crate) fields: Fields,
}

/// What can go wrong. An index can always be deleted and built again from the store.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// Another process writes to this index.
    #[error("another process writes to the search index")]
    Busy,
    /// The index cannot be opened, read or written.
    #[error("the search index failed: {0}; it may be deleted at any time and is built again")]
    Broken(String),
}

impl From<tantivy::TantivyError> for SearchError {
    fn from(error: tantivy::TantivyError) -> Self {
        match error {
            tantivy::TantivyError::LockFailure(..) => Self::Busy,
            other => Self::Broken(other.to_string()),
        }
    }
}

impl From<std::io::Error> for SearchError {
    fn from(error: std::io::Error) -> Self {
        Self::Broken(error.to_string())
    }
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// The articles.
    pub ids: Vec<ArticleId>,
    /// How many there are in all.
    pub total: usize,
}

impl Index {
    /// Opens the index in a folder, or makes it there. One of another format, or one that cannot
    /// be opened, is thrown away: [`Index::is_empty`] then says that it wants to be filled.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn open(folder: &Path) -> Result<Self, SearchError> {
        if let Ok(index) = Self::open_existing(folder) {
            return Ok(index);
        }
        if folder.exists() {
            std::fs::remove_dir_all(folder)?;
        }
        std::fs::create_dir_all(folder)?;
        let index = tantivy::Index::create_in_dir(folder, schema().0)?;
        std::fs::write(folder.join(FORMAT_FILE), FORMAT.to_string())?;
        Self::over(index)
    }

    /// Opens an index that another process may be writing to.
    ///
    /// # Errors
    /// When there is none, or one of another format.
    pub fn open_existing(folder: &Path) -> Result<Self, SearchError> {
        let format = std::fs::read_to_string(folder.join(FORMAT_FILE))?;
        if format.trim() != FORMAT.to_string() {
            return Err(SearchError::Broken(
                "it was made by another version".to_owned(),
            ));
        }
        Self::over(tantivy::Index::open_in_dir(folder)?)
    }

    fn over(index: tantivy::Index) -> Result<Self, SearchError> {
        index.tokenizers().register(NAME, House::default());
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::OnCommitWithDelay)
            .try_into()?;
        Ok(Self {
            inner: index,
            reader,
            fields: schema().1,
        })
    }

    /// Opens the one writer. Takes `arena_bytes` of memory at the most before it writes a segment.
    ///
    /// # Errors
    /// [`SearchError::Busy`] when another process writes.
    pub fn writer(&self, arena_bytes: usize) -> Result<Writer, SearchError> {
        Writer::open(self, arena_bytes)
    }

    /// How far the index has followed the store: the position of the last commit. `None`: nothing
    /// was ever committed.
    pub fn position(&self) -> Result<Option<i64>, SearchError> {
        let payload = self.inner.load_metas()?.payload;
        Ok(payload.and_then(|position| position.parse().ok()))
    }

    /// The articles in the index that changed at or after `from`, and when, in milliseconds since
    /// 1970 and in no order: what a follower need not put in again.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn changed_since(&self, from: i64) -> Result<Vec<(ArticleId, i64)>, SearchError> {
        let mut found = Vec::new();
        for segment in self.reader.searcher().segment_readers() {
            let ids = segment.fast_fields().i64("id")?;
            let times = segment.fast_fields().i64("changed")?;
            for doc in segment.doc_ids_alive() {
                match (ids.first(doc), times.first(doc)) {
                    (Some(id), Some(at)) if at >= from => found.push((ArticleId(id), at)),
                    _ => {}
                }
            }
        }
        Ok(found)
    }

    /// The highest number of an article that was ever put in and committed, or a higher one.
    pub(crate) fn highest(&self) -> Result<i64, SearchError> {
        let mut highest = i64::MIN;
        for segment in self.reader.searcher().segment_readers() {
            highest = highest.max(segment.fast_fields().i64("id")?.max_value());
        }
        Ok(highest)
    }

    /// Whether nothing has been indexed yet.
    pub fn is_empty(&self) -> bool {
        self.reader.searcher().num_docs() == 0
    }

    /// How many articles can be found.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Finds articles: at most `limit` after the first `offset`, best first. Blocking, some
    /// milliseconds at the most.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(
        &self,
        query: &Query,
        scope: Scope,
        offset: usize,
        limit: usize,
    ) -> Result<Hits, SearchError> {
        let Some(query) = ask::compile(query, scope, self.fields) else {
            return Ok(Hits::default());
        };
        let searcher = self.reader.searcher();
        let best = TopDocs::with_limit(limit.max(1))
            .and_offset(offset)
            .order_by_score();
        let (found, total) = searcher.search(&query, &(best, Count))?;
        let mut ids = Vec::with_capacity(found.len());
        for (_, address) in found.into_iter().take(limit) {
            let segment = searcher.segment_reader(address.segment_ord);
            let id = segment.fast_fields().i64("id")?.first(address.doc_id);
            ids.extend(id.map(ArticleId));
        }
        Ok(Hits { ids, total })
    }
}

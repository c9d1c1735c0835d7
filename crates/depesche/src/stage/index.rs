//! The search index follows the store: what changed since the last commit is put in again.

use std::collections::HashSet;

use anyhow::Context as _;
use depesche_model::ArticleId;
use depesche_search::{Document, Writer};
use depesche_store::poll::Indexable;
use jiff::{SignedDuration, Timestamp};

use crate::house::House;
use crate::timings::Stage;

/// A transaction may become visible a little after the time it is stamped with: this far back we
/// look again.
const OVERLAP: SignedDuration = SignedDuration::from_mins(2);

/// How many changes are read at once.
const CHANGES: u32 = 5_000;

/// How many articles are read and put in at once.
const BATCH: usize = 200;

/// Follows the store with the one index writer.
pub(crate) struct Follower {
    house: House,
    writer: Writer,
    position: Timestamp,
    /// What was put in within the overlap, so that looking again costs no indexing. An article is
    /// here once for each of its changes: that it came, that it was translated.
    seen: HashSet<(ArticleId, Timestamp)>,
}

impl Follower {
    /// Takes the one writer and goes on where the last commit stopped.
    ///
    /// # Errors
    /// When another process writes, or the index cannot be read.
    pub(crate) fn open(house: &House) -> anyhow::Result<Self> {
        let arena_bytes = house.config.search.memory_mb.max(15) * 1_000_000;
        let writer = house.index.writer(arena_bytes)?;
        let position = house.index.position()?.unwrap_or_default();
        let position = Timestamp::from_millisecond(position).unwrap_or_default();
        let position = position.min((house.clock)());
        let known = house
            .index
            .changed_since(overlap_before(position).as_millisecond())?;
        let seen = known
            .into_iter()
            .filter_map(|(id, at)| Some((id, Timestamp::from_millisecond(at).ok()?)))
            .collect();
        Ok(Self {
            house: house.clone(),
            writer,
            position,
            seen,
        })
    }

    /// Puts in what changed, and commits. Says how many articles that were.
    ///
    /// # Errors
    /// When the store or the index fails. Then this follower is of no more use (a writer whose
    /// disk was full has lost what it held): open another, which begins at the last commit.
    pub(crate) async fn follow(&mut self) -> anyhow::Result<usize> {
        let mut count = 0;
        loop {
            let (put, is_done) = self.step().await?;
            count += put;
            if is_done {
                return Ok(count);
            }
        }
    }

    /// A part of the way: at most [`CHANGES`] changes, committed. Says how many articles were put
    /// in, and whether that was all.
    pub(crate) async fn step(&mut self) -> anyhow::Result<(usize, bool)> {
        let from = overlap_before(self.position);
        let (mut at, mut after) = (from, None);
        loop {
            let changes = self.house.store.changed_since(at, after, CHANGES).await?;
            let is_all = changes.len() < CHANGES as usize;
            let fresh: Vec<_> = changes
                .iter()
                .filter(|change| !self.seen.contains(change))
                .copied()
                .collect();
            if fresh.is_empty() && !is_all {
                (at, after) = changes
                    .last()
                    .map_or((at, after), |(id, at)| (*at, Some(*id)));
                continue;
            }
            for batch in fresh.chunks(BATCH) {
                self.put(batch).await?;
            }
            if let Some((_, newest)) = fresh.last() {
                self.commit(*newest)?;
                // Only what is committed need not be put in again.
                self.seen.extend(fresh.iter().copied());
                let floor = overlap_before(self.position);
                self.seen.retain(|(_, at)| *at >= floor);
            }
            return Ok((fresh.len(), is_all));
        }
    }

    fn commit(&mut self, newest: Timestamp) -> anyhow::Result<()> {
        let _timer = self.house.timings.start(Stage::Index);
        // A time in the future was written by a clock that was wrong: whoever followed it would
        // see nothing of what comes until then.
        let position = self.position.max(newest.min((self.house.clock)()));
        tokio::task::block_in_place(|| self.writer.commit(position.as_millisecond()))?;
        self.position = position;
        Ok(())
    }

    async fn put(&mut self, batch: &[(ArticleId, Timestamp)]) -> anyhow::Result<()> {
        let ids: Vec<_> = batch.iter().map(|(id, _)| *id).collect();
        let articles = self.house.store.indexables(&ids).await?;
        let _timer = self.house.timings.start(Stage::Index);
        // Blocks while the indexing thread is behind.
        tokio::task::block_in_place(|| {
            articles
                .iter()
                .try_for_each(|article| put(&mut self.writer, article))
        })
        .context("cannot write to the search index")
    }

    /// Ends following, after merges under way. What was not committed is put in again by the next
    /// one.
    pub(crate) fn close(self) -> anyhow::Result<()> {
        Ok(tokio::task::block_in_place(|| self.writer.close())?)
    }
}

fn overlap_before(position: Timestamp) -> Timestamp {
    position.saturating_sub(OVERLAP).unwrap_or_default()
}

fn put(writer: &mut Writer, article: &Indexable) -> Result<(), depesche_search::SearchError> {
    if article.is_deleted {
        writer.remove(article.id);
        return Ok(());
    }
    writer.put(&Document {
        id: article.id,
        title: &article.title,
        text: &article.text,
        translations: &article.translations,
        source: &article.source,
        sections: &article.sections,
        lang: article.language.as_ref(),
        is_public: article.is_public,
        changed_at: article.changed_at.as_millisecond(),
    })
}

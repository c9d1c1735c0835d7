//! What repeats over a source's articles: learned from those that are new, cut out of them, and, where
//! something new was learned, out of the last that were there before.

use std::collections::{BTreeMap, HashMap};

use depesche_model::{Body, KnownEntry, SourceId};
use depesche_read::furniture::{
    Blocks, Decision, Lesson, Memory, cut, cut_blocks, cut_page, lead_of_cut,
};
use depesche_store::StoreError;
use depesche_store::furniture::{Cuttable, Learned};
use depesche_store::poll::{FreshPoll, NewArticle, NewEntry};
use jiff::Timestamp;

use crate::house::House;

/// How many articles are cut anew when something was learned, and how many entries of one document
/// teach: as many as are remembered.
const LAST: u32 = 30;

/// What is known of a source, and of which state.
pub(crate) struct Known {
    pub(crate) memory: Memory,
    revision: i64,
    is_behind: bool,
}

/// Reads what is known of a source.
///
/// # Errors
/// When the store fails.
pub(crate) async fn known(house: &House, source: SourceId) -> Result<Known, StoreError> {
    let found = house.store.furniture(source).await?;
    let decisions: BTreeMap<_, _> = found
        .decisions
        .into_iter()
        .map(|(rule, keeps)| {
            let decision = if keeps { Decision::Keep } else { Decision::Cut };
            (rule, decision)
        })
        .collect();
    Ok(Known {
        memory: Memory::read(&found.memory, decisions),
        revision: found.revision,
        is_behind: found.is_behind,
    })
}

impl Known {
    /// Learns from the entries that nobody knew, and cuts them and those that have changed; `was_cut`
    /// is told of each that shows less now. The others say what is stored.
    pub(crate) fn read_feed(
        mut self,
        fresh: &mut FreshPoll,
        known: &[KnownEntry],
        now: Timestamp,
        was_cut: impl Fn(&mut NewArticle),
    ) {
        let known = known.iter();
        let known: HashMap<_, _> = known
            .map(|entry| (entry.identity.as_str(), entry.content_hash.as_str()))
            .collect();
        let hash_before = |entry: &NewEntry| known.get(entry.identity.as_str()).copied();
        let written: Vec<_> = fresh
            .entries
            .iter_mut()
            .filter(|entry| hash_before(entry) != Some(&entry.content_hash))
            .map(|entry| (Blocks::of(&entry.article.body), entry))
            .collect();
        let new = written.iter();
        let new = new.filter(|(_, entry)| hash_before(entry).is_none());
        let lessons: Vec<_> = new.take(LAST as usize).collect();
        // The newest stand first: learned last, they are remembered longest.
        for (text, entry) in lessons.into_iter().rev() {
            self.memory.learn(&Lesson {
                title: &entry.article.title,
                at: now,
                text,
                page: None,
            });
        }
        for (blocks, entry) in written {
            let article = &mut entry.article;
            article.body = cut_blocks(std::mem::take(&mut article.body), &blocks, &self.memory);
            if article.body.0.iter().any(|segment| segment.cut.is_some()) {
                if let Some(lead) = lead_of_cut(&article.lead, &article.body) {
                    article.lead = lead;
                }
                was_cut(article);
            }
        }
        fresh.learned = self.learned();
    }

    /// Learns from an article's page and cuts its text.
    pub(crate) fn read_page(
        mut self,
        page: &mut depesche_read::Page,
        title: &str,
        now: Timestamp,
    ) -> Option<Learned> {
        cut_page(page, title, now, &mut self.memory);
        self.learned()
    }

    /// What is to be stored; `None`: nothing that was not known.
    fn learned(&self) -> Option<Learned> {
        let is_worth_it = self.memory.has_changed() || self.is_behind;
        is_worth_it.then(|| Learned {
            revision: self.revision,
            memory: self.memory.to_bytes(),
            is_behind: self.is_behind || self.memory.reaches_back(),
        })
    }
}

/// Cuts the last articles of a source by all that is known now: how many are shown otherwise.
///
/// # Errors
/// When the store fails; the source stays behind then, and its next article tries again.
pub(crate) async fn follow(house: &House, source: SourceId) -> Result<usize, StoreError> {
    let Known {
        memory, revision, ..
    } = known(house, source).await?;
    let articles = house.store.cuttable(source, LAST).await?;
    let task = move || -> Vec<_> {
        let articles = articles.into_iter();
        articles.filter_map(|one| anew(one, &memory)).collect()
    };
    let changed = tokio::task::spawn_blocking(task).await;
    let changed = changed.map_err(|error| StoreError::Other(format!("cutting failed: {error}")))?;
    let input = (source, changed, revision, (house.clock)());
    house
        .store
        .write(&input, |tx, (source, changed, revision, now)| {
            Box::pin(tx.recut(*source, changed, *revision, *now))
        })
        .await?;
    if !input.1.is_empty() {
        house.news.notify_one();
    }
    Ok(input.1.len())
}

/// The article, where it is shown otherwise by what is known.
fn anew(article: Cuttable, memory: &Memory) -> Option<Cuttable> {
    let before = marks(&article.body);
    let body = cut(article.body, memory);
    if marks(&body) == before {
        return None;
    }
    let lead = lead_of_cut(&article.lead, &body).unwrap_or(article.lead);
    Some(Cuttable {
        lead,
        body,
        ..article
    })
}

fn marks(body: &Body) -> Vec<Option<String>> {
    let segments = body.0.iter();
    segments.map(|segment| segment.cut.clone()).collect()
}

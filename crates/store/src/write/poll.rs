//! What came of a poll is recorded: the hot path.
//!
//! A first poll of thirty entries is about ten short statements, one of an unchanged feed is a
//! single one.

use depesche_model::{ArticleId, Criterion, FeedId, Origin, Restrictions, SourceId, Validators};
use jiff::Timestamp;

use crate::poll::{FreshPoll, Poll, PollResult, Recorded, Stage};
use crate::sql::args;
use crate::write::entries::{Entries, given};
use crate::write::version::Change;
use crate::{StoreError, Tx};

/// The feed whose poll is recorded.
pub(crate) struct Polled {
    pub(crate) feed: FeedId,
    pub(crate) source: SourceId,
    pub(crate) is_first: bool,
    /// Before this poll.
    pub(crate) restrictions: Restrictions,
}

impl Tx {
    /// Records what came of a poll: entries, articles, versions, validators, schedule and the
    /// next stage's tickets, all or nothing. `None` when another turn has begun since: then
    /// nothing is written.
    pub async fn record_poll(&mut self, poll: &Poll) -> Result<Option<Recorded>, StoreError> {
        let Some(polled) = self.finish_feed(poll).await? else {
            return Ok(None);
        };
        if let Some(notes) = &poll.notes {
            self.write_notes(&polled, notes, poll.at).await?;
        }
        if let Some(url) = &poll.moves_to {
            self.follow_feed(poll.feed, url, poll.at).await?;
        }
        let PollResult::Fresh(fresh) = &poll.result else {
            self.end_poll(poll, 0).await?;
            return Ok(Some(Recorded::default()));
        };
        self.fill_source(polled.source, fresh, poll.at).await?;
        self.note_signs(polled.source, &fresh.signs, poll.at)
            .await?;
        self.learn(polled.source, fresh.learned.as_ref()).await?;
        let recorded = self.record_entries(&polled, fresh, poll).await?;
        self.end_poll(poll, recorded.new_articles).await?;
        Ok(Some(recorded))
    }

    async fn record_entries(
        &mut self,
        polled: &Polled,
        fresh: &FreshPoll,
        poll: &Poll,
    ) -> Result<Recorded, StoreError> {
        let Entries {
            new,
            changed,
            rekeyed,
        } = self.sort_entries(polled, given(&fresh.entries)).await?;
        let new_articles = self.add_entries(polled, &new, poll.at).await?;
        let changes: Vec<_> = changed
            .iter()
            .map(|(id, given)| Change::of(*id, given))
            .collect();
        let changes = self.seen_changes(changes).await?;
        self.add_versions(&changes, Origin::Feed, poll.at).await?;
        for (_, given) in changed.iter().chain(&rekeyed) {
            self.note_entry(polled.feed, given).await?;
        }
        let is_unseen = |id: &ArticleId| !changes.iter().any(|change| change.article == *id);
        let unseen = changed.iter().filter(|(id, _)| is_unseen(id));
        for (article, given) in unseen.chain(&rekeyed) {
            self.move_article(*article, &given.entry.article.url, poll.at)
                .await?;
        }
        let due = changed
            .iter()
            .filter_map(|(id, given)| Some((*id, given.entry.page_due_at?)));
        self.put_tickets(Stage::Page, due).await?;
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        Ok(Recorded {
            new_articles: count(new_articles),
            new_versions: count(changes.len()),
        })
    }

    /// Writes the feed's own row, if the poll's turn is still the feed's.
    async fn finish_feed(&mut self, poll: &Poll) -> Result<Option<Polled>, StoreError> {
        let told = Told::by(poll);
        let row = self
            .row(
                "update feeds
                set next_fetch_at = $3,
                    interval_ms = $4,
                    last_outcome = $5,
                    last_try_at = $6,
                    last_success_at = case when $7 = 1 then $6 else last_success_at end,
                    last_full_at = coalesce($8, last_full_at),
                    failures = case when $7 = 1 then 0 when $9 = 1 then failures + 1 else failures end,
                    ended_at = case when $10 = 1 then $6 else ended_at end,
                    etag = case when $11 = 1 then $12 else etag end,
                    last_modified = case when $11 = 1 then $13 else last_modified end,
                    body_hash = coalesce($14, body_hash),
                    title = case when $15 <> '' then $15 else title end,
                    criterion = coalesce($16, criterion),
                    languages = coalesce($17, languages)
                where id = $1 and turn = $2
                returning source_id, entries, restrictions",
                args![
                    poll.feed,
                    poll.turn,
                    poll.next_fetch_at,
                    poll.interval,
                    &poll.outcome,
                    poll.at,
                    told.is_success,
                    told.full_at,
                    matches!(poll.result, PollResult::Failed),
                    matches!(poll.result, PollResult::Ended),
                    told.validators.is_some(),
                    told.validators.and_then(|both| both.etag.as_deref()),
                    told.validators.and_then(|both| both.last_modified.as_deref()),
                    told.body_hash,
                    told.title,
                    told.criterion.map(Criterion::as_str),
                    told.languages.as_deref(),
                ],
            )
            .await?;
        let Some(row) = row else { return Ok(None) };
        let mut at = row.columns();
        Ok(Some(Polled {
            feed: poll.feed,
            source: SourceId(at.int()?),
            is_first: at.int()? == 0,
            restrictions: Restrictions::from_bits(at.small()?),
        }))
    }
}

/// What an answer tells about its feed.
#[derive(Default)]
struct Told<'p> {
    is_success: bool,
    full_at: Option<Timestamp>,
    validators: Option<&'p Validators>,
    body_hash: Option<&'p str>,
    title: &'p str,
    criterion: Option<Criterion>,
    languages: Option<String>,
}

impl<'p> Told<'p> {
    fn by(poll: &'p Poll) -> Self {
        match &poll.result {
            PollResult::Fresh(fresh) => Self {
                is_success: true,
                full_at: Some(poll.at),
                validators: Some(&fresh.validators),
                body_hash: Some(&fresh.body_hash),
                title: fresh.title.trim(),
                criterion: Some(fresh.criterion),
                languages: Some(fresh.languages.to_string()),
            },
            PollResult::Unchanged {
                validators,
                full_at,
            } => Self {
                is_success: true,
                full_at: *full_at,
                validators: validators.as_ref(),
                ..Self::default()
            },
            PollResult::Failed | PollResult::Ended => Self::default(),
        }
    }
}

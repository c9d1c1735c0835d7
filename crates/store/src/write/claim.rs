//! Feeds that are due are claimed.

use std::collections::{BTreeSet, HashMap};

use depesche_model::{Feed, FeedId, Source, SourceId};
use jiff::{SignedDuration, Timestamp};

use crate::poll::{Claim, FeedJob};
use crate::rows::{self, feed_columns, source_columns};
use crate::sql::{Row, Value, args};
use crate::{StoreError, Tx};

/// The due feeds of a kind, oldest due first. Each kind has an index of its own, so that ten
/// thousand dead feeds that are due are not walked through to find a living one.
macro_rules! due {
    ($kind:literal) => {
        concat!(
            "select id
            from feeds
            where next_fetch_at <= $1 and ended_at is null and ",
            $kind,
            "
            order by next_fetch_at
            limit $2
            {skip_locked}"
        )
    };
}

/// Those that answered last time.
const DUE_LIVING: &str = due!("failures = 0 and last_try_at is not null");

/// Those that failed.
const DUE_FAILING: &str = due!("failures > 0");

/// Those that were never asked.
const DUE_UNASKED: &str = due!("failures = 0 and last_try_at is null");

impl Tx {
    /// Takes feeds that are due, of each kind the oldest due first, and pushes each one's
    /// `next_fetch_at` to the end of its lease, before anything is asked of the network. The job's
    /// turn fences the answer.
    pub async fn claim_feeds(&mut self, claim: &Claim) -> Result<Vec<FeedJob>, StoreError> {
        let mut due = Vec::new();
        for (sql, limit) in [
            (DUE_LIVING, claim.living),
            (DUE_UNASKED, claim.unasked),
            (DUE_FAILING, claim.failing),
        ] {
            if limit > 0 {
                let rows = self.rows(sql, args![claim.now, limit]).await?;
                for row in &rows {
                    due.push(FeedId(row.first()?));
                }
            }
        }
        self.take(&due, claim.now, Some(claim.lease)).await
    }

    /// Takes these feeds whether they are due or not (an operator's `--now`). Those that ended
    /// are left out. In the order that was asked for.
    pub async fn claim_feeds_now(
        &mut self,
        feeds: &[FeedId],
        now: Timestamp,
    ) -> Result<Vec<FeedJob>, StoreError> {
        self.take(feeds, now, None).await
    }

    /// Takes feeds, for their own interval where no lease is given.
    async fn take(
        &mut self,
        feeds: &[FeedId],
        now: Timestamp,
        lease: Option<SignedDuration>,
    ) -> Result<Vec<FeedJob>, StoreError> {
        if feeds.is_empty() {
            return Ok(Vec::new());
        }
        let claimed = self
            .rows(
                concat!(
                    "update feeds
                    set next_fetch_at = $1 + coalesce(cast($3 as bigint), interval_ms),
                        turn = turn + 1
                    where id in (select cast(value as bigint) from {rows $2})
                        and ended_at is null
                    returning feeds.turn, ",
                    feed_columns!()
                ),
                args![
                    now,
                    Value::numbers(feeds.iter().map(|id| id.0)),
                    Value::from(lease.map(milliseconds)),
                ],
            )
            .await?;
        let mut jobs = self.jobs(&claimed, now).await?;
        let place: HashMap<_, _> = feeds.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        jobs.sort_unstable_by_key(|job| place.get(&job.feed.id).copied());
        Ok(jobs)
    }

    /// Rows of turn and feed, as jobs.
    async fn jobs(&mut self, claimed: &[Row], now: Timestamp) -> Result<Vec<FeedJob>, StoreError> {
        let mut feeds = Vec::with_capacity(claimed.len());
        for row in claimed {
            let mut at = row.columns();
            feeds.push((at.int()?, rows::feed(&mut at)?));
        }
        let sources = self.sources_of(feeds.iter().map(|(_, feed)| feed)).await?;
        let ids = feeds.iter().map(|(_, feed)| feed.id);
        let mut subscriptions = self.begin_polls(ids, now).await?;
        let jobs = feeds.into_iter().filter_map(|(turn, feed)| {
            let source = sources.get(&feed.source_id)?.clone();
            Some(FeedJob {
                subscription: subscriptions.remove(&feed.id).map(Box::new),
                feed,
                source,
                turn,
            })
        });
        Ok(jobs.collect())
    }

    async fn sources_of(
        &mut self,
        feeds: impl Iterator<Item = &Feed>,
    ) -> Result<HashMap<SourceId, Source>, StoreError> {
        let ids: BTreeSet<_> = feeds.map(|feed| feed.source_id.0).collect();
        let sql = concat!(
            "select ",
            source_columns!(),
            " from sources where id in (select cast(value as bigint) from {rows $1})"
        );
        let found = self.rows(sql, args![Value::numbers(ids)]).await?;
        let sources = found.iter().map(|row| rows::source(&mut row.columns()));
        sources
            .map(|source| source.map(|source| (source.id, source)))
            .collect()
    }
}

fn milliseconds(length: SignedDuration) -> i64 {
    i64::try_from(length.as_millis()).unwrap_or(i64::from(u32::MAX))
}

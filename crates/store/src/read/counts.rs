//! How much there is, and whether it has changed.

use jiff::Timestamp;

use crate::portal::Counts;
use crate::sql::{Row, args};
use crate::{Store, StoreError};

impl Store {
    /// Grows with every change that a page could show: caches compare it. When a feed was last
    /// asked, and with what outcome, is not in it, or it would grow with every poll.
    ///
    /// One row, read by its place. It grows in the transaction that changes something, so a page
    /// made under a stamp shows at least what that stamp counts.
    pub async fn stamp(&self) -> Result<u64, StoreError> {
        let rows = self.read.rows("select value from stamp", args![]).await?;
        rows.first().map_or(Ok(0), |row| row.columns().count())
    }

    /// How much there is, at `now`.
    pub async fn counts(&self, now: Timestamp) -> Result<Counts, StoreError> {
        let rows = self
            .read
            .rows(
                "select
                    (select count(*) from sources),
                    (select count(*) from feeds),
                    (select count(*) from feeds where failures > 0 and ended_at is null),
                    (select count(*) from feeds where next_fetch_at <= $1 and ended_at is null),
                    (select cast(coalesce(sum(entries), 0) as bigint) from feeds),
                    (select count(*) from articles),
                    (select count(*) from versions),
                    (select count(*) from work where due_at is not null),
                    (select count(*) from work where due_at is null),
                    (select count(*) from subscriptions where state = 'active' and lease_until > $1)",
                args![now],
            )
            .await?;
        rows.first().map_or(Ok(Counts::default()), counts)
    }
}

fn counts(row: &Row) -> Result<Counts, StoreError> {
    let mut at = row.columns();
    Ok(Counts {
        sources: at.count()?,
        feeds: at.count()?,
        feeds_failing: at.count()?,
        feeds_due: at.count()?,
        entries: at.count()?,
        articles: at.count()?,
        versions: at.count()?,
        tickets: at.count()?,
        tickets_parked: at.count()?,
        subscriptions: at.count()?,
    })
}

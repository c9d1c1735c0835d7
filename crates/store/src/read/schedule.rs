//! How much there is to ask, and who is not to be asked.

use jiff::Timestamp;

use crate::poll::Pause;
use crate::sql::{Row, args};
use crate::{Store, StoreError};

impl Store {
    /// How many polls a day the intervals of all feeds come to.
    pub async fn polls_per_day(&self) -> Result<u64, StoreError> {
        let rows = self
            .read
            .rows(
                "select cast(coalesce(sum(
                    case when interval_ms < 1000 then 86400 else 86400000 / interval_ms end
                ), 0) as bigint)
                from feeds
                where ended_at is null",
                args![],
            )
            .await?;
        rows.first().map_or(Ok(0), |row| row.columns().count())
    }

    /// The sites that are to be left alone at `now`. A pause that ends later than anything is
    /// planned was written while the clock was wrong.
    pub async fn pauses(&self, now: Timestamp) -> Result<Vec<Pause>, StoreError> {
        let rows = self
            .read
            .rows(
                "select site, until, reason
                from pauses
                where until > $1 and until <= $2
                order by site",
                args![now, crate::write::far(now)],
            )
            .await?;
        rows.iter().map(pause).collect()
    }
}

fn pause(row: &Row) -> Result<Pause, StoreError> {
    let mut at = row.columns();
    Ok(Pause {
        site: at.text()?,
        until: at.time()?,
        reason: at.text()?,
    })
}

//! Sites that asked to be left alone, and feeds that are given back unasked.

use jiff::Timestamp;

use crate::poll::{Pause, PutBack};
use crate::sql::args;
use crate::{StoreError, Tx};

impl Tx {
    /// Leaves a site alone until then, or until a later time that stands there already. Pauses
    /// that are over are forgotten.
    pub async fn pause_site(&mut self, pause: &Pause, now: Timestamp) -> Result<(), StoreError> {
        self.execute("delete from pauses where until <= $1", args![now])
            .await?;
        self.execute(
            "insert into pauses (site, until, reason)
            values ($1, $2, $3)
            on conflict (site) do update
            set until = excluded.until,
                reason = excluded.reason
            where pauses.until < excluded.until",
            args![&pause.site, pause.until, &pause.reason],
        )
        .await?;
        Ok(())
    }

    /// Gives claimed feeds back that were not asked. Those whose turn is over are left alone.
    pub async fn put_back(&mut self, feeds: &[PutBack]) -> Result<(), StoreError> {
        for feed in feeds {
            self.execute(
                "update feeds
                set next_fetch_at = $3
                where id = $1 and turn = $2",
                args![feed.feed, feed.turn, feed.due_at],
            )
            .await?;
        }
        Ok(())
    }
}

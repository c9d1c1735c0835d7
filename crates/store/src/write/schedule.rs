//! Schedules that were written while the clock was wrong are put right.

use jiff::{SignedDuration, Timestamp};

use crate::sql::args;
use crate::write::work::far;
use crate::{StoreError, Tx};

/// Clocks are set by seconds all the time: that is no jump.
const SLACK: SignedDuration = SignedDuration::from_mins(10);

/// Nobody is left alone for more than a day.
const DAY: SignedDuration = SignedDuration::from_hours(24);

impl Tx {
    /// Puts feeds right that are planned further ahead than anything is, or were asked in what is
    /// now the future: a clock was wrong. Each gets a place within its own interval, after `floor`
    /// (it may have been asked a minute ago), so that they do not all come at once. How many.
    pub async fn heal_schedule(
        &mut self,
        now: Timestamp,
        floor: SignedDuration,
    ) -> Result<u64, StoreError> {
        // A prime: neighbouring numbers land far apart.
        self.execute(
            "update feeds
            set next_fetch_at = $1 + $4 + (id * 7919000) % (
                    case when interval_ms < $5 then interval_ms else $5 end + 1
                ),
                turn = turn + 1,
                last_try_at = case when last_try_at > $1 then $1 else last_try_at end,
                last_success_at =
                    case when last_success_at > $1 then $1 else last_success_at end,
                last_full_at = case when last_full_at > $1 then $1 else last_full_at end
            where ended_at is null and (next_fetch_at > $2 or last_try_at > $3)",
            args![
                now,
                far(now),
                now.saturating_add(SLACK).unwrap_or(Timestamp::MAX),
                floor,
                (DAY - floor).max(SignedDuration::ZERO),
            ],
        )
        .await
    }
}

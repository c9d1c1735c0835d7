//! What engines cost, and which of them rest.

use crate::sql::args;
use crate::translation::{EngineRest, Reservation, Settled};
use crate::{StoreError, Tx};

impl Tx {
    /// Reserves characters of an engine's budget: `false` where a limit would be passed, then
    /// nothing is reserved. Whoever asks at the same time waits for the answer, so that all of
    /// them together stay within the limits.
    ///
    /// What is reserved counts until it is settled; what a process that died has reserved counts
    /// for its day and month.
    pub async fn reserve(&mut self, reservation: &Reservation) -> Result<bool, StoreError> {
        self.hold_engine(&reservation.engine).await?;
        let reserved = self
            .execute(
                "insert into translation_spending (
                    engine, day, requests, failures, units, chars, billed, saved_chars
                )
                select $1, $2, 0, 0, 0, cast($3 as bigint), 0, 0
                where (
                    cast($4 as bigint) is null
                    or cast($4 as bigint) >= cast($3 as bigint) + (
                        select coalesce(sum(chars), 0)
                        from translation_spending
                        where engine = $1 and day = $2
                    )
                )
                and (
                    cast($5 as bigint) is null
                    or cast($5 as bigint) >= cast($3 as bigint) + (
                        select coalesce(sum(chars), 0)
                        from translation_spending
                        where engine = $1 and day >= $6
                    )
                )
                on conflict (engine, day) do update
                set chars = translation_spending.chars + excluded.chars",
                args![
                    &reservation.engine,
                    reservation.day,
                    signed(reservation.chars),
                    reservation.daily_limit.map(signed),
                    reservation.monthly_limit.map(signed),
                    reservation.month_begins,
                ],
            )
            .await?;
        Ok(reserved > 0)
    }

    /// Puts what was billed in a reservation's place.
    pub async fn settle(&mut self, settled: &Settled) -> Result<(), StoreError> {
        self.hold_engine(&settled.engine).await?;
        self.execute(
            "insert into translation_spending (
                engine, day, requests, failures, units, chars, billed, saved_chars
            )
            values ($1, $2, 1, $3, $4, $5, $5, 0)
            on conflict (engine, day) do update
            set requests = translation_spending.requests + 1,
                failures = translation_spending.failures + excluded.failures,
                units = translation_spending.units + excluded.units,
                chars = case
                    when translation_spending.chars + excluded.billed < $6 then 0
                    else translation_spending.chars + excluded.billed - $6
                end,
                billed = translation_spending.billed + excluded.billed",
            args![
                &settled.engine,
                settled.day,
                settled.is_failure,
                settled.units,
                signed(settled.billed),
                signed(settled.reserved),
            ],
        )
        .await?;
        Ok(())
    }

    /// Notes characters that the memory has saved.
    pub async fn note_saved(
        &mut self,
        engine: &str,
        day: i64,
        chars: u64,
    ) -> Result<(), StoreError> {
        self.execute(
            "insert into translation_spending (
                engine, day, requests, failures, units, chars, billed, saved_chars
            )
            values ($1, $2, 0, 0, 0, 0, 0, $3)
            on conflict (engine, day) do update
            set saved_chars = translation_spending.saved_chars + excluded.saved_chars",
            args![engine, day, signed(chars)],
        )
        .await?;
        Ok(())
    }

    /// Leaves an engine alone for a while.
    pub async fn rest_engine(&mut self, rest: &EngineRest) -> Result<(), StoreError> {
        self.execute(
            "insert into engine_rests (engine, until, reason, failures)
            values ($1, $2, $3, $4)
            on conflict (engine) do update
            set until = excluded.until,
                reason = excluded.reason,
                failures = excluded.failures",
            args![&rest.engine, rest.until, &rest.reason, rest.failures],
        )
        .await?;
        Ok(())
    }

    /// Ends an engine's rest, and forgets that it failed.
    pub async fn wake_engine(&mut self, engine: &str) -> Result<(), StoreError> {
        let sql = "delete from engine_rests where engine = $1";
        self.execute(sql, args![engine]).await?;
        Ok(())
    }

    /// Holds an engine's row until the transaction ends. On PostgreSQL a statement sees what was
    /// committed before it: the next one sees what those before us have reserved, on any day.
    async fn hold_engine(&mut self, engine: &str) -> Result<(), StoreError> {
        self.execute(
            "insert into translation_engines (engine, turn)
            values ($1, 1)
            on conflict (engine) do update
            set turn = translation_engines.turn + 1",
            args![engine],
        )
        .await?;
        Ok(())
    }
}

/// A number as the databases have it; nobody pays for so much text that it would not fit.
fn signed(number: u64) -> i64 {
    const MOST: i64 = i64::MAX >> 8;
    i64::try_from(number).map_or(MOST, |number| number.min(MOST))
}

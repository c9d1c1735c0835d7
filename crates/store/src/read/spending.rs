//! What engines cost, and which of them rest.

use crate::sql::args;
use crate::translation::{EngineRest, Spending};
use crate::{Store, StoreError};

impl Store {
    /// What engines were asked for on this day (counted from 1970) and after it, day by day.
    pub async fn spending(&self, since_day: i64) -> Result<Vec<Spending>, StoreError> {
        let rows = self
            .read
            .rows(
                "select engine, day, requests, failures, units, chars, billed, saved_chars
                from translation_spending
                where day >= $1
                order by day, engine",
                args![since_day],
            )
            .await?;
        let days = rows.iter().map(|row| {
            let mut at = row.columns();
            Ok(Spending {
                engine: at.text()?,
                day: at.int()?,
                requests: at.count()?,
                failures: at.count()?,
                units: at.count()?,
                chars: at.count()?,
                billed: at.count()?,
                saved_chars: at.count()?,
            })
        });
        days.collect()
    }

    /// The engines that are left alone, or were and were not asked since.
    pub async fn engine_rests(&self) -> Result<Vec<EngineRest>, StoreError> {
        let sql = "select engine, until, reason, failures
            from engine_rests
            order by engine";
        let rows = self.read.rows(sql, args![]).await?;
        let rests = rows.iter().map(|row| {
            let mut at = row.columns();
            Ok(EngineRest {
                engine: at.text()?,
                until: at.time()?,
                reason: at.text()?,
                failures: at.small()?,
            })
        });
        rests.collect()
    }
}

//! Engines' budgets, in the database: whoever asks at once, no more is spent than was allowed.

use std::collections::HashMap;

use depesche_store::translation::{EngineRest, Reservation, Settled};
use depesche_store::{Store, StoreError};
use depesche_translate::chain::{Ledger, Rest, Spending, Spent, Urgency};
use depesche_translate::engine::Soon;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// What an engine may cost, in characters; `None`: as much as there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Limits {
    pub(crate) daily: Option<u64>,
    pub(crate) monthly: Option<u64>,
}

/// The budgets of all engines.
pub(crate) struct Budget {
    pub(crate) store: Store,
    pub(crate) limits: HashMap<String, Limits>,
    /// From how many percent on it is kept for headlines.
    pub(crate) soft_limit: u64,
}

impl Budget {
    fn reservation(&self, spending: Spending<'_>) -> Reservation {
        let limits = self.limits.get(spending.engine).copied();
        let limits = limits.unwrap_or_default();
        let part = match spending.urgency {
            Urgency::Headline => 100,
            Urgency::Text => self.soft_limit.min(100),
        };
        let of = |limit: u64| u64::try_from(u128::from(limit) * u128::from(part) / 100);
        Reservation {
            engine: spending.engine.to_owned(),
            day: day(spending.at),
            month_begins: month_begins(spending.at),
            chars: spending.chars,
            daily_limit: limits.daily.and_then(|limit| of(limit).ok()),
            monthly_limit: limits.monthly.and_then(|limit| of(limit).ok()),
        }
    }
}

impl Ledger for Budget {
    fn reserve<'a>(&'a self, spending: Spending<'a>) -> Soon<'a, bool> {
        Box::pin(async move {
            let reservation = self.reservation(spending);
            let reserved = self
                .store
                .write(&reservation, |tx, reservation| {
                    Box::pin(tx.reserve(reservation))
                })
                .await;
            // What cannot be written down is not spent.
            logged("reserve", reserved).unwrap_or(false)
        })
    }

    fn settle<'a>(&'a self, spending: Spending<'a>, spent: Spent) -> Soon<'a, ()> {
        Box::pin(async move {
            let settled = Settled {
                engine: spending.engine.to_owned(),
                day: day(spending.at),
                reserved: spending.chars,
                billed: spent.billed_chars,
                units: spent.units,
                is_failure: spent.is_failure,
            };
            let written = self
                .store
                .write(&settled, |tx, settled| Box::pin(tx.settle(settled)));
            logged("settle", written.await);
        })
    }

    fn note_rest<'a>(&'a self, rest: &'a Rest) -> Soon<'a, ()> {
        Box::pin(async move {
            let rest = EngineRest {
                engine: rest.engine.clone(),
                until: rest.until,
                reason: rest.reason.clone(),
                failures: rest.failures,
            };
            let written = self
                .store
                .write(&rest, |tx, rest| Box::pin(tx.rest_engine(rest)));
            logged("note", written.await);
        })
    }
}

fn logged<T>(what: &str, written: Result<T, StoreError>) -> Option<T> {
    written
        .inspect_err(|error| tracing::error!("cannot {what} what translation costs: {error}"))
        .ok()
}

/// The days since 1970, in UTC.
pub(crate) fn day(at: Timestamp) -> i64 {
    at.as_second().div_euclid(86_400)
}

/// The first day of the month, in days since 1970.
pub(crate) fn month_begins(at: Timestamp) -> i64 {
    let date: Date = at.to_zoned(TimeZone::UTC).date();
    day(at) - i64::from(date.day()) + 1
}

#[cfg(test)]
mod tests {
    use super::{day, month_begins};

    #[test]
    fn a_month_begins_on_its_first() {
        let check = |at: &str, days: i64| {
            let at = at.parse().expect("a time");
            assert_eq!(day(at) - month_begins(at), days);
        };
        check("2026-11-01T00:00:00Z", 0);
        check("2026-11-23T13:30:00Z", 22);
        check("2024-02-29T23:59:59Z", 28);
    }
}

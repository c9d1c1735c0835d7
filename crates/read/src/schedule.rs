//! When a feed is asked again.

use depesche_model::FeedId;
use jiff::{SignedDuration, Timestamp};

/// The longest `Retry-After` that is obeyed.
const MAX_RETRY_AFTER: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How often feeds may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The shortest time between two polls (`fetch.min_interval`).
    pub min_interval: SignedDuration,
    /// The longest time, unless the server asks for longer with `Retry-After`.
    pub max_interval: SignedDuration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            min_interval: SignedDuration::from_hours(1),
            max_interval: SignedDuration::from_hours(24),
        }
    }
}

/// What came of a poll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A feed, with so many entries that were not known.
    Fresh {
        /// How many.
        new_entries: u32,
    },
    /// 304, or the same bytes as the last time.
    Unchanged,
    /// Nothing usable.
    Failed {
        /// How many tries in a row failed, this one included.
        failures: u32,
    },
}

/// What the feed and its server ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wishes<'a> {
    /// RSS `ttl`.
    pub ttl: Option<SignedDuration>,
    /// `sy:updatePeriod` over `sy:updateFrequency`.
    pub update_period: Option<SignedDuration>,
    /// `Cache-Control: max-age`, less the answer's age.
    pub max_age: Option<SignedDuration>,
    /// `Retry-After`, counted from now.
    pub retry_after: Option<SignedDuration>,
    /// The hours of the day (UTC, 0–23) in which it asks to be left alone.
    pub skip_hours: &'a [u8],
}

/// When a feed is asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// How long the schedule waits today; handed in again next time.
    pub interval: SignedDuration,
    /// When it is due.
    pub next_fetch_at: Timestamp,
}

/// Decides when a feed is asked again.
///
/// New entries halve the interval, a feed without any makes it half as long again; failures leave
/// it alone and double the wait, each one again. The feed's wishes lengthen the wait. It is never
/// shorter than `limits.min_interval` and never longer than `limits.max_interval`, except for a
/// `Retry-After` (up to seven days) and the hours that the feed asks to be left alone. Up to a tenth
/// is added, always the same for a feed, so that feeds which were added together drift apart.
pub fn next(
    outcome: Outcome,
    interval: SignedDuration,
    wishes: &Wishes<'_>,
    limits: &Limits,
    feed: FeedId,
    now: Timestamp,
) -> Next {
    let floor = limits.min_interval.max(SignedDuration::from_millis(1));
    let ceiling = limits.max_interval.max(floor);
    let interval = match outcome {
        Outcome::Fresh { new_entries: 1.. } => interval / 2,
        Outcome::Fresh { new_entries: 0 } | Outcome::Unchanged => times(interval, 3) / 2,
        Outcome::Failed { .. } => interval,
    };
    let interval = interval.clamp(floor, ceiling);
    let wanted = [wishes.ttl, wishes.update_period, wishes.max_age];
    let wait = match outcome {
        Outcome::Failed { failures } => times(interval, 1 << failures.saturating_sub(1).min(16)),
        _ => wanted
            .into_iter()
            .flatten()
            .fold(interval, SignedDuration::max),
    };
    let wait = wait.min(ceiling);
    // What a feed asks for holds until it says otherwise: a 304 repeats nothing of it.
    let interval = match outcome {
        Outcome::Failed { .. } => interval,
        _ => wait,
    };
    let wait = jittered(wait, floor, ceiling, feed);
    let retry_after = wishes
        .retry_after
        .map_or(SignedDuration::ZERO, |wish| wish.min(MAX_RETRY_AFTER));
    let at = now
        .checked_add(wait.max(retry_after))
        .unwrap_or(Timestamp::MAX);
    Next {
        interval,
        next_fetch_at: outside(at, wishes.skip_hours),
    }
}

fn times(interval: SignedDuration, factor: i32) -> SignedDuration {
    interval.checked_mul(factor).unwrap_or(SignedDuration::MAX)
}

/// Adds up to a tenth; at the ceiling takes it away instead, so that there, too, feeds drift apart.
fn jittered(
    wait: SignedDuration,
    floor: SignedDuration,
    ceiling: SignedDuration,
    feed: FeedId,
) -> SignedDuration {
    let jitter = wait / 1000 * share(feed);
    let longer = wait.checked_add(jitter).unwrap_or(wait);
    if longer <= ceiling {
        longer
    } else {
        (wait - jitter).max(floor)
    }
}

/// A number of a feed's own from 0 to 100.
fn share(feed: FeedId) -> i32 {
    // SplitMix64's finaliser: neighbouring numbers land far apart.
    let mut mixed = feed.0.cast_unsigned().wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    i32::try_from((mixed ^ (mixed >> 31)) % 101).unwrap_or(0)
}

/// The time itself, or the first after it that is in none of the hours. A feed that asks to be left
/// alone in all of them has not meant it.
fn outside(at: Timestamp, hours: &[u8]) -> Timestamp {
    let second = at.as_second();
    let is_free = |ahead: &i64| {
        let hour = (second.div_euclid(3600) + ahead).rem_euclid(24);
        !hours.iter().any(|skip| i64::from(*skip) == hour)
    };
    match (0..24).find(is_free) {
        None | Some(0) => at,
        Some(ahead) => Timestamp::from_second(
            (second.div_euclid(3600) + ahead) * 3600 + second.rem_euclid(3600) / 2,
        )
        .unwrap_or(at),
    }
}

#[cfg(test)]
mod tests {
    use depesche_model::FeedId;
    use jiff::{SignedDuration, Timestamp};
    use proptest::prelude::*;

    use super::{Limits, Outcome, Wishes, next};

    const HOUR: SignedDuration = SignedDuration::from_hours(1);

    fn now() -> Timestamp {
        "2026-03-01T12:10:00Z".parse().expect("a time")
    }

    /// The new interval and the wait, in hours.
    fn check(outcome: Outcome, hours: i32, wishes: &Wishes<'_>, interval: f64, wait: f64) {
        let found = next(
            outcome,
            HOUR * hours,
            wishes,
            &Limits::default(),
            FeedId(7),
            now(),
        );
        let waits = found.next_fetch_at.duration_since(now()).as_secs_f64() / 3600.0;
        assert!(
            (found.interval.as_secs_f64() / 3600.0 - interval).abs() < 0.01,
            "{outcome:?} {found:?}"
        );
        assert!(
            (0.89..1.11).contains(&(waits / wait)),
            "{outcome:?} waits {waits}, not {wait}"
        );
    }

    #[test]
    fn the_interval_follows_the_feed() {
        let none = Wishes::default();
        check(Outcome::Fresh { new_entries: 3 }, 4, &none, 2.0, 2.0);
        check(Outcome::Fresh { new_entries: 3 }, 1, &none, 1.0, 1.0);
        check(Outcome::Unchanged, 4, &none, 6.0, 6.0);
        check(Outcome::Fresh { new_entries: 0 }, 20, &none, 24.0, 24.0);
    }

    #[test]
    fn failures_double_the_wait_and_leave_the_interval() {
        let none = Wishes::default();
        check(Outcome::Failed { failures: 1 }, 2, &none, 2.0, 2.0);
        check(Outcome::Failed { failures: 3 }, 2, &none, 2.0, 8.0);
        check(
            Outcome::Failed {
                failures: 4_000_000,
            },
            2,
            &none,
            2.0,
            24.0,
        );
    }

    #[test]
    fn wishes_lengthen_the_wait_and_hold_until_the_next_whole_answer() {
        let hours = |hours| Some(SignedDuration::from_hours(hours));
        check(
            Outcome::Unchanged,
            1,
            &Wishes {
                ttl: hours(5),
                ..Wishes::default()
            },
            5.0,
            5.0,
        );
        check(
            Outcome::Unchanged,
            1,
            &Wishes {
                update_period: hours(200),
                ..Wishes::default()
            },
            24.0,
            24.0,
        );
        check(
            Outcome::Unchanged,
            1,
            &Wishes {
                max_age: hours(-3),
                ..Wishes::default()
            },
            1.5,
            1.5,
        );
        let failed = Outcome::Failed { failures: 1 };
        check(
            failed,
            1,
            &Wishes {
                retry_after: hours(48),
                ..Wishes::default()
            },
            1.0,
            48.0,
        );
        check(
            failed,
            1,
            &Wishes {
                retry_after: hours(10_000),
                ..Wishes::default()
            },
            1.0,
            168.0,
        );
    }

    #[test]
    fn hours_of_rest_are_kept() {
        let hours: Vec<u8> = (13..20).collect();
        let wishes = Wishes {
            skip_hours: &hours,
            ..Wishes::default()
        };
        let found = next(
            Outcome::Unchanged,
            HOUR,
            &wishes,
            &Limits::default(),
            FeedId(7),
            now(),
        );
        assert!(
            found
                .next_fetch_at
                .to_string()
                .starts_with("2026-03-01T20:")
        );
        let all: Vec<u8> = (0..24).collect();
        check(
            Outcome::Unchanged,
            1,
            &Wishes {
                skip_hours: &all,
                ..Wishes::default()
            },
            1.5,
            1.5,
        );
    }

    #[test]
    fn feeds_drift_apart() {
        let limits = Limits::default();
        let at = |feed| {
            next(
                Outcome::Unchanged,
                HOUR,
                &Wishes::default(),
                &limits,
                FeedId(feed),
                now(),
            )
        };
        let mut times: Vec<_> = (0..100).map(|feed| at(feed).next_fetch_at).collect();
        times.sort();
        times.dedup();
        assert!(times.len() > 50, "{}", times.len());
    }

    proptest! {
        #[test]
        fn nobody_is_asked_too_early_or_forgotten(
            interval in any::<i64>(), ttl in any::<i64>(), retry in any::<i64>(),
            feed in any::<i64>(), failures in any::<u32>(), new_entries in any::<u32>(), kind in 0..3,
        ) {
            let outcome = match kind {
                0 => Outcome::Fresh { new_entries },
                1 => Outcome::Unchanged,
                _ => Outcome::Failed { failures },
            };
            let wishes = Wishes {
                ttl: Some(SignedDuration::from_secs(ttl)),
                retry_after: Some(SignedDuration::from_secs(retry)),
                ..Wishes::default()
            };
            let found = next(outcome, SignedDuration::from_secs(interval), &wishes, &Limits::default(), FeedId(feed), now());
            let wait = found.next_fetch_at.duration_since(now());
            prop_assert!(wait >= HOUR && wait <= HOUR * 24 * 7, "{:?}", wait);
            prop_assert!(found.interval >= HOUR && found.interval <= HOUR * 24);
        }
    }
}

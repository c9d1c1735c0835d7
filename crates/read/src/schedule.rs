//! When a feed is asked again.
//!
//! [`next`] decides, from what came of the poll, the feed's rhythm ([`learn`] keeps it up to date)
//! and what the feed and its server ask for ([`asked`]).

mod hours;
mod rhythm;
#[cfg(test)]
mod simulation;

use depesche_model::{Feed, FeedId, Rhythm, Wishes};
use jiff::{SignedDuration, Timestamp};

pub use hours::asked;
pub use rhythm::{Found, learn};

/// The longest `Retry-After` that is obeyed.
pub const MAX_RETRY_AFTER: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How often a feed is asked for each publication: twice, so that the wait for news is a quarter
/// of the time between them.
const POLLS_PER_GAP: i32 = 2;

/// A silence counts for a longer gap only when it is so many gaps long.
const SILENCE: i32 = 3;

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

/// What is known of the feed that was asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'f> {
    /// Its number.
    pub id: FeedId,
    /// How long the schedule waited for it.
    pub interval: SignedDuration,
    /// Its rhythm, this poll included.
    pub rhythm: &'f Rhythm,
    /// What it asks for until it says otherwise.
    pub wishes: Wishes,
    /// `Cache-Control: max-age` or `Expires` of this answer, less its age.
    pub fresh_for: Option<SignedDuration>,
    /// `Retry-After`, counted from now.
    pub retry_after: Option<SignedDuration>,
}

impl<'f> Asked<'f> {
    /// A feed as it is stored.
    pub fn of(feed: &'f Feed) -> Self {
        Self {
            id: feed.id,
            interval: feed.interval,
            rhythm: &feed.notes.rhythm,
            wishes: feed.notes.wishes,
            fresh_for: None,
            retry_after: None,
        }
    }
}

/// When a feed is asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// How long the schedule waits today, day and night taken together; handed in again next time.
    pub interval: SignedDuration,
    /// When it is due.
    pub next_fetch_at: Timestamp,
}

/// Decides when a feed is asked again.
///
/// A feed whose rhythm is known is asked twice for each publication that is to be expected, more
/// often in the hours and on the days in which it publishes and less often in the others. While the
/// rhythm is unknown, new entries halve the interval, and a feed without any makes it half as long
/// again. Failures leave it alone and double the wait, each one again.
///
/// What the feed asks for lengthens the wait: a shortest wait, hours and days of rest. It is never
/// shorter than `limits.min_interval` and never longer than `limits.max_interval`, except for a
/// `Retry-After` (up to seven days): also who wants to be left alone for a weekend is asked once a
/// day. Up to a tenth is added, always the same for a feed, so that feeds which were added together
/// drift apart.
pub fn next(outcome: Outcome, feed: &Asked<'_>, limits: &Limits, now: Timestamp) -> Next {
    let floor = limits.min_interval.max(SignedDuration::from_millis(1));
    let ceiling = limits.max_interval.max(floor);
    let interval = interval(outcome, feed, now).clamp(floor, ceiling);
    let wait = if let Outcome::Failed { failures } = outcome {
        times(interval, 1 << failures.saturating_sub(1).min(16))
    } else {
        let least = feed
            .fresh_for
            .unwrap_or_default()
            .max(feed.wishes.least_wait);
        hours::wait(feed.rhythm, interval, now, ceiling).max(least)
    };
    let wait = jittered(wait.clamp(floor, ceiling), floor, ceiling, feed.id);
    let latest = after(now, ceiling);
    let at = hours::outside(after(now, wait), &feed.wishes, latest);
    let retry_after = feed
        .retry_after
        .unwrap_or_default()
        .clamp(SignedDuration::ZERO, MAX_RETRY_AFTER);
    Next {
        interval,
        next_fetch_at: at.max(after(now, retry_after)),
    }
}

/// A number of a feed's own from 0 to 100.
pub fn share(feed: FeedId) -> i32 {
    // SplitMix64's finaliser: neighbouring numbers land far apart.
    let mut mixed = feed.0.cast_unsigned().wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    i32::try_from((mixed ^ (mixed >> 31)) % 101).unwrap_or(0)
}

/// How long the schedule waits, day and night taken together.
fn interval(outcome: Outcome, feed: &Asked<'_>, now: Timestamp) -> SignedDuration {
    match outcome {
        Outcome::Failed { .. } => feed.interval,
        _ if feed.rhythm.is_known() => gap_today(feed.rhythm, now) / POLLS_PER_GAP,
        Outcome::Fresh { new_entries: 1.. } => feed.interval / 2,
        Outcome::Fresh { new_entries: 0 } | Outcome::Unchanged => times(feed.interval, 3) / 2,
    }
}

/// A feed that has fallen silent is asked less and less often.
fn gap_today(rhythm: &Rhythm, now: Timestamp) -> SignedDuration {
    let silence = rhythm
        .newest
        .map_or(SignedDuration::ZERO, |newest| now.duration_since(newest));
    rhythm.gap.max(silence / SILENCE)
}

fn times(interval: SignedDuration, factor: i32) -> SignedDuration {
    interval.checked_mul(factor).unwrap_or(SignedDuration::MAX)
}

fn after(now: Timestamp, wait: SignedDuration) -> Timestamp {
    now.checked_add(wait).unwrap_or(Timestamp::MAX)
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

#[cfg(test)]
mod tests {
    use depesche_model::{FeedId, Rhythm, Wishes};
    use jiff::{SignedDuration, Timestamp};
    use proptest::prelude::*;

    use super::{Asked, Limits, Next, Outcome, next};

    const HOUR: SignedDuration = SignedDuration::from_hours(1);
    static UNKNOWN: Rhythm = Rhythm {
        gap: SignedDuration::ZERO,
        seen: 0,
        newest: None,
        hours: [0; 24],
        days: [0; 7],
    };

    fn now() -> Timestamp {
        "2026-03-01T12:10:00Z".parse().expect("a time")
    }

    fn feed(hours: i32) -> Asked<'static> {
        Asked {
            id: FeedId(7),
            interval: HOUR * hours,
            rhythm: &UNKNOWN,
            wishes: Wishes::default(),
            fresh_for: None,
            retry_after: None,
        }
    }

    fn decide(outcome: Outcome, feed: &Asked<'_>) -> Next {
        next(outcome, feed, &Limits::default(), now())
    }

    /// The new interval and the wait, in hours.
    fn check(outcome: Outcome, feed: &Asked<'_>, interval: f64, wait: f64) {
        let found = decide(outcome, feed);
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
    fn while_the_rhythm_is_unknown_the_interval_follows_what_polls_find() {
        let fresh = |new_entries| Outcome::Fresh { new_entries };
        check(fresh(3), &feed(4), 2.0, 2.0);
        check(fresh(3), &feed(1), 1.0, 1.0);
        check(Outcome::Unchanged, &feed(4), 6.0, 6.0);
        check(fresh(0), &feed(20), 24.0, 24.0);
    }

    #[test]
    fn a_known_rhythm_decides_and_silence_slows_it_down() {
        let rhythm = |gap: i32, silence: i32| Rhythm {
            gap: HOUR * gap,
            seen: 9,
            newest: Some(now() - HOUR * silence),
            ..UNKNOWN.clone()
        };
        let check = |gap, silence, interval: f64| {
            let rhythm = rhythm(gap, silence);
            let asked = Asked {
                rhythm: &rhythm,
                ..feed(1)
            };
            check(Outcome::Unchanged, &asked, interval, interval);
            check(
                Outcome::Fresh { new_entries: 5 },
                &asked,
                interval,
                interval,
            );
        };
        check(8, 0, 4.0);
        check(8, 20, 4.0);
        check(8, 36, 6.0);
        check(8, 9000, 24.0);
        // A clock that was wrong has written a time to come.
        check(8, -9000, 4.0);
    }

    #[test]
    fn failures_double_the_wait_and_leave_the_interval() {
        let failed = |failures| Outcome::Failed { failures };
        check(failed(1), &feed(2), 2.0, 2.0);
        check(failed(3), &feed(2), 2.0, 8.0);
        check(failed(4_000_000), &feed(2), 2.0, 24.0);
    }

    #[test]
    fn wishes_lengthen_the_wait_up_to_a_day() {
        let wishing = |hours| Asked {
            wishes: Wishes {
                least_wait: HOUR * hours,
                ..Wishes::default()
            },
            ..feed(1)
        };
        check(Outcome::Unchanged, &wishing(5), 1.5, 5.0);
        check(Outcome::Unchanged, &wishing(200), 1.5, 24.0);
        let cached = |hours| Asked {
            fresh_for: Some(HOUR * hours),
            ..feed(1)
        };
        check(Outcome::Unchanged, &cached(3), 1.5, 3.0);
        check(Outcome::Unchanged, &cached(-3), 1.5, 1.5);
        let later = |hours| Asked {
            retry_after: Some(HOUR * hours),
            ..feed(1)
        };
        check(Outcome::Failed { failures: 1 }, &later(48), 1.0, 48.0);
        check(Outcome::Failed { failures: 1 }, &later(9000), 1.0, 168.0);
    }

    #[test]
    fn hours_and_days_of_rest_are_kept_within_a_day() {
        let resting = |skip_hours, skip_days| Asked {
            wishes: Wishes {
                skip_hours,
                skip_days,
                ..Wishes::default()
            },
            ..feed(1)
        };
        let at = |skip_hours, skip_days| {
            let asked = resting(skip_hours, skip_days);
            let found = decide(Outcome::Unchanged, &asked).next_fetch_at;
            found.strftime("%a %H").to_string()
        };
        // It is Sunday, ten past twelve.
        assert_eq!(at(0, 0), "Sun 13");
        assert_eq!(at(0b1111_1110_0000_0000_0000, 0), "Sun 20");
        assert_eq!(at(0, 0b100_0000), "Mon 00");
        assert_eq!(at(0b11, 0b100_0000), "Mon 02");
        // Nobody is left alone for more than a day, nor who has not meant it.
        assert_eq!(at(0, 0b100_0001), "Mon 12");
        assert_eq!(at(0xff_ffff, 0), "Sun 13");
        assert_eq!(at(0, 0b111_1111), "Sun 13");
    }

    #[test]
    fn feeds_drift_apart() {
        let at = |id| {
            let asked = Asked {
                id: FeedId(id),
                ..feed(1)
            };
            decide(Outcome::Unchanged, &asked).next_fetch_at
        };
        let mut times: Vec<_> = (0..100).map(at).collect();
        times.sort();
        times.dedup();
        assert!(times.len() > 50, "{}", times.len());
    }

    proptest! {
        #[test]
        fn nobody_is_asked_too_early_or_forgotten(
            interval in any::<i64>(), least in any::<i64>(), retry in any::<Option<i64>>(),
            max_age in any::<i64>(), id in any::<i64>(), failures in any::<u32>(),
            new_entries in any::<u32>(), kind in 0..3, gap in any::<i64>(), seen in 0_u32..9,
            newest in -9_000_000_i64..9_000_000, hours in any::<[u16; 24]>(),
            days in any::<[u16; 7]>(), skip_hours in any::<u32>(), skip_days in any::<u32>(),
            floor in 1_i64..7200, span in 0_i64..90_000,
        ) {
            let outcome = match kind {
                0 => Outcome::Fresh { new_entries },
                1 => Outcome::Unchanged,
                _ => Outcome::Failed { failures },
            };
            let rhythm = Rhythm {
                gap: SignedDuration::from_secs(gap),
                seen,
                newest: Some(now() + SignedDuration::from_secs(newest)),
                hours,
                days,
            };
            let limits = Limits {
                min_interval: SignedDuration::from_secs(floor),
                max_interval: SignedDuration::from_secs(floor + span),
            };
            let asked = Asked {
                id: FeedId(id),
                interval: SignedDuration::from_secs(interval),
                rhythm: &rhythm,
                wishes: Wishes {
                    least_wait: SignedDuration::from_secs(least),
                    skip_hours,
                    skip_days,
                },
                fresh_for: Some(SignedDuration::from_secs(max_age)),
                retry_after: retry.map(SignedDuration::from_secs),
            };
            let found = next(outcome, &asked, &limits, now());
            let wait = found.next_fetch_at.duration_since(now());
            let retry = asked.retry_after.unwrap_or_default().clamp(SignedDuration::ZERO, HOUR * 24 * 7);
            prop_assert!(wait >= limits.min_interval.max(retry), "{:?}", wait);
            prop_assert!(wait <= limits.max_interval.max(retry), "{:?}", wait);
            prop_assert!(found.interval >= limits.min_interval);
            prop_assert!(found.interval <= limits.max_interval);
        }
    }
}

//! The hours of the day and the days of the week: when a feed publishes, and when it wants to be
//! left alone.

use depesche_model::{Rhythm, Wishes};
use jiff::civil::Weekday;
use jiff::{SignedDuration, Timestamp};

/// So many publications are added in thought to what was seen, evenly over the day (over the
/// week): a feed seen nine times in the morning may still publish at night.
const DOUBT: f64 = 6.0;

/// How many publications a weight stands for (see [`super::rhythm`]).
fn publications(weight: u16) -> f64 {
    f64::from(weight) / f64::from(super::rhythm::WEIGHT)
}

/// How far ahead there is anything to look at, in hours.
const WEEK: i32 = 7 * 24;

/// What a feed and its server ask for, as it is kept.
pub fn asked(
    least_waits: impl IntoIterator<Item = SignedDuration>,
    skip_hours: &[u8],
    skip_days: &[Weekday],
) -> Wishes {
    let least_wait = least_waits
        .into_iter()
        .fold(SignedDuration::ZERO, SignedDuration::max);
    let hours = skip_hours.iter().filter(|hour| **hour < 24);
    let days = skip_days.iter().map(|day| day.to_monday_zero_offset());
    Wishes {
        // Longer than anything that is obeyed.
        least_wait: least_wait.min(super::MAX_RETRY_AFTER),
        skip_hours: hours.fold(0, |all, hour| all | 1 << hour),
        skip_days: days.fold(0, |all, day| all | 1 << day),
    }
}

/// How long to wait for as many publications as an interval brings on the average of the week.
///
/// How often a feed is asked at a time goes with the square root of how much it publishes then:
/// for a given number of polls that makes the mean wait for news the shortest (each poll in an hour
/// with rate r finds news that waited 1/2n there: minimise the sum of r/n for a given sum of n).
pub(super) fn wait(
    rhythm: &Rhythm,
    interval: SignedDuration,
    now: Timestamp,
    ceiling: SignedDuration,
) -> SignedDuration {
    if !rhythm.is_known() {
        return interval;
    }
    let (hours, days) = (smoothed(&rhythm.hours), weights(&rhythm.days));
    let appetite = |hour: i64| {
        let of_day = usize::try_from(hour.rem_euclid(24)).unwrap_or_default();
        // 1 January 1970 was a Thursday.
        let of_week = usize::try_from((hour.div_euclid(24) + 3).rem_euclid(7)).unwrap_or_default();
        (hours[of_day] * days[of_week]).sqrt()
    };
    let mean = (0..WEEK).map(|hour| appetite(hour.into())).sum::<f64>() / f64::from(WEEK);
    let mut hunger = interval.as_secs_f64() * mean;
    let mut at = now.as_second();
    let end = at.saturating_add(ceiling.as_secs());
    while at < end {
        let hour = at.div_euclid(3600);
        let left = SignedDuration::from_secs((hour + 1) * 3600 - at);
        let eaten = appetite(hour) * left.as_secs_f64();
        if eaten >= hunger {
            let rest = SignedDuration::try_from_secs_f64(hunger / appetite(hour));
            at += rest.map_or(0, |rest| rest.as_secs());
            break;
        }
        hunger -= eaten;
        at += left.as_secs();
    }
    SignedDuration::from_secs(at.min(end) - now.as_second())
}

/// How much of all falls into each part, on the average 1.
fn weights<const N: usize>(seen: &[u16; N]) -> [f64; N] {
    let seen = seen.map(publications);
    let all = seen.iter().sum::<f64>() + DOUBT;
    let parts = f64::from(u32::try_from(N).unwrap_or(1));
    seen.map(|weight| (weight + DOUBT / parts) * parts / all)
}

/// Publications of five past eight may be of five to eight tomorrow.
fn smoothed(seen: &[u16; 24]) -> [f64; 24] {
    let weights = weights(seen);
    std::array::from_fn(|hour| {
        let (before, after) = (weights[(hour + 23) % 24], weights[(hour + 1) % 24]);
        before / 4.0 + weights[hour] / 2.0 + after / 4.0
    })
}

/// The time itself, or the first after it that is in none of the hours and days of rest. A feed
/// that asks to be left alone in all of them has not meant it; where the first free hour comes too
/// late, it is asked at the latest time.
pub(super) fn outside(at: Timestamp, wishes: &Wishes, latest: Timestamp) -> Timestamp {
    let (hours, days) = (wishes.skip_hours & 0xff_ffff, wishes.skip_days & 0x7f);
    if (hours == 0 && days == 0) || hours == 0xff_ffff || days == 0x7f {
        return at;
    }
    let second = at.as_second();
    let is_free = |ahead: &i64| {
        let hour = second.div_euclid(3600) + ahead;
        let day = (hour.div_euclid(24) + 3).rem_euclid(7);
        hours & 1 << hour.rem_euclid(24) == 0 && days & 1 << day == 0
    };
    match (0..i64::from(WEEK)).find(is_free) {
        None | Some(0) => at,
        Some(ahead) => {
            // Those who rest in the same hours do not all come at their end.
            let start = (second.div_euclid(3600) + ahead) * 3600;
            let free = Timestamp::from_second(start + second.rem_euclid(3600) / 2);
            free.unwrap_or(at).min(latest).max(at)
        }
    }
}

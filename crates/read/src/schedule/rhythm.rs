//! How often and when a feed publishes, learned from what its polls find.

use depesche_model::Rhythm;
use jiff::{SignedDuration, Timestamp};

/// What one publication weighs in the hours and days.
pub(super) const WEIGHT: u16 = 640;

/// How fast they fade: with each publication a sixty-fourth. Together they weigh at most 40,960.
const FADES: u16 = 64;

/// The mean time between two publications is that of about the last so many.
const MEAN_OF: u32 = 20;

/// How many publications of one document are looked at.
const MAX_AT_ONCE: usize = 100;

/// What is dated so close together was published together.
const TOGETHER: SignedDuration = SignedDuration::from_mins(1);

/// A feed that publishes less often than this is asked once a day anyway.
const LONGEST_GAP: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What a poll found.
#[derive(Clone, Copy, Debug)]
pub struct Found<'f> {
    /// When the new entries were published, as they say.
    pub published: &'f [Timestamp],
    /// When the feed was last read well; `None`: never.
    pub last_read_at: Option<Timestamp>,
    /// When this was found.
    pub at: Timestamp,
}

/// A feed's rhythm after a poll that found these new entries.
///
/// An entry came between the last poll and this one. Where its date says so too, that is when;
/// where it says otherwise (midnight, for all that only have a day; a date to come), the middle of
/// that time is nearest. Of a first document there are only the dates.
pub fn learn(rhythm: &Rhythm, found: &Found<'_>) -> Rhythm {
    let mut rhythm = rhythm.clone();
    let newest = rhythm.newest.filter(|newest| *newest <= found.at);
    rhythm.newest = newest;
    let mut times: Vec<_> = found
        .published
        .iter()
        .map(|published| came_at(*published, found))
        .filter(|(at, _)| newest.is_none_or(|newest| *at > newest))
        .collect();
    times.sort_unstable();
    times.dedup_by(|later, earlier| later.0.duration_since(earlier.0) < TOGETHER);
    let left_out = times.len().saturating_sub(MAX_AT_ONCE);
    for (at, tells_hour) in times.drain(left_out..) {
        count(&mut rhythm, at, tells_hour);
    }
    rhythm
}

/// When an entry came, and whether that tells the hour.
fn came_at(published: Timestamp, found: &Found<'_>) -> (Timestamp, bool) {
    let Some(last) = found.last_read_at.filter(|last| *last < found.at) else {
        return (
            published.min(found.at),
            !is_midnight(published) && published < found.at,
        );
    };
    if published > last && published < found.at && !is_midnight(published) {
        return (published, true);
    }
    let window = found.at.duration_since(last);
    let middle = last.checked_add(window / 2).unwrap_or(found.at);
    (middle, window <= SignedDuration::from_hours(6))
}

fn is_midnight(at: Timestamp) -> bool {
    at.as_second().rem_euclid(24 * 3600) == 0
}

fn count(rhythm: &mut Rhythm, at: Timestamp, tells_hour: bool) {
    if let Some(newest) = rhythm.newest {
        let gap = at.duration_since(newest).min(LONGEST_GAP);
        // Of the first gaps the mean, later what is near to that of the last twenty.
        let weight = i32::try_from(rhythm.seen.clamp(1, MEAN_OF)).unwrap_or(1);
        rhythm.gap += (gap - rhythm.gap) / weight;
    }
    rhythm.newest = Some(at);
    rhythm.seen = rhythm.seen.saturating_add(1);
    let hour = at.as_second().div_euclid(3600);
    if tells_hour {
        weigh(&mut rhythm.hours, hour.rem_euclid(24));
    }
    // 1 January 1970 was a Thursday.
    weigh(&mut rhythm.days, (hour.div_euclid(24) + 3).rem_euclid(7));
}

fn weigh(weights: &mut [u16], place: i64) {
    for weight in weights.iter_mut() {
        *weight -= weight.div_ceil(FADES);
    }
    let place = usize::try_from(place).unwrap_or_default();
    if let Some(weight) = weights.get_mut(place) {
        *weight = weight.saturating_add(WEIGHT);
    }
}

#[cfg(test)]
mod tests {
    use depesche_model::Rhythm;
    use jiff::{SignedDuration, Timestamp};

    use super::{Found, WEIGHT, learn};

    /// Monday, midnight.
    fn at(hours: i64) -> Timestamp {
        let start: Timestamp = "2026-03-02T00:00:00Z".parse().expect("a time");
        start + SignedDuration::from_mins(hours * 60 + 7)
    }

    fn first(hours: &[i64], found_at: i64) -> Rhythm {
        let published: Vec<_> = hours.iter().map(|hour| at(*hour)).collect();
        let found = Found {
            published: &published,
            last_read_at: None,
            at: at(found_at),
        };
        learn(&Rhythm::default(), &found)
    }

    #[test]
    fn the_gap_is_the_mean_between_publications_in_whatever_order_they_stand() {
        let rhythm = first(&[30, 10, 20, 0, 0, 40], 41);
        assert_eq!(
            (rhythm.gap, rhythm.seen),
            (SignedDuration::from_hours(10), 5)
        );
        assert_eq!(rhythm.newest, Some(at(40)));
        // What was published before the newest tells nothing new.
        let found = Found {
            published: &[at(5), at(12)],
            last_read_at: None,
            at: at(42),
        };
        assert_eq!(learn(&rhythm, &found), rhythm);
    }

    #[test]
    fn hours_and_days_are_those_of_the_publications() {
        let rhythm = first(&[7, 8, 24 + 7], 60);
        assert!(rhythm.hours[7] > rhythm.hours[8] && rhythm.hours[8] > 500);
        assert_eq!(rhythm.hours.iter().filter(|weight| **weight > 0).count(), 2);
        assert!(rhythm.days[0] > rhythm.days[1] && rhythm.days[1] == WEIGHT);
    }

    #[test]
    fn a_date_that_cannot_be_true_is_replaced_by_when_it_was_found() {
        let midnight: Timestamp = "2026-03-05T00:00:00Z".parse().expect("a time");
        for published in [midnight, at(9000), at(-9000)] {
            let found = Found {
                published: &[published],
                last_read_at: Some(at(24 + 8)),
                at: at(24 + 10),
            };
            let rhythm = learn(&Rhythm::default(), &found);
            assert_eq!(rhythm.newest, Some(at(24 + 9)), "{published}");
            assert_eq!((rhythm.hours[9], rhythm.days[1]), (WEIGHT, WEIGHT));
        }
    }

    #[test]
    fn what_was_fades() {
        let mut rhythm = Rhythm::default();
        for day in 0..400 {
            let hour = if day < 200 { 3 } else { 15 };
            let found = Found {
                published: &[at(day * 24 + hour)],
                last_read_at: Some(at(day * 24 + hour - 1)),
                at: at(day * 24 + hour + 1),
            };
            rhythm = learn(&rhythm, &found);
        }
        assert!(rhythm.hours[3] * 9 < rhythm.hours[15], "{rhythm:?}");
        assert_eq!(rhythm.gap.as_hours(), 24);
    }

    #[test]
    fn a_clock_that_was_wrong_does_not_silence_the_rhythm() {
        let mut rhythm = first(&[0, 1, 2, 3], 4);
        rhythm.newest = Some(at(90_000));
        let found = Found {
            published: &[at(6)],
            last_read_at: Some(at(5)),
            at: at(7),
        };
        assert_eq!(learn(&rhythm, &found).newest, Some(at(6)));
    }
}

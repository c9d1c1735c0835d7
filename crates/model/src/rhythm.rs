//! How often a feed brings something new, and at which times of the day and the week.

use jiff::{SignedDuration, Timestamp};

/// The rhythm of a feed, learned from the dates of its entries and from what polls found. Old
/// observations fade. `depesche_read::schedule` learns it and decides by it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rhythm {
    /// The mean time between two publications.
    pub gap: SignedDuration,
    /// From how many publications that is known.
    pub seen: u32,
    /// The newest of them.
    pub newest: Option<Timestamp>,
    /// How much of it falls into each hour of the day (UTC).
    pub hours: [u16; 24],
    /// How much of it falls onto each day of the week (UTC, Monday first).
    pub days: [u16; 7],
}

/// From fewer publications no rhythm is known.
const MIN_SEEN: u32 = 4;

impl Rhythm {
    /// Whether enough was seen to go by it.
    pub fn is_known(&self) -> bool {
        self.seen >= MIN_SEEN && self.gap.is_positive()
    }

    /// As one line of text: what the database keeps.
    pub fn as_text(&self) -> String {
        if self.seen == 0 {
            return String::new();
        }
        let list = |weights: &[u16]| {
            let weights: Vec<_> = weights.iter().map(u16::to_string).collect();
            weights.join(",")
        };
        format!(
            "{} {} {} {} {}",
            self.gap.as_secs(),
            self.seen,
            self.newest.map_or(0, Timestamp::as_second),
            list(&self.hours),
            list(&self.days)
        )
    }

    /// Reads the line back. What cannot be read is a rhythm that is still to be learned.
    pub fn parse(text: &str) -> Self {
        Self::read(text).unwrap_or_default()
    }

    fn read(text: &str) -> Option<Self> {
        fn list<const N: usize>(text: &str) -> Option<[u16; N]> {
            let weights: Option<Vec<_>> = text.split(',').map(|part| part.parse().ok()).collect();
            weights?.try_into().ok()
        }
        let mut parts = text.split(' ');
        let mut next = || parts.next();
        let gap: i64 = next()?.parse().ok()?;
        Some(Self {
            gap: SignedDuration::from_secs(gap.max(0)),
            seen: next()?.parse().ok()?,
            newest: Timestamp::from_second(next()?.parse().ok()?).ok(),
            hours: list(next()?)?,
            days: list(next()?)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::Rhythm;

    #[test]
    fn a_rhythm_comes_back_as_it_was_kept() {
        let mut rhythm = Rhythm {
            gap: SignedDuration::from_mins(95),
            seen: 12,
            newest: Timestamp::from_second(1_736_000_000).ok(),
            ..Rhythm::default()
        };
        rhythm.hours[7] = 640;
        rhythm.days[6] = u16::MAX;
        assert_eq!(Rhythm::parse(&rhythm.as_text()), rhythm);
        assert_eq!(Rhythm::default().as_text(), "");
    }

    #[test]
    fn what_cannot_be_read_is_still_to_be_learned() {
        for text in ["", "1", "1 2 3 4 5", "x 1 1 1 1", "1 2 3 1,2 3,4"] {
            assert_eq!(Rhythm::parse(text), Rhythm::default(), "{text}");
        }
    }
}

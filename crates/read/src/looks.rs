//! When an article's page is looked at, and looked at again.
//!
//! Most changes come soon after publication, so the looks are soon at first, then rarer, and end.
//! A page that changes is followed while it does: it is asked again after about as long as its last
//! change is ago.

use jiff::{SignedDuration, Timestamp};

/// Nothing is planned further ahead: the store takes what is for a mistaken clock's.
const FARTHEST: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A page that changed is not asked sooner again.
const LEAST: SignedDuration = SignedDuration::from_hours(1);

/// The page of a text that is still being written is not asked sooner again.
const LEAST_LIVE: SignedDuration = SignedDuration::from_mins(15);

/// For so long a change makes the next one likely.
const LIVELY: SignedDuration = SignedDuration::from_hours(6);

/// How often a page is looked at out of turn, and how often that of a text that is being written.
const MAX_LOOKS: u32 = 10;
const MAX_LIVE_LOOKS: u32 = 60;

/// How often a page is looked at in all. A feed that tells an entry anew with each poll would have its
/// page asked for each time.
pub const MOST: u32 = 100;

/// How long after the first look for a missing page the second one is taken: a day, and a bit.
pub const BEFORE_GONE: SignedDuration = SignedDuration::from_hours(25);

/// Whether a page that is missing now is gone for good: it was missing a day ago, too.
pub fn is_gone(missing_since: Option<Timestamp>, now: Timestamp) -> bool {
    const A_DAY: SignedDuration = SignedDuration::from_hours(24);
    missing_since.is_some_and(|since| now.duration_since(since) >= A_DAY)
}

/// What is known of a page when it has just been looked at.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// When its article was published.
    pub published: Timestamp,
    /// Now.
    pub at: Timestamp,
    /// How often it was looked at, this time included.
    pub count: u32,
    /// When it changed last, as it says itself or as was seen now.
    pub changed: Option<Timestamp>,
    /// Whether it says that it is still being written.
    pub is_live: bool,
    /// Parts those that are published together: the article's number.
    pub seed: u64,
}

/// When a page is looked at first: at once for the text that a teaser leaves out; where the feed has
/// the whole of it, for changes alone, at the first age that leaves it some hours.
pub fn first(
    ages: &[SignedDuration],
    published: Timestamp,
    now: Timestamp,
    has_whole_text: bool,
) -> Option<Timestamp> {
    if !has_whole_text {
        return Some(now);
    }
    let later: Vec<_> = ages.iter().copied().filter(|age| *age > LEAST).collect();
    at_age(&later, published, now).map(|at| at.max(now))
}

/// When it is looked at again; `None`: never. `ages` are how old the article then is, rising.
pub fn next(ages: &[SignedDuration], look: &Look) -> Option<Timestamp> {
    let in_turn = at_age(ages, look.published, look.at).map(|at| jittered(at, look));
    let out_of_turn = lively(look);
    match (in_turn, out_of_turn) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// The first age that is worth a look: one that is twice as old as now at least.
fn at_age(ages: &[SignedDuration], published: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let age = now.duration_since(published).max(SignedDuration::ZERO);
    let next = ages.iter().copied().find(|next| *next / 2 >= age)?;
    let wait = (next - age).min(FARTHEST);
    now.checked_add(wait).ok()
}

/// A page that changed lately is asked again after as long as that is ago.
fn lively(look: &Look) -> Option<Timestamp> {
    let (least, most) = if look.is_live {
        (LEAST_LIVE, MAX_LIVE_LOOKS)
    } else {
        (LEAST, MAX_LOOKS)
    };
    // A page that says that it changed when it was published has not changed.
    let changed = look.changed?;
    if changed.duration_since(look.published) < least && !look.is_live {
        return None;
    }
    let ago = look.at.duration_since(changed).max(SignedDuration::ZERO);
    let is_lively = ago <= LIVELY && look.count <= most;
    is_lively
        .then(|| look.at.checked_add(ago.max(least)).ok())
        .flatten()
        .map(|at| jittered(at, look))
}

/// Up to a tenth of the wait later, so that what was published together is not asked together.
fn jittered(at: Timestamp, look: &Look) -> Timestamp {
    let wait = at.duration_since(look.at).max(SignedDuration::ZERO);
    // Knuth's multiplier spreads numbers that follow each other.
    let spread = look.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54;
    let part = i32::try_from(spread).unwrap_or_default();
    at.checked_add(wait / 10 * part / 1024).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::{Look, first, is_gone, next};

    const AGES: [SignedDuration; 5] = [
        SignedDuration::from_hours(1),
        SignedDuration::from_hours(6),
        SignedDuration::from_hours(24),
        SignedDuration::from_hours(72),
        SignedDuration::from_hours(240),
    ];

    fn hours(count: i64) -> SignedDuration {
        SignedDuration::from_hours(count)
    }

    fn look(age: SignedDuration) -> Look {
        Look {
            published: Timestamp::UNIX_EPOCH,
            at: Timestamp::UNIX_EPOCH + age,
            count: 1,
            changed: None,
            is_live: false,
            seed: 0,
        }
    }

    /// In how many hours a page is looked at again.
    fn check(look: &Look, expected: Option<i64>) {
        let wait = next(&AGES, look).map(|at| at.duration_since(look.at).as_hours());
        assert_eq!(wait, expected, "{look:?}");
    }

    #[test]
    fn looks_are_soon_at_first_then_rarer_and_end() {
        check(&look(hours(0)), Some(1));
        check(&look(hours(1)), Some(5));
        check(&look(hours(6)), Some(18));
        check(&look(hours(24)), Some(48));
        check(&look(hours(72)), Some(168));
        check(&look(hours(240)), None);
    }

    #[test]
    fn what_is_found_late_is_looked_at_less() {
        check(&look(hours(5)), Some(19));
        check(&look(hours(30)), Some(42));
        check(&look(hours(48)), Some(168));
        check(&look(hours(24 * 6)), None);
    }

    #[test]
    fn a_page_that_changes_is_followed_while_it_does() {
        let changed = |age: i64, changed: i64| Look {
            changed: Some(Timestamp::UNIX_EPOCH + hours(changed)),
            ..look(hours(age))
        };
        check(&changed(24, 24), Some(1));
        check(&changed(24, 21), Some(3));
        check(&changed(24, 12), Some(48));
        check(&changed(24, 0), Some(48));
        check(&changed(240, 239), Some(1));
        let often = Look {
            count: 11,
            ..changed(240, 239)
        };
        check(&often, None);
    }

    #[test]
    fn what_is_being_written_is_asked_soon() {
        let live = Look {
            changed: Some(Timestamp::UNIX_EPOCH + hours(2)),
            is_live: true,
            count: 11,
            ..look(hours(2))
        };
        let wait = next(&AGES, &live).map(|at| at.duration_since(live.at).as_mins());
        assert_eq!(wait, Some(15));
    }

    #[test]
    fn what_is_published_together_is_not_asked_together() {
        let at = |seed: u64| {
            next(
                &AGES,
                &Look {
                    seed,
                    ..look(hours(1))
                },
            )
        };
        let all: std::collections::HashSet<_> = (1..=20).map(at).collect();
        assert!(all.len() > 15, "{all:?}");
        let last = all.into_iter().max().flatten().expect("it is planned");
        assert!(last <= Timestamp::UNIX_EPOCH + hours(6) + SignedDuration::from_mins(30));
    }

    #[test]
    fn a_teaser_is_completed_at_once_and_a_whole_text_is_looked_at_later() {
        let now = Timestamp::UNIX_EPOCH + hours(1);
        let published = Timestamp::UNIX_EPOCH;
        assert_eq!(first(&AGES, published, now, false), Some(now));
        let at = first(&AGES, published, now, true);
        assert_eq!(at, Some(published + hours(6)));
        let old = Timestamp::UNIX_EPOCH + hours(1000);
        assert_eq!(first(&AGES, published, old, true), None);
        assert_eq!(first(&[], published, now, true), None);
    }

    #[test]
    fn a_page_is_gone_that_is_missing_on_two_days() {
        let now = Timestamp::UNIX_EPOCH + hours(30);
        assert!(!is_gone(None, now));
        assert!(!is_gone(Some(now), now));
        assert!(!is_gone(Some(now - hours(23)), now));
        assert!(is_gone(Some(now - hours(25)), now));
    }

    #[test]
    fn times_that_cannot_be_make_no_panic() {
        for (published, at) in [
            (Timestamp::MIN, Timestamp::MAX),
            (Timestamp::MAX, Timestamp::MIN),
            (Timestamp::MAX, Timestamp::MAX),
        ] {
            let look = Look {
                published,
                at,
                changed: Some(published),
                is_live: true,
                ..look(hours(0))
            };
            next(&AGES, &look);
            first(&AGES, published, at, true);
        }
    }
}

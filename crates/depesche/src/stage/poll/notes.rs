//! What a poll leaves behind in the feed's notes. Pure.

use depesche_model::{Feed, Moved, Notes, Restrictions, Trouble};
use depesche_read::schedule::{Found, learn};
use depesche_store::poll::PollResult;
use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::told::Told;

/// How often a permanent redirect is seen before it is followed, and for how long at the least: a
/// captive portal, too, sends everybody to itself, and for good.
const SIGHTINGS: u32 = 3;
const SEEN_FOR: SignedDuration = SignedDuration::from_hours(24);

/// How long after the first 410 the second one ends a feed.
const CONFIRM_GONE_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// What the feed's notes are after a poll, and where it is from now on, if elsewhere.
pub(super) fn after(feed: &Feed, told: &Told, now: Timestamp) -> (Notes, Option<String>) {
    let mut notes = feed.notes.clone();
    notes.trouble = told.trouble;
    if matches!(told.result, PollResult::Failed | PollResult::Ended) {
        let since = notes.failing_since.filter(|since| *since <= now);
        notes.failing_since = Some(since.unwrap_or(now));
        return (notes, None);
    }
    notes.failing_since = None;
    notes.gone_at = None;
    notes.searched_at = None;
    notes.proposed_url.clone_from(&told.proposes);
    if let PollResult::Fresh(fresh) = &told.result {
        notes.restrictions = Restrictions::of(&fresh.signs);
    }
    if let Some(wishes) = told.wishes {
        notes.wishes = wishes;
    }
    if !told.published.is_empty() {
        notes.newest_at = Some(now);
        let found = Found {
            published: &told.published,
            last_read_at: feed.last_success_at,
            at: now,
        };
        notes.rhythm = learn(&notes.rhythm, &found);
    }
    notes.moved = told
        .moved_to
        .as_ref()
        .filter(|to| may_be_followed(to) && to.as_str() != feed.url)
        .map(|to| seen(feed.notes.moved.as_ref(), to, now));
    let follows = notes.moved.as_ref().filter(|moved| is_believed(moved, now));
    let moves_to = follows.map(|moved| moved.to.clone());
    (notes, moves_to)
}

/// One 410 may be a mistake of the server; the second one, a day later, is believed.
pub(super) fn gone(feed: &Feed, now: Timestamp) -> (Told, Timestamp) {
    let first = feed.notes.gone_at.filter(|at| *at <= now).unwrap_or(now);
    let wait = CONFIRM_GONE_AFTER - now.duration_since(first);
    let told = if wait.is_positive() {
        Told {
            retry_after: Some(wait),
            ..Told::in_trouble(
                Trouble::Gone,
                "gone: the server says that this feed is over; asked once more in a day".to_owned(),
            )
        }
    } else {
        Told {
            trouble: Trouble::Gone,
            ..Told::new(
                "gone: the server said twice that this feed is over; it is polled no more",
                PollResult::Ended,
            )
        }
    };
    (told, first)
}

fn seen(before: Option<&Moved>, to: &Url, now: Timestamp) -> Moved {
    match before.filter(|moved| moved.to == to.as_str() && moved.since <= now) {
        Some(moved) => Moved {
            sightings: moved.sightings.saturating_add(1),
            ..moved.clone()
        },
        None => Moved {
            to: to.to_string(),
            since: now,
            sightings: 1,
        },
    }
}

fn is_believed(moved: &Moved, now: Timestamp) -> bool {
    moved.sightings >= SIGHTINGS && now.duration_since(moved.since) >= SEEN_FOR
}

/// Addresses are shown, and stand in an index.
fn may_be_followed(to: &Url) -> bool {
    const MAX_URL_BYTES: usize = 2000;
    to.username().is_empty() && to.password().is_none() && to.as_str().len() <= MAX_URL_BYTES
}

#[cfg(test)]
mod tests {
    use depesche_model::{Feed, Trouble, Validators};
    use depesche_store::poll::PollResult;
    use url::Url;

    use super::super::tests::{at, feed};
    use super::super::told::Told;
    use super::{after, gone};

    fn unchanged(to: &str) -> Told {
        Told::unchanged("", Validators::default(), None).moved(Url::parse(to).ok())
    }

    /// Sees these redirects at these hours; whether the last one is followed.
    fn check(sightings: &[(i64, &str)], follows: bool) {
        let mut feed = feed();
        let mut followed = None;
        for (hour, to) in sightings {
            assert_eq!(followed, None, "{sightings:?}");
            let told = match *to {
                "fails" => Told::failed(String::new()),
                to => unchanged(to),
            };
            (feed.notes, followed) = after(&feed, &told, at(*hour));
        }
        assert_eq!(followed.is_some(), follows, "{sightings:?}");
    }

    #[test]
    fn a_redirect_is_followed_after_three_sightings_over_a_day() {
        let (a, b, none) = ("https://a.example/new", "https://b.example/", "");
        check(&[(0, a), (1, a), (2, a), (23, a)], false);
        check(&[(0, a), (1, a), (2, a), (24, a)], true);
        check(&[(0, a), (30, a)], false);
        check(&[(0, a), (12, b), (24, a), (25, a)], false);
        check(&[(0, a), (12, none), (24, a), (25, a)], false);
        check(&[(0, a), (12, "fails"), (13, a), (25, a)], true);
        check(&[(90_000, a), (1, a), (2, a)], false);
        let secret = "https://me:secret@a.example/";
        check(&[(0, secret), (12, secret), (30, secret)], false);
    }

    #[test]
    fn a_410_is_confirmed_after_a_day_and_a_success_forgets_it() {
        let mut feed = feed();
        let say = |feed: &mut Feed, hour| {
            let (told, first) = gone(feed, at(hour));
            feed.notes = after(feed, &told, at(hour)).0;
            feed.notes.gone_at = Some(first);
            matches!(told.result, PollResult::Ended)
        };
        assert!(!say(&mut feed, 0));
        assert!(!say(&mut feed, 23), "somebody asked before the time");
        assert_eq!(feed.notes.gone_at, Some(at(0)));
        let mut other = feed.clone();
        assert!(say(&mut feed, 24));
        assert_eq!(feed.notes.trouble, Trouble::Gone);
        other.notes = after(&other, &unchanged(""), at(24)).0;
        assert!(!say(&mut other, 48));
        // A clock that was wrong has written a time to come.
        other.notes.gone_at = Some(at(9000));
        assert!(!say(&mut other, 49));
        assert_eq!(other.notes.gone_at, Some(at(49)));
    }

    #[test]
    fn a_failure_notes_since_when_and_a_success_forgets() {
        let mut feed = feed();
        let failed = Told::in_trouble(Trouble::Missing, String::new());
        for hour in [5, 9] {
            feed.notes = after(&feed, &failed, at(hour)).0;
            assert_eq!(feed.notes.failing_since, Some(at(5)));
        }
        feed.notes = after(&feed, &unchanged(""), at(10)).0;
        assert_eq!(
            (feed.notes.failing_since, feed.notes.trouble),
            (None, Trouble::None)
        );
    }
}

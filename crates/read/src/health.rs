//! What is the matter with a feed or a source, and what to do about it, in sentences.
//!
//! Pure: it looks at what polling has left behind ([`depesche_model::Notes`]) and at the time.

use depesche_model::health::{PageReads, silence};
use depesche_model::{Feed, Moved, Rhythm, Trouble};
use jiff::{SignedDuration, Timestamp};

pub use depesche_model::health::State;

/// After so long a failure is no passing one.
const FOR_LONG: SignedDuration = SignedDuration::from_hours(3 * 24);

/// Something that is the matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it makes of the feed.
    pub state: State,
    /// What it is.
    pub says: String,
    /// What to do.
    pub to_do: String,
}

/// What is the matter with a feed, the worst first; empty where nothing is.
pub fn of_feed(feed: &Feed, now: Timestamp) -> Vec<Finding> {
    if let Some(at) = feed.ended_at {
        return vec![ended(feed, at)];
    }
    let mut all = Vec::new();
    if feed.failures > 0 {
        all.push(failing(feed, now));
    } else {
        all.extend(silent(feed, now));
        all.extend(feed.notes.moved.as_ref().map(moving));
        all.extend(
            feed.notes
                .proposed_url
                .as_deref()
                .map(|to| proposed(feed, to)),
        );
    }
    all.extend(feed.criterion.fault().map(|fault| Finding {
        state: State::Faulty,
        says: fault.to_owned(),
        to_do: "nothing is lost by it; its publisher may want to know".to_owned(),
    }));
    all
}

/// The mean time between two publications of a feed, where it is known.
pub fn gap(feed: &Feed) -> Option<SignedDuration> {
    let rhythm = &feed.notes.rhythm;
    rhythm.is_known().then_some(rhythm.gap)
}

/// What is the matter with the pages of a source's articles.
pub fn of_pages(reads: PageReads) -> Option<Finding> {
    reads.have_changed().then(|| {
        let (newest, older) = reads.split(PageReads::NEWEST);
        Finding {
        state: State::PagesChanged,
        says: format!(
            "of the last {} pages {} gave a text, of the {} before {}: the site builds its pages \
             in another way, or keeps programs out",
            newest.of, newest.text, older.of, older.text
        ),
        to_do: "save a page and look at what `depesche read page` finds in it; until then \
                the feed's own texts are shown"
            .to_owned(),
        }
    })
}

fn ended(feed: &Feed, at: Timestamp) -> Finding {
    Finding {
        state: State::Ended,
        says: format!("ended on {}: {}", day(at), feed.last_outcome),
        to_do: format!(
            "nothing, or `depesche fetch {} --revive` if it is there again",
            feed.url
        ),
    }
}

fn failing(feed: &Feed, now: Timestamp) -> Finding {
    let trouble = feed.notes.trouble;
    let since = feed.notes.failing_since;
    let length = since.map_or(SignedDuration::ZERO, |since| now.duration_since(since));
    let is_for_long = length >= FOR_LONG;
    let says = match since {
        Some(since) => format!(
            "failing since {} ({} tries): {}",
            day(since),
            feed.failures,
            feed.last_outcome
        ),
        None => format!("failing ({} tries): {}", feed.failures, feed.last_outcome),
    };
    Finding {
        state: State::of(feed, now),
        says,
        to_do: remedy(feed, trouble, is_for_long),
    }
}

fn remedy(feed: &Feed, trouble: Trouble, is_for_long: bool) -> String {
    let wait = || {
        format!(
            "nothing for now; it is asked again on {}",
            minute(feed.next_fetch_at)
        )
    };
    if let Some(to) = &feed.notes.proposed_url {
        return format!(
            "{to} may be its new address: `depesche move {} {to}`",
            feed.url
        );
    }
    match trouble {
        Trouble::Missing | Trouble::Gone | Trouble::NotAFeed if feed.failures < 3 => wait(),
        Trouble::Missing | Trouble::Gone | Trouble::NotAFeed => format!(
            "look on the site for the feed's new address, then `depesche move {} NEW`",
            feed.url
        ),
        Trouble::Refused | Trouble::BotWall => {
            "ask its publisher to let the feed be fetched, or look for another address of it"
                .to_owned()
        }
        Trouble::Private => "if the address is yours, allow it with fetch.allow_private".to_owned(),
        Trouble::Tls if is_for_long => {
            "tell its publisher that the certificate is wrong".to_owned()
        }
        Trouble::TooMany => format!(
            "nothing: it is left alone until {}; if it stays so, set fetch.min_interval higher",
            minute(feed.next_fetch_at)
        ),
        _ if is_for_long => {
            "look at the site in a browser; if it is gone, so is the feed".to_owned()
        }
        _ => wait(),
    }
}

fn silent(feed: &Feed, now: Timestamp) -> Option<Finding> {
    let rhythm = &feed.notes.rhythm;
    silence(feed, now).map(|silence| Finding {
        state: State::Silent,
        says: format!("{}, nothing for {}", usually(rhythm), days(silence)),
        to_do: "look at the site: does it still publish, and in this feed?".to_owned(),
    })
}

fn moving(moved: &Moved) -> Finding {
    Finding {
        state: State::Moving,
        says: format!(
            "moved to {} (seen {} times since {})",
            moved.to,
            moved.sightings,
            day(moved.since)
        ),
        to_do: "nothing: it is followed after three sightings over a day".to_owned(),
    }
}

fn proposed(feed: &Feed, to: &str) -> Finding {
    Finding {
        state: State::Moving,
        says: format!("the feed says that it is at {to} now"),
        to_do: format!("`depesche move {} {to}` if that is right", feed.url),
    }
}

/// How often it usually publishes.
fn usually(rhythm: &Rhythm) -> String {
    const DAY: i64 = 24 * 3600;
    let gap = rhythm.gap.as_secs().max(1);
    match (DAY + gap / 2) / gap {
        0 => format!("usually every {}", days(rhythm.gap)),
        1 => "usually once a day".to_owned(),
        count => format!("usually {count} a day"),
    }
}

fn days(length: SignedDuration) -> String {
    let hours = length.as_hours();
    match (hours + 12) / 24 {
        0 | 1 => "a day".to_owned(),
        days => format!("{days} days"),
    }
}

fn day(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d").to_string()
}

fn minute(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

#[cfg(test)]
mod tests {
    use depesche_model::health::PageReads;
    use depesche_model::{
        Criterion, Feed, FeedId, Languages, Moved, Notes, Rhythm, SourceId, Trouble, Validators,
    };
    use jiff::{SignedDuration, Timestamp};

    use super::{State, of_feed, of_pages};

    fn at(hours: i64) -> Timestamp {
        let start: Timestamp = "2026-03-02T00:00:00Z".parse().expect("a time");
        start + SignedDuration::from_hours(hours)
    }

    /// A feed that brings something every four hours, and did so an hour ago.
    fn feed() -> Feed {
        Feed {
            id: FeedId(1),
            source_id: SourceId(1),
            url: "https://a.example/feed".to_owned(),
            title: String::new(),
            added_at: at(0),
            next_fetch_at: at(0),
            interval: SignedDuration::from_hours(1),
            validators: Validators::default(),
            body_hash: None,
            last_try_at: Some(at(0)),
            last_success_at: Some(at(0)),
            last_full_at: None,
            last_outcome: "the server answered 404".to_owned(),
            failures: 0,
            ended_at: None,
            entries: 9,
            criterion: Criterion::default(),
            languages: Languages::default(),
            notes: Notes {
                rhythm: Rhythm {
                    gap: SignedDuration::from_hours(4),
                    seen: 40,
                    newest: Some(at(-1)),
                    ..Rhythm::default()
                },
                newest_at: Some(at(-1)),
                ..Notes::default()
            },
        }
    }

    /// After so many hours: its state, and what its first finding says and advises.
    fn check(change: impl FnOnce(&mut Feed), hours: i64, is: State, says: &str, to_do: &str) {
        let mut feed = feed();
        change(&mut feed);
        let found = of_feed(&feed, at(hours));
        assert_eq!(State::of(&feed, at(hours)), is, "{found:?}");
        let worst = found.iter().map(|finding| finding.state).max();
        assert!(is <= State::New || worst == Some(is), "{found:?}");
        let first = found
            .first()
            .map(|first| (first.says.as_str(), first.to_do.as_str()));
        let (said, advised) = first.unwrap_or_default();
        assert!(said.contains(says), "{said:?} without {says:?}");
        assert!(advised.contains(to_do), "{advised:?} without {to_do:?}");
    }

    #[test]
    fn a_silence_is_told_against_the_rhythm() {
        check(|_| {}, 1, State::Fine, "", "");
        check(|_| {}, 58, State::Fine, "", "");
        let says = "usually 6 a day, nothing for 3 days";
        check(|_| {}, 71, State::Silent, says, "look at the site");
        let weekly = |feed: &mut Feed| feed.notes.rhythm.gap = SignedDuration::from_hours(168);
        check(weekly, 300, State::Fine, "", "");
        let says = "usually every 7 days, nothing for 58 days";
        check(weekly, 24 * 58, State::Silent, says, "");
        let unknown = |feed: &mut Feed| feed.notes.rhythm.seen = 2;
        check(unknown, 9000, State::Fine, "", "");
    }

    #[test]
    fn a_failure_says_since_when_why_and_what_to_do() {
        let failing = |trouble, failures| {
            move |feed: &mut Feed| {
                feed.failures = failures;
                feed.notes.trouble = trouble;
                feed.notes.failing_since = Some(at(0));
            }
        };
        let says = "failing since 2026-03-02 (1 tries): the server answered 404";
        check(
            failing(Trouble::Missing, 1),
            5,
            State::Failing,
            says,
            "nothing for now",
        );
        let to_do = "look on the site for the feed's new address";
        check(failing(Trouble::Missing, 4), 90, State::Failing, "", to_do);
        check(
            failing(Trouble::BotWall, 1),
            5,
            State::BotWall,
            "",
            "ask its publisher",
        );
        check(
            failing(Trouble::Unwell, 2),
            5,
            State::Failing,
            "",
            "nothing for now",
        );
        check(
            failing(Trouble::Unwell, 9),
            90,
            State::Failing,
            "",
            "in a browser",
        );
        let lost = |feed: &mut Feed| {
            failing(Trouble::NotAFeed, 4)(feed);
            feed.notes.searched_at = Some(at(50));
            feed.notes.proposed_url = Some("https://a.example/new".to_owned());
        };
        let to_do = "`depesche move https://a.example/feed https://a.example/new`";
        check(lost, 90, State::Lost, "", to_do);
    }

    #[test]
    fn what_moved_ended_or_was_never_asked_says_so() {
        let moved = |feed: &mut Feed| {
            feed.notes.moved = Some(Moved {
                to: "https://b.example/feed".to_owned(),
                since: at(0),
                sightings: 2,
            });
        };
        let says = "moved to https://b.example/feed (seen 2 times since 2026-03-02)";
        check(moved, 1, State::Moving, says, "followed after three");
        let ended = |feed: &mut Feed| feed.ended_at = Some(at(0));
        check(ended, 1, State::Ended, "ended on 2026-03-02", "--revive");
        let new = |feed: &mut Feed| feed.last_success_at = None;
        check(new, 1, State::New, "", "");
        let faulty = |feed: &mut Feed| feed.criterion = Criterion::Link;
        check(faulty, 1, State::Faulty, "", "its publisher");
    }

    #[test]
    fn pages_that_gave_texts_and_give_none_have_changed() {
        let check = |older: &[bool], newest: &[bool], has_changed: bool| {
            let reads = older.iter().chain(newest);
            let reads = reads.fold(1, |bits, text| bits * 2 + i64::from(*text));
            let found = of_pages(PageReads(reads));
            assert_eq!(found.is_some(), has_changed, "{reads:b}");
        };
        check(&[true; 30], &[false; 20], true);
        check(&[true; 30], &[false; 17], false);
        check(&[true; 9], &[false; 20], false);
        check(&[false; 30], &[false; 20], false);
        check(&[true; 30], &[true; 20], false);
        check(&[], &[], false);
    }
}

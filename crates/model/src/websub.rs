//! A subscription at a WebSub hub, which tells us of a feed's news: what it is, how it lives, and
//! what is answered when the hub asks back (W3C WebSub, sections 5 and 7).
//!
//! A delivery is a hint and nothing more: the feed is fetched from its own address.

mod answer;

use std::fmt;

use jiff::{SignedDuration, Timestamp};

pub use answer::{Verdict, Verification};

use crate::{FeedId, SubscriptionId};

/// How long a subscription shall last, as we ask for it: what the recommendation calls a good
/// default. The hub decides.
pub const WANTED_LEASE: SignedDuration = SignedDuration::from_hours(10 * 24);

/// However long a hub lets it last, it is renewed after this at the latest: hubs forget.
const LONGEST_LEASE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A hub that gives a lease of seconds is not asked more often than this.
const SOONEST_RENEWAL: SignedDuration = SignedDuration::from_hours(1);

/// The shortest time between two fetches of a feed, however often its hub delivers.
pub const HINT_FLOOR: SignedDuration = SignedDuration::from_mins(1);

/// A poll that was begun so long ago has come to nothing: its process was killed.
const LONGEST_POLL: SignedDuration = SignedDuration::from_mins(15);

/// How often news may be found by polling alone before a hub counts as silent.
const MAX_MISSED: u32 = 2;

/// A text that opens something: a callback's address, the key of its signatures. It is in no log:
/// `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for those who need it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

/// A subscription of a feed at a hub.
#[derive(Clone, Debug, PartialEq)]
pub struct Subscription {
    /// Its number.
    pub id: SubscriptionId,
    /// The feed.
    pub feed_id: FeedId,
    /// The hub's address.
    pub hub: String,
    /// What the publisher calls the feed there: its `rel=self`.
    pub topic: String,
    /// Our address that the hub calls, whole, as it was told to the hub.
    pub callback: Secret,
    /// The key that deliveries are signed with.
    pub secret: Secret,
    /// How far it is.
    pub state: SubscriptionState,
    /// When it was begun.
    pub begun_at: Timestamp,
    /// When the hub was last asked.
    pub requested_at: Option<Timestamp>,
    /// Until when the hub has promised to deliver.
    pub lease_until: Option<Timestamp>,
    /// When something is to be done about it.
    pub next_at: Timestamp,
    /// How many requests in a row came to nothing.
    pub failures: u32,
    /// What came of the last request, in words.
    pub last_outcome: String,
    /// When the hub last delivered.
    pub delivered_at: Option<Timestamp>,
    /// A delivery that no poll has followed yet: when it came.
    pub hinted_at: Option<Timestamp>,
    /// When a poll of the feed was last begun.
    pub polled_at: Option<Timestamp>,
    /// How often polling alone found news since the last delivery.
    pub missed: u32,
}

/// How far a subscription is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubscriptionState {
    /// Asked for, or to be asked for; the hub has not verified it yet.
    Wanted,
    /// Verified.
    Active,
    /// The hub said no.
    Denied,
    /// No longer wanted; the hub is to be told.
    Leaving,
    /// Over. It is remembered for a while, so that a hub that goes on delivering hears 410.
    Left,
}

impl SubscriptionState {
    /// The word for the database and for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wanted => "wanted",
            Self::Active => "active",
            Self::Denied => "denied",
            Self::Leaving => "leaving",
            Self::Left => "left",
        }
    }

    /// Reads the word; one that nobody knows is a newer program's, and over for us.
    pub fn parse(word: &str) -> Self {
        match word {
            "wanted" => Self::Wanted,
            "active" => Self::Active,
            "denied" => Self::Denied,
            "leaving" => Self::Leaving,
            _ => Self::Left,
        }
    }
}

impl Subscription {
    /// What a hub says, without what opens something in it: hubs repeat what they were sent.
    pub fn redacted(&self, said: &str) -> String {
        let callback = self.callback.expose();
        let token = callback.rsplit('/').next().unwrap_or(callback);
        let said = said.replace(self.secret.expose(), "(secret)");
        let said = said.replace(token, "(secret)");
        said.split(|c: char| c.is_control() || c.is_whitespace())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Whether we want what the hub delivers.
    pub fn is_wanted(&self) -> bool {
        use SubscriptionState::{Active, Denied, Wanted};
        matches!(self.state, Wanted | Active | Denied)
    }

    /// Whether the hub has promised to deliver at this time.
    pub fn is_alive(&self, now: Timestamp) -> bool {
        self.state == SubscriptionState::Active && self.lease_until.is_some_and(|end| end > now)
    }

    /// Whether the hub does what it promised, so that the feed need not be asked as often: it has
    /// delivered, and polling alone has found hardly any news since. Many feeds name a hub that
    /// nobody tells anything.
    pub fn can_be_relied_on(&self, now: Timestamp) -> bool {
        self.is_alive(now) && self.delivered_at.is_some() && self.missed < MAX_MISSED
    }

    /// When a delivery that comes now makes its feed due. `None`: a poll is under way, and it is due
    /// when that has ended.
    pub fn hint_due_at(&self, last_try_at: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
        let is_under_way = self.polled_at.is_some_and(|begun| {
            let age = now.duration_since(begun);
            last_try_at.is_none_or(|tried| tried < begun)
                && !age.is_negative()
                && age < LONGEST_POLL
        });
        (!is_under_way).then(|| after_floor(self.polled_at.max(last_try_at), now))
    }
}

/// When a feed may be fetched for a hint that is at hand now, where it was last fetched then.
pub fn after_floor(last: Option<Timestamp>, now: Timestamp) -> Timestamp {
    let free = last.and_then(|last| last.checked_add(HINT_FLOOR).ok());
    // A time further off was written by a clock that was wrong.
    free.filter(|free| *free > now && free.duration_since(now) <= HINT_FLOOR)
        .unwrap_or(now)
}

/// When a subscription is asked for again so that it does not end: at two thirds of its lease, less
/// up to a tenth, always the same for a subscription, so that those begun together drift apart.
pub fn renew_at(id: SubscriptionId, lease: SignedDuration, now: Timestamp) -> Timestamp {
    let lease = lease.min(LONGEST_LEASE);
    let wait = lease / 3 * 2 - lease / 1000 * share(id);
    now.saturating_add(wait.max(SOONEST_RENEWAL))
        .unwrap_or(Timestamp::MAX)
}

/// How long to wait after so many requests in a row that came to nothing, this one included: a
/// quarter of an hour, then twice as long each time, up to a week.
pub fn retry_after(failures: u32) -> SignedDuration {
    let wait = SignedDuration::from_mins(15) * (1 << failures.saturating_sub(1).min(12));
    wait.min(SignedDuration::from_hours(7 * 24))
}

/// A number of a subscription's own from 0 to 100.
fn share(id: SubscriptionId) -> i32 {
    let mixed = id.0.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    i32::try_from(mixed % 101).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::*;

    pub(super) fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + seconds).expect("a time")
    }

    pub(super) fn subscription() -> Subscription {
        Subscription {
            id: SubscriptionId(1),
            feed_id: FeedId(1),
            hub: "https://hub.example/".to_owned(),
            topic: "https://a.example/feed".to_owned(),
            callback: Secret::new("https://news.example/websub/opens"),
            secret: Secret::new("signs"),
            state: SubscriptionState::Active,
            begun_at: at(-100),
            requested_at: Some(at(-90)),
            lease_until: Some(at(1000)),
            next_at: at(600),
            failures: 0,
            last_outcome: String::new(),
            delivered_at: Some(at(-10)),
            hinted_at: None,
            polled_at: None,
            missed: 0,
        }
    }

    #[test]
    fn what_opens_something_is_not_shown() {
        let shown = format!("{:?}", subscription());
        assert!(!shown.contains("opens") && !shown.contains("signs"));
        let said = "no:\n https://news.example/websub/opens\u{1b}[31m signs";
        assert_eq!(
            subscription().redacted(said),
            "no: https://news.example/websub/(secret) [31m (secret)"
        );
    }

    #[test]
    fn a_word_is_read_as_it_is_written() {
        use SubscriptionState::{Active, Denied, Leaving, Left, Wanted};
        for state in [Wanted, Active, Denied, Leaving, Left] {
            assert_eq!(SubscriptionState::parse(state.as_str()), state);
        }
        assert_eq!(SubscriptionState::parse("dreaming"), Left);
    }

    #[test]
    fn it_is_renewed_before_it_ends_and_not_all_the_time() {
        let renewed = |id, seconds| {
            let lease = SignedDuration::from_secs(seconds);
            let wait = renew_at(SubscriptionId(id), lease, at(0)).duration_since(at(0));
            wait.as_secs()
        };
        for id in 0..200 {
            let wait = renewed(id, 864_000);
            assert!((489_000..=576_000).contains(&wait), "{wait}");
            assert!((3600..=6000).contains(&renewed(id, 9000)));
            assert_eq!(renewed(id, 5), 3600);
            assert!(renewed(id, i64::MAX) <= 20 * 24 * 3600);
        }
        let mut waits: Vec<_> = (0..200).map(|id| renewed(id, 864_000)).collect();
        waits.sort_unstable();
        waits.dedup();
        assert!(waits.len() > 50, "{}", waits.len());
    }

    #[test]
    fn a_hub_that_fails_is_asked_ever_less_often() {
        let hours: Vec<_> = [1, 2, 3, 9, 10, u32::MAX]
            .map(|failures| retry_after(failures).as_secs_f64() / 3600.0)
            .into();
        assert_eq!(hours, [0.25, 0.5, 1.0, 64.0, 128.0, 168.0]);
    }

    #[test]
    fn a_hub_is_relied_on_while_it_delivers() {
        let relied_on = |change: fn(&mut Subscription)| {
            let mut one = subscription();
            change(&mut one);
            one.can_be_relied_on(at(0))
        };
        assert!(relied_on(|_| {}));
        assert!(relied_on(|it| it.missed = 1));
        assert!(!relied_on(|it| it.missed = 2));
        assert!(!relied_on(|it| it.delivered_at = None));
        assert!(!relied_on(|it| it.lease_until = Some(at(0))));
        assert!(!relied_on(|it| it.state = SubscriptionState::Denied));
    }

    #[test]
    fn a_delivery_makes_its_feed_due_but_once_a_minute_and_not_while_it_is_fetched() {
        let due = |polled_at: Option<i64>, tried_at: Option<i64>| {
            let mut one = subscription();
            one.polled_at = polled_at.map(at);
            one.hint_due_at(tried_at.map(at), at(0))
        };
        assert_eq!(due(None, None), Some(at(0)));
        assert_eq!(due(Some(-3600), Some(-3590)), Some(at(0)));
        assert_eq!(due(Some(-20), Some(-15)), Some(at(45)));
        assert_eq!(due(Some(-20), Some(-4000)), None, "under way");
        assert_eq!(due(Some(-20), None), None, "under way for the first time");
        assert_eq!(due(Some(-4000), Some(-8000)), Some(at(0)), "killed");
        assert_eq!(due(Some(9999), Some(9999)), Some(at(0)), "a wrong clock");
    }
}

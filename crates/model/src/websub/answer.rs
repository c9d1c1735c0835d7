//! What is answered when a hub asks whether we meant it, or says no.

use jiff::{SignedDuration, Timestamp};

use super::{Subscription, SubscriptionState, WANTED_LEASE, renew_at};

/// A challenge is echoed: nobody shall make us say anything long or strange.
const MAX_CHALLENGE_BYTES: usize = 1024;

/// How long a subscription that is over is remembered: until the longest lease that hubs give.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(30 * 24);

/// After so long a hub that said no is asked once more.
const ASK_AGAIN: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What a hub's GET of the callback says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// `hub.mode`.
    pub mode: String,
    /// `hub.topic`.
    pub topic: String,
    /// `hub.challenge`.
    pub challenge: String,
    /// `hub.lease_seconds`.
    pub lease_seconds: Option<u64>,
    /// `hub.reason`, with `denied`.
    pub reason: String,
}

/// What to make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Not ours, or not wanted: 404.
    Refused,
    /// Meant so: the challenge is echoed. The subscription lives until then, and is renewed before.
    Active {
        /// The lease's end.
        lease_until: Timestamp,
        /// When it is to be renewed.
        renew_at: Timestamp,
    },
    /// It is over, as we wanted: the challenge is echoed. It is remembered until then.
    Left {
        /// When it may be forgotten.
        forget_at: Timestamp,
    },
    /// The hub does not want us.
    Denied {
        /// When it may be asked once more.
        ask_at: Timestamp,
    },
}

impl Subscription {
    /// What to make of a hub's question. Whoever asks knows the callback, which only the hub does.
    pub fn answer(&self, asked: &Verification, now: Timestamp) -> Verdict {
        use SubscriptionState::{Active, Denied, Leaving, Left, Wanted};
        let later = |wait| now.saturating_add(wait).unwrap_or(Timestamp::MAX);
        if !is_same(&asked.topic, &self.topic) {
            return Verdict::Refused;
        }
        match (asked.mode.as_str(), self.state) {
            ("denied", Wanted | Active | Denied) => Verdict::Denied {
                ask_at: later(ASK_AGAIN),
            },
            // A hub that does not want us any more need not be told that we leave.
            ("denied", Leaving | Left) => Verdict::Left {
                forget_at: later(REMEMBERED),
            },
            (_, _) if !is_harmless(&asked.challenge) => Verdict::Refused,
            // Also without a request under way: hubs may make sure from time to time.
            ("subscribe", Wanted | Active) if self.requested_at.is_some() => {
                let lease = lease(asked.lease_seconds);
                Verdict::Active {
                    lease_until: later(lease),
                    renew_at: renew_at(self.id, lease, now),
                }
            }
            // Again where it is over already: our first answer may have been lost.
            ("unsubscribe", Leaving | Left) => Verdict::Left {
                forget_at: later(REMEMBERED),
            },
            _ => Verdict::Refused,
        }
    }
}

/// The lease as the hub gives it; what we asked for where it gives none, against the rules.
fn lease(seconds: Option<u64>) -> SignedDuration {
    let year = SignedDuration::from_hours(365 * 24);
    seconds.map_or(WANTED_LEASE, |seconds| {
        let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
        SignedDuration::from_secs(seconds).min(year)
    })
}

fn is_harmless(challenge: &str) -> bool {
    (1..=MAX_CHALLENGE_BYTES).contains(&challenge.len())
        && challenge.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

/// Whether two texts name one address. Hubs decode and encode again what was sent.
fn is_same(one: &str, other: &str) -> bool {
    let parse = |text: &str| url::Url::parse(text).ok();
    one == other || parse(one).is_some_and(|url| parse(other) == Some(url))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, subscription};
    use super::*;

    fn asked(mode: &str) -> Verification {
        Verification {
            mode: mode.to_owned(),
            topic: "https://a.example/feed".to_owned(),
            challenge: "x7Q".to_owned(),
            lease_seconds: Some(864_000),
            reason: String::new(),
        }
    }

    #[track_caller]
    fn check(state: SubscriptionState, asked: &Verification, expected: &str) {
        let one = Subscription {
            state,
            ..subscription()
        };
        let word = match one.answer(asked, at(0)) {
            Verdict::Refused => "refused",
            Verdict::Active { .. } => "active",
            Verdict::Left { .. } => "left",
            Verdict::Denied { .. } => "denied",
        };
        assert_eq!(word, expected, "{state:?} {asked:?}");
    }

    #[test]
    fn what_we_want_is_confirmed_and_nothing_else() {
        use SubscriptionState::{Active, Denied, Leaving, Left, Wanted};
        for (state, subscribe, unsubscribe, denied) in [
            (Wanted, "active", "refused", "denied"),
            (Active, "active", "refused", "denied"),
            (Denied, "refused", "refused", "denied"),
            (Leaving, "refused", "left", "left"),
            (Left, "refused", "left", "left"),
        ] {
            check(state, &asked("subscribe"), subscribe);
            check(state, &asked("unsubscribe"), unsubscribe);
            check(state, &asked("denied"), denied);
            check(state, &asked("Subscribe"), "refused");
            check(state, &Verification::default(), "refused");
        }
    }

    #[test]
    fn another_topic_is_refused_however_it_is_asked() {
        for mode in ["subscribe", "unsubscribe", "denied"] {
            let asked = Verification {
                topic: "https://b.example/feed".to_owned(),
                ..asked(mode)
            };
            check(SubscriptionState::Active, &asked, "refused");
            check(SubscriptionState::Leaving, &asked, "refused");
        }
        let rewritten = Verification {
            topic: "https://A.example:443/feed".to_owned(),
            ..asked("subscribe")
        };
        check(SubscriptionState::Active, &rewritten, "active");
    }

    #[test]
    fn what_was_never_asked_for_is_not_confirmed() {
        let one = Subscription {
            state: SubscriptionState::Wanted,
            requested_at: None,
            ..subscription()
        };
        assert_eq!(one.answer(&asked("subscribe"), at(0)), Verdict::Refused);
    }

    #[test]
    fn a_strange_challenge_is_not_echoed() {
        for challenge in ["", "a\nb", "\u{1f600}", "a\0b", &"x".repeat(1025)] {
            let asked = Verification {
                challenge: challenge.to_owned(),
                ..asked("subscribe")
            };
            check(SubscriptionState::Active, &asked, "refused");
        }
        let long = Verification {
            challenge: "x".repeat(1024),
            ..asked("subscribe")
        };
        check(SubscriptionState::Active, &long, "active");
    }

    #[test]
    fn the_hub_says_how_long_it_lasts() {
        let until = |lease_seconds| {
            let asked = Verification {
                lease_seconds,
                ..asked("subscribe")
            };
            match subscription().answer(&asked, at(0)) {
                Verdict::Active { lease_until, .. } => lease_until.duration_since(at(0)).as_secs(),
                verdict => panic!("{verdict:?}"),
            }
        };
        assert_eq!(until(Some(300)), 300);
        assert_eq!(until(None), 864_000);
        assert_eq!(until(Some(u64::MAX)), 365 * 86_400);
    }
}

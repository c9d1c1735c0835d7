//! How the hubs are doing that tell of feeds' news, in words.

use std::collections::HashMap;

use depesche_model::{FeedId, Subscription, SubscriptionState};
use jiff::Timestamp;
use url::Url;

use super::sources::ago;
use crate::house::House;
use crate::stage::websub::callbacks;

/// After so many requests that came to nothing an operator should know.
const WORTH_A_LOOK: u32 = 3;

/// What each feed's hub does, in words; nothing for a feed without one.
pub(crate) type Hubs = HashMap<FeedId, String>;

/// The state of all in one sentence, and of each that is in trouble with its feed's number.
pub(crate) struct Told {
    pub(crate) all: String,
    pub(crate) troubled: Vec<(FeedId, String)>,
}

/// How the hubs are doing.
pub(crate) async fn told(house: &House) -> anyhow::Result<Told> {
    let now = (house.clock)();
    let all = house.store.subscriptions().await?;
    let wanted: Vec<_> = all.iter().filter(|it| it.is_wanted()).collect();
    let relied_on = wanted.iter().filter(|it| it.can_be_relied_on(now)).count();
    let sentence = match (callbacks(&house.config), wanted.len()) {
        (None, _) if !house.config.fetch.websub => "not asked: fetch.websub is off".to_owned(),
        (None, _) => "not asked: they could not reach us without a public site.base_url".to_owned(),
        (Some(_), 0) => "no feed names one yet".to_owned(),
        (Some(_), count) => format!(
            "{count} feeds have one, {relied_on} of them tell of their news; all are polled as well"
        ),
    };
    let troubled = wanted.iter().filter(|it| is_in_trouble(it));
    Ok(Told {
        all: sentence,
        troubled: troubled.map(|it| (it.feed_id, in_words(it, now))).collect(),
    })
}

/// What each feed's hub does, in words.
pub(crate) async fn of_feeds(house: &House) -> anyhow::Result<Hubs> {
    let now = (house.clock)();
    let all = house.store.subscriptions().await?.into_iter();
    let wanted = all.filter(Subscription::is_wanted);
    Ok(wanted.map(|it| (it.feed_id, in_words(&it, now))).collect())
}

fn is_in_trouble(one: &Subscription) -> bool {
    one.state == SubscriptionState::Denied || one.failures >= WORTH_A_LOOK
}

/// What a hub does for a feed.
fn in_words(one: &Subscription, now: Timestamp) -> String {
    let hub = Url::parse(&one.hub).ok();
    let host = hub.as_ref().and_then(Url::host_str).unwrap_or(&one.hub);
    let delivered = match one.delivered_at {
        Some(at) => format!("told of news {}", ago(at, now)),
        None => "has told nothing yet".to_owned(),
    };
    match one.state {
        SubscriptionState::Denied if one.last_outcome.is_empty() => {
            format!("its hub {host} does not want us")
        }
        SubscriptionState::Denied => {
            format!("its hub {host} does not want us: {}", one.last_outcome)
        }
        _ if one.failures >= WORTH_A_LOOK => format!(
            "its hub {host} cannot be had ({} times): {}",
            one.failures, one.last_outcome
        ),
        SubscriptionState::Active if one.is_alive(now) => format!("its hub {host} {delivered}"),
        SubscriptionState::Active => format!("its hub {host} has let us go, and is asked again"),
        _ => format!("its hub {host} has not confirmed yet"),
    }
}

#[cfg(test)]
mod tests {
    use depesche_model::SubscriptionId;
    use depesche_model::websub::Secret;

    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + minutes * 60).expect("a time")
    }

    #[track_caller]
    fn check(change: impl FnOnce(&mut Subscription), expected: &str) {
        let mut one = Subscription {
            id: SubscriptionId(1),
            feed_id: FeedId(1),
            hub: "https://hub.example/push".to_owned(),
            topic: String::new(),
            callback: Secret::new(""),
            secret: Secret::new(""),
            state: SubscriptionState::Active,
            begun_at: at(-100),
            requested_at: None,
            lease_until: Some(at(100)),
            next_at: at(50),
            failures: 0,
            last_outcome: String::new(),
            delivered_at: None,
            hinted_at: None,
            polled_at: None,
            missed: 0,
        };
        change(&mut one);
        assert_eq!(in_words(&one, at(0)), expected);
    }

    #[test]
    fn a_hub_is_told_of_in_words() {
        check(|_| {}, "its hub hub.example has told nothing yet");
        check(
            |it| it.delivered_at = Some(at(-7)),
            "its hub hub.example told of news 7 min ago",
        );
        check(
            |it| it.lease_until = Some(at(-1)),
            "its hub hub.example has let us go, and is asked again",
        );
        check(
            |it| it.state = SubscriptionState::Wanted,
            "its hub hub.example has not confirmed yet",
        );
        check(
            |it| {
                it.state = SubscriptionState::Denied;
                it.last_outcome = "not you".to_owned();
            },
            "its hub hub.example does not want us: not you",
        );
        check(
            |it| {
                it.failures = 4;
                it.last_outcome = "the hub answered 500".to_owned();
            },
            "its hub hub.example cannot be had (4 times): the hub answered 500",
        );
    }
}

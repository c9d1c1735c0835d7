//! WebSub: hubs are asked to tell us of feeds' news, asked again before their promise ends, and
//! told when we leave. What they say when they call is the portal's to answer.
//!
//! A delivery is a hint: it makes the feed due, and the feed is fetched from its own address.

mod asking;

use std::net::IpAddr;

use depesche_fetch::guard::is_private;
use depesche_model::digest::hex;
use depesche_model::websub::Secret;
use depesche_model::{FeedId, Subscription};
use depesche_read::schedule::Next;
use depesche_read::websub::{Offer, Step, step};
use depesche_store::StoreError;
use depesche_store::poll::{FeedJob, PollResult};
use depesche_store::websub::{NewSubscription, Push, SubscriptionChange};
use jiff::{SignedDuration, Timestamp};
use ring::rand::SecureRandom as _;
use url::{Host, Url};

#[cfg(test)]
pub(crate) use asking::ask_due;
pub(crate) use asking::run;

use crate::config::Config;
use crate::house::House;

/// How often a feed is asked all the same whose hub can be relied on.
const LOW_RATE: SignedDuration = SignedDuration::from_hours(6);

/// How many bytes of chance stand in what nobody may guess.
const SECRET_BYTES: usize = 32;

/// Where hubs reach us, up to what names a subscription. `None` where they are not to be asked: the
/// operator does not want it, or the portal has no address that they could reach.
pub(crate) fn callbacks(config: &Config) -> Option<String> {
    let base = Url::parse(&config.site.base_url).ok()?;
    let is_web = matches!(base.scheme(), "http" | "https");
    let is_reached = !is_private(&base) || is_allowed(config, &base);
    (config.fetch.websub && is_web && is_reached)
        .then(|| format!("{}/websub/", base.origin().ascii_serialization()))
}

/// Whether the portal is in a network of the operator's own, which may have a hub of its own.
fn is_allowed(config: &Config, base: &Url) -> bool {
    let address: IpAddr = match base.host() {
        Some(Host::Ipv4(v4)) => v4.into(),
        Some(Host::Ipv6(v6)) => v6.into(),
        _ => return false,
    };
    let networks = &config.fetch.allow_private;
    networks.iter().any(|network| network.0.contains(&address))
}

/// What a feed offers, by its answer; `None` also where nobody wants to know.
pub(super) fn offer(answer: &depesche_fetch::Answer, feed: &depesche_feed::Feed) -> Option<Offer> {
    depesche_read::websub::offer(&answer.signs.links, feed, &answer.url, is_private)
}

/// What a poll has to do with its feed's subscription.
pub(super) fn push(
    house: &House,
    job: &FeedJob,
    result: &PollResult,
    offer: Option<&Offer>,
    now: Timestamp,
) -> Push {
    let current = job.subscription.as_deref();
    let change = match result {
        PollResult::Fresh(_) => match callbacks(&house.config) {
            Some(base) => change(current, offer, &base, now),
            None => remembered(offer, now),
        },
        _ => None,
    };
    Push {
        subscription: current.map(|it| it.id),
        was_hinted: was_hinted(job),
        change,
    }
}

fn was_hinted(job: &FeedJob) -> bool {
    let current = job.subscription.as_ref();
    current.is_some_and(|it| it.hinted_at.is_some())
}

fn change(
    current: Option<&Subscription>,
    offer: Option<&Offer>,
    base: &str,
    now: Timestamp,
) -> Option<SubscriptionChange> {
    match step(current, offer, now) {
        Step::Keep => None,
        Step::Leave => Some(SubscriptionChange::Leave),
        Step::Begin { hub, topic } => Some(begun(hub, topic, base)),
    }
}

/// Where hubs are not to be asked, they are remembered for the day when they are.
fn remembered(offer: Option<&Offer>, now: Timestamp) -> Option<SubscriptionChange> {
    match step(None, offer, now) {
        Step::Begin { hub, topic } => Some(SubscriptionChange::Remember { hub, topic }),
        Step::Keep | Step::Leave => None,
    }
}

fn begun(hub: String, topic: String, base: &str) -> SubscriptionChange {
    SubscriptionChange::Begin(NewSubscription {
        hub,
        topic,
        callback: Secret::new(format!("{base}{}", chance())),
        secret: Secret::new(chance()),
    })
}

/// What nobody can guess, in hex.
fn chance() -> String {
    let mut bytes = [0; SECRET_BYTES];
    ring::rand::SystemRandom::new()
        .fill(&mut bytes)
        .expect("the system gives random bytes");
    hex(&bytes)
}

/// How long a feed may be left alone, since its hub tells of its news. Not after a hint that nothing
/// was found for.
pub(super) fn rest(job: &FeedJob, result: &PollResult, now: Timestamp) -> Option<SignedDuration> {
    let current = job.subscription.as_ref()?;
    let is_missing = was_hinted(job) && matches!(result, PollResult::Unchanged { .. });
    (current.can_be_relied_on(now) && !is_missing).then_some(LOW_RATE)
}

/// The schedule of a feed that was asked for a hint and had nothing new: often a cache between us has
/// not heard yet. It is asked again after the shortest wait that is allowed.
pub(super) fn second_look(
    next: Next,
    job: &FeedJob,
    result: &PollResult,
    floor: SignedDuration,
    now: Timestamp,
) -> Next {
    let is_missing = was_hinted(job) && matches!(result, PollResult::Unchanged { .. });
    let soon = now.saturating_add(floor).unwrap_or(next.next_fetch_at);
    if is_missing && soon < next.next_fetch_at {
        Next {
            next_fetch_at: soon,
            ..next
        }
    } else {
        next
    }
}

/// Brings the subscriptions in line with the configuration, at the start: those that hubs know by
/// another address of ours begin anew under this one; where none are wanted any more, all end and their
/// hubs are remembered; hubs that were remembered while none were wanted are asked.
///
/// # Errors
/// When the store fails; what was done stands.
pub(crate) async fn settle(house: &House) -> Result<(), StoreError> {
    let base = callbacks(&house.config);
    for one in house.store.subscriptions().await? {
        let is_at = |base: &String| one.callback.expose().starts_with(base.as_str());
        if !one.is_wanted() || base.as_ref().is_some_and(is_at) {
            continue;
        }
        let change = match &base {
            Some(base) => begun(one.hub, one.topic, base),
            None => SubscriptionChange::Remember {
                hub: one.hub,
                topic: one.topic,
            },
        };
        write(house, one.feed_id, change).await?;
    }
    if let Some(base) = &base {
        for (feed, hub, topic) in house.store.remembered_hubs().await? {
            write(house, feed, begun(hub, topic, base)).await?;
        }
    }
    Ok(())
}

async fn write(house: &House, feed: FeedId, change: SubscriptionChange) -> Result<(), StoreError> {
    let input = (feed, change, (house.clock)());
    let written = house.store.write(&input, |tx, (feed, change, now)| {
        Box::pin(tx.change_subscription(*feed, change, *now))
    });
    written.await
}

#[cfg(test)]
mod tests {
    use super::{callbacks, chance};
    use crate::config::{Config, Network};

    #[track_caller]
    fn check(base_url: &str, expected: Option<&str>) {
        let mut config = Config::default();
        base_url.clone_into(&mut config.site.base_url);
        config.fetch.allow_private = vec![Network("10.1.0.0/16".parse().expect("a network"))];
        assert_eq!(callbacks(&config).as_deref(), expected, "{base_url}");
        config.fetch.websub = false;
        assert_eq!(callbacks(&config), None);
    }

    #[test]
    fn hubs_are_asked_where_they_can_reach_us() {
        check("https://news.example", Some("https://news.example/websub/"));
        check(
            "http://news.example:81/",
            Some("http://news.example:81/websub/"),
        );
        check("http://10.1.2.3", Some("http://10.1.2.3/websub/"));
        for private in [
            "",
            "http://localhost:8080",
            "http://10.2.0.1",
            "https://[::1]",
        ] {
            check(private, None);
        }
    }

    #[test]
    fn chance_is_long_and_never_the_same() {
        let (one, other) = (chance(), chance());
        assert_eq!(one.len(), 64);
        assert_ne!(one, other);
    }
}

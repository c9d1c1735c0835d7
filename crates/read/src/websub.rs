//! Whether a feed has a hub that tells of its news, and what follows from that (W3C WebSub,
//! section 4).
//!
//! What a hub is answered when it calls is decided in [`depesche_model::websub`]: the portal, which
//! answers, may not use this room.

use depesche_feed::{Feed, Link, head_links, links};
use depesche_model::Subscription;
use jiff::{SignedDuration, Timestamp};
use url::Url;

/// How many hubs of a feed are looked at.
const MAX_HUBS: usize = 8;

/// The longest address of a hub or a topic that is taken, in bytes: an index holds them.
const MAX_URL_BYTES: usize = 600;

/// A feed that names another hub each time is followed once a day.
const SETTLED_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// What a feed offers: hubs that announce its changes, and what it is called there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Its hubs, the best first; at least one.
    pub hubs: Vec<Url>,
    /// What it is called at its hubs (`rel=self`).
    pub topic: String,
}

/// What is done about a feed's subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing.
    Keep,
    /// What there is ends.
    Leave,
    /// One is begun at this hub, under this topic; what there is ends.
    Begin {
        /// The hub.
        hub: String,
        /// The topic.
        topic: String,
    },
}

/// What a feed offers by the `Link` headers of its answer and by its own words; `None` without a
/// hub that may be used.
///
/// The headers go first: where they name a hub, the feed's hubs are not looked at. A topic that
/// nobody names is the address that the answer came from, where that may be told.
pub fn offer(
    headers: &[String],
    feed: &Feed,
    url: &Url,
    is_private: fn(&Url) -> bool,
) -> Option<Offer> {
    let said = feed.hubs.iter().take(MAX_HUBS);
    let inside = Named {
        hubs: said.filter_map(|hub| Url::parse(hub).ok()).collect(),
        topic: Some(feed.self_link.clone()).filter(|link| is_address(link)),
    };
    chosen(
        Named::by(&header_links(headers, url)),
        inside,
        url,
        is_private,
    )
}

/// What a web page offers by the `Link` headers of its answer and by its head: as [`offer`].
pub fn offer_of_page(
    headers: &[String],
    html: &[u8],
    url: &Url,
    is_private: fn(&Url) -> bool,
) -> Option<Offer> {
    let inside = Named::by(&head_links(html, url));
    chosen(
        Named::by(&header_links(headers, url)),
        inside,
        url,
        is_private,
    )
}

/// Hubs and a topic, as one place names them.
struct Named {
    hubs: Vec<Url>,
    topic: Option<String>,
}

impl Named {
    fn by(links: &[Link]) -> Self {
        let of = |rel: &'static str| {
            let links = links.iter().filter(move |link| link.is(rel));
            links.map(|link| link.url.clone())
        };
        Self {
            hubs: of("hub").take(MAX_HUBS).collect(),
            topic: of("self").next().map(String::from),
        }
    }
}

fn header_links(headers: &[String], url: &Url) -> Vec<Link> {
    let lists = headers.iter().take(MAX_HUBS);
    lists.flat_map(|header| links(header, url)).collect()
}

fn chosen(headers: Named, inside: Named, url: &Url, is_private: fn(&Url) -> bool) -> Option<Offer> {
    let (first, second) = if headers.hubs.is_empty() {
        (inside, headers)
    } else {
        (headers, inside)
    };
    let topic = first.topic.or(second.topic).or_else(|| tellable(url))?;
    let hubs = first.hubs.into_iter();
    let mut hubs: Vec<_> = hubs
        // A stranger's feed does not send us into the operator's own network.
        .filter(|hub| !is_private(hub) || is_private(url))
        .filter_map(|hub| usable(hub, is_private))
        .collect();
    // What was written with https is sure to have it.
    hubs.sort_by_key(|(_, was_upgraded)| *was_upgraded);
    let mut hubs: Vec<_> = hubs.into_iter().map(|(hub, _)| hub).collect();
    hubs.dedup();
    let is_fit = !hubs.is_empty() && topic.len() <= MAX_URL_BYTES;
    is_fit.then_some(Offer { hubs, topic })
}

/// The address of a feed as a third party may be told. A query or a password may be what opens a
/// feed to us alone.
fn tellable(url: &Url) -> Option<String> {
    let mut told = url.clone();
    told.set_fragment(None);
    (url.query().is_none() && !has_user(url)).then(|| told.into())
}

fn has_user(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

fn is_address(link: &str) -> bool {
    Url::parse(link).is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https") && url.has_host() && !has_user(&url)
    })
}

/// A hub as it may be asked, and whether its scheme was changed for that. The key of the
/// signatures goes to it: over https alone, also where a feed writes http, as many do for hubs that
/// have long had both (W3C WebSub, section 8.2). A hub on the operator's own network is as it is.
fn usable(mut hub: Url, is_private: fn(&Url) -> bool) -> Option<(Url, bool)> {
    hub.set_fragment(None);
    if has_user(&hub) || !hub.has_host() || hub.as_str().len() > MAX_URL_BYTES {
        return None;
    }
    match hub.scheme() {
        "https" => Some((hub, false)),
        "http" if is_private(&hub) => Some((hub, false)),
        "http" if hub.port().is_none() => {
            hub.set_scheme("https").ok()?;
            Some((hub, true))
        }
        _ => None,
    }
}

/// What is done about a subscription, after a whole answer that offers this.
pub fn step(current: Option<&Subscription>, offer: Option<&Offer>, now: Timestamp) -> Step {
    let current = current.filter(|current| current.is_wanted());
    let (current, offer) = match (current, offer) {
        (None, None) => return Step::Keep,
        (Some(current), None) => {
            return if is_settled(current, now) {
                Step::Leave
            } else {
                Step::Keep
            };
        }
        (None, Some(offer)) => return begin(offer),
        (Some(current), Some(offer)) => (current, offer),
    };
    let is_offered =
        current.topic == offer.topic && offer.hubs.iter().any(|hub| hub.as_str() == current.hub);
    if is_offered || !is_settled(current, now) {
        Step::Keep
    } else {
        begin(offer)
    }
}

fn begin(offer: &Offer) -> Step {
    offer.hubs.first().map_or(Step::Keep, |hub| Step::Begin {
        hub: hub.as_str().to_owned(),
        topic: offer.topic.clone(),
    })
}

fn is_settled(current: &Subscription, now: Timestamp) -> bool {
    let age = now.duration_since(current.begun_at);
    // A time in the future was written by a clock that was wrong.
    age.is_negative() || age >= SETTLED_AFTER
}

#[cfg(test)]
mod tests {
    use depesche_model::websub::Secret;
    use depesche_model::{FeedId, SubscriptionId, SubscriptionState};

    use super::*;

    fn url(text: &str) -> Url {
        text.parse().expect("a URL")
    }

    fn is_private(url: &Url) -> bool {
        url.host_str() == Some("10.0.0.1")
    }

    fn feed(hubs: &[&str], self_link: &str) -> Feed {
        Feed {
            hubs: hubs.iter().map(|hub| (*hub).to_owned()).collect(),
            self_link: self_link.to_owned(),
            ..Feed::default()
        }
    }

    /// The hubs, and then the topic.
    #[track_caller]
    fn check(headers: &[&str], feed: &Feed, expected: &[&str]) {
        let headers: Vec<_> = headers.iter().map(|it| (*it).to_owned()).collect();
        let found = offer(&headers, feed, &url("https://a.example/feed#x"), is_private);
        let found = found.map_or(Vec::new(), |offer| {
            let hubs = offer.hubs.into_iter().map(String::from);
            hubs.chain([offer.topic]).collect()
        });
        assert_eq!(found, expected);
    }

    const SELF: &str = "https://a.example/self";

    #[test]
    fn a_feed_names_its_hub_and_itself() {
        check(
            &[],
            &feed(&["https://hub.example/"], SELF),
            &["https://hub.example/", SELF],
        );
        check(&[], &feed(&[], SELF), &[]);
    }

    #[test]
    fn headers_go_before_what_the_feed_says() {
        let feed = feed(&["https://other.example/"], "https://a.example/other");
        check(
            &[
                "<https://hub.example/>; rel=hub",
                "</self>; rel=\"self\", <https://b.example/>; rel=hub",
            ],
            &feed,
            &["https://hub.example/", "https://b.example/", SELF],
        );
        check(
            &["<https://a.example/wp-json/>; rel=\"https://api.w.org/\""],
            &feed,
            &["https://other.example/", "https://a.example/other"],
        );
    }

    #[test]
    fn a_topic_that_stands_elsewhere_is_taken_from_there() {
        let hubs = feed(&["https://hub.example/"], "");
        check(
            &["</self>; rel=self"],
            &hubs,
            &["https://hub.example/", SELF],
        );
        check(
            &[],
            &hubs,
            &["https://hub.example/", "https://a.example/feed"],
        );
        let odd = feed(&["https://hub.example/"], "urn:x");
        check(
            &[],
            &odd,
            &["https://hub.example/", "https://a.example/feed"],
        );
    }

    #[test]
    fn what_opens_a_feed_is_not_told_to_a_hub() {
        let feed = feed(&["https://hub.example/"], "https://me:secret@a.example/");
        for fetched in ["https://a.example/?key=1", "https://me:secret@a.example/"] {
            assert_eq!(offer(&[], &feed, &url(fetched), is_private), None);
        }
    }

    #[test]
    fn hubs_are_asked_over_https_unless_they_are_our_own() {
        check(
            &[],
            &feed(&["http://old.example/", "https://new.example/"], SELF),
            &["https://new.example/", "https://old.example/", SELF],
        );
        let near = feed(&["http://10.0.0.1:8080/"], SELF);
        let found = offer(&[], &near, &url("http://10.0.0.1/feed"), is_private);
        assert_eq!(
            found.expect("an offer").hubs,
            [url("http://10.0.0.1:8080/")]
        );
        check(
            &[],
            &feed(
                &[
                    "http://10.0.0.1:8080/",
                    "https://10.0.0.1/",
                    "http://hub.example:8080/",
                    "ftp://hub.example/",
                    "https://me:secret@hub.example/",
                    "hub",
                    &format!("https://hub.example/{}", "x".repeat(600)),
                ],
                SELF,
            ),
            &[],
        );
    }

    #[test]
    fn a_thousand_hubs_are_a_few() {
        let hubs: Vec<_> = (0..1000)
            .map(|n| format!("https://h{n}.example/"))
            .collect();
        let hubs: Vec<_> = hubs.iter().map(String::as_str).collect();
        let found = offer(&[], &feed(&hubs, SELF), &url(SELF), is_private);
        assert_eq!(found.expect("an offer").hubs.len(), MAX_HUBS);
    }

    #[test]
    fn test_101_a_page_names_them_in_its_head() {
        let html = b"<head><link rel=hub href=//hub.example><link rel=self href=/self></head>
            <body><link rel=hub href=//other.example>";
        let found = offer_of_page(&[], html, &url("https://a.example/"), is_private);
        let found = found.expect("an offer");
        assert_eq!(found.hubs, [url("https://hub.example/")]);
        assert_eq!(found.topic, SELF);
    }

    fn at(hours: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + hours * 3600).expect("a time")
    }

    fn current() -> Subscription {
        Subscription {
            id: SubscriptionId(1),
            feed_id: FeedId(1),
            hub: "https://hub.example/".to_owned(),
            topic: SELF.to_owned(),
            callback: Secret::new(""),
            secret: Secret::new(""),
            state: SubscriptionState::Active,
            begun_at: at(0),
            requested_at: None,
            lease_until: None,
            next_at: at(0),
            failures: 0,
            last_outcome: String::new(),
            delivered_at: None,
            hinted_at: None,
            polled_at: None,
            missed: 0,
        }
    }

    fn offered(hubs: &[&str], topic: &str) -> Offer {
        Offer {
            hubs: hubs.iter().map(|hub| url(hub)).collect(),
            topic: topic.to_owned(),
        }
    }

    #[test]
    fn a_subscription_follows_what_is_offered_but_once_a_day() {
        let begin = |hub: &str, topic: &str| Step::Begin {
            hub: hub.to_owned(),
            topic: topic.to_owned(),
        };
        let (hub, other) = ("https://hub.example/", "https://other.example/");
        let check = |offer: Option<Offer>, hours, expected| {
            let found = step(Some(&current()), offer.as_ref(), at(hours));
            assert_eq!(found, expected, "{offer:?}");
        };
        check(Some(offered(&[hub], SELF)), 48, Step::Keep);
        check(Some(offered(&[other, hub], SELF)), 48, Step::Keep);
        check(Some(offered(&[other], SELF)), 48, begin(other, SELF));
        check(Some(offered(&[hub], hub)), 48, begin(hub, hub));
        check(None, 48, Step::Leave);
        check(Some(offered(&[other], SELF)), 23, Step::Keep);
        check(None, 23, Step::Keep);
        check(None, -23, Step::Leave);

        let first = offered(&[other, hub], SELF);
        assert_eq!(step(None, Some(&first), at(0)), begin(other, SELF));
        assert_eq!(step(None, None, at(0)), Step::Keep);
        let mut left = current();
        left.state = SubscriptionState::Leaving;
        assert_eq!(step(Some(&left), Some(&first), at(0)), begin(other, SELF));
    }

    #[test]
    fn a_hub_that_said_no_is_not_asked_for_that_again() {
        let mut denied = current();
        denied.state = SubscriptionState::Denied;
        let same = offered(&["https://hub.example/"], SELF);
        assert_eq!(step(Some(&denied), Some(&same), at(48)), Step::Keep);
    }
}

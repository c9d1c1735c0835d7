//! Hubs tell of feeds' news: the subscriber's duties of W3C WebSub, over real HTTP both ways. The
//! numbers are those of the recommendation's own test suite for subscribers (`websub.rocks`); 101,
//! a page of HTML, is a test of `read::websub`, since no page is a feed.

mod deliveries;
mod life;

use std::time::Duration;

use depesche_model::{FeedId, Subscription, SubscriptionState, TextPolicy};
use depesche_world::{Answer, Asked, Called, Feed, Hub, Signing};
use jiff::SignedDuration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::Whole;
use crate::config::Config;
use crate::stage::websub::{ask_due, run};

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// A house that hubs reach, a hub, and a feed.
struct Pushed {
    whole: Whole,
    hub: Hub,
    feed: Feed,
    portal: JoinHandle<()>,
}

impl Drop for Pushed {
    fn drop(&mut self) {
        self.portal.abort();
    }
}

impl Pushed {
    async fn start() -> Self {
        Self::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut Config)) -> Self {
        // Not where the fake web is: our own host is never asked.
        let listener = TcpListener::bind("127.0.0.2:0").await.expect("a free port");
        let address = listener.local_addr().expect("it has an address");
        let whole = Whole::with(|config| {
            config.site.base_url = format!("http://{address}");
            change(config);
        })
        .await;
        let router = depesche_web::router(whole.house.portal());
        let portal = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("it is served");
        });
        let (hub, feed) = (whole.world.hub().await, whole.world.feed("a").await);
        Self {
            whole,
            hub,
            feed,
            portal,
        }
    }

    /// A house with a confirmed subscription, whose feed has one entry.
    async fn confirmed() -> (Self, FeedId) {
        let mut one = Self::start().await;
        one.publishes(&["first"]);
        let id = one.subscribe().await;
        one.ask().await;
        let called = one.hub.verify().await;
        assert_eq!(called[0].status, 200);
        (one, id)
    }

    fn topic(&self) -> String {
        self.feed.home().to_owned() + "/self"
    }

    /// Lets the feed say these titles, and its hub.
    fn publishes(&self, titles: &[&str]) {
        self.answers(Answer::xml(atom(&self.hub.url(), &self.topic(), titles)));
    }

    fn answers(&self, answer: Answer) {
        self.feed.site().put("/feed.xml", answer);
    }

    /// Subscribes to the feed and reads it.
    async fn subscribe(&mut self) -> FeedId {
        let id = self.whole.subscribe(&self.feed, TextPolicy::Headline).await;
        self.whole.run().await;
        id
    }

    /// Asks hubs for what is due.
    async fn ask(&self) {
        ask_due(&self.whole.house).await.expect("the store works");
    }

    /// Lets time pass, and does what is due then.
    async fn after(&mut self, time: SignedDuration) {
        self.whole.after(time).await;
        self.ask().await;
    }

    async fn subscriptions(&self) -> Vec<Subscription> {
        let all = self.whole.house.store.subscriptions().await;
        all.expect("the store reads")
    }

    async fn state(&self) -> SubscriptionState {
        self.subscriptions().await[0].state
    }

    async fn deliver(&self, body: &str) -> Vec<Called> {
        self.hub.deliver(&self.topic(), body.as_bytes()).await
    }

    /// The one request that the hub had.
    fn asked(&self) -> Asked {
        let asked = self.hub.asked();
        assert_eq!(asked.len(), 1, "{asked:?}");
        asked[0].clone()
    }

    /// How long until the feed is asked again.
    async fn wait(&self, id: FeedId) -> SignedDuration {
        let due = self.whole.feed(id).await.next_fetch_at;
        due.duration_since(self.whole.world.clock().now())
    }
}

fn entries(titles: &[&str], entry: fn(&str) -> String) -> String {
    titles.iter().map(|title| entry(title)).collect()
}

fn atom(hub: &str, topic: &str, titles: &[&str]) -> String {
    let entries = entries(titles, |title| {
        format!("<entry><id>urn:{title}</id><title>{title}</title></entry>")
    });
    format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>A</title>
        <link rel='hub' href='{hub}'/><link rel='self' href='{topic}'/>{entries}</feed>"
    )
}

fn rss(hub: &str, topic: &str, titles: &[&str]) -> String {
    let entries = entries(titles, |title| {
        format!("<item><guid>urn:{title}</guid><title>{title}</title></item>")
    });
    format!(
        "<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel><title>A</title>
        <atom:link rel='hub' href='{hub}'/><atom:link rel='self' href='{topic}'/>{entries}</channel></rss>"
    )
}

/// The feed answers so; the hub is asked for its topic and confirms it.
async fn check_discovery(answer: impl FnOnce(&Pushed) -> Answer) {
    let mut one = Pushed::start().await;
    one.answers(answer(&one));
    one.subscribe().await;
    one.ask().await;
    let asked = one.asked();
    assert_eq!(
        (asked.mode.as_str(), asked.topic),
        ("subscribe", one.topic())
    );
    let called = one.hub.verify().await;
    assert_eq!(called[0].status, 200, "{called:?}");
    assert_eq!(one.state().await, SubscriptionState::Active);
    assert_eq!(one.hub.subscribers(&one.topic()), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn test_100_a_hub_is_found_in_link_headers() {
    check_discovery(|one| {
        Answer::xml("<feed xmlns='http://www.w3.org/2005/Atom'><title>A</title></feed>")
            .header("link", &format!("<{}>; rel=\"hub\"", one.hub.url()))
            .header("link", "</self>; rel=self")
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn test_102_a_hub_is_found_in_atom() {
    check_discovery(|one| Answer::xml(atom(&one.hub.url(), &one.topic(), &["x"]))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn test_103_a_hub_is_found_in_rss() {
    check_discovery(|one| Answer::xml(rss(&one.hub.url(), &one.topic(), &["x"]))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn test_104_headers_go_before_the_document() {
    check_discovery(|one| {
        let link = format!("<{}>; rel=hub, </self>; rel=self", one.hub.url());
        Answer::xml(atom("http://127.0.0.1:9/", "http://127.0.0.1:9/", &["x"]))
            .header("link", &link)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn test_200_the_topic_is_what_the_feed_calls_itself() {
    let (one, _) = Pushed::confirmed().await;
    let asked = one.asked();
    assert_ne!(asked.topic, one.feed.url());
    assert_eq!(asked.topic, one.topic());
    let token = asked.callback.rsplit('/').next().unwrap_or_default();
    assert_eq!(token.len(), 64);
    assert!(
        asked
            .secret
            .is_some_and(|secret| secret.len() == 64 && secret != token)
    );
    assert_eq!(asked.lease_seconds, Some(864_000));
}

async fn check_moved_topic(status: u16) {
    let mut one = Pushed::start().await;
    one.answers(Answer::redirect(status, "/moved.xml"));
    let moved = one.feed.home().to_owned() + "/moved.xml";
    let document = atom(&one.hub.url(), &moved, &["x"]);
    one.feed.site().put("/moved.xml", Answer::xml(document));
    one.subscribe().await;
    one.ask().await;
    assert_eq!(one.asked().topic, moved);
    assert_eq!(one.hub.verify().await[0].status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn test_201_a_topic_that_is_elsewhere_for_now_is_followed() {
    check_moved_topic(302).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn test_202_a_topic_that_has_moved_is_followed() {
    check_moved_topic(301).await;
}

async fn check_moved_hub(status: u16) {
    let mut one = Pushed::start().await;
    let other = one.whole.world.hub().await;
    one.hub.redirects(status, &other.url());
    one.publishes(&["x"]);
    one.subscribe().await;
    one.ask().await;
    assert_eq!(other.asked(), one.hub.asked(), "the same form");
    assert_eq!(other.verify().await[0].status, 200);
    assert_eq!(one.state().await, SubscriptionState::Active);
}

#[tokio::test(flavor = "multi_thread")]
async fn test_203_a_hub_that_is_elsewhere_for_now_is_followed() {
    check_moved_hub(307).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn test_204_a_hub_that_has_moved_is_followed() {
    check_moved_hub(308).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_that_runs_asks_hubs_by_itself() {
    let mut one = Pushed::start().await;
    one.publishes(&["x"]);
    one.subscribe().await;
    let (stop, stopping) = watch::channel(false);
    let asking = tokio::spawn(run(one.whole.house.clone(), stopping));
    let asked = tokio::time::timeout(Duration::from_secs(20), one.hub.until_asked(1)).await;
    asked.expect("it is asked soon");
    stop.send(true).expect("it listens");
    asking.await.expect("it ends when it is told to");
    assert_eq!(one.hub.verify().await[0].status, 200);
    assert_eq!(one.state().await, SubscriptionState::Active);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_that_redirects_as_none_may_is_not_followed() {
    let mut one = Pushed::start().await;
    let other = one.whole.world.hub().await;
    one.hub.redirects(302, &other.url());
    one.publishes(&["x"]);
    one.subscribe().await;
    one.ask().await;
    assert_eq!(other.asked(), []);
    let failed = &one.subscriptions().await[0];
    assert_eq!(failed.last_outcome, "the hub answered 302");
}

#[tokio::test(flavor = "multi_thread")]
async fn test_205_what_we_did_not_ask_for_is_refused() {
    let (one, _) = Pushed::confirmed().await;
    let asked = one.asked();
    let called = one.hub.verify_as(&asked, "http://127.0.0.1:9/other").await;
    assert_eq!(called.status, 404);
    let unsubscribe = Asked {
        mode: "unsubscribe".to_owned(),
        ..asked.clone()
    };
    let called = one.hub.verify_as(&unsubscribe, &asked.topic).await;
    assert_eq!(called.status, 404);
    let mut unknown = asked.clone();
    unknown.callback.truncate(unknown.callback.len() - 64);
    unknown.callback.push_str(&"0".repeat(64));
    let called = one.hub.verify_as(&unknown, &asked.topic).await;
    assert_eq!(called.status, 404);
    assert_eq!(one.state().await, SubscriptionState::Active);
}

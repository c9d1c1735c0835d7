//! The whole house against a fake web: real HTTP on loopback, a real database, the portal's pages
//! through the router, and a clock that the tests turn.

mod faults;
mod furniture;
mod gate;
mod hard_pages;
mod identity;
mod media;
mod moves;
mod pages;
mod polite;
mod portal;
mod rules;
mod search;
mod terms;
mod translate;
mod websub;

use depesche_model::health::State;
use depesche_model::{Feed as StoredFeed, FeedId, Policy, TextPolicy};
use depesche_store::poll::{NewFeed, SourceOf};
use depesche_world::{Feed, World};
use jiff::SignedDuration;
use tower::ServiceExt as _;

use crate::config::{Config, Network};
use crate::house::House;
use crate::pipeline;
use crate::stage::index::Follower;

/// A house of its own with a web of its own.
struct Whole {
    world: World,
    house: House,
    follower: Follower,
    _folder: tempfile::TempDir,
}

/// What the portal answered.
struct Page {
    status: u16,
    headers: axum::http::HeaderMap,
    text: String,
}

impl Whole {
    async fn start() -> Self {
        Self::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let world = World::start().await;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut config = Config::default();
        config.fetch.allow_private = vec![Network("127.0.0.0/8".parse().expect("a network"))];
        config.site.name = "Nordkurs".to_owned();
        change(&mut config);
        let house = Box::pin(House::open(config, folder.path(), world.clock().as_fn()))
            .await
            .expect("a new house opens");
        let follower = Follower::open(&house).expect("a new index opens");
        Self {
            world,
            house,
            follower,
            _folder: folder,
        }
    }

    /// Subscribes to a feed; it is due at once.
    async fn subscribe(&self, feed: &Feed, text: TextPolicy) -> FeedId {
        self.subscribe_at(feed.url(), feed.home(), text).await
    }

    /// Subscribes to a feed under another URL than its own.
    async fn subscribe_at(&self, url: String, home: &str, text: TextPolicy) -> FeedId {
        let now = self.world.clock().now();
        let new = NewFeed {
            url,
            title: String::new(),
            source: SourceOf::Home {
                name: String::new(),
                home: home.to_owned(),
                policy: Policy {
                    text,
                    ..Policy::default()
                },
            },
            at: now,
            first_fetch_at: now,
            interval: SignedDuration::from_hours(1),
        };
        let added = self
            .house
            .store
            .write(&new, |tx, new| Box::pin(tx.add_feed(new)))
            .await;
        added.expect("the feed is new").feed
    }

    /// Does everything that is due now.
    async fn run(&mut self) {
        let all = pipeline::run_until_idle(&self.house, Some(&mut self.follower), |_, _| {});
        Box::pin(all).await.expect("the store works");
    }

    /// Lets time pass, and does what is due then.
    async fn after(&mut self, time: SignedDuration) {
        self.world.clock().advance(time);
        self.run().await;
    }

    async fn feed(&self, id: FeedId) -> StoredFeed {
        let reports = self.house.store.sources().await.expect("the store reads");
        let mut feeds = reports.into_iter().flat_map(|report| report.feeds);
        feeds.find(|feed| feed.id == id).expect("the feed is there")
    }

    fn state(&self, feed: &StoredFeed) -> State {
        State::of(feed, self.world.clock().now())
    }

    async fn articles(&self) -> u64 {
        let now = self.world.clock().now();
        self.house
            .store
            .counts(now)
            .await
            .expect("the store counts")
            .articles
    }

    /// Asks the portal for a page, as a reader would.
    async fn get(&self, path: &str) -> Page {
        let request = axum::http::Request::get(path)
            .header(axum::http::header::HOST, "nordkurs.example")
            .body(axum::body::Body::empty())
            .expect("a request");
        let portal = depesche_web::router(self.house.portal());
        let response = portal
            .oneshot(request)
            .await
            .expect("the router always answers");
        let (head, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 64 << 20)
            .await
            .expect("a whole body");
        Page {
            status: head.status.as_u16(),
            headers: head.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}

/// Long enough for every feed to be due again, shorter than a day.
const LATER: SignedDuration = SignedDuration::from_hours(25);

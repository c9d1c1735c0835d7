//! The fake web as tests hold it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;

use crate::engines::{Kind, Mock};
use crate::server::{Door, Handler, Server};
use crate::{Clock, Feed, Hub, Site, locked};

/// When every world begins: 22 November 2026, 8:00 UTC.
const BEGINNING: Timestamp = Timestamp::constant(1_795_334_400, 0);

/// A fake web of sites on loopback, each on a port of its own. Its listeners stop, with all their
/// connections, when it is dropped.
#[derive(Debug)]
pub struct World {
    clock: Clock,
    feeds: Mutex<BTreeMap<String, Feed>>,
    sites: Mutex<BTreeMap<String, Site>>,
    servers: Mutex<Vec<Server>>,
}

impl World {
    /// A web without sites, its clock at 2026-11-22 08:00 UTC.
    #[expect(
        clippy::unused_async,
        reason = "its makers are called from async tests alone"
    )]
    pub async fn start() -> Self {
        Self {
            clock: Clock::at(BEGINNING),
            feeds: Mutex::default(),
            sites: Mutex::default(),
            servers: Mutex::default(),
        }
    }

    /// The clock of this world: it dates answers, logged requests and new articles.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// A site with a feed at `/feed.xml`, pages of its articles and a home page that names the
    /// feed. The same name gives the same feed; a new one has no articles yet.
    ///
    /// # Panics
    /// Where no port can be opened on loopback.
    pub async fn feed(&self, name: &str) -> Feed {
        let known = locked(&self.feeds).get(name).cloned();
        if let Some(known) = known {
            return known;
        }
        let door = open_door().await;
        let feed = Feed::new(Site::new(name, &door.home(), self.clock.clone()));
        let answering = feed.clone();
        self.serve(door, Arc::new(move |request| answering.answer(request)));
        locked(&self.feeds).insert(name.to_owned(), feed.clone());
        feed
    }

    /// A site on which a test puts what it needs. The same name gives the same site.
    ///
    /// # Panics
    /// Where no port can be opened on loopback.
    pub async fn site(&self, name: &str) -> Site {
        let known = locked(&self.sites).get(name).cloned();
        if let Some(known) = known {
            return known;
        }
        let door = open_door().await;
        let site = Site::new(name, &door.home(), self.clock.clone());
        let answering = site.clone();
        self.serve(door, Arc::new(move |request| answering.answer(request)));
        locked(&self.sites).insert(name.to_owned(), site.clone());
        site
    }

    /// A WebSub hub of its own.
    ///
    /// # Panics
    /// Where no port can be opened on loopback.
    pub async fn hub(&self) -> Hub {
        let door = open_door().await;
        let hub = Hub::new(Site::new("hub", &door.home(), self.clock.clone()));
        let answering = hub.clone();
        self.serve(door, Arc::new(move |request| answering.answer(request)));
        hub
    }

    /// A translation engine of its own.
    ///
    /// # Panics
    /// Where no port can be opened on loopback.
    pub async fn engine(&self, kind: Kind) -> Mock {
        let door = open_door().await;
        let engine = Mock::new(kind, &door.home());
        let answering = engine.clone();
        self.serve(door, Arc::new(move |request| answering.answer(request)));
        engine
    }

    fn serve(&self, door: Door, handler: Handler) {
        locked(&self.servers).push(door.serve(self.clock.clone(), handler));
    }
}

async fn open_door() -> Door {
    Door::open(0).await.expect("loopback has a free port")
}

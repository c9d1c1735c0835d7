//! What sites say of themselves once a day: who may fetch their pages (robots.txt), and what is
//! reserved (tdmrep.json, RSL). A feed that somebody subscribed to is not asked for.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError};

use depesche_model::Validators;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::Mutex;
use url::Url;

use crate::robots::Robots;
use crate::tdmrep::TdmRep;
use crate::{Client, FetchError, Fetched, Request, Want};

/// How long an answer is believed (RFC 9309 §2.4: not longer than a day).
const BELIEVED: SignedDuration = SignedDuration::from_hours(24);

/// How long a failure is believed.
const FAILURE_BELIEVED: SignedDuration = SignedDuration::from_hours(1);

/// How long the last rules count while a site is in trouble (§2.3.1.4: about 30 days).
const OLD_RULES_COUNT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How many sites are remembered.
const MAX_SITES: usize = 2_000;

/// How much memory their rules may take together.
const MAX_RULES_BYTES: usize = 16 << 20;

/// What a site says of what others may do with its texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reservation {
    /// Whether its tdmrep.json reserves the right to mine texts and data of this page. `None`
    /// where it says nothing of it.
    pub is_reserved: Option<bool>,
    /// Where the terms stand under which it may be had.
    pub policy: Option<Url>,
    /// The licences that its robots.txt names (RSL), for the whole site.
    pub licences: Vec<Url>,
}

/// What sites said.
#[derive(Default)]
pub(crate) struct Sites {
    by_origin: std::sync::Mutex<HashMap<String, Arc<Site>>>,
    /// About how much memory their rules take.
    rules_bytes: AtomicUsize,
}

/// What one site said. Who asks it keeps the others waiting: it is asked once.
#[derive(Default)]
struct Site {
    robots: Mutex<Option<Known<Arc<Robots>>>>,
    tdmrep: Mutex<Option<Known<Arc<TdmRep>>>>,
}

/// What is known since when.
#[derive(Clone)]
struct Known<T> {
    /// The last good answer, and when it came.
    good: Option<(T, Timestamp)>,
    asked_at: Timestamp,
    believed: SignedDuration,
}

impl Client {
    /// Whether the site's robots.txt lets us fetch this page. Asks the site at most once a day.
    ///
    /// No robots.txt (4xx) allows everything; a site in trouble (5xx, no answer) allows what it
    /// allowed in the last thirty days, else nothing for now (RFC 9309 §2.3.1).
    pub async fn may_fetch_page(&self, url: &Url) -> bool {
        let robots = self.robots(url).await;
        robots.is_some_and(|robots| robots.allows(url))
    }

    /// What the site reserves for this page, by its tdmrep.json and its robots.txt. Asks the site
    /// at most once a day.
    pub async fn reservation(&self, url: &Url) -> Reservation {
        let tdmrep = self.tdmrep(url).await.unwrap_or_default();
        let said = tdmrep.says(url);
        let policy = said.and_then(|(_, policy)| policy);
        let robots = self.robots(url).await.unwrap_or_default();
        Reservation {
            is_reserved: said.map(|(is_reserved, _)| is_reserved),
            policy: policy.and_then(|policy| url.join(policy).ok()),
            licences: robots.licences.clone(),
        }
    }

    async fn robots(&self, url: &Url) -> Option<Arc<Robots>> {
        let site = self.sites.of(url);
        let mut known = site.robots.lock().await;
        let now = (self.clock)();
        if !known.as_ref().is_some_and(|known| known.is_current(now)) {
            let said = self.ask(url, "/robots.txt").await;
            let token = &self.settings.robots_token;
            let said = said.map(|bytes| Robots::read(&bytes, token));
            let bytes = said.as_ref().map_or(0, Robots::bytes);
            self.sites.rules_bytes.fetch_add(bytes, Ordering::Relaxed);
            *known = Some(Known::after(known.take(), said, now));
        }
        known.as_ref().and_then(|known| known.good(now))
    }

    async fn tdmrep(&self, url: &Url) -> Option<Arc<TdmRep>> {
        let site = self.sites.of(url);
        let mut known = site.tdmrep.lock().await;
        let now = (self.clock)();
        if !known.as_ref().is_some_and(|known| known.is_current(now)) {
            let said = self.ask(url, "/.well-known/tdmrep.json").await;
            let said = said.map(|bytes| TdmRep::read(&bytes));
            let mut asked = Known::after(known.take(), said, now);
            // Nothing waits for it: once a day is enough after a failure too.
            asked.believed = BELIEVED;
            *known = Some(asked);
        }
        known.as_ref().and_then(|known| known.good(now))
    }

    /// What stands there; nothing where there is nothing. `None` where the site is in trouble.
    async fn ask(&self, url: &Url, path: &str) -> Option<Vec<u8>> {
        let url = url.join(path).ok()?;
        let validators = Validators::default();
        let request = Request {
            url: &url,
            want: Want::Text,
            validators: &validators,
        };
        match self.get(request).await {
            Ok(Fetched::Fresh(answer)) => Some(answer.body),
            // RFC 9309 §2.3.1.2 and §2.3.1.3: as if there were none.
            Ok(Fetched::Gone)
            | Err(
                FetchError::Status { status: 400..=499 }
                | FetchError::BotWall {
                    status: 400..=499, ..
                }
                | FetchError::TooManyRedirects(_),
            ) => Some(Vec::new()),
            _ => None,
        }
    }
}

impl<T: Clone> Known<Arc<T>> {
    /// What is known after an answer, or after none.
    fn after(before: Option<Self>, said: Option<T>, now: Timestamp) -> Self {
        match said {
            Some(said) => Self {
                good: Some((Arc::new(said), now)),
                asked_at: now,
                believed: BELIEVED,
            },
            None => Self {
                good: before.and_then(|before| before.good),
                asked_at: now,
                believed: FAILURE_BELIEVED,
            },
        }
    }

    fn is_current(&self, now: Timestamp) -> bool {
        is_younger(self.asked_at, self.believed, now)
    }

    fn good(&self, now: Timestamp) -> Option<Arc<T>> {
        let (said, at) = self.good.as_ref()?;
        is_younger(*at, OLD_RULES_COUNT, now).then(|| Arc::clone(said))
    }
}

/// What happened in the future was noted by a clock that was wrong.
fn is_younger(at: Timestamp, age: SignedDuration, now: Timestamp) -> bool {
    let since = now.duration_since(at);
    !since.is_negative() && since < age
}

impl Sites {
    fn of(&self, url: &Url) -> Arc<Site> {
        let mut sites = self
            .by_origin
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let rules_bytes = self.rules_bytes.load(Ordering::Relaxed);
        if sites.len() >= MAX_SITES || rules_bytes > MAX_RULES_BYTES {
            // Any half of those that nobody asks for just now: they can be asked again.
            let mut place = 0;
            sites.retain(|_, site| {
                place += 1;
                place % 2 == 0 || Arc::strong_count(site) > 1
            });
            self.rules_bytes.store(rules_bytes / 2, Ordering::Relaxed);
        }
        let origin = url.origin().ascii_serialization();
        Arc::clone(sites.entry(origin).or_default())
    }
}

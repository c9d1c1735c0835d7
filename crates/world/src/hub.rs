//! A WebSub hub with every habit that hubs have.
//!
//! Nothing happens behind a test's back: what it was asked for waits until the test lets it call
//! back ([`Hub::verify`]) or deliver ([`Hub::deliver`]).

mod call;

use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use ring::hmac;
use tokio::sync::Notify;
use url::form_urlencoded::{self, Serializer};

pub use call::Called;

use crate::{Answer, Request, Site, locked};

/// Where every hub stands on its site.
const HUB_PATH: &str = "/hub";

/// A hub at `/hub`. A cheap handle: clones are the same hub.
#[derive(Clone, Debug)]
pub struct Hub {
    site: Site,
    state: Arc<Mutex<State>>,
    /// Rung at each request.
    bell: Arc<Notify>,
}

/// What a subscriber asked of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// `subscribe` or `unsubscribe`.
    pub mode: String,
    /// The topic.
    pub topic: String,
    /// Where it is to call.
    pub callback: String,
    /// How long the subscription shall last.
    pub lease_seconds: Option<u64>,
    /// What it is to sign with.
    pub secret: Option<String>,
}

/// How deliveries are signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signing {
    /// With SHA-1, as most hubs do.
    Sha1,
    /// With SHA-256.
    Sha256,
    /// With SHA-384.
    Sha384,
    /// With SHA-512.
    Sha512,
    /// Not at all.
    Unsigned,
    /// With the right secret and another body.
    Wrong,
    /// With another secret.
    WrongSecret,
}

#[derive(Clone, Debug)]
enum Habit {
    Works,
    Refuses(u16, String),
    Redirects(u16, String),
    Down,
}

#[derive(Debug)]
struct State {
    habit: Habit,
    signing: Signing,
    lease: Option<SignedDuration>,
    asked: Vec<Asked>,
    /// What it has not called back for yet.
    pending: Vec<Asked>,
    subscriptions: Vec<Subscribed>,
}

#[derive(Clone, Debug)]
struct Subscribed {
    asked: Asked,
    until: Timestamp,
}

/// How it answers.
impl Hub {
    pub(crate) fn new(site: Site) -> Self {
        let state = State {
            habit: Habit::Works,
            signing: Signing::Sha256,
            lease: None,
            asked: Vec::new(),
            pending: Vec::new(),
            subscriptions: Vec::new(),
        };
        Self {
            site,
            state: Arc::new(Mutex::new(state)),
            bell: Arc::default(),
        }
    }

    /// The hub's address.
    pub fn url(&self) -> String {
        self.site.url(HUB_PATH)
    }

    /// Takes requests with 202 (as a new hub does).
    pub fn works(&self) -> &Self {
        self.habit(Habit::Works)
    }

    /// Refuses requests with a status and a text.
    pub fn refuses(&self, status: u16, text: &str) -> &Self {
        self.habit(Habit::Refuses(status, text.to_owned()))
    }

    /// Redirects requests.
    pub fn redirects(&self, status: u16, to: &str) -> &Self {
        self.habit(Habit::Redirects(status, to.to_owned()))
    }

    /// Closes every connection.
    pub fn goes_down(&self) -> &Self {
        self.habit(Habit::Down)
    }

    /// Gives leases of this length, whatever it is asked for.
    pub fn gives(&self, lease: SignedDuration) -> &Self {
        locked(&self.state).lease = Some(lease);
        self
    }

    /// Signs its deliveries so.
    pub fn signs(&self, signing: Signing) -> &Self {
        locked(&self.state).signing = signing;
        self
    }

    /// What it was asked for, oldest first, refused or not.
    pub fn asked(&self) -> Vec<Asked> {
        locked(&self.state).asked.clone()
    }

    /// Waits until it was asked so many times.
    pub async fn until_asked(&self, count: usize) {
        loop {
            let rung = self.bell.notified();
            if self.asked().len() >= count {
                return;
            }
            rung.await;
        }
    }

    /// How many subscriptions to a topic live.
    pub fn subscribers(&self, topic: &str) -> usize {
        self.living(topic).len()
    }

    fn habit(&self, habit: Habit) -> &Self {
        locked(&self.state).habit = habit;
        self
    }

    fn living(&self, topic: &str) -> Vec<Asked> {
        let now = self.site.clock.now();
        let state = locked(&self.state);
        let living = state.subscriptions.iter();
        let living = living.filter(|it| it.asked.topic == topic && it.until > now);
        living.map(|it| it.asked.clone()).collect()
    }

    /// Answers a request to the site.
    pub(crate) fn answer(&self, request: &Request) -> Answer {
        self.site.log.push(request.clone());
        if request.path_only() != HUB_PATH || request.method != hyper::http::Method::POST {
            return self
                .site
                .find(request)
                .unwrap_or_else(crate::site::not_found);
        }
        let asked = asked(&request.body);
        let mut state = locked(&self.state);
        state.asked.push(asked.clone());
        self.bell.notify_one();
        match &state.habit {
            Habit::Works => {
                state.pending.push(asked);
                Answer::status(202)
            }
            Habit::Refuses(status, text) => Answer::text(text.clone()).with_status(*status),
            Habit::Redirects(status, to) => Answer::redirect(*status, to),
            Habit::Down => Answer::reset(),
        }
    }
}

fn asked(form: &[u8]) -> Asked {
    let mut asked = Asked::default();
    for (name, value) in form_urlencoded::parse(form) {
        match &*name {
            "hub.mode" => asked.mode = value.into_owned(),
            "hub.topic" => asked.topic = value.into_owned(),
            "hub.callback" => asked.callback = value.into_owned(),
            "hub.lease_seconds" => asked.lease_seconds = value.parse().ok(),
            "hub.secret" => asked.secret = Some(value.into_owned()),
            _ => {}
        }
    }
    asked
}

/// How it calls.
impl Hub {
    /// Calls back for everything it was asked for, and does what is confirmed. Gives the answers.
    pub async fn verify(&self) -> Vec<Called> {
        let pending = std::mem::take(&mut locked(&self.state).pending);
        let mut answers = Vec::new();
        for asked in pending {
            let called = self.verify_as(&asked, &asked.topic).await;
            if called.status / 100 == 2 && called.body == CHALLENGE {
                self.settle(asked);
            }
            answers.push(called);
        }
        answers
    }

    /// Asks a callback whether it meant this topic, and leaves it at that.
    pub async fn verify_as(&self, asked: &Asked, topic: &str) -> Called {
        let lease = self.lease_of(asked).as_secs().to_string();
        let mut query = vec![
            ("hub.mode", asked.mode.as_str()),
            ("hub.topic", topic),
            ("hub.challenge", CHALLENGE),
        ];
        if asked.mode == "subscribe" {
            query.push(("hub.lease_seconds", &lease));
        }
        call::get(&with_query(&asked.callback, &query)).await
    }

    /// Says no to all that subscribe to a topic or want to.
    pub async fn denies(&self, topic: &str, reason: &str) -> Vec<Called> {
        let mut denied = self.living(topic);
        {
            let mut state = locked(&self.state);
            denied.extend(state.pending.extract_if(.., |it| it.topic == topic));
            state.subscriptions.retain(|it| it.asked.topic != topic);
        }
        let mut answers = Vec::new();
        for asked in denied {
            let query = [
                ("hub.mode", "denied"),
                ("hub.topic", topic),
                ("hub.reason", reason),
            ];
            answers.push(call::get(&with_query(&asked.callback, &query)).await);
        }
        answers
    }

    /// Delivers to all that subscribe to a topic; who answers 410 is forgotten.
    pub async fn deliver(&self, topic: &str, body: &[u8]) -> Vec<Called> {
        let mut answers = Vec::new();
        for asked in self.living(topic) {
            let called = self.deliver_to(&asked, body).await;
            if called.status == 410 {
                let mut state = locked(&self.state);
                let subscriptions = &mut state.subscriptions;
                subscriptions.retain(|it| it.asked.callback != asked.callback);
            }
            answers.push(called);
        }
        answers
    }

    /// Delivers to one, subscribed or not.
    pub async fn deliver_to(&self, asked: &Asked, body: &[u8]) -> Called {
        let link = format!("<{}>; rel=hub, <{}>; rel=self", self.url(), asked.topic);
        let signing = locked(&self.state).signing;
        let secret = asked.secret.as_deref().unwrap_or_default();
        let signature = signature(signing, secret.as_bytes(), body);
        let mut headers = vec![("content-type", "application/xml"), ("link", &link)];
        if let Some(signature) = &signature {
            headers.push(("x-hub-signature", signature));
        }
        call::post(&asked.callback, &headers, body).await
    }

    /// Does what was confirmed: a subscription takes the place of the one before.
    fn settle(&self, asked: Asked) {
        let lease = self.lease_of(&asked);
        let now = self.site.clock.now();
        let mut state = locked(&self.state);
        state
            .subscriptions
            .retain(|it| it.asked.callback != asked.callback || it.asked.topic != asked.topic);
        if asked.mode == "subscribe" {
            let until = now.saturating_add(lease).unwrap_or(Timestamp::MAX);
            state.subscriptions.push(Subscribed { asked, until });
        }
    }

    fn lease_of(&self, asked: &Asked) -> SignedDuration {
        let wanted = asked.lease_seconds.and_then(|it| i64::try_from(it).ok());
        let wanted = SignedDuration::from_secs(wanted.unwrap_or(864_000));
        locked(&self.state).lease.unwrap_or(wanted)
    }
}

/// What it wants to hear again.
const CHALLENGE: &str = "say+this/again=";

fn with_query(callback: &str, query: &[(&str, &str)]) -> String {
    let query = Serializer::new(String::new()).extend_pairs(query).finish();
    let join = if callback.contains('?') { '&' } else { '?' };
    format!("{callback}{join}{query}")
}

fn signature(signing: Signing, secret: &[u8], body: &[u8]) -> Option<String> {
    let (name, method) = match signing {
        Signing::Unsigned => return None,
        Signing::Sha1 => ("sha1", hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY),
        Signing::Sha384 => ("sha384", hmac::HMAC_SHA384),
        Signing::Sha512 => ("sha512", hmac::HMAC_SHA512),
        Signing::Sha256 | Signing::Wrong | Signing::WrongSecret => ("sha256", hmac::HMAC_SHA256),
    };
    let (secret, body): (&[u8], &[u8]) = match signing {
        Signing::Wrong => (secret, b"something else"),
        Signing::WrongSecret => (b"another secret", body),
        _ => (secret, body),
    };
    let tag = hmac::sign(&hmac::Key::new(method, secret), body);
    let hex = tag.as_ref().iter().map(|byte| format!("{byte:02x}"));
    Some(format!("{name}={}", hex.collect::<String>()))
}

//! The client: one polite request after the other.

use std::sync::Arc;
use std::time::Instant;

use http::Response;
use http::response::Parts;
use hyper::body::{Bytes, Incoming};
use jiff::Timestamp;
use tokio::sync::{OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};
use url::Url;

use crate::answer::{begun, validators};
use crate::body::{self, Wire};
use crate::budget::Budget;
use crate::connector::Guarded;
use crate::failure::failure;
use crate::fresh::fresh_for;
use crate::guard::is_private;
use crate::hosts::Hosts;
use crate::pool::{Pool, pool};
use crate::request;
use crate::retry_after::retry_after_of;
use crate::robots::Robots;
use crate::way::{Way, leads_on};
use crate::{Answer, FetchError, Fetched, Place, Posted, Request, Settings, Want};

/// How much of the answer to a form is read: a hub's reason, not a page.
const MAX_POSTED_BYTES: usize = 16 << 10;

/// Tells the time. It is handed down, so that a test can turn it.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The one client. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    /// Reaches the private networks that the operator allows.
    inner: Pool,
    /// Reaches public addresses alone.
    public: Pool,
    in_flight: Arc<Semaphore>,
    pub(crate) settings: Arc<Settings>,
    pub(crate) clock: Clock,
    hosts: Arc<Hosts>,
    budget: Arc<Budget>,
    pub(crate) robots: Arc<Robots>,
}

/// Held while a host is being asked.
struct Turn {
    alone: Option<OwnedMutexGuard<()>>,
    place: Option<OwnedSemaphorePermit>,
}

/// What one exchange came to.
enum Arrived {
    /// A whole answer, still packed.
    Whole(Box<Answer>, Wire),
    /// An answer without a body that matters.
    Word(Fetched),
    /// It leads elsewhere.
    Redirect(Box<Parts>),
}

impl Client {
    /// Makes the client.
    pub fn new(settings: Settings, clock: Clock) -> Self {
        let guarded = Guarded::new(&settings);
        Self {
            inner: pool(guarded.clone()),
            public: pool(guarded.public_alone()),
            hosts: Arc::default(),
            budget: Arc::new(Budget::new(settings.max_held_bytes)),
            in_flight: Arc::new(Semaphore::new(settings.max_in_flight.max(1))),
            robots: Arc::default(),
            settings: Arc::new(settings),
            clock,
        }
    }

    /// Asks for a URL, following redirects.
    ///
    /// Waits while another request to the same public host is in flight, at each hop; only then
    /// does it take one of the places of those in flight, so that one slow host holds up nobody
    /// else. The time-out counts the exchanges, not the waiting.
    ///
    /// # Errors
    /// When nothing usable came; the text says what to do. A normal no (304, 410, 429, 503) is
    /// not an error.
    pub async fn get(&self, request: Request<'_>) -> Result<Fetched, FetchError> {
        let mut way = Way::from(request.url, &self.settings);
        loop {
            let turn = self.turn(way.url()).await;
            let began = Instant::now();
            let hop = self.get_once(&way, request);
            let arrived = way.in_time(hop).await?;
            way.end(began);
            match arrived {
                Arrived::Whole(answer, wire) => return self.unpack(*answer, wire, turn).await,
                Arrived::Word(fetched) => return Ok(fetched),
                Arrived::Redirect(head) => way.follow(&head)?,
            }
        }
    }

    /// Posts a form, as WebSub asks for a subscription (`application/x-www-form-urlencoded`).
    ///
    /// A 307 or 308 is followed with the same form, though never from https to http; any other
    /// redirect is an answer like all the others. Every status is an answer.
    ///
    /// # Errors
    /// When nobody answered.
    pub async fn post(&self, url: &Url, form: &[(&str, &str)]) -> Result<Posted, FetchError> {
        let form = form_bytes(form);
        let mut way = Way::from(url, &self.settings);
        loop {
            let _turn = self.turn(way.url()).await;
            let began = Instant::now();
            let hop = self.post_once(&way, &form);
            let (head, posted) = way.in_time(hop).await?;
            way.end(began);
            match posted {
                Some(posted) => return Ok(posted),
                None => way.follow(&head)?,
            }
        }
    }

    async fn turn(&self, url: &Url) -> Turn {
        let alone = self.hosts.alone(url).await;
        let place = Arc::clone(&self.in_flight).acquire_owned().await.ok();
        Turn { alone, place }
    }

    /// One exchange.
    async fn get_once(&self, way: &Way, request: Request<'_>) -> Result<Arrived, FetchError> {
        let outgoing = request::get(way.url(), request, &self.settings.user_agent)?;
        let response = self.send(way, request.want, outgoing).await?;
        let (head, incoming) = response.into_parts();
        if leads_on(&head) {
            return Ok(Arrived::Redirect(Box::new(head)));
        }
        if let Some(fetched) = in_a_word(way, &head)? {
            return Ok(Arrived::Word(fetched));
        }
        let answer = begun(way.url().clone(), way.moved_to(), &head.headers);
        let wire = body::collect(incoming, &self.settings, &self.budget).await?;
        Ok(Arrived::Whole(Box::new(answer), wire))
    }

    /// Expands an answer: with its host's turn over, but still in its place.
    async fn unpack(
        &self,
        mut answer: Answer,
        wire: Wire,
        turn: Turn,
    ) -> Result<Fetched, FetchError> {
        let Turn { alone, place } = turn;
        drop(alone);
        answer.wire_bytes = wire.bytes.len();
        let encoding = std::mem::take(&mut answer.encoding);
        let (expanded, held) = body::unpack(wire, &encoding, &self.settings, &self.budget).await?;
        answer.body = expanded;
        answer.place = Some(Place {
            _in_flight: place,
            _held: held,
        });
        Ok(Fetched::Fresh(Box::new(answer)))
    }

    async fn post_once(
        &self,
        way: &Way,
        form: &Bytes,
    ) -> Result<(Parts, Option<Posted>), FetchError> {
        let outgoing = request::post(way.url(), form, &self.settings.user_agent)?;
        let response = self.send(way, Want::Text, outgoing).await?;
        let (head, incoming) = response.into_parts();
        if way.leads_on_with_the_form(&head) {
            return Ok((head, None));
        }
        let posted = Posted {
            status: head.status.as_u16(),
            body: body::beginning(incoming, MAX_POSTED_BYTES, &self.settings).await,
        };
        Ok((head, Some(posted)))
    }

    async fn send(
        &self,
        way: &Way,
        want: Want,
        outgoing: http::Request<http_body_util::Full<Bytes>>,
    ) -> Result<Response<Incoming>, FetchError> {
        self.pool_for(way, want)
            .request(outgoing)
            .await
            .map_err(|error| failure(way.url(), &error))
    }

    /// Private networks that the operator allows are open to a feed's own address alone: neither a
    /// redirect from elsewhere nor a name in an article's link leads there. Names that the operator
    /// pinned are one realm: they may lead to each other.
    fn pool_for(&self, way: &Way, want: Want) -> &Pool {
        let is_pinned = self.settings.is_pinned(way.url());
        let may_be_private = if way.is_at_its_host() {
            want == Want::Feed || is_private(way.url()) || is_pinned
        } else {
            is_pinned && self.settings.is_pinned(way.start())
        };
        if may_be_private {
            &self.inner
        } else {
            &self.public
        }
    }
}

/// What needs no body.
fn in_a_word(way: &Way, head: &Parts) -> Result<Option<Fetched>, FetchError> {
    let headers = &head.headers;
    let status = head.status.as_u16();
    Ok(Some(match status {
        200..=299 => return Ok(None),
        304 => Fetched::NotModified {
            validators: validators(headers),
            moved_to: way.moved_to(),
            fresh_for: fresh_for(headers),
        },
        410 => Fetched::Gone,
        429 | 503 => Fetched::Later {
            status,
            retry_after: retry_after_of(headers),
        },
        _ => return Err(FetchError::Status { status }),
    }))
}

fn form_bytes(form: &[(&str, &str)]) -> Bytes {
    let mut written = url::form_urlencoded::Serializer::new(String::new());
    written.extend_pairs(form);
    written.finish().into()
}

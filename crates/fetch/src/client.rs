//! The client: one polite request after the other.

use std::sync::Arc;
use std::time::Instant;

use http::Response;
use http::header::{CONTENT_ENCODING, DATE, RETRY_AFTER};
use http::response::Parts;
use hyper::body::{Bytes, Incoming};
use jiff::Timestamp;
use tokio::sync::{OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};
use url::Url;

use crate::answer::{begun, text_of, validators};
use crate::body::{self, expand_off_thread};
use crate::connector::Guarded;
use crate::failure::failure;
use crate::fresh::fresh_for;
use crate::guard::is_private;
use crate::hosts::Hosts;
use crate::pool::{Pool, pool};
use crate::request;
use crate::retry_after::retry_after;
use crate::robots::Robots;
use crate::way::{Way, leads_on};
use crate::{FetchError, Fetched, Posted, Request, Settings, Want};

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
    pub(crate) robots: Arc<Robots>,
}

/// Held while a host is being asked.
struct Turn {
    _alone: Option<OwnedMutexGuard<()>>,
    place: Option<OwnedSemaphorePermit>,
}

impl Client {
    /// Makes the client.
    pub fn new(settings: Settings, clock: Clock) -> Self {
        let guarded = Guarded::new(&settings);
        Self {
            inner: pool(guarded.clone()),
            public: pool(guarded.public_alone()),
            hosts: Arc::default(),
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
            let (head, fetched) = way.in_time(hop).await?;
            way.end(began);
            match fetched {
                Some(Fetched::Fresh(mut answer)) => {
                    answer.place = turn.place;
                    return Ok(Fetched::Fresh(answer));
                }
                Some(fetched) => return Ok(fetched),
                None => way.follow(&head)?,
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
        Turn {
            _alone: alone,
            place,
        }
    }

    /// One exchange: nothing where it leads elsewhere.
    async fn get_once(
        &self,
        way: &Way,
        request: Request<'_>,
    ) -> Result<(Parts, Option<Fetched>), FetchError> {
        let outgoing = request::get(way.url(), request, &self.settings.user_agent)?;
        let response = self.send(way, request.want, outgoing).await?;
        let (head, incoming) = response.into_parts();
        let fetched = if leads_on(&head) {
            None
        } else {
            Some(self.take(way, &head, incoming).await?)
        };
        Ok((head, fetched))
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
            body: body::beginning(incoming, MAX_POSTED_BYTES).await,
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
        let is_pinned = self.settings.pinned(way.url()).is_some();
        let may_be_private = if way.is_at_its_host() {
            want == Want::Feed || is_private(way.url()) || is_pinned
        } else {
            is_pinned && self.settings.pinned(way.start()).is_some()
        };
        if may_be_private {
            &self.inner
        } else {
            &self.public
        }
    }

    async fn take(
        &self,
        way: &Way,
        head: &Parts,
        incoming: Incoming,
    ) -> Result<Fetched, FetchError> {
        let headers = &head.headers;
        let status = head.status.as_u16();
        match status {
            200..=299 => {}
            304 => {
                return Ok(Fetched::NotModified {
                    validators: validators(headers),
                    moved_to: way.moved_to(),
                    fresh_for: fresh_for(headers),
                });
            }
            410 => return Ok(Fetched::Gone),
            429 | 503 => {
                let date = text_of(headers, &DATE);
                let retry_after = text_of(headers, &RETRY_AFTER)
                    .and_then(|value| retry_after(&value, date.as_deref()));
                return Ok(Fetched::Later {
                    status,
                    retry_after,
                });
            }
            _ => return Err(FetchError::Status { status }),
        }
        let mut answer = begun(way.url().clone(), way.moved_to(), headers);
        let encoding = text_of(headers, &CONTENT_ENCODING).unwrap_or_default();
        let wire = body::collect(incoming, &self.settings).await?;
        answer.wire_bytes = wire.len();
        answer.body = expand_off_thread(wire, encoding, self.settings.max_body_bytes).await?;
        Ok(Fetched::Fresh(Box::new(answer)))
    }
}

fn form_bytes(form: &[(&str, &str)]) -> Bytes {
    let mut written = url::form_urlencoded::Serializer::new(String::new());
    written.extend_pairs(form);
    written.finish().into()
}

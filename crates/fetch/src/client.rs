//! The client: one polite request after the other.

use std::sync::Arc;
use std::time::{Duration, Instant};

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::http::Response;
use hyper::http::response::Parts;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::Notify;
use url::Url;

use crate::answer::{begun, encoding_of, validators};
use crate::body::{self, Wire};
use crate::budget::Budget;
use crate::connector::Guarded;
use crate::expand::{expand_beginning, layers};
use crate::failure::{failure, host_of};
use crate::fresh::fresh_for;
use crate::guard::is_private;
use crate::pauses::Pauses;
use crate::pool::{Pool, pool};
use crate::request;
use crate::retry_after::retry_after_of;
use crate::site::site_key;
use crate::sites::Sites;
use crate::turns::{Turn, Turns};
use crate::walls;
use crate::way::{Way, leads_on};
use crate::{Answer, FetchError, Fetched, Place, Posted, Request, Settings, Want};

/// How much of the answer to a form is read: a hub's reason, not a page.
const MAX_POSTED_BYTES: usize = 16 << 10;

/// How long a site is left alone that says 429 and not for how long: its other feeds wait too. (The
/// one that was asked waits longer: the schedule backs off.)
const UNSAID_PAUSE: Duration = Duration::from_mins(15);

/// Tells the time. It is handed down, so that a test can turn it.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The one client. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    /// Reaches the private networks that the operator allows.
    inner: Pool,
    /// Reaches public addresses alone.
    public: Pool,
    turns: Arc<Turns>,
    pauses: Arc<Pauses>,
    budget: Arc<Budget>,
    pub(crate) settings: Arc<Settings>,
    pub(crate) clock: Clock,
    pub(crate) sites: Arc<Sites>,
}

/// The site asked to be left alone for so long yet.
struct LeftAlone(Duration);

/// What one exchange came to.
enum Arrived {
    /// A whole answer, still packed.
    Whole(Box<Answer>, Wire),
    /// An answer without a body that matters.
    Word(Fetched),
    /// It leads elsewhere.
    Redirect(Box<Parts>),
}

impl From<Fetched> for Arrived {
    fn from(fetched: Fetched) -> Self {
        Self::Word(fetched)
    }
}

impl Client {
    /// Makes the client.
    pub fn new(settings: Settings, clock: Clock) -> Self {
        let guarded = Guarded::new(&settings);
        Self {
            inner: pool(guarded.clone()),
            public: pool(guarded.public_alone()),
            turns: Arc::new(Turns::new(&settings)),
            pauses: Arc::default(),
            budget: Arc::new(Budget::new(settings.room_timeout)),
            sites: Arc::default(),
            settings: Arc::new(settings),
            clock,
        }
    }

    /// Asks for a URL, following redirects.
    ///
    /// Waits while another request to the same public host is in flight, or a few to its site, at
    /// each hop; only then does it take one of the places of those in flight, so that one slow host
    /// holds up nobody else. The time-out counts the exchanges, not the waiting. A site that asked
    /// to be left alone is not asked: the answer is [`Fetched::Later`].
    ///
    /// # Errors
    /// When nothing usable came; the text says what to do. A normal no (304, 410, 429, 503) is
    /// not an error.
    pub async fn get(&self, request: Request<'_>) -> Result<Fetched, FetchError> {
        let mut way = Way::from(request.url, &self.settings);
        loop {
            let mut turn = match self.turn(way.url()).await {
                Ok(turn) => turn,
                Err(LeftAlone(left)) => {
                    return Ok(Fetched::Later {
                        status: 429,
                        retry_after: Some(left),
                        was_asked: false,
                    });
                }
            };
            let began = Instant::now();
            let is_large = Notify::new();
            let hop = way.in_time(self.get_once(&way, request, &is_large));
            let arrived = self.turns.see_through(&mut turn, &is_large, hop).await;
            self.turns.learn(way.url(), &arrived);
            way.end(began);
            match arrived? {
                Arrived::Whole(answer, wire) => {
                    return self.unpack(*answer, wire, turn).await;
                }
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
    /// When nobody answered, or the site asked to be left alone.
    pub async fn post(&self, url: &Url, form: &[(&str, &str)]) -> Result<Posted, FetchError> {
        let form = form_bytes(form);
        let mut way = Way::from(url, &self.settings);
        loop {
            let turn = self.turn(way.url()).await;
            let mut turn = turn.map_err(|LeftAlone(left)| FetchError::LeftAlone {
                host: host_of(way.url()),
                seconds: left.as_secs(),
            })?;
            let began = Instant::now();
            let hop = way.in_time(self.post_once(&way, &form));
            let is_large = Notify::new();
            let posted = self.turns.see_through(&mut turn, &is_large, hop).await;
            self.turns.learn(way.url(), &posted);
            way.end(began);
            match posted? {
                (_, Some(posted)) => return Ok(posted),
                (head, None) => way.follow(&head)?,
            }
        }
    }

    /// Leaves a site alone until then, at most a week: what was kept over a restart. `key` is its
    /// [`site_key`].
    pub fn pause(&self, key: &str, until: Timestamp) {
        self.pauses.add(key, until, (self.clock)());
    }

    /// Until when this URL's site asked to be left alone.
    pub fn paused_until(&self, url: &Url) -> Option<Timestamp> {
        self.pauses.until(&site_key(url), (self.clock)())
    }

    /// Every site that asked to be left alone, and until when: what is to be kept over a restart.
    pub fn pauses(&self) -> Vec<(String, Timestamp)> {
        self.pauses.all((self.clock)())
    }

    /// Whether this URL's host did not answer lately: requests to such hosts take at most half of
    /// the places, and wait for each other.
    pub fn is_slow(&self, url: &Url) -> bool {
        self.turns.is_slow(url)
    }

    /// Waits until the host may be asked. While we wait, another answer may say that it may not.
    async fn turn(&self, url: &Url) -> Result<Turn, LeftAlone> {
        self.is_open(url)?;
        let turn = self.turns.wait(url).await;
        self.is_open(url)?;
        Ok(turn)
    }

    fn is_open(&self, url: &Url) -> Result<(), LeftAlone> {
        let left = |until: Timestamp| until.duration_since((self.clock)()).unsigned_abs();
        match self.paused_until(url) {
            Some(until) => Err(LeftAlone(left(until))),
            None => Ok(()),
        }
    }

    /// Takes a site at its word, for all of it: a platform with a thousand hosts means each.
    fn heed(&self, url: &Url, head: &Parts) -> Option<Duration> {
        let now = (self.clock)();
        let asked = retry_after_of(&head.headers, now);
        let wait = match head.status.as_u16() {
            429 => Some(asked.unwrap_or(UNSAID_PAUSE)),
            503 => asked,
            _ => None,
        };
        if let Some(wait) = wait.and_then(|wait| SignedDuration::try_from(wait).ok()) {
            self.pauses.add(&site_key(url), now + wait, now);
        }
        asked
    }

    /// One exchange.
    async fn get_once(
        &self,
        way: &Way,
        request: Request<'_>,
        is_large: &Notify,
    ) -> Result<Arrived, FetchError> {
        let outgoing = request::get(way.url(), request, &self.settings.user_agent)?;
        let response = self.send(way, request.want, outgoing).await?;
        let (head, mut incoming) = response.into_parts();
        if leads_on(&head) {
            return Ok(Arrived::Redirect(Box::new(head)));
        }
        let asked = self.heed(way.url(), &head);
        if let Some(by) = self.wall(&head, &mut incoming).await {
            let status = head.status.as_u16();
            return Err(FetchError::BotWall { status, by });
        }
        if let Some(fetched) = in_a_word(way, &head, asked)? {
            return Ok(Arrived::Word(fetched));
        }
        let answer = begun(way.url().clone(), way.moved_to(), &head.headers);
        let (settings, budget) = (&self.settings, &self.budget);
        let wire = body::collect(incoming, &answer.encoding, settings, budget, is_large).await?;
        Ok(Arrived::Whole(Box::new(answer), wire))
    }

    /// Whose wall stands before the site, as far as a no tells.
    async fn wall(&self, head: &Parts, incoming: &mut Incoming) -> Option<&'static str> {
        let (status, headers) = (head.status.as_u16(), &head.headers);
        let by = walls::by_headers(status, headers);
        if by.is_some() || !walls::may_be_one(status, headers) {
            return by;
        }
        let packed = body::beginning(incoming, walls::LOOKED_AT, &self.settings).await;
        let layers = layers(&encoding_of(headers)).ok()?;
        walls::by_page(&expand_beginning(&packed, &layers, walls::LOOKED_AT))
    }

    /// Expands an answer: with its host's turn over, but still in its place.
    async fn unpack(
        &self,
        mut answer: Answer,
        wire: Wire,
        turn: Turn,
    ) -> Result<Fetched, FetchError> {
        let place = if wire.is_wide() {
            // It waits for others of its kind, and nobody waits for it.
            drop(turn);
            None
        } else {
            self.turns.end(turn).await
        };
        answer.wire_bytes = wire.bytes.len();
        let (expanded, held) = body::unpack(wire, &self.settings, &self.budget).await?;
        answer.body = expanded;
        answer.place = Some(Place {
            _in_flight: place,
            _held: held,
        });
        match walls::by_success(answer.content_type.as_deref(), &answer.body) {
            Some(by) => Err(FetchError::BotWall { status: 200, by }),
            None => Ok(Fetched::Fresh(Box::new(answer))),
        }
    }

    async fn post_once(
        &self,
        way: &Way,
        form: &Bytes,
    ) -> Result<(Parts, Option<Posted>), FetchError> {
        let outgoing = request::post(way.url(), form, &self.settings.user_agent)?;
        let response = self.send(way, Want::Text, outgoing).await?;
        let (head, mut incoming) = response.into_parts();
        if way.leads_on_with_the_form(&head) {
            return Ok((head, None));
        }
        self.heed(way.url(), &head);
        let posted = Posted {
            status: head.status.as_u16(),
            body: body::beginning(&mut incoming, MAX_POSTED_BYTES, &self.settings).await,
        };
        Ok((head, Some(posted)))
    }

    async fn send(
        &self,
        way: &Way,
        want: Want,
        outgoing: hyper::http::Request<Full<Bytes>>,
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
///
/// `Retry-After` belongs to 429 and 503 (RFC 6585, RFC 9110); a server that says it with another
/// no, such as 413 or 403, means it too, though of this URL alone.
fn in_a_word(
    way: &Way,
    head: &Parts,
    asked: Option<Duration>,
) -> Result<Option<Fetched>, FetchError> {
    let headers = &head.headers;
    let status = head.status.as_u16();
    let is_later = matches!(status, 429 | 503)
        || (status >= 400 && status != 410 && asked.is_some_and(|wait| !wait.is_zero()));
    Ok(Some(match status {
        _ if is_later => Fetched::Later {
            status,
            retry_after: asked,
            was_asked: true,
        },
        200..=299 => return Ok(None),
        304 => Fetched::NotModified {
            validators: validators(headers),
            moved_to: way.moved_to(),
            fresh_for: fresh_for(headers),
        },
        410 => Fetched::Gone,
        _ => return Err(FetchError::Status { status }),
    }))
}

fn form_bytes(form: &[(&str, &str)]) -> Bytes {
    let mut written = url::form_urlencoded::Serializer::new(String::new());
    written.extend_pairs(form);
    written.finish().into()
}

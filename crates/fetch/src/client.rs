//! The client: one polite request after the other.

use std::sync::Arc;
use std::time::{Duration, Instant};

use depesche_model::Validators;
use http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, DATE, ETAG,
    IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION, RETRY_AFTER, USER_AGENT,
};
use http::{HeaderMap, HeaderName, HeaderValue, Response};
use http_body_util::Empty;
use hyper::body::{Bytes, Incoming};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use ipnet::IpNet;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use url::Url;

use crate::connector::Guarded;
use crate::guard::is_private;
use crate::hosts::Hosts;
use crate::retry_after::retry_after;
use crate::robots::Robots;
use crate::{FetchError, Settings, body};

type Inner = hyper_util::client::legacy::Client<HttpsConnector<Guarded>, Empty<Bytes>>;

/// The one client. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    /// Reaches the private networks that the operator allows.
    inner: Inner,
    /// Reaches public addresses alone.
    public: Inner,
    in_flight: Arc<Semaphore>,
    pub(crate) settings: Arc<Settings>,
    hosts: Arc<Hosts>,
    pub(crate) robots: Arc<Robots>,
}

/// What is asked for: it decides the `Accept` header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// A feed, or a page that names one.
    Feed,
    /// An article's page.
    Page,
    /// A text for programs, such as robots.txt.
    Text,
}

/// One request.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Where.
    pub url: &'a Url,
    /// What.
    pub want: Want,
    /// What the last whole answer said of itself; empty for an unconditional request.
    pub validators: &'a Validators,
}

/// What came on a normal day.
#[derive(Debug)]
pub enum Fetched {
    /// A whole answer.
    Fresh(Box<Answer>),
    /// 304: what you have is current. Validators that the answer brought replace the old ones
    /// (RFC 9111 §4.3.4).
    NotModified {
        /// Those that came with the 304; each may be missing.
        validators: Validators,
        /// How long the server says its answer stays fresh.
        max_age: Option<Duration>,
    },
    /// 410: it is gone for good.
    Gone,
    /// 429 or 503: not now.
    Later {
        /// The status.
        status: u16,
        /// How long the server asks us to wait, at most a week.
        retry_after: Option<Duration>,
    },
}

/// What one exchange came to.
enum Hop {
    Arrived(Fetched),
    On { target: Url, is_permanent: bool },
}

/// A whole answer.
#[derive(Debug)]
pub struct Answer {
    /// Where it came from in the end.
    pub url: Url,
    /// Where it has moved for good, when every hop on the way said so (301, 308).
    pub moved_to: Option<Url>,
    /// Its `Content-Type`, as written.
    pub content_type: Option<String>,
    /// What it says of itself.
    pub validators: Validators,
    /// How long the server says it stays fresh.
    pub max_age: Option<Duration>,
    /// Its body, expanded.
    pub body: Vec<u8>,
    /// How many bytes of body came over the wire.
    pub wire_bytes: usize,
    /// Its place among those in flight. Who keeps it until the answer is worked off bounds the
    /// memory that answers take, however fast they come.
    pub place: Option<OwnedSemaphorePermit>,
}

impl Client {
    /// Makes the client.
    pub fn new(settings: Settings) -> Self {
        Self {
            inner: inner(&settings, settings.allow_private.clone()),
            public: inner(&settings, Vec::new()),
            hosts: Arc::default(),
            in_flight: Arc::new(Semaphore::new(settings.max_in_flight.max(1))),
            robots: Arc::default(),
            settings: Arc::new(settings),
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
        let mut url = request.url.clone();
        let mut is_permanent = true;
        let mut left = self.settings.timeout;
        for _ in 0..=self.settings.max_redirects {
            let _alone = self.hosts.alone(&url).await;
            let place = Arc::clone(&self.in_flight).acquire_owned().await.ok();
            let began = Instant::now();
            let moved_to = (is_permanent && url != *request.url).then(|| url.clone());
            let hop = tokio::time::timeout(left, self.hop(&url, moved_to, request)).await;
            left = left.saturating_sub(began.elapsed());
            match hop.map_err(|_| self.timed_out(&url))?? {
                Hop::Arrived(Fetched::Fresh(mut answer)) => {
                    answer.place = place;
                    return Ok(Fetched::Fresh(answer));
                }
                Hop::Arrived(fetched) => return Ok(fetched),
                Hop::On {
                    target,
                    is_permanent: hop_is_permanent,
                } => {
                    is_permanent &= hop_is_permanent;
                    url = target;
                }
            }
        }
        Err(FetchError::TooManyRedirects(self.settings.max_redirects))
    }

    fn timed_out(&self, url: &Url) -> FetchError {
        FetchError::TimedOut {
            host: host_of(url),
            seconds: self.settings.timeout.as_secs(),
        }
    }

    async fn hop(
        &self,
        url: &Url,
        moved_to: Option<Url>,
        request: Request<'_>,
    ) -> Result<Hop, FetchError> {
        let response = self.send(url, request).await?;
        let is_permanent = matches!(response.status().as_u16(), 301 | 308);
        match redirect_target(url, &response) {
            Some(target) => Ok(Hop::On {
                target: target?,
                is_permanent,
            }),
            None => self
                .take(url.clone(), moved_to, response)
                .await
                .map(Hop::Arrived),
        }
    }

    /// Private networks that the operator allows are open to a feed's own address alone: neither a
    /// redirect from elsewhere nor a name in an article's link leads there.
    fn inner_for(&self, url: &Url, request: Request<'_>) -> &Inner {
        let is_named = url.host() == request.url.host();
        let may_be_private = is_named && (request.want == Want::Feed || is_private(url));
        if may_be_private {
            &self.inner
        } else {
            &self.public
        }
    }

    async fn send(
        &self,
        url: &Url,
        request: Request<'_>,
    ) -> Result<Response<Incoming>, FetchError> {
        let uri: http::Uri = match url.scheme() {
            "http" | "https" => url.as_str().parse().ok(),
            _ => None,
        }
        .ok_or_else(|| FetchError::BadUrl(url.to_string()))?;
        let mut outgoing = http::Request::new(Empty::new());
        *outgoing.uri_mut() = without_credentials(uri, url)?;
        self.write_headers(outgoing.headers_mut(), request);
        self.inner_for(url, request)
            .request(outgoing)
            .await
            .map_err(|error| failure(url, &error))
    }

    fn write_headers(&self, headers: &mut HeaderMap, request: Request<'_>) {
        let accept = match request.want {
            Want::Feed => {
                "application/atom+xml, application/rss+xml, application/feed+json, \
                 application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, \
                 application/json;q=0.7, text/html;q=0.5, */*;q=0.3"
            }
            Want::Page => "text/html, application/xhtml+xml;q=0.9, */*;q=0.1",
            Want::Text => "text/plain, */*;q=0.1",
        };
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip, br, zstd"));
        if let Ok(agent) = HeaderValue::from_str(&self.settings.user_agent) {
            headers.insert(USER_AGENT, agent);
        }
        // Byte for byte as they came: a server compares them as texts.
        let Validators {
            etag,
            last_modified,
        } = request.validators;
        for (name, value) in [(IF_NONE_MATCH, etag), (IF_MODIFIED_SINCE, last_modified)] {
            let value = value
                .as_ref()
                .and_then(|value| HeaderValue::from_bytes(value.as_bytes()).ok());
            if let Some(value) = value {
                headers.insert(name, value);
            }
        }
    }

    async fn take(
        &self,
        url: Url,
        moved_to: Option<Url>,
        response: Response<Incoming>,
    ) -> Result<Fetched, FetchError> {
        let (head, incoming) = response.into_parts();
        let headers = &head.headers;
        let status = head.status.as_u16();
        let validators = Validators {
            etag: text_of(headers, &ETAG),
            last_modified: text_of(headers, &LAST_MODIFIED),
        };
        let max_age = max_age(headers);
        match status {
            200..=299 => {}
            304 => {
                return Ok(Fetched::NotModified {
                    validators,
                    max_age,
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
        let content_type = text_of(headers, &CONTENT_TYPE);
        let encoding = text_of(headers, &CONTENT_ENCODING).unwrap_or_default();
        let wire = body::collect(incoming, &self.settings).await?;
        let wire_bytes = wire.len();
        let body = expand(wire, encoding, self.settings.max_body_bytes).await?;
        Ok(Fetched::Fresh(Box::new(Answer {
            url,
            moved_to,
            content_type,
            validators,
            max_age,
            body,
            wire_bytes,
            place: None,
        })))
    }
}

fn inner(settings: &Settings, allow_private: Vec<IpNet>) -> Inner {
    let guarded = Guarded {
        allow_private: allow_private.into(),
        connect_timeout: settings.connect_timeout,
    };
    let tls = HttpsConnectorBuilder::new()
        .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())
        .expect("ring speaks every version that rustls offers")
        .https_or_http()
        .enable_all_versions()
        .wrap_connector(guarded);
    hyper_util::client::legacy::Client::builder(TokioExecutor::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(Duration::from_secs(10))
        .pool_max_idle_per_host(4)
        .http1_max_buf_size(64 << 10)
        .build(tls)
}

/// A body of ordinary size is expanded here and now: handing it to another thread costs more than
/// the work. What may be a bomb does not hold up those who wait for the network.
async fn expand(wire: Vec<u8>, encoding: String, max_bytes: usize) -> Result<Vec<u8>, FetchError> {
    const ORDINARY_BYTES: usize = 128 << 10;
    if wire.len() <= ORDINARY_BYTES {
        return body::expand(wire, &encoding, max_bytes);
    }
    tokio::task::spawn_blocking(move || body::expand(wire, &encoding, max_bytes))
        .await
        .map_err(|error| FetchError::Damaged(error.to_string()))?
}

/// Where a redirect leads: `None` when it is none.
fn redirect_target<B>(url: &Url, response: &Response<B>) -> Option<Result<Url, FetchError>> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let location = text_of(response.headers(), &LOCATION)?;
    Some(
        url.join(location.trim())
            .map_err(|_| FetchError::BadUrl(location)),
    )
}

/// A user name or password in a URL never goes over the wire: hyper would put it in the authority.
fn without_credentials(uri: http::Uri, url: &Url) -> Result<http::Uri, FetchError> {
    if url.username().is_empty() && url.password().is_none() {
        return Ok(uri);
    }
    let mut bare = url.clone();
    let is_bare = bare.set_username("").is_ok() && bare.set_password(None).is_ok();
    let parsed = bare.as_str().parse().ok().filter(|_| is_bare);
    parsed.ok_or_else(|| FetchError::BadUrl(bare.to_string()))
}

fn text_of(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?.as_bytes();
    String::from_utf8(value.to_vec())
        .ok()
        .filter(|text| !text.is_empty())
}

/// `max-age` of `Cache-Control` (RFC 9111 §5.2.2.1).
fn max_age(headers: &HeaderMap) -> Option<Duration> {
    let directives = text_of(headers, &CACHE_CONTROL)?.to_ascii_lowercase();
    let seconds = directives
        .split(',')
        .find_map(|directive| directive.trim().strip_prefix("max-age="))?
        .trim_matches('"')
        .parse()
        .ok()?;
    Some(Duration::from_secs(seconds))
}

fn host_of(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

/// The error behind hyper's: ours from the connector, TLS's, or the network's.
fn failure(url: &Url, error: &hyper_util::client::legacy::Error) -> FetchError {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    let mut deepest = error.to_string();
    while let Some(current) = cause {
        if let Some(own) = current.downcast_ref::<FetchError>() {
            return own.clone();
        }
        if let Some(tls) = current.downcast_ref::<rustls::Error>() {
            return FetchError::Tls {
                host: host_of(url),
                reason: tls.to_string(),
            };
        }
        if let Some(io) = current.downcast_ref::<std::io::Error>()
            && let Some(inner) = io.get_ref()
        {
            if let Some(tls) = inner.downcast_ref::<rustls::Error>() {
                return FetchError::Tls {
                    host: host_of(url),
                    reason: tls.to_string(),
                };
            }
            if let Some(own) = inner.downcast_ref::<FetchError>() {
                return own.clone();
            }
        }
        deepest = current.to_string();
        cause = current.source();
    }
    FetchError::Unreachable {
        host: host_of(url),
        reason: deepest,
    }
}

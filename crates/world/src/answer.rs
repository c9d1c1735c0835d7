//! What a site answers: status, headers, bytes, and how it behaves while answering.

use std::fmt::Debug;
use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use hyper::body::Bytes;
use hyper::http::{HeaderName, HeaderValue, Method, Response, StatusCode, header};
use jiff::Timestamp;

use crate::Request;
use crate::body::Payload;
use crate::dates::{http_date, parse_http_date};

/// Below this a gzipped body is not smaller, and nobody's server bothers.
const GZIP_FROM: usize = 200;

/// An answer of a site. A 200 carries an `ETag` of its bytes, answers 304 to one who has them,
/// and is gzipped for who accepts that.
#[derive(Clone, Debug)]
pub struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Bytes,
    pub(crate) delay: Duration,
    pub(crate) ending: Ending,
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<Timestamp>,
    is_encoded: bool,
    held: Option<Held>,
}

/// Something that is kept until the last byte of an answer is on its way.
pub(crate) type Held = Arc<dyn Debug + Send + Sync>;

/// How an answer ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Whole,
    Never,
    Reset,
    CutOff,
    /// A byte at a time, so far apart.
    Dripping(Duration),
    /// The body again and again, so many times.
    Repeated(u64),
}

impl Answer {
    /// Bytes of a content type, with status 200.
    pub fn bytes(content_type: &str, body: impl Into<Bytes>) -> Self {
        let body = body.into();
        let etag = Some(format!("W/\"{:016x}\"", fingerprint(&body)));
        let mut answer = Self::status(200);
        answer.etag = etag;
        answer.body = body;
        answer.header("content-type", content_type)
    }

    /// An HTML page.
    pub fn html(page: impl Into<String>) -> Self {
        Self::bytes("text/html; charset=utf-8", page.into())
    }

    /// An XML document.
    pub fn xml(document: impl Into<Bytes>) -> Self {
        Self::bytes("application/xml; charset=utf-8", document)
    }

    /// Plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::bytes("text/plain; charset=utf-8", text.into())
    }

    /// A status without a body (an invalid number becomes 500).
    pub fn status(status: u16) -> Self {
        Self {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            headers: Vec::new(),
            body: Bytes::new(),
            delay: Duration::ZERO,
            ending: Ending::Whole,
            etag: None,
            last_modified: None,
            is_encoded: false,
            held: None,
        }
    }

    /// A redirect: 301, 302, 303, 307, 308.
    pub fn redirect(status: u16, to: &str) -> Self {
        Self::status(status).header("location", to)
    }

    /// Never answers: the connection stays open.
    pub fn never() -> Self {
        let mut answer = Self::status(200);
        answer.ending = Ending::Never;
        answer
    }

    /// Closes the connection instead of answering.
    pub fn reset() -> Self {
        let mut answer = Self::status(200);
        answer.ending = Ending::Reset;
        answer
    }

    /// Sets the status of an answer that has a body, such as an error page.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        self
    }

    /// Adds a header; one that HTTP does not allow is left out.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let (Ok(name), Ok(value)) = (name.parse(), HeaderValue::from_bytes(value.as_bytes())) {
            self.headers.push((name, value));
        }
        self
    }

    /// Waits (in real time) before it answers.
    #[must_use]
    pub fn slow(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Says when the content last changed; then `If-Modified-Since` is answered.
    #[must_use]
    pub fn changed_at(mut self, at: Timestamp) -> Self {
        self.last_modified = Some(at);
        self
    }

    /// Takes `ETag` and `Last-Modified` away: every request gets the whole body.
    #[must_use]
    pub fn without_validators(mut self) -> Self {
        self.etag = None;
        self.last_modified = None;
        self
    }

    /// Breaks off after half of the promised bytes and closes the connection.
    #[must_use]
    pub fn cut_off(mut self) -> Self {
        self.ending = Ending::CutOff;
        self
    }

    /// Sends the body a byte at a time, so far apart (in real time).
    #[must_use]
    pub fn dripping(mut self, apart: Duration) -> Self {
        self.ending = Ending::Dripping(apart);
        self
    }

    /// Sends the body again and again, without saying how long it will be.
    #[must_use]
    pub fn repeated(mut self, times: u64) -> Self {
        self.ending = Ending::Repeated(times);
        self
    }

    /// Says that the bytes are encoded already, and how: they are sent as they are, whoever asks.
    #[must_use]
    pub fn encoded(mut self, encoding: &str) -> Self {
        self.is_encoded = true;
        self.header("content-encoding", encoding)
    }

    /// Replaces the body by one that has no validators.
    #[must_use]
    pub(crate) fn with_body(mut self, body: Bytes) -> Self {
        self.body = body;
        self.without_validators()
    }

    /// Keeps something until the last byte is on its way, or the connection is over.
    #[must_use]
    pub(crate) fn held(mut self, what: impl Debug + Send + Sync + 'static) -> Self {
        self.held = Some(Arc::new(what));
        self
    }

    /// Says that the bytes are gzipped already: they are sent as they are, whoever asks.
    #[must_use]
    pub(crate) fn gzipped(self) -> Self {
        self.encoded("gzip")
    }

    /// The response to a request at a moment: conditional, compressed, dated.
    pub(crate) fn into_response(mut self, request: &Request, now: Timestamp) -> Response<Payload> {
        let held = self.held.take();
        let is_unchanged = self.status == StatusCode::OK && self.is_known_to(request);
        let mut response = Response::new(Payload::whole(Bytes::new()));
        let headers = response.headers_mut();
        headers.extend(self.headers.iter().cloned());
        let dates = [
            (header::DATE, Some(now)),
            (header::LAST_MODIFIED, self.last_modified),
        ];
        for (name, at) in dates {
            if let Some(value) = at.and_then(|at| HeaderValue::from_str(&http_date(at)).ok()) {
                headers.insert(name, value);
            }
        }
        if let Some(etag) = self.etag.as_ref().and_then(|tag| tag.parse().ok()) {
            headers.insert(header::ETAG, etag);
        }
        if is_unchanged {
            headers.remove(header::CONTENT_TYPE);
            headers.remove(header::CONTENT_ENCODING);
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        *response.status_mut() = self.status;
        self.fill(request, &mut response);
        response.body_mut().hold(held);
        response
    }

    /// Whether the client has what we would send (RFC 9110, 13.2.2: the tag goes before the date).
    fn is_known_to(&self, request: &Request) -> bool {
        if !matches!(request.method, Method::GET | Method::HEAD) {
            return false;
        }
        if let Some(tags) = request.header("if-none-match") {
            return self.etag.as_ref().is_some_and(|own| has_tag(tags, own));
        }
        let since = request
            .header("if-modified-since")
            .and_then(parse_http_date);
        match (since, self.last_modified) {
            (Some(since), Some(changed)) => changed.as_second() <= since.as_second(),
            _ => false,
        }
    }

    /// Puts the body in, gzipped where that is accepted.
    fn fill(self, request: &Request, response: &mut Response<Payload>) {
        let mut body = self.body;
        if !self.is_encoded && body.len() >= GZIP_FROM {
            let headers = response.headers_mut();
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
            if accepts_gzip(request) {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
                body = gzip(&body, Compression::fast());
            }
        }
        *response.body_mut() = match self.ending {
            Ending::CutOff => {
                let length = HeaderValue::from(body.len());
                response
                    .headers_mut()
                    .insert(header::CONTENT_LENGTH, length);
                Payload::cut_off(body.slice(..body.len() / 2))
            }
            Ending::Dripping(apart) => Payload::dripping(body, apart),
            Ending::Repeated(times) => Payload::repeated(body, times),
            Ending::Whole | Ending::Never | Ending::Reset => Payload::whole(body),
        };
    }
}

/// Whether a list of entity tags names this one, by weak comparison (RFC 9110, 8.8.3.2).
fn has_tag(tags: &str, own: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    tags.split(',')
        .any(|tag| tag.trim() == "*" || bare(tag) == bare(own))
}

/// Whether the client takes gzip; `gzip;q=0` is a refusal.
pub(crate) fn accepts_gzip(request: &Request) -> bool {
    request.header("accept-encoding").is_some_and(|codings| {
        codings.split(',').any(|coding| {
            let (name, quality) = coding.split_once(';').unwrap_or((coding, "q=1"));
            name.trim().eq_ignore_ascii_case("gzip")
                && !matches!(quality.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
        })
    })
}

/// Compresses bytes; memory is the only thing that could fail, and it does not return.
pub(crate) fn gzip(bytes: &[u8], level: Compression) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), level);
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .map_or_else(|_| Bytes::new(), Bytes::from)
}

/// FNV-1a: the same bytes have the same tag in every run.
pub(crate) fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

//! What comes back, as the callers see it.

use std::time::Duration;

use depesche_model::Validators;
use hyper::http::header::{CONTENT_ENCODING, CONTENT_TYPE, ETAG, LAST_MODIFIED, LINK};
use hyper::http::{HeaderMap, HeaderName};
use tokio::sync::OwnedSemaphorePermit;
use url::Url;

use crate::budget::Share;

/// How many values of one header are kept: a hostile server may send thousands.
const MAX_SIGNS: usize = 16;

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
        /// Where it has moved for good, when every hop on the way said so (301, 308).
        moved_to: Option<Url>,
        /// How long the server says its answer stays fresh.
        fresh_for: Option<Duration>,
    },
    /// 410: it is gone for good.
    Gone,
    /// 429 or 503: not now.
    Later {
        /// The status.
        status: u16,
        /// How long the server asks us to wait, at most a week.
        retry_after: Option<Duration>,
        /// Whether this is its own word: not, where its site had just said so to another request,
        /// nor where so many large answers came at once that there was no room for this one.
        was_asked: bool,
    },
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
    pub fresh_for: Option<Duration>,
    /// What its headers say of hubs, licences and robots.
    pub signs: Signs,
    /// Its body, expanded.
    pub body: Vec<u8>,
    /// How many bytes of body came over the wire.
    pub wire_bytes: usize,
    /// Its place among those in flight. Who keeps it until the answer is worked off bounds the
    /// memory that answers take, however fast they come.
    pub place: Option<Place>,
    /// Its `Content-Encoding`.
    pub(crate) encoding: String,
}

/// A place among those in flight, and a share of the memory for answers; given back when dropped.
#[derive(Debug)]
pub struct Place {
    pub(crate) _in_flight: Option<OwnedSemaphorePermit>,
    pub(crate) _held: Share,
}

/// What an answer's headers say of hubs, licences and robots, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// The values of its `Link` headers (RFC 8288).
    pub links: Vec<String>,
    /// The values of its `X-Robots-Tag` headers.
    pub robots_tag: Vec<String>,
    /// Its `TDM-Reservation`: `1` reserves the right to mine texts and data.
    pub tdm_reservation: Option<String>,
    /// Its `TDM-Policy`: where the terms stand.
    pub tdm_policy: Option<String>,
}

/// What came of a form that was posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// The status, whatever it is.
    pub status: u16,
    /// The beginning of the body.
    pub body: Vec<u8>,
}

impl Signs {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        Self {
            links: texts_of(headers, &LINK),
            robots_tag: texts_of(headers, &HeaderName::from_static("x-robots-tag")),
            tdm_reservation: text_of(headers, &HeaderName::from_static("tdm-reservation")),
            tdm_policy: text_of(headers, &HeaderName::from_static("tdm-policy")),
        }
    }
}

/// An answer of which only the head is known so far.
pub(crate) fn begun(url: Url, moved_to: Option<Url>, headers: &HeaderMap) -> Answer {
    Answer {
        url,
        moved_to,
        content_type: text_of(headers, &CONTENT_TYPE),
        validators: validators(headers),
        fresh_for: crate::fresh::fresh_for(headers),
        signs: Signs::of(headers),
        body: Vec::new(),
        wire_bytes: 0,
        place: None,
        encoding: encoding_of(headers),
    }
}

/// What an answer says of itself, byte for byte.
pub(crate) fn validators(headers: &HeaderMap) -> Validators {
    Validators {
        etag: text_of(headers, &ETAG),
        last_modified: text_of(headers, &LAST_MODIFIED),
    }
}

/// What was wrapped around the body, outermost last.
pub(crate) fn encoding_of(headers: &HeaderMap) -> String {
    texts_of(headers, &CONTENT_ENCODING).join(",")
}

/// A header's first value. `None` where it is empty or no UTF-8.
pub(crate) fn text_of(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?.as_bytes();
    String::from_utf8(value.to_vec())
        .ok()
        .filter(|text| !text.is_empty())
}

fn texts_of(headers: &HeaderMap, name: &HeaderName) -> Vec<String> {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| String::from_utf8(value.as_bytes().to_vec()).ok())
        .take(MAX_SIGNS)
        .collect()
}

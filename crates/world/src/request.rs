//! What a client asked for: the log that tests count and inspect.

use std::sync::{Arc, Mutex};

use hyper::body::Bytes;
use hyper::http::{HeaderMap, Method};
use jiff::Timestamp;

use crate::locked;

/// One request, as it came in.
#[derive(Clone, Debug)]
pub struct Request {
    /// `GET`, `HEAD` …
    pub method: Method,
    /// Path and query: `/articles/a?x=1`.
    pub path: String,
    /// All headers.
    pub headers: HeaderMap,
    /// The body of a POST.
    pub body: Bytes,
    /// When it came, by the world's clock.
    pub at: Timestamp,
}

impl Request {
    /// A header's first value; `None` where it is missing or no text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Whether it asked only for what has changed.
    pub fn is_conditional(&self) -> bool {
        self.headers
            .contains_key(hyper::http::header::IF_NONE_MATCH)
            || self
                .headers
                .contains_key(hyper::http::header::IF_MODIFIED_SINCE)
    }

    /// The path without its query.
    pub fn path_only(&self) -> &str {
        self.path.split('?').next().unwrap_or_default()
    }
}

/// The requests that a site has seen, oldest first. Clones share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<Request>>>);

impl Log {
    pub(crate) fn push(&self, request: Request) {
        locked(&self.0).push(request);
    }

    pub(crate) fn all(&self) -> Vec<Request> {
        locked(&self.0).clone()
    }

    pub(crate) fn clear(&self) {
        locked(&self.0).clear();
    }
}

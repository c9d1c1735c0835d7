//! The way of one request: from hop to hop, in its time.

use std::time::{Duration, Instant};

use hyper::http::header::LOCATION;
use hyper::http::response::Parts;
use url::Url;

use crate::answer::text_of;
use crate::failure::host_of;
use crate::{FetchError, Settings};

/// Where a request began, where it is now, and what is left of its time and its redirects.
pub(crate) struct Way {
    start: Url,
    url: Url,
    /// Whether every hop so far was permanent.
    is_permanent: bool,
    timeout: Duration,
    left: Duration,
    hops: u32,
    max_hops: u32,
}

/// Whether an answer is a redirect that a GET follows.
pub(crate) fn leads_on(head: &Parts) -> bool {
    let is_redirect = matches!(head.status.as_u16(), 301 | 302 | 303 | 307 | 308);
    is_redirect && head.headers.contains_key(LOCATION)
}

impl Way {
    pub(crate) fn from(url: &Url, settings: &Settings) -> Self {
        let mut start = url.clone();
        start.set_fragment(None);
        Self {
            url: start.clone(),
            start,
            is_permanent: true,
            timeout: settings.timeout,
            left: settings.timeout,
            hops: 0,
            max_hops: settings.max_redirects,
        }
    }

    /// Where it began, without its fragment.
    pub(crate) fn start(&self) -> &Url {
        &self.start
    }

    /// Where it is now, without a fragment.
    pub(crate) fn url(&self) -> &Url {
        &self.url
    }

    /// Whether it is still at the host that the caller named.
    pub(crate) fn is_at_its_host(&self) -> bool {
        self.url.host() == self.start.host()
    }

    /// Where the address has moved for good, when every hop said so (301, 308).
    pub(crate) fn moved_to(&self) -> Option<Url> {
        (self.is_permanent && self.url != self.start).then(|| self.url.clone())
    }

    /// Only exchanges count, not the waiting for a turn.
    pub(crate) fn end(&mut self, began: Instant) {
        self.left = self.left.saturating_sub(began.elapsed());
    }

    /// Lets an exchange take what is left of the time.
    pub(crate) async fn in_time<T>(
        &self,
        exchange: impl Future<Output = Result<T, FetchError>>,
    ) -> Result<T, FetchError> {
        let done = tokio::time::timeout(self.left, exchange).await;
        done.map_err(|_| FetchError::TimedOut {
            host: host_of(&self.url),
            seconds: self.timeout.as_secs(),
        })?
    }

    /// Whether an answer is a redirect that a form follows: what was sent encrypted, perhaps with
    /// a secret, is not sent again in clear.
    pub(crate) fn leads_on_with_the_form(&self, head: &Parts) -> bool {
        let is_redirect = matches!(head.status.as_u16(), 307 | 308);
        is_redirect && self.target(head).is_ok_and(|to| !self.is_downgrade(&to))
    }

    /// Goes where a redirect leads.
    ///
    /// From https to http too, as browsers do: nothing that we ask for is a secret. It is never
    /// where an address has moved for good, though.
    pub(crate) fn follow(&mut self, head: &Parts) -> Result<(), FetchError> {
        if self.hops == self.max_hops {
            return Err(FetchError::TooManyRedirects(self.max_hops));
        }
        let mut target = self.target(head)?;
        target.set_fragment(None);
        self.hops += 1;
        self.is_permanent &= matches!(head.status.as_u16(), 301 | 308);
        self.is_permanent &= !self.is_downgrade(&target);
        self.url = target;
        Ok(())
    }

    fn is_downgrade(&self, target: &Url) -> bool {
        self.url.scheme() == "https" && target.scheme() != "https"
    }

    fn target(&self, head: &Parts) -> Result<Url, FetchError> {
        let location = text_of(&head.headers, &LOCATION).unwrap_or_default();
        let joined = self.url.join(location.trim());
        joined.map_err(|_| FetchError::BadUrl(location))
    }
}

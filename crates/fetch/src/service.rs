//! An operator's own service behind one configured URL: a translation engine, perhaps on a private
//! network, perhaps paid for.
//!
//! None of the client's manners apply (robots, turns, pauses): the operator rules there. All of its
//! mistrust does: one origin and no other, no redirect, a bounded body in a bounded time.

use std::fmt;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Body as _, Bytes, Incoming};
use hyper::http::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, HeaderName, USER_AGENT,
};
use hyper::http::{HeaderMap, HeaderValue, Method};
use jiff::Timestamp;
use url::Url;

use crate::answer::{encoding_of, text_of};
use crate::connector::Guarded;
use crate::expand::{expand, layers};
use crate::failure::{failure, host_of};
use crate::guard::is_private;
use crate::pool::{Pool, pool};
use crate::retry_after::retry_after_of;
use crate::{Clock, FetchError, Settings};

/// A service of the operator's. Cheap to clone.
#[derive(Clone)]
pub struct Service {
    base: Url,
    pool: Pool,
    user_agent: String,
    clock: Clock,
}

/// One call.
#[derive(Clone, Debug)]
pub struct Call<'a> {
    /// What is done.
    pub verb: Verb<'a>,
    /// Where below the base URL, with a slash first; a query may follow it.
    pub path: &'a str,
    /// Headers beside those that every call has.
    pub headers: &'a [(&'a str, Value<'a>)],
    /// How many bytes of answer are taken, packed or not.
    pub max_bytes: usize,
    /// How long all of it may take, connecting included.
    pub timeout: Duration,
}

/// What is done.
#[derive(Clone)]
pub enum Verb<'a> {
    /// Something is asked.
    Get,
    /// Something is sent.
    Post {
        /// What kind of thing it is.
        content_type: &'a str,
        /// Its bytes; a key may stand in them, so they are never written out.
        body: Vec<u8>,
    },
}

/// A header's value.
#[derive(Clone, Copy)]
pub enum Value<'a> {
    /// One that anybody may read.
    Plain(&'a str),
    /// One that is never written out: a key.
    Secret(&'a str),
}

/// What was answered, whatever its status: a redirect is an answer like all the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// How long the service asks to be left alone, at most a week.
    pub retry_after: Option<Duration>,
    /// What it says its body is.
    pub content_type: Option<String>,
    /// The body, unpacked; of a no that is too large or broken, nothing.
    pub body: Vec<u8>,
}

impl Service {
    /// Opens the door to one service; no connection is made yet.
    ///
    /// The addresses of its host may be private, as far as they are not those where clouds keep
    /// their machines' secrets: there a name never leads, and only an address in so many words
    /// does. Of `settings` the user agent, the pinned names and the time for connecting count.
    ///
    /// # Errors
    /// [`FetchError::BadService`] where the URL is none to which a path can be added, or has a name,
    /// a key or a query in it: those would end up in logs.
    pub fn new(settings: &Settings, base: &Url, clock: Clock) -> Result<Self, FetchError> {
        let is_web = matches!(base.scheme(), "http" | "https") && base.host().is_some();
        let is_bare = base.username().is_empty() && base.password().is_none();
        if !is_web || !is_bare || base.query().is_some() || base.fragment().is_some() {
            return Err(FetchError::BadService(host_of(base)));
        }
        Ok(Self {
            pool: pool(Guarded::of_service(settings, base)),
            base: base.clone(),
            user_agent: settings.user_agent.clone(),
            clock,
        })
    }

    /// The URL that the operator gave.
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// Whether its URL names a private host in so many words: what is sent there stays in the house.
    pub fn is_private(&self) -> bool {
        is_private(&self.base)
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Calls it, once.
    ///
    /// # Errors
    /// When no whole answer came: nobody was there, it took too long, or a success became too large.
    /// The text says neither what was sent nor with which key.
    pub async fn call(&self, call: Call<'_>) -> Result<Reply, FetchError> {
        let (max_bytes, timeout) = (call.max_bytes, call.timeout);
        let outgoing = self.outgoing(call)?;
        let exchange = self.exchange(outgoing, max_bytes);
        let done = tokio::time::timeout(timeout, exchange).await;
        done.map_err(|_| FetchError::TimedOut {
            host: host_of(&self.base),
            seconds: timeout.as_secs(),
        })?
    }

    async fn exchange(
        &self,
        outgoing: hyper::http::Request<Full<Bytes>>,
        max_bytes: usize,
    ) -> Result<Reply, FetchError> {
        let answered = self.pool.request(outgoing).await;
        let response = answered.map_err(|error| failure(&self.base, &error))?;
        let (head, incoming) = response.into_parts();
        let packed = collect(incoming, max_bytes).await;
        let unpacked = packed.and_then(|packed| unpack(packed, &head.headers, max_bytes));
        let body = match unpacked {
            // Of a no the status counts: a page of a proxy may be as large or broken as it likes.
            Err(_) if !head.status.is_success() => Vec::new(),
            unpacked => unpacked?,
        };
        Ok(Reply {
            status: head.status.as_u16(),
            retry_after: retry_after_of(&head.headers, self.now()),
            content_type: text_of(&head.headers, &CONTENT_TYPE),
            body,
        })
    }

    fn outgoing(&self, call: Call<'_>) -> Result<hyper::http::Request<Full<Bytes>>, FetchError> {
        let url = self.url(call.path)?;
        let uri = url.as_str().parse();
        let bad = || FetchError::BadService(host_of(&self.base));
        let mut outgoing = hyper::http::Request::new(Full::default());
        *outgoing.uri_mut() = uri.map_err(|_| bad())?;
        let mut headers = HeaderMap::new();
        put(&mut headers, USER_AGENT, Value::Plain(&self.user_agent))?;
        put(&mut headers, ACCEPT, Value::Plain("application/json"))?;
        put(&mut headers, ACCEPT_ENCODING, Value::Plain("gzip"))?;
        for (name, value) in call.headers {
            let name = HeaderName::from_bytes(name.as_bytes());
            put(&mut headers, name.map_err(|_| bad())?, *value)?;
        }
        if let Verb::Post { content_type, body } = call.verb {
            put(&mut headers, CONTENT_TYPE, Value::Plain(content_type))?;
            *outgoing.method_mut() = Method::POST;
            *outgoing.body_mut() = Full::new(body.into());
        }
        *outgoing.headers_mut() = headers;
        Ok(outgoing)
    }

    /// A path below the base URL, and nowhere else.
    fn url(&self, path: &str) -> Result<Url, FetchError> {
        let base = self.base.as_str().trim_end_matches('/');
        let url = Url::parse(&format!("{base}{path}")).ok();
        let below = self.base.path().trim_end_matches('/');
        let is_below = |url: &Url| {
            let rest = url.path().strip_prefix(below);
            let is_below = rest.is_some_and(|rest| rest.starts_with('/'));
            is_below && url.origin() == self.base.origin() && url.username().is_empty()
        };
        let url = url.filter(|url| path.starts_with('/') && is_below(url));
        url.ok_or_else(|| FetchError::BadService(host_of(&self.base)))
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Service").field(&self.base.as_str()).finish()
    }
}

impl fmt::Debug for Verb<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Get => f.write_str("Get"),
            Self::Post { body, .. } => write!(f, "Post({} bytes)", body.len()),
        }
    }
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(value) => f.debug_tuple("Plain").field(value).finish(),
            Self::Secret(_) => f.write_str("Secret"),
        }
    }
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: Value<'_>) -> Result<(), FetchError> {
    let (text, is_secret) = match value {
        Value::Plain(text) => (text, false),
        Value::Secret(text) => (text, true),
    };
    let written = HeaderValue::from_str(text);
    let mut written = written.map_err(|_| FetchError::BadHeader(name.as_str().to_owned()))?;
    // So it is hidden from what hyper writes out, and never indexed by HTTP/2's compression.
    written.set_sensitive(is_secret);
    headers.insert(name, written);
    Ok(())
}

/// Takes a body off the wire, and no byte more than asked for.
async fn collect(mut body: Incoming, max_bytes: usize) -> Result<Vec<u8>, FetchError> {
    let too_big = FetchError::TooBig { max_bytes };
    if body.size_hint().lower() > max_bytes as u64 {
        return Err(too_big);
    }
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| FetchError::Damaged(error.to_string()))?;
        let Ok(data) = frame.into_data() else {
            continue; // Trailers.
        };
        if bytes.len() + data.len() > max_bytes {
            return Err(too_big);
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes)
}

/// Undoes gzip, which is all that was asked for: the others can take megabytes to begin with.
fn unpack(packed: Vec<u8>, headers: &HeaderMap, max_bytes: usize) -> Result<Vec<u8>, FetchError> {
    let layers = layers(&encoding_of(headers))?;
    match layers.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => Ok(packed),
        ["gzip" | "x-gzip"] => expand(&packed, &layers, max_bytes, packed.len()),
        _ => Err(FetchError::Damaged(format!(
            "a {CONTENT_ENCODING} that nobody asked for"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::Timestamp;

    use super::{Service, Value, Verb};
    use crate::{FetchError, Settings};

    fn service(base: &str) -> Result<Service, FetchError> {
        let base = base.parse().expect("a test's URL");
        let clock = Arc::new(|| Timestamp::UNIX_EPOCH);
        Service::new(&Settings::default(), &base, clock)
    }

    #[test]
    fn a_path_stays_below_its_base() {
        let check = |base: &str, path: &str, expected: Option<&str>| {
            let url = service(base).expect("a whole base").url(path).ok();
            assert_eq!(url.as_ref().map(url::Url::as_str), expected, "{path}");
        };
        let base = "http://engine.example:5000/v1/";
        let below = "http://engine.example:5000/v1";
        check(base, "/chat", Some(&format!("{below}/chat")));
        check(below, "/chat?a=b", Some(&format!("{below}/chat?a=b")));
        check(
            "http://engine.example",
            "//b.example/",
            Some("http://engine.example//b.example/"),
        );
        for path in [
            "",
            "chat",
            ".evil.example/",
            "@evil.example/",
            ":80/",
            "/../",
            "/..",
            "/%2e%2e/x",
        ] {
            check(base, path, None);
            check(below, path, None);
        }
        check("http://engine.example", "@evil.example/", None);
        check("http://engine.example", ":81/", None);
    }

    #[test]
    fn a_base_with_a_key_in_it_is_refused_and_the_key_not_told() {
        for base in [
            "ftp://engine.example/",
            "http://sesame@engine.example/",
            "http://a:sesame@engine.example/",
            "http://engine.example/?key=sesame",
            "http://engine.example/#sesame",
            "data:,sesame",
        ] {
            let refused = service(base).expect_err(base);
            assert!(matches!(refused, FetchError::BadService(_)), "{base}");
            assert!(!refused.to_string().contains("sesame"), "{refused}");
        }
    }

    #[test]
    fn a_key_is_never_written_out() {
        let body = b"sesame".to_vec();
        let content_type = "text/plain";
        let said = format!(
            "{:?}",
            (Value::Secret("sesame"), Verb::Post { content_type, body })
        );
        assert_eq!(said, "(Secret, Post(6 bytes))");
    }

    #[test]
    fn what_stays_in_the_house_is_known() {
        let is_private = |base| service(base).expect("a whole base").is_private();
        assert!(is_private("http://127.0.0.1:5000"));
        assert!(is_private("http://libretranslate:5000"));
        assert!(!is_private("https://api.engine.example"));
    }
}

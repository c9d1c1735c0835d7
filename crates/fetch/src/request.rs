//! What is asked for, and the headers that say so.

use depesche_model::Validators;
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::http::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, IF_MODIFIED_SINCE, IF_NONE_MATCH, USER_AGENT,
};
use hyper::http::{HeaderMap, HeaderValue, Method};
use url::Url;

use crate::FetchError;

/// What is asked for: it decides the `Accept` header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// A feed, or a page that names one.
    Feed,
    /// An article's page.
    Page,
    /// A picture for a page of ours.
    Image,
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

/// What goes over the wire for a GET. No cookie, no Referer, no parameter of ours.
pub(crate) fn get(
    url: &Url,
    request: Request<'_>,
    user_agent: &str,
) -> Result<hyper::http::Request<Full<Bytes>>, FetchError> {
    let accept = match request.want {
        Want::Feed => {
            "application/atom+xml, application/rss+xml, application/feed+json, \
             application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, \
             application/json;q=0.7, text/html;q=0.5, */*;q=0.3"
        }
        Want::Page => "text/html, application/xhtml+xml;q=0.9, */*;q=0.1",
        Want::Image => "image/webp, image/png, image/jpeg, image/gif, image/*;q=0.5",
        Want::Text => "text/plain, application/json;q=0.9, */*;q=0.1",
    };
    let mut outgoing = bare(url, user_agent, Full::default())?;
    let headers = outgoing.headers_mut();
    headers.insert(ACCEPT, HeaderValue::from_static(accept));
    let encodings = HeaderValue::from_static("gzip, br, zstd, deflate");
    headers.insert(ACCEPT_ENCODING, encodings);
    write_validators(headers, request.validators);
    Ok(outgoing)
}

/// What goes over the wire for a form that is posted.
pub(crate) fn post(
    url: &Url,
    form: &Bytes,
    user_agent: &str,
) -> Result<hyper::http::Request<Full<Bytes>>, FetchError> {
    let mut outgoing = bare(url, user_agent, Full::new(form.clone()))?;
    *outgoing.method_mut() = Method::POST;
    let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
    outgoing.headers_mut().insert(CONTENT_TYPE, kind);
    Ok(outgoing)
}

fn bare(
    url: &Url,
    user_agent: &str,
    body: Full<Bytes>,
) -> Result<hyper::http::Request<Full<Bytes>>, FetchError> {
    let mut outgoing = hyper::http::Request::new(body);
    *outgoing.uri_mut() = uri(url)?;
    let headers = outgoing.headers_mut();
    if let Ok(agent) = HeaderValue::from_str(user_agent) {
        headers.insert(USER_AGENT, agent);
    }
    Ok(outgoing)
}

/// The URL as hyper takes it. A user name or password in it never goes over the wire: hyper would
/// put it in the authority.
fn uri(url: &Url) -> Result<hyper::http::Uri, FetchError> {
    let bad = || FetchError::BadUrl(url.to_string());
    if !matches!(url.scheme(), "http" | "https") {
        return Err(bad());
    }
    if url.username().is_empty() && url.password().is_none() {
        return url.as_str().parse().map_err(|_| bad());
    }
    let mut bare = url.clone();
    let is_bare = bare.set_username("").is_ok() && bare.set_password(None).is_ok();
    let parsed = bare.as_str().parse().ok().filter(|_| is_bare);
    parsed.ok_or_else(|| FetchError::BadUrl(bare.to_string()))
}

/// Byte for byte as they came: a server compares them as texts.
fn write_validators(headers: &mut HeaderMap, validators: &Validators) {
    let Validators {
        etag,
        last_modified,
    } = validators;
    for (name, value) in [(IF_NONE_MATCH, etag), (IF_MODIFIED_SINCE, last_modified)] {
        let value = value
            .as_ref()
            .and_then(|value| HeaderValue::from_bytes(value.as_bytes()).ok());
        if let Some(value) = value {
            headers.insert(name, value);
        }
    }
}

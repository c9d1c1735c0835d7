//! An answer made ready: hashed once, compressed at most once per encoding, turned into a response
//! as often as it is asked for.

use std::io::Write;
use std::sync::OnceLock;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::answer::Answer;
use depesche_model::digest::sha256;

/// What a picture may do, should a browser ever take it for a page.
const SANDBOX: &str = "sandbox; default-src 'none'";
/// Below this many bytes compression costs more than it saves.
const MIN_COMPRESSED: usize = 600;
/// Brotli's quality: 5 takes a millisecond for a page, 9 four times that for 3 % less.
const BROTLI_QUALITY: u32 = 5;

/// An answer made ready.
pub(crate) struct Ready {
    answer: Answer,
    hash: String,
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
}

/// How a body travels.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

impl Ready {
    /// Hashes an answer.
    pub(crate) fn new(answer: Answer) -> Self {
        let digest = sha256(&answer.body);
        let start: [u8; 8] = std::array::from_fn(|at| digest[at]);
        let hash = format!("{:016x}", u64::from_be_bytes(start));
        Self {
            answer,
            hash,
            brotli: OnceLock::new(),
            gzip: OnceLock::new(),
        }
    }

    /// The answer.
    pub(crate) fn answer(&self) -> &Answer {
        &self.answer
    }

    /// About how many bytes of memory it takes, compressed bodies included.
    pub(crate) fn weight(&self) -> usize {
        self.answer.body.len() * 3 / 2 + 512
    }

    /// The response to a request with these headers: 304 where it has this very content.
    pub(crate) fn response(&self, asked: &HeaderMap) -> Response {
        let encoding = self.encoding(asked);
        let etag = self.etag(encoding);
        let is_known = self.answer.status == StatusCode::OK && self.is_known_to(asked);
        let body = if is_known {
            Bytes::new()
        } else {
            self.body(encoding)
        };
        let mut response = Response::new(Body::from(body));
        if is_known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        } else {
            *response.status_mut() = self.answer.status;
        }
        self.put_headers(response.headers_mut(), encoding, &etag, is_known);
        response
    }

    fn put_headers(&self, headers: &mut HeaderMap, encoding: Encoding, etag: &str, is_known: bool) {
        let answer = &self.answer;
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static(answer.policy.header()),
        );
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        if answer.status == StatusCode::OK {
            put(headers, header::ETAG, etag);
        }
        if self.is_picture() {
            put(headers, header::CONTENT_SECURITY_POLICY, SANDBOX);
        }
        if let Some(to) = &answer.location {
            put(headers, header::LOCATION, to);
        }
        if let Some(seconds) = answer.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if is_known {
            return;
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(answer.mime));
        match encoding {
            Encoding::Brotli => put(headers, header::CONTENT_ENCODING, "br"),
            Encoding::Gzip => put(headers, header::CONTENT_ENCODING, "gzip"),
            Encoding::Identity => {}
        }
    }

    fn is_picture(&self) -> bool {
        self.answer.mime.starts_with("image/")
    }

    fn encoding(&self, asked: &HeaderMap) -> Encoding {
        let is_small = self.answer.body.len() < MIN_COMPRESSED;
        if is_small || self.answer.mime == "font/woff2" || self.is_picture() {
            Encoding::Identity
        } else if accepts(asked, "br") {
            Encoding::Brotli
        } else if accepts(asked, "gzip") {
            Encoding::Gzip
        } else {
            Encoding::Identity
        }
    }

    fn body(&self, encoding: Encoding) -> Bytes {
        let plain = &self.answer.body;
        match encoding {
            Encoding::Brotli => self.brotli.get_or_init(|| brotli(plain)).clone(),
            Encoding::Gzip => self.gzip.get_or_init(|| gzip(plain)).clone(),
            Encoding::Identity => plain.clone(),
        }
    }

    /// Strong (RFC 9110 § 8.8.3): each encoding has its own.
    fn etag(&self, encoding: Encoding) -> String {
        match encoding {
            Encoding::Brotli => format!("\"{}-br\"", self.hash),
            Encoding::Gzip => format!("\"{}-gz\"", self.hash),
            Encoding::Identity => format!("\"{}\"", self.hash),
        }
    }

    /// `If-None-Match` compares weakly (RFC 9110 § 13.1.2): any encoding of this content will do.
    fn is_known_to(&self, asked: &HeaderMap) -> bool {
        asked
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(|tag| tag.trim().trim_start_matches("W/").trim_matches('"'))
            .any(|tag| tag == "*" || tag.split('-').next() == Some(&self.hash))
    }
}

fn put(headers: &mut HeaderMap, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

fn accepts(asked: &HeaderMap, coding: &str) -> bool {
    asked
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|offer| {
            let mut parts = offer.split(';').map(str::trim);
            let is_it = parts
                .next()
                .is_some_and(|name| name.eq_ignore_ascii_case(coding));
            let is_refused = parts.any(|weight| {
                weight
                    .strip_prefix("q=")
                    .and_then(|weight| weight.parse::<f32>().ok())
                    .is_some_and(|weight| weight <= 0.0)
            });
            is_it && !is_refused
        })
}

fn brotli(plain: &[u8]) -> Bytes {
    let mut out = Vec::with_capacity(plain.len() / 3);
    let mut writer = brotli::CompressorWriter::new(&mut out, 4096, BROTLI_QUALITY, 22);
    writer.write_all(plain).expect("writing into memory");
    drop(writer);
    out.into()
}

fn gzip(plain: &[u8]) -> Bytes {
    let out = Vec::with_capacity(plain.len() / 3);
    let mut writer = flate2::write::GzEncoder::new(out, flate2::Compression::default());
    writer.write_all(plain).expect("writing into memory");
    writer.finish().expect("writing into memory").into()
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, StatusCode, header};

    use super::Ready;
    use crate::answer::Answer;

    fn asked(pairs: &[(header::HeaderName, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.clone(), value.parse().expect("a value")))
            .collect()
    }

    #[test]
    fn a_body_travels_as_the_client_asks() {
        let ready = Ready::new(Answer::html("words ".repeat(500)));
        let check = |accept: &'static str, expected: Option<&str>| {
            let response = ready.response(&asked(&[(header::ACCEPT_ENCODING, accept)]));
            let encoding = response.headers().get(header::CONTENT_ENCODING);
            let encoding = encoding.map(|value| value.to_str().expect("text"));
            assert_eq!(encoding, expected, "{accept}");
        };
        check("gzip, deflate, br", Some("br"));
        check("gzip;q=0.5", Some("gzip"));
        check("br;q=0, gzip", Some("gzip"));
        check("identity", None);
    }

    #[test]
    fn who_has_it_hears_304_without_a_body() {
        let ready = Ready::new(Answer::html("words ".repeat(500)));
        let first = ready.response(&asked(&[(header::ACCEPT_ENCODING, "br")]));
        let etag = first.headers()[header::ETAG].clone();
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, etag);
        let second = ready.response(&headers);
        assert_eq!(second.status(), StatusCode::NOT_MODIFIED);
        assert!(!second.headers().contains_key(header::CONTENT_TYPE));
        let other = ready.response(&asked(&[(header::IF_NONE_MATCH, "\"other\"")]));
        assert_eq!(other.status(), StatusCode::OK);
    }
}

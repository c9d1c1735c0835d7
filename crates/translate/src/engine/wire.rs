//! What all engines over HTTP share: one request as JSON, and what its failures mean.

use std::time::Duration;

use depesche_fetch::service::{Call, Value as HeaderValue, Verb};
use depesche_fetch::{FetchError, Service};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{EngineError, Key, Reply};
use crate::marked::Marked;

/// How much of what a provider says is kept for the operator.
const MAX_SAID_CHARS: usize = 200;

/// An answer may be so many times as large as its request, and so much larger: no translation is.
const MAX_GROWTH: usize = 4;
const ROOM_BYTES: usize = 64 << 10;

/// An engine's line to its provider.
#[derive(Clone, Debug)]
pub(super) struct Wire {
    pub(super) service: Service,
    pub(super) key: Option<Key>,
    /// How long one request may take.
    pub(super) timeout: Duration,
    /// How large one may be.
    pub(super) max_bytes: usize,
}

/// A no, as the provider said it.
#[derive(Debug)]
pub(super) struct No {
    pub(super) status: u16,
    pub(super) retry_after: Option<Duration>,
    /// Its reason, in one line without the key; the status where it said nothing.
    pub(super) said: String,
    /// All of it, where it is JSON.
    pub(super) body: Value,
}

impl Wire {
    /// Sends JSON and gives back the body of a success.
    ///
    /// The outer error is that nobody answered, or that the request is too large to be sent.
    pub(super) async fn post(
        &self,
        path: &str,
        headers: &[(&str, HeaderValue<'_>)],
        body: &impl Serialize,
    ) -> Result<Result<Vec<u8>, No>, EngineError> {
        let body = serde_json::to_vec(body).expect("our own types are JSON");
        if body.len() > self.max_bytes {
            return Err(EngineError::TooLarge);
        }
        let max_bytes = MAX_GROWTH * body.len() + ROOM_BYTES;
        let verb = Verb::Post {
            content_type: "application/json",
            body,
        };
        self.call(verb, path, headers, max_bytes).await
    }

    /// Asks for something small.
    pub(super) async fn get(
        &self,
        path: &str,
        headers: &[(&str, HeaderValue<'_>)],
    ) -> Result<Result<Vec<u8>, No>, EngineError> {
        self.call(Verb::Get, path, headers, ROOM_BYTES).await
    }

    async fn call(
        &self,
        verb: Verb<'_>,
        path: &str,
        headers: &[(&str, HeaderValue<'_>)],
        max_bytes: usize,
    ) -> Result<Result<Vec<u8>, No>, EngineError> {
        let call = Call {
            verb,
            path,
            headers,
            max_bytes,
            timeout: self.timeout,
        };
        let reply = self
            .service
            .call(call)
            .await
            .map_err(|error| lost(&error))?;
        if (200..300).contains(&reply.status) {
            return Ok(Ok(reply.body));
        }
        let body = serde_json::from_slice(&reply.body).unwrap_or_default();
        Ok(Err(No {
            status: reply.status,
            retry_after: reply.retry_after,
            said: self.said(reply.status, &body),
            body,
        }))
    }

    /// A reason in one line: some providers repeat the key in it.
    fn said(&self, status: u16, body: &Value) -> String {
        let said = message_of(body).unwrap_or_default();
        let said = match &self.key {
            Some(key) => said.replace(key.reveal(), "…"),
            None => said.to_owned(),
        };
        let words: Vec<_> = said
            .split(|c: char| c.is_whitespace() || c.is_control())
            .collect();
        let line: String = words.join(" ").chars().take(MAX_SAID_CHARS).collect();
        let line = line.trim();
        if line.is_empty() {
            format!("status {status}")
        } else {
            format!("{status}: {line}")
        }
    }
}

impl No {
    /// What the status means where the provider's documentation says nothing else.
    pub(super) fn usual(self) -> EngineError {
        let Self {
            status,
            retry_after,
            said,
            ..
        } = self;
        match status {
            401 | 403 => EngineError::Unauthorized { said },
            402 => EngineError::QuotaExceeded {
                renewed_in: None,
                said,
            },
            413 | 414 => EngineError::TooLarge,
            429 | 529 => EngineError::RateLimited { retry_after },
            // It names its time: it is to be left alone until then, whatever it calls that.
            503 if retry_after.is_some() => EngineError::RateLimited { retry_after },
            // No redirect is followed, least of all with a key and somebody's texts.
            300..=399 => EngineError::Unavailable {
                said: format!("{said}: it leads elsewhere, look at its URL"),
            },
            // What is not there may be a wrong URL: no batch is to blame.
            400 | 406 | 409..=412 | 415..=428 => EngineError::Refused { said },
            _ => EngineError::Unavailable { said },
        }
    }
}

/// Reads a success.
pub(super) fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, EngineError> {
    serde_json::from_slice(body).map_err(|error| {
        // Not serde's own words: they quote what was sent.
        let what = match error.classify() {
            serde_json::error::Category::Data => "JSON of another form",
            serde_json::error::Category::Eof => "JSON that breaks off",
            _ => "no JSON",
        };
        nonsense(what)
    })
}

/// The answers, where they are as many as the units.
pub(super) fn counted(
    wanted: usize,
    units: Vec<Option<Marked>>,
    billed_chars: Option<u64>,
) -> Result<Reply, EngineError> {
    if units.len() != wanted {
        let said = format!("{} translations of {wanted} texts", units.len());
        return Err(nonsense(&said));
    }
    Ok(Reply {
        units,
        billed_chars,
    })
}

pub(super) fn nonsense(said: &str) -> EngineError {
    EngineError::Nonsense {
        said: said.to_owned(),
    }
}

/// Nobody answered, or not to the end.
fn lost(error: &FetchError) -> EngineError {
    let said = error.to_string();
    match error {
        FetchError::TooBig { .. } | FetchError::Damaged(_) => EngineError::Nonsense { said },
        _ => EngineError::Unavailable { said },
    }
}

/// Where providers put their reasons.
fn message_of(body: &Value) -> Option<&str> {
    let places = ["/error/message", "/error", "/message", "/detail"];
    places
        .iter()
        .find_map(|place| body.pointer(place)?.as_str())
}

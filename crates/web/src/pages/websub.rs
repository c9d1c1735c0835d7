//! `/websub/{token}`: what WebSub hubs call. A GET asks whether we meant a subscription, a POST
//! delivers.
//!
//! The one place that takes a POST without a session: whoever calls knows an address that nobody
//! can guess, and a delivery is signed with a key that only its hub has. It is a hint and nothing
//! more: what it carries is weighed and thrown away, and the feed is fetched from its own address.
//! The token is in no log, and no answer is kept by anybody.

mod signature;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use depesche_model::websub::{Verdict, Verification};
use depesche_store::StoreError;
use http_body_util::BodyExt as _;
use signature::Signature;
use url::form_urlencoded;

use crate::app::App;

/// How much of a delivery is read, in bytes. Nothing of it is kept in memory.
const MAX_BODY_BYTES: usize = 16 << 20;

/// How long a delivery may take to arrive.
const ARRIVES_WITHIN: std::time::Duration = std::time::Duration::from_secs(30);

/// How long a token is that we gave.
const TOKEN_CHARS: usize = 64;

/// Answers a hub that asks back, or says no.
pub(crate) async fn verify(app: &App, token: &str, query: &str) -> Response {
    let asked = verification(query);
    let answered = if is_token(token) {
        let input = (token, &asked, (app.portal.clock)());
        let verdict = app.portal.store.write(&input, |tx, (token, asked, now)| {
            Box::pin(tx.answer_hub(token, asked, *now))
        });
        verdict.await
    } else {
        Ok(Verdict::Refused)
    };
    match answered {
        Ok(Verdict::Refused) => text(StatusCode::NOT_FOUND, "no such subscription\n"),
        Ok(Verdict::Denied { .. }) => text(StatusCode::OK, ""),
        Ok(Verdict::Active { .. } | Verdict::Left { .. }) => text(StatusCode::OK, asked.challenge),
        Err(error) => failed(&error),
    }
}

/// Takes a delivery. A wrong signature is answered like a right one, so that nobody learns from the
/// answer (W3C WebSub, section 7.1.2), and is not followed.
pub(crate) async fn deliver(app: &App, token: &str, headers: &HeaderMap, body: Body) -> Response {
    match delivered(app, token, headers, body).await {
        Ok(word) => {
            app.portal.metrics.delivery(word);
            match word {
                "gone" => text(StatusCode::GONE, "no such subscription\n"),
                _ => text(StatusCode::ACCEPTED, ""),
            }
        }
        Err(error) => failed(&error),
    }
}

/// What came of a delivery, in a word.
async fn delivered(
    app: &App,
    token: &str,
    headers: &HeaderMap,
    body: Body,
) -> Result<&'static str, StoreError> {
    let store = &app.portal.store;
    let known = if is_token(token) {
        store.subscription(token).await?
    } else {
        None
    };
    // A hub that delivers to nobody shall stop: also where we have forgotten it.
    let Some(subscription) = known.filter(depesche_model::Subscription::is_wanted) else {
        return Ok("gone");
    };
    let given = headers.get("x-hub-signature");
    let Some(signature) = given.and_then(|value| Signature::parse(value.as_bytes())) else {
        return Ok("unsigned");
    };
    let key = subscription.secret.expose().as_bytes();
    let checked = tokio::time::timeout(ARRIVES_WITHIN, is_signed(signature, key, body)).await;
    if !checked.unwrap_or(false) {
        return Ok("wrong_signature");
    }
    let input = (token, (app.portal.clock)());
    let done = store.write(&input, |tx, (token, now)| {
        Box::pin(tx.take_hint(token, *now))
    });
    Ok(if done.await? { "taken" } else { "gone" })
}

/// Reads a body to its end and says whether it was signed with the key.
async fn is_signed(signature: Signature, key: &[u8], mut body: Body) -> bool {
    let mut check = signature.check(key);
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else { return false };
        let Ok(data) = frame.into_data() else {
            continue;
        };
        length += data.len();
        if length > MAX_BODY_BYTES {
            return false;
        }
        check.update(&data);
    }
    check.ends_right()
}

/// A hub's question, as the query holds it. Of a name that comes twice the last counts: hubs append
/// their own to what a callback has.
fn verification(query: &str) -> Verification {
    let mut asked = Verification::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()).take(64) {
        match &*name {
            "hub.mode" => asked.mode = value.into_owned(),
            "hub.topic" => asked.topic = value.into_owned(),
            "hub.challenge" => asked.challenge = value.into_owned(),
            "hub.lease_seconds" => asked.lease_seconds = value.trim().parse().ok(),
            "hub.reason" => asked.reason = value.into_owned(),
            _ => {}
        }
    }
    asked
}

fn is_token(token: &str) -> bool {
    token.len() == TOKEN_CHARS && token.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The store is away: the hub tries again.
fn failed(error: &StoreError) -> Response {
    tracing::error!(%error, "a hub could not be answered");
    text(StatusCode::SERVICE_UNAVAILABLE, "try again later\n")
}

fn text(status: StatusCode, text: impl Into<Body>) -> Response {
    let mut response = Response::new(text.into());
    *response.status_mut() = status;
    for (name, value) in [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
    response
}

#[cfg(test)]
mod tests;

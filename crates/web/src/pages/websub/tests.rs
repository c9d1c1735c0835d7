//! The route through the router, on a real store.

use axum::body::{Body, Bytes};
use axum::http::{Method, Request, StatusCode};
use depesche_model::websub::Secret;
use depesche_model::{FeedId, TextPolicy};
use depesche_store::websub::{NewSubscription, SubscriptionChange};
use ring::hmac;
use tower::ServiceExt as _;

use crate::house::{House, Outlet, Reply, now};

const TOKEN: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
const KEY: &str = "the key";
const TOPIC: &str = "https://bote.example/feed";

/// A house whose feed has a subscription that a hub was asked for.
async fn house() -> House {
    let house = House::open().await;
    house
        .publish(&Outlet::new("bote", TextPolicy::Headline), &[])
        .await;
    change(
        &house,
        &SubscriptionChange::Begin(NewSubscription {
            hub: "https://hub.example/".to_owned(),
            topic: TOPIC.to_owned(),
            callback: Secret::new(format!("https://news.example/websub/{TOKEN}")),
            secret: Secret::new(KEY),
        }),
    )
    .await;
    let asked = house.store.write(&(), |tx, ()| {
        Box::pin(tx.claim_subscriptions(now(), now(), &[], (9, 9)))
    });
    assert_eq!(asked.await.expect("they are claimed").len(), 1);
    house
}

async fn change(house: &House, change: &SubscriptionChange) {
    let done = house.store.write(change, |tx, change| {
        Box::pin(tx.change_subscription(FeedId(1), change, now()))
    });
    done.await.expect("it is changed");
}

async fn ask(house: &House, mode: &str, topic: &str, token: &str) -> Reply {
    let path = format!(
        "/websub/{token}?hub.mode={mode}&hub.topic={topic}&hub.challenge=c%26h&hub.lease_seconds=9"
    );
    house.get(&path).await
}

/// The answer's status to a delivery, and whether the feed is due now.
async fn deliver(house: &House, signature: Option<&str>, body: Body) -> (u16, bool) {
    let mut request = Request::post(format!("/websub/{TOKEN}"));
    if let Some(signature) = signature {
        request = request.header("x-hub-signature", signature);
    }
    let request = request.body(body).expect("a request");
    let router = house.router.clone();
    let response = router.oneshot(request).await.expect("never fails");
    let token = house.store.subscription(TOKEN).await.expect("it is read");
    let is_hinted = token.is_some_and(|it| it.hinted_at.is_some());
    (response.status().as_u16(), is_hinted)
}

fn signed(body: &[u8]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, KEY.as_bytes());
    let tag = hmac::sign(&key, body);
    let hex = tag.as_ref().iter().map(|byte| format!("{byte:02x}"));
    format!("sha256={}", hex.collect::<String>())
}

#[tokio::test]
async fn a_hub_that_asks_back_hears_its_challenge_as_plain_text() {
    let house = house().await;
    let reply = ask(&house, "subscribe", TOPIC, TOKEN).await;
    assert_eq!((reply.status, &*reply.body), (StatusCode::OK, "c&h"));
    assert_eq!(reply.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    assert_eq!(reply.header("cache-control"), "no-store");
}

#[tokio::test]
async fn what_we_did_not_ask_for_is_not_found() {
    let house = house().await;
    for (mode, topic, token) in [
        ("subscribe", "https://other.example/", TOKEN),
        ("unsubscribe", TOPIC, TOKEN),
        ("publish", TOPIC, TOKEN),
        ("subscribe", TOPIC, &TOKEN.replace('0', "1")),
        ("subscribe", TOPIC, "short"),
        ("subscribe", TOPIC, "%00"),
    ] {
        let reply = ask(&house, mode, topic, token).await;
        assert_eq!(
            reply.status,
            StatusCode::NOT_FOUND,
            "{mode} {topic} {token}"
        );
        reply.lacks(&["c&h"]);
    }
    let reply = house.get(&format!("/websub/{TOKEN}")).await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_delivery_is_heeded_where_it_is_signed() {
    let house = house().await;
    let body = Bytes::from(vec![b'x'; 3 << 20]);
    for wrong in [
        None,
        Some(signed(b"another")),
        Some("sha256=00".to_owned()),
        Some("junk".to_owned()),
    ] {
        let answered = deliver(&house, wrong.as_deref(), Body::from(body.clone())).await;
        assert_eq!(answered, (202, false), "{wrong:?}");
    }
    let answered = deliver(&house, Some(&signed(&body)), Body::from(body)).await;
    assert_eq!(answered, (202, true));
    let metrics = house.get("/metrics").await;
    metrics.has(&[
        "depesche_websub_deliveries_total{outcome=\"taken\"} 1",
        "depesche_websub_deliveries_total{outcome=\"unsigned\"} 3",
    ]);
    metrics.lacks(&[TOKEN]);
}

#[tokio::test]
async fn a_delivery_without_end_is_not_read_to_its_end() {
    let house = house().await;
    let huge = vec![b'x'; super::MAX_BODY_BYTES + 1];
    let signature = signed(&huge);
    let answered = deliver(&house, Some(&signature), Body::from(huge)).await;
    assert_eq!(answered, (202, false));
}

#[tokio::test]
async fn a_hub_that_we_left_hears_that_we_are_gone() {
    let house = house().await;
    change(&house, &SubscriptionChange::Leave).await;
    let answered = deliver(&house, Some(&signed(b"news")), Body::from("news")).await;
    assert_eq!(answered, (410, false));
    let reply = ask(&house, "unsubscribe", TOPIC, TOKEN).await;
    assert_eq!((reply.status, &*reply.body), (StatusCode::OK, "c&h"));
    let unknown = house
        .ask(Method::POST, &format!("/websub/{}", "0".repeat(64)), &[])
        .await;
    assert_eq!(unknown.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_hub_may_say_no_at_any_time() {
    let house = house().await;
    ask(&house, "subscribe", TOPIC, TOKEN).await;
    let reply = ask(&house, "denied", TOPIC, TOKEN).await;
    assert_eq!((reply.status, &*reply.body), (StatusCode::OK, ""));
    let found = house.store.subscription(TOKEN).await.expect("it is read");
    let state = found.expect("there is one").state;
    assert_eq!(state, depesche_model::SubscriptionState::Denied);
}

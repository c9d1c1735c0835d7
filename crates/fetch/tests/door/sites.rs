//! What sites say once a day: robots.txt and tdmrep.json.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU16, Ordering};

use depesche_fetch::{Client, Reservation};
use jiff::Timestamp;

use crate::server::{Server, answer, say, settings};

const DAY: i64 = 24 * 3600;

/// A site with a robots.txt and a tdmrep.json, and a client whose clock can be turned.
struct Site {
    server: Server,
    client: Client,
    status: Arc<AtomicU16>,
    now: Arc<AtomicI64>,
}

impl Site {
    fn new(robots: &'static str, tdmrep: &'static str) -> Self {
        let (status, now) = (Arc::new(AtomicU16::new(200)), Arc::<AtomicI64>::default());
        let server = {
            let status = Arc::clone(&status);
            Server::start(move |asked, stream| {
                let status = status.load(Ordering::Relaxed);
                let body = match asked.path() {
                    "/robots.txt" => robots,
                    "/.well-known/tdmrep.json" => tdmrep,
                    other => panic!("nobody asked for {other}"),
                };
                say(stream, &answer(status, &[], body.as_bytes()));
            })
        };
        let clock = {
            let now = Arc::clone(&now);
            move || Timestamp::from_second(now.load(Ordering::Relaxed)).expect("a small number")
        };
        Self {
            server,
            client: Client::new(settings(), Arc::new(clock)),
            status,
            now,
        }
    }

    async fn may_fetch(&self, path: &str) -> bool {
        let url = self.server.url("a.example", path);
        self.client.may_fetch_page(&url).await
    }

    async fn reservation(&self, path: &str) -> Reservation {
        let url = self.server.url("a.example", path);
        self.client.reservation(&url).await
    }
}

#[tokio::test]
async fn robots_txt_is_asked_once_a_day() {
    let site = Site::new("User-agent: *\nDisallow: /no", "");
    for _ in 0..3 {
        assert!(site.may_fetch("/yes").await);
        assert!(!site.may_fetch("/no").await);
    }
    assert_eq!(site.server.connections(), 1);
    site.now.store(DAY, Ordering::Relaxed);
    assert!(site.may_fetch("/yes").await);
    assert_eq!(site.server.connections(), 2);
}

#[tokio::test]
async fn those_who_ask_at_the_same_time_share_the_answer() {
    let site = Arc::new(Site::new("User-agent: *\nDisallow: /no", ""));
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let site = Arc::clone(&site);
            tokio::spawn(async move { site.may_fetch("/no").await })
        })
        .collect();
    for task in tasks {
        assert!(!task.await.expect("it ends"));
    }
    assert_eq!(site.server.connections(), 1);
}

#[tokio::test]
async fn a_site_without_rules_allows_and_one_in_trouble_does_not() {
    for (status, expected) in [
        (404, true),
        (403, true),
        (410, true),
        (500, false),
        (503, false),
    ] {
        let site = Site::new("User-agent: *\nDisallow: /", "");
        site.status.store(status, Ordering::Relaxed);
        assert_eq!(site.may_fetch("/page").await, expected, "{status}");
    }
}

#[tokio::test]
async fn a_site_in_trouble_keeps_its_rules_for_thirty_days() {
    let site = Site::new("User-agent: *\nDisallow: /no", "");
    assert!(site.may_fetch("/yes").await);
    site.status.store(500, Ordering::Relaxed);
    for day in [1, 10, 29] {
        site.now.store(day * DAY, Ordering::Relaxed);
        assert!(site.may_fetch("/yes").await, "day {day}");
        assert!(!site.may_fetch("/no").await, "day {day}");
    }
    // Each failure is believed for an hour.
    assert_eq!(site.server.connections(), 4);
    site.now.store(31 * DAY, Ordering::Relaxed);
    assert!(!site.may_fetch("/yes").await);
    site.status.store(200, Ordering::Relaxed);
    site.now.store(31 * DAY + 3600, Ordering::Relaxed);
    assert!(site.may_fetch("/yes").await);
}

#[tokio::test]
async fn a_robots_txt_may_stand_behind_five_redirects() {
    let server = Server::start(|asked, stream| {
        let path = asked.path();
        if path == "/robots.txt+++++" {
            return say(stream, &answer(200, &[], b"User-agent: *\nDisallow: /no"));
        }
        say(stream, &answer(301, &[&format!("location: {path}+")], b""));
    });
    let client = crate::server::client(settings());
    assert!(!client.may_fetch_page(&server.url("a.example", "/no")).await);
    assert!(
        client
            .may_fetch_page(&server.url("a.example", "/yes"))
            .await
    );
}

#[tokio::test]
async fn what_is_reserved_is_asked_once_a_day() {
    let site = Site::new(
        "License: https://a.example/licence.xml",
        r#"[{"location": "/", "tdm-reservation": 1, "tdm-policy": "/policy.json"},
            {"location": "/free", "tdm-reservation": 0}]"#,
    );
    let reservation = site.reservation("/page").await;
    assert_eq!(reservation.is_reserved, Some(true));
    let policy = site.server.url("a.example", "/policy.json");
    assert_eq!(reservation.policy, Some(policy));
    assert_eq!(
        reservation.licences[0].as_str(),
        "https://a.example/licence.xml"
    );
    assert_eq!(site.reservation("/free").await.is_reserved, Some(false));
    assert_eq!(site.server.connections(), 2);
    // What was said counts on while the site is in trouble.
    site.status.store(500, Ordering::Relaxed);
    site.now.store(DAY, Ordering::Relaxed);
    for _ in 0..2 {
        assert_eq!(site.reservation("/page").await.is_reserved, Some(true));
    }
    assert_eq!(site.server.connections(), 4);
}

#[tokio::test]
async fn where_nothing_is_said_nothing_is_reserved() {
    let site = Site::new("", "");
    site.status.store(404, Ordering::Relaxed);
    assert_eq!(site.reservation("/page").await, Reservation::default());
}

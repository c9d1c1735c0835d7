//! Walls against programs are known when they are met.

use std::io::Write;

use depesche_fetch::{FetchError, Fetched, Want};

use crate::server::{Server, answer, client, get, get_as, settings};

const CHALLENGE: &[u8] = b"<html><head><title>Just a moment...</title></head><body>\
    <script>window._cf_chl_opt = {};</script></body></html>";

async fn check(status: u16, headers: &[&str], body: &[u8], expected: Option<&str>) {
    let server = Server::saying(answer(status, headers, body));
    let client = client(settings());
    for want in [Want::Feed, Want::Page] {
        let url = server.url("a.example", "/");
        let fetched = get_as(&client, &url, want).await;
        let by = match &fetched {
            Err(FetchError::BotWall { by, status: said }) => {
                assert_eq!(*said, status);
                Some(*by)
            }
            _ => None,
        };
        assert_eq!(by, expected, "{status} {headers:?} {fetched:?}");
        // A 429 pauses the site: the second question would not be asked.
        if status == 429 {
            break;
        }
    }
}

#[tokio::test]
async fn a_challenge_is_known_by_its_headers_or_its_page() {
    let html = "content-type: text/html";
    check(403, &["cf-mitigated: challenge"], b"", Some("Cloudflare")).await;
    check(403, &[html], CHALLENGE, Some("Cloudflare")).await;
    check(503, &[html], CHALLENGE, Some("Cloudflare")).await;
    check(429, &[html], CHALLENGE, Some("Cloudflare")).await;
    check(200, &[html], CHALLENGE, Some("Cloudflare")).await;
    check(202, &["x-amzn-waf-action: challenge"], b"", Some("AWS WAF")).await;
}

#[tokio::test]
async fn a_packed_challenge_is_known_too() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(CHALLENGE).expect("memory takes it");
    let packed = packed.finish().expect("memory takes it");
    let headers = ["content-type: text/html", "content-encoding: gzip"];
    check(403, &headers, &packed, Some("Cloudflare")).await;
}

#[tokio::test]
async fn an_ordinary_no_is_no_wall() {
    let html = "content-type: text/html";
    check(403, &[html], b"<title>403 Forbidden</title>", None).await;
    check(404, &[html], CHALLENGE, None).await;
    check(503, &["content-type: text/plain"], b"captcha", None).await;
    check(200, &[html], b"<title>Captcha, a history</title>", None).await;
}

#[tokio::test]
async fn a_wall_says_what_to_do() {
    let server = Server::saying(answer(403, &["cf-mitigated: challenge"], b""));
    let url = server.url("a.example", "/");
    let fetched = get(&client(settings()), &url).await;
    let text = fetched.expect_err("it is a wall").to_string();
    assert!(
        text.starts_with("Cloudflare keeps programs out (status 403); "),
        "{text}"
    );
}

#[tokio::test]
async fn a_wall_with_a_429_still_pauses_the_site() {
    let server = Server::saying(answer(429, &["x-vercel-mitigated: challenge"], b""));
    let (client, url) = (client(settings()), server.url("a.example", "/"));
    let first = get(&client, &url).await;
    assert!(
        matches!(first, Err(FetchError::BotWall { .. })),
        "{first:?}"
    );
    let second = get(&client, &url).await;
    assert!(matches!(second, Ok(Fetched::Later { .. })), "{second:?}");
    assert_eq!(server.connections(), 1);
}

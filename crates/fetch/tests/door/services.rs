//! An operator's own service: it is reached wherever it is, and nobody else is.

use std::io::Write;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use depesche_fetch::service::{Call, Reply, Value, Verb};
use depesche_fetch::{FetchError, Service, Settings};
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use url::Url;

use crate::server::{Server, answer, say, settings};

/// An operator who allows no private network at all.
fn strict() -> Settings {
    Settings {
        allow_private: Vec::new(),
        ..settings()
    }
}

fn service(base: &Url) -> Service {
    service_with(&strict(), base)
}

fn service_with(settings: &Settings, base: &Url) -> Service {
    let clock = Arc::new(|| Timestamp::UNIX_EPOCH);
    Service::new(settings, base, clock).expect("a whole base")
}

fn get(path: &str) -> Call<'_> {
    Call {
        verb: Verb::Get,
        path,
        headers: &[],
        max_bytes: 1 << 10,
        timeout: Duration::from_secs(5),
    }
}

async fn ask(server: &Server) -> Result<Reply, FetchError> {
    let service = service(&server.url("engine.example", "/"));
    service.call(get("/")).await
}

#[tokio::test]
async fn a_service_is_reached_on_a_private_address() {
    let server = Server::saying(answer(200, &["content-type: application/json"], b"{}"));
    let local = format!("http://127.0.0.1:{}/v1", server.address.port());
    for base in [
        server.url("engine.example", "/v1"),
        local.parse().expect("a URL"),
    ] {
        let reply = service(&base)
            .call(get("/languages"))
            .await
            .expect("an answer");
        assert_eq!(reply.body, b"{}");
        assert_eq!(reply.content_type.as_deref(), Some("application/json"));
    }
    assert!(
        server
            .asked()
            .iter()
            .all(|asked| asked.path() == "/v1/languages")
    );
}

#[tokio::test]
async fn what_is_sent_arrives_with_its_key_and_no_cookie() {
    let server = Server::saying(answer(200, &["set-cookie: a=b"], b""));
    let service = service(&server.url("engine.example", "/"));
    let headers = [("authorization", Value::Secret("Bearer sesame"))];
    for _ in 0..2 {
        let call = Call {
            verb: Verb::Post {
                content_type: "application/json",
                body: b"{\"q\":1}".to_vec(),
            },
            headers: &headers,
            ..get("/translate?api-version=3.0")
        };
        service.call(call).await.expect("an answer");
    }
    for asked in server.asked() {
        assert!(asked.head.starts_with("POST /translate?api-version=3.0 "));
        assert_eq!(asked.body, "{\"q\":1}");
        assert_eq!(asked.header("content-type"), Some("application/json"));
        assert_eq!(asked.header("authorization"), Some("Bearer sesame"));
        let agent = "Depesche/1 (+https://portal.example/about)";
        assert_eq!(asked.header("user-agent"), Some(agent));
        assert_eq!(asked.header("cookie"), None);
    }
}

#[tokio::test]
async fn a_key_that_cannot_be_sent_is_not_told() {
    let server = Server::saying(answer(200, &[], b""));
    let service = service(&server.url("engine.example", "/"));
    let call = Call {
        headers: &[("authorization", Value::Secret("sesame\r\n"))],
        ..get("/")
    };
    let refused = service.call(call).await.expect_err("no line breaks");
    assert_eq!(refused, FetchError::BadHeader("authorization".to_owned()));
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn no_redirect_is_followed() {
    let other = Server::saying(answer(200, &[], b"you should not be here"));
    let inside = format!("http://127.0.0.1:{}/", other.address.port());
    let named = other.url("other.example", "/");
    for status in [301, 302, 303, 307, 308] {
        for target in [inside.as_str(), named.as_str(), "/elsewhere"] {
            let location = format!("location: {target}");
            let astray = Server::saying(answer(status, &[&location], b""));
            let reply = ask(&astray).await.expect("a redirect is an answer");
            assert_eq!(reply.status, status);
            assert_eq!(astray.asked().len(), 1);
        }
    }
    assert_eq!(other.connections(), 0);
}

#[tokio::test]
async fn no_path_leads_to_another_origin() {
    let (own, other) = (
        Server::saying(answer(200, &[], b"")),
        Server::saying(answer(200, &[], b"")),
    );
    let (here, there) = (own.address.port(), other.address.port());
    let base = format!("http://127.0.0.1:{here}/v1")
        .parse()
        .expect("a URL");
    let service = service(&base);
    for path in [
        format!("@127.0.0.1:{there}/"),
        format!("//127.0.0.1:{there}/"),
        format!("http://127.0.0.1:{there}/"),
        format!("/\\127.0.0.1:{there}/"),
        format!("/../..//127.0.0.1:{there}/"),
        "/..".to_owned(),
    ] {
        let _ = service.call(get(&path)).await;
    }
    assert_eq!(other.connections(), 0);
    let is_below = |path: &str| path.starts_with("/v1/");
    assert!(own.asked().iter().all(|asked| is_below(asked.path())));
}

#[tokio::test]
async fn a_name_never_leads_to_where_clouds_keep_their_keys() {
    for address in [
        Ipv4Addr::new(169, 254, 169, 254),
        Ipv4Addr::new(100, 100, 100, 200),
    ] {
        let mut settings = strict();
        settings.resolve = vec![("engine.example".to_owned(), address.into())];
        let base = "http://engine.example/".parse().expect("a URL");
        let refused = service_with(&settings, &base).call(get("/")).await;
        let host = "engine.example".to_owned();
        let address = address.to_string();
        assert_eq!(refused, Err(FetchError::Metadata { host, address }));
    }
}

#[tokio::test]
async fn a_no_is_an_answer_and_says_how_long_to_wait() {
    let check = async |status, headers: &[&str], expected: Option<u64>| {
        let server = Server::saying(answer(status, headers, b"no"));
        let reply = ask(&server).await.expect("an answer");
        let wait = expected.map(Duration::from_secs);
        assert_eq!((reply.status, reply.retry_after), (status, wait));
        assert_eq!(reply.body, b"no");
    };
    check(429, &["retry-after: 7"], Some(7)).await;
    check(
        503,
        &["retry-after: Thu, 01 Jan 1970 00:02:00 GMT"],
        Some(120),
    )
    .await;
    check(456, &[], None).await;
}

#[tokio::test]
async fn a_packed_answer_is_unpacked_and_a_bomb_is_cut() {
    let gzip = |bytes: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).expect("memory takes it");
        encoder.finish().expect("memory takes it")
    };
    let says = |encoding, body: &[u8]| Server::saying(answer(200, &[encoding], body));
    let packed = ask(&says("content-encoding: gzip", &gzip(b"{}"))).await;
    assert_eq!(packed.expect("an answer").body, b"{}");
    let bomb = ask(&says("content-encoding: gzip", &gzip(&vec![0; 64 << 10]))).await;
    assert_eq!(bomb, Err(FetchError::TooBig { max_bytes: 1 << 10 }));
    for encoding in ["content-encoding: zstd", "content-encoding: gzip, gzip"] {
        let odd = ask(&says(encoding, b"whatever")).await;
        assert!(matches!(odd, Err(FetchError::Damaged(_))), "{odd:?}");
    }
}

#[tokio::test]
async fn ten_megabytes_are_not_taken() {
    let large = vec![b'a'; 10 << 20];
    let refused = Err(FetchError::TooBig { max_bytes: 1 << 10 });
    assert_eq!(
        ask(&Server::saying(answer(200, &[], &large))).await,
        refused
    );
    let unsaid = Server::start(move |_, stream| {
        say(stream, b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n");
        say(stream, &large);
    });
    assert_eq!(ask(&unsaid).await, refused);
}

#[tokio::test]
async fn of_a_no_the_status_counts_whatever_its_body_is() {
    for (header, body) in [
        ("content-type: text/html", vec![b'a'; 10 << 20]),
        ("content-encoding: br", b"whatever".to_vec()),
    ] {
        let server = Server::saying(answer(503, &[header, "retry-after: 7"], &body));
        let reply = ask(&server).await.expect("an answer");
        assert_eq!((reply.status, reply.body.len()), (503, 0));
        assert_eq!(reply.retry_after, Some(Duration::from_secs(7)));
    }
}

#[tokio::test]
async fn who_drips_or_says_nothing_is_left_in_time() {
    let dripping = Server::start(|_, stream| {
        say(stream, b"HTTP/1.1 200 OK\r\ncontent-length: 600\r\n\r\n");
        while stream.write_all(b"x").is_ok() {
            sleep(Duration::from_millis(10));
        }
    });
    let silent = Server::start(|_, _| sleep(Duration::from_mins(1)));
    for server in [dripping, silent] {
        let service = service(&server.url("engine.example", "/"));
        let call = Call {
            timeout: Duration::from_millis(200),
            ..get("/")
        };
        let (began, left) = (Instant::now(), service.call(call).await);
        assert!(matches!(left, Err(FetchError::TimedOut { .. })), "{left:?}");
        assert!(began.elapsed() < Duration::from_secs(5));
    }
}

#[tokio::test]
async fn who_breaks_off_or_is_not_there_is_an_error() {
    let broken = Server::saying(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf".to_vec());
    let broken = ask(&broken).await;
    assert!(matches!(broken, Err(FetchError::Damaged(_))), "{broken:?}");
    let base = "http://127.0.0.1:1/".parse().expect("a URL");
    let nobody = service(&base).call(get("/")).await;
    assert!(
        matches!(nobody, Err(FetchError::Unreachable { .. })),
        "{nobody:?}"
    );
}

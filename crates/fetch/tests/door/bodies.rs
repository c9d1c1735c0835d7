//! Bodies that are too large, too slow, or broken.

use std::io::Write;
use std::thread::sleep;
use std::time::{Duration, Instant};

use depesche_fetch::{FetchError, Fetched, Settings};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::server::{Server, answer, client, get, say, settings};

const CHUNKED: &[u8] = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

async fn refused(server: &Server, settings: Settings) -> FetchError {
    let url = server.url("a.example", "/");
    let fetched = get(&client(settings), &url).await;
    fetched.expect_err("such a body is not taken")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

#[tokio::test]
async fn a_packed_body_comes_out_unpacked() {
    let packed = gzip(b"<rss/>");
    let server = Server::saying(answer(200, &["content-encoding: gzip"], &packed));
    let fetched = get(&client(settings()), &server.url("a.example", "/")).await;
    let Ok(Fetched::Fresh(answer)) = fetched else {
        panic!("{fetched:?}");
    };
    assert_eq!(answer.body, b"<rss/>");
    assert_eq!(answer.wire_bytes, packed.len());
    assert!(answer.place.is_some());
}

#[tokio::test]
async fn what_announces_too_much_is_not_waited_for() {
    let server = Server::start(|_, stream| {
        say(
            stream,
            b"HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n",
        );
        sleep(Duration::from_mins(1));
    });
    let refused = refused(&server, settings()).await;
    assert_eq!(refused, FetchError::TooBig { max_bytes: 2 << 20 });
}

#[tokio::test]
async fn what_never_ends_is_cut_at_the_bound() {
    let server = Server::start(|_, stream| {
        say(stream, CHUNKED);
        let chunk = [b"10000\r\n".as_slice(), &vec![0; 0x10000], b"\r\n"].concat();
        while stream.write_all(&chunk).is_ok() {}
    });
    let refused = refused(&server, settings()).await;
    assert_eq!(refused, FetchError::TooBig { max_bytes: 2 << 20 });
}

#[tokio::test]
async fn a_bomb_is_cut_at_the_bound() {
    let bomb = gzip(&vec![0; 8 << 20]);
    let server = Server::saying(answer(200, &["content-encoding: gzip"], &bomb));
    let refused = refused(&server, settings()).await;
    assert_eq!(refused, FetchError::TooBig { max_bytes: 4 << 20 });
}

#[tokio::test]
async fn one_that_drips_is_cut_at_the_end_of_its_time() {
    let server = Server::start(|_, stream| {
        say(stream, CHUNKED);
        while stream.write_all(b"1\r\nx\r\n").is_ok() {
            sleep(Duration::from_millis(10));
        }
    });
    let settings = Settings {
        timeout: Duration::from_millis(300),
        ..settings()
    };
    let began = Instant::now();
    let refused = refused(&server, settings).await;
    assert!(
        matches!(refused, FetchError::TimedOut { .. }),
        "{refused:?}"
    );
    assert!(began.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn a_head_that_drips_is_cut_at_the_end_of_its_time() {
    let server = Server::start(|_, stream| {
        say(stream, b"HTTP/1.1 200 OK\r\nx: ");
        while stream.write_all(b"x").is_ok() {
            sleep(Duration::from_millis(10));
        }
    });
    let settings = Settings {
        timeout: Duration::from_millis(300),
        ..settings()
    };
    let refused = refused(&server, settings).await;
    assert!(
        matches!(refused, FetchError::TimedOut { .. }),
        "{refused:?}"
    );
}

#[tokio::test]
async fn one_that_stands_still_is_not_waited_for_to_the_end() {
    let server = Server::start(|_, stream| {
        say(stream, CHUNKED);
        say(stream, b"1\r\nx\r\n");
        sleep(Duration::from_mins(1));
    });
    let settings = Settings {
        idle_timeout: Duration::from_millis(100),
        ..settings()
    };
    let refused = refused(&server, settings).await;
    assert!(matches!(refused, FetchError::Stalled(_)), "{refused:?}");
}

#[tokio::test]
async fn what_breaks_off_is_damaged() {
    let server = Server::saying(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n<rss>".to_vec());
    let refused = refused(&server, settings()).await;
    assert!(matches!(refused, FetchError::Damaged(_)), "{refused:?}");
}

#[tokio::test]
async fn an_endless_head_is_cut() {
    let server = Server::start(|_, stream| {
        say(stream, b"HTTP/1.1 200 OK\r\n");
        while stream
            .write_all(b"x-padding: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n")
            .is_ok()
        {}
    });
    let began = Instant::now();
    refused(&server, settings()).await;
    assert!(began.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn many_large_answers_take_turns_and_all_arrive() {
    let server = Server::saying(answer(200, &[], &vec![b' '; 3 << 19]));
    let client = client(Settings {
        room_timeout: Duration::from_secs(20),
        ..settings()
    });
    let urls = (0..8).map(|n| server.url(&format!("a.h{n}.example"), "/"));
    let tasks: Vec<_> = urls
        .map(|url| {
            let client = client.clone();
            tokio::spawn(async move {
                let fetched = get(&client, &url).await;
                assert!(matches!(fetched, Ok(Fetched::Fresh(_))), "{fetched:?}");
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("each arrives");
    }
}

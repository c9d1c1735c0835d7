//! Servers that want to hurt: slow ones by the thousand, bombs, endless bodies, circles of
//! redirects; and some good ones beside them that have to be asked in time all the same.
//!
//! All answer on one port of loopback under names of their own ([`Hostile::pins`]). What they saw
//! stands at `/control/report`, as JSON.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use hyper::body::Bytes;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::answer::gzip;
use crate::bomb::{bomb, brotli_bomb, zstd_bomb};
use crate::folder::opml;
use crate::server::{Door, Server};
use crate::site::not_found;
use crate::{Answer, Clock, Item, Request, locked, render};

/// Where all of it is.
const ADDRESS: Ipv4Addr = Ipv4Addr::new(127, 1, 0, 1);

/// How far apart the bytes of a slow server are.
const DRIP: Duration = Duration::from_secs(1);

/// What a bomb is packed in.
const BOMBS: [&str; 7] = [
    "gzip",
    "br",
    "zstd",
    "gzip-in-gzip",
    "zstd-in-gzip",
    "endless",
    "announced",
];

/// How large the large answers are that are no bombs, expanded: `large` and `large-gzip`, beside
/// the bombs. As large as ours may be on the wire, and as a whole.
const LARGE: usize = 7 << 20;
const LARGE_PACKED: usize = 15 << 20;

/// How many redirects lead in a circle.
const CIRCLE: usize = 3;

/// How long a good server takes.
const LATENCY: Duration = Duration::from_millis(2);

/// Hostile servers, until this is dropped.
#[derive(Debug)]
pub struct Hostile {
    yard: Arc<Yard>,
    port: u16,
    _server: Server,
}

#[derive(Debug)]
struct Yard {
    slow: usize,
    good: usize,
    bombs: BTreeMap<&'static str, Bytes>,
    seen: Arc<Mutex<Seen>>,
}

/// What they saw.
#[derive(Debug, Default)]
struct Seen {
    requests: BTreeMap<String, u32>,
    slow: u32,
    slow_cut: u32,
    slow_longest: Duration,
    good: BTreeMap<String, Instant>,
    good_polls: u32,
    good_longest_gap: Duration,
}

/// A slow answer; notes how long somebody waited for it.
#[derive(Debug)]
struct Wait {
    seen: Arc<Mutex<Seen>>,
    since: Instant,
}

impl Drop for Wait {
    fn drop(&mut self) {
        let waited = self.since.elapsed();
        let mut seen = locked(&self.seen);
        seen.slow_cut += 1;
        seen.slow_longest = seen.slow_longest.max(waited);
    }
}

impl Hostile {
    /// Serves so many slow feeds and so many good ones, and all bombs, on a port; 0 takes a free
    /// one.
    ///
    /// # Errors
    /// The port is taken.
    pub async fn serve(slow: usize, good: usize, port: u16) -> io::Result<Self> {
        let door = Door::open_at(SocketAddr::from((ADDRESS, port))).await?;
        let port = door.port();
        let yard = Arc::new(Yard {
            slow,
            good,
            bombs: bombs().into_iter().chain(large()).collect(),
            seen: Arc::default(),
        });
        let answering = Arc::clone(&yard);
        let answer = move |request: &Request| answering.answer(request);
        let server = door.serve(Clock::at(Timestamp::UNIX_EPOCH), Arc::new(answer));
        Ok(Self {
            yard,
            port,
            _server: server,
        })
    }

    /// Its address without a slash at its end.
    pub fn home(&self) -> String {
        format!("http://{ADDRESS}:{}", self.port)
    }

    /// Which names stand for which address, as `fetch.resolve` takes them.
    pub fn pins() -> [(&'static str, IpAddr); 1] {
        [("*.example", IpAddr::V4(ADDRESS))]
    }

    /// An OPML list of all: `good N`, `slow N`, `bomb KIND` and `circle`.
    pub fn opml(&self) -> String {
        let port = self.port;
        let one = |kind: &str, n: &dyn std::fmt::Display| {
            let url = format!("http://www.{kind}{n}.example:{port}/{kind}/{n}");
            (format!("{kind} {n}"), url)
        };
        let mut feeds = Vec::new();
        feeds.extend((0..self.yard.good).map(|n| one("good", &n)));
        feeds.extend((0..self.yard.slow).map(|n| one("slow", &n)));
        feeds.extend(BOMBS.iter().map(|kind| one("bomb", kind)));
        feeds.push(one("circle", &0));
        opml("Hostile", feeds.into_iter())
    }

    /// What they saw.
    pub fn report(&self) -> Value {
        self.yard.report()
    }
}

impl Yard {
    fn answer(&self, request: &Request) -> Answer {
        let path = request.path_only().trim_start_matches('/');
        let (kind, which) = path.split_once('/').unwrap_or_default();
        let mut seen = locked(&self.seen);
        let counted = if kind == "slow" || kind == "good" {
            kind
        } else {
            path
        };
        *seen.requests.entry(counted.to_owned()).or_default() += 1;
        match kind {
            "good" => {
                seen.note_good(which);
                let number = seen.good_polls;
                Answer::xml(feed(which, number)).slow(LATENCY)
            }
            "slow" => {
                seen.slow += 1;
                let wait = Wait {
                    seen: Arc::clone(&self.seen),
                    since: Instant::now(),
                };
                slow(which).held(wait)
            }
            "bomb" => self.bomb(which),
            "circle" => {
                let next = which.parse().map_or(0, |at: usize| (at + 1) % CIRCLE);
                Answer::redirect(302, &format!("/circle/{next}"))
            }
            "control" => {
                drop(seen);
                Answer::bytes("application/json", self.report().to_string())
            }
            _ => not_found(),
        }
    }

    fn bomb(&self, kind: &str) -> Answer {
        let body = || self.bombs.get(kind).cloned().unwrap_or_default();
        let spaces = || Bytes::from(vec![b' '; 64 << 10]);
        match kind {
            "gzip" | "large-gzip" => Answer::xml(Bytes::new()).with_body(body()).encoded("gzip"),
            "br" => Answer::xml(Bytes::new()).with_body(body()).encoded("br"),
            "zstd" => Answer::xml(Bytes::new()).with_body(body()).encoded("zstd"),
            "gzip-in-gzip" => Answer::xml(Bytes::new())
                .with_body(body())
                .encoded("gzip, gzip"),
            "zstd-in-gzip" => Answer::xml(Bytes::new())
                .with_body(body())
                .encoded("zstd, gzip"),
            "endless" => Answer::xml(Bytes::new())
                .with_body(spaces())
                .encoded("identity")
                .repeated(16 << 10),
            "announced" => Answer::xml(Bytes::new())
                .with_body(spaces())
                .encoded("identity")
                .repeated(16 << 10)
                .header("content-length", "1073741824"),
            "large" => Answer::xml(Bytes::new())
                .with_body(body())
                .encoded("identity"),
            _ => not_found(),
        }
    }

    fn report(&self) -> Value {
        let seen = locked(&self.seen);
        json!({
            "requests": seen.requests,
            "slow": {
                "asked": seen.slow,
                "cut": seen.slow_cut,
                "longest_seconds": seen.slow_longest.as_secs_f64(),
            },
            "good": {
                "polls": seen.good_polls,
                "asked": seen.good.len(),
                "longest_gap_seconds": seen.longest_gap().as_secs_f64(),
            },
        })
    }
}

impl Seen {
    /// The longest time that a good feed was not asked, up to now.
    fn longest_gap(&self) -> Duration {
        let open = self.good.values().map(Instant::elapsed).max();
        self.good_longest_gap.max(open.unwrap_or_default())
    }

    fn note_good(&mut self, which: &str) {
        let now = Instant::now();
        self.good_polls += 1;
        if let Some(last) = self.good.insert(which.to_owned(), now) {
            self.good_longest_gap = self.good_longest_gap.max(now.duration_since(last));
        }
    }
}

/// A third each: never a word, a byte a second, and the half of a document with no end.
fn slow(which: &str) -> Answer {
    match which.parse::<u32>().unwrap_or(0) % 3 {
        0 => Answer::never(),
        1 => Answer::xml(feed(which, 0)).dripping(DRIP),
        _ => Answer::xml(feed(which, 0)).dripping(DRIP * 20),
    }
}

fn bombs() -> BTreeMap<&'static str, Bytes> {
    let plain = bomb();
    let zstd = zstd_bomb();
    let packed = |bytes: &[u8]| gzip(bytes, flate2::Compression::best());
    BTreeMap::from([
        ("gzip-in-gzip", packed(&plain)),
        ("zstd-in-gzip", packed(&zstd)),
        ("gzip", plain.into()),
        ("br", brotli_bomb().into()),
        ("zstd", zstd.into()),
    ])
}

/// Large feeds without guile.
fn large() -> [(&'static str, Bytes); 2] {
    let packed = gzip(&long_feed(LARGE_PACKED), flate2::Compression::fast());
    [("large", long_feed(LARGE).into()), ("large-gzip", packed)]
}

/// A feed of about so many bytes, which gets ten times smaller when packed, as feeds do.
fn long_feed(bytes: usize) -> Vec<u8> {
    let mut number: u64 = 1;
    let mut text = String::with_capacity(bytes + 1000);
    text.push_str("<rss version=\"2.0\"><channel><title>Much</title>");
    while text.len() < bytes {
        number = number
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let _ = write!(
            text,
            "<item><title>Report {number}</title><link>http://www.much.example/{number}</link>\
             <description>What was said of it in the morning, at noon and in the evening, and by \
             whom; what came of it, and what did not.</description></item>",
        );
    }
    text.push_str("</channel></rss>");
    text.into_bytes()
}

/// A feed whose newest entry is another at each poll.
fn feed(which: &str, number: u32) -> String {
    let channel = render::Channel {
        title: format!("Hostile {which}"),
        description: "Not what it seems.".to_owned(),
        home: format!("http://www.good{which}.example"),
        feed_path: String::new(),
        language: "en".to_owned(),
        rights: String::new(),
        licence: String::new(),
        dialect: render::Dialect::Rss,
        is_full_text: false,
    };
    let mut item = Item::new(&format!("Report {number} of {which}"));
    item.tags.clear();
    render::feed(&channel, &[item]).1
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::bombs;

    #[test]
    fn every_bomb_is_small() {
        for (kind, bytes) in bombs() {
            assert!(bytes.len() < 3 << 20, "{kind}: {} bytes", bytes.len());
        }
    }

    #[test]
    fn a_nested_bomb_holds_another() {
        let bombs = bombs();
        let mut inner = Vec::new();
        let mut decoder = flate2::read::GzDecoder::new(&bombs["zstd-in-gzip"][..]);
        decoder.read_to_end(&mut inner).expect("it is whole");
        assert_eq!(inner, bombs["zstd"]);
    }
}

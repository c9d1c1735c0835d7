//! Generated feeds in any number, for benches and chaos.
//!
//! A feed is written and compressed when it is first asked for (or by [`LoadServer::warm`]), and
//! kept compressed: serving it costs a copy. The same [`Load`] gives the same bytes in every run.

mod text;
mod words;

use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use flate2::Compression;
use hyper::body::Bytes;
use jiff::{SignedDuration, Timestamp};

use crate::answer::{accepts_gzip, gzip};
use crate::folder::opml;
use crate::render::{self, Channel, Dialect};
use crate::server::{Door, Server};
use crate::site::not_found;
use crate::{Answer, Clock, Item, Request};
use text::Writer;
use words::Vocabulary;

/// When the newest entry was published: 1 June 2026, 12:00 UTC, never in the future.
const NEWEST: Timestamp = Timestamp::constant(1_780_315_200, 0);

/// How much there is to load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// How many feeds.
    pub feeds: usize,
    /// How many entries each has.
    pub entries: usize,
    /// The least HTML of an entry, in bytes.
    pub min_bytes: usize,
    /// The most HTML of an entry, in bytes, give or take a sentence.
    pub max_bytes: usize,
    /// The same seed gives the same texts.
    pub seed: u64,
}

impl Default for Load {
    /// The work of `bench ingest`: 1,000 feeds of 30 entries of 1–6 KB.
    fn default() -> Self {
        Self {
            feeds: 1000,
            entries: 30,
            min_bytes: 1 << 10,
            max_bytes: 6 << 10,
            seed: 1,
        }
    }
}

impl Load {
    /// The word that stands in the title of an entry and in no other: `f12e3`. Both count from 0;
    /// entry 0 is the newest of its feed.
    pub fn token(feed: usize, entry: usize) -> String {
        format!("f{feed}e{entry}")
    }

    /// Serves the feeds on a loopback port; 0 takes a free one.
    ///
    /// # Errors
    /// The port is taken.
    pub async fn serve(self, port: u16) -> io::Result<LoadServer> {
        let door = Door::open(port).await?;
        let feeds = Arc::new(Shelf::new(self, door.home()));
        let answering = Arc::clone(&feeds);
        let answer = move |request: &Request| answering.answer(request);
        let server = door.serve(Clock::at(NEWEST), Arc::new(answer));
        Ok(LoadServer {
            shelf: feeds,
            _server: server,
        })
    }
}

/// Feeds that are served until this is dropped.
#[derive(Debug)]
pub struct LoadServer {
    shelf: Arc<Shelf>,
    _server: Server,
}

impl LoadServer {
    /// Its address without a slash at its end.
    pub fn home(&self) -> &str {
        &self.shelf.home
    }

    /// The URL of a feed, counted from 0.
    pub fn url(&self, feed: usize) -> String {
        format!("{}/f/{feed}.xml", self.shelf.home)
    }

    /// An OPML list of all feeds.
    pub fn opml(&self) -> String {
        let feeds = 0..self.shelf.load.feeds;
        opml("Load", feeds.map(|feed| (text::name(feed), self.url(feed))))
    }

    /// Writes all feeds now, on this thread, so that no request has to wait for it. Returns the
    /// sum of their lengths in bytes: as they are, and compressed.
    pub fn warm(&self) -> (u64, u64) {
        let bodies = (0..self.shelf.load.feeds).map(|feed| self.shelf.body(feed));
        bodies.fold((0, 0), |(plain, packed), body| {
            (plain + body.plain_bytes, packed + body.packed.len() as u64)
        })
    }

    /// How many requests were answered with a whole feed, and how many with 304.
    pub fn answered(&self) -> (u64, u64) {
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        (read(&self.shelf.whole), read(&self.shelf.unchanged))
    }
}

/// The feeds as they are kept.
#[derive(Debug)]
struct Shelf {
    load: Load,
    home: String,
    vocabulary: Vocabulary,
    bodies: Vec<OnceLock<Body>>,
    whole: AtomicU64,
    unchanged: AtomicU64,
}

#[derive(Debug)]
struct Body {
    packed: Bytes,
    plain_bytes: u64,
}

impl Shelf {
    fn new(load: Load, home: String) -> Self {
        Self {
            load,
            home,
            vocabulary: Vocabulary::new(),
            bodies: (0..load.feeds).map(|_| OnceLock::new()).collect(),
            whole: AtomicU64::new(0),
            unchanged: AtomicU64::new(0),
        }
    }

    fn answer(&self, request: &Request) -> Answer {
        if request.path_only() == "/robots.txt" {
            return Answer::text("User-agent: *\nAllow: /\n");
        }
        let number = request.path_only().strip_prefix("/f/");
        let number = number.and_then(|name| name.strip_suffix(".xml")?.parse().ok());
        let Some(feed) = number.filter(|feed| *feed < self.load.feeds) else {
            return not_found();
        };
        let etag = format!("\"l{}-{}-{feed}\"", self.load.seed, self.load.entries);
        if request.header("if-none-match") == Some(etag.as_str()) {
            self.unchanged.fetch_add(1, Ordering::Relaxed);
            let mut answer = Answer::status(304);
            answer.etag = Some(etag);
            return answer;
        }
        self.whole.fetch_add(1, Ordering::Relaxed);
        self.document(feed, request, etag)
    }

    fn document(&self, feed: usize, request: &Request, etag: String) -> Answer {
        let body = self.body(feed);
        let mut answer = Answer::status(200)
            .header("content-type", media_type(feed))
            .header("vary", "accept-encoding");
        if accepts_gzip(request) {
            answer.body = body.packed.clone();
            answer = answer.gzipped();
        } else {
            answer.body = unpacked(&body.packed);
        }
        answer.etag = Some(etag);
        answer
    }

    fn body(&self, feed: usize) -> &Body {
        self.bodies[feed].get_or_init(|| {
            let document = self.write(feed);
            Body {
                packed: gzip(document.as_bytes(), Compression::fast()),
                plain_bytes: document.len() as u64,
            }
        })
    }

    fn write(&self, feed: usize) -> String {
        let mut writer = Writer::new(&self.vocabulary, self.load.seed, feed);
        let channel = Channel {
            title: text::name(feed),
            description: writer.headline(),
            home: self.home.clone(),
            feed_path: format!("/f/{feed}.xml"),
            language: writer.language().to_owned(),
            rights: String::new(),
            licence: String::new(),
            dialect: dialect(feed),
            is_full_text: true,
        };
        let items = (0..self.load.entries).map(|entry| self.item(&mut writer, feed, entry));
        render::feed(&channel, &items.collect::<Vec<_>>()).1
    }

    fn item(&self, writer: &mut Writer<'_>, feed: usize, entry: usize) -> Item {
        let token = Load::token(feed, entry);
        let html = writer.html(self.load.min_bytes, self.load.max_bytes);
        // Entries of a feed are three hours apart, feeds a few seconds.
        let seconds = entry as u64 * 10_800 + (feed as u64 * 7) % 10_800;
        let ago = SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX));
        Item {
            slug: token.clone(),
            guid: Some(format!("urn:load:{token}")),
            title: format!("{} {token}", writer.headline()),
            teaser: writer.headline(),
            html,
            author: "A. Reet".to_owned(),
            tags: vec![writer.headline_word()],
            published: Some(NEWEST.saturating_sub(ago).unwrap_or(NEWEST)),
            updated: None,
        }
    }
}

/// Most feeds are RSS; every fifth is Atom.
fn dialect(feed: usize) -> Dialect {
    if feed % 5 == 4 {
        Dialect::Atom
    } else {
        Dialect::Rss
    }
}

fn media_type(feed: usize) -> &'static str {
    match dialect(feed) {
        Dialect::Atom => "application/atom+xml; charset=utf-8",
        _ => "application/rss+xml; charset=utf-8",
    }
}

/// What was packed; only for clients that refuse gzip.
fn unpacked(packed: &[u8]) -> Bytes {
    let mut plain = Vec::with_capacity(packed.len() * 4);
    // We packed it ourselves: it is whole.
    let _ = flate2::read::GzDecoder::new(packed).read_to_end(&mut plain);
    plain.into()
}

//! A crowd: thousands of feeds on hundreds of hosts, each with a character of its own, that watch
//! who asks them, when, and with what condition.
//!
//! Hosts have names (`www.d12.example`, `b3.p0.example`) that a client has to pin to loopback
//! ([`Plan::pins`]); all of them answer on one port. Feeds publish by themselves as the clock goes
//! on. What was asked is held at once against what a polite client may ask ([`Crowd::report`]), so
//! that a week of a thousand feeds needs no log.

mod asked;
mod feed;
mod plan;
mod report;

use std::collections::BTreeSet;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::folder::opml;
use crate::server::{Door, Server};
use crate::site::not_found;
use crate::{Answer, Clock, Request, locked};
use feed::Member;
use plan::{LIVING, SILENT};

pub use plan::{Mood, Plan};

/// How long an answer takes: long enough for a second request to be seen beside it.
const LATENCY: Duration = Duration::from_millis(1);

/// How many different user agents are kept.
const AGENTS: usize = 8;

/// A crowd that is served until this is dropped.
#[derive(Debug)]
pub struct Crowd {
    hall: Arc<Hall>,
    port: u16,
    _servers: [Server; 2],
}

/// The feeds and hosts of a crowd, and what all of them saw.
#[derive(Debug)]
struct Hall {
    plan: Plan,
    clock: Clock,
    members: Vec<Mutex<Member>>,
    hosts: Vec<Arc<Flights>>,
    domains: Vec<Mutex<Domain>>,
    asked: AtomicU64,
    dead: AtomicU64,
    manners: Mutex<Manners>,
}

/// Requests under way at a host: now, and the most there were.
#[derive(Debug, Default)]
struct Flights {
    now: AtomicU32,
    most: AtomicU32,
}

/// A request under way, until it is dropped.
#[derive(Debug)]
struct Flight(Arc<Flights>);

impl Flight {
    fn begin(flights: &Arc<Flights>) -> Self {
        let now = flights.now.fetch_add(1, Ordering::SeqCst) + 1;
        flights.most.fetch_max(now, Ordering::SeqCst);
        Self(Arc::clone(flights))
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::SeqCst);
    }
}

/// What a registrable domain asked for with `Retry-After`, and whether it was heard.
#[derive(Clone, Debug, Default)]
struct Domain {
    said_at: Option<Timestamp>,
    quiet_until: Option<Timestamp>,
    times: u32,
    requests_before: u32,
    example: Option<String>,
}

/// What requests carried that they should not.
#[derive(Clone, Debug, Default)]
struct Manners {
    cookies: u32,
    referers: u32,
    queries: u32,
    /// Requests to home pages (who looks there for a lost feed's new address may do so), and to
    /// paths that nobody was told of.
    homes: u32,
    strangers: u32,
    strange: Option<String>,
    agents: BTreeSet<String>,
}

impl Crowd {
    /// Serves a crowd on a port; 0 takes a free one.
    ///
    /// # Errors
    /// The port is taken on one of the addresses.
    pub async fn start(plan: Plan, clock: Clock, port: u16) -> io::Result<Self> {
        let living = Door::open_at(SocketAddr::from((LIVING, port))).await?;
        let port = living.port();
        let silent = Door::open_at(SocketAddr::from((SILENT, port))).await?;
        let hall = Arc::new(Hall::new(plan, clock.clone()));
        let (answering, ignoring) = (Arc::clone(&hall), Arc::clone(&hall));
        let answer = move |request: &Request| answering.answer(request);
        let ignore = move |_: &Request| {
            ignoring.dead.fetch_add(1, Ordering::Relaxed);
            Answer::never()
        };
        Ok(Self {
            hall,
            port,
            _servers: [
                living.serve(clock.clone(), Arc::new(answer)),
                silent.serve(clock, Arc::new(ignore)),
            ],
        })
    }

    /// The URLs of all feeds: the living in their order, then the dead.
    pub fn urls(&self) -> Vec<String> {
        let Plan { feeds, dead, .. } = self.hall.plan;
        let living = (0..feeds).map(|feed| {
            let host = self.hall.plan.character(feed).host;
            let name = self.hall.plan.name_of(host);
            format!("http://{name}:{}/f/{feed}.xml", self.port)
        });
        let dead = (0..dead).map(|feed| {
            let name = Plan::dead_name(feed);
            format!("http://{name}:{}/f/{feed}.xml", self.port)
        });
        living.chain(dead).collect()
    }

    /// Its address without a slash at its end, for the paths below `/control/`.
    pub fn home(&self) -> String {
        format!("http://{LIVING}:{}", self.port)
    }

    /// An OPML list of all feeds.
    pub fn opml(&self) -> String {
        let outlines = self.urls().into_iter().enumerate();
        opml(
            "A crowd",
            outlines.map(|(n, url)| (format!("Crowd {n}"), url)),
        )
    }

    /// How many requests the living feeds have seen so far.
    pub fn asked(&self) -> u64 {
        self.hall.asked.load(Ordering::Relaxed)
    }

    /// What was asked, held against what may be asked.
    pub fn report(&self) -> Value {
        self.hall.report()
    }

    /// Forgets how old entries were when they were fetched: what follows is counted anew.
    pub fn forget_ages(&self) {
        for member in &self.hall.members {
            locked(member).ages.clear();
        }
    }
}

impl Hall {
    fn new(plan: Plan, clock: Clock) -> Self {
        let now = clock.now();
        let members = (0..plan.feeds).map(|feed| Mutex::new(Member::new(&plan, feed, now)));
        Self {
            plan,
            clock,
            members: members.collect(),
            hosts: (0..plan.hosts).map(|_| Arc::default()).collect(),
            domains: (0..plan.hosts).map(|_| Mutex::default()).collect(),
            asked: AtomicU64::new(0),
            dead: AtomicU64::new(0),
            manners: Mutex::default(),
        }
    }

    fn answer(&self, request: &Request) -> Answer {
        if let Some(order) = request.path_only().strip_prefix("/control/") {
            return self.obey(order);
        }
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.note_manners(request);
        let path = request.path_only();
        let (kind, feed) = path
            .trim_start_matches('/')
            .split_once('/')
            .unwrap_or_default();
        let number: Option<usize> = feed.trim_end_matches(".xml").parse().ok();
        let Some(member) = number.and_then(|number| self.members.get(number)) else {
            let mut manners = locked(&self.manners);
            if matches!(path, "/" | "/robots.txt") {
                manners.homes += 1;
            } else {
                manners.strangers += 1;
                manners.strange = Some(path.to_owned());
            }
            return not_found();
        };
        let mut member = locked(member);
        let host = member.character.host;
        let flight = Flight::begin(&self.hosts[host]);
        self.note_patience(host, request);
        let said = match kind {
            "f" => member.answer(request, false),
            "n" => member.answer(request, true),
            "login" => return member.portal(request.at).slow(LATENCY).held(flight),
            _ => return not_found(),
        };
        drop(member);
        if let Some(quiet) = said.quiet {
            self.ask_for_quiet(host, request.at, quiet);
        }
        said.answer.slow(LATENCY).held(flight)
    }

    /// What a person or a bench wants: `report`, `publish/FEED` or `advance/SECONDS`.
    fn obey(&self, order: &str) -> Answer {
        let (order, number) = order.split_once('/').unwrap_or((order, ""));
        match order {
            "report" => {}
            "publish" => {
                let feed: Option<usize> = number.parse().ok();
                if let Some(member) = feed.and_then(|feed| self.members.get(feed)) {
                    locked(member).publish_now(self.clock.now());
                }
            }
            "advance" => {
                let seconds = number.parse().unwrap_or(0);
                self.clock.advance(SignedDuration::from_secs(seconds));
            }
            _ => return not_found(),
        }
        Answer::bytes("application/json", self.report().to_string())
    }

    fn note_manners(&self, request: &Request) {
        let mut manners = locked(&self.manners);
        manners.cookies += u32::from(request.headers.contains_key("cookie"));
        manners.referers += u32::from(request.headers.contains_key("referer"));
        manners.queries += u32::from(request.path.contains('?'));
        let agent = request.header("user-agent").unwrap_or_default();
        if manners.agents.len() < AGENTS && !manners.agents.contains(agent) {
            manners.agents.insert(agent.to_owned());
        }
    }

    /// Whether a domain was asked again before the time that it had named. What was on its way
    /// when it named it does not count.
    fn note_patience(&self, host: usize, request: &Request) {
        let mut domain = locked(&self.domains[self.plan.domain_of(host)]);
        let is_after = domain.said_at.is_some_and(|at| request.at > at);
        let is_before = domain.quiet_until.is_some_and(|at| request.at < at);
        if is_after && is_before {
            domain.requests_before += 1;
            domain.example = Some(format!(
                "{} at {}, which had asked for quiet until {:?} at {:?}",
                request.path, request.at, domain.quiet_until, domain.said_at
            ));
        }
    }

    fn ask_for_quiet(&self, host: usize, now: Timestamp, quiet: SignedDuration) {
        let mut domain = locked(&self.domains[self.plan.domain_of(host)]);
        let until = now.checked_add(quiet).ok();
        domain.times += 1;
        domain.quiet_until = domain.quiet_until.max(until);
        domain.said_at = Some(now);
    }
}

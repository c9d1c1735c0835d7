//! `cargo xtask chaos ssrf`: addresses that must not be reached, by every way out of the house.

#[path = "../../../crates/fetch/tests/door/forms.rs"]
mod forms;

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;

use super::as_number;
use crate::house::{House, Programs};
use crate::{goals, shell};

pub(crate) const MANUAL: &str = "
Leads the shipped executable to private addresses in every form there is (check 15): as feeds; by
redirects of feeds; and from inside feeds, as pages of articles, their images and their hub. The
one server that it may reach, on 127.1.0.1, leads astray; a listener on every address of this
machine counts who comes. Whoever is not refused but only finds nobody there counts too.

The forms are those of the room fetch (crates/fetch/tests/door/forms.rs), whose own tests try them
on each way out of the client.
";

/// Where the server that leads astray is: the one private address that is allowed.
const ASTRAY: [u8; 4] = [127, 1, 0, 1];

const CONFIG: &str = "\
[fetch]
allow_private = [\"127.1.0.1/32\"]
resolve = { \"*.example\" = \"127.1.0.1\" }
timeout = \"5s\"
";

/// How many forms stand in one feed.
const IN_A_FEED: usize = 40;

/// What the outcome of a refusal says. A `Location` that is only a path leads back to the server
/// that gave it, which knows no such path.
const REFUSALS: [&str; 8] = [
    "answered 404",
    "private address",
    "is not a web address",
    "itself",
    "has no address",
    "redirects",
    "left out",
    "own",
];

/// Leads astray and prints the figures.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    measure_all(arguments).map(drop)
}

/// Leads astray; returns the lines of figures.
pub(crate) fn measure_all(arguments: &[String]) -> Result<Vec<String>> {
    shell::Options::read(arguments, &[])?;
    let programs = Programs::build()?;
    let trap = Trap::set()?;
    let forms: Vec<String> = forms::urls(trap.port)
        .into_iter()
        .map(|form| form.trim().replace(['\t', '\r', '\n'], ""))
        .collect();
    let locations = forms::locations(trap.port);
    let targets: Vec<String> = forms.iter().chain(&locations).cloned().collect();
    let astray = Astray::start(targets.clone(), forms.clone())?;
    let house = House::with(&programs, "chaos-ssrf", CONFIG)?;
    let opml = house.file("astray.opml");
    std::fs::write(&opml, astray.opml(&forms, targets.len())).context("cannot write a list")?;
    house.output(&["import", &opml.to_string_lossy()])?;
    allow_all(&house)?;
    println!("· depesche fetch --now on {} forms", targets.len());
    let output = house.command(&["fetch", "--now", "--json"]).output()?;
    let answer: Value = serde_json::from_slice(&output.stdout).context("it gave no JSON")?;
    let feeds = answer["feeds"].as_array().cloned().unwrap_or_default();
    let read = feeds
        .iter()
        .filter(|feed| feed["result"] == "fresh")
        .count();
    let not_refused: Vec<_> = feeds.iter().filter(|feed| !is_refused(feed)).collect();
    for feed in not_refused.iter().take(10) {
        println!("  not refused: {} {}", feed["feed"], feed["outcome"]);
    }
    println!(
        "  {} feeds, {read} of them with forms in them; {} requests to the server that leads astray",
        feeds.len(),
        astray.asked.load(Ordering::SeqCst)
    );
    goals::print(&[
        ("chaos.15.forms", as_number(targets.len() as u64)),
        (
            "chaos.15.connections",
            as_number(trap.connections.load(Ordering::SeqCst)),
        ),
        ("chaos.15.not_refused", as_number(not_refused.len() as u64)),
    ])
}

/// Shows whole texts of every source, so that pages and images are wanted.
fn allow_all(house: &House) -> Result<()> {
    let text = house.output(&["sources", "--json"])?;
    let sources: Value = serde_json::from_str(&text).context("`sources --json` gave no JSON")?;
    let list = sources
        .as_array()
        .or_else(|| sources["sources"].as_array())
        .cloned()
        .unwrap_or_default();
    let insides = list.iter().filter_map(|one| one["slug"].as_str());
    for slug in insides.filter(|slug| slug.starts_with("inside")) {
        house.output(&["policy", slug, "full", "--basis", "a licence of its own"])?;
    }
    Ok(())
}

fn is_refused(feed: &Value) -> bool {
    // A feed with forms in it may be read itself.
    let is_inside = feed["feed"]
        .as_str()
        .is_some_and(|url| url.contains("/inside/"));
    let outcome = feed["outcome"].as_str().unwrap_or_default();
    is_inside || REFUSALS.iter().any(|refusal| outcome.contains(refusal))
}

/// A listener on every address of the machine; nobody should come.
struct Trap {
    port: u16,
    connections: Arc<AtomicU64>,
}

impl Trap {
    fn set() -> Result<Self> {
        let listener = TcpListener::bind((Ipv6Addr::UNSPECIFIED, 0))
            .or_else(|_| TcpListener::bind(("0.0.0.0", 0)))
            .context("no port is free")?;
        let port = listener.local_addr()?.port();
        let connections = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&connections);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                counted.fetch_add(1, Ordering::SeqCst);
                drop(stream);
            }
        });
        Ok(Self { port, connections })
    }
}

/// The server that leads astray: `/to/N` redirects to a form, `/inside/N` is a feed of forms.
struct Astray {
    port: u16,
    asked: Arc<AtomicU64>,
    insides: usize,
}

impl Astray {
    fn start(targets: Vec<String>, forms: Vec<String>) -> Result<Self> {
        let listener = TcpListener::bind(SocketAddr::from((ASTRAY, 0)))?;
        let port = listener.local_addr()?.port();
        let asked = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&asked);
        let insides = forms.len().div_ceil(IN_A_FEED);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                counted.fetch_add(1, Ordering::SeqCst);
                // Whoever goes away in between has had enough.
                drop(answer(stream, &targets, &forms));
            }
        });
        Ok(Self {
            port,
            asked,
            insides,
        })
    }

    /// The forms as feeds, redirects to them, and feeds that hold them.
    fn opml(&self, forms: &[String], targets: usize) -> String {
        let port = self.port;
        let mut list = String::from("<opml version=\"2.0\"><body>\n");
        let to = (0..targets).map(|n| format!("http://www.to{n}.example:{port}/to/{n}"));
        let inside =
            (0..self.insides).map(|n| format!("http://inside{n}.example:{port}/inside/{n}"));
        for url in forms.iter().cloned().chain(to).chain(inside) {
            let _ = writeln!(list, "<outline type=\"rss\" xmlUrl=\"{}\"/>", escape(&url));
        }
        list + "</body></opml>\n"
    }
}

fn answer(mut stream: TcpStream, targets: &[String], forms: &[String]) -> Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut line = String::from(" ");
    while !line.trim().is_empty() {
        line.clear();
        reader.read_line(&mut line)?;
    }
    let path = first.split(' ').nth(1).unwrap_or_default();
    let (kind, number) = path
        .trim_start_matches('/')
        .split_once('/')
        .unwrap_or_default();
    let number: usize = number.parse().unwrap_or(0);
    let answer = match (kind, targets.get(number)) {
        ("to", Some(target)) => format!(
            "HTTP/1.1 {} Found\r\nLocation: {target}\r\nContent-Length: 0\r\n",
            [301, 302, 303, 307, 308][number % 5]
        ),
        ("inside", _) => {
            let body = feed(number, forms);
            format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: {}\r\n\
                 Connection: close\r\n\r\n{body}",
                body.len()
            )
        }
        _ => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n".to_owned(),
    };
    let end = if kind == "inside" {
        ""
    } else {
        "Connection: close\r\n\r\n"
    };
    stream.write_all((answer + end).as_bytes())?;
    Ok(())
}

/// A feed whose hub, pages and images are forms.
fn feed(number: usize, forms: &[String]) -> String {
    let chunk = forms.chunks(IN_A_FEED).nth(number).unwrap_or_default();
    let hub = chunk.first().map_or("", String::as_str);
    let mut feed = format!(
        "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel>\
         <title>inside {number}</title><link>http://inside{number}.example/</link>\
         <atom:link rel=\"hub\" href=\"{}\"/>",
        escape(hub)
    );
    for (place, form) in chunk.iter().enumerate() {
        let link = escape(form);
        let image = escape(&format!(
            "<p>A picture.</p><img src=\"{link}x.png\" alt=\"\">"
        ));
        let _ = write!(
            feed,
            "<item><title>Report {place}</title><guid isPermaLink=\"false\">{number}-{place}</guid>\
             <link>{link}</link><description>{image}</description>\
             <enclosure url=\"{link}\" type=\"image/png\" length=\"1\"/></item>"
        );
    }
    feed + "</channel></rss>"
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{IN_A_FEED, feed, forms};

    #[test]
    fn every_form_stands_in_a_feed() {
        let forms = forms::urls(7);
        assert!(forms.len() > 400, "{}", forms.len());
        let feeds: Vec<_> = (0..forms.len().div_ceil(IN_A_FEED))
            .map(|number| feed(number, &forms))
            .collect();
        let items: usize = feeds
            .iter()
            .map(|feed| feed.matches("<item>").count())
            .sum();
        assert_eq!(items, forms.len());
    }
}

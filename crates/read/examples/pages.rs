//! Reads the article of every page of a folder: what `cargo xtask eval pages` scores.
//!
//! The folder holds an `index.json`, a list of objects with `id` and `url`, and `html/ID.html.gz`
//! for each. Out: one line of JSON a page, in the order of the list, with `id` and what was read, or
//! `error`. Pages are read on all cores; with `--time` on one, and each line has the CPU time as
//! `ms`. With `--learned` all other pages of the same `publisher` (or host) are learned from first, in
//! the order of the list, and what repeats is cut; `--others N` takes the first N of them.
//!
//! ```sh
//! cargo run -p depesche-read --example pages -- FOLDER
//! ```

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use depesche_read::furniture::{Memory, cut_page};
use depesche_read::page::{Hints, Page, page_of};
use jiff::Timestamp;
use rustix::time::{ClockId, clock_gettime};
use serde_json::{Value, json};
use url::Url;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What the command line asks for.
#[derive(Default)]
struct Asked {
    folder: PathBuf,
    is_timed: bool,
    /// From how many other pages of its source a page's reader may learn.
    others: Option<usize>,
}

fn main() -> Result<()> {
    let mut asked = Asked::default();
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--time" => asked.is_timed = true,
            "--learned" => asked.others = Some(asked.others.unwrap_or(usize::MAX)),
            "--others" => asked.others = Some(words.next().unwrap_or_default().parse()?),
            _ => asked.folder = PathBuf::from(word),
        }
    }
    let file = asked.folder.join("index.json");
    let index = std::fs::read(&file)
        .map_err(|error| format!("pages FOLDER [--time] [--learned] [--others N]: {error}"))?;
    let index: Vec<Value> = serde_json::from_slice(&index)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in all(&asked, &index) {
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(())
}

/// The lines of all pages, in their order.
fn all(asked: &Asked, index: &[Value]) -> Vec<Value> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = if asked.is_timed { 1 } else { cores };
    let next = AtomicUsize::new(0);
    let lines = Mutex::new(vec![Value::Null; index.len()]);
    let work = || loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        if at >= index.len() {
            break;
        }
        let line = line(asked, index, at);
        lines.lock().expect("nobody panics while holding it")[at] = line;
    };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    lines.into_inner().expect("nobody panics while holding it")
}

fn line(asked: &Asked, index: &[Value], at: usize) -> Value {
    let mut line =
        answer(asked, index, at).unwrap_or_else(|error| json!({ "error": error.to_string() }));
    line["id"] = index[at]["id"].clone();
    line
}

fn answer(asked: &Asked, index: &[Value], at: usize) -> Result<Value> {
    let file = File::read(&asked.folder, &index[at])?;
    let mut memory = match asked.others {
        Some(count) => Some(learned(asked, index, at, count)?),
        None => None,
    };
    let start = cpu_seconds();
    let page = file.page(memory.as_mut())?;
    let ms = (cpu_seconds() - start) * 1e3;
    let mut line = json!({
        "text": page.text,
        "title": page.title,
        "byline": page.byline,
        "published": page.published.map(|at| at.to_string()),
        "image": page.image,
        "html": page.html,
        "paywalled": page.paywalled,
        "complaints": page.complaints,
    });
    if asked.is_timed {
        line["ms"] = json!(ms);
    }
    Ok(line)
}

/// What other pages of the same source teach.
fn learned(asked: &Asked, index: &[Value], at: usize, count: usize) -> Result<Memory> {
    let source = source(&index[at]);
    let others = index.iter().enumerate();
    let others = others.filter(|(other, entry)| *other != at && self::source(entry) == source);
    let mut memory = Memory::default();
    for (_, entry) in others.take(count) {
        File::read(&asked.folder, entry)?.page(Some(&mut memory))?;
    }
    // As the store keeps it between two pages.
    Ok(Memory::read(&memory.to_bytes(), BTreeMap::new()))
}

/// The publisher, or the host.
fn source(entry: &Value) -> Option<String> {
    let host = || {
        Some(
            Url::parse(entry["url"].as_str()?)
                .ok()?
                .host_str()?
                .to_owned(),
        )
    };
    entry["publisher"].as_str().map(str::to_owned).or_else(host)
}

struct File {
    url: Url,
    bytes: Vec<u8>,
}

impl File {
    fn read(folder: &Path, entry: &Value) -> Result<Self> {
        let id = entry["id"].as_str().ok_or("the page has no `id`")?;
        let url = Url::parse(entry["url"].as_str().ok_or("the page has no `url`")?)?;
        let packed = std::fs::read(folder.join("html").join(format!("{id}.html.gz")))?;
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes)?;
        Ok(Self { url, bytes })
    }

    /// Reads it, and cuts it where a memory is given.
    fn page(&self, mut memory: Option<&mut Memory>) -> Result<Page> {
        let hints = Hints {
            memory: memory.as_deref(),
            ..Hints::default()
        };
        // One page that makes us panic must not hide how the others fare.
        let read = || page_of(&self.bytes, &self.url, Some("text/html"), hints);
        let mut page = catch_unwind(AssertUnwindSafe(read)).map_err(|_| "it panicked")?;
        if let Some(memory) = memory.as_mut() {
            let title = page.title.clone();
            cut_page(&mut page, &title, Timestamp::UNIX_EPOCH, memory);
        }
        Ok(page)
    }
}

/// The CPU time of this thread.
fn cpu_seconds() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    #[expect(
        clippy::cast_precision_loss,
        reason = "a program runs less than 2^52 ns"
    )]
    let seconds = time.tv_sec as f64 + time.tv_nsec as f64 / 1e9;
    seconds
}

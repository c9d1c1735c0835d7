//! Reads the article of every page of a folder: what `cargo xtask eval pages` scores.
//!
//! The folder holds an `index.json`, a list of objects with `id` and `url`, and `html/ID.html.gz`
//! for each. Out: one line of JSON a page, in the order of the list, with `id` and what was read, or
//! `error`. Pages are read on all cores; with `--time` on one, and each line has the CPU time as
//! `ms`.
//!
//! ```sh
//! cargo run -p depesche-read --example pages -- FOLDER
//! ```

use std::error::Error;
use std::io::{Read, Write};
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustix::time::{ClockId, clock_gettime};
use serde_json::{Value, json};
use url::Url;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let (mut folder, mut is_timed) = (None, false);
    for word in std::env::args().skip(1) {
        match word.as_str() {
            "--time" => is_timed = true,
            _ => folder = Some(PathBuf::from(word)),
        }
    }
    let folder = folder.ok_or("pages FOLDER [--time]")?;
    let index: Vec<Value> = serde_json::from_slice(&std::fs::read(folder.join("index.json"))?)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in all(&folder, &index, is_timed) {
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(())
}

/// The lines of all pages, in their order.
fn all(folder: &Path, index: &[Value], is_timed: bool) -> Vec<Value> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = if is_timed { 1 } else { cores };
    let next = AtomicUsize::new(0);
    let lines = Mutex::new(vec![Value::Null; index.len()]);
    let work = || loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let Some(entry) = index.get(at) else {
            break;
        };
        let line = line(folder, entry, is_timed);
        lines.lock().expect("nobody panics while holding it")[at] = line;
    };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    lines.into_inner().expect("nobody panics while holding it")
}

fn line(folder: &Path, entry: &Value, is_timed: bool) -> Value {
    let mut line = answer(folder, entry, is_timed)
        .unwrap_or_else(|error| json!({ "error": error.to_string() }));
    line["id"] = entry["id"].clone();
    line
}

fn answer(folder: &Path, entry: &Value, is_timed: bool) -> Result<Value> {
    let id = entry["id"].as_str().ok_or("the page has no `id`")?;
    let url = Url::parse(entry["url"].as_str().ok_or("the page has no `url`")?)?;
    let packed = std::fs::read(folder.join("html").join(format!("{id}.html.gz")))?;
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes)?;
    let start = cpu_seconds();
    // One page that makes us panic must not hide how the others fare.
    let page = catch_unwind(|| depesche_read::page(&bytes, &url, Some("text/html")))
        .map_err(|_| "it panicked")?;
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
    if is_timed {
        line["ms"] = json!(ms);
    }
    Ok(line)
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

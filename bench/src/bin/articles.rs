//! Reads the articles of pages: `articles read NAME FOLDER`, `articles time PASSES FOLDER…`.
//!
//! `read` writes what one candidate finds, a line of JSON a page (see
//! `crates/read/examples/pages.rs`). `time` lets all candidates take turns on one thread and writes
//! one object: for each the milliseconds of CPU time of every page, of the best pass. Unpacking is
//! not timed.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use depesche_bench::articles::{EXTRACTORS, Extractor, Page};
use depesche_bench::clock;
use serde_json::{Map, Value, json};

fn main() -> Result<()> {
    // What a candidate says while it panics is of no interest here.
    std::panic::set_hook(Box::new(|_| {}));
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["read", name, folder] => read(Extractor::named(name)?, Path::new(folder)),
        ["time", passes, folders @ ..] => {
            let folders: Vec<PathBuf> = folders.iter().map(PathBuf::from).collect();
            println!("{}", time(passes.parse()?, &folders)?);
            Ok(())
        }
        _ => bail!("articles read NAME FOLDER | time PASSES FOLDER…"),
    }
}

fn read(extractor: &Extractor, folder: &Path) -> Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for page in Page::all(folder)? {
        let page = page?;
        let line = match extractor.read(&page) {
            Some(article) => article.line(&page.id),
            None => json!({ "id": page.id, "error": "nothing was found" }),
        };
        writeln!(out, "{line}")?;
    }
    out.flush().context("cannot write the lines")
}

fn time(passes: usize, folders: &[PathBuf]) -> Result<Value> {
    let mut pages = Vec::new();
    for folder in folders {
        for page in Page::all(folder)? {
            pages.push(page?);
        }
    }
    let mut best = vec![vec![f64::INFINITY; pages.len()]; EXTRACTORS.len()];
    for _ in 0..passes {
        for (at, page) in pages.iter().enumerate() {
            for (extractor, best) in EXTRACTORS.iter().zip(&mut best) {
                let (seconds, article) = clock::time(|| extractor.read(page));
                drop(article);
                best[at] = best[at].min(seconds * 1e3);
            }
        }
    }
    let times = EXTRACTORS.iter().zip(best);
    let times: Map<String, Value> = times
        .map(|(extractor, best)| (extractor.name.to_owned(), json!(best)))
        .collect();
    Ok(Value::Object(times))
}

//! How fast feeds are read, and how many can be: `depesche_feed::read` beside other crates.
//!
//! `cargo run --release --manifest-path bench/Cargo.toml --bin feeds -- FOLDER [ROUNDS]`
//!
//! Every file of the folder is read by each reader, on one thread, from memory; MB/s are of CPU
//! time. A reader that panics on a file has failed on it. Linux only.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use anyhow::{Context, Result, ensure};

/// A reader: how many entries it finds in these bytes, or `None` where it gives up.
type Reader = fn(&[u8]) -> Option<usize>;

const READERS: &[(&str, Reader)] = &[
    ("depesche-feed", |bytes| {
        let reading = depesche_feed::read(bytes, &depesche_feed::Hints::default()).ok()?;
        Some(reading.entries.len())
    }),
    ("feedparser-rs", |bytes| {
        Some(feedparser_rs::parse(bytes).ok()?.entries.len())
    }),
    ("feed-rs", |bytes| {
        Some(feed_rs::parser::parse(bytes).ok()?.entries.len())
    }),
];

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().context("name a folder of feeds")?;
    let rounds: usize = arguments.next().map_or(Ok(5), |text| text.parse())?;
    let feeds = load(Path::new(&folder))?;
    ensure!(!feeds.is_empty() && rounds > 0, "there is nothing to read");
    // What a reader says while it panics is not of interest here; that it did is counted.
    std::panic::set_hook(Box::new(|_| {}));

    let megabytes = feeds.iter().map(Vec::len).sum::<usize>() as f64 / 1e6;
    println!(
        "{} feeds, {megabytes:.1} MB, {rounds} rounds\n",
        feeds.len()
    );
    println!("{:<16}{:>8}{:>10}{:>10}", "", "MB/s", "entries", "failed");
    for (name, reader) in READERS {
        let start = cpu_seconds()?;
        let mut counts = Vec::new();
        for _ in 0..rounds {
            counts = feeds.iter().map(|feed| guarded(*reader, feed)).collect();
        }
        let speed = megabytes * rounds as f64 / (cpu_seconds()? - start);
        let entries: usize = counts.iter().flatten().sum();
        let failed = counts.iter().filter(|count| count.is_none()).count();
        println!("{name:<16}{speed:>8.1}{entries:>10}{failed:>10}");
    }
    Ok(())
}

fn guarded(reader: Reader, bytes: &[u8]) -> Option<usize> {
    catch_unwind(AssertUnwindSafe(|| reader(bytes)))
        .ok()
        .flatten()
}

/// The CPU time of this thread: the first number of its `schedstat`, in nanoseconds.
fn cpu_seconds() -> Result<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds: f64 = text.split(' ').next().unwrap_or_default().parse()?;
    Ok(nanoseconds / 1e9)
}

fn load(folder: &Path) -> Result<Vec<Vec<u8>>> {
    let mut feeds = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot list {folder:?}"))? {
        let path = entry?.path();
        if path.is_file() {
            feeds.push(std::fs::read(&path).with_context(|| format!("cannot read {path:?}"))?);
        }
    }
    Ok(feeds)
}

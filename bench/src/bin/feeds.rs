//! How fast feeds are read: `feeds PASSES [FOLDER…]`; without a folder, feeds of our own making.
//!
//! Every candidate tries every file. Only files that all can read count for speed, so that nobody
//! is fast by giving up. The candidates take turns, and the best pass of each counts: whatever
//! else the machine does can only make a pass slower.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use depesche_bench::clock;
use depesche_bench::corpus::{self, Feed};
use depesche_bench::readers::{OURS, READERS, Reader, YARDSTICK};
use serde_json::json;

/// A turn lasts at least this long, in seconds: a quick candidate reads all several times.
const SHORTEST_TURN: f64 = 0.1;

/// How a candidate did.
struct Row {
    reader: &'static Reader,
    entries: usize,
    failed: Vec<String>,
    megabytes_a_second: f64,
}

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let passes: usize = arguments.next().context("how many passes?")?.parse()?;
    let folders: Vec<PathBuf> = arguments.map(PathBuf::from).collect();
    // What a candidate says while it panics is of no interest here; that it failed is counted.
    std::panic::set_hook(Box::new(|_| {}));
    let feeds = corpus::load(&folders)?;

    let mut rows: Vec<Row> = READERS
        .iter()
        .map(|reader| try_all(reader, &feeds))
        .collect();
    let common: Vec<&Feed> = feeds
        .iter()
        .filter(|feed| rows.iter().all(|row| !row.failed.contains(&feed.name)))
        .collect();
    ensure!(
        !common.is_empty(),
        "there is no feed that every candidate reads"
    );
    take_turns(&mut rows, &common, passes);
    report(&rows, &feeds, &common);

    let ours = row(&rows, OURS)?;
    let speed = ours.megabytes_a_second / row(&rows, YARDSTICK)?.megabytes_a_second;
    println!("{}", json!({ "speed": speed, "failed": ours.failed.len() }));
    Ok(())
}

fn try_all(reader: &'static Reader, feeds: &[Feed]) -> Row {
    let mut row = Row {
        reader,
        entries: 0,
        failed: Vec::new(),
        megabytes_a_second: 0.0,
    };
    for feed in feeds {
        match reader.read(&feed.bytes) {
            Some(entries) => row.entries += entries,
            None => row.failed.push(feed.name.clone()),
        }
    }
    row
}

fn take_turns(rows: &mut [Row], feeds: &[&Feed], passes: usize) {
    let megabytes = megabytes(feeds.iter().map(|feed| feed.bytes.len()).sum());
    for _ in 0..passes {
        for row in &mut *rows {
            let mut seconds = 0.0;
            while seconds < SHORTEST_TURN {
                let (taken, _) = clock::time(|| read_all(row.reader, feeds));
                seconds += taken;
                row.megabytes_a_second = row.megabytes_a_second.max(megabytes / taken);
            }
        }
    }
}

fn read_all(reader: &Reader, feeds: &[&Feed]) -> usize {
    feeds
        .iter()
        .filter_map(|feed| std::hint::black_box(reader.read(&feed.bytes)))
        .sum()
}

fn report(rows: &[Row], feeds: &[Feed], common: &[&Feed]) {
    let size = megabytes(common.iter().map(|feed| feed.bytes.len()).sum());
    eprintln!(
        "\n{} feeds, {:.1} MB; {} of them, {size:.1} MB, are read by every candidate and timed\n",
        feeds.len(),
        megabytes(corpus::size(feeds)),
        common.len(),
    );
    let yardstick = row(rows, YARDSTICK).map_or(0.0, |row| row.megabytes_a_second);
    eprintln!(
        "{:<24}{:>10}{:>12}{:>10}{:>10}",
        "speed", "MB/s", "× feed-rs", "entries", "failed"
    );
    for row in rows {
        let speed = row.megabytes_a_second;
        eprint!(
            "{:<24}{speed:>10.1}{:>12.2}",
            row.reader.name,
            speed / yardstick
        );
        if row.reader.is_parser {
            eprint!("{:>10}", row.entries);
        } else {
            eprint!("{:>10}", "");
        }
        eprintln!("{:>10}", row.failed.len());
    }
    for name in row(rows, OURS).iter().flat_map(|row| &row.failed) {
        eprintln!("ours failed on {name}");
    }
}

fn row<'a>(rows: &'a [Row], name: &str) -> Result<&'a Row> {
    rows.iter()
        .find(|row| row.reader.is(name))
        .context("a candidate is missing")
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

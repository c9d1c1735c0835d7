//! What reading feeds allocates: `heap [FOLDER…]`; without a folder, feeds of our own making.
//!
//! A program beside `feeds`, because counting costs time. The input is not counted; the feed that a
//! reader gives is.

#[path = "../counting.rs"]
mod counting;

use std::path::PathBuf;

use anyhow::Result;
use depesche_bench::corpus::{self, Feed};
use depesche_bench::readers::{OURS, READERS, Reader};
use serde_json::json;

/// From this size on a feed's peak counts, in bytes: below it, tables of fixed size show most.
const LARGE: usize = 50_000;

/// What one candidate allocated over all the feeds that it could read.
#[derive(Default)]
struct Row {
    count: usize,
    allocated: usize,
    peaks: usize,
    input: usize,
    /// Peak over size of each large feed, the smallest first, with the feed's name.
    large: Vec<(f64, String)>,
}

fn main() -> Result<()> {
    let folders: Vec<PathBuf> = std::env::args().skip(1).map(PathBuf::from).collect();
    std::panic::set_hook(Box::new(|_| {}));
    let feeds = corpus::load(&folders)?;
    eprintln!(
        "\n{:<24}{:>12}{:>12}{:>10}{:>10}{:>10}",
        "memory", "allocs/MB", "bytes/byte", "peak: all", "median", "max"
    );
    eprintln!("{:>68}{:>10}", "of files", "> 50 kB");
    let mut heap = 0.0;
    for reader in READERS.iter().filter(|reader| reader.is_parser) {
        let row = measure(reader, &feeds);
        print(reader, &row);
        if reader.is(OURS) {
            heap = row.large.last().map_or(0.0, |(ratio, _)| *ratio);
            for (ratio, name) in row.large.iter().rev().take(3) {
                eprintln!("    {ratio:.2} × {name}");
            }
        }
    }
    println!("{}", json!({ "heap": heap }));
    Ok(())
}

fn measure(reader: &Reader, feeds: &[Feed]) -> Row {
    let mut row = Row::default();
    for feed in feeds {
        let (allocated, read) = counting::count(|| reader.read(&feed.bytes));
        if read.is_none() {
            continue;
        }
        row.count += allocated.count;
        row.allocated += allocated.bytes;
        row.peaks += allocated.peak;
        row.input += feed.bytes.len();
        if feed.bytes.len() > LARGE {
            let ratio = allocated.peak as f64 / feed.bytes.len() as f64;
            row.large.push((ratio, feed.name.clone()));
        }
    }
    row.large.sort_by(|one, other| one.0.total_cmp(&other.0));
    row
}

fn print(reader: &Reader, row: &Row) {
    let ratio = |at: usize| row.large.get(at).map_or(0.0, |(ratio, _)| *ratio);
    let per_byte = |bytes: usize| bytes as f64 / row.input as f64;
    eprintln!(
        "{:<24}{:>12.0}{:>12.2}{:>10.2}{:>10.2}{:>10.2}",
        reader.name,
        per_byte(row.count) * 1e6,
        per_byte(row.allocated),
        per_byte(row.peaks),
        ratio(row.large.len() / 2),
        ratio(row.large.len().saturating_sub(1)),
    );
}

//! `cargo xtask bench feeds`: our reader of feeds beside other crates.

use anyhow::Result;

use crate::comparisons::{self, number};
use crate::{goals, shell};

pub(crate) const MANUAL: &str = "
Builds the workspace in bench/ in release and reads every file of the folders (without one: feeds
that it makes itself) with `depesche_feed::read`, feed-rs, feedparser-rs and rss with
atom_syndication; quick-xml's raw events and a search for `<` show what is at all possible.

Speed is in MB per second of CPU time, on one thread, of the files that every candidate reads; the
candidates take turns, and the best of the passes counts. Memory is counted by an allocator, in a
program of its own, since counting costs time: allocations per MB, bytes allocated per byte, and
the peak of the heap over the size of the file. feeds.failed counts the files that ours gives up.
";

/// Measures and prints the figures.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    measure_all(arguments).map(drop)
}

/// Measures; returns the lines of figures.
pub(crate) fn measure_all(arguments: &[String]) -> Result<Vec<String>> {
    let (options, folders) = comparisons::split(arguments)?;
    let options = shell::Options::read(options, &["passes"])?;
    let passes = options.number("passes", 5)?.max(1).to_string();
    let programs = comparisons::build(&["feeds", "heap"])?;
    let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
    let speed = programs.figures("feeds", &[&[passes.as_str()], folders.as_slice()].concat())?;
    let heap = programs.figures("heap", &folders)?;
    goals::print(&[
        ("feeds.speed", number(&speed, "speed")?),
        ("feeds.heap", number(&heap, "heap")?),
        ("feeds.failed", number(&speed, "failed")?),
    ])
}

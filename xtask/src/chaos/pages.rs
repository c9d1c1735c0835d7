//! `cargo xtask chaos pages`: web pages that are made to hurt.

use anyhow::Result;

use super::feeds::{Limits, torment};
use crate::{comparisons, goals, shell};

pub(crate) const MANUAL: &str = "
Reads the pages of bench/src/hostile_pages.rs with `depesche_read::page`, in a program beside this one
(bench/torment), on one thread with the stack that a thread of the service has: 50,000 tags deep,
50,000 attributes, 100,000 paragraphs, an attribute of 50 MB, markup that makes parsers repair for
ever, structured data that never ends.

Panics are caught and counted. Should the program abort or stand still, that counts as a panic too,
and it is started again behind the page. CPU time and the peak of the heap, above what was held
before, are taken of each page. What is over a goal is written to target/chaos/pages/.
";

/// What a page may take and hold; the goals of the figures say the same.
const LIMITS: Limits = Limits {
    seconds: 2.0,
    bytes: 64e6,
};

/// Reads them and prints the figures.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    measure_all(arguments).map(drop)
}

/// Reads them; returns the lines of figures.
pub(crate) fn measure_all(arguments: &[String]) -> Result<Vec<String>> {
    shell::Options::read(arguments, &[])?;
    let programs = comparisons::build(&["torment"])?;
    let total = torment(&programs, "pages", &["pages".to_owned()], LIMITS)?;
    goals::print(&[
        ("pages.hostile.panics", total.panics),
        ("pages.hostile.slowest", total.slowest),
        ("pages.hostile.heap", total.heap / 1e6),
    ])
}

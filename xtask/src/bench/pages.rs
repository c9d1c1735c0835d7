//! `cargo xtask bench pages`: how fast articles are found in pages, ours beside other crates.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{comparisons, goals, measure, shell};

pub(crate) const MANUAL: &str = "
Builds the workspace in bench/ in release and reads every page of the folders (each with an
`index.json` and `html/`, see `eval pages`) with `depesche_read::page`, trafilatura in two settings,
and dom_smoothie. Ours decodes the page, reads what it says of itself, finds the article and cleans
it; the others get decoded text and clean nothing.

Time is CPU time on one thread. The candidates take turns at each page, and for each page the best
of the passes counts; unpacking is not timed. Memory is the peak of a process that reads the pages of
the first folder one after the other.
";

/// The candidates of bench/articles that are measured for memory too; ours is the first.
const CANDIDATES: [&str; 4] = [
    "depesche-read",
    "trafilatura",
    "trafilatura-precision",
    "dom_smoothie",
];

/// How long the pages took one candidate, in milliseconds.
struct Times {
    per_second: f64,
    median: f64,
    slow: f64,
    slowest: f64,
}

/// Measures and prints the figures.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    measure_all(arguments).map(drop)
}

/// Measures; returns the lines of figures.
pub(crate) fn measure_all(arguments: &[String]) -> Result<Vec<String>> {
    let (options, folders) = comparisons::split(arguments)?;
    let options = shell::Options::read(options, &["passes"])?;
    let passes = options.number("passes", 5)?.max(1).to_string();
    let Some(first) = folders.first() else {
        bail!("which folders? Each holds an index.json and html/");
    };
    let programs = comparisons::build(&["articles"])?;
    let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
    let all = programs.figures(
        "articles",
        &[&["time", &passes], folders.as_slice()].concat(),
    )?;
    println!(
        "\n{:<24}{:>10}{:>10}{:>10}{:>10}{:>10}",
        "", "pages/s", "p50 ms", "p99 ms", "max ms", "peak MB"
    );
    let mut figures = Vec::new();
    for name in CANDIDATES {
        let times = Times::of(&all[name]).with_context(|| format!("{name} was not timed"))?;
        let cost = measure::run(&mut programs.command("articles", &["read", name, first]))?;
        println!(
            "{name:<24}{:>10.0}{:>10.1}{:>10.1}{:>10.1}{:>10.0}",
            times.per_second, times.median, times.slow, times.slowest, cost.peak_rss_mb
        );
        if name == CANDIDATES[0] {
            figures = vec![
                ("pages.speed", times.per_second),
                ("pages.p99", times.slow),
                ("pages.rss", cost.peak_rss_mb),
            ];
        }
    }
    goals::print(&figures)
}

impl Times {
    fn of(list: &Value) -> Option<Self> {
        let mut times: Vec<f64> = list.as_array()?.iter().filter_map(Value::as_f64).collect();
        times.sort_by(f64::total_cmp);
        let slowest = *times.last()?;
        #[expect(clippy::cast_precision_loss, reason = "pages are far fewer than 2^52")]
        let count = times.len() as f64;
        Some(Self {
            per_second: count / times.iter().sum::<f64>() * 1e3,
            median: times[times.len() / 2],
            slow: times[times.len() * 99 / 100],
            slowest,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Times;

    #[test]
    fn times_are_put_in_order() {
        let times = Times::of(&json!([4.0, 1.0, 3.0])).expect("numbers");
        assert!((times.per_second - 375.0).abs() < 1e-9);
        assert!((times.median - 3.0).abs() < 1e-9);
        assert!((times.slow - 4.0).abs() < 1e-9 && (times.slowest - 4.0).abs() < 1e-9);
        assert!(Times::of(&json!([])).is_none());
    }
}

//! `cargo xtask figures`: the quick figures, written down.

use anyhow::{Context, Result};

use crate::{bench, chaos, comparisons, conform, eval, shell};

pub(crate) const MANUAL: &str = "
Runs `bench ingest`, `chaos ingest`, `conform feeds`, `bench feeds`, `chaos feeds`, `chaos pages`
and `eval translate` as they are and writes their figures with their goals to docs/figures.md, so that a change of a figure is
seen in review. Takes some minutes, most of them for the release builds; Python and, once, the network
are needed (see `conform feeds`).

The folders hold real feeds, for those three that read them; without one real.* is not measured.

  --only FILE      measures suite.in_the_wild.* too: the files of the suite that FILE names
  --probes DIR     measures probes.* too
";

/// Measures and writes docs/figures.md.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let (options, folders) = comparisons::split(arguments)?;
    shell::Options::read(options, &["only", "probes"])?;
    let mut lines = bench::ingest::measure_all(&[])?;
    lines.extend(chaos::ingest::measure_all(&[])?);
    lines.extend(conform::measure_all(&[])?);
    for option in options.chunks(2) {
        lines.extend(conform::measure_all(option)?);
    }
    if !folders.is_empty() {
        lines.extend(conform::measure_all(&folders)?);
    }
    lines.extend(bench::feeds::measure_all(&folders)?);
    lines.extend(chaos::feeds::measure_all(&folders)?);
    lines.extend(chaos::pages::measure_all(&[])?);
    lines.extend(eval::translate::measure_all(&[])?);
    let file = shell::root().join("docs").join("figures.md");
    std::fs::write(&file, page(&lines, &machine()))
        .with_context(|| format!("cannot write {}", file.display()))?;
    println!("\nwritten: docs/figures.md");
    Ok(())
}

/// The page: a table of the figures' lines.
fn page(lines: &[String], machine: &str) -> String {
    let rows: Vec<String> = lines.iter().filter_map(|line| row(line)).collect();
    format!(
        "# Figures\n\nWritten by `cargo xtask figures`; the goals stand in `xtask/src/goals.rs`. \
         Measured on {machine}.\n\n| figure | measured | goal | |\n| --- | ---: | ---: | --- |\n{}\n",
        rows.join("\n")
    )
}

fn row(line: &str) -> Option<String> {
    let words: Vec<&str> = line.split(' ').collect();
    let ["FIGURE", name, value, unit, goal, verdict] = words.as_slice() else {
        return None;
    };
    Some(format!("| {name} | {value} {unit} | {goal} | {verdict} |"))
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let about = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = about
        .lines()
        .find_map(|line| line.strip_prefix("model name"));
    let name = name.map_or("an unknown processor", |name| {
        name.trim_start_matches([' ', '\t', ':'])
    });
    format!("{cores} cores of {name}")
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn a_figure_is_a_row() {
        let page = page(&["FIGURE a.b 1.5 s <=2 ok".to_owned()], "2 cores");
        assert!(page.ends_with("| a.b | 1.5 s | <=2 | ok |\n"), "{page}");
    }
}

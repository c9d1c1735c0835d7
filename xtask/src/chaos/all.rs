//! `cargo xtask chaos all`: everything that can go wrong, one after the other.

use std::time::Instant;

use anyhow::Result;

use super::{disk, feeds, hostile, ingest, media, pages, simulation, ssrf, take_flag};
use crate::shell;

pub(crate) const MANUAL: &str = "
Runs all that `chaos` has and prints, at the end, one line for each figure. The number in a name is
that of the check in the list of what the portal must withstand (`feeds.hostile` and `feeds.mutated`
are check 17).

  cargo xtask chaos all --quick    about five minutes, once the programs are built
  cargo xtask chaos all            about half an hour
  cargo xtask chaos all --full     and with ten thousand dead hosts

A part that cannot run here (no root for the full disk) is named and counts as short. --seed N
repeats a run; the seed is printed. All load stays on loopback.
";

/// One part: its name, and how it is run.
type Part = (
    &'static str,
    fn(&[String]) -> Result<Vec<String>>,
    Vec<String>,
);

/// Runs everything; fails when a figure is short or a part could not run.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let (is_quick, rest) = take_flag(arguments, "--quick");
    let (is_full, rest) = take_flag(&rest, "--full");
    let options = shell::Options::read(&rest, &["seed"])?;
    let seed = options.number("seed", u64::from(std::process::id()))?;
    println!("seed {seed}");
    let start = Instant::now();
    let mut lines = Vec::new();
    let mut missing = Vec::new();
    for (name, part, arguments) in parts(is_quick, is_full, seed) {
        println!("\n── {name} {}", arguments.join(" "));
        match part(&arguments) {
            Ok(figures) => lines.extend(figures),
            Err(error) => missing.push(format!("{name}: {error:#}")),
        }
    }
    println!("\n── all, after {}", shell::duration(start.elapsed()));
    for line in &lines {
        println!("{line}");
    }
    for part in &missing {
        println!("MISSING {part}");
    }
    let short = lines.iter().filter(|line| line.ends_with(" short")).count();
    if short + missing.len() > 0 {
        anyhow::bail!(
            "{short} figures are short, {} parts are missing",
            missing.len()
        );
    }
    Ok(())
}

fn parts(is_quick: bool, is_full: bool, seed: u64) -> Vec<Part> {
    let words = |text: String| text.split_whitespace().map(str::to_owned).collect();
    let pick = |quick: &'static str, normal: &'static str| if is_quick { quick } else { normal };
    let time = match (is_quick, is_full) {
        (true, _) => "--quick",
        (_, true) => "--full",
        _ => "",
    };
    let ingest = pick(
        "--rounds 5 --feeds 200 --entries 20",
        "--rounds 100 --feeds 1000 --entries 20",
    );
    vec![
        (
            "ingest",
            ingest::measure_all,
            words(format!("{ingest} --seed {seed}")),
        ),
        (
            "disk",
            disk::measure_all,
            words(pick("--seconds 15 --feeds 400", "--seconds 60").to_owned()),
        ),
        (
            "time",
            simulation::measure_all,
            words(format!("{time} --seed {seed}")),
        ),
        ("ssrf", ssrf::measure_all, Vec::new()),
        (
            "hostile",
            hostile::measure_all,
            words(pick("--slow 100 --seconds 45", "--slow 1000").to_owned()),
        ),
        (
            "feeds",
            feeds::measure_all,
            words(format!(
                "--mutations {} --seed {seed}",
                pick("2000", "100000")
            )),
        ),
        ("pages", pages::measure_all, Vec::new()),
        ("media", media::measure_all, Vec::new()),
    ]
}

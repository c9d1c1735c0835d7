//! What an import of many feeds costs: over real HTTP, from the list to the index.

use anyhow::{Result, anyhow};
use serde_json::Value;

use super::last_object;
use crate::house::{House, Programs, World, number};
use crate::measure::{self, Cost};
use crate::{goals, machine, shell};

pub(crate) const MANUAL: &str = "
Builds the release executable and the fake web, which serves generated feeds (entries of 1–6 kB
of HTML, gzip) on loopback. Then, on an empty data folder with article pages off:

  depesche import feeds.opml
  depesche fetch --now     everything is new: fetched, read, stored, indexed
  depesche fetch --now     nothing is new: every feed answers 304

The CPU time (user and system) and the peak memory are those of the `fetch` processes; the fake
web runs in a process of its own and is not counted. What was stored is counted in the database
by sqlite3, and a sample of the articles must be found by `depesche search`.

All of this is done --passes N times (three by default), each on a folder of its own. The least CPU
time counts, since a busy machine only ever adds to it; the memory is the most that any pass took,
and each must store and find everything.
";

/// How many articles are searched for.
const SAMPLE: usize = 20;

/// Measures and prints the figures.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    measure_all(arguments).map(drop)
}

/// Measures; returns the lines of figures.
pub(crate) fn measure_all(arguments: &[String]) -> Result<Vec<String>> {
    let options = shell::Options::read(arguments, &["feeds", "entries", "passes"])?;
    let feeds = options.number("feeds", 1000)?.to_string();
    let entries = options.number("entries", 30)?.to_string();
    let load = ["load", "--feeds", &feeds, "--entries", &entries];
    let programs = Programs::build()?;
    let mut best = measure_pass(&programs, &load)?;
    for _ in 1..options.number("passes", 3)? {
        best = best.better(&measure_pass(&programs, &load)?);
    }
    goals::print(&[
        ("ingest.first.cpu", best.first),
        ("ingest.second.cpu", best.second),
        ("ingest.rss", best.peak_rss_mb),
        ("ingest.articles", best.articles),
        ("ingest.searchable", best.searchable),
    ])
}

/// What a pass showed: CPU seconds, megabytes, counts, percent.
struct Pass {
    first: f64,
    second: f64,
    peak_rss_mb: f64,
    articles: f64,
    searchable: f64,
}

impl Pass {
    fn better(&self, other: &Self) -> Self {
        Self {
            first: self.first.min(other.first),
            second: self.second.min(other.second),
            peak_rss_mb: self.peak_rss_mb.max(other.peak_rss_mb),
            articles: self.articles.min(other.articles),
            searchable: self.searchable.min(other.searchable),
        }
    }
}

fn measure_pass(programs: &Programs, load: &[&str]) -> Result<Pass> {
    let sqlite = machine::sqlite().map_err(|why| anyhow!(why))?;
    let house = House::new(programs, "bench-ingest")?;
    let opml = house.file("feeds.opml");
    let _world = World::start(programs, load, &opml)?;

    println!("· depesche import");
    let import = measure::run(&mut house.command(&["import", &opml.to_string_lossy()]))?;
    println!("· depesche fetch --now: everything is new");
    let first = measure::run(&mut house.command(&["fetch", "--now", "--json"]))?;
    println!("· depesche fetch --now: nothing is new");
    let second = measure::run(&mut house.command(&["fetch", "--now", "--json"]))?;

    let stored = house.rows(&sqlite, "select count(*) as n from articles")?;
    let searchable = searchable(&house, &sqlite)?;
    print_costs(&[
        ("import", &import),
        ("first fetch", &first),
        ("second fetch", &second),
    ]);
    for (name, cost) in [("first fetch", &first), ("second fetch", &second)] {
        print_summary(name, &cost.stdout);
    }
    Ok(Pass {
        first: first.cpu_seconds,
        second: second.cpu_seconds,
        peak_rss_mb: first.peak_rss_mb.max(second.peak_rss_mb),
        articles: number(&stored, "n"),
        searchable,
    })
}

/// How many of a sample of the articles are found by their titles, in percent.
fn searchable(house: &House, sqlite: &std::path::Path) -> Result<f64> {
    let query = format!("select title from articles order by id % 977, id limit {SAMPLE}");
    super::real::share_found(house, &house.rows(sqlite, &query)?)
}

fn print_costs(costs: &[(&str, &Cost)]) {
    println!(
        "\n  {:<16}{:>10}{:>10}{:>12}",
        "", "CPU s", "wall s", "peak MB"
    );
    for (name, cost) in costs {
        let wall = cost.wall.as_secs_f64();
        let (cpu, memory) = (cost.cpu_seconds, cost.peak_rss_mb);
        println!("  {name:<16}{cpu:>10.2}{wall:>10.2}{memory:>12.1}");
    }
}

/// The numbers that the program itself gives at its end: counts, and the time of each stage.
fn print_summary(name: &str, stdout: &str) {
    let Some(Value::Object(summary)) = last_object(stdout) else {
        return;
    };
    println!("\n  {name}, as the program says:");
    for (key, value) in summary {
        match value {
            Value::Object(parts) => {
                for (part, value) in parts {
                    println!("    {:<28}{value}", format!("{key}.{part}"));
                }
            }
            Value::Number(_) => println!("    {key:<28}{value}"),
            _ => {}
        }
    }
}

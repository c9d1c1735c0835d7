//! `cargo xtask chaos ingest`: kill -9 at random points of an import.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;

use super::as_number;
use crate::house::{House, Programs, World, number};
use crate::{goals, machine, shell};

pub(crate) const MANUAL: &str = "
Imports generated feeds and kills `depesche fetch --now` with SIGKILL at random moments, each time
starting it again on what is left, until the rounds are over; then lets it finish. After each kill
the database is checked (`depesche doctor`, entries without an article, articles without a
version); at the end the entries are counted: 0 lost, 0 double, 0 half. In between `depesche serve`
must answer again within two seconds.

The random points come from a seed, which is printed; --seed N repeats a run.
";

/// Runs the rounds and prints the figures.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    measure_all(arguments).map(drop)
}

/// Runs the rounds; returns the lines of figures.
pub(crate) fn measure_all(arguments: &[String]) -> Result<Vec<String>> {
    let options = shell::Options::read(arguments, &["rounds", "seed", "feeds", "entries"])?;
    let rounds = options.number("rounds", 10)?;
    let mut random = Random(options.number("seed", u64::from(std::process::id()))?);
    let feeds = options.number("feeds", 300)?;
    let entries = options.number("entries", 30)?;
    println!("seed {}", random.0);
    let sqlite = machine::sqlite().map_err(|why| anyhow!(why))?;

    let programs = Programs::build()?;
    let house = House::new(&programs, "chaos-ingest")?;
    let opml = house.file("feeds.opml");
    let load = [
        "load",
        "--feeds",
        &feeds.to_string(),
        "--entries",
        &entries.to_string(),
    ];
    let _world = World::start(&programs, &load, &opml)?;
    house.output(&["import", &opml.to_string_lossy()])?;

    let mut broken = 0.0;
    let mut slowest = Duration::ZERO;
    for round in 1..=rounds {
        // All of them together take about as long as the import.
        let after = Duration::from_millis(20 + random.below(40 + 20_000 / rounds.max(1)));
        let was_running = kill_after(&house, after)?;
        let stored = number(
            &house.rows(&sqlite, "select count(*) as n from entries")?,
            "n",
        );
        let is_whole = is_whole(&house, &sqlite)?;
        let restart = restart(&house)?;
        slowest = slowest.max(restart);
        broken += if is_whole { 0.0 } else { 1.0 };
        println!(
            "  round {round}: killed after {after:?}{}, {stored} entries, {}, serving after {}",
            if was_running {
                ""
            } else {
                " (it was done before)"
            },
            if is_whole { "whole" } else { "BROKEN" },
            shell::duration(restart),
        );
    }
    println!("· depesche fetch --now, to the end");
    house.output(&["fetch", "--now", "--json"])?;
    let wanted = as_number(feeds * entries);
    let stored = stored(&house, &sqlite)?;
    goals::print(&[
        ("chaos.1.lost", (wanted - stored.distinct).max(0.0)),
        ("chaos.1.double", stored.all - stored.distinct),
        ("chaos.1.half", stored.half),
        ("chaos.1.broken", broken),
        ("chaos.1.restart", slowest.as_secs_f64()),
    ])
}

/// Starts a fetch and kills it; whether it was still running then.
fn kill_after(house: &House, time: Duration) -> Result<bool> {
    let mut command = house.command(&["fetch", "--now", "--json"]);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = command.spawn().context("cannot start depesche")?;
    std::thread::sleep(time);
    let was_running = child.try_wait()?.is_none();
    child.kill().context("cannot kill depesche")?;
    child.wait()?;
    Ok(was_running)
}

/// How long `serve` needs on what is left until it answers.
fn restart(house: &House) -> Result<Duration> {
    let port = shell::free_port()?;
    let listen = format!("127.0.0.1:{port}");
    let mut command = house.command(&["serve", "--listen", &listen]);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let start = Instant::now();
    let mut child = command.spawn().context("cannot start depesche")?;
    let answer = shell::wait_for(Duration::from_secs(10), || {
        shell::answers(port).then(|| start.elapsed())
    });
    child.kill().context("cannot kill depesche")?;
    child.wait()?;
    answer.context("depesche serve does not answer within ten seconds of a restart")
}

/// Whether `doctor` finds the database whole (it asks `pragma integrity_check`; Debian's `sqlite3`
/// may be too old for the schema's functions), and nothing in it is half.
fn is_whole(house: &House, sqlite: &Path) -> Result<bool> {
    // It fails when anything is bad; here the database alone counts.
    let output = house
        .command(&["doctor", "--json"])
        .output()
        .context("cannot start depesche")?;
    let answer: Value =
        serde_json::from_slice(&output.stdout).context("`doctor --json` gave no JSON")?;
    let findings = answer["findings"]
        .as_array()
        .context("`doctor --json` found nothing")?;
    let is_sound = findings
        .iter()
        .any(|found| found["what"] == "database" && found["state"] == "ok");
    Ok(is_sound && stored(house, sqlite)?.half == 0.0)
}

/// What the database holds.
struct Stored {
    /// All entries.
    all: f64,
    /// Those that differ in feed and identity.
    distinct: f64,
    /// Entries without article, articles without their newest version or its text, feeds whose
    /// own count is wrong, and rows of any table whose parent is missing.
    half: f64,
}

fn stored(house: &House, sqlite: &Path) -> Result<Stored> {
    let rows = house.rows(sqlite, COUNTS)?;
    if rows.is_empty() {
        bail!("the database gave no counts");
    }
    let count = |column| number(&rows, column);
    let half = count("without_article")
        + count("without_version")
        + count("miscounted")
        + count("orphans");
    Ok(Stored {
        all: count("entries"),
        distinct: count("distinct_entries"),
        half,
    })
}

const COUNTS: &str = "
select
  (select count(*) from entries) as entries,
  (select count(*) from (select distinct feed_id, identity from entries)) as distinct_entries,
  (select count(*) from entries e where not exists
    (select 1 from articles a where a.id = e.article_id)) as without_article,
  (select count(*) from articles a where not exists
    (select 1 from versions v where v.article_id = a.id and v.number = a.version
      and length(v.body) > 0)) as without_version,
  (select count(*) from feeds f where f.entries <>
    (select count(*) from entries e where e.feed_id = f.id)) as miscounted,
  (select count(*) from pragma_foreign_key_check) as orphans
";

/// Numbers that look random and can be repeated (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn a_seed_repeats_its_numbers() {
        let numbers = |seed| {
            let mut random = Random(seed);
            [random.below(1000), random.below(1000), random.below(1000)]
        };
        assert_eq!(numbers(7), numbers(7));
        assert_ne!(numbers(7), numbers(8));
        assert!(numbers(9).iter().all(|number| *number < 1000));
    }
}

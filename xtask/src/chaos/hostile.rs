//! `cargo xtask chaos hostile`: slow servers, bombs, endless bodies, circles of redirects.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::Value;

use super::as_number;
use crate::house::{House, Programs, World};
use crate::{goals, measure, shell};

pub(crate) const MANUAL: &str = "
Lets the shipped executable read feeds of servers that want to hurt (check 16):

  1. `depesche fetch --now` on each bomb by itself (gzip, br, zstd, one in another, a body of 1 GB
     with and without its length): how long it takes, and how much more memory than good feeds.
  2. A client that asks --flood (1,000) hosts of each kind at once, and of large feeds without
     guile, and a good one five times a second: how much more memory it takes than before, and how
     long a good one waits.
  3. The first on a circle of redirects: how many hops are followed.
  4. `depesche serve` on twenty good feeds that are due every twenty seconds, among --slow servers
     that never answer or send a byte a second: how long one of them is waited for, and how much
     too late the good ones are asked.

Slow servers are watched for --seconds (100), so that it takes about three minutes. All of it is
on loopback.
";

/// Names of the hostile servers lead to one address of loopback, and feeds are due again soon.
const CONFIG: &str = "\
[fetch]
allow_private = [\"127.1.0.1/32\"]
resolve = { \"*.example\" = \"127.1.0.1\" }
min_interval = \"20s\"
max_interval = \"20s\"

[pages]
enabled = false
";

/// With the usual 32 places it would take twenty minutes until each of a thousand slow servers has
/// had its half minute.
const MORE_PLACES: &str = "[fetch]\nmax_in_flight = 400\n";

/// When a good feed is due: the interval, and a tenth of it.
const DUE: f64 = 22.0;

/// Runs the parts and prints the figures.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    measure_all(arguments).map(drop)
}

/// Runs the parts; returns the lines of figures.
pub(crate) fn measure_all(arguments: &[String]) -> Result<Vec<String>> {
    let options = shell::Options::read(arguments, &["slow", "flood", "seconds"])?;
    let slow = options.number("slow", 1000)?;
    let flooding = options.number("flood", 1000)?;
    let watched = Duration::from_secs(options.number("seconds", 100)?);
    let programs = Programs::build()?;
    let folder = shell::Scratch::new("chaos-hostile")?;
    let (world, list) = hostile(&programs, folder.path(), 0)?;

    let usual = fetch(&programs, folder.path(), &list, "good ")?;
    let mut memory: f64 = 0.0;
    let mut longest: f64 = 0.0;
    for kind in kinds(&list) {
        let cost = fetch(&programs, folder.path(), &list, &format!("bomb {kind}\""))?;
        let more = cost.peak_rss_mb - usual.peak_rss_mb;
        println!("  {kind}: {:.2} s, {more:+.0} MB", cost.wall.as_secs_f64());
        memory = memory.max(more);
        longest = longest.max(cost.wall.as_secs_f64());
    }
    let flood = flood(&world, &list, flooding)?;
    fetch(&programs, folder.path(), &list, "circle ")?;
    let report = report(&world)?;
    let requests = report["requests"].as_object().context("no requests")?;
    let circle = requests
        .iter()
        .filter(|(path, _)| path.starts_with("circle"));
    let asked: u64 = circle.filter_map(|(_, count)| count.as_u64()).sum();

    // Of its own: how long the good ones are not asked counts from here on.
    let (world, list) = hostile(&programs, folder.path(), slow)?;
    let slow = serve(&programs, folder.path(), &list, &world, watched)?;
    goals::print(&[
        ("chaos.16.cut", seconds(&slow, "/slow/longest_seconds")),
        (
            "chaos.16.others",
            (seconds(&slow, "/good/longest_gap_seconds") - DUE).max(0.0),
        ),
        ("chaos.16.memory", memory),
        ("chaos.16.abort", longest),
        ("chaos.16.flood", flood.0),
        ("chaos.16.flood_wait", flood.1),
        ("chaos.16.hops", as_number(asked.saturating_sub(1))),
    ])
}

/// Hostile servers, so many slow ones among them, and the list of all.
fn hostile(programs: &Programs, folder: &Path, slow: u64) -> Result<(World, String)> {
    let opml = folder.join("all.opml");
    let arguments = ["hostile", "--slow", &slow.to_string(), "--good", "20"];
    let world = World::start(programs, &arguments, &opml)?;
    let list = std::fs::read_to_string(&opml).context("there is no list")?;
    Ok((world, list))
}

/// Lets one client ask so many hosts of each kind at once; the most memory it took (MB), and the
/// longest that a good request waited (s).
fn flood(world: &World, list: &str, count: u64) -> Result<(f64, f64)> {
    let example = ["-p", "depesche-fetch", "--example", "flood"];
    shell::run(shell::cargo().args(["build", "--release"]).args(example))?;
    let program = shell::target_folder()?.join("release/examples/flood");
    let (_, port) = world.address().rsplit_once(':').context("no port")?;
    let mut most: (f64, f64) = (0.0, 0.0);
    let large = ["large".to_owned(), "large-gzip".to_owned()];
    for kind in kinds(list).into_iter().chain(large) {
        let mut command = std::process::Command::new(&program);
        let said = shell::output(command.args([port, &kind, &count.to_string()]))?;
        let said: Value = serde_json::from_str(&said).context("the flood says no JSON")?;
        println!("  {count} × {kind}: {said}");
        let memory = seconds(&said, "/memory_mb");
        let waited = seconds(&said, "/good_longest_seconds");
        most = (most.0.max(memory), most.1.max(waited));
    }
    Ok(most)
}

/// The bombs in the list.
fn kinds(list: &str) -> Vec<String> {
    let names = list.split("text=\"bomb ").skip(1);
    names
        .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
        .collect()
}

/// The outlines of a list whose names begin so.
fn part(list: &str, name: &str) -> String {
    let is_wanted = |line: &&str| {
        let is_feed = line.starts_with("<outline");
        !is_feed || line.contains(&format!("text=\"{name}"))
    };
    list.lines()
        .filter(is_wanted)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Fetches a part of the list once, in a house of its own.
fn fetch(programs: &Programs, folder: &Path, list: &str, name: &str) -> Result<measure::Cost> {
    let house = House::with(programs, "chaos-hostile-one", CONFIG)?;
    let file = folder.join("part.opml");
    std::fs::write(&file, part(list, name)).context("cannot write a list")?;
    house.output(&["import", &file.to_string_lossy()])?;
    // It fails where no feed could be read, as it should here.
    let mut command = house.command(&["fetch", "--now", "--json"]);
    measure::run_to_any_end(&mut command)
}

/// Serves the good feeds among the slow ones for a while; what the world saw.
fn serve(
    programs: &Programs,
    folder: &Path,
    list: &str,
    world: &World,
    time: Duration,
) -> Result<Value> {
    let config = CONFIG.replacen("[fetch]\n", MORE_PLACES, 1);
    let house = House::with(programs, "chaos-hostile-serve", &config)?;
    let file = folder.join("part.opml");
    for name in ["good ", "slow "] {
        std::fs::write(&file, part(list, name)).context("cannot write a list")?;
        house.output(&["import", &file.to_string_lossy()])?;
    }
    let serving = house.serve()?;
    println!("· depesche serve for {}", shell::duration(time));
    let start = Instant::now();
    while start.elapsed() < time {
        std::thread::sleep(Duration::from_secs(1));
    }
    let report = report(world)?;
    println!("  {} {}", report["slow"], report["good"]);
    drop(serving);
    Ok(report)
}

fn report(world: &World) -> Result<Value> {
    let (_, body) = shell::get(world.address(), "/control/report")?;
    serde_json::from_str(&body).context("the fake web's report is no JSON")
}

fn seconds(report: &Value, path: &str) -> f64 {
    report
        .pointer(path)
        .and_then(Value::as_f64)
        .unwrap_or(f64::INFINITY)
}

#[cfg(test)]
mod tests {
    use super::{kinds, part};

    #[test]
    fn a_part_of_a_list_is_a_list() {
        let list = "<opml>\n<outline text=\"good 1\"/>\n<outline text=\"bomb br\"/>\n</opml>";
        assert_eq!(kinds(list), ["br"]);
        assert_eq!(
            part(list, "bomb br\""),
            "<opml>\n<outline text=\"bomb br\"/>\n</opml>"
        );
    }
}

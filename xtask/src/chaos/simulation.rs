//! `cargo xtask chaos time`: the pipeline in simulated time, asked what publishers ask of it.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::{as_number, take_flag};
use crate::shell::{self, Scratch};
use crate::{goals, measure};

pub(crate) const MANUAL: &str = "
Runs the real pipeline (real store, real HTTP on loopback) against a crowd of feeds that publish,
fail, move, end and ask for patience, in simulated time; the crowd watches how it is asked.

  1. A week in steps: one unconditional request for each feed, conditions byte for byte, no gap
     under an hour, one request at a time for each host, Retry-After, moves and ends (checks 9–13).
  2. All feeds due at once: is the rate of requests flat (14).
  3. Lively feeds among ten times as many dead hosts: how old are their entries (14).
  4. Feeds that say again what they have said, a thousand times or with new GUIDs or dates, and
     dates that no calendar knows: is anything stored twice, or in the future (3–5).
  5. The clock jumps a day and ten years, on and back: is there a burst, is anything lost (6).

2, 3 and 5 run the whole service by a clock that is fast, and its time-outs with it.

--quick takes a minute or two; --full takes as many dead hosts as the check names. --seed N repeats
a crowd (the seed is printed); --feeds, --hosts and --days change the week.
The program is built with the feature `simulation`, which no shipped executable has.
";

/// How much of everything.
struct Size {
    week: [u64; 4],
    start: [u64; 4],
    fresh: [u64; 5],
    jumps: [u64; 3],
}

/// A minute or two: feeds, hosts, days, seconds a step – feeds, hosts, minutes, speed – feeds,
/// hosts, dead, hours, speed – feeds, hosts, speed.
const QUICK: Size = Size {
    week: [300, 50, 3, 300],
    start: [8000, 1500, 8, 20],
    fresh: [100, 50, 1000, 3, 360],
    jumps: [2000, 300, 400],
};

const NORMAL: Size = Size {
    week: [5000, 800, 7, 60],
    start: [20_000, 3000, 25, 20],
    fresh: [300, 150, 3000, 5, 120],
    jumps: [2000, 300, 240],
};

/// As many dead hosts as the check names.
const FULL: Size = Size {
    fresh: [1000, 500, 10_000, 6, 60],
    ..NORMAL
};

/// Runs the scenes and prints the figures.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    measure_all(arguments).map(drop)
}

/// Runs the scenes; returns the lines of figures.
pub(crate) fn measure_all(arguments: &[String]) -> Result<Vec<String>> {
    let (is_quick, arguments) = take_flag(arguments, "--quick");
    let (is_full, arguments) = take_flag(&arguments, "--full");
    let options = shell::Options::read(&arguments, &["seed", "feeds", "hosts", "days"])?;
    let seed = options.number("seed", u64::from(std::process::id()))?;
    let mut size = match (is_quick, is_full) {
        (true, _) => QUICK,
        (_, true) => FULL,
        _ => NORMAL,
    };
    for (place, name) in ["feeds", "hosts", "days"].iter().enumerate() {
        size.week[place] = options.number(name, size.week[place])?;
    }
    println!("seed {seed}");
    let simulation = Simulation {
        program: program()?,
        seed,
    };
    let mut lines = simulation.week(size.week)?;
    lines.extend(simulation.start(size.start)?);
    lines.extend(simulation.fresh(size.fresh)?);
    lines.extend(simulation.entries()?);
    lines.extend(simulation.jumps(size.jumps)?);
    Ok(lines)
}

/// The executable with simulated time in it, kept apart from the shipped one.
fn program() -> Result<PathBuf> {
    let arguments = [
        "build",
        "--release",
        "-p",
        "depesche",
        "--features",
        "simulation",
    ];
    shell::run(shell::cargo().args(arguments))?;
    let target = shell::target_folder()?;
    let folder = target.join("chaos");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make {}", folder.display()))?;
    let program = folder.join("depesche-simulation");
    let built = target.join("release").join("depesche");
    // Under a name of its own at once: the one that is there may be running.
    let copy = folder.join("depesche-simulation.new");
    std::fs::copy(&built, &copy)
        .and_then(|_| std::fs::rename(&copy, &program))
        .with_context(|| format!("cannot copy {}", built.display()))?;
    Ok(program)
}

/// Plays one scene alone, and what it saw.
pub(crate) fn play_alone(scene: &str) -> Result<Value> {
    let simulation = Simulation {
        program: program()?,
        seed: 1,
    };
    simulation.play(scene, &[])
}

struct Simulation {
    program: PathBuf,
    seed: u64,
}

impl Simulation {
    /// Plays a scene, and what it saw.
    fn play(&self, scene: &str, options: &[(&str, u64)]) -> Result<Value> {
        let scratch = Scratch::new(&format!("chaos-{scene}"))?;
        let mut command = Command::new(&self.program);
        command.current_dir(scratch.path());
        command.arg("--data").arg(scratch.path().join("data"));
        command.args(["simulate", scene, "--seed", &self.seed.to_string()]);
        let mut shown = String::new();
        for (name, value) in options {
            shown = format!("{shown} --{name} {value}");
            command.arg(format!("--{name}")).arg(value.to_string());
        }
        println!("· simulate {scene}{shown}");
        let cost = measure::run(&mut command)?;
        println!(
            "  {} and {:.0} s of CPU",
            shell::duration(cost.wall),
            cost.cpu_seconds
        );
        serde_json::from_str(&cost.stdout).context("the simulation gave no JSON")
    }

    fn week(&self, [feeds, hosts, days, step]: [u64; 4]) -> Result<Vec<String>> {
        let options = [
            ("feeds", feeds),
            ("hosts", hosts),
            ("days", days),
            ("step", step),
        ];
        let seen = self.play("week", &options)?;
        let number = |path| number(&seen, path);
        println!("  {} polls", number("/polls")?);
        examples(&seen, "/validators/examples");
        examples(&seen, "/retry_after/examples");
        if let Some(example) = seen["gaps"]["over_a_day_example"].as_str() {
            println!("  wrong: {example}");
        }
        if let Some(path) = seen["manners"]["strange"].as_str() {
            println!("  wrong: a path that nobody was told of: {path}");
        }
        let exact = number("/validators/exact")?;
        let sent = exact + number("/validators/inexact")?;
        let has_contact = seen["manners"]["agents"]
            .as_array()
            .is_some_and(|agents| agents.iter().all(|one| one.to_string().contains("(+http")));
        // Two days after the first sighting every move is due to be believed.
        let believed = number("/moves/believed")?;
        let moves = believed + number("/moves/not_yet")? + number("/moves/too_early")?;
        goals::print(&[
            ("chaos.9.unconditional", number("/unconditional/most")?),
            ("chaos.9.forgotten", number("/unconditional/forgotten")?),
            ("chaos.9.exact", percent(exact, sent)),
            ("chaos.10.under_an_hour", number("/gaps/under_an_hour")?),
            (
                "chaos.10.shortest",
                number("/gaps/shortest_seconds")? / 60.0,
            ),
            ("chaos.11.in_flight", number("/in_flight_most")?),
            (
                "chaos.11.before_retry_after",
                number("/retry_after/requests_before")?,
            ),
            ("chaos.12.moved", percent(believed, moves)),
            (
                "chaos.12.moved_wrongly",
                number("/moves/too_early")? + number("/moves/wrongly")?,
            ),
            (
                "chaos.12.ended_wrongly",
                number("/ends/too_early")? + number("/ends/wrongly")?,
            ),
            ("chaos.12.asked_after_end", number("/ends/asked_after")?),
            ("chaos.12.silent", number("/gaps/over_a_day")?),
            (
                "chaos.13.told",
                number("/manners/cookies")?
                    + number("/manners/referers")?
                    + number("/manners/queries")?
                    + number("/manners/strangers")?,
            ),
            ("chaos.13.contact", if has_contact { 1.0 } else { 0.0 }),
        ])
    }

    fn start(&self, [feeds, hosts, minutes, speed]: [u64; 4]) -> Result<Vec<String>> {
        let options = [
            ("feeds", feeds),
            ("hosts", hosts),
            ("minutes", minutes),
            ("speed", speed),
        ];
        let seen = self.play("start", &options)?;
        let rates = rates(&seen["rates"])?;
        println!("  requests in each minute: {rates:?}");
        goals::print(&[("chaos.14.start", unevenness(&rates, as_number(feeds)))])
    }

    fn fresh(&self, [feeds, hosts, dead, hours, speed]: [u64; 5]) -> Result<Vec<String>> {
        let options = [
            ("feeds", feeds),
            ("hosts", hosts),
            ("dead", dead),
            ("hours", hours),
            ("speed", speed),
        ];
        let seen = self.play("fresh", &options)?;
        println!(
            "  {} entries, half of them within {} min; {} requests to silent hosts",
            number(&seen, "/entries/fetched")?,
            number(&seen, "/entries/age_p50_seconds")? / 60.0,
            number(&seen, "/requests_to_silent")?,
        );
        let p95 = number(&seen, "/entries/age_p95_seconds")? / 60.0;
        goals::print(&[("chaos.14.fresh", p95)])
    }

    fn entries(&self) -> Result<Vec<String>> {
        let seen = self.play("entries", &[])?;
        println!("  {seen}");
        let number = |path| number(&seen, path);
        let is_as_before = seen.pointer("/same/is_as_before") == Some(&Value::Bool(true));
        goals::print(&[
            ("chaos.3.new", number("/same/new_entries")?),
            (
                "chaos.3.written",
                number("/same/new_versions")? + if is_as_before { 0.0 } else { 1.0 },
            ),
            (
                "chaos.4.copies",
                number("/guids/copies")? + number("/republished/new")?,
            ),
            ("chaos.4.on_top", number("/republished/on_top")?),
            ("chaos.4.one_guid", number("/guids/of_one_guid")?),
            ("chaos.5.future", number("/dates/future")?),
        ])
    }

    fn jumps(&self, [feeds, hosts, speed]: [u64; 3]) -> Result<Vec<String>> {
        let options = [("feeds", feeds), ("hosts", hosts), ("speed", speed)];
        let seen = self.play("jumps", &options)?;
        let normal = rates(&seen["rates"])?;
        let usual = mean(&normal);
        println!("  usually {usual:.0} requests a minute: {normal:?}");
        let mut burst: f64 = 0.0;
        let mut lost = 0.0;
        for jump in seen["jumps"].as_array().into_iter().flatten() {
            let rates = rates(&jump["rates"])?;
            let highest = rates.windows(WINDOW).map(mean).fold(0.0, f64::max);
            println!(
                "  {:+} hours: {rates:?}",
                jump["hours"].as_i64().unwrap_or(0)
            );
            burst = burst.max(highest / usual.max(1.0));
            lost += jump["articles_lost"].as_f64().unwrap_or(0.0);
        }
        goals::print(&[("chaos.6.burst", burst), ("chaos.6.lost", lost)])
    }
}

/// A burst lasts a quarter of an hour.
const WINDOW: usize = 15;

/// A first round of all feeds that is over in less is no flat rate but a burst.
const FEWEST_BUCKETS: usize = 5;

/// How far the rate is from its mean at the most, in percent of it, until all feeds were asked
/// once. The last minute, in which the work runs out, does not count.
fn unevenness(rates: &[f64], feeds: f64) -> f64 {
    let mut sum = 0.0;
    let until = rates.iter().position(|rate| {
        sum += rate;
        sum >= feeds * 0.98
    });
    let until = until
        .unwrap_or(rates.len())
        .max(FEWEST_BUCKETS)
        .min(rates.len());
    let counted = &rates[..until];
    let mean = mean(counted).max(1e-9);
    let furthest = counted.iter().map(|rate| (rate / mean - 1.0).abs());
    furthest.fold(0.0, f64::max) * 100.0
}

fn mean(numbers: &[f64]) -> f64 {
    numbers.iter().sum::<f64>() / as_number(numbers.len().max(1) as u64)
}

fn percent(part: f64, whole: f64) -> f64 {
    if whole == 0.0 {
        100.0
    } else {
        part / whole * 100.0
    }
}

fn number(seen: &Value, path: &str) -> Result<f64> {
    seen.pointer(path)
        .and_then(Value::as_f64)
        .with_context(|| format!("the simulation said nothing of {path}"))
}

fn rates(value: &Value) -> Result<Vec<f64>> {
    let rates = value.as_array().context("the simulation gave no rates")?;
    Ok(rates.iter().filter_map(Value::as_f64).collect())
}

fn examples(seen: &Value, path: &str) {
    let examples = seen.pointer(path).and_then(Value::as_array);
    for example in examples.into_iter().flatten() {
        println!("  wrong: {}", example.as_str().unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::unevenness;

    #[test]
    fn a_flat_start_is_even_and_a_burst_is_not() {
        let flat = [100.0, 105.0, 95.0, 100.0, 100.0, 100.0, 100.0, 40.0, 0.0];
        assert!(unevenness(&flat, 740.0) < 20.0);
        let burst = [700.0, 40.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        assert!(unevenness(&burst, 740.0) > 100.0);
    }
}

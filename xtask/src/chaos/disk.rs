//! `cargo xtask chaos disk`: the disk is full in the middle of an import.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;

use super::as_number;
use crate::house::{House, Programs, Serving, World, number};
use crate::{goals, machine, shell};

pub(crate) const MANUAL: &str = "
Puts the data folder on a disk of its own in memory (a tmpfs, which takes root to mount), lets
`depesche serve` import generated feeds into it, and fills the disk to the last byte for a minute
(check 2). Meanwhile stored pages are read five times a second, and `depesche doctor` and /metrics
are asked whether they tell. Then there is room again: how long until entries are stored again,
without a restart; and in the end, is anything lost.

--seconds N is how long the disk is full; --feeds N how many feeds there are.
";

/// Half a gigabyte has to be free for `doctor` to be content: the disk has more.
const DISK_MB: u64 = 900;

/// The generated feeds are on loopback.
const CONFIG: &str = "\
[fetch]
allow_private = [\"127.0.0.0/8\"]
min_interval = \"20s\"
max_interval = \"20s\"

[pages]
enabled = false
";

/// How many entries each feed has.
const ENTRIES: u64 = 30;

/// How often a stored page is read.
const READ_EVERY: Duration = Duration::from_millis(200);

/// Fills the disk and prints the figures.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    measure_all(arguments).map(drop)
}

/// Fills the disk; returns the lines of figures.
pub(crate) fn measure_all(arguments: &[String]) -> Result<Vec<String>> {
    let options = shell::Options::read(arguments, &["seconds", "feeds"])?;
    let full_for = Duration::from_secs(options.number("seconds", 60)?);
    let feeds = options.number("feeds", 1000)?;
    let sqlite = machine::sqlite().map_err(|why| anyhow!(why))?;
    let programs = Programs::build()?;
    let house = House::with(&programs, "chaos-disk", CONFIG)?;
    let disk = Disk::mount(&house.file("data"))?;
    let opml = house.file("feeds.opml");
    let (count, entries) = (feeds.to_string(), ENTRIES.to_string());
    let load = ["load", "--feeds", &count, "--entries", &entries];
    let _world = World::start(&programs, &load, &opml)?;
    house.output(&["import", &opml.to_string_lossy()])?;

    let mut serving = house.serve()?;
    let stored = || articles(&house, &sqlite).unwrap_or(0.0);
    shell::wait_for(Duration::from_mins(1), || (stored() >= 300.0).then_some(()))
        .context("nothing is stored within a minute")?;
    let pages = pages(&serving)?;
    let ballast = disk.fill()?;
    let before = stored();
    println!("· the disk is full, {before} articles are stored");
    let mut seen = Seen::default();
    watch(&house, &serving, &pages, full_for, &mut seen)?;
    let after = stored();
    println!(
        "  {after} articles, {} of {} pages served; {}",
        seen.served, seen.asked, seen.alarm
    );
    let ended = serving.has_ended();
    drop(ballast);
    let start = Instant::now();
    let is_over = as_number(feeds * ENTRIES) <= after;
    let recovery = shell::wait_for(Duration::from_mins(2), || {
        (is_over || stored() > after).then(|| start.elapsed().as_secs_f64())
    });
    println!("  stored again after {recovery:?} s");
    serving.stop();
    println!("· depesche fetch --now, to the end");
    house.output(&["fetch", "--now", "--json"])?;
    let lost = as_number(feeds * ENTRIES) - stored();
    goals::print(&[
        (
            "chaos.2.served",
            as_number(seen.served) / as_number(seen.asked.max(1)) * 100.0,
        ),
        ("chaos.2.alarm", f64::from(!seen.alarm.is_empty())),
        ("chaos.2.recovery", recovery.unwrap_or(f64::INFINITY)),
        ("chaos.2.ended", f64::from(ended)),
        ("chaos.2.lost", lost.max(0.0)),
    ])
}

/// What was seen while the disk was full.
#[derive(Default)]
struct Seen {
    asked: u64,
    served: u64,
    /// What `doctor` says of the disk; empty where it says nothing.
    alarm: String,
}

fn watch(
    house: &House,
    serving: &Serving,
    pages: &[String],
    time: Duration,
    seen: &mut Seen,
) -> Result<()> {
    let start = Instant::now();
    let mut asked_doctor = false;
    while start.elapsed() < time {
        for page in pages {
            seen.asked += 1;
            let got = shell::get(&serving.address(), page);
            seen.served += u64::from(got.is_ok_and(|(status, _)| status == 200));
        }
        if !asked_doctor && start.elapsed() > time / 2 {
            asked_doctor = true;
            seen.alarm = alarm(house)?;
        }
        std::thread::sleep(READ_EVERY);
    }
    Ok(())
}

/// What `doctor` says of a disk that is full.
fn alarm(house: &House) -> Result<String> {
    let output = house.command(&["doctor", "--json"]).output()?;
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let findings = answer["findings"].as_array().cloned().unwrap_or_default();
    let bad = findings
        .iter()
        .filter(|one| one["what"] == "disk" && one["state"] == "bad");
    Ok(bad
        .filter_map(|one| one["says"].as_str())
        .collect::<Vec<_>>()
        .join("; "))
}

/// The front page and an article that it links to.
fn pages(serving: &Serving) -> Result<Vec<String>> {
    let patience = Duration::from_secs(30);
    let found = shell::wait_for(patience, || {
        let (_, page) = shell::get(&serving.address(), "/latest").ok()?;
        let (_, rest) = page.split_once("href=\"/articles/")?;
        let (path, _) = rest.split_once('"')?;
        Some(format!("/articles/{path}"))
    });
    let article = found.context("no page names an article")?;
    Ok(vec!["/".to_owned(), "/latest".to_owned(), article])
}

fn articles(house: &House, sqlite: &Path) -> Result<f64> {
    let rows = house.rows(sqlite, "select count(*) as n from entries")?;
    Ok(number(&rows, "n"))
}

/// A disk in memory; unmounted when dropped.
struct Disk(PathBuf);

impl Disk {
    fn mount(folder: &Path) -> Result<Self> {
        if !machine::is_root() {
            bail!("only root may mount a disk in memory; run this as root, in a container");
        }
        std::fs::create_dir_all(folder)?;
        let size = format!("size={DISK_MB}m");
        let arguments = ["-t", "tmpfs", "-o", &size, "depesche-chaos"];
        shell::output(Command::new("mount").args(arguments).arg(folder))?;
        Ok(Self(folder.to_owned()))
    }

    /// Fills it to the last byte, until what this gives is dropped.
    fn fill(&self) -> Result<Ballast> {
        let path = self.0.join("ballast");
        let mut file = File::create(&path).context("cannot make the ballast")?;
        let ballast = Ballast(path);
        let block = vec![0; 1 << 20];
        while file.write_all(&block).is_ok() {}
        // The rest, in the smallest pieces there are.
        while file.write_all(&block[..512]).is_ok() {}
        Ok(ballast)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily: a program that was killed may still hold a file for a moment.
        drop(Command::new("umount").arg("-l").arg(&self.0).status());
    }
}

struct Ballast(PathBuf);

impl Drop for Ballast {
    fn drop(&mut self) {
        drop(std::fs::remove_file(&self.0));
    }
}

//! `cargo xtask chaos feeds`: documents that are made to hurt, and broken feeds by the million.

mod watch;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::comparisons::{self, Programs};
use crate::{goals, shell};
use watch::{Seen, Watch};

pub(crate) const MANUAL: &str = "
Reads with `depesche_feed::read`, in a program beside this one (bench/torment), on one thread with
the stack that a thread of the service has:

  1. the hostile documents of crates/feed/tests/hostile, in full size;
  2. feeds broken at random (bits flipped; runs of bytes deleted, repeated, exchanged; elements
     renamed; feeds cut off and put into each other; encodings changed): those that `bench feeds`
     makes, small hostile documents, and the files of the folders.

Panics are caught and counted. Should the program abort or stand still, that counts as a panic too,
and it is started again behind the document. CPU time and the peak of the heap are taken of each
document. What is over a goal is written to target/chaos/feeds/ (at most 20 files of each kind).

--mutations N is how many feeds are broken, 100,000 if it is not given; --seed N repeats a run.
";

/// What a document may take and hold; the goals of the figures say the same.
const LIMITS: Limits = Limits {
    seconds: 0.5,
    bytes: 64e6,
};

/// How many finds of a kind are written into files.
const MOST_FILES: usize = 20;

/// What a document may take and hold, before it is a find.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    pub(super) seconds: f64,
    pub(super) bytes: f64,
}

/// What one kind of documents came to.
pub(super) struct Total {
    pub(super) panics: f64,
    pub(super) slowest: f64,
    pub(super) heap: f64,
}

/// Runs both kinds and prints the figures.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    measure_all(arguments).map(drop)
}

/// Runs both kinds; returns the lines of figures.
pub(crate) fn measure_all(arguments: &[String]) -> Result<Vec<String>> {
    let (options, folders) = comparisons::split(arguments)?;
    let options = shell::Options::read(options, &["mutations", "seed"])?;
    let count = options.number("mutations", 100_000)?.to_string();
    let seed = options
        .number("seed", u64::from(std::process::id()))?
        .to_string();
    println!("seed {seed}");
    let programs = comparisons::build(&["torment"])?;

    let hostile = torment(&programs, "hostile", &["hostile".to_owned()], LIMITS)?;
    let what = ["mutated".to_owned(), count, seed];
    let what = [what.as_slice(), &folders].concat();
    let mutated = torment(&programs, "mutated", &what, LIMITS)?;
    goals::print(&[
        ("feeds.hostile.panics", hostile.panics),
        ("feeds.hostile.slowest", hostile.slowest),
        ("feeds.hostile.heap", hostile.heap / 1e6),
        ("feeds.mutated.panics", mutated.panics),
        ("feeds.mutated.slowest", mutated.slowest),
        ("feeds.mutated.heap", mutated.heap / 1e6),
    ])
}

/// Reads one kind of documents, reports the finds and saves them.
pub(super) fn torment(
    programs: &Programs,
    kind: &str,
    what: &[String],
    limits: Limits,
) -> Result<Total> {
    println!("· {kind} documents");
    let seen = Watch::new(programs, what)?.run()?;
    let mut total = Total {
        panics: 0.0,
        slowest: 0.0,
        heap: 0.0,
    };
    let folder = shell::target_folder()?.join("chaos").join(match kind {
        "pages" => "pages",
        _ => "feeds",
    });
    let mut files = 0;
    for one in &seen {
        total.panics += if one.has_failed { 1.0 } else { 0.0 };
        total.slowest = total.slowest.max(one.seconds);
        total.heap = total.heap.max(one.heap);
        let is_find = one.has_failed || one.seconds > limits.seconds || one.heap > limits.bytes;
        if !is_find && one.lost == 0 {
            continue;
        }
        let mut saved = None;
        if is_find && files < MOST_FILES {
            files += 1;
            saved = Some(save(programs, one.number, &folder, kind, what)?);
        }
        report(one, saved);
    }
    Ok(total)
}

/// Where a find was written, and its name.
struct Saved {
    name: String,
    file: PathBuf,
}

fn save(
    programs: &Programs,
    number: u64,
    folder: &Path,
    kind: &str,
    what: &[String],
) -> Result<Saved> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let seed = what.get(2).map(|seed| format!("{seed}-"));
    let file = folder.join(format!("{kind}-{}{number}", seed.unwrap_or_default()));
    let (path, number) = (file.to_string_lossy(), number.to_string());
    let mut arguments = vec!["save", &path, &number];
    arguments.extend(what.iter().map(String::as_str));
    let name = shell::output(&mut programs.command("torment", &arguments))?;
    Ok(Saved {
        name: name.trim().to_owned(),
        file: file.clone(),
    })
}

fn report(one: &Seen, saved: Option<Saved>) {
    let Seen { name, seconds, .. } = one;
    let megabytes = one.heap / 1e6;
    let failed = if one.has_failed { "  FAILED" } else { "" };
    let lost = match one.lost {
        0 => String::new(),
        lost => format!("  {lost} entries lost"),
    };
    let saved = saved.map_or_else(String::new, |Saved { name, file }| {
        format!("  ({name}: {})", file.display())
    });
    println!("  {seconds:7.2} s {megabytes:8.1} MB  {name}{failed}{lost}{saved}");
}

/// One object of the tormentor's.
fn seen(line: &str) -> Option<Seen> {
    let object: Value = serde_json::from_str(line).ok()?;
    Some(Seen {
        number: object["number"].as_u64()?,
        name: object["name"].as_str()?.to_owned(),
        seconds: object["seconds"].as_f64()?,
        heap: object["heap"].as_f64()?,
        has_failed: object["panicked"].as_bool()?,
        lost: object["lost"].as_u64()?,
    })
}

#[cfg(test)]
mod tests {
    use super::seen;

    #[test]
    fn a_line_of_the_tormentor_is_read() {
        let line = r#"{"number":3,"name":"a","seconds":0.5,"heap":7,"panicked":true,"lost":1}"#;
        let one = seen(line).expect("all is there");
        assert_eq!((one.number, one.lost, one.has_failed), (3, 1, true));
        assert!(seen("{\"number\":3").is_none());
    }
}

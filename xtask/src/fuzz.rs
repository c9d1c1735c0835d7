//! `cargo xtask fuzz`: bytes that nobody thought of, by libFuzzer.

use std::process::Command;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::shell;

pub(crate) const MANUAL: &str = "
Runs the targets of fuzz/ (all of them, or the one that is named) for some seconds each, beginning
with fuzz/seeds/ and with what earlier runs found interesting (fuzz/corpus/). A target fails on a
panic, a sum that overflows, more than 10 s or 512 MB for one input; what did it lies in
fuzz/artifacts/TARGET/ and should become a test.

Needs a nightly toolchain: rustup toolchain install nightly. cargo-fuzz is installed if it is
missing.
";

/// The targets, as in fuzz/Cargo.toml.
const TARGETS: &[&str] = &["feed", "date", "discover", "media", "page", "clean"];

/// Runs the targets.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let (named, options) = match arguments {
        [name, options @ ..] if !name.starts_with("--") => (Some(name.as_str()), options),
        options => (None, options),
    };
    let seconds = shell::Options::read(options, &["seconds"])?.number("seconds", 60)?;
    let targets: Vec<&str> = match named {
        None => TARGETS.to_vec(),
        Some(name) if TARGETS.contains(&name) => vec![name],
        Some(name) => bail!(
            "there is no target `{name}`; there are: {}",
            TARGETS.join(", ")
        ),
    };
    find_nightly()?;
    find_cargo_fuzz()?;
    let mut failed = Vec::new();
    for target in targets {
        let start = Instant::now();
        if let Err(error) = fuzz(target, seconds) {
            println!("{error:#}");
            failed.push(target);
        }
        println!("fuzz {target}: {}", shell::duration(start.elapsed()));
    }
    if failed.is_empty() {
        println!("nothing was found");
        return Ok(());
    }
    bail!(
        "found something in {}: see fuzz/artifacts/",
        failed.join(", ")
    );
}

fn fuzz(target: &str, seconds: u64) -> Result<()> {
    let fuzz = shell::root().join("fuzz");
    let corpus = fuzz.join("corpus").join(target);
    std::fs::create_dir_all(&corpus)?;
    let time = format!("-max_total_time={seconds}");
    let mut command = nightly();
    command
        .args(["cargo", "fuzz", "run", "--fuzz-dir"])
        .arg(&fuzz)
        .arg(target)
        .arg(&corpus)
        .arg(fuzz.join("seeds").join(target))
        .args([
            "--",
            &time,
            "-timeout=10",
            "-rss_limit_mb=512",
            "-max_len=65536",
        ]);
    shell::run(&mut command)
}

/// What `rustup` runs with the nightly toolchain, whatever toolchain this checkout asks for.
fn nightly() -> Command {
    let mut command = Command::new("rustup");
    command.args(["run", "nightly"]).current_dir(shell::root());
    for name in ["CARGO", "RUSTC", "RUSTUP_TOOLCHAIN"] {
        command.env_remove(name);
    }
    command
}

fn find_nightly() -> Result<()> {
    if shell::output(nightly().args(["cargo", "--version"])).is_err() {
        bail!("fuzzing needs a nightly toolchain: rustup toolchain install nightly");
    }
    Ok(())
}

fn find_cargo_fuzz() -> Result<()> {
    if shell::output(nightly().args(["cargo", "fuzz", "--version"])).is_ok() {
        return Ok(());
    }
    shell::run(shell::cargo().args(["install", "--locked", "cargo-fuzz"]))
}

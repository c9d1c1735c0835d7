//! `cargo xtask lint`: what is checked without running the program.

mod dependencies;
mod licences;
mod sources;

use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::shell;

pub(crate) const MANUAL: &str = "
Formatting, clippy with warnings denied, the licences and bans of deny.toml for every crate in
Cargo.lock, the number of dependencies, and the rules of the house that clippy does not know
(no ignored test, `expect` with a reason in place of `allow`, files of a human size).

Where cargo-deny and typos are installed they run too (deny.toml, typos.toml); they add the
advisories and the spelling. Where they are not, the last lines say so.

All checks run even if one fails; the end lists the failures.
";

/// One check: its name, and the function that makes it.
type Check = (&'static str, fn() -> Result<()>);

const CHECKS: &[Check] = &[
    ("formatting", formatting),
    ("rules of the house", sources::check),
    ("licences and bans", licences::check),
    ("number of dependencies", dependencies::check),
    ("clippy", clippy),
    ("cargo-deny", cargo_deny),
    ("typos", typos),
];

/// Runs all checks.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    shell::Options::read(arguments, &[])?;
    let start = Instant::now();
    let mut failures = Vec::new();
    for (name, check) in CHECKS {
        println!("\n{name}");
        if let Err(error) = check() {
            println!("  FAILED  {error:#}");
            failures.push(*name);
        }
    }
    println!("\nlint: {}", shell::duration(start.elapsed()));
    if !failures.is_empty() {
        bail!("not clean: {}", failures.join(", "));
    }
    println!("clean");
    Ok(())
}

fn formatting() -> Result<()> {
    shell::run(shell::cargo().args(["fmt", "--all", "--check"]))?;
    let manifest = shell::root().join("bench/Cargo.toml");
    let mut command = shell::cargo();
    command
        .args(["fmt", "--check", "--manifest-path"])
        .arg(manifest);
    shell::run(&mut command)?;
    Ok(())
}

fn clippy() -> Result<()> {
    let arguments = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    shell::run(shell::cargo().args(arguments))
}

fn cargo_deny() -> Result<()> {
    if shell::which("cargo-deny").is_none() {
        println!("  left out: cargo-deny is not installed (cargo install --locked cargo-deny)");
        return Ok(());
    }
    shell::run(shell::cargo().args(["deny", "check"]))
}

fn typos() -> Result<()> {
    if shell::which("typos").is_none() {
        println!("  left out: typos is not installed (cargo install --locked typos-cli)");
        return Ok(());
    }
    shell::run(std::process::Command::new("typos").current_dir(shell::root()))
}

/// What `cargo metadata` says of the workspace and of all crates that it needs on this machine
/// (asked for every platform, cargo would fetch the crates of Windows too).
fn metadata() -> Result<Value> {
    let about = shell::output(std::process::Command::new("rustc").arg("-vV"))?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.context("`rustc -vV` does not name its host")?;
    let arguments = [
        "metadata",
        "--format-version",
        "1",
        "--filter-platform",
        host,
    ];
    let text = shell::output(shell::cargo().args(arguments))?;
    serde_json::from_str(&text).context("cannot read `cargo metadata`")
}

/// The list behind a key of the metadata; empty if there is none.
fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

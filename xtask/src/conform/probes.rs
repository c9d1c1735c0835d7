//! Probes: small feeds, each with one peculiarity and with what a reader has to make of it.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::compare::shown;
use super::{report, tools};
use crate::{goals, shell};

const SCRIPT: &str = include_str!("probes.py");

/// Asks a reader for all probes of a folder, prints those that it fails, and the figures; returns
/// the lines of figures.
pub(super) fn run(reader: &Path, folder: &Path) -> Result<Vec<String>> {
    let script = tools::folder()?.join("probes.py");
    std::fs::write(&script, SCRIPT)
        .with_context(|| format!("cannot write {}", script.display()))?;
    let python = shell::which("python3").context("the probes need python3")?;
    let mut command = Command::new(python);
    command.arg(script).arg(reader).arg(folder);
    let text = shell::output(command.stderr(Stdio::inherit()))?;
    let rows: Vec<Value> = text
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()
        .context("the script wrote something else than JSON")?;
    if rows.is_empty() {
        bail!("the README.md of {} lists no probes", folder.display());
    }
    for row in rows.iter().filter(|row| row["right"] != true) {
        let text = |key: &str| row[key].as_str().unwrap_or_default();
        println!("\n  {}  {}", text("file"), text("about"));
        println!("    asked  {}", text("asked"));
        println!("    ours   {}", shown(&row["ours"]));
    }
    let right = |is_date: bool| {
        let rows = rows.iter().filter(|row| row["is_date"] == is_date);
        report::as_number(rows.filter(|row| row["right"] == true).count())
    };
    goals::print(&[
        ("probes.right", right(false)),
        ("probes.dates", right(true)),
    ])
}

//! Both readers, each as one process that reads many files: lines of JSON in, lines of JSON out.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::fold::Folding;
use super::tools;
use crate::shell;

const SCRIPT: &str = include_str!("reference.py");

/// What the reference finds in many files.
pub(super) struct Reference {
    /// How to fold texts, with the entities that it knows.
    pub(super) folding: Folding,
    /// One line a file.
    pub(super) lines: Vec<Value>,
}

/// Runs feedparser over what the arguments name (see the script).
pub(super) fn reference(python: &Path, arguments: &[&OsStr]) -> Result<Reference> {
    println!("· feedparser");
    let script = tools::folder()?.join("reference.py");
    std::fs::write(&script, SCRIPT)
        .with_context(|| format!("cannot write {}", script.display()))?;
    let mut command = Command::new(python);
    command.arg(script).args(arguments);
    // The script says there at which files feedparser itself fails.
    let text = shell::output(command.stderr(Stdio::inherit()))?;
    let mut lines = text.lines().map(serde_json::from_str::<Value>);
    let first = lines.next().context("feedparser wrote nothing")??;
    Ok(Reference {
        folding: Folding::new(&first["entities"]),
        lines: lines.collect::<Result<_, _>>()?,
    })
}

/// Builds the reader of this house: the example of the feed room.
pub(super) fn build() -> Result<PathBuf> {
    let arguments = ["build", "-p", "depesche-feed", "--example", "readings"];
    shell::run(shell::cargo().args(arguments).arg("--quiet"))?;
    Ok(shell::target_folder()?.join("debug/examples/readings"))
}

/// Runs a reader over the files that the lines name; one answer a line.
pub(super) fn answers(reader: &Path, lines: &[Value]) -> Result<Vec<Value>> {
    println!(
        "· {}",
        reader.file_name().unwrap_or_default().to_string_lossy()
    );
    let mut child = Command::new(reader)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {}", reader.display()))?;
    let mut stdin = child.stdin.take().context("the reader has no stdin")?;
    let questions: Vec<String> = lines.iter().map(question).collect();
    let output = std::thread::scope(|scope| {
        // A reader that ends early closes the pipe: its missing answers are reported below.
        scope.spawn(move || {
            questions
                .iter()
                .try_for_each(|line| stdin.write_all(line.as_bytes()))
        });
        child.wait_with_output()
    })?;
    let text = String::from_utf8_lossy(&output.stdout);
    let answers: Vec<Value> = text
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()
        .context("the reader wrote something else than JSON")?;
    if let Some(line) = lines.get(answers.len()) {
        bail!("the reader ended ({}) at {}", output.status, line["file"]);
    }
    Ok(answers)
}

fn question(line: &Value) -> String {
    let asked = serde_json::json!({
        "file": line["file"],
        "path": line["path"],
        "content_type": line["content_type"],
        "base": line["base"],
    });
    format!("{asked}\n")
}

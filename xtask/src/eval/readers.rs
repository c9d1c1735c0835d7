//! The programs that read pages: `PROGRAM FOLDER` writes one line of JSON a page, with its `id`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::shell;

/// What a program read, by the page's id.
pub(super) type Answers = HashMap<String, Value>;

/// A program and what to call it.
pub(super) struct Reader {
    pub(super) name: String,
    program: PathBuf,
    arguments: Vec<String>,
}

impl Reader {
    /// A program that takes the folder alone.
    pub(super) fn new(name: &str, program: PathBuf) -> Self {
        Self {
            name: name.to_owned(),
            program,
            arguments: Vec::new(),
        }
    }

    /// Reads all pages of a folder.
    pub(super) fn read(&self, folder: &Path) -> Result<Answers> {
        let mut command = Command::new(&self.program);
        let text = shell::output(command.args(&self.arguments).arg(folder))?;
        text.lines()
            .map(|line| {
                let answer: Value = serde_json::from_str(line)
                    .with_context(|| format!("{} wrote no JSON: {line:.80}", self.name))?;
                let id = answer["id"].as_str().context("a line has no `id`")?;
                Ok((id.to_owned(), answer))
            })
            .collect()
    }
}

/// Builds the reader of this house: the example of the room `read`.
pub(super) fn ours(is_release: bool) -> Result<Reader> {
    let mut command = shell::cargo();
    command.args([
        "build",
        "--quiet",
        "-p",
        "depesche-read",
        "--example",
        "pages",
    ]);
    if is_release {
        command.arg("--release");
    }
    shell::run(&mut command)?;
    let profile = if is_release { "release" } else { "debug" };
    let program = shell::target_folder()?.join(profile).join("examples/pages");
    Ok(Reader::new("depesche", program))
}

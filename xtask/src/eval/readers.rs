//! The programs that read pages: `PROGRAM FOLDER` writes one line of JSON a page, with its `id`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::comparisons::Programs;
use crate::{shell, venv};

/// Python's trafilatura, and what its newest releases do not ask for themselves.
const PACKAGES: [&str; 2] = ["trafilatura==2.3.1", "lxml_html_clean==0.4.6"];

/// What runs it.
const SCRIPT: &str = include_str!("reference.py");

/// The name of Python's trafilatura in its usual setting: what the figures compare with.
pub(super) const REFERENCE: &str = "trafilatura.py";

/// What a program read, by the page's id.
pub(super) type Answers = HashMap<String, Value>;

/// A program, the words before the folder, and what to call it.
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

/// Builds the reader of this house, the example of the room `read`: once as it reads a page alone, and
/// once with what the source's other pages have taught it.
pub(super) fn ours(is_release: bool) -> Result<[Reader; 2]> {
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
    let learned = Reader {
        name: "depesche, learned".to_owned(),
        program: program.clone(),
        arguments: vec!["--learned".to_owned()],
    };
    Ok([Reader::new("depesche", program), learned])
}

/// Other crates, by the program `bench/articles`.
pub(super) fn crates(programs: &Programs) -> Vec<Reader> {
    ["trafilatura", "trafilatura-precision", "dom_smoothie"]
        .into_iter()
        .map(|name| Reader {
            name: name.to_owned(),
            program: programs.path("articles"),
            arguments: vec!["read".to_owned(), name.to_owned()],
        })
        .collect()
}

/// Python's trafilatura in two settings; fetched at the first use.
pub(super) fn python() -> Result<Vec<Reader>> {
    let folder = shell::target_folder()?.join("eval");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make {}", folder.display()))?;
    let python = venv::python(&folder, "trafilatura", &PACKAGES)?;
    let script = folder.join("reference.py");
    std::fs::write(&script, SCRIPT)
        .with_context(|| format!("cannot write {}", script.display()))?;
    let settings = [
        (REFERENCE, "balanced"),
        ("trafilatura.py-precision", "precision"),
    ];
    let readers = settings.map(|(name, focus)| Reader {
        name: name.to_owned(),
        program: python.clone(),
        arguments: vec![script.to_string_lossy().into_owned(), focus.to_owned()],
    });
    Ok(readers.into())
}

//! feedparser and its suite: fetched once into the target folder.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{shell, venv};

/// The release that is compared with, and whose suite is run.
const FEEDPARSER: &str = "feedparser==6.0.14";

/// Where it is unpacked.
const UNPACKED: &str = "feedparser-6.0.14";

/// A Python that has feedparser.
pub(super) fn python() -> Result<PathBuf> {
    venv::python(&folder()?, "feedparser", &[FEEDPARSER])
}

/// The folder of feedparser's tests.
pub(super) fn suite(python: &Path) -> Result<PathBuf> {
    let folder = folder()?;
    let unpacked = folder.join(UNPACKED);
    let tests = unpacked.join("tests");
    if tests.join("wellformed").is_dir() {
        return Ok(tests);
    }
    let destination = folder.to_string_lossy();
    let arguments = [
        "--no-deps",
        "--no-binary",
        ":all:",
        FEEDPARSER,
        "--dest",
        &destination,
    ];
    venv::pip(python, "download", &arguments)?;
    let archive = folder.join(format!("{UNPACKED}.tar.gz"));
    shell::run(
        Command::new(python)
            .args(["-m", "tarfile", "-e"])
            .arg(archive)
            .arg(&folder),
    )?;
    Ok(tests)
}

/// Where everything lies that is fetched, and the plain bytes of packed files.
pub(super) fn folder() -> Result<PathBuf> {
    let folder = shell::target_folder()?.join("conform");
    std::fs::create_dir_all(folder.join("plain"))
        .with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

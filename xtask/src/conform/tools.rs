//! feedparser and its suite: fetched once into the target folder.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::shell;

/// The release that is compared with, and whose suite is run.
const FEEDPARSER: &str = "feedparser==6.0.14";

/// Where it is unpacked.
const UNPACKED: &str = "feedparser-6.0.14";

/// What to do about a tool that is missing.
const NO_PYTHON: &str = "feedparser needs python3 with its modules `venv` and `pip`; on Debian: \
                         apt install python3-venv";
const NO_NETWORK: &str = "pip could not fetch feedparser: is the network there? It is needed once";

/// A Python that has feedparser.
pub(super) fn python() -> Result<PathBuf> {
    let venv = folder()?.join("venv");
    let python = venv.join("bin/python");
    let has_it = || shell::output(Command::new(&python).args(["-c", "import feedparser"])).is_ok();
    if python.is_file() && has_it() {
        return Ok(python);
    }
    let system = shell::which("python3").context(NO_PYTHON)?;
    shell::run(Command::new(system).args(["-m", "venv"]).arg(&venv)).context(NO_PYTHON)?;
    shell::run(pip(&python).args(["install", FEEDPARSER])).context(NO_NETWORK)?;
    Ok(python)
}

/// The folder of feedparser's tests.
pub(super) fn suite(python: &Path) -> Result<PathBuf> {
    let folder = folder()?;
    let unpacked = folder.join(UNPACKED);
    let tests = unpacked.join("tests");
    if tests.join("wellformed").is_dir() {
        return Ok(tests);
    }
    let arguments = [
        "download",
        "--no-deps",
        "--no-binary",
        ":all:",
        FEEDPARSER,
        "--dest",
    ];
    shell::run(pip(python).args(arguments).arg(&folder)).context(NO_NETWORK)?;
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

fn pip(python: &Path) -> Command {
    let mut command = Command::new(python);
    command.args(["-m", "pip", "--quiet", "--disable-pip-version-check"]);
    command
}

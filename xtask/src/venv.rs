//! A Python with packages of its own: made once below the target folder, and kept there.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::shell;

/// What to do about a tool that is missing.
const NO_PYTHON: &str = "this needs python3 with its modules `venv` and `pip`; on Debian: \
                         apt install python3-venv";
const NO_NETWORK: &str = "pip could not fetch it: is the network there? It is needed once";

/// A Python in `folder` that has `module`, from the packages named as pip names them.
pub(crate) fn python(folder: &Path, module: &str, packages: &[&str]) -> Result<PathBuf> {
    let venv = folder.join("venv");
    let python = venv.join("bin/python");
    let import = format!("import {module}");
    let has_it = || shell::output(Command::new(&python).args(["-c", &import])).is_ok();
    if python.is_file() && has_it() {
        return Ok(python);
    }
    let system = shell::which("python3").context(NO_PYTHON)?;
    shell::run(Command::new(system).args(["-m", "venv"]).arg(&venv)).context(NO_PYTHON)?;
    pip(&python, "install", packages)?;
    Ok(python)
}

/// Runs pip of that Python.
pub(crate) fn pip(python: &Path, verb: &str, arguments: &[&str]) -> Result<()> {
    let mut command = Command::new(python);
    command.args(["-m", "pip", "--quiet", "--disable-pip-version-check", verb]);
    shell::run(command.args(arguments)).context(NO_NETWORK)
}

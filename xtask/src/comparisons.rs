//! The programs of the workspace in `bench/`: built and run from here.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::shell;

/// The built programs, in their folder.
pub(crate) struct Programs(PathBuf);

/// Builds some of the programs in release: each takes its time, being linked as the product is.
pub(crate) fn build(names: &[&str]) -> Result<Programs> {
    let manifest = shell::root().join("bench/Cargo.toml");
    let mut command = shell::cargo();
    command.args(["build", "--quiet", "--release", "--manifest-path"]);
    command.arg(&manifest);
    for name in names {
        command.args(["--bin", name]);
    }
    shell::run(&mut command)?;
    let mut metadata = shell::cargo();
    metadata.args(["metadata", "--no-deps", "--format-version", "1"]);
    let text = shell::output(metadata.arg("--manifest-path").arg(&manifest))?;
    let metadata: Value = serde_json::from_str(&text).context("cannot read `cargo metadata`")?;
    let target = metadata["target_directory"].as_str();
    let target = target.context("`cargo metadata` names no target folder")?;
    Ok(Programs(Path::new(target).join("release")))
}

impl Programs {
    /// Where a program lies.
    pub(crate) fn path(&self, program: &str) -> PathBuf {
        self.0.join(program)
    }

    /// One of the programs, ready to be started.
    pub(crate) fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(self.path(program));
        command.args(arguments).stdin(Stdio::null());
        command
    }

    /// Runs a program, its tables going where our stderr goes; returns the object of figures that
    /// it writes to stdout.
    pub(crate) fn figures(&self, program: &str, arguments: &[&str]) -> Result<Value> {
        let output = self
            .command(program, arguments)
            .stderr(Stdio::inherit())
            .output()
            .with_context(|| format!("cannot start bench/{program}"))?;
        if !output.status.success() {
            bail!("bench/{program} failed ({})", output.status);
        }
        serde_json::from_slice(&output.stdout)
            .with_context(|| format!("bench/{program} gave no figures"))
    }
}

/// A number of an object of figures.
pub(crate) fn number(figures: &Value, name: &str) -> Result<f64> {
    let number = figures[name].as_f64();
    number.with_context(|| format!("the figures hold no `{name}`: {figures}"))
}

/// The options of a command, and the folders behind them, absolute.
pub(crate) fn split(arguments: &[String]) -> Result<(&[String], Vec<String>)> {
    let mut options = 0;
    while arguments
        .get(options)
        .is_some_and(|word| word.starts_with("--"))
    {
        options += 2;
    }
    let (options, folders) = arguments.split_at(options.min(arguments.len()));
    let folders = folders
        .iter()
        .map(|folder| {
            let path = Path::new(folder).canonicalize();
            let path = path.with_context(|| format!("there is no folder {folder}"))?;
            Ok(path.to_string_lossy().into_owned())
        })
        .collect::<Result<_>>()?;
    Ok((options, folders))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn options_come_before_the_folders() {
        let words = ["--passes", "3", "/", "/"].map(String::from);
        let (options, folders) = split(&words).expect("the root is there");
        assert_eq!(options, &words[..2]);
        assert_eq!(folders, ["/", "/"]);
        assert!(split(&["no-such-folder".to_owned()]).is_err());
    }
}

//! What the tests need of the machine, and getting it: PostgreSQL's programs and Chromium with
//! its driver. Whatever is missing is installed by Debian's packages where we may.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context, Result};

use crate::shell;

/// Chromium and its driver.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) driver: PathBuf,
}

/// The folder of PostgreSQL's server programs, installed if it may be; or why there is none.
pub(crate) fn postgres() -> Result<PathBuf, String> {
    found_or_installed(find_postgres, &["postgresql"])
}

/// Chromium and its driver, installed if they may be; or why there are none.
pub(crate) fn browser() -> Result<Browser, String> {
    found_or_installed(find_browser, &["chromium", "chromium-driver"])
}

/// The `sqlite3` program, installed if it may be; or why there is none.
pub(crate) fn sqlite() -> Result<PathBuf, String> {
    found_or_installed(|| shell::which("sqlite3"), &["sqlite3"])
}

/// Whether we are root.
pub(crate) fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|about| about.uid() == 0)
}

/// User and group number of a user of this machine.
pub(crate) fn user(name: &str) -> Option<(u32, u32)> {
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    let line = users
        .lines()
        .find(|line| line.split(':').next() == Some(name))?;
    let mut numbers = line.split(':').skip(2);
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

fn found_or_installed<T>(find: fn() -> Option<T>, packages: &[&str]) -> Result<T, String> {
    if let Some(found) = find() {
        return Ok(found);
    }
    let names = packages.join(" ");
    install(packages).map_err(|error| {
        format!("{error:#}; install it by hand: apt-get install {names} (or your system's way)")
    })?;
    find().ok_or_else(|| format!("the Debian packages `{names}` did not bring what is needed"))
}

/// The newest of the versions installed side by side, as Debian does it, or what is in the path.
fn find_postgres() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    versions
        .filter_map(|version| {
            let number: u32 = version.file_name().to_str()?.parse().ok()?;
            let folder = version.path().join("bin");
            folder.join("initdb").is_file().then_some((number, folder))
        })
        .max()
        .map(|(_, folder)| folder)
        .or_else(|| shell::which("initdb")?.parent().map(Path::to_owned))
}

fn find_browser() -> Option<Browser> {
    let chromium = shell::which("chromium").or_else(|| shell::which("chromium-browser"))?;
    Some(Browser {
        chromium,
        driver: shell::which("chromedriver")?,
    })
}

fn install(packages: &[&str]) -> Result<()> {
    static LISTS_ARE_FRESH: OnceLock<()> = OnceLock::new();
    if shell::which("apt-get").is_none() {
        anyhow::bail!(
            "{} is missing and there is no apt-get here",
            packages.join(" ")
        );
    }
    if !is_root() {
        anyhow::bail!(
            "{} is missing and only root may install it",
            packages.join(" ")
        );
    }
    if LISTS_ARE_FRESH.set(()).is_ok() {
        shell::run(apt().args(["update", "-q"])).context("cannot update the package lists")?;
    }
    let options = ["install", "-q", "-y", "--no-install-recommends"];
    shell::run(apt().args(options).args(packages))
}

/// `RUNLEVEL=1` keeps Debian's scripts from starting a service at once: we want PostgreSQL's
/// programs, not its default cluster.
fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command
        .env("DEBIAN_FRONTEND", "noninteractive")
        .env("RUNLEVEL", "1");
    command
}

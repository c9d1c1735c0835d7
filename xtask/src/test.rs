//! `cargo xtask test`: all tests, with everything they need.

use std::time::Instant;

use anyhow::{Result, bail};

use crate::postgres::Cluster;
use crate::{machine, shell};

pub(crate) const MANUAL: &str = "
Needs a Rust toolchain and nothing else. What is missing – PostgreSQL, Chromium and its driver –
is installed by apt-get where that is possible (Debian, root); otherwise the tests that need it
are left out, and the end of the output says which. With CI=true or DEPESCHE_TEST_ALL=1 leaving
out is a failure.

PostgreSQL runs as a throw-away cluster in the temporary folder, on a unix socket alone, and is
stopped and deleted at the end. A database of your own is taken from DEPESCHE_TEST_POSTGRES
(the tests make and drop schemas in it). DEPESCHE_TEST_CHROMIUM and DEPESCHE_TEST_CHROMEDRIVER
name another browser.

Arguments go to `cargo test`; without a package among them all are tested:

  cargo xtask test                             everything
  cargo xtask test -p depesche-store           one room, on both databases
  cargo xtask test -p depesche --test browser  one file of tests
  cargo xtask test -- a_feed_that              all tests with this in their name
";

/// The names of the variables that the tests read.
const POSTGRES: &str = "DEPESCHE_TEST_POSTGRES";
const CHROMIUM: &str = "DEPESCHE_TEST_CHROMIUM";
const DRIVER: &str = "DEPESCHE_TEST_CHROMEDRIVER";

/// Runs the tests; the arguments are those of `cargo test`.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let start = Instant::now();
    let mut left_out = Vec::new();
    let mut command = shell::cargo();
    command.arg("test");
    if !names_a_package(arguments) {
        command.arg("--workspace");
    }
    command.args(arguments);

    let cluster = provide_postgres().unwrap_or_else(|why| {
        left_out.push(format!("the store on PostgreSQL: {why}"));
        None
    });
    if let Some(cluster) = &cluster {
        command.env(POSTGRES, cluster.url());
    }
    match provide_browser() {
        Ok(Some(browser)) => {
            command
                .env(CHROMIUM, browser.chromium)
                .env(DRIVER, browser.driver);
        }
        Ok(None) => {}
        Err(why) => left_out.push(format!("the pages in a browser: {why}")),
    }

    let result = shell::run(&mut command);
    drop(cluster);
    println!("\ntests: {}", shell::duration(start.elapsed()));
    for line in &left_out {
        println!("LEFT OUT  {line}");
    }
    result?;
    if !left_out.is_empty() && shell::all_is_asked() {
        bail!("tests were left out, and here (CI or DEPESCHE_TEST_ALL) all are asked for");
    }
    Ok(())
}

/// A running cluster, or none where the caller has named a database; or why it cannot be had.
fn provide_postgres() -> Result<Option<Cluster>, String> {
    if shell::variable(POSTGRES).is_some() {
        return Ok(None);
    }
    let programs = machine::postgres()?;
    println!("· a throw-away PostgreSQL with {}", programs.display());
    Cluster::start(&programs)
        .map(Some)
        .map_err(|error| format!("{error:#}"))
}

fn provide_browser() -> Result<Option<machine::Browser>, String> {
    if shell::variable(CHROMIUM).is_some() && shell::variable(DRIVER).is_some() {
        return Ok(None);
    }
    machine::browser().map(Some)
}

fn names_a_package(arguments: &[String]) -> bool {
    let own = arguments.iter().take_while(|word| *word != "--");
    own.into_iter().any(|word| {
        ["-p", "--workspace", "--all", "--manifest-path"].contains(&word.as_str())
            || word.starts_with("-p")
            || word.starts_with("--package")
    })
}

#[cfg(test)]
mod tests {
    use super::names_a_package;

    #[test]
    fn without_a_package_the_whole_workspace_is_tested() {
        let check = |line: &str| {
            names_a_package(
                &line
                    .split_whitespace()
                    .map(str::to_owned)
                    .collect::<Vec<_>>(),
            )
        };
        assert!(!check(""));
        assert!(!check("--release -- -p"));
        assert!(check("-p depesche-store"));
        assert!(check("--package=depesche-store"));
        assert!(check("-pdepesche-store"));
    }
}

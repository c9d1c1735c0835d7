//! `cargo xtask chaos media`: hostile images. The rooms' own tests hold them; here they are run
//! and counted.

use anyhow::{Context, Result};

use super::as_number;
use crate::{goals, shell};

pub(crate) const MANUAL: &str = "
Runs the tests that feed hostile images to the rooms that take, re-encode, store and serve them
(check 19): SVG, HTML that says it is a PNG, pictures of 65,535² pixels, animated bombs, and paths
below /media that nothing was stored for. The figures are how many failed and how many passed.
";

/// The packages, and what the names of their tests hold (nothing: all of them).
const TESTS: &[(&str, &str)] = &[
    ("depesche-media", ""),
    ("depesche-read", "picture"),
    ("depesche-store", "media"),
    ("depesche-web", "media"),
    ("depesche", "media"),
];

/// Runs the tests and prints the figures.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    measure_all(arguments).map(drop)
}

/// Runs the tests; returns the lines of figures.
pub(crate) fn measure_all(arguments: &[String]) -> Result<Vec<String>> {
    shell::Options::read(arguments, &[])?;
    let (mut passed, mut failed) = (0, 0);
    for (package, name) in TESTS {
        let mut command = shell::cargo();
        command.args(["test", "-p", package, "--", name]);
        println!("· cargo test -p {package} -- {name}");
        let output = command.output().context("cannot start cargo")?;
        let text = String::from_utf8_lossy(&output.stdout);
        let (good, bad) = counts(&text);
        println!("  {good} passed, {bad} failed");
        passed += good;
        // One that was not even built has failed.
        failed += bad.max(u64::from(!output.status.success()));
    }
    goals::print(&[
        ("chaos.19.failed", as_number(failed)),
        ("chaos.19.passed", as_number(passed)),
    ])
}

/// How many tests passed and failed, from what the test harness prints.
fn counts(text: &str) -> (u64, u64) {
    let results = text.lines().filter(|line| line.starts_with("test result:"));
    results.fold((0, 0), |(passed, failed), line| {
        let number = |word: &str| -> u64 {
            let before = line.split(word).next().unwrap_or_default();
            let number = before.trim().rsplit([' ', ';', '.']).next();
            number.and_then(|number| number.parse().ok()).unwrap_or(0)
        };
        (passed + number("passed"), failed + number("failed"))
    })
}

#[cfg(test)]
mod tests {
    use super::counts;

    #[test]
    fn results_of_all_targets_are_added() {
        let text = "test result: ok. 12 passed; 0 failed; 0 ignored\n\
                    test result: FAILED. 3 passed; 2 failed; 0 ignored\n";
        assert_eq!(counts(text), (15, 2));
    }
}

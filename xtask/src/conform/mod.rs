//! `cargo xtask conform feeds`: does our reader find what the reference finds?

mod compare;
mod fold;
mod probes;
mod readers;
mod report;
mod rules;
mod tools;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::goals;
use compare::Outcome;
use report::{SANITIZE, Tally};

pub(crate) const MANUAL: &str = "
Reads feeds with crates/feed and with Python's feedparser 6.0.14, which has read what people
publish for twenty years, and compares what they find: title, link, texts, dates, authors,
categories, enclosures, rights and so on, of the feed and of every entry.

Without a folder it runs feedparser's own test suite: some 2,250 small feeds, each with one
peculiarity. Python 3 with venv and pip is needed, and at the first run the network: feedparser and
its suite are fetched into the target folder and stay there. Nothing of them is committed.

  --suite DIR      the unpacked suite to use (feedparser's folder, or its `tests`)
  --only FILE      only the files that FILE names, one a line, relative to `tests`
  --reader PROGRAM compare another reader: it takes the lines of crates/feed/examples/readings.rs

With folders it reads every file in them, but not hidden ones and *.md. An `index.json` beside a
folder, a list of objects with `file` and `entries`, says how many entries there are; else
feedparser's count holds. Of JSON feeds, which feedparser does not read, only the number of entries
is compared.

  --probes DIR     small feeds, each with one peculiarity; the README.md in the folder says what a
                   reader has to make of them (see xtask/src/conform/probes.py). Its expressions
                   are run as Python, so take probes of your own

Right is what means the same: texts without markup, entities and doubled whitespace; dates as
instants; addresses without default ports, percent signs and closing slashes; lists in any order.
Only what feedparser finds is asked for: finding more is not wrong. A file is right if it was read,
its number of entries is right, and so is every field. The files that are not are listed with the
fields, ours and theirs; then comes the table. feedparser guesses no encodings without its optional
chardet: it is wrong itself at the suite's files in illformed/chardet. Where the reference is wrong,
write it down; do not bend the reader to it.

Start reading at xtask/src/conform/compare.rs (what is right) and reference.py (what is asked).
";

/// Which feeds are read.
#[derive(Debug, Default, PartialEq)]
struct Asked {
    suite: Option<PathBuf>,
    only: Option<PathBuf>,
    probes: Option<PathBuf>,
    reader: Option<PathBuf>,
    folders: Vec<PathBuf>,
}

/// A file and how it came out.
struct Row {
    file: String,
    outcome: Outcome,
}

/// Compares and prints the figures.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    measure_all(arguments).map(drop)
}

/// Compares; returns the lines of figures.
pub(crate) fn measure_all(arguments: &[String]) -> Result<Vec<String>> {
    let asked = Asked::read(arguments)?;
    if let Some(folder) = &asked.probes {
        return probes::run(&reader(&asked)?, folder);
    }
    let python = tools::python()?;
    if asked.folders.is_empty() {
        run_suite(&asked, &python)
    } else {
        run_folders(&asked, &python)
    }
}

impl Asked {
    fn read(arguments: &[String]) -> Result<Self> {
        let mut asked = Self::default();
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            let place = match word.as_str() {
                "--suite" => &mut asked.suite,
                "--only" => &mut asked.only,
                "--probes" => &mut asked.probes,
                "--reader" => &mut asked.reader,
                option if option.starts_with('-') => {
                    bail!(
                        "`{option}` is not understood; known are: --suite, --only, --probes, --reader"
                    );
                }
                folder => {
                    asked.folders.push(folder.into());
                    continue;
                }
            };
            let value = words
                .next()
                .with_context(|| format!("{word} needs a value"))?;
            *place = Some(value.into());
        }
        let is_suite = asked.suite.is_some() || asked.only.is_some();
        let kinds = [is_suite, asked.probes.is_some(), !asked.folders.is_empty()];
        if kinds.into_iter().filter(|asked| *asked).count() > 1 {
            bail!("either the suite (--suite, --only), or --probes, or folders of feeds");
        }
        let folders = asked.folders.iter();
        for folder in folders.chain(&asked.suite).chain(&asked.probes) {
            if !folder.is_dir() {
                bail!("there is no folder {}", folder.display());
            }
        }
        for file in asked.only.iter().chain(&asked.reader) {
            if !file.is_file() {
                bail!("there is no file {}", file.display());
            }
        }
        Ok(asked)
    }
}

fn run_suite(asked: &Asked, python: &Path) -> Result<Vec<String>> {
    let tests = match &asked.suite {
        Some(given) if given.join("tests").is_dir() => given.join("tests"),
        Some(given) => given.clone(),
        None => tools::suite(python)?,
    };
    if !tests.join("wellformed").is_dir() {
        bail!(
            "{} is not the suite: it holds no `wellformed`",
            tests.display()
        );
    }
    let plain = tools::folder()?.join("plain");
    let mut arguments = vec![OsStr::new("suite"), tests.as_os_str(), plain.as_os_str()];
    arguments.extend(asked.only.as_ref().map(|only| only.as_os_str()));
    let rows = rows(asked, python, &arguments)?;

    let mut groups: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut total = Tally::default();
    for row in &rows {
        let group = report::group(&row.file);
        groups.entry(group).or_default().count(&row.outcome);
        if group != SANITIZE {
            total.count(&row.outcome);
        }
    }
    report::print_table(&groups, ("without sanitize", &total));
    let name = match asked.only {
        Some(_) => "suite.in_the_wild.right",
        None => "suite.right",
    };
    goals::print(&[(name, report::as_number(total.right))])
}

fn run_folders(asked: &Asked, python: &Path) -> Result<Vec<String>> {
    let mut arguments = vec![OsStr::new("folders")];
    arguments.extend(asked.folders.iter().map(|folder| folder.as_os_str()));
    let rows = rows(asked, python, &arguments)?;
    let mut total = Tally::default();
    for row in &rows {
        total.count(&row.outcome);
    }
    report::print_table(&BTreeMap::new(), ("all", &total));
    goals::print(&[
        ("real.parsed", report::percent(total.parsed, total.files)),
        (
            "real.entry_counts",
            report::percent(total.counts, total.files),
        ),
        (
            "real.fields",
            report::percent(total.fields.right, total.fields.all),
        ),
    ])
}

/// Reads all files with both, compares, and prints those that are not right.
fn rows(asked: &Asked, python: &Path, arguments: &[&OsStr]) -> Result<Vec<Row>> {
    let reference = readers::reference(python, arguments)?;
    let answers = readers::answers(&reader(asked)?, &reference.lines)?;
    let pairs = reference.lines.iter().zip(&answers);
    let rows: Vec<Row> = pairs
        .map(|(theirs, ours)| Row {
            file: name(theirs),
            outcome: compare::compare(&reference.folding, ours, theirs),
        })
        .collect();
    if rows.is_empty() {
        bail!("there are no feeds in what was named");
    }
    report::print_failing(rows.iter().map(|row| (row.file.as_str(), &row.outcome)));
    Ok(rows)
}

/// The reader that is compared.
fn reader(asked: &Asked) -> Result<PathBuf> {
    match &asked.reader {
        Some(reader) => Ok(reader.clone()),
        None => readers::build(),
    }
}

fn name(line: &Value) -> String {
    line["file"].as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::Asked;

    fn read(line: &str) -> anyhow::Result<Asked> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Asked::read(&words)
    }

    #[test]
    fn without_a_folder_the_suite_is_asked_for() {
        let asked = read("--only Cargo.toml").expect("it is understood");
        assert_eq!(asked.only.as_deref(), Some("Cargo.toml".as_ref()));
        assert!(asked.folders.is_empty());
        assert_eq!(read("").expect("nothing is needed"), Asked::default());
    }

    #[test]
    fn what_does_not_fit_together_is_an_error() {
        assert!(read("--only").is_err());
        assert!(read("--all").is_err());
        assert!(read("--suite no-such-folder").is_err());
        assert!(read("no-such-folder").is_err());
        assert!(read("--only no-such-file").is_err());
        assert!(read(". --only Cargo.toml").is_err());
        assert!(read(". --probes .").is_err());
    }
}

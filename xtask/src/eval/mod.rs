//! `cargo xtask eval pages`: is what we read off a page what its publisher wrote?

mod corpus;
mod facts;
pub(crate) mod language;
mod learned;
mod moment;
mod picture;
mod readers;
mod report;
mod score;
mod text;
pub(crate) mod translate;
mod words;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{comparisons, goals};
use corpus::Corpus;
use readers::Reader;
use score::Scores;

pub(crate) const MANUAL: &str = "
Reads the pages of folders and compares what was read with their truth. A folder holds `index.json`,
a list of objects with `id`, `url` and `text`, and `html/ID.html.gz` for each; what else an object
has of `title`, `authors`, `date`, `lead_images` and `publisher` is compared too.

The text is scored as article-extraction-benchmark does: shingles of four words, per page right,
too many and lost ones normalised, the means of precision and recall, F1 of the means; `same` is the
share of texts with the very same words. Then, in percent of the pages whose truth has it:

  title     the same words
  author    half of the words of all authors and of our byline taken together stand in both
  date      the same day
  time      at most an hour apart, where the truth has a time and we have a date
  image     the same picture, whatever its size, as one of the lead images
  captions  pages whose source has a <figcaption> that have one in the article, or above it
  paywall   pages whose source says isAccessibleForFree: false that are marked

`depesche, learned` has read all other pages of the same publisher (or host) before, in the order of
the list, and cuts what repeats; what that gains is shown by how many they were.

  --reader PROGRAM  score another reader too: `PROGRAM FOLDER` writes what crates/read/examples/pages.rs
                    writes
  --peers           score other crates too, and Python's trafilatura where pip is there; builds the
                    workspace in bench/ in release
  --release         build ours in release
  --worst N         list the N pages with the worst text (5), and who does better at them
  --wrong FACT      list the pages that have this fact wrong, with truth (-) and answer (+)
  --show ID         the words that this page lost (-) and has too many (+); the start of an ID will do
  --publishers      a line for each publisher, the worst first

Start reading at xtask/src/eval/text.rs (texts) and facts.rs (the rest).
";

/// What is scored, and what is shown of it.
#[derive(Debug, Default, PartialEq)]
struct Asked {
    folders: Vec<PathBuf>,
    readers: Vec<PathBuf>,
    shown: Vec<String>,
    wrong: Vec<String>,
    worst: usize,
    is_release: bool,
    has_publishers: bool,
    has_peers: bool,
}

/// Scores and prints the figures.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    measure_all(arguments).map(drop)
}

/// Scores; returns the lines of figures.
pub(crate) fn measure_all(arguments: &[String]) -> Result<Vec<String>> {
    let asked = Asked::read(arguments)?;
    let readers = asked.readers()?;
    let mut figures = Vec::new();
    for folder in &asked.folders {
        let corpus = Corpus::read(folder)?;
        let all = readers
            .iter()
            .map(|reader| Ok(Scores::new(reader, &corpus, reader.read(folder)?)))
            .collect::<Result<Vec<_>>>()?;
        report(&asked, &corpus, &all);
        figures.extend(named(&corpus.name(), &all));
    }
    let figures: Vec<(&str, f64)> = figures
        .iter()
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    goals::print(&figures)
}

impl Asked {
    fn read(arguments: &[String]) -> Result<Self> {
        let mut asked = Self {
            worst: 5,
            ..Self::default()
        };
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            let mut value = || {
                words
                    .next()
                    .with_context(|| format!("{word} needs a value"))
            };
            match word.as_str() {
                "--reader" => asked.readers.push(there(value()?)?),
                "--worst" => asked.worst = value()?.parse().context("--worst takes a number")?,
                "--wrong" => asked.wrong.push(value()?.clone()),
                "--show" => asked.shown.push(value()?.clone()),
                "--release" => asked.is_release = true,
                "--peers" => asked.has_peers = true,
                "--publishers" => asked.has_publishers = true,
                option if option.starts_with('-') => bail!("`{option}` is not understood"),
                folder => asked.folders.push(there(folder)?),
            }
        }
        if asked.folders.is_empty() {
            bail!("which folders? Each holds an index.json and html/");
        }
        Ok(asked)
    }

    /// Ours, and what else is asked for.
    fn readers(&self) -> Result<Vec<Reader>> {
        let mut readers: Vec<Reader> = readers::ours(self.is_release)?.into();
        for program in &self.readers {
            let name = program.file_name().unwrap_or_default().to_string_lossy();
            readers.push(Reader::new(&name, program.clone()));
        }
        if self.has_peers {
            readers.extend(readers::crates(&comparisons::build(&["articles"])?));
            match readers::python() {
                Ok(python) => readers.extend(python),
                Err(error) => println!("Python's trafilatura is left out: {error:#}"),
            }
        }
        Ok(readers)
    }
}

/// The absolute path of a file or folder.
fn there(path: &str) -> Result<PathBuf> {
    Path::new(path)
        .canonicalize()
        .with_context(|| format!("there is no {path}"))
}

fn report(asked: &Asked, corpus: &Corpus, all: &[Scores]) {
    report::readers(corpus, all);
    let ours = &all[0];
    learned::report(corpus, ours, &all[1]);
    if asked.has_publishers {
        report::publishers(corpus, ours);
    }
    if asked.worst > 0 {
        report::worst(corpus, all, asked.worst);
    }
    for fact in &asked.wrong {
        report::wrong(corpus, ours, fact);
    }
    for start in &asked.shown {
        for page in corpus
            .pages
            .iter()
            .filter(|page| page.id.starts_with(start.as_str()))
        {
            report::difference(page, ours);
        }
    }
}

/// The figures of the two folders that have goals; of others only the tables are of interest.
fn named(corpus: &str, all: &[Scores]) -> Vec<(String, f64)> {
    let ours = &all[0];
    let means = ours.means();
    let mut figures = match corpus {
        "benchmark" => vec![("f1", means.f1), ("identical", means.identical)],
        "publishers" => vec![("f1", means.f1)],
        _ => return Vec::new(),
    };
    let reference = all
        .iter()
        .find(|scores| scores.reader == readers::REFERENCE);
    if let Some(reference) = reference.filter(|_| corpus == "publishers") {
        figures.push(("lead", means.f1 - reference.means().f1));
    }
    if corpus == "publishers" {
        figures.push(("learned", all[1].means().f1 - means.f1));
    }
    let facts = facts::FACTS.iter().enumerate();
    if corpus == "publishers" {
        figures.extend(facts.filter_map(|(at, name)| Some((*name, ours.share(at)?))));
    }
    figures
        .into_iter()
        .map(|(name, value)| (format!("pages.{corpus}.{name}"), value))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Asked;

    fn read(line: &str) -> anyhow::Result<Asked> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Asked::read(&words)
    }

    #[test]
    fn folders_and_options_may_stand_in_any_order() {
        let asked = read("/ --worst 20 --show a --show b --release").expect("all is known");
        assert_eq!(asked.folders.len(), 1);
        assert_eq!((asked.worst, asked.shown.len()), (20, 2));
        assert!(asked.is_release && !asked.has_publishers);
    }

    #[test]
    fn without_a_folder_there_is_nothing_to_do() {
        for line in ["", "--release", "--worst", "/no-such-folder", "/ --best"] {
            assert!(read(line).is_err(), "{line}");
        }
    }
}

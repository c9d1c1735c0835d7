//! Reads what is made to hurt, one document after the other, and measures each.
//!
//! `torment run PROGRESS FIRST WHAT` reads from number FIRST on; `torment save FILE NUMBER WHAT`
//! writes one document into a file and its name to stdout. WHAT is `hostile`,
//! `mutated COUNT SEED [FOLDER…]`, or `pages`.
//!
//! It may be killed or abort at any document: so the number of the one that it reads stands in
//! the file PROGRESS, and what is worth knowing goes to stdout at once, a JSON object a line. All
//! hostile documents are worth it; of mutated ones those that panic, and each that takes longer or
//! holds more than all before. Times are a little high, since memory is counted meanwhile.

#[path = "../counting.rs"]
mod counting;

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use counting::Allocated;
use depesche_bench::mutate::Mutator;
use depesche_bench::{articles, clock, corpus, generate, hostile, hostile_pages, readers};
use serde_json::{Value, json};

/// The stack of the service's threads: what overflows it would end the service.
const STACK: usize = 2 << 20;

/// The size of hostile documents that are broken further, in bytes.
const SMALL: usize = 3_000;

/// The documents.
enum Work {
    Hostile,
    Mutated { count: u64, mutator: Mutator },
    Pages,
}

/// A document, what it is, and how many entries should be found in it.
struct Document {
    name: String,
    bytes: Vec<u8>,
    entries: usize,
}

/// What came of reading one document.
struct Outcome {
    seconds: f64,
    allocated: Allocated,
    /// How many entries were found; none where it panicked.
    entries: Option<usize>,
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [verb, file, number, what @ ..] = arguments.as_slice() else {
        bail!("torment run|save FILE NUMBER WHAT");
    };
    let work = Work::new(what)?;
    let number = number.parse()?;
    if verb == "save" {
        let document = work.document(number).context("there is no such document")?;
        println!("{}", document.name);
        return std::fs::write(file, document.bytes)
            .with_context(|| format!("cannot write {file}"));
    }
    std::panic::set_hook(Box::new(|_| {}));
    let progress = File::create(Path::new(file))?;
    let thread = std::thread::Builder::new().stack_size(STACK);
    let end = thread
        .spawn(move || read_all(&work, number, &progress))?
        .join();
    end.map_err(|_| anyhow::anyhow!("the tormentor itself panicked"))?
}

impl Work {
    fn new(what: &[String]) -> Result<Self> {
        match what {
            [what] if what == "hostile" => Ok(Self::Hostile),
            [what, count, seed, folders @ ..] if what == "mutated" => {
                let folders: Vec<PathBuf> = folders.iter().map(PathBuf::from).collect();
                let mut feeds = generate::feeds();
                feeds.extend(hostile::small(SMALL));
                if !folders.is_empty() {
                    feeds.extend(corpus::load(&folders)?);
                }
                Ok(Self::Mutated {
                    count: count.parse()?,
                    mutator: Mutator::new(feeds, seed.parse()?),
                })
            }
            [what] if what == "pages" => Ok(Self::Pages),
            _ => bail!("WHAT is `hostile`, `mutated COUNT SEED [FOLDER…]`, or `pages`"),
        }
    }

    fn document(&self, number: u64) -> Option<Document> {
        match self {
            Self::Hostile => {
                let (feed, entries) = hostile::document(usize::try_from(number).ok()?)?;
                Some(Document {
                    name: feed.name,
                    bytes: feed.bytes,
                    entries,
                })
            }
            Self::Mutated { count, mutator } => (number < *count).then(|| Document {
                name: format!("mutated {number}"),
                bytes: mutator.document(number),
                entries: 0,
            }),
            Self::Pages => {
                let (name, bytes) = hostile_pages::page(usize::try_from(number).ok()?)?;
                Some(Document {
                    name: name.to_owned(),
                    bytes,
                    entries: 0,
                })
            }
        }
    }

    /// Reads a document; how many entries are in it.
    fn read(&self, bytes: &[u8]) -> usize {
        match self {
            Self::Hostile | Self::Mutated { .. } => readers::ours(bytes).unwrap_or_default(),
            Self::Pages => articles::ours_alone(bytes),
        }
    }
}

fn read_all(work: &Work, first: u64, progress: &File) -> Result<()> {
    let (mut slowest, mut largest) = (0.0, 0);
    for number in first.. {
        progress.write_all_at(&number.to_le_bytes(), 0)?;
        let Some(document) = work.document(number) else {
            break;
        };
        let outcome = read(work, &document.bytes);
        let is_record = outcome.seconds > slowest || outcome.allocated.peak > largest;
        if is_record || outcome.entries.is_none() || !matches!(work, Work::Mutated { .. }) {
            slowest = outcome.seconds.max(slowest);
            largest = outcome.allocated.peak.max(largest);
            println!("{}", line(number, &document, &outcome));
        }
    }
    Ok(())
}

fn read(work: &Work, bytes: &[u8]) -> Outcome {
    let reading = AssertUnwindSafe(|| work.read(bytes));
    let (allocated, (seconds, entries)) = counting::count(|| clock::time(|| catch_unwind(reading)));
    Outcome {
        seconds,
        allocated,
        entries: entries.ok(),
    }
}

fn line(number: u64, document: &Document, outcome: &Outcome) -> Value {
    json!({
        "number": number,
        "name": document.name,
        "size": document.bytes.len(),
        "seconds": outcome.seconds,
        "heap": outcome.allocated.peak,
        "allocations": outcome.allocated.count,
        "allocated": outcome.allocated.bytes,
        "panicked": outcome.entries.is_none(),
        "lost": document.entries.saturating_sub(outcome.entries.unwrap_or_default()),
    })
}

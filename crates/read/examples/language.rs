//! Tells the languages of a folder's texts: what `cargo xtask eval language` prints.
//!
//! Out: a line of JSON for each file, with the language it is called after, its `lines`, and for
//! each kind of question how many answers were right and wrong; at last the time of an answer.

use std::error::Error;
use std::io::Write;
use std::path::PathBuf;

use depesche_model::Lang;
use depesche_read::language::{evident, language};
use rustix::time::{ClockId, clock_gettime};
use serde_json::{Map, Value, json};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let folder = std::env::args().nth(1).ok_or("language FOLDER")?;
    let files = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut files: Vec<PathBuf> = files.collect::<Result<_>>()?;
    files.sort();
    let mut out = std::io::stdout().lock();
    let (start, mut asked) = (cpu_seconds(), 0_u32);
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let Some(lang) = Lang::parse(&name) else {
            continue;
        };
        let mut told = Map::new();
        let text = std::fs::read_to_string(&file)?;
        for line in text.lines() {
            asked += ask(line, &lang, &mut told);
        }
        let lines = text.lines().count();
        writeln!(
            out,
            "{}",
            json!({ "lang": &*name, "lines": lines, "told": told })
        )?;
    }
    let micros = (cpu_seconds() - start) * 1e6 / f64::from(asked.max(1));
    writeln!(out, "{}", json!({ "micros": micros }))?;
    Ok(())
}

/// Asks about a line and its first six words; says how often.
fn ask(line: &str, lang: &Lang, told: &mut Map<String, Value>) -> u32 {
    let words: Vec<_> = line.split_whitespace().take(6).collect();
    let headline = words.join(" ");
    let lied = Lang::parse(if lang.as_str() == "en" { "de" } else { "en" });
    for (kind, text) in [("headline", headline.as_str()), ("text", line)] {
        for (claim, claimed) in [("true", Some(lang)), ("lie", lied.as_ref()), ("none", None)] {
            let found = language(text, claimed);
            count(told, &format!("{kind}.{claim}"), found.as_ref(), lang);
        }
    }
    count(told, "text.words", evident(line).as_ref(), lang);
    7
}

fn count(told: &mut Map<String, Value>, kind: &str, found: Option<&Lang>, lang: &Lang) {
    let numbers = told.entry(kind).or_insert_with(|| json!([0, 0]));
    if let Some(found) = found {
        let number = &mut numbers[usize::from(found != lang)];
        *number = json!(number.as_u64().unwrap_or_default() + 1);
    }
}

/// The CPU time of this thread.
fn cpu_seconds() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    #[expect(
        clippy::cast_precision_loss,
        reason = "a program runs less than 2^52 ns"
    )]
    let seconds = time.tv_sec as f64 + time.tv_nsec as f64 / 1e9;
    seconds
}

//! Tells the language of every line of a folder's texts: what `cargo xtask eval language` scores.
//!
//! A file is called after its language: `de.txt`, `pt.txt`. Each line is read as it is and cut to
//! its first six words, as a headline would be; once with the true claim, once with a lie, once
//! without any.
//!
//! ```sh
//! cargo run --release -p depesche-read --example language -- FOLDER
//! ```

use std::error::Error;
use std::path::PathBuf;

use depesche_model::Lang;
use depesche_read::language::{evident, language};
use rustix::time::{ClockId, clock_gettime};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// How many texts of a kind there were, and how many of them were told right and wrong.
#[derive(Clone, Copy, Debug, Default)]
struct Told {
    all: u32,
    right: u32,
    wrong: u32,
}

/// A kind of question: what is claimed of a text.
#[derive(Clone, Copy, Debug)]
enum Claim {
    True,
    Lie,
    Missing,
}

fn main() -> Result<()> {
    let folder = std::env::args().nth(1).ok_or("language FOLDER")?;
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    files.sort();
    println!(
        "right/wrong %   headline: true     lie       none    | text: true     lie       none    | words"
    );
    let (mut sums, mut texts, start) = ([Told::default(); 7], 0, cpu_seconds());
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let Some(lang) = Lang::parse(&name) else {
            continue;
        };
        let mut told = [Told::default(); 7];
        for line in std::fs::read_to_string(&file)?.lines() {
            texts += 7;
            ask(line, &lang, &mut told);
        }
        for (sum, told) in sums.iter_mut().zip(told) {
            sum.all += told.all;
            sum.right += told.right;
            sum.wrong += told.wrong;
        }
        print(&name, &told);
    }
    print("all", &sums);
    let micros = (cpu_seconds() - start) * 1e6 / f64::from(texts.max(1));
    println!("{micros:.1} microseconds each");
    Ok(())
}

fn ask(line: &str, lang: &Lang, told: &mut [Told; 7]) {
    let words: Vec<_> = line.split_whitespace().take(6).collect();
    let headline = words.join(" ");
    let mut at = 0;
    for text in [headline.as_str(), line] {
        for claim in [Claim::True, Claim::Lie, Claim::Missing] {
            let claimed = match claim {
                Claim::True => Some(lang.clone()),
                Claim::Lie => Lang::parse(if lang.as_str() == "en" { "de" } else { "en" }),
                Claim::Missing => None,
            };
            told[at].count(language(text, claimed.as_ref()).as_ref(), lang);
            at += 1;
        }
    }
    told[at].count(evident(line).as_ref(), lang);
}

impl Told {
    fn count(&mut self, found: Option<&Lang>, lang: &Lang) {
        self.all += 1;
        self.right += u32::from(found == Some(lang));
        self.wrong += u32::from(found.is_some_and(|found| found != lang));
    }
}

fn print(name: &str, told: &[Told; 7]) {
    let share = |part: u32, told: &Told| 100.0 * f64::from(part) / f64::from(told.all.max(1));
    let columns = told.iter().map(|told| {
        format!(
            "{:5.1}/{:4.1}",
            share(told.right, told),
            share(told.wrong, told)
        )
    });
    println!("{name:24}{}", columns.collect::<Vec<_>>().join(" "));
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

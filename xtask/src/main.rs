//! `cargo xtask`: everything around the code that is more than one `cargo` command.
//!
//! It builds with two dependencies so that a fresh machine reaches its first test quickly, finds
//! or installs what the tests need (PostgreSQL, Chromium), measures, and cleans up behind itself.
//! It never runs as a part of the product. Start reading at [`COMMANDS`].

#![expect(
    clippy::print_stdout,
    reason = "speaking to a person at a terminal is its purpose"
)]
#![expect(
    clippy::print_stderr,
    reason = "speaking to a person at a terminal is its purpose"
)]

mod bench;
mod chaos;
mod comparisons;
mod conform;
mod driver;
mod eval;
mod figures;
mod fuzz;
mod goals;
mod house;
mod lint;
mod machine;
mod measure;
mod percent;
mod postgres;
mod promo;
mod screenshots;
mod shell;
mod test;
mod venv;

use std::process::ExitCode;

use anyhow::{Result, bail};

/// One command: its words, what follows them, what it does, how to use it, and the function.
struct Command {
    words: &'static [&'static str],
    arguments: &'static str,
    purpose: &'static str,
    manual: &'static str,
    run: fn(&[String]) -> Result<()>,
}

/// All commands, in the order in which a newcomer needs them.
const COMMANDS: &[Command] = &[
    Command {
        words: &["test"],
        arguments: "[ARGUMENTS OF cargo test …]",
        purpose: "all tests: unit, store on both databases, whole house, executable, browser",
        manual: test::MANUAL,
        run: test::run,
    },
    Command {
        words: &["lint"],
        arguments: "",
        purpose: "formatting, clippy, licences, and the rules of the house",
        manual: lint::MANUAL,
        run: lint::run,
    },
    Command {
        words: &["conform", "feeds"],
        arguments: "[--reader PROGRAM] [--suite DIR] [--only FILE] | --probes DIR | FOLDER…",
        purpose: "does our reader of feeds find what Python's feedparser finds",
        manual: conform::MANUAL,
        run: conform::run,
    },
    Command {
        words: &["eval", "pages"],
        arguments: "FOLDER… [--peers] [--reader PROGRAM] [--release] [--worst N] [--show ID] …",
        purpose: "is what we read off a page what its publisher wrote",
        manual: eval::MANUAL,
        run: eval::run,
    },
    Command {
        words: &["eval", "language"],
        arguments: "FOLDER",
        purpose: "are texts told to be in the languages that they are in",
        manual: eval::language::MANUAL,
        run: eval::language::run,
    },
    Command {
        words: &["eval", "translate"],
        arguments: "[--articles N]",
        purpose: "is nothing lost, nothing paid twice, and no engine believed",
        manual: eval::translate::MANUAL,
        run: eval::translate::run,
    },
    Command {
        words: &["bench", "feeds"],
        arguments: "[--passes 5] [FOLDER…]",
        purpose: "how fast feeds are read and in how much memory, beside other crates",
        manual: bench::feeds::MANUAL,
        run: bench::feeds::run,
    },
    Command {
        words: &["bench", "pages"],
        arguments: "[--passes 5] FOLDER…",
        purpose: "how fast articles are found in pages and in how much memory, beside other crates",
        manual: bench::pages::MANUAL,
        run: bench::pages::run,
    },
    Command {
        words: &["bench", "ingest"],
        arguments: "[--feeds 1000] [--entries 30]",
        purpose: "what an import of many feeds costs, from fetch to indexed",
        manual: bench::ingest::MANUAL,
        run: bench::ingest::run,
    },
    Command {
        words: &["bench", "real"],
        arguments: "FOLDER",
        purpose: "are all entries of a folder of real feeds stored and found",
        manual: bench::real::MANUAL,
        run: bench::real::run,
    },
    Command {
        words: &["eval", "promo"],
        arguments: "",
        purpose: "is promotion cut out of invented sources' articles, and nothing else",
        manual: promo::MANUAL,
        run: promo::run,
    },
    Command {
        words: &["chaos", "ingest"],
        arguments: "[--rounds 10] [--seed N] [--feeds 300] [--entries 30]",
        purpose: "kill -9 at random points of an import; is anything lost, double or half",
        manual: chaos::ingest::MANUAL,
        run: chaos::ingest::run,
    },
    Command {
        words: &["chaos", "feeds"],
        arguments: "[--mutations 100000] [--seed N] [FOLDER…]",
        purpose: "hostile documents and broken feeds; is any slow, large or deadly",
        manual: chaos::feeds::MANUAL,
        run: chaos::feeds::run,
    },
    Command {
        words: &["chaos", "pages"],
        arguments: "",
        purpose: "hostile web pages; is any slow, large or deadly",
        manual: chaos::pages::MANUAL,
        run: chaos::pages::run,
    },
    Command {
        words: &["chaos", "time"],
        arguments: "[--quick|--full] [--seed N] [--feeds 5000] [--hosts 800] [--days 7]",
        purpose: "a week of every bad habit, dead hosts, a clock that jumps; is it polite",
        manual: chaos::simulation::MANUAL,
        run: chaos::simulation::run,
    },
    Command {
        words: &["chaos", "disk"],
        arguments: "[--seconds 60] [--feeds 1000]",
        purpose: "the disk is full during an import; is it served, told and healed",
        manual: chaos::disk::MANUAL,
        run: chaos::disk::run,
    },
    Command {
        words: &["chaos", "hostile"],
        arguments: "[--slow 1000] [--seconds 100]",
        purpose: "slow servers, bombs, endless bodies, circles of redirects; what do they cost",
        manual: chaos::hostile::MANUAL,
        run: chaos::hostile::run,
    },
    Command {
        words: &["chaos", "ssrf"],
        arguments: "",
        purpose: "addresses that must not be reached, by every way out; does anything connect",
        manual: chaos::ssrf::MANUAL,
        run: chaos::ssrf::run,
    },
    Command {
        words: &["chaos", "media"],
        arguments: "",
        purpose: "hostile images; is anything but what was stored ever served",
        manual: chaos::media::MANUAL,
        run: chaos::media::run,
    },
    Command {
        words: &["chaos", "all"],
        arguments: "[--quick|--full] [--seed N]",
        purpose: "everything, one line for each figure of each check",
        manual: chaos::all::MANUAL,
        run: chaos::all::run,
    },
    Command {
        words: &["fuzz"],
        arguments: "[TARGET] [--seconds 60]",
        purpose: "looks for bytes that make the readers of strangers' bytes panic",
        manual: fuzz::MANUAL,
        run: fuzz::run,
    },
    Command {
        words: &["figures"],
        arguments: "[--only FILE] [--probes DIR] [FOLDER…]",
        purpose: "measures the quick figures and writes docs/figures.md",
        manual: figures::MANUAL,
        run: figures::run,
    },
    Command {
        words: &["screenshots"],
        arguments: "",
        purpose: "takes the README's pictures of the demo into docs/screenshots/",
        manual: screenshots::MANUAL,
        run: screenshots::run,
    },
];

/// The name under which `xtask` calls itself to keep a database (see [`postgres`]).
const KEEPER: &str = "keep-postgres";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] | ["help" | "-h" | "--help"] => {
            print!("{}", overview());
            return Ok(());
        }
        ["help", rest @ ..] => return explain(rest),
        [KEEPER, folder] => return postgres::keep(folder.as_ref()),
        _ => {}
    }
    let Some(command) = find(&words) else {
        bail!(
            "there is no command `{}`; `cargo xtask help` lists them",
            words.join(" ")
        );
    };
    let rest = &arguments[command.words.len()..];
    // What follows `--` belongs to somebody else, so its `--help` does too.
    if rest
        .iter()
        .take_while(|word| *word != "--")
        .any(|word| word == "--help" || word == "-h")
    {
        return explain(command.words);
    }
    (command.run)(rest)
}

fn find(words: &[&str]) -> Option<&'static Command> {
    COMMANDS
        .iter()
        .find(|command| words.starts_with(command.words))
}

fn explain(words: &[&str]) -> Result<()> {
    let Some(command) = find(words) else {
        bail!(
            "there is no command `{}`; `cargo xtask help` lists them",
            words.join(" ")
        );
    };
    let name = command.words.join(" ");
    println!(
        "{name} – {}\n\nUsage: cargo xtask {name} {}",
        command.purpose, command.arguments
    );
    println!("\n{}", command.manual.trim());
    Ok(())
}

/// The list of commands, as `cargo xtask help` shows it.
fn overview() -> String {
    let commands: String = COMMANDS
        .iter()
        .map(|command| {
            [
                &format!("  {:<15}", command.words.join(" ")),
                command.purpose,
            ]
            .concat()
                + "
"
        })
        .collect();
    format!(
        "Builds, checks and measures Depesche.

Usage: cargo xtask COMMAND [ARGUMENTS]

\
         {commands}
\
         `cargo xtask help COMMAND` explains one. The way in: `cargo xtask test`.
"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_every_command() {
        let text = overview();
        for command in COMMANDS {
            assert!(text.contains(&command.words.join(" ")), "{text}");
            assert!(!command.manual.trim().is_empty());
        }
    }

    #[test]
    fn a_command_of_two_words_needs_both() {
        assert!(find(&["bench"]).is_none());
        assert!(find(&["bench", "ingest", "--feeds", "3"]).is_some());
    }
}

//! The rules of the house that clippy does not know, read from the sources.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::shell;

/// Files that may be longer: one long list of equal blocks each. Path and why.
const LONG_FILES: &[(&str, &str)] = &[
    (
        "crates/feed/src/date/languages.rs",
        "a block for each language",
    ),
    (
        "crates/feed/src/date/tests/languages.rs",
        "a test for each language",
    ),
];

const ASK_AT: usize = 400;
const SPLIT_AT: usize = 500;

/// What no line may hold, and what to do instead. Written in two parts so that this file passes.
const FORBIDDEN: &[(&str, &str, &str)] = &[
    (
        "#[allow",
        "(",
        "write #[expect(lint, reason = \"…\")]: it says when it is no longer needed",
    ),
    ("#![allow", "(", "write #![expect(lint, reason = \"…\")]"),
    (
        "#[igno",
        "re",
        "assert the wrong behaviour with a FIXME instead of ignoring the test",
    ),
    ("todo", "!(", "write it, or leave it out"),
    ("unimplemented", "!(", "write it, or leave it out"),
];

/// Checks every Rust file of the house.
pub(super) fn check() -> Result<()> {
    let mut sizes = Vec::new();
    let mut complaints = Vec::new();
    for file in rust_files()? {
        let name = file
            .strip_prefix(shell::root())
            .unwrap_or(&file)
            .display()
            .to_string();
        let text = std::fs::read_to_string(&file).with_context(|| format!("cannot read {name}"))?;
        sizes.push(text.lines().count());
        complaints.extend(bad_lines(&name, &text));
        complaints.extend(too_long(&name, text.lines().count()));
    }
    sizes.sort_unstable();
    let median = sizes.get(sizes.len() / 2).copied().unwrap_or(0);
    println!(
        "  {} files, {} lines, median {median}",
        sizes.len(),
        sizes.iter().sum::<usize>()
    );
    if complaints.is_empty() {
        return Ok(());
    }
    bail!("{}", complaints.join("\n          "));
}

fn bad_lines(name: &str, text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for (head, tail, advice) in FORBIDDEN {
            if line.contains(&format!("{head}{tail}")) {
                complaints.push(format!("{name}:{}: {head}{tail}: {advice}", number + 1));
            }
        }
    }
    complaints
}

fn too_long(name: &str, lines: usize) -> Option<String> {
    if LONG_FILES.iter().any(|(long, _)| *long == name) {
        return None;
    }
    if lines > SPLIT_AT {
        return Some(format!(
            "{name}: {lines} lines, split it (at most {SPLIT_AT})"
        ));
    }
    if lines > ASK_AT {
        println!("  {name}: {lines} lines; can it be split?");
    }
    None
}

fn rust_files() -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for folder in ["crates", "xtask", "bench"] {
        collect(&shell::root().join(folder), &mut files)?;
    }
    files.sort();
    Ok(files)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("target") {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_forbidden_thing_is_found_with_its_line() {
        for (head, tail, _) in FORBIDDEN {
            let text = format!("fn fine() {{}}\n    {head}{tail}\n");
            let complaints = bad_lines("a.rs", &text);
            assert!(
                complaints.iter().any(|line| line.starts_with("a.rs:2: ")),
                "{complaints:?}"
            );
        }
        assert!(bad_lines("a.rs", "#[expect(lint, reason = \"why\")]").is_empty());
    }

    #[test]
    fn a_file_of_501_lines_is_too_long() {
        assert!(too_long("a.rs", 500).is_none());
        assert!(too_long("a.rs", 501).is_some());
    }
}

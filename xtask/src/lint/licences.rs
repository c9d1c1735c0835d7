//! The licences and bans of `deny.toml`, checked from `cargo metadata` alone: cargo-deny says
//! more, but a fresh machine does not have it.

use anyhow::{Context, Result, bail};

use super::{list, metadata};
use crate::shell;

/// Checks every crate that is not ours.
pub(super) fn check() -> Result<()> {
    let rules = std::fs::read_to_string(shell::root().join("deny.toml"))
        .context("cannot read deny.toml")?;
    let allowed = strings(&rules, "licenses", "allow");
    let banned = strings(&rules, "bans", "deny");
    if allowed.is_empty() || banned.is_empty() {
        bail!("deny.toml must list licenses.allow and bans.deny");
    }
    let mut complaints = Vec::new();
    let mut seen = 0;
    for package in list(&metadata()?, "packages") {
        let name = package["name"].as_str().unwrap_or_default();
        if package["source"].is_null() {
            continue;
        }
        seen += 1;
        let licence = package["license"].as_str().unwrap_or_default();
        if !is_allowed(licence, &allowed) {
            complaints.push(format!("{name}: licence `{licence}` is not in deny.toml"));
        }
        if banned.iter().any(|ban| ban == name) {
            complaints.push(format!("{name} is banned by deny.toml"));
        }
    }
    println!(
        "  {seen} crates, {} licences allowed, {} crates banned",
        allowed.len(),
        banned.len()
    );
    if complaints.is_empty() {
        return Ok(());
    }
    bail!("{}", complaints.join("\n          "));
}

/// The strings of the list `key = [ … ]` in `[section]`; comments are left out. Enough TOML for
/// a file that we write ourselves.
fn strings(toml: &str, section: &str, key: &str) -> Vec<String> {
    let start = format!("{key} = [");
    let mut lines = toml
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .skip_while(|line| *line != format!("[{section}]"))
        .skip(1)
        .take_while(|line| !line.starts_with('[') || line.starts_with("[\""))
        .skip_while(|line| !line.starts_with(&start));
    let mut found = Vec::new();
    for line in lines.by_ref() {
        found.extend(line.split('"').skip(1).step_by(2).map(str::to_owned));
        if line.ends_with(']') {
            break;
        }
    }
    found
}

/// Whether an SPDX expression can be fulfilled with the allowed licences. `A/B` is the old way to
/// write `A OR B`.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    let answer = either(&mut rest, allowed);
    answer && rest.is_empty()
}

fn either(words: &mut &[&str], allowed: &[String]) -> bool {
    let mut answer = both(words, allowed);
    while let ["OR", rest @ ..] = *words {
        *words = rest;
        answer |= both(words, allowed);
    }
    answer
}

fn both(words: &mut &[&str], allowed: &[String]) -> bool {
    let mut answer = one(words, allowed);
    while let ["AND", rest @ ..] = *words {
        *words = rest;
        answer &= one(words, allowed);
    }
    answer
}

fn one(words: &mut &[&str], allowed: &[String]) -> bool {
    match *words {
        ["(", rest @ ..] => {
            *words = rest;
            let answer = either(words, allowed);
            if let [")", rest @ ..] = *words {
                *words = rest;
                return answer;
            }
            false
        }
        [licence, "WITH", exception, rest @ ..] => {
            *words = rest;
            allowed.contains(&format!("{licence} WITH {exception}"))
        }
        [licence, rest @ ..] => {
            *words = rest;
            allowed.iter().any(|name| name == licence)
        }
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_weighed_as_spdx_says() {
        let allowed = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
        let check = |expression| is_allowed(expression, &allowed);
        for good in [
            "MIT",
            "MIT OR GPL-3.0",
            "GPL-3.0/MIT",
            "(MIT OR GPL-3.0) AND Apache-2.0",
            "Apache-2.0 WITH LLVM-exception",
            "GPL-3.0 AND MIT OR MIT",
        ] {
            assert!(check(good), "{good}");
        }
        for bad in [
            "",
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "MIT)",
            "(MIT",
            "MIT WITH Other-exception",
        ] {
            assert!(!check(bad), "{bad}");
        }
    }

    #[test]
    fn the_lists_of_deny_toml_are_read() {
        let toml = "[licenses]\nallow = [\n  \"MIT\", # \"GPL\" is not\n  \"ISC\",\n]\n\
                    [bans]\nallow = [\"x\"]\ndeny = [\"openssl\"]\n";
        assert_eq!(strings(toml, "licenses", "allow"), ["MIT", "ISC"]);
        assert_eq!(strings(toml, "bans", "deny"), ["openssl"]);
        assert!(strings(toml, "bans", "warn").is_empty());
    }
}

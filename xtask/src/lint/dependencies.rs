//! How many guests the house has.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use super::{list, metadata};
use crate::shell;

/// Crates named by the manifests of the product (without those that only tests use).
const DIRECT: usize = 50;
/// Crates in the tree of the shipped binary.
const TREE: usize = 450;

/// Counts direct dependencies and the tree of the shipped binary.
pub(super) fn check() -> Result<()> {
    let mut direct = BTreeSet::new();
    for package in list(&metadata()?, "packages") {
        let is_ours = package["source"].is_null() && package["name"] != "xtask";
        for dependency in list(package, "dependencies").iter().filter(|_| is_ours) {
            let is_theirs = !dependency["source"].is_null();
            if is_theirs && dependency["kind"] != "dev" {
                direct.extend(dependency["name"].as_str().map(str::to_owned));
            }
        }
    }
    let tree = tree()?;
    println!(
        "  direct: {} (at most {DIRECT}); in the binary: {tree} (at most {TREE})",
        direct.len()
    );
    if direct.len() > DIRECT || tree > TREE {
        bail!("too many dependencies; what could be taken away?");
    }
    Ok(())
}

fn tree() -> Result<usize> {
    // A terminal's colours would part what is the same.
    let arguments = [
        "--color", "never", "tree", "-p", "depesche", "-e", "normal", "--prefix", "none",
    ];
    let text = shell::output(shell::cargo().args(arguments))?;
    Ok(distinct(&text))
}

/// Distinct crates in the lines of `cargo tree --prefix none`, which marks repetitions by `(*)`.
fn distinct(text: &str) -> usize {
    let lines = text.lines().map(|line| line.trim_end_matches("(*)").trim());
    lines
        .filter(|line| !line.is_empty())
        .collect::<BTreeSet<_>>()
        .len()
}

#[cfg(test)]
mod tests {
    use super::distinct;

    #[test]
    fn a_crate_is_counted_once() {
        assert_eq!(
            distinct("a v1.0.0\nb v1.0.0\na v1.0.0 (*)\na v2.0.0\n\n"),
            3
        );
    }
}

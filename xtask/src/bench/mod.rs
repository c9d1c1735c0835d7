//! `cargo xtask bench …`: what the house costs, in figures.

pub(crate) mod feeds;
pub(crate) mod ingest;
pub(crate) mod pages;
pub(crate) mod real;

use serde_json::Value;

/// The last JSON object of an output that may hold one object a line.
pub(crate) fn last_object(stdout: &str) -> Option<Value> {
    if let Ok(whole) = serde_json::from_str(stdout) {
        return Some(whole);
    }
    stdout
        .lines()
        .rev()
        .find_map(|line| serde_json::from_str(line).ok())
}

#[cfg(test)]
mod tests {
    use super::last_object;

    #[test]
    fn the_summary_is_the_last_object() {
        assert_eq!(
            last_object("{\"a\":1}\n{\"a\":2}\n").expect("found")["a"],
            2
        );
        assert_eq!(last_object("{\n\"a\": 3\n}\n").expect("found")["a"], 3);
        assert!(last_object("nothing").is_none());
    }
}

//! The table by group, and the files that are not right.

use std::collections::BTreeMap;

use super::compare::{Outcome, Score};

/// How many misses of one file are shown.
const MOST_MISSES: usize = 6;

/// What the files of a group came to.
#[derive(Default)]
pub(super) struct Tally {
    /// How many files there are.
    pub(super) files: usize,
    /// How many could be read.
    pub(super) parsed: usize,
    /// Of how many the number of entries is right.
    pub(super) counts: usize,
    /// How many are right in everything.
    pub(super) right: usize,
    /// All their fields.
    pub(super) fields: Score,
    /// All their entries.
    pub(super) entries: Score,
}

impl Tally {
    /// Counts one more file.
    pub(super) fn count(&mut self, outcome: &Outcome) {
        self.files += 1;
        self.parsed += usize::from(outcome.is_parsed);
        self.counts += usize::from(outcome.is_count_right);
        self.right += usize::from(outcome.is_right());
        self.fields.add(outcome.fields);
        self.entries.add(outcome.entries);
    }

    fn row(&self, name: &str) -> String {
        format!(
            "  {name:<18}{:>7}{:>8}{:>8}{:>8}{:>11}{:>9}{:>11}",
            self.files,
            self.parsed,
            self.counts,
            self.right,
            percentage(self.fields),
            self.entries.all,
            percentage(self.entries),
        )
    }
}

/// Prints the files that are not right.
pub(super) fn print_failing<'a>(outcomes: impl Iterator<Item = (&'a str, &'a Outcome)>) {
    for (file, outcome) in outcomes.filter(|(_, outcome)| !outcome.is_right()) {
        println!("\n  {file}");
        for miss in outcome.misses.iter().take(MOST_MISSES) {
            println!("    {:<22}ours   {}", miss.field, miss.ours);
            println!("    {:<22}theirs {}", "", miss.theirs);
        }
        if let Some(more) = outcome.misses.len().checked_sub(MOST_MISSES + 1) {
            println!("    and {} more", more + 1);
        }
    }
}

/// Prints a row a group, and what all come to.
pub(super) fn print_table(groups: &BTreeMap<&str, Tally>, total: (&str, &Tally)) {
    println!(
        "\n  {:<18}{:>7}{:>8}{:>8}{:>8}{:>11}{:>9}{:>11}",
        "group", "files", "parsed", "counts", "right", "fields %", "entries", "right %"
    );
    for (name, tally) in groups {
        println!("{}", tally.row(name));
    }
    println!("{}", total.1.row(total.0));
}

/// How many of a hundred; 100 where there are none.
pub(super) fn percent(right: usize, all: usize) -> f64 {
    if all == 0 {
        return 100.0;
    }
    100.0 * as_number(right) / as_number(all)
}

/// A count as a figure.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of files and fields are small"
)]
pub(super) fn as_number(count: usize) -> f64 {
    count as f64
}

/// `97.4`, or nothing where there is nothing.
fn percentage(score: Score) -> String {
    if score.all == 0 {
        return "-".into();
    }
    format!("{:.1}", percent(score.right, score.all))
}

/// The group of the suite that a file belongs to: the folders' names are finer than of use.
pub(super) fn group(file: &str) -> &'static str {
    let mut parts = file.split('/');
    match (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    ) {
        ("encoding", _) => "encodings",
        ("entities", _) => "entities",
        ("compression" | "http", _) | ("wellformed", "http") => "http/compr",
        ("illformed", _) => "illformed",
        ("wellformed", "atom" | "atom10") => "wf Atom",
        ("wellformed", "cdf") => "wf CDF",
        ("wellformed", "rdf") => "wf RDF",
        ("wellformed", "rss") => "wf RSS",
        ("wellformed", "amp") => "wf amp",
        ("wellformed", "base" | "lang") => "wf base/lang/http",
        ("wellformed", "geo" | "itunes" | "media-rss" | "namespace" | "psc") => "wf namespaces",
        ("wellformed", "sanitize") => SANITIZE,
        _ => "wf misc",
    }
}

/// The group that the total leaves out: it asks what markup is removed, which is not our task.
pub(super) const SANITIZE: &str = "wf sanitize";

#[cfg(test)]
mod tests {
    use super::{SANITIZE, group, percent};

    #[test]
    fn each_folder_has_its_group() {
        for (file, name) in [
            ("encoding/big5.xml", "encodings"),
            ("wellformed/http/headers.xml", "http/compr"),
            ("wellformed/atom10/id.xml", "wf Atom"),
            ("wellformed/base/http_link.xml", "wf base/lang/http"),
            ("wellformed/sanitize/script.xml", SANITIZE),
            ("wellformed/sgml/charref.xml", "wf misc"),
        ] {
            assert_eq!(group(file), name, "{file}");
        }
    }

    #[test]
    fn nothing_wrong_of_nothing_is_all() {
        assert!((percent(0, 0) - 100.0).abs() < 1e-9);
        assert!((percent(1, 4) - 25.0).abs() < 1e-9);
    }
}

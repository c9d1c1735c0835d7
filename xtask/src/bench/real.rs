//! Are all entries of real feeds stored, and are their articles found?

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;

use crate::house::{House, Programs, World};
use crate::{goals, machine};

pub(crate) const MANUAL: &str = "
FOLDER holds feeds, one a file; beside it lies `index.json`, a list of objects with the fields
`file` (ends with the file's name) and `entries` (how many a lenient reader finds). The fake web
serves the folder on loopback; the feeds are imported from OPML and fetched with article pages
off. Then the database is compared with the index, and a sample of the articles must be found by
`depesche search`. Feeds whose count differs are listed.
";

/// How many articles are searched for.
const SAMPLE: usize = 25;

/// Measures and prints the figures.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let [folder] = arguments else {
        bail!("name the folder of feeds: cargo xtask bench real FOLDER");
    };
    let folder = PathBuf::from(folder)
        .canonicalize()
        .context("cannot find the folder")?;
    let expected = expected(&folder)?;
    let sqlite = machine::sqlite().map_err(|why| anyhow!(why))?;

    let programs = Programs::build()?;
    let house = House::new(&programs, "bench-real")?;
    let opml = house.file("feeds.opml");
    let _world = World::start(&programs, &["folder", &folder.to_string_lossy()], &opml)?;
    println!("· depesche import, depesche fetch");
    house.output(&["import", &opml.to_string_lossy()])?;
    house.output(&["fetch", "--now", "--json"])?;

    let counts = counts(&house, &sqlite)?;
    let right = compare(&expected, &counts);
    let found = share_found(&house, &sample(&house, &sqlite)?)?;
    goals::print(&[
        ("real.stored", as_number(stored(&expected, &counts))),
        ("real.counts_right", percent(right, expected.len())),
        ("real.found", found),
    ])?;
    Ok(())
}

/// File name → entries, from the index beside the folder.
fn expected(folder: &Path) -> Result<BTreeMap<String, u64>> {
    let index = folder.parent().unwrap_or(folder).join("index.json");
    let text = std::fs::read_to_string(&index)
        .with_context(|| format!("cannot read {}", index.display()))?;
    let rows: Vec<Value> = serde_json::from_str(&text).context("index.json is no list")?;
    let pairs = rows.iter().filter_map(|row| {
        let name = row["file"].as_str()?.rsplit('/').next()?;
        Some((name.to_owned(), row["entries"].as_u64()?))
    });
    Ok(pairs
        .filter(|(name, _)| folder.join(name).is_file())
        .collect())
}

/// File name → stored entries; a feed without entries is there with 0.
fn counts(house: &House, sqlite: &Path) -> Result<BTreeMap<String, u64>> {
    let query = "select f.url as url, count(e.id) as n \
                 from feeds f left join entries e on e.feed_id = f.id group by f.id";
    let pairs = house.rows(sqlite, query)?.into_iter().filter_map(|row| {
        let name = row["url"].as_str()?.rsplit('/').next()?.to_owned();
        Some((name, row["n"].as_u64()?))
    });
    Ok(pairs.collect())
}

/// Feeds of which something was stored, or rightly nothing.
fn stored(expected: &BTreeMap<String, u64>, counts: &BTreeMap<String, u64>) -> usize {
    let is_stored = |(name, entries): &(&String, &u64)| {
        counts
            .get(*name)
            .is_some_and(|count| *count > 0 || **entries == 0)
    };
    expected.iter().filter(is_stored).count()
}

/// How many counts are right; the others are printed.
fn compare(expected: &BTreeMap<String, u64>, counts: &BTreeMap<String, u64>) -> usize {
    let mut right = 0;
    for (name, wanted) in expected {
        let count = counts.get(name).copied();
        if count == Some(*wanted) {
            right += 1;
        } else {
            let count = count.map_or("no feed".into(), |count| count.to_string());
            println!("  {name}: {count} instead of {wanted}");
        }
    }
    right
}

/// Articles spread over all feeds.
fn sample(house: &House, sqlite: &Path) -> Result<Vec<Value>> {
    let query = format!(
        "select title from articles where length(title) between 20 and 100 \
         order by id % 97, id limit {SAMPLE}"
    );
    house.rows(sqlite, &query)
}

/// How many articles (rows with their `title`) are found by the words of their titles, in
/// percent.
pub(super) fn share_found(house: &House, articles: &[Value]) -> Result<f64> {
    let mut found = 0;
    for article in articles {
        let title = article["title"].as_str().unwrap_or_default();
        let answer = house.output(&["search", "--json", &words(title)])?;
        let answer: Value = serde_json::from_str(&answer).context("search gave no JSON")?;
        if answer["hits"]
            .as_array()
            .into_iter()
            .flatten()
            .any(|hit| hit["title"] == title)
        {
            found += 1;
        } else {
            println!("  not found: {title}");
        }
    }
    Ok(percent(found, articles.len()))
}

/// The words of a title without what the query language would take for its own.
fn words(title: &str) -> String {
    let clean: String = title
        .chars()
        .map(|letter| {
            if letter.is_alphanumeric() {
                letter
            } else {
                ' '
            }
        })
        .collect();
    // `or` and `not` may be words of the query language; short words find nothing anyway.
    clean
        .split_whitespace()
        .filter(|word| word.chars().count() > 3)
        .collect::<Vec<_>>()
        .join(" ")
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        100.0 * as_number(part) / as_number(whole)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of feeds and articles are small"
)]
fn as_number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_right_only_if_it_is_equal() {
        let counts = |pairs: &[(&str, u64)]| {
            pairs
                .iter()
                .map(|(name, n)| ((*name).to_owned(), *n))
                .collect::<BTreeMap<_, _>>()
        };
        let expected = counts(&[("a", 3), ("b", 2), ("c", 0), ("d", 1)]);
        let found = counts(&[("a", 3), ("b", 4), ("c", 0)]);
        assert_eq!(compare(&expected, &found), 2);
        assert_eq!(stored(&expected, &found), 3);
    }

    #[test]
    fn a_title_becomes_plain_words() {
        assert_eq!(
            words("Town: \"New bridge\" (opens) at 9 or so"),
            "Town bridge opens"
        );
    }
}

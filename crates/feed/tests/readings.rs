//! Whole feeds beside what is to be read in them.
//!
//! `fixtures/NAME.EXTENSION` is a feed, `fixtures/NAME.reading.json` what `depesche read feed`
//! prints for it, without what is empty. A new pair is found by itself; where the reading is
//! missing, what was found is printed: read it, and save it if it is right.

use std::fs;
use std::path::{Path, PathBuf};

use depesche_feed::{Hints, read};
use serde_json::{Value, json};
use url::Url;

#[test]
fn every_fixture_reads_as_what_stands_beside_it() {
    let feeds = feeds();
    assert!(feeds.len() > 30, "only {} fixtures were found", feeds.len());
    let faults: Vec<_> = feeds.iter().filter_map(|feed| fault(feed)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_reading_has_its_feed() {
    let readings = files().into_iter().filter(|file| is_reading(file));
    let feeds: Vec<_> = feeds().iter().map(|feed| reading_of(feed)).collect();
    for reading in readings {
        assert!(feeds.contains(&reading), "{}", reading.display());
    }
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let files = fs::read_dir(folder).expect("the folder of the fixtures");
    let mut files: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    files.sort();
    files
}

fn feeds() -> Vec<PathBuf> {
    let files = files().into_iter();
    files.filter(|file| !is_reading(file)).collect()
}

fn is_reading(file: &Path) -> bool {
    file.to_string_lossy().ends_with(".reading.json")
}

fn reading_of(feed: &Path) -> PathBuf {
    feed.with_extension("reading.json")
}

/// What is wrong with the reading of a feed.
fn fault(feed: &Path) -> Option<String> {
    let found = found(feed);
    let name = feed.display();
    let Ok(expected) = fs::read_to_string(reading_of(feed)) else {
        return Some(format!(
            "{name} has no reading beside it; found:\n{found:#}"
        ));
    };
    let expected: Value = serde_json::from_str(&expected).expect("an expected reading is JSON");
    (found != expected).then(|| format!("{name} reads as\n{found:#}\nand not as\n{expected:#}"))
}

fn found(feed: &Path) -> Value {
    let bytes = fs::read(feed).expect("a fixture");
    let base = Url::parse("https://base.example/feed").expect("a URL");
    let hints = Hints {
        content_type: None,
        base: Some(&base),
    };
    match read(&bytes, &hints) {
        Ok(feed) => without_empty(serde_json::to_value(&feed).expect("it serialises")),
        Err(error) => json!({ "error": error.to_string() }),
    }
}

/// The value without texts, lists and objects that say nothing.
fn without_empty(value: Value) -> Value {
    let says = |value: &Value| match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Object(object) => !object.is_empty(),
        _ => true,
    };
    match value {
        Value::Array(list) => list.into_iter().map(without_empty).collect(),
        Value::Object(object) => object
            .into_iter()
            .map(|(name, value)| (name, without_empty(value)))
            .filter(|(_, value)| says(value))
            .collect(),
        other => other,
    }
}

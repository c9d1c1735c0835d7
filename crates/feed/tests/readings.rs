//! Whole feeds beside what is to be read in them.
//!
//! `fixtures/NAME.EXTENSION` is a feed, `fixtures/NAME.reading.json` what `depesche read feed`
//! prints for it, without what is empty.

use depesche_feed::{Hints, read};
use serde_json::Value;
use url::Url;

fn check(feed: &str, expected: &str) {
    let base = Url::parse("https://base.example/feed").expect("a URL");
    let hints = Hints {
        content_type: None,
        base: Some(&base),
    };
    let reading = read(feed.as_bytes(), &hints).expect("a feed");
    let found = without_empty(serde_json::to_value(&reading).expect("it serialises"));
    let expected: Value = serde_json::from_str(expected).expect("an expected reading");
    let found = serde_json::to_string_pretty(&found).expect("it is JSON");
    let expected = serde_json::to_string_pretty(&expected).expect("it is JSON");
    assert_eq!(found, expected, "\n{found}");
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

#[test]
fn rss_is_read() {
    check(
        include_str!("fixtures/rss.xml"),
        include_str!("fixtures/rss.reading.json"),
    );
}

#[test]
fn atom_is_read() {
    check(
        include_str!("fixtures/atom.xml"),
        include_str!("fixtures/atom.reading.json"),
    );
}

#[test]
fn rdf_is_read() {
    check(
        include_str!("fixtures/rdf.xml"),
        include_str!("fixtures/rdf.reading.json"),
    );
}

#[test]
fn json_feed_is_read() {
    check(
        include_str!("fixtures/json.json"),
        include_str!("fixtures/json.reading.json"),
    );
}

#[test]
fn a_feed_full_of_faults_is_read_to_its_end() {
    check(
        include_str!("fixtures/broken.xml"),
        include_str!("fixtures/broken.reading.json"),
    );
}

//! Makes what calls itself JSON Feed readable for the wrapped crate.

use serde_json::Value;

use crate::{MAX_ENTRIES, NotAFeed};

/// The versions that the wrapped crate knows.
const VERSIONS: [&str; 2] = [
    "https://jsonfeed.org/version/1",
    "https://jsonfeed.org/version/1.1",
];

/// More values than this no feed has.
const MAX_VALUES: usize = 1_000_000;

/// The feed with a version and with ids that are texts, and what was done.
///
/// # Errors
///
/// [`NotAFeed::OtherJson`] where it is no JSON, is nested too deep, or has no items.
pub(crate) fn repair(text: &str) -> Result<(String, Vec<&'static str>), NotAFeed> {
    // A value takes 32 bytes, however short it is written.
    let values = memchr::memchr2_iter(b',', b':', text.as_bytes()).count();
    if values > MAX_VALUES {
        return Err(NotAFeed::OtherJson);
    }
    let mut feed: Value = serde_json::from_str(text).map_err(|_| NotAFeed::OtherJson)?;
    let mut complaints = Vec::new();
    let version = feed
        .get("version")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if !VERSIONS.contains(&version) {
        complaints.push("the version is missing or unknown");
        feed.as_object_mut()
            .ok_or(NotAFeed::OtherJson)?
            .insert("version".to_owned(), VERSIONS[1].into());
    }
    let items = feed.get_mut("items").and_then(Value::as_array_mut);
    let items = items.ok_or(NotAFeed::OtherJson)?;
    items.retain(Value::is_object);
    if items.len() > MAX_ENTRIES {
        complaints.push("there are too many entries: the rest was left out");
        items.truncate(MAX_ENTRIES);
    }
    for item in items {
        if let Some(id) = item.get_mut("id").filter(|id| id.is_number()) {
            complaints.push("an id that is no text");
            *id = Value::String(id.to_string());
        }
    }
    complaints.dedup();
    Ok((feed.to_string(), complaints))
}

#[cfg(test)]
mod tests {
    use super::repair;
    use crate::NotAFeed;

    #[test]
    fn a_feed_gets_what_it_lacks() {
        let (feed, complaints) = repair(r#"{"items":[{"id":17},3]}"#).expect("it has items");
        assert_eq!(
            feed,
            r#"{"items":[{"id":"17"}],"version":"https://jsonfeed.org/version/1.1"}"#
        );
        assert_eq!(complaints.len(), 2);
    }

    #[test]
    fn other_json_is_no_feed() {
        for text in ["{}", "[]", "{", r#"{"items":1}"#, &"[".repeat(200_000)] {
            assert_eq!(repair(text), Err(NotAFeed::OtherJson));
        }
    }
}

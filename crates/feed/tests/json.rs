//! Feeds in JSON that nobody thought of: right ones, cut ones, changed ones.

use depesche_feed::{Feed, Hints, NotAFeed, read};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

fn reading(document: &str) -> Result<Feed, NotAFeed> {
    read(document.as_bytes(), &Hints::default())
}

/// Feeds that are right, and in which anything stands in quotes.
fn documents() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        any::<String>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[\"\\\\,:{}\\[\\] /a]{0,8}".prop_map(Value::from),
        Just(Value::Null),
    ];
    let key = "(id|url|title|content_html|tags|authors|attachments|_x|\")";
    let value = leaf.prop_recursive(3, 24, 4, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            btree_map(key, inner, 0..4).prop_map(|members| members.into_iter().collect()),
        ]
    });
    let item =
        btree_map(key, value.clone(), 0..5).prop_map(|item| item.into_iter().collect::<Value>());
    (vec(item, 0..5), value).prop_map(|(items, other)| {
        json!({"_before": other, "items": items, "zz": other}).to_string()
    })
}

proptest! {
    #[test]
    fn every_item_of_a_feed_that_is_right_is_read(document in documents()) {
        let parsed: Value = serde_json::from_str(&document).expect("it is JSON");
        let items = parsed["items"].as_array().expect("a list");
        let read = reading(&document).expect("it has items");
        prop_assert_eq!(read.entries.len(), items.len());
        for (entry, item) in read.entries.iter().zip(items) {
            let id = item["id"].as_str().unwrap_or_default();
            if !id.contains(char::is_control) && item["id"].is_string() {
                prop_assert_eq!(&*entry.id, id.trim());
            }
        }
        let is_true = |of: &&String| ["version", "control", "an id that"].iter().any(|word| of.contains(word));
        let wrong: Vec<_> = read.complaints.iter().filter(|of| !is_true(of)).collect();
        prop_assert!(wrong.is_empty(), "{:?}", wrong);
    }

    #[test]
    fn a_cut_never_costs_what_stands_before_it(document in documents(), cuts in any::<[Index; 2]>()) {
        let mut cuts = cuts.map(|cut| document.floor_char_boundary(cut.index(document.len() + 1)));
        cuts.sort_unstable();
        let count = |feed: Feed| feed.entries.len();
        let [fewer, more] = cuts.map(|cut| reading(&document[..cut]).map_or(0, count));
        prop_assert!(fewer <= more, "{} entries became {}", fewer, more);
    }

    #[test]
    fn no_change_makes_it_panic(document in documents(), changes in vec((any::<Index>(), 0..24_usize), 1..8)) {
        let mut bytes = document.into_bytes();
        for (at, change) in changes {
            let at = at.index(bytes.len());
            let byte = b"\"\\,:{}[]u\n 1"[change / 2];
            if change % 2 == 0 {
                bytes[at] = byte;
            } else {
                bytes.insert(at, byte);
            }
        }
        let _ = read(&bytes, &Hints::default());
    }
}

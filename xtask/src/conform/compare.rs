//! When a reading is right: its fields against those that the reference finds.
//!
//! Only what the reference finds is asked for. What a reader finds beyond it is not counted.

use serde_json::Value;

use super::fold::Folding;
use super::rules::{ENTRY, FEED, Rule, Rules, list, our_name};

/// How one file came out.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Whether it could be read at all.
    pub(super) is_parsed: bool,
    /// Whether as many entries are found as there are.
    pub(super) is_count_right: bool,
    /// The fields of the feed and of all entries.
    pub(super) fields: Score,
    /// The entries of which all fields are right.
    pub(super) entries: Score,
    /// What is not right.
    pub(super) misses: Vec<Miss>,
}

/// How many of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Score {
    pub(super) right: usize,
    pub(super) all: usize,
}

/// A field that is not right.
#[derive(Debug)]
pub(super) struct Miss {
    /// `title`, `entries[3].link`.
    pub(super) field: String,
    pub(super) ours: String,
    pub(super) theirs: String,
}

impl Score {
    fn count(&mut self, is_right: bool) {
        self.all += 1;
        self.right += usize::from(is_right);
    }

    /// Adds another score to this.
    pub(super) fn add(&mut self, other: Self) {
        self.right += other.right;
        self.all += other.all;
    }
}

impl Outcome {
    /// Whether everything is right; what cannot be read has no right count.
    pub(super) fn is_right(&self) -> bool {
        self.is_count_right && self.fields.right == self.fields.all
    }
}

/// Compares a reading (`feed` or `error`) with what the reference finds (`feed`, `entries` and
/// their `count`).
pub(super) fn compare(folding: &Folding, ours: &Value, theirs: &Value) -> Outcome {
    let mut comparing = Comparing {
        rules: Rules { folding },
        outcome: Outcome::default(),
    };
    comparing.file(ours, theirs);
    comparing.outcome
}

struct Comparing<'a> {
    rules: Rules<'a>,
    outcome: Outcome,
}

impl Comparing<'_> {
    fn file(&mut self, ours: &Value, theirs: &Value) {
        let feed = &ours["feed"];
        let count = Value::from(list(&feed["entries"]).len());
        self.outcome.is_parsed = feed.is_object();
        self.outcome.is_count_right = self.outcome.is_parsed && count == theirs["count"];
        if !self.outcome.is_parsed {
            self.miss("(feed)".into(), &ours["error"], &Value::from("can be read"));
        } else if !self.outcome.is_count_right {
            self.miss("(entries)".into(), &count, &theirs["count"]);
        }
        self.fields(FEED, "", feed, &theirs["feed"]);
        for (at, entry) in list(&theirs["entries"]).iter().enumerate() {
            let place = format!("entries[{at}].");
            let found = &feed["entries"][at];
            let all_right = self.fields(ENTRY, &place, found, entry);
            // An entry of which the reference finds no field has to be there all the same.
            self.outcome.entries.count(all_right && found.is_object());
        }
    }

    /// Compares the fields of a feed or an entry; whether all are right.
    fn fields(
        &mut self,
        rules: &[(&str, Rule)],
        place: &str,
        ours: &Value,
        theirs: &Value,
    ) -> bool {
        let mut all_right = true;
        for (name, rule) in rules {
            let wanted = &theirs[*name];
            if wanted.is_null() {
                continue;
            }
            let is_right = self.rules.is_right(*rule, name, ours, theirs);
            self.outcome.fields.count(is_right);
            if !is_right {
                all_right = false;
                self.miss(format!("{place}{name}"), &ours[our_name(name)], wanted);
            }
        }
        all_right
    }

    fn miss(&mut self, field: String, ours: &Value, theirs: &Value) {
        self.outcome.misses.push(Miss {
            field,
            ours: shown(ours),
            theirs: shown(theirs),
        });
    }
}

/// A value as one line for people, shortened.
pub(super) fn shown(value: &Value) -> String {
    const MOST: usize = 100;
    let text = value.to_string();
    if text.chars().count() <= MOST {
        return text;
    }
    text.chars().take(MOST).collect::<String>() + "…"
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Outcome, Score, compare};
    use crate::conform::fold::tests::folding;

    fn check(ours: &Value, theirs: &Value) -> Outcome {
        compare(&folding(), ours, theirs)
    }

    #[test]
    fn a_file_is_right_if_all_that_is_asked_is_right() {
        let ours = json!({"feed": {"title": "a", "link": "more", "entries": [{"title": "b"}]}});
        let theirs = json!({"feed": {"title": "a"}, "entries": [{"title": "b"}], "count": 1});
        let outcome = check(&ours, &theirs);
        assert!(outcome.is_right(), "{outcome:?}");
        assert_eq!(outcome.fields, Score { right: 2, all: 2 });
        assert_eq!(outcome.entries, Score { right: 1, all: 1 });
    }

    #[test]
    fn a_wrong_field_is_named_with_both() {
        let ours = json!({"feed": {"entries": [{}, {"title": "b"}]}});
        let theirs = json!({"feed": {}, "entries": [{}, {"title": "c"}], "count": 2});
        let outcome = check(&ours, &theirs);
        assert!(!outcome.is_right());
        assert_eq!(outcome.entries, Score { right: 1, all: 2 });
        let [miss] = outcome.misses.as_slice() else {
            panic!("one field is wrong: {:?}", outcome.misses);
        };
        assert_eq!(miss.field, "entries[1].title");
        assert_eq!(
            (miss.ours.as_str(), miss.theirs.as_str()),
            ("\"b\"", "\"c\"")
        );
    }

    #[test]
    fn a_missing_entry_is_not_right_even_if_nothing_is_known_of_it() {
        let theirs = json!({"feed": {}, "entries": [{}], "count": 1});
        let outcome = check(&json!({"feed": {"entries": []}}), &theirs);
        assert!(outcome.is_parsed && !outcome.is_count_right && !outcome.is_right());
        assert_eq!(outcome.entries, Score { right: 0, all: 1 });
    }

    #[test]
    fn what_cannot_be_read_is_not_right_even_if_nothing_is_asked() {
        let outcome = check(
            &json!({"error": "no feed"}),
            &json!({"feed": {}, "entries": [], "count": 0}),
        );
        assert!(!outcome.is_parsed && !outcome.is_right());
        assert_eq!(outcome.misses.len(), 1);
    }

    #[test]
    fn the_count_may_be_known_better_than_the_entries() {
        let ours = json!({"feed": {"entries": [{}, {}]}});
        let theirs = json!({"feed": {}, "entries": [], "count": 2});
        assert!(check(&ours, &theirs).is_right());
    }
}

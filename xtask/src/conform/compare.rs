//! When a reading is right: its fields against those that the reference finds.
//!
//! Only what the reference finds is asked for. What a reader finds beyond it is not counted.

use serde_json::Value;

use super::fold::Folding;

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

/// How a field is compared.
#[derive(Clone, Copy)]
enum Rule {
    /// Folded texts are equal.
    Text,
    /// Language tags are equal but for case and `_`.
    Tag,
    /// Addresses are equal once normalised.
    Url,
    /// Either as texts or as addresses.
    Id,
    /// The instants are equal; where the reference has one date only, whichever we call it.
    Instant,
    /// Every one of theirs is named by one of ours, whole or in part, and ours are no others.
    Authors,
    /// The same texts, in any order.
    Texts,
    /// The same addresses, in any order.
    Urls,
    /// One of ours is one of theirs, as text or address.
    OneOf,
    /// The long text is among theirs; see [`Comparing::texts`].
    Summary,
    /// As [`Rule::Summary`].
    Contents,
}

const FEED: &[(&str, Rule)] = &[
    ("title", Rule::Text),
    ("link", Rule::Url),
    ("subtitle", Rule::Text),
    ("language", Rule::Tag),
    ("rights", Rule::Text),
    ("id", Rule::Id),
    ("authors", Rule::Authors),
    ("updated", Rule::Instant),
    ("published", Rule::Instant),
];

const ENTRY: &[(&str, Rule)] = &[
    ("id", Rule::Id),
    ("title", Rule::Text),
    ("link", Rule::Url),
    ("summary", Rule::Summary),
    ("contents", Rule::Contents),
    ("authors", Rule::Authors),
    ("published", Rule::Instant),
    ("updated", Rule::Instant),
    ("categories", Rule::Texts),
    ("enclosures", Rule::Urls),
    ("language", Rule::Tag),
    ("rights", Rule::Text),
    ("license", Rule::OneOf),
    ("source", Rule::OneOf),
    ("comments", Rule::Url),
];

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
    /// Whether everything is right.
    pub(super) fn is_right(&self) -> bool {
        self.is_parsed && self.is_count_right && self.fields.right == self.fields.all
    }
}

/// Compares a reading (`feed` or `error`) with what the reference finds (`feed`, `entries` and
/// their `count`).
pub(super) fn compare(folding: &Folding, ours: &Value, theirs: &Value) -> Outcome {
    let mut comparing = Comparing {
        folding,
        outcome: Outcome::default(),
    };
    comparing.file(ours, theirs);
    comparing.outcome
}

struct Comparing<'a> {
    folding: &'a Folding,
    outcome: Outcome,
}

impl Comparing<'_> {
    fn file(&mut self, ours: &Value, theirs: &Value) {
        let feed = &ours["feed"];
        self.outcome.is_parsed = feed.is_object();
        if !self.outcome.is_parsed {
            let error = ours["error"].as_str().unwrap_or("no answer");
            self.miss(
                "(feed)".into(),
                &Value::from(error),
                &Value::from("can be read"),
            );
        }
        let count = list(&feed["entries"]).len();
        self.outcome.is_count_right = theirs["count"].as_u64() == u64::try_from(count).ok();
        if self.outcome.is_parsed && !self.outcome.is_count_right {
            self.miss("(entries)".into(), &Value::from(count), &theirs["count"]);
        }
        self.fields(FEED, "", feed, &theirs["feed"]);
        for (at, entry) in list(&theirs["entries"]).iter().enumerate() {
            let place = format!("entries[{at}].");
            let all_right = self.fields(ENTRY, &place, &feed["entries"][at], entry);
            self.outcome.entries.count(all_right);
        }
    }

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
            let is_right = self.is_right(*rule, name, ours, theirs);
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

    fn is_right(&self, rule: Rule, name: &str, ours: &Value, theirs: &Value) -> bool {
        let (our, their) = (&ours[name], &theirs[name]);
        match rule {
            Rule::Text => self.text(our) == self.text(their),
            Rule::Tag => tag(our) == tag(their),
            Rule::Url => self.url(our) == self.url(their),
            Rule::Id => self.text(our) == self.text(their) || self.url(our) == self.url(their),
            Rule::Instant => is_instant_right(name, ours, theirs),
            Rule::Authors => self.are_authors_right(our, their),
            Rule::Texts => set(our, |each| self.text(each)) == set(their, |each| self.text(each)),
            Rule::Urls => set(our, |each| self.url(each)) == set(their, |each| self.url(each)),
            Rule::OneOf => self.is_one_of(our, their),
            Rule::Summary => self.is_summary_right(ours, theirs),
            Rule::Contents => self.is_content_right(ours, theirs),
        }
    }

    fn text(&self, value: &Value) -> String {
        self.folding.text(value.as_str().unwrap_or_default())
    }

    /// The address, or that of an enclosure.
    fn url(&self, value: &Value) -> String {
        let value = value.as_str().or_else(|| value["url"].as_str());
        self.folding.url(value.unwrap_or_default())
    }

    /// Names are written in many ways, `desk@town.example (Mara Quill)` and the like: one has to
    /// hold the other.
    fn are_authors_right(&self, ours: &Value, theirs: &Value) -> bool {
        let ours: Vec<Vec<String>> = list(ours).iter().map(|one| self.strings(one)).collect();
        let theirs: Vec<Vec<String>> = list(theirs).iter().map(|one| self.strings(one)).collect();
        let names = |ours: &Vec<String>, theirs: &Vec<String>| {
            let mut pairs = ours.iter().flat_map(|a| theirs.iter().map(move |b| (a, b)));
            pairs.any(|(a, b)| a.contains(b.as_str()) || b.contains(a.as_str()))
        };
        theirs
            .iter()
            .all(|their| ours.iter().any(|our| names(our, their)))
    }

    fn is_one_of(&self, ours: &Value, theirs: &Value) -> bool {
        let theirs = self.strings(theirs);
        let is_theirs = |our: &String| {
            let is_same =
                |their: &String| our == their || self.folding.url(our) == self.folding.url(their);
            theirs.iter().any(is_same)
        };
        self.strings(ours).iter().any(is_theirs)
    }

    /// Every text in a value, however deep, folded; no empty ones.
    fn strings(&self, value: &Value) -> Vec<String> {
        let inner = match value {
            Value::String(text) => vec![self.folding.text(text)],
            Value::Array(list) => list.iter().flat_map(|each| self.strings(each)).collect(),
            Value::Object(fields) => fields
                .values()
                .flat_map(|each| self.strings(each))
                .collect(),
            _ => Vec::new(),
        };
        inner.into_iter().filter(|text| !text.is_empty()).collect()
    }

    /// Where there is one text only, it does not matter whether it is called summary or content.
    fn is_summary_right(&self, ours: &Value, theirs: &Value) -> bool {
        let wanted = self.text(&theirs["summary"]);
        let is_only = theirs["contents"].is_null();
        self.text(&ours["summary"]) == wanted || (is_only && self.text(&ours["content"]) == wanted)
    }

    /// Of several contents (one text in several types), any one is right.
    fn is_content_right(&self, ours: &Value, theirs: &Value) -> bool {
        let wanted = list(&theirs["contents"]);
        let is_wanted = |our: &Value| {
            let our = self.text(our);
            wanted.iter().any(|their| self.text(their) == our)
        };
        let is_only = theirs["summary"].is_null();
        is_wanted(&ours["content"]) || (is_only && is_wanted(&ours["summary"]))
    }
}

fn is_instant_right(name: &str, ours: &Value, theirs: &Value) -> bool {
    let wanted = &theirs[name];
    let other = if name == "updated" {
        "published"
    } else {
        "updated"
    };
    ours[name] == *wanted || (theirs[other].is_null() && ours[other] == *wanted)
}

/// `contents` is what the reference calls them, `content` is ours.
fn our_name(name: &str) -> &str {
    if name == "contents" { "content" } else { name }
}

fn tag(value: &Value) -> String {
    let text = value.as_str().unwrap_or_default();
    text.trim().to_lowercase().replace('_', "-")
}

fn set(value: &Value, key: impl Fn(&Value) -> String) -> Vec<String> {
    let mut keys: Vec<String> = list(value).iter().map(key).collect();
    keys.retain(|key| !key.is_empty());
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A value as one line for people, shortened.
fn shown(value: &Value) -> String {
    const MOST: usize = 100;
    let text = value.to_string();
    if text.chars().count() <= MOST {
        return text;
    }
    text.chars().take(MOST).collect::<String>() + "…"
}

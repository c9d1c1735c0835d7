//! The fields that are compared, and when each is right.

use serde_json::Value;

use super::fold::Folding;

/// How a field is compared.
#[derive(Clone, Copy)]
pub(super) enum Rule {
    /// Folded texts are equal.
    Text,
    /// Language tags are equal but for case and `_`.
    Tag,
    /// Addresses are equal once normalised.
    Url,
    /// As [`Rule::Url`]; an id that is no address is no link.
    Link,
    /// Either as texts or as addresses.
    Id,
    /// The instants are equal; where the reference has one date only, whichever we call it.
    Instant,
    /// Every one of theirs is named by one of ours, whole or in part.
    Authors,
    /// The same texts, in any order.
    Texts,
    /// The same addresses, in any order.
    Urls,
    /// One of ours is one of theirs, as text or address.
    OneOf,
    /// The short text, or the only one.
    Summary,
    /// One of the long texts, or the only one.
    Contents,
}

/// The fields of a feed.
pub(super) const FEED: &[(&str, Rule)] = &[
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

/// The fields of an entry.
pub(super) const ENTRY: &[(&str, Rule)] = &[
    ("id", Rule::Id),
    ("title", Rule::Text),
    ("link", Rule::Link),
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

/// Tells whether a field is right.
pub(super) struct Rules<'a> {
    /// How texts and addresses are folded.
    pub(super) folding: &'a Folding,
}

/// The reference has `contents`, we have one `content`.
pub(super) fn our_name(name: &str) -> &str {
    if name == "contents" { "content" } else { name }
}

/// The elements of a list; none where there is no list.
pub(super) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Whether the reference gives the id for want of a link (`tag:town.example,2026:1`), and we rightly
/// give none: nobody can follow it.
fn is_id_for_link(our: &Value, theirs: &Value) -> bool {
    let link = theirs["link"].as_str().unwrap_or_default();
    let is_address = link.starts_with("http://") || link.starts_with("https://");
    our == "" && !is_address && theirs["link"] == theirs["id"]
}

impl Rules<'_> {
    /// Whether the field of ours means what theirs does; both are the feeds or entries around it.
    pub(super) fn is_right(&self, rule: Rule, name: &str, ours: &Value, theirs: &Value) -> bool {
        let (our, their) = (&ours[name], &theirs[name]);
        match rule {
            Rule::Text => self.text(our) == self.text(their),
            Rule::Tag => tag(our) == tag(their),
            Rule::Url => self.url(our) == self.url(their),
            Rule::Link => self.url(our) == self.url(their) || is_id_for_link(our, theirs),
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{ENTRY, FEED, Rules};
    use crate::conform::fold::tests::folding;

    /// Whether all that theirs has is right in ours.
    fn are_right(ours: &Value, theirs: &Value) -> bool {
        let folding = folding();
        let rules = Rules { folding: &folding };
        let asked = |(name, _): &&(&str, _)| !theirs[*name].is_null();
        let mut fields = FEED.iter().chain(ENTRY).filter(asked).peekable();
        assert!(fields.peek().is_some(), "nothing is asked");
        fields.all(|(name, rule)| rules.is_right(*rule, name, ours, theirs))
    }

    #[track_caller]
    fn right(ours: &Value, theirs: &Value) {
        assert!(are_right(ours, theirs), "{ours} against {theirs}");
    }

    #[track_caller]
    fn wrong(ours: &Value, theirs: &Value) {
        assert!(!are_right(ours, theirs), "{ours} against {theirs}");
    }

    #[test]
    fn a_text_may_be_marked_up_differently() {
        right(&json!({"title": "a <i>b</i>"}), &json!({"title": "a b"}));
        wrong(&json!({"title": "a B"}), &json!({"title": "a b"}));
        wrong(&json!({"title": null}), &json!({"title": "a b"}));
    }

    #[test]
    fn a_language_may_be_written_in_any_case() {
        right(&json!({"language": "de_AT"}), &json!({"language": "de-at"}));
        wrong(&json!({"language": "de"}), &json!({"language": "de-at"}));
    }

    #[test]
    fn an_id_is_a_text_or_an_address() {
        right(
            &json!({"id": "HTTP://A.example"}),
            &json!({"id": "http://a.example/"}),
        );
        wrong(&json!({"id": "urn:a"}), &json!({"id": "urn:A"}));
    }

    #[test]
    fn a_single_date_may_be_either() {
        right(&json!({"published": 7}), &json!({"updated": 7}));
        right(&json!({"updated": 7}), &json!({"published": 7}));
        wrong(&json!({"published": 8}), &json!({"published": 7}));
    }

    #[test]
    fn of_two_dates_each_has_its_place() {
        let theirs = json!({"published": 7, "updated": 8});
        right(&json!({"published": 7, "updated": 8}), &theirs);
        wrong(&json!({"published": 8, "updated": 7}), &theirs);
    }

    #[test]
    fn a_single_text_may_be_summary_or_content() {
        right(&json!({"content": "<p>a</p>"}), &json!({"summary": "a"}));
        right(&json!({"summary": "a"}), &json!({"contents": ["a"]}));
        wrong(&json!({"summary": "a"}), &json!({"summary": "b"}));
    }

    #[test]
    fn of_two_texts_each_has_its_place() {
        let theirs = json!({"summary": "a", "contents": ["long", "longer"]});
        right(&json!({"summary": "a", "content": "longer"}), &theirs);
        wrong(&json!({"summary": "longer", "content": "a"}), &theirs);
        wrong(&json!({"summary": "a", "content": ""}), &theirs);
    }

    #[test]
    fn an_author_is_known_by_name_or_address() {
        let theirs = json!({"authors": [["Mara Quill", "desk@town.example"]]});
        right(&json!({"authors": ["Mara Quill"]}), &theirs);
        right(
            &json!({"authors": ["desk@town.example (Mara Quill)"]}),
            &theirs,
        );
        right(
            &json!({"authors": [{"name": "", "email": "desk@town.example"}]}),
            &theirs,
        );
        wrong(&json!({"authors": ["Pat Doe"]}), &theirs);
        wrong(&json!({"authors": []}), &theirs);
    }

    #[test]
    fn every_author_is_asked_for() {
        let theirs = json!({"authors": [["Mara Quill"], ["Pat Doe"]]});
        wrong(&json!({"authors": ["Mara Quill"]}), &theirs);
        right(&json!({"authors": ["Pat Doe", "Mara Quill"]}), &theirs);
    }

    #[test]
    fn lists_have_no_order_but_nothing_may_lack_or_be_more() {
        let theirs = json!({"categories": ["a", "b &amp; c"]});
        right(&json!({"categories": ["b & c", "a", "a"]}), &theirs);
        wrong(&json!({"categories": ["a"]}), &theirs);
        wrong(&json!({"categories": ["a", "b & c", "d"]}), &theirs);
    }

    #[test]
    fn an_enclosure_is_its_address() {
        let theirs = json!({"enclosures": ["http://a.example/b%20c.mp3"]});
        right(
            &json!({"enclosures": [{"url": "http://a.example/b c.mp3"}]}),
            &theirs,
        );
        wrong(&json!({"enclosures": []}), &theirs);
    }

    #[test]
    fn a_source_is_its_title_or_its_address() {
        let theirs = json!({"source": ["The Town", "http://town.example/"]});
        right(&json!({"source": "http://town.example"}), &theirs);
        right(
            &json!({"source": {"title": "The Town", "url": ""}}),
            &theirs,
        );
        wrong(&json!({"source": ""}), &theirs);
    }
}

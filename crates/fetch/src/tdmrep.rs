//! `/.well-known/tdmrep.json`: which parts of a site reserve the right to mine texts and data
//! (W3C TDM Reservation Protocol; German law asks for it to be machine-readable).

use serde_json::Value;
use url::Url;

use crate::pattern::{Pattern, path_of};

/// How much of it is read.
const MAX_BYTES: usize = 512 << 10;

/// How many rules are kept.
const MAX_RULES: usize = 1_000;

/// What a site's tdmrep.json says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TdmRep(Vec<Rule>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    pattern: Pattern,
    is_reserved: bool,
    policy: Option<String>,
}

impl TdmRep {
    /// Reads what it says. What cannot be read says nothing.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        if bytes.len() > MAX_BYTES {
            return Self::default();
        }
        let rules = match serde_json::from_slice(bytes) {
            Ok(Value::Array(rules)) => rules,
            // One rule, and no list around it.
            Ok(rule @ Value::Object(_)) => vec![rule],
            _ => Vec::new(),
        };
        Self(rules.iter().filter_map(rule).take(MAX_RULES).collect())
    }

    /// Whether a page is reserved, and where its terms stand. `None` where nothing is said of it.
    ///
    /// The most specific location counts; of two equal ones the one that reserves.
    pub(crate) fn says(&self, url: &Url) -> Option<(bool, Option<&str>)> {
        let path = path_of(url);
        let matching = self.0.iter().filter(|rule| rule.pattern.matches(&path));
        let rule = matching.max_by_key(|rule| (rule.pattern.length, rule.is_reserved))?;
        Some((rule.is_reserved, rule.policy.as_deref()))
    }
}

fn rule(value: &Value) -> Option<Rule> {
    let location = value.get("location")?.as_str()?;
    let is_reserved = match value.get("tdm-reservation")? {
        Value::Number(number) => number.as_u64()? == 1,
        Value::Bool(is_reserved) => *is_reserved,
        Value::String(text) => text.trim() == "1",
        _ => return None,
    };
    let policy = value.get("tdm-policy").and_then(Value::as_str);
    Some(Rule {
        pattern: Pattern::new(location),
        is_reserved,
        policy: policy.map(str::to_owned),
    })
}

#[cfg(test)]
mod tests {
    use super::TdmRep;

    fn check(json: &str, path: &str, expected: Option<(bool, Option<&str>)>) {
        let url = format!("https://a.example{path}").parse().expect("a URL");
        assert_eq!(TdmRep::read(json.as_bytes()).says(&url), expected, "{path}");
    }

    #[test]
    fn the_most_specific_location_counts() {
        let policy = "https://a.example/policy.json";
        let json = r#"[
            {"location": "/", "tdm-reservation": 1},
            {"location": "/free/", "tdm-reservation": 0},
            {"location": "/free/*.pdf$", "tdm-reservation": 1, "tdm-policy": "POLICY"}
        ]"#
        .replace("POLICY", policy);
        check(&json, "/page", Some((true, None)));
        check(&json, "/free/page", Some((false, None)));
        check(&json, "/free/a.pdf", Some((true, Some(policy))));
        check(&json, "/free/a.pdf?b", Some((false, None)));
    }

    #[test]
    fn of_two_that_disagree_the_reservation_counts() {
        let json = r#"[{"location": "/a", "tdm-reservation": 1},
                       {"location": "/a", "tdm-reservation": 0}]"#;
        check(json, "/a", Some((true, None)));
        check(json, "/b", None);
    }

    #[test]
    fn what_is_written_badly_is_read_as_far_as_it_makes_sense() {
        check(
            r#"{"location": "/", "tdm-reservation": "1"}"#,
            "/",
            Some((true, None)),
        );
        check(
            r#"[{"location": "*", "tdm-reservation": true}]"#,
            "/",
            Some((true, None)),
        );
        check(r#"[7, {"location": 7}, {"location": "/"}]"#, "/", None);
        check(r#"[{"location": "/", "tdm-reservation": -1}]"#, "/", None);
        check("", "/", None);
        check("<html>", "/", None);
        check(&"[".repeat(100_000), "/", None);
    }
}

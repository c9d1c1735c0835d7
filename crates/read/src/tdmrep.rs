//! `/.well-known/tdmrep.json`: where a site reserves text and data mining.
//!
//! Source: W3C TDM Reservation Protocol, section 6.1.

use serde_json::Value;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 256 << 10;

/// How many rules are kept.
const MAX_RULES: usize = 1_000;

/// How many stars a pattern may have: with each more, matching takes longer.
const MAX_STARS: usize = 8;

/// What holds for some of a site's paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    location: String,
    /// Whether text and data mining is reserved there.
    pub is_reserved: bool,
    /// The terms; may be empty.
    pub policy: String,
}

/// The rules of a file. What cannot be understood is left out.
pub fn rules(bytes: &[u8]) -> Vec<Rule> {
    let bytes = &bytes[..bytes.len().min(MAX_BYTES)];
    let Ok(Value::Array(rules)) = serde_json::from_slice(bytes) else {
        return Vec::new();
    };
    rules.iter().filter_map(rule).take(MAX_RULES).collect()
}

/// The rule that holds for a path with its query: the one that is written with the most characters.
pub fn rule_for<'r>(rules: &'r [Rule], path: &str) -> Option<&'r Rule> {
    let matching = rules.iter().filter(|rule| matches(&rule.location, path));
    matching.max_by_key(|rule| rule.location.len())
}

fn rule(value: &Value) -> Option<Rule> {
    let location = value.get("location")?.as_str()?.trim();
    let reservation = value.get("tdm-reservation")?;
    let says = |number: u64, text: &str| {
        reservation.as_u64() == Some(number) || reservation.as_str() == Some(text)
    };
    if !says(0, "0") && !says(1, "1") || location.matches('*').count() > MAX_STARS {
        return None;
    }
    let policy = value.get("tdm-policy").and_then(Value::as_str);
    Some(Rule {
        location: location.to_owned(),
        is_reserved: says(1, "1"),
        policy: policy.unwrap_or_default().to_owned(),
    })
}

/// Whether a path begins like a pattern: `*` is any text, `$` the end.
fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, ends) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let mut parts = parts.peekable();
    let has_star = parts.peek().is_some();
    while let Some(part) = parts.next() {
        if ends && parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    !ends || has_star || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::{rule_for, rules};

    #[test]
    fn the_most_particular_rule_decides() {
        let rules = rules(
            br#"[
                {"location": "/", "tdm-reservation": 0},
                {"location": "/news/", "tdm-reservation": 1, "tdm-policy": "https://a.example/t"},
                {"location": "/news/*.pdf$", "tdm-reservation": "0"},
                {"location": "/x", "tdm-reservation": 7}, {"location": 3}, "odd"
            ]"#,
        );
        assert_eq!(rules.len(), 3);
        let check = |path: &str, is_reserved: bool| {
            let rule = rule_for(&rules, path).expect("one holds");
            assert_eq!(rule.is_reserved, is_reserved, "{path}");
        };
        check("/about", false);
        check("/x", false);
        check("/news/bridge", true);
        check("/news/bridge.pdf", false);
        check("/news/bridge.pdf?print", true);
        let policy = rule_for(&rules, "/news/").map(|rule| rule.policy.as_str());
        assert_eq!(policy, Some("https://a.example/t"));
    }

    #[test]
    fn what_is_no_such_file_reserves_nothing() {
        for text in ["", "<html>", "{}", "[1, null]"] {
            assert_eq!(rules(text.as_bytes()), [], "{text}");
        }
        assert_eq!(rule_for(&[], "/"), None);
    }
}

//! Languages by their BCP 47 tag, cut down to what the house tells apart.

use serde::{Deserialize, Serialize};

/// A language: the primary subtag of a BCP 47 tag in lower case ("de", "en", "pt").
///
/// Regions are dropped: `de-AT` and `de` are one language for grouping, search and translation.
/// A text of which nobody knows has none (`Option<Lang>`): that is BCP 47's `und`, and such a text is
/// never translated.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lang(String);

impl Lang {
    /// Reads a tag as feeds and pages write it (`de`, `de-DE`, `en_US`, ` DE `).
    ///
    /// `None` when it is no language tag, or one that says nothing (`und`, `mul`, `zxx`).
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_', ',', ';', ' ']).next()?;
        let is_tag =
            (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic());
        let primary = primary.to_ascii_lowercase();
        (is_tag && !matches!(primary.as_str(), "und" | "mul" | "zxx")).then_some(Self(primary))
    }

    /// The tag: two or three lower-case letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether its script runs from right to left.
    pub fn is_rtl(&self) -> bool {
        matches!(
            self.0.as_str(),
            "ar" | "he" | "iw" | "fa" | "ur" | "ps" | "yi" | "dv" | "ckb"
        )
    }
}

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    fn check(tag: &str, expected: Option<&str>) {
        assert_eq!(
            Lang::parse(tag).as_ref().map(Lang::as_str),
            expected,
            "{tag:?}"
        );
    }

    #[test]
    fn a_tag_is_cut_down_to_its_language() {
        check("de", Some("de"));
        check("de-AT", Some("de"));
        check(" EN_us ", Some("en"));
        check("ckb", Some("ckb"));
    }

    #[test]
    fn what_is_no_language_is_none() {
        check("", None);
        check("und", None);
        check("german", None);
        check("d3", None);
    }
}

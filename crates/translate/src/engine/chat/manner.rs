//! How a server wants to be asked: what each calls the same thing, and what it has not.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::super::wire::No;

/// A manner of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Manner {
    format: Format,
    /// Whether the bound of an answer is still called `max_tokens`.
    pub(super) has_old_limit: bool,
    /// Whether a temperature may be set.
    pub(super) has_temperature: bool,
}

/// What a server can promise about the form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    /// These keys, and texts for them.
    Schema,
    /// JSON.
    Object,
    /// Nothing.
    Free,
}

/// The form of an answer as it is asked for.
#[derive(Serialize)]
pub(super) struct Form {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    json_schema: Option<Named>,
}

#[derive(Serialize)]
struct Named {
    name: &'static str,
    strict: bool,
    schema: Schema,
}

#[derive(Serialize)]
struct Schema {
    #[serde(rename = "type")]
    kind: &'static str,
    properties: Texts,
    required: Vec<String>,
    #[serde(rename = "additionalProperties")]
    has_more: bool,
}

/// So many texts by their numbers, in the order of these: models write in the order of a schema.
struct Texts(usize);

#[derive(Serialize)]
struct Text {
    #[serde(rename = "type")]
    kind: &'static str,
}

impl Serialize for Texts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0))?;
        for n in 1..=self.0 {
            map.serialize_entry(&n.to_string(), &Text { kind: "string" })?;
        }
        map.end()
    }
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            format: Format::Schema,
            has_old_limit: true,
            has_temperature: true,
        }
    }
}

impl Manner {
    /// The form of an answer with so many texts; `None` where the server knows no forms.
    pub(super) fn form(self, count: usize) -> Option<Form> {
        let schema = || Schema {
            kind: "object",
            properties: Texts(count),
            required: (1..=count).map(|n| n.to_string()).collect(),
            has_more: false,
        };
        match self.format {
            Format::Schema => Some(Form {
                kind: "json_schema",
                json_schema: Some(Named {
                    name: "translations",
                    strict: true,
                    schema: schema(),
                }),
            }),
            Format::Object => Some(Form {
                kind: "json_object",
                json_schema: None,
            }),
            Format::Free => None,
        }
    }

    /// The next manner to try after a no; `None` where the manner is not to blame.
    ///
    /// A server that has answered to this manner must say what is wrong with it: else a batch that
    /// it refuses would cost its form for ever.
    pub(super) fn after(self, no: &No, is_proven: bool) -> Option<Self> {
        if !matches!(no.status, 400 | 422) {
            return None;
        }
        let said = no.said.to_ascii_lowercase();
        let names = |words: &[&str]| words.iter().any(|word| said.contains(word));
        if self.has_old_limit && names(&["max_completion_tokens", "max_tokens"]) {
            return Some(Self {
                has_old_limit: false,
                ..self
            });
        }
        if self.has_temperature && names(&["temperature"]) {
            return Some(Self {
                has_temperature: false,
                ..self
            });
        }
        let is_about_form = names(&["response_format", "json", "schema", "grammar", "structured"]);
        let format = match self.format {
            _ if is_proven && !is_about_form => return None,
            Format::Schema => Format::Object,
            Format::Object => Format::Free,
            Format::Free => return None,
        };
        Some(Self { format, ..self })
    }
}

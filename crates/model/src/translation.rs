//! Translations: a layer over the original, never in its place.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Html, Lang};

/// What an article's version says in another language, as far as it was translated.
#[derive(Clone, Debug, PartialEq)]
pub struct Translation {
    /// The language it was translated into.
    pub lang: Lang,
    /// The language that it was translated from.
    pub from: Lang,
    /// The version it was made of.
    pub version: u32,
    /// The headline, plain text; `None` where the original stays.
    pub title: Option<String>,
    /// The beginning of the text, plain, whole sentences; `None` where the original stays.
    pub lead: Option<String>,
    /// What the lead picture shows; `None` where the original stays.
    pub alt: Option<String>,
    /// What stands under the lead picture; `None` where the original stays.
    pub caption: Option<String>,
    /// What became of the text.
    pub text: TextState,
    /// The text, where its state is [`TextState::Done`]: one for each segment of the version, cut
    /// ones too; `None` where the original stays. Else empty.
    pub body: Vec<Option<Html>>,
    /// Who translated, the one that did most first; empty where nobody could.
    pub engines: Vec<Translator>,
    /// The house glossary's version.
    pub glossary: u32,
    /// When it was made.
    pub made_at: Timestamp,
    /// The person who answers for it, where one has read and signed it.
    pub review: Option<Review>,
}

/// What became of an article's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TextState {
    /// Not translated (yet): headline and beginning alone.
    #[default]
    Untried,
    /// Translated, perhaps but for some segments.
    Done,
    /// Too much of it could not be translated: the original stays whole.
    Failed,
}

impl TextState {
    const ALL: [Self; 3] = [Self::Untried, Self::Done, Self::Failed];

    /// The word that stands in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Untried => "untried",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    /// Reads the word back; what is unknown was not tried.
    pub fn parse(word: &str) -> Self {
        let mut all = Self::ALL.into_iter();
        all.find(|state| state.as_str() == word).unwrap_or_default()
    }
}

/// An engine that translated, and how much of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translator {
    /// The engine: `deepl`.
    pub engine: String,
    /// The model, as the engine names it; may be empty.
    pub model: String,
    /// How many units of text.
    pub units: u32,
}

/// A person's examination of a translation, signed (Art. 50(4) AI Act: with it the label changes).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Who, as it is shown.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// How many units were changed.
    pub changed: u32,
}

//! What translating hands to the store and takes from it.

use depesche_model::{Article, ArticleId, Body, Lang, Source, Translation};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::poll::Stage;

/// What is to be translated.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The languages of the portal's editions.
    pub languages: Vec<Lang>,
    /// Articles that changed at or after this.
    pub since: Timestamp,
    /// The house glossary's version: what an older one made is made anew.
    pub glossary: u32,
    /// Whether private sources are translated, too: where no engine is outside the house.
    pub shows_private: bool,
    /// When.
    pub at: Timestamp,
}

/// When a ticket for a translation is due: long ago, and the newer the article the longer, so that
/// the newest is the first to be claimed, whenever its ticket was put.
pub fn due_at(published_at: Timestamp) -> Timestamp {
    let before = published_at.as_millisecond().checked_neg();
    let before = before.and_then(|due_at| Timestamp::from_millisecond(due_at).ok());
    before.unwrap_or(Timestamp::MIN)
}

/// An article to be translated, with everything that is needed for it.
#[derive(Clone, Debug)]
pub struct TranslationJob {
    /// The article.
    pub article: Article,
    /// Its source.
    pub source: Source,
    /// Its newest text.
    pub body: Body,
    /// What its newest version was translated to already, with the texts.
    pub done: Vec<Translation>,
}

/// What an engine made of a unit of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// The digest of text, languages, engine, model and terms.
    pub key: String,
    /// The translation, in the memory's notation; `None` where no answer could be used.
    pub text: Option<String>,
    /// Why not, in a word; else empty.
    pub fault: String,
    /// The engine.
    pub engine: String,
    /// The model, as the engine names it; may be empty.
    pub model: String,
    /// The language it was translated from.
    pub from: Lang,
    /// The language it was translated into.
    pub to: Lang,
}

/// Characters that an engine is about to be asked for. Days count from 1970, in UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reservation {
    /// The engine.
    pub engine: String,
    /// The day.
    pub day: i64,
    /// The day on which the month began that the monthly limit is for.
    pub month_begins: i64,
    /// How many characters.
    pub chars: u64,
    /// How many may be reserved or billed in a day; `None`: as many as there are.
    pub daily_limit: Option<u64>,
    /// The same for a month.
    pub monthly_limit: Option<u64>,
}

/// What came of a request whose characters were reserved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The engine.
    pub engine: String,
    /// The reservation's day.
    pub day: i64,
    /// How many characters were reserved.
    pub reserved: u64,
    /// How many were billed: 0 where nothing came of it.
    pub billed: u64,
    /// How many units were translated.
    pub units: u32,
    /// Whether the request failed.
    pub is_failure: bool,
}

/// What an engine was asked for on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spending {
    /// The engine.
    pub engine: String,
    /// The day, counted from 1970, in UTC.
    pub day: i64,
    /// How many requests were settled, those that failed included.
    pub requests: u64,
    /// How many of them failed.
    pub failures: u64,
    /// How many units were translated.
    pub units: u64,
    /// How many characters are reserved or billed: what limits are held against.
    pub chars: u64,
    /// How many were billed.
    pub billed: u64,
    /// How many the memory has saved.
    pub saved_chars: u64,
}

/// An engine that is left alone for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EngineRest {
    /// The engine.
    pub engine: String,
    /// Until when.
    pub until: Timestamp,
    /// Why, in words.
    pub reason: String,
    /// How often it failed in a row.
    pub failures: u32,
}

/// A person's examination of a translation: what the record says of it for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRecord {
    /// The article.
    pub article: ArticleId,
    /// The language of the translation.
    pub lang: Lang,
    /// The version that was translated.
    pub version: u32,
    /// Who, as it is shown.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What was changed, unit by unit; empty where all was found right.
    pub edits: Vec<Edit>,
}

/// A unit of a translation that a person has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// Where it stands.
    pub place: Place,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// Where a unit stands in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// The headline.
    Title,
    /// The beginning of the text.
    Lead,
    /// What the lead picture shows.
    Alt,
    /// What stands under the lead picture.
    Caption,
    /// A segment of the text, by its number from 0.
    Segment(u32),
}

/// How far translating has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TranslationCounts {
    /// Articles that were looked at: those that changed since a time and may be translated.
    pub articles: u64,
    /// Those of them whose language is known.
    pub with_language: u64,
    /// For each of the languages that were asked for, in their order.
    pub languages: Vec<LanguageCounts>,
    /// Tickets for headlines that wait or are worked on.
    pub headline_tickets: u64,
    /// Tickets for texts.
    pub text_tickets: u64,
    /// Tickets that were given up.
    pub parked: u64,
    /// Some of those, the newest articles first.
    pub parked_some: Vec<ParkedTicket>,
}

/// How far translating into a language has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageCounts {
    /// The language.
    pub lang: Lang,
    /// Articles that are in another one.
    pub articles: u64,
    /// Those of them whose newest version's headline is translated.
    pub headlines: u64,
    /// Those whose text is.
    pub texts: u64,
    /// Those whose text could not be.
    pub failed: u64,
    /// Those whose translation a person has signed.
    pub reviewed: u64,
}

/// A ticket that was given up after too many failures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParkedTicket {
    /// The stage.
    pub stage: Stage,
    /// The article.
    pub article: ArticleId,
    /// Why, in words.
    pub error: String,
}

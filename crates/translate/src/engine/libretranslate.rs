//! `LibreTranslate`, in text mode alone: its HTML mode turns escaped text into live markup.

use std::time::Duration;

use depesche_fetch::Service;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::wire::{No, Wire, counted, decode};
use super::{Engine, EngineError, Job, Key, Profile, Reply, Soon};
use crate::notation::{Notation, read, write};

/// A `LibreTranslate` server, in the house or elsewhere.
#[derive(Clone, Debug)]
pub struct LibreTranslate {
    wire: Wire,
    profile: Profile,
}

/// What an operator says of it.
#[derive(Clone, Debug)]
pub struct Options {
    /// What it is called.
    pub name: String,
    /// Its key, where it wants one.
    pub key: Option<Key>,
    /// How many units it takes at once: its `--batch-limit`.
    pub max_units: usize,
    /// How many characters, all units together: its `--char-limit`.
    pub max_chars: usize,
    /// Whether what it is given leaves the house.
    pub is_external: bool,
    /// How long a batch may take.
    pub timeout: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            name: "libretranslate".to_owned(),
            key: None,
            max_units: 64,
            max_chars: 10_000,
            is_external: true,
            timeout: Duration::from_mins(1),
        }
    }
}

#[derive(Serialize)]
struct Asked<'a> {
    q: Vec<String>,
    source: &'a str,
    target: &'a str,
    format: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    api_key: Option<&'a str>,
}

#[derive(Deserialize)]
struct Answered {
    #[serde(rename = "translatedText")]
    translated: Vec<Value>,
}

impl LibreTranslate {
    /// A server behind a service, whose URL is the one of its page.
    pub fn new(service: Service, options: Options) -> Self {
        Self {
            profile: Profile {
                name: options.name,
                model: String::new(),
                max_units: options.max_units,
                max_chars: options.max_chars,
                is_external: options.is_external,
                is_per_sentence: true,
            },
            wire: Wire {
                service,
                key: options.key,
                timeout: options.timeout,
                max_bytes: usize::MAX / 8,
            },
        }
    }

    /// How many characters it says that it takes in one request; `None` where it has no bound or
    /// does not say.
    pub async fn char_limit(&self) -> Option<usize> {
        let settings = self.wire.get("/frontend/settings", &[]).await.ok()?.ok()?;
        let settings: Value = decode(&settings).ok()?;
        let limit = settings.get("charLimit")?.as_u64()?;
        usize::try_from(limit).ok().filter(|limit| *limit > 0)
    }

    async fn ask(&self, job: &Job<'_>) -> Result<Reply, EngineError> {
        let written = job.units.iter().map(|unit| write(unit, Notation::Brackets));
        let asked = Asked {
            q: written.collect(),
            source: code(job.from.as_str()),
            target: code(job.to.as_str()),
            format: "text",
            api_key: self.wire.key.as_ref().map(Key::reveal),
        };
        let answered = self.wire.post("/translate", &[], &asked).await?;
        let body = answered.map_err(|no| failure(no, job))?;
        let Answered { translated } = decode(&body)?;
        let texts = translated.iter().map(Value::as_str);
        let units = texts.map(|text| Some(read(text?, Notation::Brackets)));
        counted(job.units.len(), units.collect(), None)
    }
}

impl Engine for LibreTranslate {
    fn profile(&self) -> &Profile {
        &self.profile
    }

    fn translate<'a>(&'a self, job: &'a Job<'a>) -> Soon<'a, Result<Reply, EngineError>> {
        Box::pin(self.ask(job))
    }
}

/// A language as it names it.
fn code(lang: &str) -> &str {
    match lang {
        "no" | "nn" => "nb",
        _ => lang,
    }
}

/// What a no means. It has no codes: its words are those of its source.
fn failure(no: No, job: &Job<'_>) -> EngineError {
    let says = |words: &str| no.said.contains(words);
    match no.status {
        400 if says("exceeds text limit") => EngineError::TooLarge,
        400 if says("is not supported") || says("is not available as a target") => {
            EngineError::Unsupported {
                from: job.from.clone(),
                to: job.to.clone(),
            }
        }
        400 if says("to get an API key") => EngineError::Unauthorized { said: no.said },
        // It bans who was too fast too often, for a while.
        403 if says("Too many request limits violations") => EngineError::RateLimited {
            retry_after: no.retry_after,
        },
        // One text of the batch is too much for it: halving finds out which. Where it is the server
        // that is broken, all of them are, and the chain lets it rest.
        500 if says("Cannot translate text") => EngineError::Refused { said: no.said },
        _ => no.usual(),
    }
}

//! Google Cloud Translation, version 2 ("Basic"), in its HTML mode: spans survive it.

use std::time::Duration;

use depesche_fetch::Service;
use depesche_fetch::service::Value as HeaderValue;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan as _};
use serde::{Deserialize, Serialize};

use super::wire::{No, Wire, counted, decode};
use super::{Engine, EngineError, Job, Key, Profile, Reply, Soon};
use crate::notation::{Notation, read, write};

/// Where it is.
pub const USUAL_BASE: &str = "https://translation.googleapis.com";

/// How many texts it takes in one request.
const MAX_UNITS: usize = 128;

/// How many characters: 5,000 are recommended, our spans among them; 30,720 are taken.
const MAX_CHARS: usize = 4_500;

/// How large a request is made.
const MAX_BYTES: usize = 200 << 10;

/// Google Translate.
#[derive(Clone, Debug)]
pub struct Google {
    wire: Wire,
    profile: Profile,
    key: Key,
}

/// What an operator says of it.
#[derive(Clone, Debug)]
pub struct Options {
    /// What it is called.
    pub name: String,
    /// The key.
    pub key: Key,
    /// How long a batch may take.
    pub timeout: Duration,
}

impl Options {
    /// What is usual.
    pub fn new(key: Key) -> Self {
        Self {
            name: "google".to_owned(),
            key,
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
    model: &'a str,
}

#[derive(Deserialize)]
struct Answered {
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    translations: Vec<Translated>,
}

#[derive(Deserialize)]
struct Translated {
    #[serde(rename = "translatedText")]
    text: Option<String>,
}

impl Google {
    /// A customer's Google Translate, at [`USUAL_BASE`] or wherever the operator says.
    pub fn new(service: Service, options: Options) -> Self {
        Self {
            profile: Profile {
                name: options.name,
                model: "nmt".to_owned(),
                max_units: MAX_UNITS,
                max_chars: MAX_CHARS,
                is_external: true,
                is_per_sentence: true,
            },
            wire: Wire {
                service,
                key: Some(options.key.clone()),
                timeout: options.timeout,
                max_bytes: MAX_BYTES,
            },
            key: options.key,
        }
    }

    async fn ask(&self, job: &Job<'_>) -> Result<Reply, EngineError> {
        let written = job.units.iter().map(|unit| write(unit, Notation::Html));
        let asked = Asked {
            q: written.collect(),
            source: code(job.from.as_str()),
            target: code(job.to.as_str()),
            format: "html",
            model: "nmt",
        };
        // The documentation puts the key into the URL, where it ends up in logs; a header
        // is taken as well.
        let headers = [("x-goog-api-key", HeaderValue::Secret(self.key.reveal()))];
        let answered = self
            .wire
            .post("/language/translate/v2", &headers, &asked)
            .await?;
        let body = answered.map_err(|no| failure(no, job, self.wire.service.now()))?;
        let Answered { data } = decode(&body)?;
        let texts = data.translations.iter().map(|one| one.text.as_deref());
        let units = texts.map(|text| Some(read(text?, Notation::Html)));
        counted(job.units.len(), units.collect(), None)
    }
}

impl Engine for Google {
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
        "nb" | "nn" => "no",
        "zh" => "zh-CN",
        _ => lang,
    }
}

/// What a no means. It says 403 for a wrong key, for a day's quota and for a minute's alike.
fn failure(no: No, job: &Job<'_>, now: Timestamp) -> EngineError {
    let reason = no.body.pointer("/error/errors/0/reason");
    let reason = reason
        .and_then(|reason| reason.as_str())
        .unwrap_or_default();
    let says = |words: &str| no.said.contains(words);
    match no.status {
        403 | 429 if reason.starts_with("dailyLimit") || says("Daily Limit") || says("per day") => {
            EngineError::QuotaExceeded {
                renewed_in: Some(until_pacific_midnight(now)),
                said: no.said,
            }
        }
        403 if reason.ends_with("ateLimitExceeded") || says("Rate Limit Exceeded") => {
            EngineError::RateLimited {
                retry_after: no.retry_after,
            }
        }
        400 if says("API key") => EngineError::Unauthorized { said: no.said },
        400 if says("Too many text segments") || says("Text too long") || says("payload size") => {
            EngineError::TooLarge
        }
        400 if says("Bad language pair") || says("Invalid Value") => EngineError::Unsupported {
            from: job.from.clone(),
            to: job.to.clone(),
        },
        _ => no.usual(),
    }
}

/// How long it is until quotas of a day are renewed: midnight where Google is.
fn until_pacific_midnight(now: Timestamp) -> Duration {
    // A machine without a list of time zones is an hour late in summer.
    let zone = TimeZone::get("America/Los_Angeles");
    let zone = zone.unwrap_or_else(|_| TimeZone::fixed(Offset::constant(-8)));
    let midnight = now
        .to_zoned(zone)
        .checked_add(1.day())
        .and_then(|later| later.start_of_day());
    let left = midnight.map(|midnight| midnight.timestamp().duration_since(now).unsigned_abs());
    left.unwrap_or(Duration::from_hours(24))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::until_pacific_midnight;

    #[test]
    fn a_day_ends_where_google_is() {
        let check = |now: &str, minutes: u64| {
            let now = now.parse().expect("a moment");
            assert_eq!(
                until_pacific_midnight(now),
                Duration::from_mins(minutes),
                "{now}"
            );
        };
        check("2026-11-22T08:00:00Z", 24 * 60);
        check("2026-11-22T07:59:00Z", 1);
        check("2026-07-01T06:00:00Z", 60);
        check("2026-11-01T07:00:00Z", 25 * 60);
    }
}

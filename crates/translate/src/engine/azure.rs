//! Azure Translator, version 3, in its HTML mode: spans survive it.

use std::time::Duration;

use depesche_fetch::Service;
use depesche_fetch::service::Value as HeaderValue;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::wire::{No, Wire, counted, decode};
use super::{Engine, EngineError, Job, Key, Profile, Reply, Soon};
use crate::notation::{Notation, read, write};

/// Where it is for most; some countries have one of their own.
pub const USUAL_BASE: &str = "https://api.cognitive.microsofttranslator.com";

/// How many texts it takes in one request.
const MAX_UNITS: usize = 1000;

/// How many characters: 50,000 are taken, our spans among them; but who pays nothing has no more
/// than 33,300 a minute, and is told that he was too fast.
const MAX_CHARS: usize = 20_000;

/// How large a request is made.
const MAX_BYTES: usize = 400 << 10;

/// Azure Translator.
#[derive(Clone, Debug)]
pub struct Azure {
    wire: Wire,
    profile: Profile,
    key: Key,
    region: String,
}

/// What an operator says of it.
#[derive(Clone, Debug)]
pub struct Options {
    /// What it is called.
    pub name: String,
    /// The key.
    pub key: Key,
    /// The region of the resource, `westeurope`; empty for a global one.
    pub region: String,
    /// How long a batch may take.
    pub timeout: Duration,
}

impl Options {
    /// What is usual.
    pub fn new(key: Key) -> Self {
        Self {
            name: "azure".to_owned(),
            key,
            region: String::new(),
            timeout: Duration::from_mins(1),
        }
    }
}

#[derive(Serialize)]
struct Asked {
    #[serde(rename = "Text")]
    text: String,
}

#[derive(Deserialize)]
struct Answered {
    translations: Vec<Translated>,
}

#[derive(Deserialize)]
struct Translated {
    text: Option<String>,
}

impl Azure {
    /// A customer's Azure Translator, at [`USUAL_BASE`] or wherever the operator says.
    pub fn new(service: Service, options: Options) -> Self {
        Self {
            profile: Profile {
                name: options.name,
                model: String::new(),
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
            region: options.region,
        }
    }

    async fn ask(&self, job: &Job<'_>) -> Result<Reply, EngineError> {
        let written = job.units.iter().map(|unit| Asked {
            text: write(unit, Notation::Html),
        });
        let (from, to) = (code(job.from.as_str()), code(job.to.as_str()));
        let path = format!("/translate?api-version=3.0&from={from}&to={to}&textType=html");
        let asked: Vec<_> = written.collect();
        let answered = self.wire.post(&path, &self.headers(), &asked).await?;
        let body = answered.map_err(|no| failure(no, job))?;
        let answered: Vec<Answered> = decode(&body)?;
        let texts = answered
            .iter()
            .map(|one| one.translations.first()?.text.as_deref());
        let units = texts.map(|text| Some(read(text?, Notation::Html)));
        counted(job.units.len(), units.collect(), None)
    }

    fn headers(&self) -> Vec<(&'static str, HeaderValue<'_>)> {
        let key = HeaderValue::Secret(self.key.reveal());
        let mut headers = vec![("ocp-apim-subscription-key", key)];
        if !self.region.is_empty() {
            let region = HeaderValue::Plain(&self.region);
            headers.push(("ocp-apim-subscription-region", region));
        }
        headers
    }
}

impl Engine for Azure {
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
        "zh" => "zh-Hans",
        _ => lang,
    }
}

/// What a no means: its code has six digits, of which three say more than the status.
fn failure(no: No, job: &Job<'_>) -> EngineError {
    match no.body.pointer("/error/code").and_then(Value::as_u64) {
        // Source, target, or one of both.
        Some(400_019 | 400_023 | 400_035 | 400_036 | 400_075) => EngineError::Unsupported {
            from: job.from.clone(),
            to: job.to.clone(),
        },
        // A text, the list, all of it.
        Some(400_050 | 400_072 | 400_077) => EngineError::TooLarge,
        Some(403_001) => EngineError::QuotaExceeded {
            renewed_in: None,
            said: no.said,
        },
        _ => no.usual(),
    }
}

//! `DeepL`, version 2: whole units as XML, with the headline as context.

use std::collections::BTreeMap;
use std::time::Duration;

use depesche_fetch::Service;
use depesche_fetch::service::Value as HeaderValue;
use depesche_model::Lang;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::wire::{No, Wire, counted, decode};
use super::{Engine, EngineError, Job, Key, Profile, Reply, Soon, Usage};
use crate::notation::{Notation, read, write};

/// Where paying customers are served, and where the others are.
const PAID: &str = "https://api.deepl.com";
const FREE: &str = "https://api-free.deepl.com";

/// How large a request is made: 128 KiB are taken, with headers.
const MAX_BYTES: usize = 100 << 10;

/// How many texts stand in one.
const MAX_UNITS: usize = 50;

/// So many that even texts of four bytes a character are within [`MAX_BYTES`], mostly: what is not
/// is halved.
const MAX_CHARS: usize = 24_000;

/// How much of the context is sent.
const MAX_CONTEXT_CHARS: usize = 1000;

/// `DeepL`.
#[derive(Clone, Debug)]
pub struct DeepL {
    wire: Wire,
    profile: Profile,
    options: Options,
    authorization: Key,
}

/// What an operator says of it.
#[derive(Clone, Debug)]
pub struct Options {
    /// What it is called.
    pub name: String,
    /// The key.
    pub key: Key,
    /// `prefer_quality_optimized`, `latency_optimized` …; empty for what it thinks best.
    pub model: String,
    /// `prefer_more`, `prefer_less` …; empty for what it thinks best. Where a language has no
    /// formality, only those that begin with `prefer_` are taken.
    pub formality: String,
    /// Which kind of a language is wanted: `en` → `EN-US`.
    pub variants: BTreeMap<Lang, String>,
    /// Glossaries that the operator keeps there, for pairs of languages.
    pub glossaries: BTreeMap<(Lang, Lang), String>,
    /// How long a batch may take.
    pub timeout: Duration,
}

impl Options {
    /// What is usual: news are formal.
    pub fn new(key: Key) -> Self {
        Self {
            name: "deepl".to_owned(),
            key,
            model: String::new(),
            formality: "prefer_more".to_owned(),
            variants: BTreeMap::new(),
            glossaries: BTreeMap::new(),
            timeout: Duration::from_mins(1),
        }
    }
}

#[derive(Serialize)]
struct Asked<'a> {
    text: Vec<String>,
    source_lang: String,
    target_lang: String,
    tag_handling: &'a str,
    ignore_tags: [&'a str; 1],
    outline_detection: bool,
    split_sentences: &'a str,
    preserve_formatting: bool,
    show_billed_characters: bool,
    #[serde(skip_serializing_if = "str::is_empty")]
    context: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    formality: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    model_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    glossary_id: Option<&'a str>,
}

#[derive(Deserialize)]
struct Answered {
    translations: Vec<Translated>,
}

#[derive(Deserialize)]
struct Translated {
    text: Option<String>,
    billed_characters: Option<u64>,
}

#[derive(Deserialize)]
struct Used {
    character_count: u64,
    character_limit: u64,
    /// When the period of what was bought ends, where it says so.
    end_time: Option<String>,
}

/// Where a key is served, for who configures no URL: keys of the free plan end in `:fx`.
pub fn usual_base(key: &Key) -> &'static str {
    if key.reveal().ends_with(":fx") {
        FREE
    } else {
        PAID
    }
}

impl DeepL {
    /// A customer's `DeepL`, at [`usual_base`] or wherever the operator says.
    pub fn new(service: Service, options: Options) -> Self {
        Self {
            profile: Profile {
                name: options.name.clone(),
                model: options.model.clone(),
                max_units: MAX_UNITS,
                max_chars: MAX_CHARS,
                is_external: true,
                is_per_sentence: false,
            },
            wire: Wire {
                service,
                key: Some(options.key.clone()),
                timeout: options.timeout,
                max_bytes: MAX_BYTES,
            },
            authorization: options.key.after("DeepL-Auth-Key "),
            options,
        }
    }

    async fn ask(&self, job: &Job<'_>) -> Result<Reply, EngineError> {
        let asked = self.asked(job);
        let answered = self
            .wire
            .post("/v2/translate", &self.headers(), &asked)
            .await?;
        let body = match answered {
            Ok(body) => body,
            Err(no) if no.status == 456 => return Err(self.used_up(no).await),
            Err(no) => return Err(failure(no, job)),
        };
        let Answered { translations } = decode(&body)?;
        // Where it leaves out one charge, the sum says nothing.
        let billed = translations.iter().map(|one| one.billed_characters);
        let billed: Option<Vec<u64>> = billed.collect();
        let billed = billed.map(|charges| charges.into_iter().fold(0, u64::saturating_add));
        let texts = translations.iter().map(|one| one.text.as_deref());
        let units = texts.map(|text| Some(read(text?, Notation::Xml)));
        counted(job.units.len(), units.collect(), billed)
    }

    fn asked<'a>(&'a self, job: &Job<'a>) -> Asked<'a> {
        let written = job.units.iter().map(|unit| write(unit, Notation::Xml));
        let pair = (job.from.clone(), job.to.clone());
        Asked {
            text: written.collect(),
            source_lang: source(job.from.as_str()),
            target_lang: self.target(job.to),
            tag_handling: "xml",
            ignore_tags: ["k"],
            // Without it, it looks for the document's outline and breaks sentences at our spans.
            outline_detection: false,
            split_sentences: "nonewlines",
            preserve_formatting: true,
            show_billed_characters: true,
            context: beginning(job.context, MAX_CONTEXT_CHARS),
            formality: &self.options.formality,
            model_type: &self.options.model,
            glossary_id: self.options.glossaries.get(&pair).map(String::as_str),
        }
    }

    fn headers(&self) -> [(&'static str, HeaderValue<'_>); 1] {
        [(
            "authorization",
            HeaderValue::Secret(self.authorization.reveal()),
        )]
    }

    /// A language that is translated into: of some it wants to know which kind.
    fn target(&self, lang: &Lang) -> String {
        if let Some(variant) = self.options.variants.get(lang) {
            return variant.clone();
        }
        match lang.as_str() {
            "en" => "EN-GB".to_owned(),
            "pt" => "PT-PT".to_owned(),
            "zh" => "ZH-HANS".to_owned(),
            other => source(other),
        }
    }

    async fn ask_usage(&self) -> Option<Used> {
        let answered = self
            .wire
            .get("/v2/usage", &self.headers())
            .await
            .ok()?
            .ok()?;
        decode(&answered).ok()
    }

    /// The quota is used up: until when, it says elsewhere.
    async fn used_up(&self, no: No) -> EngineError {
        let end = self.ask_usage().await.and_then(|used| used.end_time);
        let end = end.and_then(|end| end.parse::<Timestamp>().ok());
        let left = end.map(|end| end.duration_since(self.wire.service.now()));
        EngineError::QuotaExceeded {
            renewed_in: left.and_then(|left| Duration::try_from(left).ok()),
            said: no.said,
        }
    }
}

impl Engine for DeepL {
    fn profile(&self) -> &Profile {
        &self.profile
    }

    fn translate<'a>(&'a self, job: &'a Job<'a>) -> Soon<'a, Result<Reply, EngineError>> {
        Box::pin(self.ask(job))
    }

    fn usage(&self) -> Soon<'_, Option<Usage>> {
        Box::pin(async {
            let used = self.ask_usage().await?;
            Some(Usage {
                used_chars: used.character_count,
                limit_chars: used.character_limit,
            })
        })
    }
}

/// A language that is translated from.
fn source(lang: &str) -> String {
    match lang {
        "no" | "nn" => "NB".to_owned(),
        _ => lang.to_ascii_uppercase(),
    }
}

/// The first characters of a text.
fn beginning(text: &str, max_chars: usize) -> &str {
    let end = text.char_indices().nth(max_chars);
    end.map_or(text, |(end, _)| &text[..end])
}

/// What a no means.
fn failure(no: No, job: &Job<'_>) -> EngineError {
    let is_pair = ["source_lang", "target_lang"]
        .iter()
        .any(|name| no.said.contains(name));
    match no.status {
        400 if is_pair && no.said.contains("not supported") => EngineError::Unsupported {
            from: job.from.clone(),
            to: job.to.clone(),
        },
        _ => no.usual(),
    }
}

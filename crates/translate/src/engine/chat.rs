//! Any server with `OpenAI`'s chat completions: Ollama, llama.cpp, vLLM, and those that are paid.
//!
//! Texts go out as numbered segments in JSON (`prompt`) and must come back under the same numbers
//! (`answer`). What a server cannot do (forms of answers, names of parameters) it says with 400;
//! then it is asked in another manner (`manner`).

mod answer;
mod manner;
mod names;
mod prompt;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use depesche_fetch::Service;
use depesche_fetch::service::Value as HeaderValue;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::wire::{No, Wire, counted, decode, nonsense};
use super::{Engine, EngineError, Job, Key, Profile, Reply, Soon};
use answer::translations;
use manner::Manner;
use prompt::{Message, messages};

pub use prompt::{SYSTEM, TEMPLATE};

/// How many tokens an answer has beside a token for each character: numbers, quotes, brackets.
const TOKENS_PER_UNIT: usize = 16;

/// A model that chats.
#[derive(Clone, Debug)]
pub struct Chat {
    wire: Wire,
    profile: Profile,
    options: Options,
    bearer: Option<Key>,
    /// How the server wants to be asked, as far as it was learned.
    known: Arc<Mutex<Known>>,
}

/// What an operator says of it.
#[derive(Clone, Debug)]
pub struct Options {
    /// What it is called.
    pub name: String,
    /// The model, as the server names it.
    pub model: String,
    /// Its key, where it wants one.
    pub key: Option<Key>,
    /// What the model is told to do, for which `{from}` and `{to}` are filled in; empty for models that
    /// know no such message.
    pub system: String,
    /// What it is given: `{request}` is all of it as JSON; `{segments}`, `{terms}` and `{about}` are
    /// its parts, each as JSON too; `{from}` and `{to}` are languages in English, `{from_code}` and
    /// `{to_code}` their tags.
    pub template: String,
    /// How freely it chooses its words: 0 for not at all.
    pub temperature: f64,
    /// How many tokens it may use beside its answer, to think.
    pub extra_tokens: usize,
    /// How many units it is given at once.
    pub max_units: usize,
    /// How many characters, all units together.
    pub max_chars: usize,
    /// Whether what it is given leaves the house.
    pub is_external: bool,
    /// How long a batch may take.
    pub timeout: Duration,
}

impl Options {
    /// What is usual.
    pub fn new(model: &str) -> Self {
        Self {
            name: "chat".to_owned(),
            model: model.to_owned(),
            key: None,
            system: SYSTEM.to_owned(),
            template: TEMPLATE.to_owned(),
            temperature: 0.0,
            extra_tokens: 512,
            max_units: 16,
            max_chars: 3_000,
            is_external: true,
            timeout: Duration::from_mins(3),
        }
    }
}

/// What was learned of a server.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    manner: Manner,
    /// Whether it has answered to it.
    is_proven: bool,
}

#[derive(Serialize)]
struct Asked<'a> {
    model: &'a str,
    messages: &'a [Message],
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_tokens: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_completion_tokens: Option<usize>,
    stream: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_format: Option<manner::Form>,
}

#[derive(Deserialize)]
struct Answered {
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    message: Said,
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Said {
    content: Option<String>,
}

impl Chat {
    /// A model behind a service, whose URL ends where `/chat/completions` begins:
    /// `http://127.0.0.1:11434/v1`.
    pub fn new(service: Service, options: Options) -> Self {
        Self {
            profile: Profile {
                name: options.name.clone(),
                model: options.model.clone(),
                max_units: options.max_units,
                max_chars: options.max_chars,
                is_external: options.is_external,
                is_per_sentence: false,
            },
            wire: Wire {
                service,
                key: options.key.clone(),
                timeout: options.timeout,
                max_bytes: 1 << 20,
            },
            bearer: options.key.as_ref().map(|key| key.after("Bearer ")),
            known: Arc::default(),
            options,
        }
    }

    async fn ask(&self, job: &Job<'_>) -> Result<Reply, EngineError> {
        let messages = messages(job, &self.options.system, &self.options.template);
        let Known {
            mut manner,
            is_proven,
        } = *self.known();
        // In the manner that it is known to take; else in one after the other, each once.
        let body = loop {
            let no = match self.ask_in(manner, job, &messages).await? {
                Ok(body) => break body,
                Err(no) => no,
            };
            match manner.after(&no, is_proven).filter(|_| !is_too_large(&no)) {
                Some(next) => manner = next,
                None => return Err(failure(no)),
            }
        };
        *self.known() = Known {
            manner,
            is_proven: true,
        };
        let units = translations(&content(&body)?, job.units.len())?;
        counted(job.units.len(), units, None)
    }

    async fn ask_in(
        &self,
        manner: Manner,
        job: &Job<'_>,
        messages: &[Message],
    ) -> Result<Result<Vec<u8>, No>, EngineError> {
        let chars: usize = job
            .units
            .iter()
            .map(|unit| unit.plain().chars().count())
            .sum();
        let tokens = chars + TOKENS_PER_UNIT * job.units.len() + self.options.extra_tokens;
        let asked = Asked {
            model: &self.options.model,
            messages,
            temperature: manner.has_temperature.then_some(self.options.temperature),
            max_tokens: manner.has_old_limit.then_some(tokens),
            max_completion_tokens: (!manner.has_old_limit).then_some(tokens),
            stream: false,
            response_format: manner.form(job.units.len()),
        };
        let headers: Vec<_> = self.bearer.iter().map(bearer).collect();
        self.wire.post("/chat/completions", &headers, &asked).await
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine for Chat {
    fn profile(&self) -> &Profile {
        &self.profile
    }

    fn translate<'a>(&'a self, job: &'a Job<'a>) -> Soon<'a, Result<Reply, EngineError>> {
        Box::pin(self.ask(job))
    }
}

fn bearer(key: &Key) -> (&'static str, HeaderValue<'_>) {
    ("authorization", HeaderValue::Secret(key.reveal()))
}

/// What the model said, where it said it to the end.
fn content(body: &[u8]) -> Result<String, EngineError> {
    let Answered { choices } = decode(body)?;
    let choice = choices.into_iter().next();
    let choice = choice.ok_or_else(|| nonsense("no choice at all"))?;
    match choice.finish_reason.as_deref() {
        Some("stop") => {}
        // It had no room left: half of it will do.
        Some("length") => return Err(EngineError::TooLarge),
        Some("content_filter") => {
            let said = "its filter let nothing through".to_owned();
            return Err(EngineError::Refused { said });
        }
        _ => return Err(nonsense("an answer that did not come to its end")),
    }
    choice.message.content.ok_or_else(|| nonsense("no text"))
}

/// Servers know many ways to say that a request does not fit into what a model reads at once.
fn is_too_large(no: &No) -> bool {
    let said = no.said.to_ascii_lowercase();
    let words = [
        "context length",
        "context size",
        "context window",
        "too long",
        "too large",
    ];
    let is_said =
        code_of(no) == "context_length_exceeded" || words.iter().any(|words| said.contains(words));
    matches!(no.status, 400 | 413 | 422 | 500) && is_said
}

/// What a no means.
fn failure(no: No) -> EngineError {
    if is_too_large(&no) {
        return EngineError::TooLarge;
    }
    match no.status {
        // Two meanings of one status: too fast, and nothing left.
        429 if code_of(&no) == "insufficient_quota" => EngineError::QuotaExceeded {
            renewed_in: None,
            said: no.said,
        },
        _ => no.usual(),
    }
}

/// The code of a no, or its type, which some use for it.
fn code_of(no: &No) -> &str {
    let word = |place| no.body.pointer(place).and_then(Value::as_str);
    let code = word("/error/code").or_else(|| word("/error/type"));
    code.unwrap_or_default()
}

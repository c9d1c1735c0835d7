//! Translation engines on loopback: each follows its provider's documentation, and does what a test
//! tells it.
//!
//! What it "translates" is a plain function of a text, so that a test sees the way of each: by
//! default it shouts, and leaves marks as they are. It counts the characters it took and keeps the
//! requests. A test may put answers before it (rate limits, ten megabytes, broken JSON), or bend
//! what it would have said (short, reordered, another's text).

pub mod azure;
pub mod chat;
pub mod deepl;
pub mod google;
pub mod libretranslate;
mod shout;

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex};

use crate::request::Log;
use crate::{Answer, Request, locked};

pub use shout::shout;

/// The key that every mock wants.
pub const KEY: &str = "open-sesame";

/// The languages that a mock knows, in small letters.
const LANGUAGES: [&str; 12] = [
    "de", "en", "es", "fr", "it", "ja", "nb", "nl", "pl", "pt", "ru", "zh",
];

/// Whose documentation a mock follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `LibreTranslate`, with keys required.
    LibreTranslate,
    /// `DeepL`, version 2.
    DeepL,
    /// Any server with `OpenAI`'s chat completions.
    Chat,
    /// Google Cloud Translation, version 2.
    Google,
    /// Azure Translator, version 3.
    Azure,
}

/// An engine. A cheap handle: clones are the same engine.
#[derive(Clone, Debug)]
pub struct Mock {
    kind: Kind,
    home: String,
    log: Log,
    state: Arc<Mutex<State>>,
}

/// What a request asks for, once it was found to be in order.
pub(crate) struct Wanted {
    pub(crate) texts: Vec<String>,
    /// Whether the provider's charges are asked for, or a detected language: what else is said.
    pub(crate) says_more: bool,
}

/// What decides whether a request is in order.
pub(crate) struct State {
    /// At most so many texts, where that is for the operator to say.
    pub(crate) max_texts: Option<usize>,
    /// At most so many characters, likewise.
    pub(crate) max_chars: Option<usize>,
    /// Which `response_format`s a chat server knows.
    pub(crate) formats: Vec<String>,
    /// Characters bought.
    pub(crate) quota: Option<u64>,
    /// Characters translated.
    pub(crate) used: u64,
    script: VecDeque<Turn>,
    always: Option<Turn>,
    translation: Translation,
}

type Translation = Arc<dyn Fn(&str) -> String + Send + Sync>;
type Bend = Arc<dyn Fn(Vec<String>) -> Vec<String> + Send + Sync>;

/// What happens with one request.
#[derive(Clone)]
enum Turn {
    Says(Box<Answer>),
    Bends(Bend),
}

/// What a test tells it.
impl Mock {
    pub(crate) fn new(kind: Kind, home: &str) -> Self {
        let state = State {
            max_texts: None,
            max_chars: None,
            formats: vec!["json_schema".to_owned(), "json_object".to_owned()],
            quota: None,
            used: 0,
            script: VecDeque::new(),
            always: None,
            translation: Arc::new(shout),
        };
        Self {
            kind,
            home: home.to_owned(),
            log: Log::default(),
            state: Arc::new(Mutex::new(state)),
        }
    }

    /// The URL that an operator would configure.
    pub fn base(&self) -> String {
        match self.kind {
            Kind::Chat => format!("{}/v1", self.home),
            _ => self.home.clone(),
        }
    }

    /// Translates so from now on.
    pub fn translates(&self, with: impl Fn(&str) -> String + Send + Sync + 'static) -> &Self {
        locked(&self.state).translation = Arc::new(with);
        self
    }

    /// Answers the next request that has no answer yet with this, whatever it is.
    pub fn answers_with(&self, answer: Answer) -> &Self {
        self.then(Turn::Says(Box::new(answer)))
    }

    /// Answers every request with this, once the answers for single ones are used up.
    pub fn always_answers_with(&self, answer: Answer) -> &Self {
        locked(&self.state).always = Some(Turn::Says(Box::new(answer)));
        self
    }

    /// Translates the next request, and then does this with the list of translations.
    pub fn bends(
        &self,
        bend: impl Fn(Vec<String>) -> Vec<String> + Send + Sync + 'static,
    ) -> &Self {
        self.then(Turn::Bends(Arc::new(bend)))
    }

    /// Translates again as it should.
    pub fn recovers(&self) -> &Self {
        let mut state = locked(&self.state);
        state.always = None;
        state.script.clear();
        drop(state);
        self
    }

    /// Has sold so many characters; after them its quota is used up.
    pub fn has_sold(&self, chars: u64) -> &Self {
        locked(&self.state).quota = Some(chars);
        self
    }

    /// Takes at most so many texts and characters in one request, where its operator may say so.
    pub fn takes(&self, texts: usize, chars: usize) -> &Self {
        let mut state = locked(&self.state);
        state.max_texts = Some(texts);
        state.max_chars = Some(chars);
        drop(state);
        self
    }

    /// Knows these forms of answers: `json_schema`, `json_object`. For chat servers.
    pub fn knows_formats(&self, formats: &[&str]) -> &Self {
        let formats = formats.iter().map(|format| (*format).to_owned());
        locked(&self.state).formats = formats.collect();
        self
    }

    /// What has been asked of it, oldest first.
    pub fn requests(&self) -> Vec<Request> {
        self.log.all()
    }

    /// How many characters it has translated.
    pub fn chars(&self) -> u64 {
        locked(&self.state).used
    }

    fn then(&self, turn: Turn) -> &Self {
        locked(&self.state).script.push_back(turn);
        self
    }
}

/// How it answers.
impl Mock {
    pub(crate) fn answer(&self, request: &Request) -> Answer {
        self.log.push(request.clone());
        let mut state = locked(&self.state);
        let turn = state.script.pop_front().or_else(|| state.always.clone());
        let bend = match turn {
            Some(Turn::Says(answer)) => return *answer,
            Some(Turn::Bends(bend)) => Some(bend),
            None => None,
        };
        let wanted = match self.read(request, &state) {
            Ok(wanted) => wanted,
            Err(answer) => return *answer,
        };
        let chars: usize = wanted.texts.iter().map(|text| shout::weight(text)).sum();
        if state
            .quota
            .is_some_and(|quota| state.used + chars as u64 > quota)
        {
            return self.used_up();
        }
        state.used += chars as u64;
        let translate = Arc::clone(&state.translation);
        drop(state);
        let translated = wanted.texts.iter().map(|text| translate(text)).collect();
        let translated =
            bend.map_or_else(|| Vec::clone(&translated), |bend| bend(translated.clone()));
        self.write(&wanted, &translated)
    }

    fn read(&self, request: &Request, state: &State) -> Result<Wanted, Box<Answer>> {
        match self.kind {
            Kind::LibreTranslate => libretranslate::read(request, state),
            Kind::DeepL => deepl::read(request, state),
            Kind::Chat => chat::read(request, state),
            Kind::Google => google::read(request),
            Kind::Azure => azure::read(request),
        }
    }

    fn write(&self, wanted: &Wanted, texts: &[String]) -> Answer {
        match self.kind {
            Kind::LibreTranslate => libretranslate::write(texts),
            Kind::DeepL => deepl::write(wanted, texts),
            Kind::Chat => chat::write(texts),
            Kind::Google => google::write(texts),
            Kind::Azure => azure::write(texts),
        }
    }

    fn used_up(&self) -> Answer {
        match self.kind {
            Kind::LibreTranslate => libretranslate::error(429, "Slowdown: 1 per 1 day"),
            Kind::DeepL => deepl::error(456, deepl::USED_UP),
            Kind::Chat => chat::error(
                429,
                "insufficient_quota",
                "You exceeded your current quota.",
            ),
            Kind::Google => google::error(403, "dailyLimitExceeded", "Daily Limit Exceeded"),
            Kind::Azure => azure::error(403_001, "The subscription has exceeded its free quota."),
        }
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("State")
            .field("used", &self.used)
            .finish_non_exhaustive()
    }
}

/// What it says where a request is not in order, or asks for something else.
fn no<T>(answer: Answer) -> Result<T, Box<Answer>> {
    Err(Box::new(answer))
}

/// A JSON document as an answer.
fn json(status: u16, value: &serde_json::Value) -> Answer {
    let answer = Answer::bytes("application/json", value.to_string());
    answer.without_validators().with_status(status)
}

/// A request's JSON, where it says that it is some.
fn json_of(request: &Request) -> Option<serde_json::Value> {
    let kind = request.header("content-type")?;
    let is_json = kind.split(';').next() == Some("application/json");
    serde_json::from_slice(&request.body)
        .ok()
        .filter(|_| is_json)
}

/// The texts of a list, where it is one of texts alone.
fn texts_of(list: &serde_json::Value) -> Option<Vec<String>> {
    let texts = list.as_array()?.iter();
    texts.map(|text| text.as_str().map(str::to_owned)).collect()
}

/// How many characters a request has, all texts together.
fn chars_of(texts: &[String]) -> usize {
    texts.iter().map(|text| text.chars().count()).sum()
}

//! The engines behind one trait: the one trait of the house with many real implementations.
//!
//! Each has a file that follows its provider's documentation; `wire` has what they share.

pub mod azure;
pub mod deepl;
pub mod google;
pub mod libretranslate;

mod key;
mod wire;

use std::pin::Pin;
use std::time::Duration;

use depesche_model::{Lang, Term};

use crate::marked::Marked;

pub use key::Key;

/// What an engine's method gives: a future that may travel between threads.
pub type Soon<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Translates units of text. Nothing it answers is believed.
pub trait Engine: Send + Sync {
    /// What it is, and what it can take.
    fn profile(&self) -> &Profile;

    /// Translates a batch that is within its limits, in one request.
    ///
    /// # Errors
    /// When nothing of the batch came back; see [`EngineError`] for what to do then.
    fn translate<'a>(&'a self, job: &'a Job<'a>) -> Soon<'a, Result<Reply, EngineError>>;

    /// What its provider says was used of what was bought, where it can be asked.
    fn usage(&self) -> Soon<'_, Option<Usage>> {
        Box::pin(std::future::ready(None))
    }
}

/// What an engine is, and what it can take in one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Its name in configuration, ledger and receipt: `deepl`.
    pub name: String,
    /// The model, as its provider names it; may be empty. Another model is another memory.
    pub model: String,
    /// At most so many units in one request.
    pub max_units: usize,
    /// At most so many characters in one request, all units together.
    pub max_chars: usize,
    /// Whether texts leave the house: private sources are never given to such an engine.
    pub is_external: bool,
    /// Whether it translates sentence by sentence, so that context is lost on it.
    pub is_per_sentence: bool,
}

/// A batch of units in one language pair.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// The language of the units.
    pub from: &'a Lang,
    /// The language wanted.
    pub to: &'a Lang,
    /// The units, at least one; each is translated for itself.
    pub units: &'a [&'a Marked],
    /// What they are about (a headline), for engines that can use it; may be empty.
    pub context: &'a str,
    /// The house's terms that occur in the units.
    pub terms: &'a [Term],
}

/// What an engine made of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// One for each unit, in their order; `None` where the engine gave none or one that cannot be
    /// read. Never longer or shorter than the batch: an engine whose answers cannot be told apart
    /// has failed.
    pub units: Vec<Option<Marked>>,
    /// How many characters the provider charges, where it says so.
    pub billed_chars: Option<u64>,
}

/// How much was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Characters used in this period.
    pub used_chars: u64,
    /// Characters bought for it.
    pub limit_chars: u64,
}

/// Why a batch came to nothing, by what the caller can do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EngineError {
    /// Too many requests: wait, then go on.
    #[error("it asks to be left alone for a while")]
    RateLimited {
        /// For how long, where it says so.
        retry_after: Option<Duration>,
    },
    /// What was bought is used up: no request before it is renewed.
    #[error("its quota is used up: {said}")]
    QuotaExceeded {
        /// When it is renewed, from now, where that is known.
        renewed_in: Option<Duration>,
        /// What it said.
        said: String,
    },
    /// The key is wrong, or may not do this: the operator has to act.
    #[error("it refuses the key: {said}")]
    Unauthorized {
        /// What it said.
        said: String,
    },
    /// The request is too large: ask for half of it.
    #[error("the request is too large for it")]
    TooLarge,
    /// Something in the batch is not to its liking (400): ask for half of it, and again, until it
    /// is clear what.
    #[error("it refuses the request: {said}")]
    Refused {
        /// What it said.
        said: String,
    },
    /// It does not know this pair of languages.
    #[error("it does not translate from {from} to {to}")]
    Unsupported {
        /// From.
        from: Lang,
        /// To.
        to: Lang,
    },
    /// It cannot just now (500, 503, no connection, time-out): try again later.
    #[error("it cannot translate just now: {said}")]
    Unavailable {
        /// What happened.
        said: String,
    },
    /// It answered with something that is no answer: another count, no JSON, cut off.
    #[error("it answered with something else: {said}")]
    Nonsense {
        /// What was wrong with it.
        said: String,
    },
}

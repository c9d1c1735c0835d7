//! Engines at rest: how long which failure keeps us from asking again.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use depesche_model::Lang;
use jiff::{SignedDuration, Timestamp};

use crate::engine::{Engine, EngineError};

/// The first wait after a failure, doubled with each further one in a row.
const FIRST: SignedDuration = SignedDuration::from_secs(2);

/// The longest wait after failures.
const LONGEST: SignedDuration = SignedDuration::from_mins(5);

/// How long an engine rests whose quota is used up and that does not say until when.
const UNSAID_QUOTA: SignedDuration = SignedDuration::from_hours(1);

/// How long an engine rests that refuses our key: the operator has to act.
const REFUSED_KEY: SignedDuration = SignedDuration::from_mins(15);

/// The smallest part of a full batch, in halvings; and how much of one an answer wins back.
const MOST_HALVINGS: f32 = 8.0;
const WON_BACK: f32 = 0.1;

/// No provider is believed that asks for more.
const MOST: SignedDuration = SignedDuration::from_hours(31 * 24);

/// An engine that is not asked for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rest {
    /// Its name.
    pub engine: String,
    /// Until when.
    pub until: Timestamp,
    /// Why, in words.
    pub reason: String,
    /// How often it failed in a row.
    pub failures: u32,
}

/// What is known of each engine's troubles, by its place.
pub(super) struct Rests(Mutex<Vec<State>>);

#[derive(Clone, Default)]
struct State {
    rest: Option<Rest>,
    failures: u32,
    foreign: HashSet<(Lang, Lang)>,
    /// How often its batches are halved: an engine that is slow is given less at a time, else each
    /// of its answers would come too late.
    halvings: f32,
}

impl Rests {
    pub(super) fn new(engines: usize) -> Self {
        Self(Mutex::new(vec![State::default(); engines]))
    }

    /// Until when an engine rests; `None` where it may be asked.
    pub(super) fn until(&self, place: usize, now: Timestamp) -> Option<Timestamp> {
        self.with(place, |state| {
            let rest = state.rest.as_ref().filter(|rest| rest.until > now)?;
            Some(rest.until)
        })
    }

    /// It has answered: whatever was, is over.
    pub(super) fn wake(&self, place: usize) {
        self.with(place, |state| {
            state.rest = None;
            state.failures = 0;
            state.halvings = (state.halvings - WON_BACK).max(0.0);
        });
    }

    /// What was too much for it is not given to it again at once.
    pub(super) fn give_less(&self, place: usize) {
        self.with(place, |state| {
            state.halvings = (state.halvings + 1.0).min(MOST_HALVINGS);
        });
    }

    /// How much of a full batch it is given.
    pub(super) fn share(&self, place: usize) -> f32 {
        self.with(place, |state| (-state.halvings).exp2())
    }

    pub(super) fn set(&self, place: usize, rest: Rest) {
        self.with(place, |state| {
            state.failures = rest.failures;
            state.rest = Some(rest);
        });
    }

    /// Whether it said that it does not know a pair of languages.
    pub(super) fn is_foreign(&self, place: usize, from: &Lang, to: &Lang) -> bool {
        let pair = (from.clone(), to.clone());
        self.with(place, |state| state.foreign.contains(&pair))
    }

    pub(super) fn note_foreign(&self, place: usize, from: &Lang, to: &Lang) {
        let pair = (from.clone(), to.clone());
        self.with(place, |state| state.foreign.insert(pair));
    }

    /// Lets an engine rest after a failure. Where another worker has sent it to rest meanwhile, the
    /// longer rest counts.
    pub(super) fn after(
        &self,
        place: usize,
        engine: &str,
        error: &EngineError,
        now: Timestamp,
    ) -> Rest {
        self.with(place, |state| {
            state.failures += 1;
            let until = now + wait(error, state.failures, now);
            let until = state
                .rest
                .as_ref()
                .map_or(until, |rest| rest.until.max(until));
            let rest = Rest {
                engine: engine.to_owned(),
                until,
                reason: error.to_string(),
                failures: state.failures,
            };
            state.rest = Some(rest.clone());
            rest
        })
    }

    pub(super) fn now(&self, engines: &[Arc<dyn Engine>], now: Timestamp) -> Vec<Rest> {
        let rest = |place| {
            let rest = self.with(place, |state| state.rest.clone());
            rest.filter(|rest| rest.until > now)
        };
        (0..engines.len()).filter_map(rest).collect()
    }

    fn with<T>(&self, place: usize, act: impl FnOnce(&mut State) -> T) -> T {
        // Who panicked with the lock in hand left a whole state.
        let mut states = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        act(&mut states[place])
    }
}

/// How long to wait: what it says, or twice as long with each failure in a row.
fn wait(error: &EngineError, failures: u32, now: Timestamp) -> SignedDuration {
    use EngineError::{QuotaExceeded, RateLimited, Unauthorized};
    match error {
        RateLimited {
            retry_after: Some(asked),
        } => bounded(*asked).max(FIRST),
        QuotaExceeded { renewed_in, .. } => renewed_in.map_or(UNSAID_QUOTA, bounded),
        Unauthorized { .. } => REFUSED_KEY,
        _ => {
            let most = FIRST * 2_i32.pow(failures.clamp(1, 9) - 1);
            let most = most.min(LONGEST);
            // Nodes that failed together come back one by one.
            let jitter = i32::try_from(now.subsec_millisecond().unsigned_abs() % 500).unwrap_or(0);
            most / 2 + most * jitter / 1_000
        }
    }
}

fn bounded(asked: Duration) -> SignedDuration {
    SignedDuration::try_from(asked).unwrap_or(MOST).min(MOST)
}

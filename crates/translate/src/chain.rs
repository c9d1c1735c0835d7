//! Which engine translates what, in which batches, and what happens where one cannot.
//!
//! Engines stand in the operator's order. A unit goes to the first that is awake and has budget
//! left; whose answer is refused, or who cannot, hands it on to the next. What was refused once is
//! told to the caller, who remembers it: no answer is paid twice, not even a bad one.

mod batch;
mod rests;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use depesche_fetch::Clock;
use depesche_model::{Lang, Term};
use jiff::Timestamp;

use crate::engine::{Engine, EngineError, Job, Profile, Reply, Soon};
use crate::fault::Fault;
use crate::marked::Marked;
use batch::Batches;
pub use rests::Rest;
use rests::Rests;

/// After so many units in a row that are refused one by one, it is not the units.
const POISON_IN_A_ROW: u32 = 5;

/// The engines in the operator's order. Many may ask at once.
pub struct Chain {
    engines: Vec<Arc<dyn Engine>>,
    rests: Rests,
    clock: Clock,
}

/// Keeps the engines' budgets. Real ones are in the database, which this room does not know.
pub trait Ledger: Send + Sync {
    /// Takes so many characters from an engine's budget before they are sent; `false` where so
    /// many are not left.
    fn reserve<'a>(&'a self, spending: Spending<'a>) -> Soon<'a, bool>;

    /// Says what became of a reservation.
    fn settle<'a>(&'a self, spending: Spending<'a>, spent: Spent) -> Soon<'a, ()>;

    /// Notes that an engine rests for longer than a moment, so that it does over a restart, too.
    fn note_rest<'a>(&'a self, rest: &'a Rest) -> Soon<'a, ()>;
}

/// What a request is going to cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spending<'a> {
    /// The engine's name.
    pub engine: &'a str,
    /// How many characters are sent.
    pub chars: u64,
    /// What they are for.
    pub urgency: Urgency,
    /// When.
    pub at: Timestamp,
}

/// What a request has cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spent {
    /// How many characters are charged.
    pub billed_chars: u64,
    /// How many units came back and may be shown.
    pub units: u32,
    /// Whether the request failed.
    pub is_failure: bool,
}

/// What a translation is for: texts leave a part of the budget to headlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// Headlines and beginnings: as long as there is budget at all.
    Headline,
    /// Texts: up to the soft limit.
    Text,
}

/// Units to be translated.
pub struct Order<'a> {
    /// Their language.
    pub from: &'a Lang,
    /// The language wanted.
    pub to: &'a Lang,
    /// The units.
    pub units: &'a [Wanted<'a>],
    /// What all of them are about; empty where they are of several articles.
    pub context: &'a str,
    /// The house's terms that occur in them.
    pub terms: &'a [Term],
    /// What they are for.
    pub urgency: Urgency,
    /// Says whether an answer may stand for a unit (by its place in `units`), and mends it.
    pub judge: &'a (dyn Fn(usize, &Marked) -> Result<Marked, Fault> + Sync),
}

/// A unit to be translated.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The unit.
    pub text: &'a Marked,
    /// Whether it may be given to engines outside of the house.
    pub may_leave: bool,
    /// The engines (by their places, as bits) whose answers were refused before.
    pub refused_by: u64,
}

/// What became of a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The translation, and the place of the engine that made it.
    pub done: Option<(usize, Marked)>,
    /// Whose answers were refused now, and why: they are paid, and not to be asked again.
    pub refused: Vec<(usize, Fault)>,
    /// When it is worth to ask again, where an engine could not be asked; `None` where all have
    /// answered, or none may be asked at all.
    pub again_at: Option<Timestamp>,
}

impl Chain {
    /// Puts engines in order; at most 64.
    pub fn new(engines: Vec<Arc<dyn Engine>>, clock: Clock) -> Self {
        Self {
            rests: Rests::new(engines.len()),
            engines,
            clock,
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.engines.is_empty()
    }

    /// The engines' profiles, in order.
    pub fn profiles(&self) -> impl Iterator<Item = &Profile> {
        self.engines.iter().map(|engine| engine.profile())
    }

    /// The engines themselves, in order: to ask one alone.
    pub fn engines(&self) -> &[Arc<dyn Engine>] {
        &self.engines
    }

    /// Whether one of them is in the house: private texts may be given to it.
    pub fn has_internal(&self) -> bool {
        self.profiles().any(|profile| !profile.is_external)
    }

    /// Lets an engine rest that rested before a restart.
    pub fn let_rest(&self, rest: &Rest) {
        let place = self
            .profiles()
            .position(|profile| profile.name == rest.engine);
        if let Some(place) = place {
            self.rests.set(place, rest.clone());
        }
    }

    /// Who rests now, until when and why.
    pub fn resting(&self) -> Vec<Rest> {
        self.rests.now(&self.engines, (self.clock)())
    }

    /// Translates: one outcome for each unit, in their order. Never waits for an engine that rests.
    pub async fn translate(&self, order: &Order<'_>, ledger: &dyn Ledger) -> Vec<Outcome> {
        let mut outcomes = vec![Outcome::default(); order.units.len()];
        for place in 0..self.engines.len() {
            let waiting = waiting(order, &outcomes, place, self.engines[place].profile());
            if waiting.is_empty() || self.rests.is_foreign(place, order.from, order.to) {
                continue;
            }
            let mut turn = Turn {
                chain: self,
                order,
                ledger,
                place,
                poison: 0,
                outcomes: &mut outcomes,
            };
            turn.take(waiting).await;
        }
        outcomes
    }
}

/// Which units wait for an engine: not done, not refused from it before, and allowed to go there.
fn waiting(order: &Order<'_>, outcomes: &[Outcome], place: usize, profile: &Profile) -> Vec<usize> {
    let is_waiting = |index: &usize| {
        let wanted = &order.units[*index];
        let was_refused = wanted.refused_by >> place & 1 == 1;
        outcomes[*index].done.is_none()
            && !was_refused
            && (wanted.may_leave || !profile.is_external)
            && wanted.text.chars() <= profile.max_chars as u64
    };
    (0..order.units.len()).filter(is_waiting).collect()
}

/// One engine's turn.
struct Turn<'t, 'a> {
    chain: &'t Chain,
    order: &'t Order<'a>,
    ledger: &'t dyn Ledger,
    place: usize,
    /// How many single units it refused in a row.
    poison: u32,
    outcomes: &'t mut [Outcome],
}

impl Turn<'_, '_> {
    /// Gives it these units in batches. What it cannot do, or does badly, is left to the next.
    async fn take(&mut self, units: Vec<usize>) {
        let engine = Arc::clone(&self.chain.engines[self.place]);
        let chars = |index: &usize| self.order.units[*index].text.chars();
        let share = self.chain.rests.share(self.place);
        let mut batches = Batches::of(units, engine.profile(), share, chars);
        while let Some(batch) = batches.next() {
            let now = (self.chain.clock)();
            if let Some(until) = self.chain.rests.until(self.place, now) {
                self.put_off(&batch, until);
                continue;
            }
            match self.ask(&*engine, &batch, now).await {
                Ok(reply) => self.hear(&batch, reply),
                Err(Unasked) if batch.len() > 1 => batches.halve(batch),
                // Not one more unit: the rest need not be asked for.
                Err(Unasked) => {
                    self.put_off(&batch, tomorrow(now));
                    while let Some(batch) = batches.next() {
                        self.put_off(&batch, tomorrow(now));
                    }
                }
                Err(Failed(error)) if halves(&error) && batch.len() > 1 => {
                    if error == EngineError::TooLarge {
                        self.chain.rests.give_less(self.place);
                    }
                    batches.halve(batch);
                }
                Err(Failed(error)) => self.fail(&batch, &error, now).await,
            }
        }
    }

    async fn ask(
        &self,
        engine: &dyn Engine,
        batch: &[usize],
        at: Timestamp,
    ) -> Result<Reply, Trouble> {
        let units: Vec<_> = batch.iter().map(|at| self.order.units[*at].text).collect();
        let spending = Spending {
            engine: &engine.profile().name,
            chars: units.iter().map(|unit| unit.chars()).sum(),
            urgency: self.order.urgency,
            at,
        };
        if !self.ledger.reserve(spending).await {
            return Err(Unasked);
        }
        let job = Job {
            from: self.order.from,
            to: self.order.to,
            units: &units,
            context: self.order.context,
            terms: self.order.terms,
        };
        let replied = engine.translate(&job).await;
        let replied = replied.and_then(|reply| of_length(reply, batch.len()));
        let spent = spent(&replied, spending.chars);
        self.ledger.settle(spending, spent).await;
        replied.map_err(Failed)
    }

    /// Judges what it answered.
    fn hear(&mut self, batch: &[usize], reply: Reply) {
        self.chain.rests.wake(self.place);
        self.poison = 0;
        for (index, answer) in batch.iter().zip(reply.units) {
            let judged = answer.ok_or(Fault::Empty);
            match judged.and_then(|answer| (self.order.judge)(*index, &answer)) {
                Ok(text) => self.outcomes[*index].done = Some((self.place, text)),
                Err(fault) => self.outcomes[*index].refused.push((self.place, fault)),
            }
        }
    }

    /// Nothing came of a batch that cannot be halved.
    async fn fail(&mut self, batch: &[usize], error: &EngineError, now: Timestamp) {
        let name = &self.chain.engines[self.place].profile().name;
        if let EngineError::Unsupported { from, to } = error {
            tracing::warn!("the engine {name} does not translate from {from} to {to}");
            return self.chain.rests.note_foreign(self.place, from, to);
        }
        if halves(error) {
            self.poison += 1;
            if self.poison < POISON_IN_A_ROW {
                for index in batch {
                    let refused = &mut self.outcomes[*index].refused;
                    refused.push((self.place, Fault::Empty));
                }
                return;
            }
        }
        if matches!(error, EngineError::Unavailable { .. }) {
            self.chain.rests.give_less(self.place);
        }
        let rest = self.chain.rests.after(self.place, name, error, now);
        tracing::warn!("the engine {name} rests until {}: {error}", rest.until);
        self.ledger.note_rest(&rest).await;
        self.put_off(batch, rest.until);
    }

    fn put_off(&mut self, batch: &[usize], until: Timestamp) {
        for index in batch {
            let again_at = &mut self.outcomes[*index].again_at;
            *again_at = Some(again_at.map_or(until, |at| at.min(until)));
        }
    }
}

/// Why there is no reply.
enum Trouble {
    /// Its budget does not suffice.
    Unasked,
    /// It was asked in vain.
    Failed(EngineError),
}
use Trouble::{Failed, Unasked};

/// An engine whose answers cannot be told apart has answered nothing.
fn of_length(reply: Reply, length: usize) -> Result<Reply, EngineError> {
    if reply.units.len() == length {
        return Ok(reply);
    }
    let said = format!("{} units for {length}", reply.units.len());
    Err(EngineError::Nonsense { said })
}

/// What is charged: what the provider says; else all, and of a failure nothing, but where it
/// answered with nonsense: that was work.
fn spent(replied: &Result<Reply, EngineError>, chars: u64) -> Spent {
    let billed_chars = match replied {
        Ok(reply) => reply.billed_chars.unwrap_or(chars),
        Err(EngineError::Nonsense { .. }) => chars,
        Err(_) => 0,
    };
    let units = replied.as_ref().map_or(0, |reply| {
        let answered = reply.units.iter().flatten().count();
        u32::try_from(answered).unwrap_or(u32::MAX)
    });
    Spent {
        billed_chars,
        units,
        is_failure: replied.is_err(),
    }
}

/// Whether half of a batch may go well where the whole did not.
fn halves(error: &EngineError) -> bool {
    use EngineError::{Nonsense, Refused, TooLarge};
    matches!(error, TooLarge | Refused { .. } | Nonsense { .. })
}

/// When a day's budget begins anew.
fn tomorrow(now: Timestamp) -> Timestamp {
    const DAY: i64 = 86_400;
    let midnight = (now.as_second().div_euclid(DAY) + 1) * DAY;
    Timestamp::from_second(midnight).unwrap_or(now)
}

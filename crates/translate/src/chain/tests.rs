//! The chain with engines that do what a script says.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use depesche_model::Lang;
use jiff::{SignedDuration, Timestamp};

use super::{Chain, Ledger, Order, Outcome, Rest, Spending, Spent, Urgency, Wanted};
use crate::engine::{Engine, EngineError, Job, Profile, Reply, Soon};
use crate::fault::Fault;
use crate::marked::Marked;

/// What an engine does with a batch.
type Deed = fn(&Job<'_>) -> Result<Reply, EngineError>;

/// An engine that does these one after another, and the last of them for ever.
struct Scripted {
    profile: Profile,
    deeds: Mutex<VecDeque<Deed>>,
    batches: Mutex<Vec<usize>>,
}

impl Scripted {
    fn new(name: &str, deeds: &[Deed]) -> Arc<Self> {
        Arc::new(Self {
            profile: Profile {
                name: name.into(),
                model: String::new(),
                max_units: 4,
                max_chars: 100,
                is_external: name != "house",
                is_per_sentence: false,
            },
            deeds: Mutex::new(deeds.iter().copied().collect()),
            batches: Mutex::default(),
        })
    }

    fn batches(&self) -> Vec<usize> {
        self.batches.lock().expect("no panic").clone()
    }
}

impl Engine for Scripted {
    fn profile(&self) -> &Profile {
        &self.profile
    }

    fn translate<'a>(&'a self, job: &'a Job<'a>) -> Soon<'a, Result<Reply, EngineError>> {
        self.batches.lock().expect("no panic").push(job.units.len());
        let mut deeds = self.deeds.lock().expect("no panic");
        let deed = if deeds.len() > 1 {
            deeds.pop_front().expect("two")
        } else {
            deeds[0]
        };
        Box::pin(std::future::ready(deed(job)))
    }
}

/// Has so many characters left, and notes what is done with them.
#[derive(Default)]
struct Purse {
    left: Mutex<u64>,
    spent: Mutex<Vec<Spent>>,
    rests: Mutex<Vec<Rest>>,
}

impl Purse {
    fn of(chars: u64) -> Self {
        Self {
            left: Mutex::new(chars),
            ..Self::default()
        }
    }
}

impl Ledger for Purse {
    fn reserve<'a>(&'a self, spending: Spending<'a>) -> Soon<'a, bool> {
        let mut left = self.left.lock().expect("no panic");
        let is_enough = *left >= spending.chars;
        if is_enough {
            *left -= spending.chars;
        }
        Box::pin(std::future::ready(is_enough))
    }

    fn settle<'a>(&'a self, spending: Spending<'a>, spent: Spent) -> Soon<'a, ()> {
        *self.left.lock().expect("no panic") += spending.chars - spent.billed_chars;
        self.spent.lock().expect("no panic").push(spent);
        Box::pin(std::future::ready(()))
    }

    fn note_rest<'a>(&'a self, rest: &'a Rest) -> Soon<'a, ()> {
        self.rests.lock().expect("no panic").push(rest.clone());
        Box::pin(std::future::ready(()))
    }
}

#[expect(clippy::unnecessary_wraps, reason = "one deed among others that fail")]
fn loudly(job: &Job<'_>) -> Result<Reply, EngineError> {
    let units = job.units.iter();
    let units = units.map(|unit| Some(Marked::from(&*unit.plain().to_uppercase())));
    Ok(Reply {
        units: units.collect(),
        billed_chars: None,
    })
}

#[expect(clippy::unnecessary_wraps, reason = "one deed among others that fail")]
fn badly(job: &Job<'_>) -> Result<Reply, EngineError> {
    Ok(Reply {
        units: job.units.iter().map(|_| Some("bad".into())).collect(),
        billed_chars: None,
    })
}

fn falls_over(_: &Job<'_>) -> Result<Reply, EngineError> {
    Err(EngineError::Unavailable { said: "500".into() })
}

fn is_over(_: &Job<'_>) -> Result<Reply, EngineError> {
    let (renewed_in, said) = (Some(Duration::from_hours(5)), "456".into());
    Err(EngineError::QuotaExceeded { renewed_in, said })
}

fn is_busy(_: &Job<'_>) -> Result<Reply, EngineError> {
    let retry_after = Some(Duration::from_secs(30));
    Err(EngineError::RateLimited { retry_after })
}

/// Cannot bear the word "poison".
fn dies_of_poison(job: &Job<'_>) -> Result<Reply, EngineError> {
    if job
        .units
        .iter()
        .any(|unit| unit.plain().starts_with("poison"))
    {
        return Err(EngineError::Refused { said: "400".into() });
    }
    loudly(job)
}

fn cuts_off(job: &Job<'_>) -> Result<Reply, EngineError> {
    let mut reply = loudly(job)?;
    reply.units.truncate(1);
    Ok(reply)
}

fn is_foreign(job: &Job<'_>) -> Result<Reply, EngineError> {
    let (from, to) = (job.from.clone(), job.to.clone());
    Err(EngineError::Unsupported { from, to })
}

fn now() -> Timestamp {
    "2026-11-22T13:30:00Z".parse().expect("a time")
}

fn chain(engines: &[&Arc<Scripted>]) -> Chain {
    let engines = engines
        .iter()
        .map(|&engine| Arc::clone(engine) as Arc<dyn Engine>);
    Chain::new(engines.collect(), Arc::new(now))
}

async fn ask(
    chain: &Chain,
    purse: &Purse,
    texts: &[&str],
    change: fn(&mut Wanted<'_>),
) -> Vec<Outcome> {
    let texts: Vec<Marked> = texts.iter().map(|&text| text.into()).collect();
    let units: Vec<_> = texts
        .iter()
        .map(|text| {
            let mut wanted = Wanted {
                text,
                may_leave: true,
                refused_by: 0,
            };
            change(&mut wanted);
            wanted
        })
        .collect();
    let lang = |tag| Lang::parse(tag).expect("a tag");
    let judge = |_: usize, answer: &Marked| match &*answer.plain() {
        "bad" => Err(Fault::Untranslated),
        _ => Ok(answer.clone()),
    };
    let order = Order {
        from: &lang("en"),
        to: &lang("de"),
        units: &units,
        context: "",
        terms: &[],
        urgency: Urgency::Headline,
        judge: &judge,
    };
    chain.translate(&order, purse).await
}

fn by(outcomes: &[Outcome]) -> Vec<Option<usize>> {
    let done = outcomes.iter().map(|outcome| outcome.done.as_ref());
    done.map(|done| done.map(|(place, _)| *place)).collect()
}

#[tokio::test]
async fn batches_keep_to_the_engines_limits() {
    let engine = Scripted::new("a", &[loudly]);
    let long = "x".repeat(60);
    let texts = ["a", "b", "c", "d", "e", &long, &long];
    let outcomes = ask(&chain(&[&engine]), &Purse::of(1_000), &texts, |_| ()).await;
    assert_eq!(engine.batches(), [4, 2, 1]);
    assert_eq!(by(&outcomes), [Some(0); 7]);
    let done = outcomes[1].done.clone().expect("is done");
    assert_eq!(done.1.plain(), "B");
}

#[tokio::test]
async fn what_one_engine_cannot_do_the_next_one_does() {
    let check = async |deed: Deed, expected: usize| {
        let (first, second) = (Scripted::new("a", &[deed]), Scripted::new("b", &[loudly]));
        let chain = chain(&[&first, &second]);
        let outcomes = ask(&chain, &Purse::of(1_000), &["one", "two"], |_| ()).await;
        assert_eq!(by(&outcomes), [Some(expected); 2]);
    };
    for deed in [falls_over as Deed, is_over, is_foreign, badly] {
        check(deed, 1).await;
    }
    // One by one it can.
    check(cuts_off, 0).await;
}

#[tokio::test]
async fn an_engine_that_fails_rests_and_is_not_asked_meanwhile() {
    let engine = Scripted::new("a", &[falls_over, loudly]);
    let (chain, purse) = (chain(&[&engine]), Purse::of(1_000));
    let outcomes = ask(&chain, &purse, &["one"], |_| ()).await;
    let again_at = outcomes[0].again_at.expect("it is tried again");
    assert!(again_at > now() && again_at <= now() + SignedDuration::from_secs(2));
    let outcomes = ask(&chain, &purse, &["one"], |_| ()).await;
    assert_eq!(outcomes[0].again_at, Some(again_at));
    assert_eq!(engine.batches(), [1]);
    assert_eq!(
        *purse.left.lock().expect("no panic"),
        1_000,
        "a failure costs nothing"
    );
    assert_eq!(purse.rests.lock().expect("no panic").len(), 1);
}

#[tokio::test]
async fn it_is_left_alone_as_long_as_it_asks() {
    let check = async |deed: Deed, expected: SignedDuration| {
        let chain = chain(&[&Scripted::new("a", &[deed])]);
        ask(&chain, &Purse::of(1_000), &["one"], |_| ()).await;
        assert_eq!(chain.resting()[0].until, now() + expected);
    };
    check(is_busy, SignedDuration::from_secs(30)).await;
    check(is_over, SignedDuration::from_hours(5)).await;
}

#[tokio::test]
async fn a_unit_that_spoils_its_batch_is_found_by_halving() {
    let engine = Scripted::new("a", &[dies_of_poison]);
    let texts = ["one", "two", "poison", "four"];
    let outcomes = ask(&chain(&[&engine]), &Purse::of(1_000), &texts, |_| ()).await;
    assert_eq!(by(&outcomes), [Some(0), Some(0), None, Some(0)]);
    assert_eq!(engine.batches(), [4, 2, 2, 1, 1]);
    assert_eq!(outcomes[2].refused.len(), 1);
    assert_eq!(outcomes[2].again_at, None, "it would be refused again");
}

#[tokio::test]
async fn an_engine_that_refuses_everything_is_broken_and_no_unit_is_to_blame() {
    let engine = Scripted::new("a", &[dies_of_poison]);
    let (chain, purse) = (chain(&[&engine]), Purse::of(1_000));
    let texts: Vec<_> = (0..40).map(|number| format!("poison {number}")).collect();
    let texts: Vec<_> = texts.iter().map(String::as_str).collect();
    let outcomes = ask(&chain, &purse, &texts, |_| ()).await;
    assert!(engine.batches().len() < 15, "{:?}", engine.batches());
    let put_off = outcomes.iter().filter(|outcome| outcome.again_at.is_some());
    assert_eq!(put_off.count(), 40);
}

#[tokio::test]
async fn a_unit_that_is_refused_again_and_again_is_to_blame() {
    let chain = chain(&[&Scripted::new("a", &[dies_of_poison])]);
    for turn in 1..=3 {
        let outcomes = ask(&chain, &Purse::of(1_000), &["poison"], |_| ()).await;
        assert_eq!(outcomes[0].again_at.is_none(), turn == 3, "{turn}");
        assert_eq!(outcomes[0].refused.len(), usize::from(turn == 3), "{turn}");
    }
}

#[tokio::test]
async fn without_budget_nobody_is_asked() {
    let (first, second) = (Scripted::new("a", &[loudly]), Scripted::new("b", &[loudly]));
    let outcomes = ask(
        &chain(&[&first, &second]),
        &Purse::of(3),
        &["four", "five"],
        |_| (),
    )
    .await;
    assert_eq!(first.batches().len() + second.batches().len(), 0);
    assert_eq!(
        outcomes[1].again_at,
        Some("2026-11-23T00:00:00Z".parse().expect("a time"))
    );
}

#[tokio::test]
async fn what_was_refused_once_is_not_paid_again() {
    let (first, second) = (Scripted::new("a", &[loudly]), Scripted::new("b", &[badly]));
    let outcomes = ask(
        &chain(&[&first, &second]),
        &Purse::of(1_000),
        &["one"],
        |unit| {
            unit.refused_by = 0b01;
        },
    )
    .await;
    assert!(first.batches().is_empty());
    assert_eq!(outcomes[0].refused, [(1, Fault::Untranslated)]);
}

#[tokio::test]
async fn private_texts_stay_in_the_house() {
    let (outside, inside) = (
        Scripted::new("a", &[loudly]),
        Scripted::new("house", &[loudly]),
    );
    let chain = chain(&[&outside, &inside]);
    let outcomes = ask(&chain, &Purse::of(1_000), &["one"], |unit| {
        unit.may_leave = false;
    })
    .await;
    assert_eq!(by(&outcomes), [Some(1)]);
    assert!(outside.batches().is_empty() && chain.has_internal());
}

/// Takes so long for three units that nobody waits for the answer.
fn is_slow(job: &Job<'_>) -> Result<Reply, EngineError> {
    if job.units.len() > 2 {
        return falls_over(job);
    }
    loudly(job)
}

#[tokio::test]
async fn a_slow_engine_is_given_less_at_a_time() {
    let engine = Scripted::new("a", &[is_slow]);
    let time = Arc::new(Mutex::new(now()));
    let clock = Arc::clone(&time);
    let chain = Chain::new(
        vec![Arc::clone(&engine) as Arc<dyn Engine>],
        Arc::new(move || *clock.lock().expect("no panic")),
    );
    let purse = Purse::of(1_000);
    let texts = ["a", "b", "c", "d"];
    let outcomes = ask(&chain, &purse, &texts, |_| ()).await;
    assert_eq!(by(&outcomes), [None; 4]);
    *time.lock().expect("no panic") += SignedDuration::from_mins(5);
    let outcomes = ask(&chain, &purse, &texts, |_| ()).await;
    assert_eq!(by(&outcomes), [Some(0); 4]);
    assert_eq!(engine.batches(), [4, 2, 2]);
}

#[tokio::test]
async fn what_is_left_of_a_budget_is_used() {
    let engine = Scripted::new("a", &[loudly]);
    let outcomes = ask(
        &chain(&[&engine]),
        &Purse::of(8),
        &["four", "five", "six", "x"],
        |_| (),
    )
    .await;
    assert_eq!(by(&outcomes), [Some(0), Some(0), None, None]);
}

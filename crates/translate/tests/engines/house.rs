//! What all suites need: a mock, a door to it, a batch.

use std::sync::Arc;
use std::time::Duration;

use depesche_fetch::{Service, Settings};
use depesche_model::{Lang, Term};
use depesche_translate::engine::{Engine, EngineError, Job, Reply};
use depesche_translate::marked::Marked;
use depesche_translate::notation::{Notation, read, write};
use depesche_world::engines::{Kind, Mock};
use depesche_world::{Answer, World};
use jiff::Timestamp;

/// What the clock of every test says: 22 November 2026, 8:00 UTC.
pub(crate) const NOW: Timestamp = Timestamp::constant(1_795_334_400, 0);

/// How long an engine of a test waits: long enough for a busy machine, short enough for those that
/// answer never.
pub(crate) const PATIENCE: Duration = Duration::from_millis(700);

/// A mock, in a world that lives as long as the test.
pub(crate) async fn mock(kind: Kind) -> (World, Mock) {
    let world = World::start().await;
    let mock = world.engine(kind).await;
    (world, mock)
}

/// The door to it: no private network is allowed but the one address.
pub(crate) fn service(mock: &Mock) -> Service {
    let base = mock.base().parse().expect("a mock's URL");
    let settings = Settings {
        user_agent: "Depesche/1".to_owned(),
        ..Settings::default()
    };
    Service::new(&settings, &base, Arc::new(|| NOW)).expect("a whole URL")
}

pub(crate) fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a language")
}

/// Units as the memory writes them; an atom reads like nothing.
pub(crate) fn units(texts: &[&str]) -> Vec<Marked> {
    texts
        .iter()
        .map(|text| read(text, Notation::Brackets))
        .collect()
}

/// Translates texts from English into German.
pub(crate) async fn translate(engine: &impl Engine, texts: &[&str]) -> Result<Reply, EngineError> {
    translate_into("de", engine, &units(texts), &[]).await
}

pub(crate) async fn translate_into(
    to: &str,
    engine: &impl Engine,
    units: &[Marked],
    terms: &[Term],
) -> Result<Reply, EngineError> {
    let units: Vec<_> = units.iter().collect();
    let job = Job {
        from: &lang("en"),
        to: &lang(to),
        units: &units,
        context: "Harbour opens",
        terms,
    };
    engine.translate(&job).await
}

/// What came of texts, as the memory would write it.
pub(crate) async fn answers(engine: &impl Engine, texts: &[&str]) -> Vec<Option<String>> {
    let reply = translate(engine, texts).await.expect("an answer");
    let written = |unit: Marked| write(&unit, Notation::Brackets);
    let written = reply.units.into_iter().map(|unit| unit.map(written));
    written.collect()
}

/// Checks what came of texts, all of which were translated.
pub(crate) async fn check(engine: &impl Engine, texts: &[&str], expected: &[&str]) {
    let expected: Vec<_> = expected
        .iter()
        .map(|text| Some((*text).to_owned()))
        .collect();
    assert_eq!(answers(engine, texts).await, expected);
}

/// Checks what a table of answers is taken for.
pub(crate) async fn check_refusals(
    mock: &Mock,
    engine: &impl Engine,
    table: Vec<(Answer, EngineError)>,
) {
    for (answer, expected) in table {
        let shown = format!("{answer:?}");
        mock.recovers().always_answers_with(answer);
        let refused = translate(engine, &["One.", "Two."]).await;
        assert_eq!(refused, Err(expected), "{shown}");
    }
    mock.recovers();
}

/// The body of the last request, as it came.
pub(crate) fn last_body(mock: &Mock) -> String {
    let last = mock.requests().pop().expect("it was asked");
    String::from_utf8(last.body.to_vec()).expect("JSON is UTF-8")
}

pub(crate) fn rate_limited(seconds: Option<u64>) -> EngineError {
    EngineError::RateLimited {
        retry_after: seconds.map(Duration::from_secs),
    }
}

pub(crate) fn unauthorized(said: &str) -> EngineError {
    let said = said.to_owned();
    EngineError::Unauthorized { said }
}

pub(crate) fn refused(said: &str) -> EngineError {
    let said = said.to_owned();
    EngineError::Refused { said }
}

pub(crate) fn unavailable(said: &str) -> EngineError {
    let said = said.to_owned();
    EngineError::Unavailable { said }
}

pub(crate) fn nonsense(said: &str) -> EngineError {
    let said = said.to_owned();
    EngineError::Nonsense { said }
}

pub(crate) fn used_up(renewed_in: Option<Duration>, said: &str) -> EngineError {
    let said = said.to_owned();
    EngineError::QuotaExceeded { renewed_in, said }
}

pub(crate) fn unsupported(from: &str, to: &str) -> EngineError {
    EngineError::Unsupported {
        from: lang(from),
        to: lang(to),
    }
}

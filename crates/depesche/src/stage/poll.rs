//! The first stage: a feed is asked, read, and what came of it is recorded as one.

use std::sync::Arc;

use depesche_fetch::{Answer, FetchError, Fetched, Request, Want};
use depesche_model::{Feed, Validators};
use depesche_read::schedule::{Limits, Outcome, Wishes, next};
use depesche_store::StoreError;
use depesche_store::poll::{FeedJob, Poll, PollResult, Recorded};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use url::Url;

use super::reading::{Pages, Read, read, sought};
use crate::house::House;
use crate::timings::Stage;

/// Validators are not sent when the last whole answer is older than this: some servers answer 304
/// for ever, whatever happens to the feed.
const BELIEVE_304_FOR: SignedDuration = SignedDuration::from_hours(8 * 24);

/// How long after the first 410 the second one ends a feed.
const CONFIRM_GONE_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// What stands at the beginning of the outcome of a feed that said 410.
const GONE: &str = "gone";

/// What a poll came to, for people and for counters.
#[derive(Clone, Debug)]
pub(crate) struct Report {
    /// What came of it, in words.
    pub(crate) outcome: String,
    /// One word for counters: `fresh`, `unchanged`, `failed`, `ended`, `overtaken`.
    pub(crate) word: &'static str,
    /// What it brought.
    pub(crate) recorded: Recorded,
}

/// Asks a feed and records what came of it.
///
/// # Errors
/// When the store fails; nothing was recorded then, and the feed is due again by its schedule.
pub(crate) async fn poll(house: &House, job: FeedJob) -> Result<Report, StoreError> {
    let fetched = ask(house, &job.feed).await;
    digest(house, job, fetched).await
}

/// What we may echo. None where the last whole answer is too old to go on believing in 304s.
fn believed(feed: &Feed, now: Timestamp) -> Validators {
    let age = feed.last_full_at.map(|at| now.duration_since(at));
    // A time in the future was written by a clock that was wrong.
    let is_believed = age.is_some_and(|age| !age.is_negative() && age < BELIEVE_304_FOR);
    if is_believed {
        feed.validators.clone()
    } else {
        Validators::default()
    }
}

/// Asks a feed, conditionally where we have what that takes.
async fn ask(house: &House, feed: &Feed) -> Result<Fetched, FetchError> {
    let url = Url::parse(&feed.url).map_err(|_| FetchError::BadUrl(feed.url.clone()))?;
    let validators = believed(feed, (house.clock)());
    let _timer = house.timings.start(Stage::Network);
    house
        .client
        .get(Request {
            url: &url,
            want: Want::Feed,
            validators: &validators,
        })
        .await
}

/// Makes of an answer what is to be stored, and stores it.
pub(crate) async fn digest(
    house: &House,
    job: FeedJob,
    fetched: Result<Fetched, FetchError>,
) -> Result<Report, StoreError> {
    let job = Arc::new(job);
    let mut _place = None;
    let told = match fetched {
        Ok(Fetched::Fresh(mut answer)) => {
            _place = answer.place.take();
            fresh(house, &job, *answer).await?
        }
        Ok(Fetched::NotModified {
            validators,
            fresh_for,
            ..
        }) => {
            let merged = merged(&job.feed.validators, validators);
            // A server that says 304 even to an unconditional request is asked so again only in
            // another eight days: as if it had answered in full.
            let was_unconditional = believed(&job.feed, (house.clock)()).is_empty();
            Told::unchanged("not modified", merged, was_unconditional).staying_fresh(fresh_for)
        }
        Ok(Fetched::Gone) => gone(&job.feed, (house.clock)()),
        Ok(Fetched::Later {
            status,
            retry_after,
        }) => Told {
            retry_after: retry_after.and_then(|wait| wait.try_into().ok()),
            ..Told::failed(format!("the server answered {status}: not now"))
        },
        Err(error) => Told::failed(error.to_string()),
    };
    record(house, &job, told).await
}

/// What came, and what it asks of the schedule.
pub(super) struct Told {
    pub(super) outcome: String,
    pub(super) result: PollResult,
    pub(super) ttl: Option<SignedDuration>,
    pub(super) update_period: Option<SignedDuration>,
    pub(super) max_age: Option<SignedDuration>,
    pub(super) retry_after: Option<SignedDuration>,
    pub(super) skip_hours: Vec<u8>,
}

impl Told {
    pub(super) fn new(outcome: impl Into<String>, result: PollResult) -> Self {
        Self {
            outcome: outcome.into(),
            result,
            ttl: None,
            update_period: None,
            max_age: None,
            retry_after: None,
            skip_hours: Vec::new(),
        }
    }

    pub(super) fn failed(outcome: String) -> Self {
        Self::new(outcome, PollResult::Failed)
    }

    fn unchanged(outcome: &str, validators: Validators, is_full: bool) -> Self {
        Self::new(
            outcome,
            PollResult::Unchanged {
                validators: Some(validators),
                is_full,
            },
        )
    }

    fn staying_fresh(self, max_age: Option<std::time::Duration>) -> Self {
        Self {
            max_age: max_age.and_then(|age| age.try_into().ok()),
            ..self
        }
    }
}

/// The validators of a 304 replace those they name, and leave the others (RFC 9111 §4.3.4).
fn merged(old: &Validators, new: Validators) -> Validators {
    Validators {
        etag: new.etag.or_else(|| old.etag.clone()),
        last_modified: new.last_modified.or_else(|| old.last_modified.clone()),
    }
}

/// One 410 may be a mistake of the server; the second one, a day later, is believed.
fn gone(feed: &Feed, now: Timestamp) -> Told {
    let said_before = feed.last_outcome.starts_with(GONE);
    let since = feed.last_try_at.map(|at| now.duration_since(at));
    if said_before && since.is_some_and(|since| since >= CONFIRM_GONE_AFTER) {
        return Told::new(
            "gone: the server said twice that this feed is over; it is polled no more",
            PollResult::Ended,
        );
    }
    Told {
        retry_after: Some(CONFIRM_GONE_AFTER),
        ..Told::failed(format!(
            "{GONE}: the server says that this feed is over; asked once more in a day"
        ))
    }
}

async fn fresh(house: &House, job: &Arc<FeedJob>, answer: Answer) -> Result<Told, StoreError> {
    house.metrics.bytes.inc_by(answer.wire_bytes as u64);
    let body_hash = hex(&Sha256::digest(&answer.body));
    let max_age = answer.fresh_for;
    if job.feed.body_hash.as_deref() == Some(&body_hash) {
        return Ok(
            Told::unchanged("the same as last time", answer.validators, true)
                .staying_fresh(max_age),
        );
    }
    let sections = house.store.sections().await?;
    let now = (house.clock)();
    let look_again_after = house.config.pages.look_again_after.0;
    let pages = Pages {
        enabled: house.config.pages.enabled,
        now,
        look_again_at: now + look_again_after,
    };
    let task = {
        let (job, timings) = (Arc::clone(job), Arc::clone(&house.timings));
        move || {
            let _timer = timings.start(Stage::Read);
            read(&job, &sections, answer, body_hash, pages)
        }
    };
    let _permit = house.readers.acquire().await;
    let read = off_thread(task, Read::failed).await;
    let told = with_history(house, &job.feed, read).await?;
    Ok(told.staying_fresh(max_age))
}

/// Finds the entries again that are known. Of a new feed there are none.
async fn with_history(house: &House, feed: &Feed, read: Read) -> Result<Told, StoreError> {
    if feed.entries == 0 || read.marks.is_empty() {
        return Ok(read.told);
    }
    let sought = sought(&read.marks);
    let known = house.store.known_entries(feed.id, &sought).await?;
    let before = feed.criterion;
    Ok(off_thread(move || read.identified(&known, before), Told::failed).await)
}

/// Reading takes milliseconds of CPU: not on the threads that wait for the network.
async fn off_thread<T: Send + 'static>(
    task: impl FnOnce() -> T + Send + 'static,
    failed: fn(String) -> T,
) -> T {
    let done = tokio::task::spawn_blocking(task).await;
    done.unwrap_or_else(|error| failed(format!("reading it failed: {error}")))
}

async fn record(house: &House, job: &FeedJob, told: Told) -> Result<Report, StoreError> {
    let now = (house.clock)();
    let schedule = next(
        outcome_for_schedule(&told.result, &job.feed),
        job.feed.interval,
        &Wishes {
            ttl: told.ttl,
            update_period: told.update_period,
            max_age: told.max_age,
            retry_after: told.retry_after,
            skip_hours: &told.skip_hours,
        },
        &limits(house),
        job.feed.id,
        now,
    );
    let word = word(&told.result);
    let poll = Poll {
        feed: job.feed.id,
        turn: job.turn,
        at: now,
        next_fetch_at: schedule.next_fetch_at,
        interval: schedule.interval,
        outcome: told.outcome,
        result: told.result,
    };
    let outcome = poll.outcome.clone();
    let timer = house.timings.start(Stage::Store);
    let recorded = house.ledger.record(&house.store, poll).await?;
    drop(timer);
    let word = if recorded.is_some() {
        word
    } else {
        "overtaken"
    };
    let recorded = recorded.unwrap_or_default();
    house.metrics.poll(word);
    house.metrics.articles.inc_by(recorded.new_articles.into());
    house.metrics.versions.inc_by(recorded.new_versions.into());
    if recorded != Recorded::default() {
        house.news.notify_one();
    }
    Ok(Report {
        outcome,
        word,
        recorded,
    })
}

fn outcome_for_schedule(result: &PollResult, feed: &Feed) -> Outcome {
    match result {
        PollResult::Unchanged { .. } => Outcome::Unchanged,
        // How many are new is known only in the transaction; that the bytes changed is enough.
        PollResult::Fresh(fresh) => Outcome::Fresh {
            new_entries: u32::from(!fresh.entries.is_empty()),
        },
        PollResult::Failed | PollResult::Ended => Outcome::Failed {
            failures: feed.failures + 1,
        },
    }
}

fn word(result: &PollResult) -> &'static str {
    match result {
        PollResult::Unchanged { .. } => "unchanged",
        PollResult::Fresh(_) => "fresh",
        PollResult::Failed => "failed",
        PollResult::Ended => "ended",
    }
}

/// The schedule's bounds as the configuration sets them.
pub(crate) fn limits(house: &House) -> Limits {
    let fetch = &house.config.fetch;
    Limits {
        min_interval: fetch.min_interval.0,
        max_interval: fetch.max_interval.0,
    }
}

/// Bytes as lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

//! The first stage: a feed is asked, read, and what came of it is recorded as one.
//!
//! [`poll`] is the way: who asked to be left alone is left alone; else [`ask`], then [`digest`],
//! then [`record`]. What an answer means for the feed itself (it moved, it is gone, its rhythm) is
//! decided in `notes`, whether a 304 is believed in `belief`, both pure.

mod belief;
mod notes;
mod told;

use std::sync::Arc;

use depesche_fetch::{Answer, FetchError, Fetched, Request, Want};
use depesche_model::digest::{hex, sha256};
use depesche_model::{Feed, Notes, Restrictions, Section, Sign, Trouble, Validators};
use depesche_read::schedule::{self, Asked, Limits, Next, Outcome};
use depesche_store::StoreError;
use depesche_store::poll::{FeedJob, Poll, PollResult, PutBack, Recorded};
use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::reading::{Pages, Read, read, sought};
use super::{furniture, looks, pauses, seek, signs, websub};
use crate::house::House;
use crate::timings::Stage;

pub(super) use told::Told;

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
    let url = Url::parse(&job.feed.url).ok();
    if let Some(until) = url.and_then(|url| house.client.paused_until(&url)) {
        return put_off(house, &job, until).await;
    }
    // First: who holds an answer, and with it a place in flight, must not wait for another.
    let of_site = Box::pin(of_site(house, &job)).await;
    let fetched = ask(house, &job.feed).await;
    // Another feed of its site was told so while this one waited for its turn.
    if let Ok(Fetched::Later {
        was_asked: false,
        retry_after: Some(left),
        ..
    }) = fetched
    {
        let until = (house.clock)() + left;
        return put_off(house, &job, until).await;
    }
    digest(house, job, fetched, of_site).await
}

/// What the feed's site says of it in the files that it has for that: of sources alone whose pages
/// are looked at, so that nobody is asked for files who is not asked for them anyway. Whether pages
/// are reserved plays no part in it: else a reservation would be forgotten as soon as it is heeded.
async fn of_site(house: &House, job: &FeedJob) -> Vec<Sign> {
    let looks_at_pages = job.source.policy.extracts(Restrictions::default());
    let url = Url::parse(&job.feed.url).ok();
    match url.filter(|_| house.config.pages.enabled && looks_at_pages) {
        Some(url) => signs::of_site(&house.client.reservation(&url).await),
        None => Vec::new(),
    }
}

/// Leaves a feed alone whose site asked for it. The feeds of a site do not all come at once then.
async fn put_off(house: &House, job: &FeedJob, until: Timestamp) -> Result<Report, StoreError> {
    let spread = house.config.fetch.min_interval.0 / 100 * schedule::share(job.feed.id);
    let back = [PutBack {
        feed: job.feed.id,
        turn: job.turn,
        due_at: until + spread,
    }];
    house
        .store
        .write(&back, |tx, back| Box::pin(tx.put_back(back)))
        .await?;
    house.metrics.poll("put_off");
    Ok(Report {
        outcome: format!("its site asked to be left alone until {until:.0}"),
        word: "put_off",
        recorded: Recorded::default(),
    })
}

/// Asks a feed, conditionally where we have what that takes.
async fn ask(house: &House, feed: &Feed) -> Result<Fetched, FetchError> {
    let url = Url::parse(&feed.url).map_err(|_| FetchError::BadUrl(feed.url.clone()))?;
    let validators = belief::believed(feed, (house.clock)());
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

/// Makes of an answer, and of what its site says of it elsewhere, what is to be stored, and stores
/// it.
pub(crate) async fn digest(
    house: &House,
    job: FeedJob,
    fetched: Result<Fetched, FetchError>,
    of_site: Vec<Sign>,
) -> Result<Report, StoreError> {
    let job = Arc::new(job);
    let now = (house.clock)();
    let mut _place = None;
    let mut gone_at = None;
    let told = match fetched {
        Ok(Fetched::Fresh(mut answer)) => {
            _place = answer.place.take();
            fresh(house, &job, *answer).await?.with_signs(of_site)
        }
        Ok(Fetched::NotModified {
            validators,
            moved_to,
            fresh_for,
        }) => {
            let merged = merged(&job.feed.validators, validators);
            let full_at = belief::full_at(&job.feed, now);
            Told::unchanged("not modified", merged, full_at)
                .staying_fresh(fresh_for)
                .moved(moved_to)
        }
        Ok(Fetched::Gone) => {
            let (told, first) = notes::gone(&job.feed, now);
            gone_at = Some(first);
            told
        }
        Ok(Fetched::Later {
            status,
            retry_after,
            ..
        }) => {
            let retry_after = retry_after.and_then(|wait| wait.try_into().ok());
            later(house, status, retry_after).await
        }
        Err(error) => Told::from(error),
    };
    let (mut noted, moves_to) = notes::after(&job.feed, &told, now);
    noted.gone_at = gone_at.or(noted.gone_at);
    if seek::is_lost(&job.feed, &noted, now) {
        noted.searched_at = Some(now);
        // Seldom, and large: not a part of every poll's memory.
        noted.proposed_url = Box::pin(seek::seek(house, &job.feed, &job.source)).await;
    }
    let is_behind = told.is_behind();
    // A writer's future is large, and is not needed while others wait for the network.
    let report = Box::pin(record(house, &job, told, noted, moves_to)).await?;
    if is_behind {
        Box::pin(furniture::follow(house, job.source.id)).await?;
    }
    Ok(report)
}

/// It has enough of us, or trouble of its own. What it asks for holds for its whole site.
async fn later(house: &House, status: u16, retry_after: Option<SignedDuration>) -> Told {
    if let Err(error) = pauses::keep(house, status).await {
        tracing::warn!("cannot note who asked to be left alone: {error}");
    }
    let trouble = if status == 429 {
        Trouble::TooMany
    } else {
        Trouble::Unwell
    };
    Told {
        retry_after,
        ..Told::in_trouble(trouble, format!("the server answered {status}: not now"))
    }
}

/// The validators of a 304 replace those they name, and leave the others (RFC 9111 §4.3.4).
fn merged(old: &Validators, new: Validators) -> Validators {
    Validators {
        etag: new.etag.or_else(|| old.etag.clone()),
        last_modified: new.last_modified.or_else(|| old.last_modified.clone()),
    }
}

async fn fresh(house: &House, job: &Arc<FeedJob>, answer: Answer) -> Result<Told, StoreError> {
    house.metrics.bytes.inc_by(answer.wire_bytes as u64);
    let body_hash = hex(&sha256(&answer.body));
    let (fresh_for, moved_to) = (answer.fresh_for, answer.moved_to.clone());
    let now = (house.clock)();
    if job.feed.body_hash.as_deref() == Some(&body_hash) {
        let told = Told::unchanged("the same as last time", answer.validators, Some(now));
        return Ok(told.staying_fresh(fresh_for).moved(moved_to));
    }
    let sections = Arc::new(house.store.sections().await?);
    let pages = Pages {
        enabled: house.config.pages.enabled,
        now,
        ages: looks::ages(&house.config),
    };
    let task = {
        let (job, timings) = (Arc::clone(job), Arc::clone(&house.timings));
        let sections = Arc::clone(&sections);
        move || {
            let _timer = timings.start(Stage::Read);
            read(&job, &sections, answer, body_hash, pages)
        }
    };
    let _permit = house.readers.acquire().await;
    let read = off_thread(task, Read::failed).await;
    let told = with_history(house, job, read, sections).await?;
    Ok(told.staying_fresh(fresh_for).moved(moved_to))
}

/// Finds the entries again that are known (of a new feed there are none), and cuts what repeats.
async fn with_history(
    house: &House,
    job: &Arc<FeedJob>,
    read: Read,
    sections: Arc<Vec<Section>>,
) -> Result<Told, StoreError> {
    if read.marks.is_empty() {
        return Ok(read.told);
    }
    let feed = &job.feed;
    let known = if feed.entries == 0 {
        Vec::new()
    } else {
        let sought = sought(&read.marks);
        house.store.known_entries(feed.id, &sought).await?
    };
    let furniture = furniture::known(house, job.source.id).await?;
    let now = (house.clock)();
    let (job, timings) = (Arc::clone(job), Arc::clone(&house.timings));
    let task = move || {
        let _timer = timings.start(Stage::Read);
        let read = match job.feed.entries {
            0 => read,
            _ => read.identified(&known, job.feed.criterion),
        };
        read.cut(furniture, &known, &job, &sections, now)
    };
    Ok(off_thread(task, Told::failed).await)
}

/// Reading takes milliseconds of CPU: not on the threads that wait for the network.
async fn off_thread<T: Send + 'static>(
    task: impl FnOnce() -> T + Send + 'static,
    failed: fn(String) -> T,
) -> T {
    let done = tokio::task::spawn_blocking(task).await;
    done.unwrap_or_else(|error| failed(format!("reading it failed: {error}")))
}

async fn record(
    house: &House,
    job: &FeedJob,
    told: Told,
    notes: Notes,
    moves_to: Option<String>,
) -> Result<Report, StoreError> {
    let now = (house.clock)();
    let next = planned(house, job, &told, &notes, now);
    let push = websub::push(house, job, &told.result, told.offer.as_ref(), now);
    let mut word = word(&told.result);
    let poll = Poll {
        feed: job.feed.id,
        turn: job.turn,
        at: now,
        next_fetch_at: next.next_fetch_at,
        interval: next.interval,
        outcome: told.outcome,
        result: told.result,
        notes: (notes != job.feed.notes).then_some(notes),
        moves_to,
        push,
    };
    let outcome = poll.outcome.clone();
    let timer = house.timings.start(Stage::Store);
    let recorded = house.ledger.record(&house.store, poll).await?;
    drop(timer);
    if recorded.is_none() {
        word = "overtaken";
    }
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

/// When the feed is asked again.
fn planned(house: &House, job: &FeedJob, told: &Told, notes: &Notes, now: Timestamp) -> Next {
    let asked = Asked {
        rhythm: &notes.rhythm,
        wishes: notes.wishes,
        // A feed whose hub tells of its news is asked less often.
        fresh_for: told.fresh_for.max(websub::rest(job, &told.result, now)),
        retry_after: told.retry_after,
        ..Asked::of(&job.feed)
    };
    let outcome = outcome_for_schedule(told, &job.feed);
    let limits = limits(house);
    let next = schedule::next(outcome, &asked, &limits, now);
    let wished = told
        .fresh_for
        .unwrap_or_default()
        .max(notes.wishes.least_wait);
    let floor = wished.max(limits.min_interval);
    websub::second_look(next, job, &told.result, floor, now)
}

fn outcome_for_schedule(told: &Told, feed: &Feed) -> Outcome {
    match &told.result {
        PollResult::Unchanged { .. } => Outcome::Unchanged,
        PollResult::Fresh(_) => Outcome::Fresh {
            new_entries: u32::try_from(told.published.len()).unwrap_or(u32::MAX),
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

#[cfg(test)]
pub(crate) use tests::feed as sample_feed;

#[cfg(test)]
mod tests {
    use depesche_model::{Criterion, Feed, FeedId, Notes, SourceId, Validators};
    use jiff::{SignedDuration, Timestamp};

    /// So many hours after the beginning of the test's world.
    pub(super) fn at(hours: i64) -> Timestamp {
        let start: Timestamp = "2026-03-02T00:00:00Z".parse().expect("a time");
        start + SignedDuration::from_hours(hours)
    }

    /// A feed that nobody has asked yet.
    pub(crate) fn feed() -> Feed {
        Feed {
            id: FeedId(1),
            source_id: SourceId(1),
            url: "https://a.example/feed".to_owned(),
            title: String::new(),
            added_at: at(0),
            next_fetch_at: at(0),
            interval: SignedDuration::from_hours(1),
            validators: Validators::default(),
            body_hash: None,
            last_try_at: None,
            last_success_at: None,
            last_full_at: None,
            last_outcome: String::new(),
            failures: 0,
            ended_at: None,
            entries: 0,
            criterion: Criterion::default(),
            languages: depesche_model::Languages::default(),
            notes: Notes::default(),
        }
    }
}

//! What is remembered of an article's page, and when it is looked at again.
//!
//! Pure: the stage [`super::page`] acts on it.

use depesche_model::Validators;
use depesche_read::page::Obstacle;
use depesche_read::{date, looks};
use depesche_store::poll::{PageJob, PageSeen};
use jiff::{SignedDuration, Timestamp};

use crate::config::Config;

/// What a look at a page came to, as far as the next one is concerned.
#[derive(Clone, Debug, Default)]
pub(super) enum Found {
    /// Nobody was asked, or the answer tells nothing.
    #[default]
    Nothing,
    /// It is what it was (304).
    Same,
    /// A page.
    Page {
        /// What the answer says of itself.
        validators: Validators,
        /// What stands in place of the article.
        obstacle: Option<Obstacle>,
        /// When it changed last, as it says or as is seen now; not yet believed.
        changed: Option<Timestamp>,
        /// Whether it is still being written.
        is_live: bool,
    },
    /// A wall that asks for a human.
    Wall,
    /// No page, or another one than the article's.
    Missing,
}

/// What follows from a look.
pub(super) struct Follows {
    /// What is remembered from now on; `None`: what was.
    pub(super) seen: Option<PageSeen>,
    /// Whether the source has taken the article away.
    pub(super) is_gone: bool,
    /// When the page is looked at again.
    pub(super) again_at: Option<Timestamp>,
}

/// How old articles are when their pages are looked at, rising.
pub(super) fn ages(config: &Config) -> Vec<SignedDuration> {
    let ages = config.pages.look_again_after.iter();
    let mut ages: Vec<_> = ages.map(|age| age.0).collect();
    ages.sort_unstable();
    ages
}

/// What a page is asked with. What it says of its terms stands in heads that a 304 does not bring:
/// once a day it is asked for the whole answer.
pub(super) fn validators(seen: &PageSeen, now: Timestamp) -> Validators {
    const A_DAY: SignedDuration = SignedDuration::from_hours(24);
    let is_fresh = |at: Timestamp| now.duration_since(at) < A_DAY;
    let validators = seen.validators.clone();
    Some(validators)
        .filter(|_| seen.read_at.is_some_and(is_fresh))
        .unwrap_or_default()
}

/// Decides.
pub(super) fn follows(
    job: &PageJob,
    found: &Found,
    ages: &[SignedDuration],
    now: Timestamp,
) -> Follows {
    let seen = remembered(&job.seen, found, now);
    // Who never gave a page, neither this nor another, gives none to programs: that says nothing of
    // the article.
    let was_there = job.seen.read_at.is_some() || job.page_reads.split(u32::MAX).0.text > 0;
    let is_missing = matches!(found, Found::Missing);
    let is_gone = is_missing && was_there && looks::is_gone(job.seen.missing_since, now);
    let again_at = match (is_missing, seen.missing_since) {
        (true, Some(since)) if !looks::is_gone(Some(since), now) => {
            since.checked_add(looks::BEFORE_GONE).ok()
        }
        (true, _) => None,
        _ => looks::next(ages, &look(job, &seen, found, now)),
    };
    Follows {
        seen: (!matches!(found, Found::Nothing)).then_some(seen),
        is_gone,
        again_at,
    }
}

fn remembered(before: &PageSeen, found: &Found, now: Timestamp) -> PageSeen {
    let mut seen = before.clone();
    seen.looks = seen.looks.saturating_add(1);
    match found {
        Found::Nothing => {}
        Found::Same => seen.missing_since = None,
        Found::Page {
            validators,
            obstacle,
            ..
        } => {
            (seen.read_at, seen.missing_since) = (Some(now), None);
            seen.obstacle = since(before.obstacle.as_ref(), *obstacle, now);
            // A wall is not to be asked whether it is still the same.
            seen.validators =
                obstacle.map_or_else(|| validators.clone(), |_| Validators::default());
        }
        Found::Wall => {
            seen.obstacle = since(before.obstacle.as_ref(), Some(Obstacle::BotCheck), now);
        }
        Found::Missing => {
            seen.missing_since = before.missing_since.or(Some(now));
            seen.validators = Validators::default();
        }
    }
    seen
}

/// An obstacle with the time since when it is there.
fn since(
    before: Option<&(String, Timestamp)>,
    obstacle: Option<Obstacle>,
    now: Timestamp,
) -> Option<(String, Timestamp)> {
    let word = obstacle?.as_str();
    let same = before.filter(|(before, _)| before == word);
    Some((word.to_owned(), same.map_or(now, |(_, since)| *since)))
}

fn look(job: &PageJob, seen: &PageSeen, found: &Found, now: Timestamp) -> looks::Look {
    let (changed, is_live) = match found {
        Found::Page {
            changed, is_live, ..
        } => (*changed, *is_live),
        Found::Same => (job.modified_at, false),
        _ => (None, false),
    };
    looks::Look {
        published: job.published_at,
        at: now,
        count: seen.looks,
        changed: date::believed(changed, now),
        is_live,
        seed: job.id.0.cast_unsigned(),
    }
}

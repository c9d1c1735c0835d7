//! Articles get their translations: headlines first, then the texts of the front page, then the
//! others.
//!
//! What is to be done is found in the database ([`plan`]): an article that has no translation of
//! its newest version gets a ticket, whatever the reason. So nothing is forgotten where an engine is
//! configured later, a policy is changed or the glossary is.

pub(crate) mod budget;
pub(crate) mod draft;
pub(crate) mod engines;
mod run;
pub(crate) mod work;

use std::collections::HashMap;

use depesche_model::{Article, ArticleId, Glossary, Lang, TextState, Translation};
use depesche_store::StoreError;
use depesche_store::poll::{Stage, Ticket};
use depesche_store::translation::{Plan, TranslationJob, due_at};
use depesche_translate::chain::Urgency;
use jiff::{SignedDuration, Timestamp};

use crate::house::House;
pub(crate) use run::run;

use draft::{Answer, Draft, Scope, translators};

/// How long tickets may be worked on before another node takes them over.
const LEASE: SignedDuration = SignedDuration::from_mins(15);

/// How many headlines, and how many texts, are worked on together: their units share requests.
const HEADLINES_AT_ONCE: u32 = 50;
const TEXTS_AT_ONCE: u32 = 4;

/// Makes tickets for what changed at or after `since`. Says how many.
///
/// # Errors
/// When the store fails.
pub(crate) async fn plan(house: &House, since: Timestamp) -> Result<u64, StoreError> {
    let translation = &house.translation;
    if translation.chain.is_empty() {
        return Ok(0);
    }
    let plan = Plan {
        languages: translation.languages.clone(),
        since,
        glossary: house.store.glossary().await?.version,
        shows_private: translation.chain.has_internal(),
        at: (house.clock)(),
    };
    let planned = house
        .store
        .write(&plan, |tx, plan| Box::pin(tx.plan_translations(plan)));
    planned.await
}

/// Works off some of what is due: headlines, or else texts. Says how many articles that were.
///
/// # Errors
/// When the store fails.
pub(crate) async fn step(house: &House) -> Result<usize, StoreError> {
    if house.translation.chain.is_empty() {
        return Ok(0);
    }
    let texts = if house.config.translate.texts {
        TEXTS_AT_ONCE
    } else {
        0
    };
    for (stage, at_once) in [(Stage::Headline, HEADLINES_AT_ONCE), (Stage::Text, texts)] {
        let now = (house.clock)();
        let input = (now, now + LEASE);
        let tickets = house
            .store
            .write(&input, |tx, (now, lease)| {
                Box::pin(tx.claim_work(stage, *now, *lease, at_once))
            })
            .await?;
        if !tickets.is_empty() {
            let count = tickets.len();
            work_off(house, tickets, stage).await?;
            return Ok(count);
        }
    }
    Ok(0)
}

/// Everything that is due, until nothing is.
///
/// # Errors
/// When the store fails.
pub(crate) async fn all(house: &House) -> Result<(), StoreError> {
    plan(house, Timestamp::MIN).await?;
    while step(house).await? > 0 {}
    Ok(())
}

/// Translates an article into these languages now, whether it has a ticket or not, and stores what
/// came.
///
/// # Errors
/// When the store fails.
pub(crate) async fn now(
    house: &House,
    id: ArticleId,
    languages: &[Lang],
) -> Result<(), StoreError> {
    let jobs = house.store.translation_jobs(&[id]).await?;
    let Some(job) = jobs.first() else {
        return Ok(());
    };
    let glossary = house.store.glossary().await?;
    let scope = if draft::shows_whole(job) {
        Scope::Text
    } else {
        Scope::Headline
    };
    let wanted = languages.iter().filter(|lang| is_wanted(job, lang, scope));
    let drafts = wanted.filter_map(|lang| Draft::of(job, lang, scope, &glossary));
    let drafts: Vec<_> = drafts.collect();
    let made = translate(house, &drafts, scope, &glossary).await?;
    let made = made.into_iter().map(|(_, made)| made);
    let made: Vec<_> = made
        .filter(|made| made.is_heard)
        .map(|made| made.translation)
        .collect();
    let input = (made, (house.clock)());
    house
        .store
        .write(&input, |tx, (made, at)| {
            Box::pin(async move {
                for translation in made {
                    tx.put_translation(id, translation, *at).await?;
                }
                Ok(())
            })
        })
        .await?;
    house.news.notify_one();
    Ok(())
}

/// Translates the articles of these tickets together, and finishes each.
async fn work_off(house: &House, tickets: Vec<Ticket>, stage: Stage) -> Result<(), StoreError> {
    let ids: Vec<_> = tickets.iter().map(|one| ArticleId(one.subject)).collect();
    let jobs = house.store.translation_jobs(&ids).await?;
    let scope = match stage {
        Stage::Text => Scope::Text,
        _ => Scope::Headline,
    };
    let glossary = house.store.glossary().await?;
    let drafts = drafts(house, &jobs, scope, &glossary);
    let made = translate(house, &drafts, scope, &glossary).await?;
    let mut made: HashMap<ArticleId, Vec<Made>> = made.into_iter().fold(
        HashMap::new(),
        |mut all: HashMap<ArticleId, Vec<Made>>, (id, made)| {
            all.entry(id).or_default().push(made);
            all
        },
    );
    for ticket in tickets {
        let id = ArticleId(ticket.subject);
        let made = made.remove(&id).unwrap_or_default();
        let job = jobs.iter().find(|job| job.article.id == id);
        finish(house, &ticket, made, job, scope).await?;
    }
    house.news.notify_one();
    Ok(())
}

/// A translation, and when it is worth to try what is missing.
struct Made {
    translation: Translation,
    again_at: Option<Timestamp>,
    /// Whether anybody has said anything: else it is as if nobody had been asked.
    is_heard: bool,
}

fn drafts<'j>(
    house: &House,
    jobs: &'j [TranslationJob],
    scope: Scope,
    glossary: &Glossary,
) -> Vec<Draft<'j>> {
    let languages = &house.translation.languages;
    let of = |job: &'j TranslationJob| {
        let wanted = languages.iter().filter(|lang| is_wanted(job, lang, scope));
        wanted.filter_map(move |lang| {
            Draft::of(job, lang, scope.max(scope_before(job, lang)), glossary)
        })
    };
    jobs.iter().flat_map(of).collect()
}

/// How much was translated before: that is not taken back while the rest waits.
fn scope_before(job: &TranslationJob, lang: &Lang) -> Scope {
    let mut done = job.done.iter();
    match done.find(|done| done.lang == *lang) {
        Some(done) if done.text != TextState::Untried => Scope::Text,
        _ => Scope::Headline,
    }
}

/// What a person has signed is not made anew, and what may not be translated is not.
fn is_wanted(job: &TranslationJob, lang: &Lang, scope: Scope) -> bool {
    let is_signed = |done: &Translation| done.lang == *lang && done.review.is_some();
    job.source.policy.translation
        && job.article.deleted_at.is_none()
        && !job.done.iter().any(is_signed)
        && (scope == Scope::Headline || draft::shows_whole(job))
}

async fn translate(
    house: &House,
    drafts: &[Draft<'_>],
    scope: Scope,
    glossary: &Glossary,
) -> Result<Vec<(ArticleId, Made)>, StoreError> {
    let mut needs = Vec::new();
    let mut counts = Vec::new();
    for draft in drafts {
        let before = needs.len();
        needs.extend(draft.needs());
        counts.push(needs.len() - before);
    }
    let urgency = match scope {
        Scope::Headline => Urgency::Headline,
        Scope::Text => Urgency::Text,
    };
    let answers = work::translate(house, &needs, glossary, urgency).await?;
    let now = (house.clock)();
    let mut rest = answers.as_slice();
    let made = drafts.iter().zip(counts).map(|(draft, count)| {
        let (own, others) = rest.split_at(count);
        rest = others;
        (draft.job.article.id, made(draft, own, glossary, now))
    });
    Ok(made.collect())
}

fn made(draft: &Draft<'_>, answers: &[Answer], glossary: &Glossary, now: Timestamp) -> Made {
    let mut translation = draft.finish(answers, glossary.version, now);
    translation.engines = translators(answers);
    Made {
        is_heard: answers.iter().any(|answer| answer.is_heard),
        again_at: answers.iter().filter_map(|answer| answer.again_at).min(),
        translation,
    }
}

/// Writes down what came of a ticket. Where an engine could not be asked, what is there already is
/// in the memory, and the ticket waits.
async fn finish(
    house: &House,
    ticket: &Ticket,
    made: Vec<Made>,
    job: Option<&TranslationJob>,
    scope: Scope,
) -> Result<(), StoreError> {
    let now = (house.clock)();
    let again_at = made.iter().filter_map(|made| made.again_at).min();
    if let Some(again_at) = again_at {
        let at = again_at.max(now + SignedDuration::from_secs(1));
        return put_off(house, ticket, "no engine could be asked", at).await;
    }
    let text_due_at = job.and_then(|job| {
        let wants = scope == Scope::Headline && house.config.translate.texts;
        (wants && draft::shows_whole(job)).then(|| due_at(job.article.published_at))
    });
    let heard = made.into_iter().filter(|made| made.is_heard);
    let translations: Vec<_> = heard.map(|made| made.translation).collect();
    let input = (ticket.clone(), translations, text_due_at, now);
    house
        .store
        .write(&input, |tx, (ticket, translations, text_due_at, now)| {
            Box::pin(tx.finish_translation(ticket, translations, *text_due_at, *now))
        })
        .await
}

async fn put_off(
    house: &House,
    ticket: &Ticket,
    reason: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    let input = (ticket.clone(), reason.to_owned(), at);
    house
        .store
        .write(&input, |tx, (ticket, reason, at)| {
            Box::pin(tx.fail_work(ticket, reason, Some(*at)))
        })
        .await
}
<<<<<<< HEAD
=======

/// The newest texts come first: the older an article, the later its ticket is due, and all are.
fn text_due_at(article: &Article, now: Timestamp) -> Timestamp {
    const BACK: SignedDuration = SignedDuration::from_hours(30 * 24);
    let age = now
        .duration_since(article.published_at)
        .clamp(SignedDuration::ZERO, BACK);
    now - BACK + age
}
>>>>>>> h-web

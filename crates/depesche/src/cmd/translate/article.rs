//! `depesche translate article`: one article, now.

use anyhow::{Context as _, bail};
use depesche_model::{ArticleId, Translation};
use depesche_store::translation::TranslationJob;
use serde_json::json;

use super::{must_have_engine, target};
use crate::cli;
use crate::house::House;
use crate::out;
use crate::stage::translate::now;

/// Translates an article and prints it beside its original.
pub(super) async fn run(house: &House, args: &cli::Article) -> anyhow::Result<()> {
    must_have_engine(house)?;
    let id = ArticleId(args.id);
    let languages = match &args.to {
        Some(tag) => vec![target(house, Some(tag))?],
        None => house.translation.languages.clone(),
    };
    now(house, id, &languages).await?;
    let job = job(house, id).await?;
    let done = job.done.iter();
    let done: Vec<_> = done.filter(|done| languages.contains(&done.lang)).collect();
    if done.is_empty() {
        bail!(why_not(&job, house));
    }
    if args.format.json {
        return out::json(
            &done
                .iter()
                .map(|done| as_json(&job, done))
                .collect::<Vec<_>>(),
        );
    }
    for translation in done {
        print(&job, translation);
    }
    Ok(())
}

/// An article with its translations.
///
/// # Errors
/// When there is none.
pub(super) async fn job(house: &House, id: ArticleId) -> anyhow::Result<TranslationJob> {
    let jobs = house.store.translation_jobs(&[id]).await?;
    let job = jobs.into_iter().next();
    job.with_context(|| format!("there is no article {id}; its number stands in its address"))
}

/// The blocks that are shown, with their numbers, each beside its translation.
pub(super) fn beside<'j>(
    job: &'j TranslationJob,
    translation: &'j Translation,
) -> impl Iterator<Item = (usize, String, Option<String>)> {
    let segments = job.body.0.iter().enumerate();
    let shown = segments.filter(|(_, segment)| segment.cut.is_none());
    shown.map(|(place, segment)| {
        let translated = translation.body.get(place).and_then(Option::as_ref);
        let translated = translated.map(depesche_model::Html::text);
        (place + 1, segment.html.text(), translated)
    })
}

fn why_not(job: &TranslationJob, house: &House) -> String {
    let article = &job.article;
    let Some(lang) = &article.language else {
        return String::from("nobody knows which language it is in, so it is not translated");
    };
    if !job.source.policy.translation {
        return format!(
            "its source is not translated; `depesche policy {} --translation yes` changes that",
            job.source.slug
        );
    }
    if house.translation.languages.iter().all(|one| one == lang) {
        return format!("it is in {lang} already");
    }
    String::from("no engine could; `depesche translate status` says how they are")
}

fn print(job: &TranslationJob, translation: &Translation) {
    let Translation { from, lang, .. } = translation;
    let by: Vec<_> = translation
        .engines
        .iter()
        .map(|by| format!("{} {} ({})", by.engine, by.model, by.units).replace("  ", " "))
        .collect();
    out::line(format!("{from} → {lang} by {}\n", by.join(", ")));
    let line = |number: String, original: &str, translated: Option<&str>| {
        out::line(format!("{number:>4}  {original}"));
        out::line(format!("      {}\n", translated.unwrap_or("(stays)")));
    };
    line(
        String::new(),
        &job.article.title,
        translation.title.as_deref(),
    );
    if translation.body.is_empty() {
        line(
            String::new(),
            &job.article.lead,
            translation.lead.as_deref(),
        );
    }
    for (number, original, translated) in beside(job, translation) {
        if !original.is_empty() && !translation.body.is_empty() {
            line(number.to_string(), &original, translated.as_deref());
        }
    }
}

fn as_json(job: &TranslationJob, translation: &Translation) -> serde_json::Value {
    let segments: Vec<_> = beside(job, translation)
        .map(|(number, original, text)| {
            json!({"segment": number, "original": original, "text": text})
        })
        .collect();
    json!({
        "article": job.article.id.0,
        "from": translation.from,
        "to": translation.lang,
        "title": {"original": job.article.title, "text": translation.title},
        "lead": translation.lead,
        "state": translation.text,
        "segments": segments,
        "engines": translation.engines,
        "glossary": translation.glossary,
    })
}

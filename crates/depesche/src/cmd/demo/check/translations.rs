//! Are the demo's articles translated, labelled, and in the words of the house.

use std::collections::BTreeMap;

use depesche_model::{Glossary, Lang, Translation};
use depesche_store::translation::TranslationJob;
use depesche_translate::glossary::terms_in;
use jiff::Timestamp;

use super::{Answered, Findings};
use crate::house::House;

/// More articles than the demo ever has.
const ALL: u32 = 10_000;

/// Looks at what is stored and at what is shown.
pub(super) async fn check(
    findings: &mut Findings,
    house: &House,
    pages: &BTreeMap<String, Answered>,
) -> anyhow::Result<()> {
    let changed = house.store.changed_since(Timestamp::MIN, None, ALL).await?;
    let mut ids: Vec<_> = changed.into_iter().map(|(id, _)| id).collect();
    ids.sort_unstable();
    ids.dedup();
    let jobs = house.store.translation_jobs(&ids).await?;
    let glossary = house.store.glossary().await?;
    for lang in &house.translation.languages {
        are_translated(findings, &jobs, lang);
    }
    terms_are_kept(findings, &jobs, &glossary);
    are_labelled(findings, pages);
    Ok(())
}

fn are_translated(findings: &mut Findings, jobs: &[TranslationJob], lang: &Lang) {
    let foreign = jobs.iter().filter(|job| {
        let article = &job.article;
        article.deleted_at.is_none() && article.language.as_ref().is_some_and(|own| own != lang)
    });
    let (done, missing): (Vec<_>, Vec<_>) = foreign.partition(|job| {
        let mut done = job.done.iter();
        done.any(|done| done.lang == *lang && done.title.is_some())
    });
    let missing: Vec<_> = missing
        .iter()
        .map(|job| job.article.title.as_str())
        .collect();
    findings.check(
        missing.is_empty() && !done.is_empty(),
        format!(
            "{} articles are translated into {lang} {}",
            done.len(),
            missing.join(" | ")
        )
        .trim(),
    );
}

/// Each term of each original against its translation, block by block.
fn terms_are_kept(findings: &mut Findings, jobs: &[TranslationJob], glossary: &Glossary) {
    let (mut kept, mut lost) = (0_u32, Vec::new());
    for job in jobs {
        for done in &job.done {
            for (original, translated) in pairs(job, done) {
                for term in terms_in(&original, glossary, &done.from, &done.lang) {
                    // A word of the house may be inflected: its beginning must stand there.
                    let wanted = term.wanted().to_lowercase();
                    if translated.to_lowercase().contains(&wanted) {
                        kept += 1;
                    } else {
                        lost.push(format!("{} in {translated:?}", term.wanted()));
                    }
                }
            }
        }
    }
    let count = kept + u32::try_from(lost.len()).unwrap_or(u32::MAX);
    let share = f64::from(kept) * 100.0 / f64::from(count.max(1));
    findings.check(
        lost.is_empty() && count > 0,
        format!(
            "{share:.2}% of {count} terms of the glossary are kept {}",
            lost.join(" | ")
        )
        .trim(),
    );
}

fn pairs(job: &TranslationJob, done: &Translation) -> Vec<(String, String)> {
    let lines = [
        (&job.article.title, &done.title),
        (&job.article.lead, &done.lead),
    ];
    // The lead of a whole text is cut anew in its own language.
    let lines = lines
        .into_iter()
        .take(if done.body.is_empty() { 2 } else { 1 });
    let lines =
        lines.filter_map(|(original, translated)| Some((original.clone(), translated.clone()?)));
    let blocks = job.body.0.iter().zip(&done.body);
    let blocks = blocks.filter_map(|(segment, translated)| {
        Some((segment.html.text(), translated.as_ref()?.text()))
    });
    lines.chain(blocks).collect()
}

/// Whatever was translated says so, in words and for machines.
fn are_labelled(findings: &mut Findings, pages: &BTreeMap<String, Answered>) {
    let is_article = |name: &str| {
        let path = name.strip_prefix("/en").unwrap_or(name);
        let is_itself = ["/original", "/translation", "/versions"]
            .iter()
            .all(|ending| !path.ends_with(ending));
        path.starts_with("/articles/") && is_itself
    };
    let translated: Vec<_> = pages
        .iter()
        .filter(|(name, page)| is_article(name) && page.text.contains("data-translated-by"))
        .filter(|(_, page)| page.text.contains("<div class=\"body\" ai-disclosure"))
        .collect();
    let silent: Vec<_> = translated
        .iter()
        .filter(|(_, page)| {
            let has_words = ["Maschinell übersetzt aus dem", "Machine-translated from"]
                .iter()
                .any(|words| page.text.contains(words));
            !has_words || !page.text.contains("/translation\"")
        })
        .map(|(name, _)| name.as_str())
        .collect();
    findings.check(
        silent.is_empty() && !translated.is_empty(),
        format!(
            "{} translated texts are labelled, with their original beside them {}",
            translated.len(),
            silent.join(", ")
        )
        .trim(),
    );
}

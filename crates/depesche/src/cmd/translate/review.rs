//! `depesche translate review`: a person answers for a translation.

use anyhow::{Context as _, bail};
use depesche_model::{ArticleId, Review, TextState};
use depesche_store::translation::{Edit, Place, Remembered, ReviewRecord};
use depesche_translate::memory;
use depesche_translate::notation::{Notation, read, write};
use depesche_translate::unit::Unit;
use serde_json::json;

use super::article::job;
use super::target;
use crate::cli;
use crate::house::House;
use crate::out;
use crate::stage::translate::draft::{Answer, Draft, Scope, Spot, translators};
use crate::stage::translate::work::{HUMAN, recalled};

/// Prints a translation for its review, or signs it.
pub(super) async fn run(house: &House, args: &cli::Review) -> anyhow::Result<()> {
    let lang = target(house, args.to.as_deref())?;
    let job = job(house, ArticleId(args.id)).await?;
    let done = job.done.iter().find(|done| done.lang == lang);
    let done = done.with_context(|| {
        format!(
            "article {} is not translated into {lang}; `depesche translate article {} --to {lang}` \
             does it",
            args.id, args.id
        )
    })?;
    let glossary = house.store.glossary().await?;
    if done.glossary != glossary.version && done.review.is_none() {
        bail!(
            "the glossary has changed since; `depesche translate article {} --to {lang}` first",
            args.id
        );
    }
    let scope = match done.text {
        TextState::Done => Scope::Text,
        _ => Scope::Headline,
    };
    let draft = Draft::of(&job, &lang, scope, &glossary).context("it is in that language")?;
    let mut answers = recalled(house, &draft.needs(), &glossary).await?;
    let Some(by) = args.by.as_deref().map(str::trim) else {
        return print(&draft, &answers, args.format);
    };
    if by.is_empty() {
        bail!("say who signs with --by");
    }
    let edits = edit(&draft, &mut answers, args)?;
    sign(house, &draft, &answers, edits, by).await?;
    out::line(format!("{by} signs the translation into {lang}."));
    Ok(())
}

/// Records who answers for a translation, and what they have changed.
async fn sign(
    house: &House,
    draft: &Draft<'_>,
    answers: &[Answer],
    edits: Vec<Edit>,
    by: &str,
) -> anyhow::Result<()> {
    let (article, at) = (&draft.job.article, (house.clock)());
    let glossary = house.store.glossary().await?.version;
    let mut translation = draft.finish(answers, glossary, at);
    translation.engines = translators(answers);
    translation.review = Some(Review {
        by: by.to_owned(),
        at,
        changed: u32::try_from(edits.len()).unwrap_or(u32::MAX),
    });
    let record = ReviewRecord {
        article: article.id,
        lang: draft.to.clone(),
        version: article.version,
        by: by.to_owned(),
        at,
        edits,
    };
    let input = (record, translation, words(draft, answers));
    let is_kept = house
        .store
        .write(&input, |tx, (record, translation, words)| {
            Box::pin(async move {
                tx.correct(words, record.at).await?;
                tx.review(record, translation).await
            })
        })
        .await?;
    if !is_kept {
        bail!("the article has changed meanwhile; look at it again");
    }
    Ok(())
}

/// What the units read like, with their numbers.
fn print(draft: &Draft<'_>, answers: &[Answer], format: cli::Format) -> anyhow::Result<()> {
    let mut told = Vec::new();
    for ((spot, unit), answer) in draft.spots().zip(answers) {
        let original = write(&unit.text, Notation::Brackets);
        let text = answer.done.as_ref();
        let text = text.map(|(text, _)| write(text, Notation::Brackets));
        if format.json {
            told.push(json!({"unit": spot.to_string(), "original": original, "text": text}));
        } else {
            out::line(format!("{spot:>8}  {original}"));
            out::line(format!(
                "          {}\n",
                text.as_deref().unwrap_or("(stays)")
            ));
        }
    }
    if format.json {
        return out::json(&told);
    }
    out::line(
        "Sign it with --by NAME; change it with --title, --lead or --segment N=TEXT. The marks \
         ⟦1⟧…⟦/1⟧ stand for links and emphasis and must stay.",
    );
    Ok(())
}

/// Puts the changed texts in their places.
fn edit(
    draft: &Draft<'_>,
    answers: &mut [Answer],
    args: &cli::Review,
) -> anyhow::Result<Vec<Edit>> {
    let mut wanted: Vec<(String, &str)> = Vec::new();
    wanted.extend(args.title.as_deref().map(|text| ("title".to_owned(), text)));
    wanted.extend(args.lead.as_deref().map(|text| ("lead".to_owned(), text)));
    for segment in &args.segment {
        let Some((number, text)) = segment.split_once('=') else {
            bail!("--segment {segment:?}: write a number, \"=\" and the text");
        };
        wanted.push((number.trim().to_owned(), text));
    }
    let spots: Vec<_> = draft.spots().collect();
    let mut edits = Vec::new();
    for (name, text) in wanted {
        let place = spots.iter().position(|(spot, _)| spot.to_string() == name);
        let place = place.with_context(|| {
            format!("there is no unit {name:?} to be changed; without --by they are listed")
        })?;
        let (spot, unit) = spots[place];
        let answer = &mut answers[place];
        let before = answer.done.take();
        let before = before.map(|(text, _)| write(&text, Notation::Brackets));
        let text = written(unit, &name, text)?;
        edits.push(Edit {
            place: place_of(spot),
            before: before.unwrap_or_default(),
            after: write(&text, Notation::Brackets),
        });
        answer.done = Some((text, (HUMAN.to_owned(), String::new())));
    }
    Ok(edits)
}

/// What a person wrote, with the marks of the original.
fn written(
    unit: &Unit,
    name: &str,
    text: &str,
) -> anyhow::Result<depesche_translate::marked::Marked> {
    let marked = read(text, Notation::Brackets);
    unit.accepts(&marked).map_err(|fault| {
        anyhow::anyhow!(
            "{name}: {fault}; its original is {}",
            write(&unit.text, Notation::Brackets)
        )
    })
}

fn place_of(spot: Spot) -> Place {
    match spot {
        Spot::Title => Place::Title,
        Spot::Lead => Place::Lead,
        Spot::Alt => Place::Alt,
        Spot::Caption => Place::Caption,
        Spot::Segment { number, .. } => Place::Segment(number.saturating_sub(1)),
    }
}

/// What people have written is remembered before what machines have.
fn words(draft: &Draft<'_>, answers: &[Answer]) -> Vec<Remembered> {
    let lang = &draft.to;
    let units = draft.units().zip(answers);
    let own = units.filter_map(|((from, unit), answer)| {
        let (text, by) = answer.done.as_ref()?;
        (by.0 == HUMAN).then(|| Remembered {
            key: memory::key(&unit.text, from, lang, HUMAN, "", &[]),
            text: Some(write(text, Notation::Brackets)),
            fault: String::new(),
            engine: HUMAN.to_owned(),
            model: String::new(),
            from: from.clone(),
            to: lang.clone(),
        })
    });
    own.collect()
}

//! `depesche translate review`: a person answers for a translation.

use anyhow::{Context as _, bail};
use depesche_model::{ArticleId, Lang, Review, TextState};
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
use crate::stage::translate::work::{HUMAN, Need, recalled};

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
    let scope = match done.text {
        TextState::Done => Scope::Text,
        _ => Scope::Headline,
    };
    let glossary = house.store.glossary().await?;
    let draft = Draft::of(&job, &lang, scope, &glossary).context("it is in that language")?;
    let needs = draft.needs();
    let mut answers = recalled(house, &needs, &glossary).await?;
    let Some(by) = &args.by else {
        return print(&draft, &answers, args.format);
    };
    let edits = edit(&draft, &needs, &mut answers, args)?;
    let at = (house.clock)();
    let mut translation = draft.finish(&answers, glossary.version, done.made_at);
    translation.engines = translators(&answers);
    translation.review = Some(Review {
        by: by.trim().to_owned(),
        at,
        changed: u32::try_from(edits.len()).unwrap_or(u32::MAX),
    });
    let record = ReviewRecord {
        article: job.article.id,
        lang: lang.clone(),
        version: job.article.version,
        by: by.trim().to_owned(),
        at,
        edits,
    };
    let rows = words(&draft, &needs, &answers, &lang);
    let input = (record, translation, rows);
    let is_kept = house
        .store
        .write(&input, |tx, (record, translation, rows)| {
            Box::pin(async move {
                tx.correct(rows, record.at).await?;
                tx.review(record, translation).await
            })
        })
        .await?;
    if !is_kept {
        bail!("the article has changed meanwhile; look at it again");
    }
    out::line(format!("{} signs the translation into {lang}.", by.trim()));
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
    needs: &[Need<'_>],
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
    debug_assert_eq!(needs.len(), answers.len());
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
fn words(
    draft: &Draft<'_>,
    needs: &[Need<'_>],
    answers: &[Answer],
    lang: &Lang,
) -> Vec<Remembered> {
    let units = draft.units().zip(needs).zip(answers);
    let own = units.filter_map(|(((from, unit), _), answer)| {
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

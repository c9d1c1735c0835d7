//! `depesche translate text`: a text, now.

use anyhow::bail;
use depesche_model::Lang;
use depesche_read::language::language as recognised;
use depesche_translate::chain::Urgency;
use depesche_translate::unit::{Kind, Unit};
use serde_json::json;

use super::{language, must_have_engine, target};
use crate::cli;
use crate::cmd::input;
use crate::house::House;
use crate::out;
use crate::stage::translate::draft::Answer;
use crate::stage::translate::work::{Need, translate};

/// Translates a text, a paragraph a line, and prints what came.
pub(super) async fn run(house: &House, args: &cli::Text) -> anyhow::Result<()> {
    must_have_engine(house)?;
    let text = match &args.words {
        Some(text) => text.clone(),
        None => String::from_utf8_lossy(&input("-".as_ref())?).into_owned(),
    };
    let to = target(house, args.to.as_deref())?;
    let from = from(&text, args.from.as_deref())?;
    if from == to {
        bail!("it is in {from} already; say another language with --to, or with --from");
    }
    let glossary = house.store.glossary().await?;
    let kept: Vec<_> = glossary
        .terms
        .iter()
        .filter(|term| term.translation.is_none() && term.is_for(&from, &to))
        .cloned()
        .collect();
    let lines: Vec<_> = text.lines().collect();
    let units: Vec<_> = lines
        .iter()
        .map(|line| Unit::line(Kind::Block, line, &kept))
        .collect();
    let needs: Vec<_> = units
        .iter()
        .flatten()
        .map(|unit| Need {
            unit,
            from: &from,
            to: &to,
            may_leave: true,
            context: "",
        })
        .collect();
    let answers = translate(house, &needs, &glossary, Urgency::Headline).await?;
    print(args, &lines, &units, &answers)
}

fn from(text: &str, tag: Option<&str>) -> anyhow::Result<Lang> {
    match tag {
        Some(tag) => language(tag),
        None => match recognised(text, None) {
            Some(lang) => Ok(lang),
            None => bail!("its language is not clear; say it with --from"),
        },
    }
}

fn print(
    args: &cli::Text,
    lines: &[&str],
    units: &[Option<Unit>],
    answers: &[Answer],
) -> anyhow::Result<()> {
    let mut answers = answers.iter();
    let mut missing = 0;
    let mut told = Vec::new();
    for (line, unit) in lines.iter().zip(units) {
        let answer = unit.as_ref().and_then(|unit| Some((unit, answers.next()?)));
        let done = answer.and_then(|(unit, answer)| {
            let (text, by) = answer.done.as_ref()?;
            Some((unit.restore_line(text)?, by))
        });
        missing += usize::from(unit.is_some() && done.is_none());
        let text = done.as_ref().map_or(*line, |(text, _)| text);
        if args.format.json {
            let by = done
                .as_ref()
                .map(|(_, by)| json!({"engine": by.0, "model": by.1}));
            told.push(json!({"original": line, "text": text, "by": by}));
        } else {
            out::line(text);
        }
    }
    if args.format.json {
        out::json(&told)?;
    }
    if missing > 0 {
        bail!(
            "{missing} of {} paragraphs stay in the original; `depesche translate status` says how \
             the engines are",
            lines.len()
        );
    }
    Ok(())
}

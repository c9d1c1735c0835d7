//! `depesche translate eval`: an engine against human translations.

use anyhow::{Context as _, bail};
use depesche_translate::engine::{Engine, Job};
use depesche_translate::marked::Marked;
use depesche_translate::score::{bleu, chrf, chrf_with_words};
use serde_json::json;

use super::language;
use crate::cli;
use crate::cmd::input;
use crate::house::House;
use crate::out;

/// Translates the source texts (neither memory nor checks take part) and prints the scores.
pub(super) async fn run(house: &House, args: &cli::Eval) -> anyhow::Result<()> {
    let references = lines(&args.reference)?;
    let (name, answers) = match (&args.hyp, &args.src) {
        (Some(file), _) => (file.display().to_string(), lines(file)?),
        (None, Some(file)) => {
            let sources = lines(file)?;
            let engine = engine(house, args.engine.as_deref())?;
            (
                engine.profile().name.clone(),
                asked(engine, args, &sources).await?,
            )
        }
        (None, None) => bail!("say what is to be translated with --src, or what was with --hyp"),
    };
    if answers.len() != references.len() {
        bail!(
            "{} lines against {}: each needs its own translation",
            answers.len(),
            references.len()
        );
    }
    let pairs = answers.iter().zip(&references);
    let pairs: Vec<_> = pairs
        .map(|(answer, reference)| (answer.as_str(), reference.as_str()))
        .collect();
    let (bleu, chrf2, chrf_words) = (bleu(&pairs), chrf(&pairs), chrf_with_words(&pairs));
    if args.format.json {
        return out::json(&json!({
            "system": name, "lines": answers.len(),
            "bleu": bleu, "chrf2": chrf2, "chrf2++": chrf_words,
        }));
    }
    out::line(format!(
        "{name}, {} lines: BLEU {bleu:.1}, chrF2 {chrf2:.1}, chrF2++ {chrf_words:.1}",
        answers.len()
    ));
    Ok(())
}

fn lines(file: &std::path::Path) -> anyhow::Result<Vec<String>> {
    let text = String::from_utf8(input(file)?)
        .with_context(|| format!("{} is no UTF-8", file.display()))?;
    Ok(text.lines().map(str::to_owned).collect())
}

fn engine<'h>(house: &'h House, name: Option<&str>) -> anyhow::Result<&'h dyn Engine> {
    let mut engines = house.translation.chain.engines().iter();
    let found = engines.find(|engine| name.is_none_or(|name| engine.profile().name == name));
    match (found, name) {
        (Some(engine), _) => Ok(&**engine),
        (None, Some(name)) => bail!("there is no engine {name:?} in translate.engines"),
        (None, None) => bail!(super::HINT),
    }
}

async fn asked(
    engine: &dyn Engine,
    args: &cli::Eval,
    sources: &[String],
) -> anyhow::Result<Vec<String>> {
    let (from, to) = (language(&args.from)?, language(&args.to)?);
    let units: Vec<_> = sources
        .iter()
        .map(|line| Marked::from(line.as_str()))
        .collect();
    let progress = out::progress(units.len(), "translating");
    let mut answers = Vec::new();
    for batch in units.chunks(engine.profile().max_units.clamp(1, 25)) {
        let units: Vec<_> = batch.iter().collect();
        let job = Job {
            from: &from,
            to: &to,
            units: &units,
            context: "",
            terms: &[],
        };
        let reply = engine.translate(&job).await;
        let reply = reply.with_context(|| format!("line {} and after", answers.len() + 1))?;
        let texts = reply.units.iter();
        answers.extend(texts.map(|text| text.as_ref().map(Marked::plain).unwrap_or_default()));
        progress.inc(batch.len() as u64);
    }
    progress.finish_and_clear();
    Ok(answers)
}

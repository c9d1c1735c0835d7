//! `depesche translate glossary`: names stay names, and words of the house are always translated
//! alike.

use anyhow::{Context as _, bail};
use depesche_model::Term;
use depesche_translate::glossary::{read, suggest, write};
use jiff::SignedDuration;
use serde_json::json;

use super::language;
use crate::cli::{self, Glossary};
use crate::cmd::input;
use crate::house::House;
use crate::out;

/// How far back headlines are read for suggestions, and how many.
const RECENT: SignedDuration = SignedDuration::from_hours(30 * 24);
const HEADLINES: u32 = 20_000;

/// Lists the glossary, or does what is asked.
pub(super) async fn run(house: &House, what: Option<&Glossary>) -> anyhow::Result<()> {
    match what {
        None => list(house).await,
        Some(Glossary::Export) => {
            let glossary = house.store.glossary().await?;
            out::line(write(&glossary.terms).trim_end());
            Ok(())
        }
        Some(Glossary::Import { file }) => {
            let text = String::from_utf8_lossy(&input(file)?).into_owned();
            put(house, &terms_of(&text)?).await
        }
        Some(Glossary::Add {
            term,
            translation,
            from,
            to,
            any_case,
        }) => {
            let lang = |tag: &Option<String>| tag.as_deref().map(language).transpose();
            let term = Term {
                term: term.trim().to_owned(),
                translation: translation.as_deref().map(|text| text.trim().to_owned()),
                from: lang(from)?,
                to: lang(to)?,
                is_case_sensitive: !any_case,
            };
            if term.term.is_empty() {
                bail!("an empty term stands everywhere and nowhere");
            }
            put(house, &[term]).await
        }
        Some(Glossary::Remove { term }) => remove(house, term).await,
        Some(Glossary::Suggest { format }) => suggestions(house, *format).await,
    }
}

/// The terms of a glossary file.
///
/// # Errors
/// When a line is none; the text names it.
pub(crate) fn terms_of(text: &str) -> anyhow::Result<Vec<Term>> {
    read(text).map_err(|errors| {
        let lines: Vec<_> = errors.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("the glossary is not right: {}", lines.join("; "))
    })
}

async fn list(house: &House) -> anyhow::Result<()> {
    let glossary = house.store.glossary().await?;
    if glossary.terms.is_empty() {
        out::line(
            "The glossary is empty. `depesche translate glossary add OpenAI` keeps a name as it \
             is; `… suggest` looks which names your headlines spell in two ways.",
        );
        return Ok(());
    }
    let head = ["term", "stands as", "languages", "case"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(glossary.terms.iter().map(|term| {
        let lang = |lang: &Option<depesche_model::Lang>| {
            lang.as_ref().map_or("any".to_owned(), ToString::to_string)
        };
        vec![
            term.term.clone(),
            term.wanted().to_owned(),
            format!("{} → {}", lang(&term.from), lang(&term.to)),
            if term.is_case_sensitive {
                "as written"
            } else {
                "any"
            }
            .to_owned(),
        ]
    }));
    out::table(&rows);
    out::line(format!("\nversion {}", glossary.version));
    Ok(())
}

async fn put(house: &House, terms: &[Term]) -> anyhow::Result<()> {
    let before = house.store.glossary().await?.version;
    let input = (terms.to_vec(), (house.clock)());
    let version = house
        .store
        .write(&input, |tx, (terms, at)| Box::pin(tx.put_terms(terms, *at)))
        .await
        .context("cannot write the glossary")?;
    say(before, version);
    Ok(())
}

async fn remove(house: &House, term: &str) -> anyhow::Result<()> {
    let was_there = house
        .store
        .write(&term, |tx, term| Box::pin(tx.remove_term(term)))
        .await?;
    if !was_there {
        bail!("there is no term {term:?}; `depesche translate glossary` lists those there are");
    }
    out::line(format!("{term} is translated like any other word now."));
    Ok(())
}

fn say(before: u32, after: u32) {
    if before == after {
        out::line("Nothing has changed.");
    } else {
        out::line(format!(
            "The glossary is version {after} now. What holds one of these terms is translated \
             anew; nothing else is."
        ));
    }
}

async fn suggestions(house: &House, format: cli::Format) -> anyhow::Result<()> {
    let since = (house.clock)() - RECENT;
    let titles = house.store.recent_titles(since, HEADLINES).await?;
    let suggestions = suggest(titles.iter().map(|(_, _, title)| title.as_str()));
    if format.json {
        let told: Vec<_> = suggestions
            .iter()
            .map(|one| json!({"term": one.term, "others": one.others, "count": one.count}))
            .collect();
        return out::json(&told);
    }
    if suggestions.is_empty() {
        out::line("No name is spelled in two ways in the headlines of the last 30 days.");
        return Ok(());
    }
    let head = ["term", "also written", "headlines"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(suggestions.iter().map(|one| {
        vec![
            one.term.clone(),
            one.others.join(", "),
            one.count.to_string(),
        ]
    }));
    out::table(&rows);
    out::line("\n`depesche translate glossary add TERM` keeps one as it is.");
    Ok(())
}

//! `depesche rules`: a source's own rules for its pages, tried before they are saved.

mod trial;
mod tried;

use std::io::{BufRead as _, IsTerminal as _, Write as _};

use anyhow::{Context as _, bail};
use depesche_model::Source;
use depesche_read::rule::{Selector, SiteRules};
use depesche_store::rules::SourceRules;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::source_named;
use super::sources::ago;
use crate::cli;
use crate::house::House;
use crate::out;
use crate::stage::rules;
use tried::Tried;

/// Shows a source's rules, or tries others and saves them.
pub(crate) async fn run(house: &House, args: &cli::Rules) -> anyhow::Result<()> {
    let reports = house.store.sources().await?;
    let source = &source_named(&reports, &args.source)?.source;
    if args.undo {
        return undo(house, source, args).await;
    }
    match (args.selectors.is_empty(), args.clear) {
        (true, false) => show(house, source, args).await,
        (true, true) => {
            save(house, source, &SiteRules::default()).await?;
            say_saved(house, source, args).await
        }
        (false, _) => decide(house, source, args).await,
    }
}

/// Tries rules, and saves them where they are good enough and wanted.
async fn decide(house: &House, source: &Source, args: &cli::Rules) -> anyhow::Result<()> {
    let stored = rules::known(house, source.id).await?.unwrap_or_default();
    let none = SiteRules::default();
    let rules = changed(if args.clear { &none } else { &stored }, &args.selectors)?;
    let tried = trial::run(house, source, &stored, &rules).await?;
    let refusal = tried::refusal(&tried);
    if args.format.json {
        let is_saved = args.yes && refusal.is_none();
        out::json(&trial_json(source, &rules, &tried, is_saved))?;
    } else {
        say_selectors(&texts(&rules.take), &texts(&rules.drop));
        out::line("");
        tried::print(&tried);
    }
    if let Some(refusal) = refusal {
        bail!("the rules are not saved: {refusal}");
    }
    match (args.yes, args.format.json) {
        (true, true) => save(house, source, &rules).await,
        (false, true) => Ok(()),
        (is_sure, false) => {
            if !is_sure && !is_wanted()? {
                out::line("Nothing was saved.");
                return Ok(());
            }
            save(house, source, &rules).await?;
            say_saved(house, source, args).await
        }
    }
}

/// The rules with what the command line says in the place of what was said of the same.
///
/// # Errors
/// When a selector is none.
pub(super) fn changed(rules: &SiteRules, args: &cli::Selectors) -> anyhow::Result<SiteRules> {
    let said = SiteRules::read(&args.take, &args.drop)?;
    let or = |said: Vec<Selector>, was: &[Selector]| {
        if said.is_empty() { was.to_vec() } else { said }
    };
    let [take, drop] =
        [or(said.take, &rules.take), or(said.drop, &rules.drop)].map(|selectors| texts(&selectors));
    // Together they may be too many.
    Ok(SiteRules::read(&take, &drop)?)
}

fn texts(selectors: &[Selector]) -> Vec<String> {
    selectors.iter().map(Selector::to_string).collect()
}

async fn undo(house: &House, source: &Source, args: &cli::Rules) -> anyhow::Result<()> {
    let decided = house.store.site_rules(source.id, 2).await?;
    if decided.is_empty() {
        bail!("{} never had rules: there is nothing to undo", source.slug);
    }
    let before = decided.get(1);
    let rules = match before {
        Some(before) => SiteRules::read(&before.take, &before.drop)?,
        None => SiteRules::default(),
    };
    save(house, source, &rules).await?;
    say_saved(house, source, args).await
}

/// Saves rules, and asks for the last articles' pages anew.
async fn save(house: &House, source: &Source, rules: &SiteRules) -> anyhow::Result<()> {
    let mut articles = Vec::new();
    if reads_pages(house, source) {
        let pages = house.store.last_pages(source.id, trial::PAGES).await?;
        articles.extend(pages.iter().map(|page| page.id));
    }
    let input = (texts(&rules.take), texts(&rules.drop), articles);
    let (source, now) = (source.id, (house.clock)());
    house
        .store
        .write(&input, |tx, (take, drop, articles)| {
            Box::pin(tx.set_site_rules(source, take, drop, articles, now))
        })
        .await?;
    Ok(())
}

/// Whether the source's pages are read at all.
fn reads_pages(house: &House, source: &Source) -> bool {
    house.config.pages.enabled && crate::stage::page::extracts(source)
}

/// Asks a person.
fn is_wanted() -> anyhow::Result<bool> {
    let mut input = std::io::stdin().lock();
    if !std::io::stdin().is_terminal() {
        bail!("the rules are not saved: nobody is there to be asked; --yes saves them");
    }
    let mut output = std::io::stdout().lock();
    let asked = write!(output, "\nSave these rules? [y/N] ").and_then(|()| output.flush());
    asked.context("cannot ask")?;
    let mut answer = String::new();
    input
        .read_line(&mut answer)
        .context("cannot read the answer")?;
    Ok(matches!(
        answer.trim().to_lowercase().as_str(),
        "y" | "yes" | "j" | "ja"
    ))
}

async fn show(house: &House, source: &Source, args: &cli::Rules) -> anyhow::Result<()> {
    let decided = house.store.site_rules(source.id, 2).await?;
    if args.format.json {
        return out::json(&decided.first().map(as_json));
    }
    let (slug, now) = (&source.slug, (house.clock)());
    let Some(newest) = decided.first() else {
        out::line(format!(
            "{slug} has no rules of its own: its pages are read like all others. To try some:\n\
             depesche rules {slug} --take 'article .body' --drop '.related'"
        ));
        return Ok(());
    };
    out::line(format!(
        "{} ({slug}), since {}",
        source.name,
        minute(newest.decided_at)
    ));
    say_selectors(&newest.take, &newest.drop);
    if let Some(at) = newest.followed_at {
        out::line(format!("  a page was read by them {}", ago(at, now)));
    }
    if newest.missed > 0 {
        let noun = if newest.missed == 1 { "page" } else { "pages" };
        out::line(format!(
            "  they did not fit the last {} {noun}, read like all others",
            newest.missed
        ));
    }
    if let Some(before) = decided.get(1) {
        out::line(format!(
            "\nbefore that, since {}",
            minute(before.decided_at)
        ));
        say_selectors(&before.take, &before.drop);
    }
    out::line(format!(
        "\n`depesche rules {slug} --undo` brings back what was before."
    ));
    Ok(())
}

fn minute(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

fn say_selectors(take: &[String], drop: &[String]) {
    if take.is_empty() && drop.is_empty() {
        out::line("  no rules");
    }
    for (word, selectors) in [("take", take), ("drop", drop)] {
        for selector in selectors {
            out::line(format!("  {word}  {selector}"));
        }
    }
}

async fn say_saved(house: &House, source: &Source, args: &cli::Rules) -> anyhow::Result<()> {
    let decided = house.store.site_rules(source.id, 1).await?;
    if args.format.json {
        return out::json(&decided.first().map(as_json));
    }
    out::line(format!("Saved. {}'s rules from now on:", source.slug));
    if let Some(newest) = decided.first() {
        say_selectors(&newest.take, &newest.drop);
    }
    out::line(if reads_pages(house, source) {
        "The last articles are read again by them when the pipeline next runs; older ones stay."
    } else {
        "Its pages are not read at the moment, so they change nothing."
    });
    Ok(())
}

fn as_json(rules: &SourceRules) -> Value {
    json!({
        "take": rules.take,
        "drop": rules.drop,
        "decided_at": rules.decided_at.to_string(),
        "followed_at": rules.followed_at.map(|at| at.to_string()),
        "missed": rules.missed,
    })
}

fn trial_json(source: &Source, rules: &SiteRules, tried: &[Tried], is_saved: bool) -> Value {
    json!({
        "source": source.slug,
        "take": texts(&rules.take),
        "drop": texts(&rules.drop),
        "pages": tried.iter().map(Tried::as_json).collect::<Vec<_>>(),
        "is_saved": is_saved,
    })
}

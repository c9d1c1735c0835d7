//! `depesche translate`: what is translated, by whom, and what it costs.

mod article;
mod eval;
mod glossary;
mod review;
mod status;
mod text;

use anyhow::bail;
use depesche_model::Lang;

use crate::cli::Translate;
use crate::house::House;
pub(crate) use glossary::terms_of;

/// What an operator is told who has no engine.
pub(crate) const HINT: &str = "no engine is configured, so originals are shown; set \
    translate.engines in depesche.toml, such as [\"libretranslate\"] with libretranslate.url \
    (`depesche config --example` explains all)";

/// Does what is asked.
pub(crate) async fn run(house: &House, what: &Translate) -> anyhow::Result<()> {
    match what {
        Translate::Status { format } => status::run(house, *format).await,
        Translate::Text(args) => text::run(house, args).await,
        Translate::Article(args) => article::run(house, args).await,
        Translate::Glossary { what } => glossary::run(house, what.as_ref()).await,
        Translate::Review(args) => review::run(house, args).await,
        Translate::Eval(args) => eval::run(house, args).await,
    }
}

/// # Errors
/// When there is nobody who translates.
fn must_have_engine(house: &House) -> anyhow::Result<()> {
    if house.translation.chain.is_empty() {
        bail!(HINT);
    }
    Ok(())
}

/// A language as it was typed.
///
/// # Errors
/// When it is none.
fn language(tag: &str) -> anyhow::Result<Lang> {
    match Lang::parse(tag) {
        Some(lang) => Ok(lang),
        None => bail!("{tag:?} is no language; write its tag, such as \"de\" or \"en\""),
    }
}

/// The language wanted: as it was typed, or the portal's first.
fn target(house: &House, tag: Option<&str>) -> anyhow::Result<Lang> {
    match tag {
        Some(tag) => language(tag),
        None => house.translation.languages.first().map_or_else(
            || bail!("say into which language with --to"),
            |lang| Ok(lang.clone()),
        ),
    }
}

//! The commands: a file each.

pub(crate) mod add;
pub(crate) mod backup;
pub(crate) mod cuts;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod fetch;
pub(crate) mod hubs;
pub(crate) mod opml;
pub(crate) mod policy;
pub(crate) mod read;
pub(crate) mod relocate;
pub(crate) mod rules;
pub(crate) mod search;
pub(crate) mod section;
pub(crate) mod serve;
pub(crate) mod sources;
pub(crate) mod translate;

use anyhow::{Context as _, bail};
use depesche_model::health::SourceReport;

use crate::house::{self, House};
use crate::stage::index::Follower;

/// The bytes of a file, or of standard input for `-`.
fn input(file: &std::path::Path) -> anyhow::Result<Vec<u8>> {
    if file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut bytes)
            .context("cannot read standard input")?;
        return Ok(bytes);
    }
    std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

/// The sources that these words name: slug, name, number, or a feed's address.
///
/// # Errors
/// When a word names none; the text names the nearest.
fn named<'s>(
    reports: &'s [SourceReport],
    words: &[String],
) -> anyhow::Result<Vec<&'s SourceReport>> {
    words
        .iter()
        .map(|word| source_named(reports, word))
        .collect()
}

fn source_named<'s>(reports: &'s [SourceReport], word: &str) -> anyhow::Result<&'s SourceReport> {
    let is_named = |report: &&SourceReport| {
        let source = &report.source;
        source.slug == word
            || source.id.to_string() == word
            || source.name.eq_ignore_ascii_case(word)
            || report.feeds.iter().any(|feed| feed.url == word)
    };
    if let Some(report) = reports.iter().find(is_named) {
        return Ok(report);
    }
    let nearest = reports
        .iter()
        .map(|report| {
            (
                strsim::jaro_winkler(word, &report.source.slug),
                &report.source.slug,
            )
        })
        .filter(|(nearness, _)| *nearness > 0.7)
        .max_by(|(a, _), (b, _)| a.total_cmp(b));
    match nearest {
        Some((_, slug)) => bail!("there is no source {word:?}; did you mean {slug}?"),
        None => bail!("there is no source {word:?}; `depesche sources` lists those there are"),
    }
}

/// The index writer, where no other process runs the pipeline on this folder: that one follows the
/// store by itself.
fn follower_if_alone(house: &House) -> anyhow::Result<Option<(house::Lock, Follower)>> {
    match house::try_lock(&house.folder)? {
        Some(lock) => Ok(Some((lock, Follower::open(house)?))),
        None => Ok(None),
    }
}

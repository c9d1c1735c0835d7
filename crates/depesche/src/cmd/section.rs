//! `depesche section`: the portal's departments.

use anyhow::{Context as _, bail};
use depesche_model::query::{Document, Query};
use depesche_model::{ArticleId, Section};
use depesche_store::poll::NewSection;
use jiff::Timestamp;
use serde_json::json;

use crate::cli;
use crate::house::House;
use crate::out;

/// How many articles are looked at at once when a section's query is new.
const BATCH: usize = 200;

/// Lists the sections, adds or changes one, or takes one away.
pub(crate) async fn run(house: &House, args: &cli::Section) -> anyhow::Result<()> {
    let sections = house.store.sections().await?;
    let Some(slug) = &args.slug else {
        return list(&sections, args.format);
    };
    let known = sections.iter().find(|section| section.slug == *slug);
    if args.remove {
        let section = known.with_context(|| format!("there is no section {slug:?}"))?;
        let input = (section.id, (house.clock)());
        house
            .store
            .write(&input, |tx, (section, now)| {
                Box::pin(tx.remove_section(*section, *now))
            })
            .await?;
        out::line(format!("{slug} is gone; its articles are where they were."));
        return Ok(());
    }
    let section = merged(slug, known, args, sections.len())?;
    let count = put(house, section).await?;
    out::line(format!("{slug}: {count} articles"));
    Ok(())
}

fn list(sections: &[Section], format: cli::Format) -> anyhow::Result<()> {
    if format.json {
        let rows: Vec<_> = sections
            .iter()
            .map(|section| {
                json!({
                    "slug": section.slug,
                    "title": section.title,
                    "query": section.query,
                    "notice": section.notice,
                    "position": section.position,
                })
            })
            .collect();
        return out::json(&rows);
    }
    if sections.is_empty() {
        out::line(
            "No sections yet. `depesche section town --title Town --query 'harbour OR bridge'` adds one.",
        );
    }
    let rows: Vec<_> = sections
        .iter()
        .map(|section| {
            vec![
                section.slug.clone(),
                section.title.clone(),
                section.query.clone(),
            ]
        })
        .collect();
    out::table(&rows);
    Ok(())
}

fn merged(
    slug: &str,
    known: Option<&Section>,
    args: &cli::Section,
    sections: usize,
) -> anyhow::Result<NewSection> {
    let Some(query) = args
        .query
        .clone()
        .or_else(|| known.map(|section| section.query.clone()))
    else {
        bail!("a new section needs a query: --query 'harbour OR bridge'");
    };
    if Query::parse(&query).is_empty() {
        bail!("the query {query:?} asks for nothing");
    }
    let title = args
        .title
        .clone()
        .or_else(|| known.map(|section| section.title.clone()));
    let notice = args
        .notice
        .clone()
        .or_else(|| known.map(|section| section.notice.clone()));
    let position = args
        .position
        .or_else(|| known.map(|section| section.position));
    Ok(NewSection {
        slug: depesche_model::slug::slug(slug),
        title: title.unwrap_or_else(|| slug.to_owned()),
        query,
        notice: notice.unwrap_or_default(),
        position: position.unwrap_or_else(|| u32::try_from(sections).unwrap_or(u32::MAX)),
    })
}

/// Stores a section and finds its articles among those that are there.
pub(crate) async fn put(house: &House, section: NewSection) -> anyhow::Result<usize> {
    let now = (house.clock)();
    let input = (section, now);
    let section = house
        .store
        .write(&input, |tx, (section, now)| {
            Box::pin(tx.put_section(section, *now))
        })
        .await?;
    let articles = answering(house, &Query::parse(&section.query)).await?;
    let count = articles.len();
    // Stamped after the scan: what follows changes by their time must see these as new.
    let input = (section.id, articles, (house.clock)());
    house
        .store
        .write(&input, |tx, (section, articles, now)| {
            Box::pin(tx.set_section_articles(*section, articles, *now))
        })
        .await?;
    house.news.notify_one();
    Ok(count)
}

async fn answering(house: &House, query: &Query) -> anyhow::Result<Vec<ArticleId>> {
    let (mut at, mut after, mut found) = (Timestamp::UNIX_EPOCH, None, Vec::new());
    loop {
        let changes = house
            .store
            .changed_since(at, after, u32::try_from(BATCH).unwrap_or(1))
            .await?;
        let Some(&(last, last_at)) = changes.last() else {
            return Ok(found);
        };
        let ids: Vec<_> = changes.iter().map(|(id, _)| *id).collect();
        for article in house.store.indexables(&ids).await? {
            let document = Document::new(
                &article.title,
                &article.text,
                &article.source,
                article.language.as_ref(),
                &[],
            );
            if !article.is_deleted && query.matches(&document) {
                found.push(article.id);
            }
        }
        (at, after) = (last_at, Some(last));
    }
}

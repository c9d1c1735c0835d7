//! `depesche sources`: the sources, and how their feeds are doing.

use depesche_model::Feed;
use depesche_model::health::{Health, SourceReport};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::hubs::Hubs;
use crate::cli::Format;
use crate::house::House;
use crate::out;

/// Prints the sources.
pub(crate) async fn run(house: &House, format: Format) -> anyhow::Result<()> {
    let reports = house.store.sources().await?;
    let hubs = super::hubs::of_feeds(house).await?;
    if format.json {
        return out::json(
            &reports
                .iter()
                .map(|report| as_json(report, &hubs))
                .collect::<Vec<_>>(),
        );
    }
    if reports.is_empty() {
        out::line("No sources yet. Add the first with `depesche add https://…`.");
        return Ok(());
    }
    let now = (house.clock)();
    let mut rows = vec![
        [
            "source",
            "policy",
            "articles",
            "health",
            "last success",
            "what came of it",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    rows.extend(
        reports
            .iter()
            .flat_map(|report| rows_of(report, &hubs, now)),
    );
    out::table(&rows);
    Ok(())
}

fn rows_of(report: &SourceReport, hubs: &Hubs, now: Timestamp) -> Vec<Vec<String>> {
    let source = &report.source;
    let row = |first: [String; 3], feed: &Feed| {
        let mut row = first.to_vec();
        row.push(Health::of(feed).as_str().to_owned());
        row.push(
            feed.last_success_at
                .map_or_else(|| "never".to_owned(), |at| ago(at, now)),
        );
        row.push(came_of(feed, hubs));
        row
    };
    let head = || {
        [
            source.slug.clone(),
            source.policy.text.as_str().to_owned(),
            report.articles.to_string(),
        ]
    };
    match report.feeds.as_slice() {
        [] => vec![head().to_vec()],
        [feed] => vec![row(head(), feed)],
        feeds => std::iter::once(head().to_vec())
            .chain(feeds.iter().map(|feed| {
                row(
                    [
                        format!("  {}", feed.url),
                        String::new(),
                        feed.entries.to_string(),
                    ],
                    feed,
                )
            }))
            .collect(),
    }
}

/// What came of the last try, what is wrong with the feed itself, and what its hub does.
fn came_of(feed: &Feed, hubs: &Hubs) -> String {
    let hub = hubs.get(&feed.id).map(String::as_str);
    let parts = [
        Some(feed.last_outcome.as_str()),
        feed.criterion.fault(),
        hub,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// How long ago, in the largest unit that fits.
pub(crate) fn ago(at: Timestamp, now: Timestamp) -> String {
    let seconds = now.duration_since(at).as_secs().max(0);
    match seconds {
        0..=59 => "just now".to_owned(),
        60..=3_599 => format!("{} min ago", seconds / 60),
        3_600..=86_399 => format!("{} h ago", seconds / 3_600),
        _ => format!("{} d ago", seconds / 86_400),
    }
}

fn as_json(report: &SourceReport, hubs: &Hubs) -> Value {
    let source = &report.source;
    json!({
        "id": source.id,
        "slug": source.slug,
        "name": source.name,
        "home": source.home,
        "language": source.language,
        "licence": source.licence,
        "policy": source.policy,
        "articles": report.articles,
        "health": report.health().as_str(),
        "newest_at": report.newest_at.map(|at| at.to_string()),
        "feeds": report.feeds.iter().map(|feed| feed_json(feed, hubs)).collect::<Vec<_>>(),
    })
}

fn feed_json(feed: &Feed, hubs: &Hubs) -> Value {
    let time = |at: Option<Timestamp>| at.map(|at| at.to_string());
    json!({
        "id": feed.id,
        "url": feed.url,
        "title": feed.title,
        "health": Health::of(feed).as_str(),
        "entries": feed.entries,
        "failures": feed.failures,
        "last_outcome": feed.last_outcome,
        "told_apart_by": feed.criterion.as_str(),
        "fault": feed.criterion.fault(),
        "last_try_at": time(feed.last_try_at),
        "last_success_at": time(feed.last_success_at),
        "next_fetch_at": feed.next_fetch_at.to_string(),
        "interval_seconds": feed.interval.as_secs(),
        "ended_at": time(feed.ended_at),
        "hub": hubs.get(&feed.id),
    })
}

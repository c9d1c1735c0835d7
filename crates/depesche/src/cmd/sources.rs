//! `depesche sources`: the sources, how their feeds are doing, and what to do.

mod sheet;

use depesche_model::Feed;
use depesche_model::health::SourceReport;
use depesche_read::health::{self, Finding, State};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::hubs::Hubs;
use super::named;
use crate::cli::Sources;
use crate::house::House;
use crate::out;

/// Prints the sources, or the sheet of one.
pub(crate) async fn run(house: &House, args: &Sources) -> anyhow::Result<()> {
    let reports = house.store.sources().await?;
    let now = (house.clock)();
    let hubs = super::hubs::of_feeds(house).await?;
    if let Some(word) = &args.source {
        let report = named(&reports, std::slice::from_ref(word))?[0];
        return sheet::print(house, report, &hubs, args.format, now).await;
    }
    if args.format.json {
        let rows = reports.iter().map(|report| as_json(report, &hubs, now));
        return out::json(&rows.collect::<Vec<_>>());
    }
    if reports.is_empty() {
        out::line("No sources yet. Add the first with `depesche add https://…`.");
        return Ok(());
    }
    let head = [
        "source",
        "policy",
        "articles",
        "health",
        "last success",
        "what came of it",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(
        reports
            .iter()
            .flat_map(|report| rows_of(report, &hubs, now)),
    );
    out::table(&rows);
    if reports.iter().any(|report| needs_a_look(report, now)) {
        out::line("\n`depesche sources SOURCE` says what to do.");
    }
    Ok(())
}

/// What is the matter with a source's feeds and pages, each with the feed it is about.
pub(crate) fn findings(report: &SourceReport, now: Timestamp) -> Vec<(String, Finding)> {
    let of_feeds = report.feeds.iter().flat_map(|feed| {
        let found = health::of_feed(feed, now).into_iter();
        found.map(|finding| (feed.url.clone(), finding))
    });
    let of_pages = health::of_pages(report.page_reads);
    let of_pages = of_pages.map(|finding| (report.source.slug.clone(), finding));
    of_feeds.chain(of_pages).collect()
}

fn needs_a_look(report: &SourceReport, now: Timestamp) -> bool {
    !findings(report, now).is_empty()
}

fn rows_of(report: &SourceReport, hubs: &Hubs, now: Timestamp) -> Vec<Vec<String>> {
    let source = &report.source;
    let pages = health::of_pages(report.page_reads);
    let row = |first: [String; 3], feed: &Feed| {
        let mut row = first.to_vec();
        let state = State::of(feed, now);
        let changed = pages.as_ref().map(|finding| finding.state);
        row.push(
            state
                .max(changed.unwrap_or(State::Fine))
                .as_str()
                .to_owned(),
        );
        row.push(
            feed.last_success_at
                .map_or_else(|| "never".to_owned(), |at| ago(at, now)),
        );
        row.push(came_of(feed, hubs, now));
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

/// What came of the last try, what else is the matter, and what its hub does.
fn came_of(feed: &Feed, hubs: &Hubs, now: Timestamp) -> String {
    let found = health::of_feed(feed, now);
    let others = found
        .iter()
        .filter(|finding| finding.state < State::Failing)
        .map(|finding| finding.says.as_str());
    std::iter::once(feed.last_outcome.as_str())
        .chain(others)
        .chain(hubs.get(&feed.id).map(String::as_str))
        .collect::<Vec<_>>()
        .join("; ")
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

fn as_json(report: &SourceReport, hubs: &Hubs, now: Timestamp) -> Value {
    let source = &report.source;
    let findings = findings(report, now);
    json!({
        "id": source.id,
        "slug": source.slug,
        "name": source.name,
        "home": source.home,
        "language": source.language,
        "licence": source.licence,
        "policy": source.policy,
        "restrictions": source.restrictions,
        "articles": report.articles,
        "health": report.state(now).as_str(),
        "findings": findings.iter().map(finding_json).collect::<Vec<_>>(),
        "newest_at": report.newest_at.map(|at| at.to_string()),
        "feeds": report
            .feeds
            .iter()
            .map(|feed| feed_json(feed, hubs, now))
            .collect::<Vec<_>>(),
    })
}

fn finding_json((about, finding): &(String, Finding)) -> Value {
    json!({
        "about": about,
        "state": finding.state.as_str(),
        "says": finding.says,
        "to_do": finding.to_do,
    })
}

fn feed_json(feed: &Feed, hubs: &Hubs, now: Timestamp) -> Value {
    let time = |at: Option<Timestamp>| at.map(|at| at.to_string());
    let notes = &feed.notes;
    json!({
        "id": feed.id,
        "url": feed.url,
        "title": feed.title,
        "health": State::of(feed, now).as_str(),
        "entries": feed.entries,
        "failures": feed.failures,
        "failing_since": time(notes.failing_since),
        "trouble": notes.trouble.as_str(),
        "last_outcome": feed.last_outcome,
        "told_apart_by": feed.criterion.as_str(),
        "fault": feed.criterion.fault(),
        "last_try_at": time(feed.last_try_at),
        "last_success_at": time(feed.last_success_at),
        "newest_at": time(notes.newest_at),
        "usual_gap_seconds": health::gap(feed).map(|gap| gap.as_secs()),
        "next_fetch_at": feed.next_fetch_at.to_string(),
        "interval_seconds": feed.interval.as_secs(),
        "moved_to": notes.moved.as_ref().map(|moved| &moved.to),
        "proposed_url": notes.proposed_url,
        "ended_at": time(feed.ended_at),
        "hub": hubs.get(&feed.id),
    })
}

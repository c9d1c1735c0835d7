//! The sheet of one source: its feeds, what is the matter with them, and what it says of its terms.

use depesche_model::health::SourceReport;
use depesche_model::{Evidence, Restrictions};
use depesche_read::page::Obstacle;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{ago, as_json, findings};
use crate::cli::Format;
use crate::cmd::hubs::Hubs;
use crate::house::House;
use crate::out;

/// Prints it.
pub(super) async fn print(
    house: &House,
    report: &SourceReport,
    hubs: &Hubs,
    format: Format,
    now: Timestamp,
) -> anyhow::Result<()> {
    let evidence = house.store.evidence(report.source.id).await?;
    let obstacles = house.store.obstacles(report.source.id).await?;
    if format.json {
        let mut sheet = as_json(report, hubs, now);
        sheet["obstacles"] = obstacles
            .iter()
            .map(|(word, count)| json!({"obstacle": word, "pages": count}))
            .collect();
        sheet["evidence"] = evidence.iter().map(evidence_json).collect();
        return out::json(&sheet);
    }
    let source = &report.source;
    out::line(format!("{} ({})", source.name, source.slug));
    if !source.home.is_empty() {
        out::line(format!("  {}", source.home));
    }
    let policy = source.policy.text.as_str();
    out::line(format!("  policy {policy}, {} articles", report.articles));
    for feed in &report.feeds {
        out::line(format!("\n{}", feed.url));
        let success = feed.last_success_at;
        let success = success.map_or_else(|| "never".to_owned(), |at| ago(at, now));
        out::line(format!("  last success {success}: {}", feed.last_outcome));
        if let Some(hub) = hubs.get(&feed.id) {
            out::line(format!("  {hub}"));
        }
        if feed.ended_at.is_none() {
            out::line(format!("  asked again {:.0}", feed.next_fetch_at));
        }
    }
    let findings = findings(report, now);
    if !findings.is_empty() {
        out::line("\nWhat is the matter");
    }
    for (about, finding) in findings {
        out::line(format!("  {about}: {}", finding.says));
        out::line(format!("    → {}", finding.to_do));
    }
    print_obstacles(&obstacles);
    print_terms(&evidence, source.restrictions);
    Ok(())
}

/// What stood in place of articles on its pages: there the feed's text is shown, or what was there
/// before.
fn print_obstacles(obstacles: &[(String, u64)]) {
    if !obstacles.is_empty() {
        out::line("\nPages without their article");
    }
    for (word, count) in obstacles {
        let says = match Obstacle::parse(word) {
            Some(obstacle) => obstacle.says(),
            None => word,
        };
        out::line(format!("  {count} × {says}"));
    }
}

fn print_terms(evidence: &[Evidence], restrictions: Restrictions) {
    if evidence.is_empty() {
        out::line("\nIt says nothing of its terms.");
        return;
    }
    out::line("\nWhat it says of its terms");
    let head = ["what", "where", "found", "last seen", "says"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(evidence.iter().map(|found| {
        let day = |at: Timestamp| at.strftime("%Y-%m-%d").to_string();
        vec![
            found.sign.kind.as_str().to_owned(),
            found.sign.place.as_str().to_owned(),
            day(found.found_at),
            day(found.seen_at),
            found.sign.says.clone(),
        ]
    }));
    out::table(&rows);
    for effect in effects(restrictions) {
        out::line(format!("→ {effect}"));
    }
}

/// What follows from them, where no contract says otherwise.
fn effects(restrictions: Restrictions) -> impl Iterator<Item = &'static str> {
    [
        (
            restrictions.is_reserved,
            "text and data mining is reserved: only what the feed itself contains is taken and shown",
        ),
        (restrictions.no_archive, "noarchive: no whole texts in public"),
        (restrictions.no_snippet, "nosnippet: headline and link alone"),
        (restrictions.no_images, "noimageindex: no images"),
    ]
    .into_iter()
    .filter_map(|(is_set, says)| is_set.then_some(says))
}

fn evidence_json(found: &Evidence) -> Value {
    json!({
        "kind": found.sign.kind.as_str(),
        "place": found.sign.place.as_str(),
        "says": found.sign.says,
        "found_at": found.found_at.to_string(),
        "seen_at": found.seen_at.to_string(),
    })
}

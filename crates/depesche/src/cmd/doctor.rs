//! `depesche doctor`: looks at everything that may be wrong, and says what to do.

use std::path::Path;

use depesche_model::health::{SourceReport, State};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;

use super::sources;
use crate::cli::Format;
use crate::house::{self, House};
use crate::out;
use crate::stage::media;

/// Below this much free disk it is time to act.
const LOW_DISK_BYTES: u64 = 500_000_000;

/// After so many pages in a row that they did not fit, a source's rules are stale.
const STALE_PAGES: u32 = 5;

/// How it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
enum Grade {
    Ok,
    Look,
    Bad,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Finding {
    what: &'static str,
    state: Grade,
    says: String,
}

fn found(what: &'static str, state: Grade, says: impl Into<String>) -> Finding {
    Finding {
        what,
        state,
        says: says.into(),
    }
}

/// Looks at everything. Fails (exit code 1) when something is bad.
pub(crate) async fn run(house: &House, config_file: &Path, format: Format) -> anyhow::Result<()> {
    let reports = house.store.sources().await?;
    let mut findings = vec![
        configuration(config_file),
        disk(&house.folder),
        database(house).await,
        clock(house, &reports),
        index(house).await?,
        pictures(house).await?,
        pipeline(house),
        imprint(house),
    ];
    findings.extend(feeds(&reports, (house.clock)()));
    findings.extend(pauses(house).await?);
    findings.extend(rules(house).await?);
    findings.extend(hubs(house, &reports).await?);
    findings.push(translation(house).await?);
    let counts = house.store.counts((house.clock)()).await?;
    if format.json {
        out::json(&json!({
            "findings": findings,
            "counts": {
                "sources": counts.sources,
                "feeds": counts.feeds,
                "entries": counts.entries,
                "articles": counts.articles,
                "versions": counts.versions,
                "indexed": house.index.len(),
                "tickets": counts.tickets,
                "tickets_parked": counts.tickets_parked,
            },
        }))?;
    } else {
        for finding in &findings {
            let mark = match finding.state {
                Grade::Ok => "✓",
                Grade::Look => "!",
                Grade::Bad => "✗",
            };
            out::line(format!("{mark} {}: {}", finding.what, finding.says));
        }
    }
    if findings.iter().any(|finding| finding.state == Grade::Bad) {
        anyhow::bail!("something needs your hand");
    }
    Ok(())
}

fn configuration(file: &Path) -> Finding {
    if file.exists() {
        found(
            "configuration",
            Grade::Ok,
            format!("{} is right", file.display()),
        )
    } else {
        let says = format!(
            "no {}, so everything has its default (`depesche config --example` prints one)",
            file.display()
        );
        found("configuration", Grade::Ok, says)
    }
}

fn disk(folder: &Path) -> Finding {
    match rustix::fs::statvfs(folder) {
        Ok(disk) => {
            let free = disk.f_bavail * disk.f_frsize;
            let gigabytes = free / 1_000_000_000;
            if free < LOW_DISK_BYTES {
                let says = format!(
                    "only {} MB are free; make room before it is full",
                    free / 1_000_000
                );
                found("disk", Grade::Bad, says)
            } else {
                found("disk", Grade::Ok, format!("{gigabytes} GB are free"))
            }
        }
        Err(error) => found(
            "disk",
            Grade::Look,
            format!("cannot be looked at ({error})"),
        ),
    }
}

async fn database(house: &House) -> Finding {
    match house.store.integrity().await {
        Ok(None) => found("database", Grade::Ok, "whole"),
        Ok(Some(damage)) => {
            let says =
                format!("damaged ({damage}); restore the newest backup with `depesche restore`");
            found("database", Grade::Bad, says)
        }
        Err(error) => found("database", Grade::Bad, error.to_string()),
    }
}

/// A clock that is wrong shows against what was recorded before.
fn clock(house: &House, reports: &[SourceReport]) -> Finding {
    let now = (house.clock)();
    let newest = reports
        .iter()
        .flat_map(|report| &report.feeds)
        .filter_map(|feed| feed.last_try_at)
        .max();
    match newest {
        Some(at) if at > now => {
            let says =
                format!("it says {now}, but a feed was fetched at {at}; set the machine's clock");
            found("clock", Grade::Bad, says)
        }
        _ => found("clock", Grade::Ok, seconds_of(now)),
    }
}

fn seconds_of(now: Timestamp) -> String {
    now.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

async fn index(house: &House) -> anyhow::Result<Finding> {
    let counts = house.store.counts((house.clock)()).await?;
    let indexed = house.index.len();
    let says = format!("{indexed} of {} articles can be found", counts.articles);
    let state = if indexed + 1_000 < counts.articles {
        Grade::Look
    } else {
        Grade::Ok
    };
    Ok(found("search", state, says))
}

async fn pictures(house: &House) -> anyhow::Result<Finding> {
    let (count, missing) = media::missing(house).await?;
    Ok(match (count, missing.len()) {
        (0, _) => found("pictures", Grade::Ok, "none are kept"),
        (count, 0) => found("pictures", Grade::Ok, format!("{count} are kept")),
        (count, missing) => {
            let says = format!(
                "of {count} the files of {missing} are missing in {}; copy them from your backup, or \
                 restart `depesche serve`, which fetches them again",
                house.folder.join("media").display()
            );
            found("pictures", Grade::Look, says)
        }
    })
}

/// Rules that fit no page any more.
async fn rules(house: &House) -> anyhow::Result<Vec<Finding>> {
    let stale = house.store.stale_rules(STALE_PAGES).await?.into_iter();
    let stale = stale.map(|(slug, missed)| {
        let says = format!(
            "those of {slug} did not fit its last {missed} pages, which were read like all others; \
             try new ones with `depesche rules {slug}`, or --clear them"
        );
        found("rules", Grade::Look, says)
    });
    Ok(stale.collect())
}

fn pipeline(house: &House) -> Finding {
    match house::try_lock(&house.folder) {
        Ok(Some(_)) => found(
            "pipeline",
            Grade::Look,
            "not running; `depesche serve` runs it",
        ),
        Ok(None) => found("pipeline", Grade::Ok, "running"),
        Err(error) => found("pipeline", Grade::Bad, format!("{error:#}")),
    }
}

fn imprint(house: &House) -> Finding {
    let (site, imprint) = (&house.config.site, &house.config.imprint);
    let is_complete = [&imprint.operator, &imprint.address, &imprint.email]
        .iter()
        .all(|field| !field.trim().is_empty());
    match (is_complete, site.base_url.is_empty()) {
        (true, _) => found("imprint", Grade::Ok, "complete"),
        (false, true) => found(
            "imprint",
            Grade::Look,
            "missing; a portal that goes public needs imprint.operator, .address and .email",
        ),
        (false, false) => found(
            "imprint",
            Grade::Bad,
            "missing; set imprint.operator, .address and .email before you go public",
        ),
    }
}

/// Who asked to be left alone.
async fn pauses(house: &House) -> anyhow::Result<Vec<Finding>> {
    let pauses = house.store.pauses((house.clock)()).await?;
    let says = |pause: &depesche_store::poll::Pause| {
        format!(
            "{} is left alone until {:.0}: {}",
            pause.site, pause.until, pause.reason
        )
    };
    Ok(pauses
        .iter()
        .map(|pause| found("site", Grade::Ok, says(pause)))
        .collect())
}

/// Whether there is somebody who translates, and whether they can.
async fn translation(house: &House) -> anyhow::Result<Finding> {
    let translation = &house.translation;
    if translation.chain.is_empty() {
        return Ok(found("translation", Grade::Ok, super::translate::HINT));
    }
    let now = (house.clock)();
    let rests = house.store.engine_rests().await?;
    let rests: Vec<_> = rests
        .iter()
        .filter(|rest| rest.until > now)
        .map(|rest| {
            format!(
                "{} rests until {:.0}: {}",
                rest.engine, rest.until, rest.reason
            )
        })
        .collect();
    let names: Vec<_> = translation
        .chain
        .profiles()
        .map(|one| one.name.as_str())
        .collect();
    Ok(if rests.is_empty() {
        found(
            "translation",
            Grade::Ok,
            format!("{} ready", names.join(", ")),
        )
    } else {
        found("translation", Grade::Look, rests.join("; "))
    })
}

async fn hubs(house: &House, reports: &[SourceReport]) -> anyhow::Result<Vec<Finding>> {
    let told = super::hubs::told(house).await?;
    let feeds = || reports.iter().flat_map(|report| &report.feeds);
    let troubled = told.troubled.into_iter().map(|(id, words)| {
        let feed = feeds().find(|feed| feed.id == id);
        let url = feed.map_or("", |feed| feed.url.as_str());
        let says = format!("{url}: {words}; it is polled as if it had none");
        found("hub", Grade::Look, says)
    });
    let all = [found("hubs", Grade::Ok, told.all)];
    Ok(all.into_iter().chain(troubled).collect())
}

fn feeds(reports: &[SourceReport], now: Timestamp) -> Vec<Finding> {
    let all: Vec<_> = reports.iter().flat_map(|report| &report.feeds).collect();
    if all.is_empty() {
        return vec![found(
            "feeds",
            Grade::Look,
            "none yet; add one with `depesche add https://…`",
        )];
    }
    let count = |is: State| all.iter().filter(|feed| State::of(feed, now) == is).count();
    let counts: Vec<_> = State::ALL
        .into_iter()
        .filter(|state| *state > State::New)
        .map(|state| (state.as_str(), count(state)))
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| format!(", {count} {word}"))
        .collect();
    let says = format!("{} feeds{}", all.len(), counts.concat());
    let state = if counts.is_empty() {
        Grade::Ok
    } else {
        Grade::Look
    };
    let mut findings = vec![found("feeds", state, says)];
    let each = reports
        .iter()
        .flat_map(|report| sources::findings(report, now));
    // What has ended needs nobody's hand any more.
    let each = each.filter(|(_, finding)| finding.state != State::Ended);
    findings.extend(each.map(|(about, finding)| {
        let says = format!("{about}: {}; {}", finding.says, finding.to_do);
        found("feed", Grade::Look, says)
    }));
    findings
}

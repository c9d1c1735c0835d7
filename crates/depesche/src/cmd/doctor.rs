//! `depesche doctor`: looks at everything that may be wrong, and says what to do.

use std::path::Path;

use depesche_model::health::{Health, SourceReport};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;

use crate::cli::Format;
use crate::house::{self, House};
use crate::out;
use crate::stage::media;

/// Below this much free disk it is time to act.
const LOW_DISK_BYTES: u64 = 500_000_000;

/// How it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Ok,
    Look,
    Bad,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Finding {
    what: &'static str,
    state: State,
    says: String,
}

fn found(what: &'static str, state: State, says: impl Into<String>) -> Finding {
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
    findings.extend(feeds(&reports));
    findings.extend(hubs(house, &reports).await?);
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
                State::Ok => "✓",
                State::Look => "!",
                State::Bad => "✗",
            };
            out::line(format!("{mark} {}: {}", finding.what, finding.says));
        }
    }
    if findings.iter().any(|finding| finding.state == State::Bad) {
        anyhow::bail!("something needs your hand");
    }
    Ok(())
}

fn configuration(file: &Path) -> Finding {
    if file.exists() {
        found(
            "configuration",
            State::Ok,
            format!("{} is right", file.display()),
        )
    } else {
        let says = format!(
            "no {}, so everything has its default (`depesche config --example` prints one)",
            file.display()
        );
        found("configuration", State::Ok, says)
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
                found("disk", State::Bad, says)
            } else {
                found("disk", State::Ok, format!("{gigabytes} GB are free"))
            }
        }
        Err(error) => found(
            "disk",
            State::Look,
            format!("cannot be looked at ({error})"),
        ),
    }
}

async fn database(house: &House) -> Finding {
    match house.store.integrity().await {
        Ok(None) => found("database", State::Ok, "whole"),
        Ok(Some(damage)) => {
            let says =
                format!("damaged ({damage}); restore the newest backup with `depesche restore`");
            found("database", State::Bad, says)
        }
        Err(error) => found("database", State::Bad, error.to_string()),
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
            found("clock", State::Bad, says)
        }
        _ => found("clock", State::Ok, seconds_of(now)),
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
        State::Look
    } else {
        State::Ok
    };
    Ok(found("search", state, says))
}

async fn pictures(house: &House) -> anyhow::Result<Finding> {
    let (count, missing) = media::missing(house).await?;
    Ok(match (count, missing.len()) {
        (0, _) => found("pictures", State::Ok, "none are kept"),
        (count, 0) => found("pictures", State::Ok, format!("{count} are kept")),
        (count, missing) => {
            let says = format!(
                "of {count} the files of {missing} are missing in {}; copy them from your backup, or \
                 restart `depesche serve`, which fetches them again",
                house.folder.join("media").display()
            );
            found("pictures", State::Look, says)
        }
    })
}

fn pipeline(house: &House) -> Finding {
    match house::try_lock(&house.folder) {
        Ok(Some(_)) => found(
            "pipeline",
            State::Look,
            "not running; `depesche serve` runs it",
        ),
        Ok(None) => found("pipeline", State::Ok, "running"),
        Err(error) => found("pipeline", State::Bad, format!("{error:#}")),
    }
}

fn imprint(house: &House) -> Finding {
    let (site, imprint) = (&house.config.site, &house.config.imprint);
    let is_complete = [&imprint.operator, &imprint.address, &imprint.email]
        .iter()
        .all(|field| !field.trim().is_empty());
    match (is_complete, site.base_url.is_empty()) {
        (true, _) => found("imprint", State::Ok, "complete"),
        (false, true) => found(
            "imprint",
            State::Look,
            "missing; a portal that goes public needs imprint.operator, .address and .email",
        ),
        (false, false) => found(
            "imprint",
            State::Bad,
            "missing; set imprint.operator, .address and .email before you go public",
        ),
    }
}

async fn hubs(house: &House, reports: &[SourceReport]) -> anyhow::Result<Vec<Finding>> {
    let told = super::hubs::told(house).await?;
    let feeds = || reports.iter().flat_map(|report| &report.feeds);
    let troubled = told.troubled.into_iter().map(|(id, words)| {
        let feed = feeds().find(|feed| feed.id == id);
        let url = feed.map_or("", |feed| feed.url.as_str());
        let says = format!("{url}: {words}; it is polled as if it had none");
        found("hub", State::Look, says)
    });
    let all = [found("hubs", State::Ok, told.all)];
    Ok(all.into_iter().chain(troubled).collect())
}

fn feeds(reports: &[SourceReport]) -> Vec<Finding> {
    let all: Vec<_> = reports.iter().flat_map(|report| &report.feeds).collect();
    if all.is_empty() {
        return vec![found(
            "feeds",
            State::Look,
            "none yet; add one with `depesche add https://…`",
        )];
    }
    let failing: Vec<_> = all
        .iter()
        .filter(|feed| Health::of(feed) == Health::Failing)
        .collect();
    let ended = all
        .iter()
        .filter(|feed| Health::of(feed) == Health::Ended)
        .count();
    let says = format!(
        "{} feeds, {} failing, {ended} ended",
        all.len(),
        failing.len()
    );
    let state = if failing.is_empty() {
        State::Ok
    } else {
        State::Look
    };
    let mut findings = vec![found("feeds", state, says)];
    findings.extend(failing.iter().map(|feed| {
        let says = format!(
            "{} ({} times): {}",
            feed.url, feed.failures, feed.last_outcome
        );
        found("feed", State::Look, says)
    }));
    findings.extend(all.iter().filter_map(|feed| {
        let fault = feed.criterion.fault()?;
        let says = format!("{}: {fault}; its publisher may want to know", feed.url);
        Some(found("feed", State::Look, says))
    }));
    findings
}

//! `depesche fetch`: feeds are polled in the foreground.

use anyhow::bail;
use depesche_model::FeedId;
use depesche_store::poll::FeedJob;
use serde_json::{Value, json};

use super::{follower_if_alone, named};
use crate::cli::Fetch;
use crate::house::House;
use crate::stage::poll::Report;
use crate::{out, pipeline};

/// How many feeds are claimed at once with `--now`.
const BATCH: usize = 256;

/// What came, added up.
#[derive(Default)]
struct Sum {
    feeds: u32,
    fresh: u32,
    unchanged: u32,
    failed: u32,
    new_articles: u32,
    new_versions: u32,
}

impl Sum {
    fn add(&mut self, report: &Report) {
        self.feeds += 1;
        match report.word {
            "fresh" => self.fresh += 1,
            "failed" => self.failed += 1,
            // Somebody else has just polled it, or it has ended: nothing to do is nothing wrong.
            _ => self.unchanged += 1,
        }
        self.new_articles += report.recorded.new_articles;
        self.new_versions += report.recorded.new_versions;
    }
}

/// Polls feeds and says what came.
///
/// # Errors
/// When the store fails, or every feed did.
pub(crate) async fn run(house: &House, args: &Fetch) -> anyhow::Result<()> {
    let began = std::time::Instant::now();
    let wanted = wanted(house, args).await?;
    let bar = out::progress(wanted.as_ref().map_or(0, Vec::len), "fetching");
    let mut keeper = follower_if_alone(house)?;
    let mut sum = Sum::default();
    let mut rows = Vec::new();
    let mut told = |job: &FeedJob, report: &Report| {
        sum.add(report);
        if args.format.json {
            rows.push(as_json(job, report));
        } else {
            bar.suspend(|| say(job, report));
        }
        bar.inc(1);
    };
    match wanted {
        None => {
            let follower = keeper.as_mut().map(|(_, follower)| follower);
            pipeline::run_until_idle(house, follower, &mut told).await?;
        }
        Some(feeds) => {
            for batch in feeds.chunks(BATCH) {
                let jobs = claim(house, batch).await?;
                pipeline::poll_all(house, jobs, &mut told).await?;
            }
            pipeline::finish(house, keeper.as_mut().map(|(_, follower)| follower)).await?;
        }
    }
    bar.finish_and_clear();
    if let Some((_lock, follower)) = keeper {
        follower.close()?;
    }
    conclude(house, args, &sum, &rows, began.elapsed().as_secs_f64())
}

/// The feeds that are asked for whether due or not; `None`: those that are due.
async fn wanted(house: &House, args: &Fetch) -> anyhow::Result<Option<Vec<FeedId>>> {
    if args.sources.is_empty() && !args.now {
        return Ok(None);
    }
    let reports = house.store.sources().await?;
    let now = (house.clock)();
    let chosen = if args.sources.is_empty() {
        reports.iter().collect()
    } else {
        named(&reports, &args.sources)?
    };
    let mut wanted = Vec::new();
    for feed in chosen.iter().flat_map(|report| &report.feeds) {
        let has_ended = feed.ended_at.is_some();
        if has_ended && args.revive {
            revive(house, feed.id).await?;
            wanted.push(feed.id);
        } else if !has_ended && (args.now || feed.next_fetch_at <= now) {
            wanted.push(feed.id);
        }
    }
    Ok(Some(wanted))
}

async fn revive(house: &House, feed: FeedId) -> anyhow::Result<()> {
    let input = (feed, (house.clock)());
    house
        .store
        .write(&input, |tx, (feed, now)| {
            Box::pin(tx.revive_feed(*feed, *now))
        })
        .await?;
    Ok(())
}

async fn claim(house: &House, feeds: &[FeedId]) -> anyhow::Result<Vec<FeedJob>> {
    let input = (feeds, (house.clock)());
    Ok(house
        .store
        .write(&input, |tx, (feeds, now)| {
            Box::pin(tx.claim_feeds_now(feeds, *now))
        })
        .await?)
}

fn say(job: &FeedJob, report: &Report) {
    let name = if job.source.name.is_empty() {
        &job.feed.url
    } else {
        &job.source.name
    };
    let news = match report.recorded.new_articles + report.recorded.new_versions {
        0 => String::new(),
        _ => format!(
            " – {} new, {} changed",
            report.recorded.new_articles, report.recorded.new_versions
        ),
    };
    let mark = if report.word == "failed" {
        "✗"
    } else {
        "✓"
    };
    out::line(format!("{mark} {name}: {}{news}", report.outcome));
}

fn as_json(job: &FeedJob, report: &Report) -> Value {
    json!({
        "feed": job.feed.url,
        "source": job.source.slug,
        "result": report.word,
        "outcome": report.outcome,
        "new_articles": report.recorded.new_articles,
        "new_versions": report.recorded.new_versions,
    })
}

fn conclude(
    house: &House,
    args: &Fetch,
    sum: &Sum,
    rows: &[Value],
    seconds: f64,
) -> anyhow::Result<()> {
    if args.format.json {
        out::json(&json!({
            "feeds": rows,
            "summary": {
                "feeds": sum.feeds,
                "fresh": sum.fresh,
                "unchanged": sum.unchanged,
                "failed": sum.failed,
                "new_articles": sum.new_articles,
                "new_versions": sum.new_versions,
                "indexed": house.index.len(),
                "seconds": seconds,
                "busy_seconds": house.timings.seconds(),
            },
        }))?;
    } else if sum.feeds == 0 {
        out::line(
            "No feed is due. `depesche fetch --now` asks all the same, `depesche add` adds one.",
        );
    } else {
        out::line(format!(
            "{} feeds: {} new articles, {} changed; {} feeds unchanged, {} failed ({seconds:.1} s)",
            sum.feeds, sum.new_articles, sum.new_versions, sum.unchanged, sum.failed
        ));
    }
    if sum.feeds > 0 && sum.failed == sum.feeds {
        bail!("no feed could be read");
    }
    Ok(())
}

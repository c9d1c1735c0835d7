//! The whole service by a clock that runs fast.

use std::time::Duration;

use anyhow::Context as _;
use jiff::SignedDuration;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until};

use super::Stage;
use crate::pipeline;
use crate::stage::index::Follower;

/// Over how much simulated time requests are counted together.
const BUCKET: Duration = Duration::from_mins(1);

/// How long the service runs before it counts: a first poll of everything.
const WARM_UP: Duration = Duration::from_mins(75);

/// How long it is watched after each jump of the clock.
const AFTER_A_JUMP: Duration = Duration::from_hours(1);

/// How long the usual rate is counted: feeds that were first asked together come in waves of an
/// hour.
const USUALLY: Duration = Duration::from_hours(3);

const DAY: i64 = 24;

/// All feeds are due at once: the requests in each minute.
pub(super) async fn start(stage: &Stage, minutes: u32) -> anyhow::Result<Value> {
    let service = Service::start(stage)?;
    let rates = service
        .watch(Duration::from_secs(u64::from(minutes) * 60))
        .await;
    service.stop().await?;
    let mut report = stage.report().await?;
    report["rates"] = rates.into();
    Ok(report)
}

/// Feeds that publish often, perhaps among many dead ones: how old their entries are.
pub(super) async fn fresh(stage: &Stage, hours: u32) -> anyhow::Result<Value> {
    let service = Service::start(stage)?;
    let mut rates = service.watch(WARM_UP).await;
    stage.crowd.forget_ages();
    let rest = Duration::from_secs(u64::from(hours) * 3600).saturating_sub(WARM_UP);
    rates.extend(service.watch(rest).await);
    let report = stage.report().await?;
    service.stop().await?;
    let mut report = report;
    report["rates"] = rates.into();
    Ok(report)
}

/// The clock is set on and back, a day and ten years.
pub(super) async fn jumps(stage: &Stage) -> anyhow::Result<Value> {
    let service = Service::start(stage)?;
    service.watch(WARM_UP).await;
    let normal = service.watch(USUALLY).await;
    let mut jumps = Vec::new();
    for hours in [DAY, -DAY, 3652 * DAY, -3652 * DAY] {
        let before = stage.house.store.counts(stage.clock.now()).await?;
        stage.clock.advance(SignedDuration::from_hours(hours));
        let rates = service.watch(AFTER_A_JUMP).await;
        let after = stage.house.store.counts(stage.clock.now()).await?;
        jumps.push(json!({
            "hours": hours,
            "rates": rates,
            "articles_lost": before.articles.saturating_sub(after.articles),
        }));
    }
    let mut report = stage.report().await?;
    service.stop().await?;
    report["rates"] = normal.into();
    report["jumps"] = jumps.into();
    Ok(report)
}

/// The pipeline as `serve` runs it.
struct Service<'s> {
    stage: &'s Stage,
    stop: watch::Sender<bool>,
    running: JoinHandle<anyhow::Result<()>>,
}

impl<'s> Service<'s> {
    fn start(stage: &'s Stage) -> anyhow::Result<Self> {
        drop(crate::house::lock(&stage.house.folder)?);
        let follower = Follower::open(&stage.house)?;
        let (stop, stopping) = watch::channel(false);
        stage.clock.run(stage.speed);
        let running = tokio::spawn(pipeline::run(stage.house.clone(), follower, stopping));
        Ok(Self {
            stage,
            stop,
            running,
        })
    }

    /// Lets simulated time pass; the requests in each [`BUCKET`] of it.
    async fn watch(&self, time: Duration) -> Vec<u64> {
        let bucket = BUCKET / self.stage.speed;
        let count = time.as_secs() / BUCKET.as_secs();
        let began = Instant::now();
        let mut before = self.stage.crowd.asked();
        let mut rates = Vec::new();
        for number in 1..=count {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            sleep_until(began + bucket * number).await;
            let asked = self.stage.crowd.asked();
            rates.push(asked - before);
            before = asked;
        }
        rates
    }

    async fn stop(self) -> anyhow::Result<()> {
        let _ = self.stop.send(true);
        self.running.await.context("the pipeline failed")?
    }
}

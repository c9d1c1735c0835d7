//! The real pipeline in simulated time: a real store, real HTTP on loopback, a crowd of feeds from
//! the fake web, and a clock that jumps or runs ahead. Never in the shipped executable: it takes
//! the feature `simulation`, which `cargo xtask chaos` sets.
//!
//! Two ways of letting time pass: [`week`] turns the clock on in steps and polls what is due at
//! each, so that a week takes minutes; [`live`] lets the whole service run by a clock that is fast,
//! and its time-outs with it.

mod entries;
mod live;
mod translation;
mod week;

use std::path::Path;
use std::time::Instant;

use anyhow::Context as _;
use depesche_model::Policy;
use depesche_store::poll::{NewFeed, SourceOf};
use depesche_world::Clock;
use depesche_world::crowd::{Crowd, Mood, Plan};
use jiff::Timestamp;
use serde_json::Value;

use crate::config::{Config, Interval, Network};
use crate::house::House;
use crate::out;

/// When every simulation begins: a Monday.
const BEGINNING: Timestamp = Timestamp::constant(1_795_392_000, 0);

/// Feeds are subscribed to in transactions of so many.
const BATCH: usize = 500;

/// What is simulated.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    scene: Scene,
    #[command(flatten)]
    crowd: CrowdArgs,
}

/// The crowd.
#[derive(Debug, clap::Args)]
struct CrowdArgs {
    /// How many feeds live
    #[arg(long, global = true, default_value_t = 500)]
    feeds: usize,
    /// On how many hosts
    #[arg(long, global = true, default_value_t = 80)]
    hosts: usize,
    /// How many dead feeds there are besides
    #[arg(long, global = true, default_value_t = 0)]
    dead: usize,
    /// The same seed gives the same crowd
    #[arg(long, global = true, default_value_t = 1)]
    seed: u64,
    /// How much faster than the machine's the clock runs, where it runs
    #[arg(long, global = true, default_value_t = 120)]
    speed: u32,
}

#[derive(Clone, Copy, Debug, clap::Subcommand)]
enum Scene {
    /// Days with every bad habit, in steps
    Week {
        #[arg(long, default_value_t = 7)]
        days: u32,
        /// How far the clock is turned at once, in seconds
        #[arg(long, default_value_t = 60)]
        step: u32,
    },
    /// All feeds due at once; the rate of requests
    Start {
        #[arg(long, default_value_t = 20)]
        minutes: u32,
    },
    /// Lively feeds, and how old their entries are when they come
    Fresh {
        #[arg(long, default_value_t = 5)]
        hours: u32,
    },
    /// Feeds that say again what they have said, or say it otherwise
    Entries,
    /// What translating costs
    Translation,
    /// The clock is set a day and ten years on and back; the rate of requests
    Jumps,
}

/// Runs a scene on an empty data folder, and prints what was seen as JSON.
pub(crate) async fn run(config: Config, folder: &Path, args: &Args) -> anyhow::Result<()> {
    let began = Instant::now();
    if let Scene::Entries = args.scene {
        return out::json(&entries::run(config, folder).await?);
    }
    if let Scene::Translation = args.scene {
        return out::json(&translation::run(config, folder).await?);
    }
    let mood = match args.scene {
        Scene::Week { .. } => Mood::Mixed,
        Scene::Start { .. } => Mood::Still,
        Scene::Fresh { .. } | Scene::Jumps | Scene::Entries | Scene::Translation => Mood::Lively,
    };
    let stage = Stage::build(config, folder, &args.crowd, mood, args.scene).await?;
    let mut report = match args.scene {
        Scene::Week { days, step } => week::run(&stage, days, step).await?,
        Scene::Start { minutes } => live::start(&stage, minutes).await?,
        Scene::Fresh { hours } => live::fresh(&stage, hours).await?,
        Scene::Jumps | Scene::Entries | Scene::Translation => live::jumps(&stage).await?,
    };
    report["real_seconds"] = began.elapsed().as_secs_f64().into();
    out::json(&report)?;
    stage.house.store.close().await;
    Ok(())
}

/// A house with its crowd.
struct Stage {
    house: House,
    crowd: Crowd,
    clock: Clock,
    speed: u32,
}

impl Stage {
    async fn build(
        mut config: Config,
        folder: &Path,
        args: &CrowdArgs,
        mood: Mood,
        scene: Scene,
    ) -> anyhow::Result<Self> {
        let clock = Clock::at(BEGINNING);
        let plan = Plan {
            feeds: args.feeds,
            hosts: args.hosts,
            dead: args.dead,
            entries: if mood == Mood::Still { 1 } else { 10 },
            mood,
            seed: args.seed,
        };
        let crowd = Crowd::start(plan, clock.clone(), 0)
            .await
            .context("loopback has no free port")?;
        config.fetch.allow_private = vec![Network("127.0.0.0/8".parse()?)];
        config.fetch.resolve = Plan::pins()
            .into_iter()
            .map(|(name, address)| (name.to_owned(), address))
            .collect();
        "https://reader.example/contact".clone_into(&mut config.fetch.contact);
        config.pages.enabled = false;
        if !matches!(scene, Scene::Week { .. }) {
            // Time-outs run by the machine's clock: they have to hurry as the simulated one does.
            let timeout = config.fetch.timeout.0 / i32::try_from(args.speed)?;
            config.fetch.timeout = Interval(timeout);
        }
        let mut house = House::open(config, folder, clock.as_fn()).await?;
        house.hurry = args.speed.max(1);
        let stage = Self {
            house,
            crowd,
            clock,
            speed: args.speed,
        };
        stage.subscribe().await?;
        Ok(stage)
    }

    /// Subscribes to all feeds of the crowd; they are due at once.
    async fn subscribe(&self) -> anyhow::Result<()> {
        let now = self.clock.now();
        let interval = self.house.config.fetch.min_interval.0;
        let feeds = self.crowd.urls().into_iter().map(|url| NewFeed {
            url,
            title: String::new(),
            source: SourceOf::Home {
                name: String::new(),
                home: String::new(),
                policy: Policy::default(),
            },
            at: now,
            first_fetch_at: now,
            interval,
        });
        let feeds: Vec<_> = feeds.collect();
        for batch in feeds.chunks(BATCH) {
            self.house
                .store
                .write(batch, |tx, batch| {
                    Box::pin(async move {
                        for feed in batch {
                            tx.add_feed(feed).await?;
                        }
                        Ok(())
                    })
                })
                .await?;
        }
        Ok(())
    }

    /// What the crowd and the store say.
    async fn report(&self) -> anyhow::Result<Value> {
        let mut report = self.crowd.report();
        let counts = self.house.store.counts(self.clock.now()).await?;
        report["store"] = serde_json::json!({
            "feeds": counts.feeds, "failing": counts.feeds_failing, "due": counts.feeds_due,
            "entries": counts.entries, "articles": counts.articles, "versions": counts.versions,
        });
        Ok(report)
    }
}

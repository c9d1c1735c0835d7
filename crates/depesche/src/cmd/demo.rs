//! `depesche demo`: the whole system on itself, offline.
//!
//! The fake web of `world` plays three days of four invented outlets; the real pipeline reads them
//! over real HTTP, in a data folder that is gone afterwards; then the clock goes over to real time
//! and a new article is published every half minute.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use depesche_model::{FeedId, Policy, TextPolicy};
use depesche_store::poll::{NewFeed, NewSection, SourceOf};
use depesche_world::demo::{Demo, Outlet, Terms};
use tokio::net::TcpListener;

use super::{section, serve};
use crate::cli;
use crate::clock::Clock;
use crate::config::Config;
use crate::house::House;
use crate::stage::index::Follower;
use crate::{out, pipeline};

mod check;
mod phrases;

/// How often a new article is published.
const PUBLISH_EVERY: Duration = Duration::from_secs(30);

/// The demo, played to its end and ready to be shown.
struct Stage {
    house: House,
    follower: Follower,
    demo: Arc<Demo>,
    feeds: Vec<FeedId>,
}

/// Plays the demo and publishes it until Ctrl-C, or checks it and ends.
pub(crate) async fn run(config: Config, args: &cli::Demo, clock: Clock) -> anyhow::Result<()> {
    let began = Instant::now();
    let listen = if args.check {
        "127.0.0.1:0"
    } else {
        args.listen.as_str()
    };
    let listener = serve::bind(listen).await?;
    let folder = tempfile::tempdir().context("cannot make a folder for the demo")?;
    let stage = play(demo_config(config), folder.path(), clock).await?;
    let address = listener.local_addr()?;
    let counts = stage.house.store.counts((stage.house.clock)()).await?;
    out::line(format!(
        "{} invented outlets, {} articles over three days, ready in {:.1} s",
        stage.demo.outlets().len(),
        counts.articles,
        began.elapsed().as_secs_f64()
    ));
    if args.check {
        return check::run(stage, listener).await;
    }
    out::line(format!("The portal is at http://{address}"));
    out::line(
        "A new article comes every half minute. Ctrl-C ends the demo and leaves nothing behind.",
    );
    show(stage, listener).await
}

/// What the demo needs of the configuration, over whatever there is.
fn demo_config(mut config: Config) -> Config {
    let given = Config::default();
    if config.site.name == given.site.name {
        config.site.name = String::from("Nordkurs");
    }
    config.site.base_url.clear();
    config.store = given.store;
    config.pages = given.pages;
    config.translate = given.translate;
    config.fetch.allow_private = vec![crate::config::Network(
        "127.0.0.0/8".parse().expect("a network"),
    )];
    config.imprint.operator = String::from("Nordkurs, eine Vorführung");
    config.imprint.address = String::from("Am Fleet 1\n00000 Sandmünde");
    config.imprint.email = String::from("redaktion@nordkurs.example");
    config.imprint.responsible = String::from("die Vorführung selbst");
    config
}

/// Plays the three days: at each step the web moves on, and every feed is polled.
async fn play(config: Config, folder: &std::path::Path, real: Clock) -> anyhow::Result<Stage> {
    let demo = Arc::new(Demo::start(real()).await);
    let is_live = Arc::new(AtomicBool::new(false));
    let clock: Clock = {
        let (demo, is_live) = (demo.clock().clone(), Arc::clone(&is_live));
        Arc::new(move || {
            if is_live.load(Ordering::Relaxed) {
                real()
            } else {
                demo.now()
            }
        })
    };
    let mut house = House::open(config, folder, clock).await?;
    phrases::install(&mut house, &demo).await?;
    let mut follower = Follower::open(&house)?;
    let feeds = subscribe(&house, &demo).await?;
    for step in demo.steps() {
        demo.advance_to(step);
        poll(&house, &feeds).await?;
        pipeline::finish(&house, None).await?;
    }
    follower.follow().await?;
    is_live.store(true, Ordering::Relaxed);
    Ok(Stage {
        house,
        follower,
        demo,
        feeds,
    })
}

async fn subscribe(house: &House, demo: &Demo) -> anyhow::Result<Vec<FeedId>> {
    let now = (house.clock)();
    for (position, section) in demo.sections().iter().enumerate() {
        let is_german = house
            .config
            .site
            .languages
            .first()
            .is_none_or(|lang| lang == "de");
        let new = NewSection {
            slug: section.slug.to_owned(),
            title: if is_german {
                section.title_de
            } else {
                section.title_en
            }
            .to_owned(),
            query: section.query.to_owned(),
            notice: if is_german {
                section.notice_de
            } else {
                section.notice_en
            }
            .to_owned(),
            position: u32::try_from(position).unwrap_or(u32::MAX),
        };
        section::put(house, new).await?;
    }
    let mut feeds = Vec::new();
    for outlet in demo.outlets() {
        for url in &outlet.feeds {
            let feed = NewFeed {
                url: url.clone(),
                title: String::new(),
                source: SourceOf::Home {
                    name: outlet.name.clone(),
                    home: outlet.home.clone(),
                    policy: policy(outlet),
                },
                at: now,
                first_fetch_at: now,
                interval: house.config.fetch.min_interval.0,
            };
            let added = house
                .store
                .write(&feed, |tx, feed| Box::pin(tx.add_feed(feed)))
                .await?;
            feeds.push(added.feed);
        }
    }
    Ok(feeds)
}

fn policy(outlet: &Outlet) -> Policy {
    match &outlet.terms {
        Terms::Headline => Policy::default(),
        Terms::Excerpt { chars, basis } => Policy {
            text: TextPolicy::Excerpt,
            excerpt_chars: *chars,
            basis: basis.clone(),
            ..Policy::default()
        },
        Terms::Full { basis } => Policy {
            text: TextPolicy::Full,
            basis: basis.clone(),
            ..Policy::default()
        },
    }
}

/// Polls all feeds, due or not: in the demo days pass in moments.
async fn poll(house: &House, feeds: &[FeedId]) -> anyhow::Result<()> {
    let input = (feeds, (house.clock)());
    let jobs = house
        .store
        .write(&input, |tx, (feeds, now)| {
            Box::pin(tx.claim_feeds_now(feeds, *now))
        })
        .await?;
    pipeline::poll_all(house, jobs, &mut |_, _| {}).await
}

/// Publishes the portal, and a new article every half minute, until Ctrl-C.
async fn show(stage: Stage, listener: TcpListener) -> anyhow::Result<()> {
    let Stage {
        house,
        follower,
        demo,
        feeds,
    } = stage;
    let publisher = tokio::spawn(publish(house.clone(), demo, feeds));
    let ended = serve::publish(&house, follower, listener).await;
    publisher.abort();
    house.store.close().await;
    ended
}

async fn publish(house: House, demo: Arc<Demo>, feeds: Vec<FeedId>) {
    loop {
        tokio::time::sleep(PUBLISH_EVERY).await;
        let headline = demo.publish_next((house.clock)());
        match poll(&house, &feeds).await {
            Ok(()) => out::line(format!("published: {headline}")),
            Err(error) => tracing::error!("cannot poll the demo's feeds: {error:#}"),
        }
    }
}

//! What a feed says again, and again otherwise: one feed after the other over many fetches.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context as _;
use depesche_model::gate::{Audience, show};
use depesche_model::{Policy, SourceId};
use depesche_store::poll::{NewFeed, SourceOf};
use depesche_store::portal::{Counts, Page};
use depesche_world::{Answer, Feed, World};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::config::{Config, Network};
use crate::house::House;
use crate::pipeline;

/// How often an unchanged feed is fetched, in each of three ways of being unchanged.
const FETCHES: u32 = 1000;

/// How often a feed with new GUIDs each time is fetched.
const ROUNDS: u32 = 50;

/// How many old entries come again with new dates.
const OLD: u32 = 500;

/// Long enough for every feed to be due again.
const LATER: SignedDuration = SignedDuration::from_hours(25);

/// Dates as feeds have written them, and as they should not.
const DATES: &[&str] = &[
    "",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "Fri, 31 Dec 2099 23:59:59 GMT",
    "Mon, 23 Nov 2026 24:00:00 GMT",
    "Mon, 23 Nov 2026 23:59:60 GMT",
    "Mon, 23 Nov 2026 08:00:00 EST",
    "Mon, 23 Nov 2026 08:00:00 CEST",
    "Mon, 23 Nov 26 08:00:00 +0000",
    "23 Nov 99 08:00 GMT",
    "Mon, 23 Nov 2026 08:00:00 +1400",
    "Mon, 23 Nov 2026 08:00:00 -1200",
    "Mo, 23 Dez 2026 08:00:00 +0100",
    "Montag, 23. November 2026 08:00",
    "lun., 23 nov. 2026 08:00:00 +0100",
    "2026-11-23T08:00:00+14:00",
    "2026-11-23",
    "2027-01-01T00:00:00Z",
    "12/31/2026 08:00 PM",
    "99999999999",
    "tomorrow",
    "+292277026596-12-04T15:30:07Z",
];

/// A house, and a web whose clock it goes by.
struct Desk {
    house: House,
    world: World,
}

/// Fetches them all; what was stored that should not have been.
pub(super) async fn run(mut config: Config, folder: &Path) -> anyhow::Result<Value> {
    config.fetch.allow_private = vec![Network("127.0.0.0/8".parse()?)];
    config.pages.enabled = false;
    let world = World::start().await;
    let house = House::open(config, folder, world.clock().as_fn()).await?;
    let desk = Desk { house, world };
    let report = json!({
        // First: the odd dates are of about the day on which the web begins.
        "dates": desk.dates().await?,
        "same": desk.same().await?,
        "guids": desk.guids().await?,
        "republished": desk.republished().await?,
    });
    desk.house.store.close().await;
    Ok(report)
}

impl Desk {
    async fn subscribe(&self, url: String) -> anyhow::Result<SourceId> {
        let now = self.world.clock().now();
        let new = NewFeed {
            url,
            title: String::new(),
            source: SourceOf::Home {
                name: String::new(),
                home: String::new(),
                policy: Policy::default(),
            },
            at: now,
            first_fetch_at: now,
            interval: self.house.config.fetch.min_interval.0,
        };
        let added = self
            .house
            .store
            .write(&new, |tx, new| Box::pin(tx.add_feed(new)))
            .await?;
        Ok(added.source)
    }

    async fn poll(&self) -> anyhow::Result<()> {
        pipeline::poll_due(&self.house, &mut |_, _| {}).await?;
        self.world.clock().advance(LATER);
        Ok(())
    }

    async fn counts(&self) -> anyhow::Result<Counts> {
        Ok(self.house.store.counts(self.world.clock().now()).await?)
    }

    /// When the articles of a source were published, newest first.
    async fn published(&self, source: SourceId) -> anyhow::Result<Vec<Timestamp>> {
        let page = Page {
            after: None,
            limit: 1000,
        };
        let held = self
            .house
            .store
            .of_source(source, page, &self.house.language())
            .await?;
        let shown = held
            .into_iter()
            .filter_map(|held| show(held, Audience::Public));
        Ok(shown.map(|shown| shown.published_at).collect())
    }

    /// A feed that says 304, one that says the same bytes again, and one in which only the hour
    /// of its writing changes.
    async fn same(&self) -> anyhow::Result<Value> {
        let (known, same) = (
            self.world.feed("known").await,
            self.world.feed("same").await,
        );
        known.entries(20);
        same.entries(20).without_validators();
        let site = self.world.site("built").await;
        let built = |n: u32| document(&format!("<lastBuildDate>{n}</lastBuildDate>"), &items(20));
        site.put("/feed.xml", Answer::xml(built(0)));
        for url in [known.url(), same.url(), site.url("/feed.xml")] {
            self.subscribe(url).await?;
        }
        self.poll().await?;
        let (before, stamp) = (self.counts().await?, self.house.store.stamp().await?);
        for n in 1..=FETCHES {
            site.put("/feed.xml", Answer::xml(built(n)));
            self.poll().await?;
        }
        let (after, stamp_after) = (self.counts().await?, self.house.store.stamp().await?);
        let polls = |feed: &Feed| feed.polls().len();
        Ok(json!({
            "polls": polls(&known) + polls(&same) + site.requests().len(),
            "new_entries": after.entries - before.entries,
            "new_versions": after.versions - before.versions,
            "is_as_before": stamp == stamp_after,
        }))
    }

    /// New GUIDs at each fetch, and one GUID for all.
    async fn guids(&self) -> anyhow::Result<Value> {
        let changing = self.world.feed("changing").await;
        changing.entries(20).new_guids_each_time();
        let one = self.world.feed("one").await;
        one.entries(20).one_guid_for_all();
        let changing_source = self.subscribe(changing.url()).await?;
        let one_source = self.subscribe(one.url()).await?;
        for _ in 0..ROUNDS {
            self.poll().await?;
        }
        Ok(json!({
            "copies": self.published(changing_source).await?.len().saturating_sub(20),
            "of_one_guid": self.published(one_source).await?.len(),
        }))
    }

    /// Old entries that come again with dates of today.
    async fn republished(&self) -> anyhow::Result<Value> {
        let site = self.world.site("archive").await;
        let dated = |at: Timestamp| {
            let items: String = (0..OLD)
                .map(|n| item(n, &at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()))
                .collect();
            Answer::xml(document("", &items))
        };
        let old = self.world.clock().now() - SignedDuration::from_hours(24 * 900);
        site.put("/feed.xml", dated(old));
        let source = self.subscribe(site.url("/feed.xml")).await?;
        self.poll().await?;
        let before = self.published(source).await?.len();
        let now = self.world.clock().now();
        site.put("/feed.xml", dated(now));
        self.poll().await?;
        let published = self.published(source).await?;
        let recent = now - SignedDuration::from_hours(48);
        Ok(json!({
            "before": before,
            "new": published.len().saturating_sub(before),
            "on_top": published.iter().filter(|at| **at > recent).count(),
        }))
    }

    /// Entries with every kind of date.
    async fn dates(&self) -> anyhow::Result<Value> {
        let site = self.world.site("dates").await;
        let items: String = DATES
            .iter()
            .zip(0..)
            .map(|(date, n)| item(n, date))
            .collect();
        site.put("/feed.xml", Answer::xml(document("", &items)));
        let source = self.subscribe(site.url("/feed.xml")).await?;
        let now = self.world.clock().now();
        self.poll().await?;
        let published = self.published(source).await?;
        anyhow::ensure!(!published.is_empty(), "the feed of odd dates was not read");
        let newest = published.first().context("there is one")?;
        Ok(json!({
            "articles": published.len(),
            "given": DATES.len(),
            "future": published.iter().filter(|at| **at > now).count(),
            "newest": newest.to_string(),
        }))
    }
}

fn document(head: &str, items: &str) -> String {
    format!(
        "<rss version=\"2.0\"><channel><title>Entries</title><link>http://entries.example/</link>\
         {head}{items}</channel></rss>"
    )
}

fn items(count: u32) -> String {
    (0..count).map(|n| item(n, "")).collect()
}

fn item(number: u32, date: &str) -> String {
    let mut item = format!(
        "<item><title>Report {number}</title><link>http://entries.example/{number}</link>\
         <guid>http://entries.example/{number}</guid><description>What is known.</description>"
    );
    if !date.is_empty() {
        let _ = write!(item, "<pubDate>{date}</pubDate>");
    }
    item + "</item>"
}

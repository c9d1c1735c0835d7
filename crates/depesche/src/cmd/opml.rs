//! `depesche import` and `depesche export`: subscriptions in and out.

use std::path::Path;

use depesche_feed::Subscription;
use depesche_model::Policy;
use depesche_store::StoreError;
use depesche_store::poll::{Added, NewFeed, SourceOf};
use jiff::Timestamp;

use super::add::has_password;
use super::input;
use crate::house::House;
use crate::out;

/// How many feeds are added in one transaction.
const BATCH: usize = 200;

/// Adds all feeds of an OPML file. They are fetched by the next `serve` or `fetch`.
pub(crate) async fn import(house: &House, file: &Path) -> anyhow::Result<()> {
    let subscriptions = depesche_feed::opml(&input(file)?)?;
    let now = (house.clock)();
    let (mut feeds, mut unusable) = (Vec::new(), Vec::new());
    for subscription in &subscriptions {
        match url::Url::parse(&subscription.feed_url) {
            Ok(url) if matches!(url.scheme(), "http" | "https") && !has_password(&url) => {
                feeds.push(new_feed(house, subscription, url.to_string(), now));
            }
            _ => unusable.push(subscription.feed_url.clone()),
        }
    }
    let bar = out::progress(feeds.len(), "adding");
    let mut new = 0;
    for batch in feeds.chunks(BATCH) {
        let added = add_all(house, batch).await?;
        new += added.iter().filter(|added| !added.was_there).count();
        bar.inc(batch.len() as u64);
    }
    bar.finish_and_clear();
    for address in &unusable {
        out::line(format!(
            "left out, not a web address that can be kept: {}",
            shown(address)
        ));
    }
    let known = feeds.len() - new;
    out::line(format!(
        "{new} feeds added, {known} were there. `depesche fetch` fetches them now, `depesche serve` when they are due."
    ));
    Ok(())
}

/// An address that was left out, without the password that may be why.
fn shown(address: &str) -> String {
    match url::Url::parse(address) {
        Ok(url) => format!("{}://…{}", url.scheme(), url.host_str().unwrap_or_default()),
        Err(_) => depesche_model::text::shorten(address, 80).0,
    }
}

fn new_feed(house: &House, subscription: &Subscription, url: String, now: Timestamp) -> NewFeed {
    NewFeed {
        url,
        title: depesche_read::plain(&subscription.title),
        source: SourceOf::Home {
            name: depesche_read::plain(&subscription.title),
            home: subscription.home_url.clone(),
            policy: Policy::default(),
        },
        at: now,
        first_fetch_at: now,
        interval: house.config.fetch.min_interval.0,
    }
}

async fn add_all(house: &House, feeds: &[NewFeed]) -> Result<Vec<Added>, StoreError> {
    house
        .store
        .write(feeds, |tx, feeds| {
            Box::pin(async move {
                let mut added = Vec::with_capacity(feeds.len());
                for feed in feeds {
                    added.push(tx.add_feed(feed).await?);
                }
                Ok(added)
            })
        })
        .await
}

/// Prints all feeds as OPML.
pub(crate) async fn export(house: &House) -> anyhow::Result<()> {
    let subscriptions: Vec<_> = house
        .store
        .sources()
        .await?
        .into_iter()
        .flat_map(|report| {
            let source = report.source;
            report.feeds.into_iter().map(move |feed| Subscription {
                title: if feed.title.is_empty() {
                    source.name.clone()
                } else {
                    feed.title
                },
                feed_url: feed.url,
                home_url: source.home.clone(),
                folder: Vec::new(),
            })
        })
        .collect();
    out::line(depesche_feed::write_opml(&house.config.site.name, &subscriptions).trim_end());
    Ok(())
}

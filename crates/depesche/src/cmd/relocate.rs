//! `depesche move`: a feed is polled at another address from now on.

use anyhow::{Context as _, bail};
use depesche_model::Feed;
use depesche_model::health::SourceReport;
use url::Url;

use super::add::has_password;
use super::named;
use crate::cli::Move;
use crate::house::House;
use crate::out;

/// Moves a feed to the address given, or to the one that was proposed.
pub(crate) async fn run(house: &House, args: &Move) -> anyhow::Result<()> {
    let reports = house.store.sources().await?;
    let report = named(&reports, std::slice::from_ref(&args.feed))?[0];
    let feed = feed_of(report, &args.feed)?;
    let to = match &args.to {
        Some(to) => address(to)?,
        None => feed
            .notes
            .proposed_url
            .clone()
            .context("no new address was found for it; say one: `depesche move FEED NEW`")?,
    };
    let input = (feed.id, to.clone(), (house.clock)());
    house
        .store
        .write(&input, |tx, (feed, to, now)| {
            Box::pin(tx.move_feed(*feed, to, *now))
        })
        .await?;
    out::line(format!(
        "{} is polled at {to} from now on; `depesche fetch {to}` does it at once",
        report.source.name
    ));
    Ok(())
}

/// The feed that is named by its address, or a source's only one.
fn feed_of<'r>(report: &'r SourceReport, word: &str) -> anyhow::Result<&'r Feed> {
    let by_url = report.feeds.iter().find(|feed| feed.url == word);
    match (by_url, report.feeds.as_slice()) {
        (Some(feed), _) | (None, [feed]) => Ok(feed),
        _ => bail!(
            "{} has {} feeds; say which by its address",
            report.source.name,
            report.feeds.len()
        ),
    }
}

fn address(text: &str) -> anyhow::Result<String> {
    let url = Url::parse(text)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    match url {
        Some(url) if has_password(&url) => {
            bail!(
                "an address with a name or a password in it is not kept, since addresses are shown"
            )
        }
        Some(url) => Ok(url.into()),
        None => bail!("{text:?} is not a web address; write it like https://news.example/feed.xml"),
    }
}

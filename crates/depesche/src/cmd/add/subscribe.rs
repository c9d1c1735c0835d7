//! A feed that was found, and read once, becomes a subscription.

use anyhow::Context as _;
use depesche_feed::Feed;
use depesche_fetch::{Answer, Fetched};
use depesche_model::Policy;
use depesche_store::poll::{FeedJob, NewFeed, SourceOf};
use serde_json::{Value, json};
use url::Url;

use crate::house::House;
use crate::stage::poll::{Report, digest};

/// Adds a feed, and takes the answer that showed it to be one as its first poll.
pub(super) async fn subscribe(
    house: &House,
    url: &Url,
    answer: Answer,
    reading: &Feed,
) -> anyhow::Result<Value> {
    let now = (house.clock)();
    let interval = house.config.fetch.min_interval.0;
    let title = depesche_read::plain(&reading.title);
    let feed = NewFeed {
        url: answer.moved_to.as_ref().unwrap_or(url).to_string(),
        title: title.clone(),
        source: SourceOf::Home {
            name: title,
            home: own_home(url, &reading.link),
            policy: Policy::default(),
        },
        at: now,
        // Not due: its first answer is already here.
        first_fetch_at: now + interval,
        interval,
    };
    let added = house
        .store
        .write(&feed, |tx, feed| Box::pin(tx.add_feed(feed)))
        .await?;
    let input = (added.feed, now);
    let mut jobs: Vec<FeedJob> = house
        .store
        .write(&input, |tx, (feed, now)| {
            Box::pin(async move { tx.claim_feeds_now(std::slice::from_ref(feed), *now).await })
        })
        .await?;
    let job = jobs.pop().context("the feed that was just added is gone")?;
    let source = job.source.slug.clone();
    let report: Report =
        digest(house, job, Ok(Fetched::Fresh(Box::new(answer))), Vec::new()).await?;
    Ok(json!({
        "feed": feed.url,
        "source": source,
        "was_there": added.was_there,
        "outcome": report.outcome,
        "new_articles": report.recorded.new_articles,
    }))
}

/// The home page that a feed names, where it is on the feed's own site. What a feed says of others
/// is no reason to count it among them: it would inherit their name and their terms.
fn own_home(feed: &Url, home: &str) -> String {
    let site = |url: &Url| {
        let host = url.host_str().unwrap_or_default().to_owned();
        host.trim_start_matches("www.").to_owned()
    };
    let feed = site(feed);
    let is_own = Url::parse(home).is_ok_and(|home| {
        let home = site(&home);
        feed == home || feed.ends_with(&format!(".{home}")) || home.ends_with(&format!(".{feed}"))
    });
    if is_own {
        home.to_owned()
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::own_home;

    #[test]
    fn a_feed_joins_the_source_of_its_own_site_alone() {
        let check = |feed: &str, home: &str, is_own: bool| {
            let feed = Url::parse(feed).expect("an address");
            assert_eq!(!own_home(&feed, home).is_empty(), is_own, "{feed} {home}");
        };
        check(
            "https://tidewater.example/feed",
            "https://www.tidewater.example/",
            true,
        );
        check(
            "https://feeds.tidewater.example/a",
            "https://tidewater.example/",
            true,
        );
        check(
            "https://evil.example/feed",
            "https://tidewater.example/",
            false,
        );
        check(
            "https://eviltidewater.example/feed",
            "https://tidewater.example/",
            false,
        );
        check("https://tidewater.example/feed", "no address", false);
    }
}

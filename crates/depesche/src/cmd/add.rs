//! `depesche add`: a feed or a site becomes a subscription.

use anyhow::{Context as _, bail};
use depesche_feed::{Candidate, Hints, NotAFeed, Feed};
use depesche_fetch::{Answer, Fetched, Request, Want};
use depesche_model::health::SourceReport;
use depesche_model::{Policy, Validators};
use depesche_store::poll::{FeedJob, NewFeed, SourceOf};
use serde_json::{Value, json};
use url::Url;

use super::follower_if_alone;
use crate::cli::Add;
use crate::house::House;
use crate::stage::poll::{Report, digest};
use crate::{out, pipeline};

/// Adds feeds and reads them at once: the answer that showed that an address is a feed is its
/// first poll, so that a publisher is asked unconditionally only once.
pub(crate) async fn run(house: &House, args: &Add) -> anyhow::Result<()> {
    let mut keeper = follower_if_alone(house)?;
    let (mut rows, mut failures) = (Vec::new(), Vec::new());
    for text in &args.urls {
        match add(house, text, args.all).await {
            Ok(added) => rows.extend(added),
            Err(error) => failures.push(format!("{error:#}")),
        }
    }
    pipeline::finish(house, keeper.as_mut().map(|(_, follower)| follower)).await?;
    if let Some((_lock, follower)) = keeper {
        follower.close()?;
    }
    if args.format.json {
        out::json(&json!({ "added": rows, "errors": failures }))?;
    } else {
        rows.iter().for_each(say);
    }
    match failures.as_slice() {
        [] => Ok(()),
        failures => bail!("{}", failures.join("\n")),
    }
}

fn say(row: &Value) {
    let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
    if row["was_there"] == true {
        out::line(format!(
            "{} was there already ({})",
            text("source"),
            text("feed")
        ));
        return;
    }
    out::line(format!(
        "{} – {} ({})",
        text("source"),
        text("outcome"),
        text("feed")
    ));
    out::line(format!(
        "  shows its headlines, 160 characters and the link; `depesche policy {}` decides otherwise",
        text("source")
    ));
}

async fn add(house: &House, text: &str, all: bool) -> anyhow::Result<Vec<Value>> {
    let url = address(text)?;
    // Asked by the schedule already: its publisher is not asked once more.
    if let Some(known) = known(house, &url).await? {
        return Ok(vec![known]);
    }
    let answer = ask(house, &url)
        .await
        .with_context(|| format!("cannot add {text}"))?;
    match read(&answer) {
        Ok(reading) => Ok(vec![subscribe(house, &url, answer, &reading).await?]),
        Err(NotAFeed::WebPage) => {
            let candidates = depesche_feed::discover(&answer.body, &answer.url);
            drop(answer); // It holds a place among the requests in flight.
            add_found(house, text, candidates, all).await
        }
        Err(error) => bail!("cannot add {text}: {error}"),
    }
}

/// A feed that is there already.
async fn known(house: &House, url: &Url) -> anyhow::Result<Option<Value>> {
    let reports = house.store.sources().await?;
    let is_known =
        |report: &&SourceReport| report.feeds.iter().any(|feed| feed.url == url.as_str());
    Ok(reports.iter().find(is_known).map(
        |report| json!({ "feed": url.as_str(), "source": report.source.slug, "was_there": true }),
    ))
}

/// Adds what a site names: all of it, or the one feed that there is.
async fn add_found(
    house: &House,
    text: &str,
    candidates: Vec<Candidate>,
    all: bool,
) -> anyhow::Result<Vec<Value>> {
    match candidates.as_slice() {
        [] => bail!(
            "{text} is a web page that names no feed; look there for \"RSS\" or \"Feed\" and add that address"
        ),
        [_, _, ..] if !all => {
            let list: Vec<_> = candidates
                .iter()
                .map(|candidate| format!("  depesche add {}  ({})", candidate.url, candidate.title))
                .collect();
            bail!(
                "{text} names {} feeds; add one, or all with --all:\n{}",
                list.len(),
                list.join("\n")
            )
        }
        _ => {}
    }
    let mut rows = Vec::new();
    for candidate in candidates {
        if let Some(known) = known(house, &candidate.url).await? {
            rows.push(known);
            continue;
        }
        let answer = ask(house, &candidate.url)
            .await
            .with_context(|| format!("cannot add {}", candidate.url))?;
        match read(&answer) {
            Ok(reading) => rows.push(subscribe(house, &candidate.url, answer, &reading).await?),
            Err(error) => bail!("cannot add {}: {error}", candidate.url),
        }
    }
    Ok(rows)
}

/// An address as people type it: without a scheme it is https.
fn address(text: &str) -> anyhow::Result<Url> {
    let with_scheme = if text.contains("://") {
        text.to_owned()
    } else {
        format!("https://{text}")
    };
    let url = Url::parse(&with_scheme)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        .with_context(|| {
            format!("{text:?} is not a web address; write it like https://news.example/feed.xml")
        })?;
    if has_password(&url) {
        bail!("an address with a name or a password in it is not kept, since addresses are shown");
    }
    Ok(url)
}

/// Whether an address carries a user's name or password.
pub(super) fn has_password(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
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

async fn ask(house: &House, url: &Url) -> anyhow::Result<Answer> {
    let validators = Validators::default();
    let request = Request {
        url,
        want: Want::Feed,
        validators: &validators,
    };
    match house.client.get(request).await? {
        Fetched::Fresh(answer) => Ok(*answer),
        Fetched::Gone => {
            bail!("the server says that it is gone for good; look for the feed's new address")
        }
        Fetched::Later { status, .. } => {
            bail!("the server answered {status}: not now; try again later")
        }
        Fetched::NotModified { .. } => bail!("the server answered 304 to a first request"),
    }
}

fn read(answer: &Answer) -> Result<Feed, NotAFeed> {
    let hints = Hints {
        content_type: answer.content_type.as_deref(),
        base: Some(&answer.url),
    };
    depesche_feed::read(&answer.body, &hints)
}

async fn subscribe(
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
    let report: Report = digest(house, job, Ok(Fetched::Fresh(Box::new(answer)))).await?;
    Ok(json!({
        "feed": feed.url,
        "source": source,
        "was_there": added.was_there,
        "outcome": report.outcome,
        "new_articles": report.recorded.new_articles,
    }))
}

#[cfg(test)]
mod tests {
    use super::{address, own_home};

    #[test]
    fn a_feed_joins_the_source_of_its_own_site_alone() {
        let check = |feed: &str, home: &str, is_own: bool| {
            let feed = address(feed).expect("an address");
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

    #[test]
    fn an_address_is_https_unless_it_says_otherwise_and_has_no_password() {
        assert_eq!(
            address("news.example").expect("an address").as_str(),
            "https://news.example/"
        );
        assert!(address("ftp://news.example").is_err());
        assert!(address("https://me:secret@news.example").is_err());
        assert!(address("https://").is_err());
    }
}

//! `depesche add`: a feed or a site becomes a subscription.

mod find;
mod subscribe;

use anyhow::{Context as _, bail};
use depesche_feed::{Candidate, Feed, Hints, NotAFeed, of_site, ranked};
use depesche_fetch::{Answer, FetchError, Fetched, Request, Want};
use depesche_model::Validators;
use depesche_model::health::SourceReport;
use serde_json::{Value, json};
use url::Url;

use self::subscribe::subscribe;
use super::follower_if_alone;
use crate::cli::Add;
use crate::house::House;
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
    let (page, mut found) = match ask(house, &url).await {
        Ok(answer) => match read(&answer) {
            Ok(reading) => return Ok(vec![subscribe(house, &url, answer, &reading).await?]),
            // The answer is let go of here: it holds a place among the requests in flight.
            Err(NotAFeed::WebPage) => {
                let found = find::linked(&answer.signs.links, &answer.body, &answer.url);
                (answer.url.clone(), found)
            }
            Err(error) => bail!("cannot add {text}: {error}"),
        },
        // Some sites refuse their pages to programs and give them their feeds.
        Err(error) if find::sure_of_site(&url).is_empty() => {
            return Err(error.context(format!("cannot add {text}")));
        }
        Err(_) => (url.clone(), Vec::new()),
    };
    found.extend(of_site(&page));
    found.extend(find::sure_of_site(&url));
    let (named, guessed) = find::named(ranked(found), all);
    if named.len() > 1 && !all {
        bail!("{text} {}", find::list(&named));
    }
    let rows = add_all(house, &named).await?;
    if !rows.is_empty() {
        return Ok(rows);
    }
    guess(house, text, &find::places(guessed, &page)).await
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

/// Adds all that a site names. What its page only links may be no feed; what the site is sure of
/// fails only where nothing else could be added.
async fn add_all(house: &House, candidates: &[Candidate]) -> anyhow::Result<Vec<Value>> {
    let (mut rows, mut failures) = (Vec::new(), Vec::new());
    for candidate in candidates {
        match add_one(house, &candidate.url).await {
            Ok(row) => rows.push(row),
            Err(error) if candidate.origin.is_sure() => failures.push(error),
            Err(error) => tracing::debug!("{error:#}"),
        }
    }
    if rows.is_empty() && !failures.is_empty() {
        return Err(failures.swap_remove(0));
    }
    for error in failures {
        tracing::warn!("{error:#}");
    }
    Ok(rows)
}

async fn add_one(house: &House, url: &Url) -> anyhow::Result<Value> {
    if let Some(known) = known(house, url).await? {
        return Ok(known);
    }
    let attempt = || format!("cannot add {url}");
    let answer = ask(house, url).await.with_context(attempt)?;
    let reading = read(&answer).with_context(attempt)?;
    subscribe(house, url, answer, &reading).await
}

/// Looks for a feed in the places given, one after another, and adds the first.
async fn guess(house: &House, text: &str, places: &[Url]) -> anyhow::Result<Vec<Value>> {
    let mut tried: Vec<String> = Vec::new();
    for place in places {
        if let Some(known) = known(house, place).await? {
            return Ok(vec![known]);
        }
        let validators = Validators::default();
        match house.client.get(request(place, &validators)).await {
            Ok(Fetched::Fresh(answer)) => {
                if let Ok(reading) = read(&answer) {
                    return Ok(vec![subscribe(house, place, *answer, &reading).await?]);
                }
            }
            Ok(Fetched::Gone) | Err(FetchError::Status { status: 400..500 }) => {}
            // It has enough of us, or trouble of its own.
            Ok(_) | Err(_) => break,
        }
        let query = place
            .query()
            .map_or_else(String::new, |query| format!("?{query}"));
        tried.push(format!("{}{query}", place.path()));
    }
    let tried = if tried.is_empty() {
        String::new()
    } else {
        format!(", and none is at {}", tried.join(", "))
    };
    bail!(
        "{text} is a web page that names no feed{tried}; look there for \"RSS\" or \"Feed\" and add that address"
    )
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

fn request<'a>(url: &'a Url, validators: &'a Validators) -> Request<'a> {
    Request {
        url,
        want: Want::Feed,
        validators,
    }
}

async fn ask(house: &House, url: &Url) -> anyhow::Result<Answer> {
    let validators = Validators::default();
    match house.client.get(request(url, &validators)).await? {
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

#[cfg(test)]
mod tests {
    use super::address;

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

//! `depesche add`: a feed or a site becomes a subscription.

use anyhow::{Context as _, bail};
use depesche_feed::{
    Candidate, Feed, Hints, NotAFeed, Origin, discover, of_site, ranked, well_known, without_twins,
};
use depesche_fetch::{Answer, FetchError, Fetched, Request, Want};
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

/// In how many places a feed is looked for that a site does not name: a publisher's server is not
/// there to be searched.
const MAX_GUESSES: usize = 8;

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
            Err(NotAFeed::WebPage) => (answer.url.clone(), discover(&answer.body, &answer.url)),
            Err(error) => bail!("cannot add {text}: {error}"),
        },
        // Some sites refuse their pages to programs and give them their feeds.
        Err(error) if sure_of_site(&url).is_empty() => {
            return Err(error.context(format!("cannot add {text}")));
        }
        Err(_) => (url.clone(), Vec::new()),
    };
    found.extend(of_site(&page));
    found.extend(sure_of_site(&url));
    let (named, guessed) = named(ranked(found), all);
    if named.len() > 1 && !all {
        bail!("{text} {}", list(&named));
    }
    let rows = add_all(house, &named).await?;
    if !rows.is_empty() {
        return Ok(rows);
    }
    let mut places: Vec<Url> = Vec::new();
    let guessed = guessed.into_iter().map(|candidate| candidate.url);
    for place in guessed.chain(well_known(&page)) {
        let is_same = |known: &Url| {
            known.as_str().trim_end_matches('/') == place.as_str().trim_end_matches('/')
        };
        if !places.iter().any(is_same) {
            places.push(place);
        }
    }
    places.truncate(MAX_GUESSES);
    guess(house, text, &places).await
}

fn sure_of_site(url: &Url) -> Vec<Candidate> {
    let mut found = of_site(url);
    found.retain(|candidate| candidate.origin.is_sure());
    found
}

/// What a site names, and where else its feed may be. Named is what is sure, or else what the page
/// links; of several formats of a feed one, and comments only where there is nothing else, unless
/// `all` are asked for.
fn named(found: Vec<Candidate>, all: bool) -> (Vec<Candidate>, Vec<Candidate>) {
    let (guessed, found): (Vec<_>, Vec<_>) = found
        .into_iter()
        .partition(|candidate| candidate.origin == Origin::WellKnown);
    let (sure, linked): (Vec<_>, Vec<_>) = found
        .into_iter()
        .partition(|candidate| candidate.origin.is_sure());
    let named = if sure.is_empty() { linked } else { sure };
    if all {
        return (named, guessed);
    }
    let (comments, main): (Vec<_>, Vec<_>) = named.into_iter().partition(Candidate::is_of_comments);
    let named = if main.is_empty() { comments } else { main };
    (without_twins(named), guessed)
}

fn list(candidates: &[Candidate]) -> String {
    let lines: Vec<_> = candidates
        .iter()
        .map(|candidate| format!("  depesche add {}  ({})", candidate.url, candidate.title))
        .collect();
    format!(
        "names {} feeds; add one, or all with --all:\n{}",
        lines.len(),
        lines.join("\n")
    )
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
    use depesche_feed::discover;

    use super::{address, named, own_home, ranked};

    #[test]
    fn of_what_a_site_names_the_main_feed_is_taken() {
        let check = |html: &str, all: bool, expected: &[&str]| {
            let page = address("tidewater.example").expect("an address");
            let (named, _) = named(ranked(discover(html.as_bytes(), &page)), all);
            let paths: Vec<_> = named.iter().map(|found| found.url.path()).collect();
            assert_eq!(paths, expected, "{html}");
        };
        let rss = "<link rel=alternate type=application/rss+xml title='News' href=/rss>";
        let atom = "<link rel=alternate type=application/atom+xml title='News' href=/atom>";
        let comments = "<link rel=alternate type=application/rss+xml title='Comments' href=/c>";
        let linked = "<a href=/sports/feed>Sports</a>";
        let page = [rss, atom, comments, linked].concat();
        check(&page, false, &["/atom"]);
        check(&page, true, &["/rss", "/atom", "/c"]);
        check(&[comments, linked].concat(), false, &["/c"]);
        check(linked, false, &["/sports/feed"]);
        check("<meta name=generator content=Hugo>", true, &[]);
    }

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

//! `depesche demo --check`: every page is fetched once, and what was planted is looked for.

mod translations;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use depesche_fetch::{FetchError, Fetched, Request, Want};
use depesche_model::Validators;
use depesche_world::demo::{Broken, Planted};
use tokio::net::TcpListener;
use tokio::sync::watch;
use url::Url;

use super::{Stage, poll};
use crate::cmd::serve;
use crate::house::House;
use crate::{out, pipeline};

/// More pages than this the demo does not have: a crawl that finds more goes in circles.
const MAX_PAGES: usize = 2_000;

/// A feed whose data is stored is on the portal within this time.
const ON_THE_PORTAL_WITHIN: Duration = Duration::from_secs(2);

/// What came of looking: what holds, and what does not.
#[derive(Default)]
struct Findings {
    passed: u32,
    failed: u32,
}

impl Findings {
    fn check(&mut self, holds: bool, what: impl std::fmt::Display) {
        if holds {
            self.passed += 1;
            out::line(format!("✓ {what}"));
        } else {
            self.failed += 1;
            out::line(format!("✗ {what}"));
        }
    }
}

/// A page as the portal answered it.
struct Answered {
    status: u16,
    kind: String,
    text: String,
}

/// Publishes the portal, fetches every page, verifies, and ends.
pub(super) async fn run(stage: Stage, listener: TcpListener) -> anyhow::Result<()> {
    let base = Url::parse(&format!("http://{}/", listener.local_addr()?))?;
    let Stage {
        house,
        follower,
        demo,
        feeds,
    } = stage;
    let (stop, stopping) = watch::channel(false);
    let pipeline = tokio::spawn(pipeline::run(house.clone(), follower, stopping.clone()));
    let served = {
        let house = house.clone();
        tokio::spawn(async move { serve::portal(&house, listener, stopping).await })
    };
    let mut findings = Findings::default();
    let pages = crawl(&house, &base).await?;
    let planted = demo.planted();
    answers(&mut findings, &pages);
    articles(&mut findings, &pages, &planted);
    secrets(&mut findings, &pages, &planted);
    feeds_are_read(&mut findings, &pages);
    sources(&mut findings, &house, &planted).await?;
    search(&mut findings, &house, &base, &planted).await?;
    translations::check(&mut findings, &house, &pages).await?;
    news(
        &mut findings,
        &house,
        &base,
        || demo.publish_next((house.clock)()),
        &feeds,
    )
    .await?;
    let _ = stop.send(true);
    served.await??;
    pipeline.await??;
    house.store.close().await;
    out::line(format!(
        "{} passed, {} failed",
        findings.passed, findings.failed
    ));
    if findings.failed > 0 {
        bail!("the demo is not what it should be");
    }
    Ok(())
}

async fn get(house: &House, url: &Url) -> anyhow::Result<Answered> {
    let validators = Validators::default();
    let request = Request {
        url,
        want: Want::Page,
        validators: &validators,
    };
    let nothing = |status| Answered {
        status,
        kind: String::new(),
        text: String::new(),
    };
    Ok(match house.client.get(request).await {
        Ok(Fetched::Fresh(answer)) => Answered {
            status: 200,
            kind: answer.content_type.unwrap_or_default(),
            text: String::from_utf8_lossy(&answer.body).into_owned(),
        },
        Ok(Fetched::Gone) => nothing(410),
        Ok(Fetched::Later { status, .. }) | Err(FetchError::Status { status }) => nothing(status),
        Ok(Fetched::NotModified { .. }) => nothing(304),
        Err(error) => return Err(error).with_context(|| format!("cannot fetch {url}")),
    })
}

/// Fetches every page of the portal that another page links to.
async fn crawl(house: &House, base: &Url) -> anyhow::Result<BTreeMap<String, Answered>> {
    let mut pages = BTreeMap::new();
    let mut known = BTreeSet::new();
    let mut open: VecDeque<Url> = ["", "sitemap.xml", "robots.txt", "healthz", "metrics"]
        .iter()
        .filter_map(|path| base.join(path).ok())
        .collect();
    while let Some(url) = open.pop_front() {
        let name = url[url::Position::BeforePath..].to_owned();
        if !known.insert(name.clone()) || pages.len() >= MAX_PAGES {
            continue;
        }
        let answered = get(house, &url).await?;
        if answered.kind.starts_with("text/html") || answered.kind.contains("xml") {
            open.extend(
                links(&answered.text, &url)
                    .into_iter()
                    .filter(|link| link.origin() == base.origin()),
            );
        }
        pages.insert(name, answered);
    }
    Ok(pages)
}

/// What a page links to: `href` and `src`, and `loc` in a sitemap.
fn links(text: &str, base: &Url) -> Vec<Url> {
    let marks = [("href=\"", '"'), ("src=\"", '"'), ("<loc>", '<')];
    marks
        .into_iter()
        .flat_map(|(mark, end)| {
            text.split(mark)
                .skip(1)
                .filter_map(move |rest| rest.split(end).next())
        })
        .filter_map(|link| base.join(&link.replace("&amp;", "&")).ok())
        .map(|mut url| {
            url.set_fragment(None);
            url
        })
        .collect()
}

fn answers(findings: &mut Findings, pages: &BTreeMap<String, Answered>) {
    let bad: Vec<_> = pages
        .iter()
        .filter(|(_, page)| !matches!(page.status, 200 | 410))
        .map(|(name, page)| format!("{name} ({})", page.status))
        .collect();
    findings.check(
        bad.is_empty(),
        format!("{} pages answer {}", pages.len(), bad.join(", ")).trim(),
    );
    let outside: Vec<_> = pages
        .iter()
        .filter(|(_, page)| page.kind.starts_with("text/html"))
        .filter(|(_, page)| {
            // A link may lead outside; what a browser loads by itself may not.
            ["src=\"http", "url(http", "srcset=\"http"]
                .iter()
                .any(|mark| page.text.contains(mark))
        })
        .map(|(name, _)| name.as_str())
        .collect();
    findings.check(
        outside.is_empty(),
        format!("no page loads from elsewhere {}", outside.join(", ")).trim(),
    );
}

fn articles(findings: &mut Findings, pages: &BTreeMap<String, Answered>, planted: &Planted) {
    let articles: Vec<_> = pages
        .iter()
        .filter(|(name, _)| name.starts_with("/articles/"))
        .map(|(_, page)| page)
        .collect();
    let has = |headline: &str| {
        articles
            .iter()
            .any(|page| unescaped(&page.text).contains(headline))
    };
    let missing: Vec<_> = planted
        .articles
        .iter()
        .filter(|article| !has(&article.headline))
        .map(|article| article.headline.as_str())
        .collect();
    findings.check(
        missing.is_empty(),
        format!(
            "{} planted articles have their page {}",
            planted.articles.len(),
            missing.join(" | ")
        )
        .trim(),
    );
    for edited in &planted.edited {
        findings.check(
            has(&edited.new_headline),
            format!("shown as edited: {}", edited.new_headline),
        );
    }
    findings.check(
        !articles
            .iter()
            .any(|page| unescaped(&page.text).contains(&planted.deleted.headline)),
        format!("taken away: {}", planted.deleted.headline),
    );
    let tombstones = pages.values().filter(|page| page.status == 410).count();
    findings.check(
        tombstones <= 1,
        format!("{tombstones} tombstones are linked"),
    );
}

/// The page's text as a reader sees it: what templates escape for HTML is undone.
fn unescaped(text: &str) -> String {
    text.replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

fn secrets(findings: &mut Findings, pages: &BTreeMap<String, Answered>, planted: &Planted) {
    let leaks: Vec<_> = pages
        .iter()
        .filter(|(_, page)| page.text.contains(&planted.secret))
        .map(|(name, _)| name.as_str())
        .collect();
    findings.check(
        leaks.is_empty(),
        format!(
            "the text of a headline source stays in the house {}",
            leaks.join(", ")
        )
        .trim(),
    );
}

/// Our own feeds, read by our own reader.
fn feeds_are_read(findings: &mut Findings, pages: &BTreeMap<String, Answered>) {
    let endings = [".atom", ".rss", ".json"];
    let feeds: Vec<_> = pages
        .iter()
        .filter(|(name, _)| {
            endings.iter().any(|ending| {
                name.split('?')
                    .next()
                    .is_some_and(|path| path.ends_with(ending))
            })
        })
        .collect();
    let unreadable: Vec<_> = feeds
        .iter()
        .filter(|(_, page)| {
            let hints = depesche_feed::Hints {
                content_type: Some(&page.kind),
                base: None,
            };
            depesche_feed::read(page.text.as_bytes(), &hints)
                .is_ok_and(|reading| reading.entries.is_empty() || !reading.complaints.is_empty())
        })
        .map(|(name, _)| name.as_str())
        .collect();
    findings.check(
        feeds.len() >= 3 && unreadable.is_empty(),
        format!(
            "{} feeds of the portal can be read {}",
            feeds.len(),
            unreadable.join(", ")
        )
        .trim(),
    );
}

async fn sources(findings: &mut Findings, house: &House, planted: &Planted) -> anyhow::Result<()> {
    let reports = house.store.sources().await?;
    for broken in &planted.broken {
        let feed = reports
            .iter()
            .flat_map(|report| &report.feeds)
            .find(|feed| feed.url == broken.url)
            .context("the broken feed is not there")?;
        match &broken.broken {
            Broken::Malformed { headlines } => findings.check(
                feed.entries >= headlines.len() as u64,
                format!(
                    "read as far as it goes: {} ({})",
                    feed.url, feed.last_outcome
                ),
            ),
            Broken::ServerError | Broken::WebPage => findings.check(
                feed.failures > 0 && !feed.last_outcome.is_empty(),
                format!("told to be broken: {} ({})", feed.url, feed.last_outcome),
            ),
        }
    }
    Ok(())
}

async fn search(
    findings: &mut Findings,
    house: &House,
    base: &Url,
    planted: &Planted,
) -> anyhow::Result<()> {
    let article = planted.articles.first().context("the demo has articles")?;
    let mut url = base.join("search")?;
    url.query_pairs_mut()
        .append_pair("q", &format!("\"{}\"", article.headline));
    let page = get(house, &url).await?;
    findings.check(
        unescaped(&page.text).contains(&article.headline),
        format!("found by searching: {}", article.headline),
    );
    Ok(())
}

/// A new article is on the front page soon after its feed was polled.
async fn news(
    findings: &mut Findings,
    house: &House,
    base: &Url,
    publish: impl Fn() -> String,
    feeds: &[depesche_model::FeedId],
) -> anyhow::Result<()> {
    let headline = publish();
    poll(house, feeds).await?;
    let polled = Instant::now();
    loop {
        let page = get(house, base).await?;
        let is_there = unescaped(&page.text).contains(&headline);
        if is_there || polled.elapsed() > ON_THE_PORTAL_WITHIN {
            let seconds = polled.elapsed().as_secs_f64();
            findings.check(
                is_there,
                format!("on the front page after {seconds:.1} s: {headline}"),
            );
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

//! Rules are tried on a source's last pages, which are fetched for it like the pipeline does.

use anyhow::bail;
use depesche_fetch::{Answer, Fetched, Request, Want};
use depesche_model::{Source, Validators};
use depesche_read::page::Hints;
use depesche_read::rule::SiteRules;
use depesche_read::{Page, page_of};
use depesche_store::rules::PageOf;
use url::Url;

use super::reads_pages;
use super::tried::{Outcome, Tried};
use crate::house::House;
use crate::out;

/// How many pages rules are tried on.
pub(super) const PAGES: u32 = 10;

/// Reads a source's last pages by the rules that it has and by others.
///
/// # Errors
/// When there is nothing to try them on.
pub(super) async fn run(
    house: &House,
    source: &Source,
    stored: &SiteRules,
    rules: &SiteRules,
) -> anyhow::Result<Vec<Tried>> {
    let slug = &source.slug;
    if !reads_pages(house, source) {
        bail!(
            "the pages of {slug} are not read (policy {}), so there is nothing for rules to do; \
             `depesche policy {slug}` shows what is decided, `depesche sources {slug}` what its \
             terms say",
            source.policy.text.as_str()
        );
    }
    let pages = house.store.last_pages(source.id, PAGES).await?;
    if pages.is_empty() {
        bail!(
            "{slug} has no article with a page yet; `depesche fetch {slug} --now` looks for some"
        );
    }
    let bar = out::progress(pages.len(), "fetching its last pages");
    let mut tried = Vec::new();
    // One after the other: a host is asked by one request at a time anyway.
    for page in pages {
        let outcome = match fetched(house, &page.url).await {
            Ok(answer) => compared(house, answer, stored.clone(), rules.clone()).await?,
            Err(reason) => Outcome::Unread(reason),
        };
        tried.push(of(page, outcome));
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(tried)
}

fn of(page: PageOf, outcome: Outcome) -> Tried {
    Tried {
        url: page.url,
        title: page.title,
        outcome,
    }
}

/// The page, where its site lets it be fetched; else why not.
async fn fetched(house: &House, url: &str) -> Result<Answer, String> {
    let url = Url::parse(url).map_err(|error| error.to_string())?;
    if house.client.paused_until(&url).is_some() {
        return Err("its site asked to be left alone for a while".to_owned());
    }
    if !house.client.may_fetch_page(&url).await {
        return Err("its site's robots.txt does not allow it".to_owned());
    }
    let validators = Validators::default();
    let request = Request {
        url: &url,
        want: Want::Page,
        validators: &validators,
    };
    match house.client.get(request).await {
        Ok(Fetched::Fresh(answer)) => Ok(*answer),
        Ok(Fetched::Gone) => Err("it is gone".to_owned()),
        Ok(Fetched::Later { status, .. }) => Err(format!("the server answered {status}: not now")),
        Ok(Fetched::NotModified { .. }) => Err("the server answered 304".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// What the page reads like by the rules that there are, and by the others.
async fn compared(
    house: &House,
    answer: Answer,
    stored: SiteRules,
    rules: SiteRules,
) -> anyhow::Result<Outcome> {
    let _permit = house.readers.acquire().await;
    let read = move || {
        let stored = Some(&stored).filter(|stored| !stored.is_empty());
        Outcome::Read {
            before: Box::new(page(&answer, stored)),
            after: Box::new(page(&answer, Some(&rules))),
        }
    };
    Ok(tokio::task::spawn_blocking(read).await?)
}

fn page(answer: &Answer, rules: Option<&SiteRules>) -> Page {
    let hints = Hints {
        rules,
        ..Hints::default()
    };
    page_of(
        &answer.body,
        &answer.url,
        answer.content_type.as_deref(),
        hints,
    )
}

//! The second stage: an article's own page is fetched and read, where policy and robots allow.

use std::sync::Arc;

use depesche_fetch::{Answer, FetchError, Fetched, Request, Want};
use depesche_model::{Article, Origin, TextPolicy, Validators};
use depesche_store::StoreError;
use depesche_store::poll::{NewArticle, PageJob, PageRead, PageResult, Ticket};
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use url::Url;

use super::poll::hex;
use crate::house::House;
use crate::timings::Stage;

/// After so many failures a page is left alone (the feed's text stays).
const MAX_TRIES: u32 = 6;

/// How long the first failure waits; each further one twice as long.
const FIRST_RETRY: SignedDuration = SignedDuration::from_mins(10);

/// Works a page ticket off.
///
/// # Errors
/// When the store fails; the ticket is due again when its lease ends.
pub(crate) async fn page(house: &House, ticket: Ticket) -> Result<&'static str, StoreError> {
    let Some(job) = house.store.page_job(&ticket).await? else {
        return finish(house, &ticket, PageResult::Unchanged, false).await;
    };
    // The operator may have decided otherwise since the ticket was written.
    if !house.config.pages.enabled || !keeps_texts(job.source.policy.text) {
        return finish(house, &ticket, PageResult::Unchanged, false).await;
    }
    match read(house, &job).await {
        Ok(result) => {
            let looks_again = !matches!(result, PageResult::Gone) && ticket.looks == 0;
            finish(house, &ticket, result, looks_again).await
        }
        Err(later) => fail(house, &ticket, later).await,
    }
}

/// Whether whole texts of a source are shown or kept: only then are its pages looked at.
pub(crate) fn keeps_texts(policy: TextPolicy) -> bool {
    matches!(policy, TextPolicy::Full | TextPolicy::Private)
}

/// Not now: why, and for how long the server asks to be left alone.
struct Later {
    reason: String,
    retry_after: Option<SignedDuration>,
}

impl From<String> for Later {
    fn from(reason: String) -> Self {
        Self {
            reason,
            retry_after: None,
        }
    }
}

async fn read(house: &House, job: &PageJob) -> Result<PageResult, Later> {
    let url = Url::parse(&job.url).map_err(|error| format!("{}: {error}", job.url))?;
    if !house.client.may_fetch_page(&url).await {
        return Ok(PageResult::Unchanged);
    }
    let validators = Validators::default();
    let request = Request {
        url: &url,
        want: Want::Page,
        validators: &validators,
    };
    match house.client.get(request).await {
        Ok(Fetched::Fresh(answer)) => understand(house, job, *answer).await,
        Ok(Fetched::Gone) => Ok(PageResult::Gone),
        Ok(Fetched::Later {
            status,
            retry_after,
        }) => Err(Later {
            reason: format!("the server answered {status}: not now"),
            retry_after: retry_after.and_then(|wait| wait.try_into().ok()),
        }),
        Ok(Fetched::NotModified { .. })
        | Err(FetchError::Status { status: 401..=404 } | FetchError::BotWall { .. }) => {
            Ok(PageResult::Unchanged)
        }
        Err(error) => Err(error.to_string().into()),
    }
}

async fn understand(house: &House, job: &PageJob, answer: Answer) -> Result<PageResult, Later> {
    let (_permit, timings) = (house.readers.acquire().await, Arc::clone(&house.timings));
    let page = tokio::task::spawn_blocking(move || {
        let _timer = timings.start(Stage::Read);
        depesche_read::page(&answer.body, &answer.url, answer.content_type.as_deref())
    })
    .await
    .map_err(|error| format!("reading it failed: {error}"))?;
    // Much more than the feed's text: else the feed had it whole, and reads cleaner than a page.
    // At the second look a text may have become shorter: that is a change like any other.
    let is_worth_it = match job.origin {
        Origin::Feed => page.text.len() > job.body.text().len() / 2 * 3,
        Origin::Page => !page.text.is_empty(),
    };
    // All of a page's text is no article: the feed's teaser is better than its menus.
    if !is_worth_it || page.is_whole_page {
        return Ok(PageResult::Unchanged);
    }
    // The feed's headline stays: pages add their site's name, and the feed tells of changes.
    let title = job.title.clone();
    let mut hash = Sha256::new();
    hash.update(title.as_bytes());
    hash.update([0]);
    hash.update(page.html.as_str().as_bytes());
    let article = NewArticle {
        // The feed's address stays: a page's canonical one may be the same for the whole site.
        url: String::new(),
        title,
        byline: page.byline,
        lead: depesche_model::text::shorten(&page.text, Article::LEAD_CHARS).0,
        language: page.language.or_else(|| job.language.clone()),
        published_at: job.published_at,
        modified_at: depesche_read::date::believed(page.modified, (house.clock)()),
        body: page.body,
        sections: Vec::new(),
    };
    let content_hash = hex(&hash.finalize());
    Ok(PageResult::Read {
        article: Box::new(article),
        content_hash,
    })
}

async fn finish(
    house: &House,
    ticket: &Ticket,
    result: PageResult,
    looks_again: bool,
) -> Result<&'static str, StoreError> {
    let now = (house.clock)();
    let word = match result {
        PageResult::Read { .. } => "read",
        PageResult::Unchanged => "unchanged",
        PageResult::Gone => "gone",
    };
    let look_again_at = looks_again.then(|| now + house.config.pages.look_again_after.0);
    let page = PageRead {
        at: now,
        result,
        look_again_at,
    };
    let input = (ticket.clone(), page);
    house
        .store
        .write(&input, |tx, (ticket, page)| {
            Box::pin(tx.finish_page(ticket, page))
        })
        .await?;
    house.metrics.page(word);
    house.news.notify_one();
    Ok(word)
}

async fn fail(house: &House, ticket: &Ticket, later: Later) -> Result<&'static str, StoreError> {
    let now = (house.clock)();
    let wait =
        (FIRST_RETRY * (1 << ticket.tries.min(8))).max(later.retry_after.unwrap_or_default());
    let retry_at = (ticket.tries < MAX_TRIES).then(|| now + wait);
    let input = (ticket.clone(), later.reason, retry_at);
    house
        .store
        .write(&input, |tx, (ticket, reason, retry_at)| {
            Box::pin(tx.fail_work(ticket, reason, *retry_at))
        })
        .await?;
    house.metrics.page("failed");
    Ok("failed")
}

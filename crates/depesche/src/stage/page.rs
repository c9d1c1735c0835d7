//! The second stage: an article's own page is fetched and read, where policy and robots allow.

use std::sync::Arc;

use depesche_fetch::{Answer, FetchError, Fetched, Request, Want};
use depesche_model::digest::{Hasher, hex};
use depesche_model::{Article, Lang, Origin, Restrictions, Sign, Source, Validators};
use depesche_read::page::{Hints, Kind, Obstacle, leads_away, page_of, was_cut_off};
use depesche_store::StoreError;
use depesche_store::furniture::Learned;
use depesche_store::poll::{NewArticle, PageJob, PageRead, PageResult, Ticket};
use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::looks::{self, Follows, Found, follows};
use super::{amp, furniture, pauses, rules, signs};
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
        return finish(house, &ticket, Looked::default(), None).await;
    };
    // The operator may have decided otherwise since the ticket was written.
    let may_be_asked = house.config.pages.enabled && extracts(&job.source);
    if !may_be_asked || job.seen.looks >= depesche_read::looks::MOST {
        return finish(house, &ticket, Looked::default(), None).await;
    }
    let _alone = house.alone.with(job.source.id).await;
    match read(house, &job).await {
        Ok(looked) => {
            let is_behind = (looked.learned.as_ref()).is_some_and(|learned| learned.is_behind);
            let follows = follows(
                &job,
                &looked.found,
                &looks::ages(&house.config),
                (house.clock)(),
            );
            let word = finish(house, &ticket, looked, Some(follows)).await?;
            if is_behind {
                furniture::follow(house, job.source.id).await?;
            }
            Ok(word)
        }
        Err(later) => fail(house, &ticket, later).await,
    }
}

/// Whether the pages of a source are looked at: where whole texts are shown or kept, and nothing
/// that it says of its terms forbids it.
pub(crate) fn extracts(source: &Source) -> bool {
    source.policy.extracts(source.restrictions)
}

/// What was found at an article's page.
struct Looked {
    result: PageResult,
    found: Found,
    signs: Vec<Sign>,
    restrictions: Option<Restrictions>,
    has_text: Option<bool>,
    learned: Option<Learned>,
}

impl From<PageResult> for Looked {
    fn from(result: PageResult) -> Self {
        Self {
            result,
            found: Found::Nothing,
            signs: Vec::new(),
            restrictions: None,
            has_text: None,
            learned: None,
        }
    }
}

impl From<Found> for Looked {
    fn from(found: Found) -> Self {
        // A wall in place of a page is a page without a text: that is how operators hear of it.
        let has_text = matches!(found, Found::Wall).then_some(false);
        Self {
            found,
            has_text,
            ..Self::default()
        }
    }
}

impl Default for Looked {
    fn default() -> Self {
        PageResult::Unchanged.into()
    }
}

/// Not now: why, and for how long the server asks to be left alone.
struct Later {
    reason: String,
    retry_after: Option<SignedDuration>,
    /// Whether nobody was asked: then it is no failure.
    was_put_off: bool,
}

impl From<String> for Later {
    fn from(reason: String) -> Self {
        Self {
            reason,
            retry_after: None,
            was_put_off: false,
        }
    }
}

async fn read(house: &House, job: &PageJob) -> Result<Looked, Later> {
    let url = Url::parse(&job.url).map_err(|error| format!("{}: {error}", job.url))?;
    let now = (house.clock)();
    if let Some(until) = house.client.paused_until(&url) {
        return Err(Later {
            reason: "its site asked to be left alone".to_owned(),
            retry_after: Some(until.duration_since(now)),
            was_put_off: true,
        });
    }
    if !house.client.may_fetch_page(&url).await {
        return Ok(Looked::default());
    }
    // A page may take back what its site reserves, so it is asked all the same.
    let of_site = signs::of_site(&house.client.reservation(&url).await);
    let request = Request {
        url: &url,
        want: Want::Page,
        validators: &looks::validators(&job.seen, now),
    };
    match house.client.get(request).await {
        Ok(Fetched::Fresh(answer)) => understand(house, job, of_site, *answer).await,
        Ok(Fetched::Gone) => Ok(PageResult::Gone.into()),
        Ok(Fetched::Later {
            status,
            retry_after,
            ..
        }) => {
            let retry_after: Option<SignedDuration> =
                retry_after.and_then(|wait| wait.try_into().ok());
            let kept = pauses::keep(house, status).await;
            kept.map_err(|error| error.to_string())?;
            Err(Later {
                reason: format!("the server answered {status}: not now"),
                retry_after,
                was_put_off: false,
            })
        }
        Ok(Fetched::NotModified { .. }) => Ok(Found::Same.into()),
        Err(FetchError::BotWall { .. }) => Ok(Found::Wall.into()),
        Err(FetchError::Status { status: 404 }) => Ok(Found::Missing.into()),
        Err(FetchError::Status { status: 401..=403 }) => Ok(Looked::default()),
        Err(error) => Err(error.to_string().into()),
    }
}

async fn understand(
    house: &House,
    job: &PageJob,
    of_site: Vec<Sign>,
    answer: Answer,
) -> Result<Looked, Later> {
    let (headers, url) = (answer.signs.clone(), answer.url.clone());
    let validators = answer.validators.clone();
    let furniture = furniture::known(house, job.source.id).await;
    let furniture = furniture.map_err(|error| error.to_string())?;
    let rules = rules::known(house, job.source.id).await;
    let rules = rules.map_err(|error| error.to_string())?;
    let known = Known::of(job);
    let (mut page, furniture) = off_thread(house, move || {
        let hints = Hints {
            memory: Some(&furniture.memory),
            rules: rules.as_ref(),
            ..known.hints()
        };
        let content_type = answer.content_type.as_deref();
        let page = page_of(&answer.body, &answer.url, content_type, hints);
        (page, furniture)
    })
    .await?;
    let noted = rules::note(house, &job.source, &page).await;
    noted.map_err(|error| error.to_string())?;
    if page.obstacle == Some(Obstacle::Missing) || is_elsewhere(job, &page) {
        return Ok(Found::Missing.into());
    }
    let mut signs = of_site;
    signs.extend(signs::of_page(&page, &headers, &url));
    signs.extend(amp::complete(house, &mut page).await);
    let now = (house.clock)();
    let title = job.title.clone();
    let (mut page, learned) = off_thread(house, move || {
        let learned = furniture.read_page(&mut page, &title, now);
        (page, learned)
    })
    .await?;
    if job.origin == Origin::Page && was_cut_off(&job.body, &page) {
        page.obstacle = Some(Obstacle::Paywall);
    }
    let restrictions = Restrictions::of(&signs);
    let may_be_taken = job.source.policy.extracts(restrictions);
    let has_text = !page.text.is_empty() && page.obstacle != Some(Obstacle::Paywall);
    let found = found(job, &page, validators, now);
    // Where the feed has the text and the page does not, what was found is something else.
    let result = if may_be_taken && page.has_feed_text != Some(false) {
        taken(house, job, page)
    } else {
        PageResult::Unchanged
    };
    Ok(Looked {
        result,
        found,
        signs,
        restrictions: Some(restrictions),
        has_text: Some(has_text),
        learned: learned.filter(|_| may_be_taken),
    })
}

/// What is known of an article before its page is read.
struct Known {
    title: String,
    byline: String,
    published_at: Timestamp,
    language: Option<Lang>,
    text: String,
}

impl Known {
    fn of(job: &PageJob) -> Self {
        // An older text of the page says nothing of what stands there now.
        let text = match job.origin {
            Origin::Feed => job.body.text(),
            Origin::Page => String::new(),
        };
        Self {
            title: job.title.clone(),
            byline: job.byline.clone(),
            published_at: job.published_at,
            language: job.language.clone(),
            text,
        }
    }

    fn hints(&self) -> Hints<'_> {
        Hints {
            title: &self.title,
            byline: &self.byline,
            published: Some(self.published_at),
            language: self.language.as_ref(),
            text: &self.text,
            ..Hints::default()
        }
    }
}

/// Whether the article's address leads to another page of its site.
fn is_elsewhere(job: &PageJob, page: &depesche_read::Page) -> bool {
    Url::parse(&job.url).is_ok_and(|asked| leads_away(&asked, &job.title, page))
}

/// What the next look has to know of this one.
fn found(
    job: &PageJob,
    page: &depesche_read::Page,
    validators: Validators,
    now: Timestamp,
) -> Found {
    let is_other = job.origin == Origin::Page
        && page.obstacle.is_none()
        && !depesche_model::change::is_same(&job.body, &page.body);
    Found::Page {
        validators,
        obstacle: page.obstacle,
        changed: if is_other { Some(now) } else { page.modified },
        is_live: page.kind == Some(Kind::LiveBlog),
    }
}

/// Reading takes milliseconds of CPU: not on the threads that wait for the network.
async fn off_thread<T: Send + 'static>(
    house: &House,
    task: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Later> {
    let (_permit, timings) = (house.readers.acquire().await, Arc::clone(&house.timings));
    let done = tokio::task::spawn_blocking(move || {
        let _timer = timings.start(Stage::Read);
        task()
    });
    let done = done.await;
    done.map_err(|error| format!("reading it failed: {error}").into())
}

/// The article that a page gives, where it is better than what is there.
fn taken(house: &House, job: &PageJob, page: depesche_read::Page) -> PageResult {
    // Much more than the feed's text: else the feed had it whole, and reads cleaner than a page.
    // At a later look a text may have become shorter: that is a change like any other, but for one
    // that ends at a paywall now: what was there stays.
    let is_worth_it = match job.origin {
        _ if page.obstacle == Some(Obstacle::Paywall) => false,
        Origin::Feed => page.text.len() > job.body.text().len() / 2 * 3,
        Origin::Page => !page.text.is_empty(),
    };
    if !is_worth_it {
        return PageResult::Unchanged;
    }
    // The feed's headline stays: pages add their site's name, and the feed tells of changes.
    let title = job.title.clone();
    let mut hash = Hasher::new();
    hash.update(title.as_bytes());
    for words in depesche_read::worded(&page.body) {
        hash.update([0]);
        hash.update(words.as_bytes());
    }
    let now = (house.clock)();
    let shows_pictures = job.source.policy.shows_images() && page.picture.is_some();
    let article = NewArticle {
        // The feed's address stays: a page's canonical one may be the same for the whole site.
        url: String::new(),
        title,
        byline: page.byline,
        lead: depesche_model::text::shorten(&page.text, Article::LEAD_CHARS).0,
        language: page.language.or_else(|| job.language.clone()),
        published_at: job.published_at,
        modified_at: depesche_read::date::believed(page.modified, now),
        body: page.body,
        picture: page.picture,
        media_due_at: shows_pictures.then_some(now),
        sections: Vec::new(),
    };
    let content_hash = hex(&hash.finish());
    PageResult::Read {
        article: Box::new(article),
        content_hash,
    }
}

async fn finish(
    house: &House,
    ticket: &Ticket,
    looked: Looked,
    follows: Option<Follows>,
) -> Result<&'static str, StoreError> {
    let now = (house.clock)();
    let is_gone = follows.as_ref().is_some_and(|follows| follows.is_gone);
    let result = if is_gone {
        PageResult::Gone
    } else {
        looked.result
    };
    let word = match result {
        PageResult::Read { .. } => "read",
        PageResult::Unchanged => "unchanged",
        PageResult::Gone => "gone",
    };
    let again_at = follows.as_ref().and_then(|follows| follows.again_at);
    let page = PageRead {
        at: now,
        look_again_at: again_at.filter(|_| !matches!(result, PageResult::Gone)),
        result,
        seen: follows.and_then(|follows| follows.seen),
        signs: looked.signs,
        restrictions: looked.restrictions,
        has_text: looked.has_text,
        learned: looked.learned,
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
    let retry_at = (ticket.tries < MAX_TRIES || later.was_put_off).then(|| now + wait);
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

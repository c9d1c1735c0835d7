//! The third stage: the pictures that a source's policy shows are fetched ahead, made harmless, and
//! kept under names of our own. A reader's browser asks nobody but us.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use depesche_fetch::guard::is_private;
use depesche_fetch::{Answer, FetchError, Fetched, Request, Want};
use depesche_media::{Recoded, hash, recode};
use depesche_model::gate::shows_picture;
use depesche_model::{Picture, Restrictions, Sign, SignKind, SignPlace, Validators};
use depesche_store::poll::{MediaJob, MediaRead, PictureSeen, Ticket};
use depesche_store::{Files, StoreError};
use jiff::SignedDuration;
use tokio::sync::{Mutex, OnceCell, RwLock};
use url::Url;

use crate::house::House;
use crate::logged;

/// How many pictures of one article are kept.
const MAX_PICTURES: usize = 24;

/// After so many failures a picture is left alone.
const MAX_TRIES: u32 = 5;

/// How long the first failure waits; each further one twice as long.
const FIRST_RETRY: SignedDuration = SignedDuration::from_mins(10);

/// How long an address is known to lead to what came from it for another article.
const KNOWN_FOR: SignedDuration = SignedDuration::from_hours(24);

/// How many addresses are remembered in memory.
const MAX_JUST_NOW: usize = 1_000;

/// The largest file that is looked at, in bytes.
const MAX_BYTES: usize = 10 << 20;

/// What the stage works with.
pub(crate) struct Studio {
    pub(crate) files: Files,
    /// One picture is decoded at a time: a large one takes hundreds of megabytes.
    decoding: Mutex<()>,
    /// Pictures are taken away while nobody is about to name them.
    sweeping: RwLock<()>,
    /// What came of addresses just now: twenty articles that name one picture ask for it once.
    just_now: std::sync::Mutex<HashMap<String, Arc<OnceCell<Seen>>>>,
}

/// What came of a picture for good: what is kept, or why nothing is.
type Seen = Result<Picture, String>;

impl Studio {
    pub(crate) fn new(files: Files) -> Self {
        Self {
            files,
            decoding: Mutex::default(),
            sweeping: RwLock::default(),
            just_now: std::sync::Mutex::default(),
        }
    }

    fn came_just_now(&self, url: &str) -> Arc<OnceCell<Seen>> {
        let mut all = self.just_now.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MAX_JUST_NOW {
            all.clear();
        }
        Arc::clone(all.entry(url.to_owned()).or_default())
    }

    fn forget_just_now(&self) {
        let mut all = self.just_now.lock().unwrap_or_else(PoisonError::into_inner);
        all.clear();
    }
}

/// Why nothing came of a picture.
enum Miss {
    /// For good.
    Refused(String),
    /// Not now, and for how long the server asks to be left alone.
    Later(String, Option<Duration>),
    /// The store failed.
    Store(StoreError),
}

impl From<StoreError> for Miss {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Works a media ticket off.
///
/// # Errors
/// When the store fails; the ticket is due again when its lease ends.
pub(crate) async fn media(house: &House, ticket: Ticket) -> Result<&'static str, StoreError> {
    let _named = house.studio.sweeping.read().await;
    let now = (house.clock)();
    let mut read = MediaRead {
        at: now,
        pictures: Vec::new(),
        again: None,
    };
    let job = house.store.media_job(&ticket).await?;
    let may_wait = ticket.tries < MAX_TRIES;
    let retry = FIRST_RETRY * (1 << ticket.tries.min(8));
    for (url, is_lead) in job.as_ref().map(wanted).unwrap_or_default() {
        let Some(job) = &job else { break };
        let result = match picture(house, job, &url).await {
            Ok(picture) => Ok(picture),
            Err(Miss::Store(error)) => return Err(error),
            Err(Miss::Later(why, wait)) if may_wait => {
                let wait = wait.and_then(|wait| wait.try_into().ok());
                read.again = Some((why, now + retry.max(wait.unwrap_or_default())));
                continue;
            }
            Err(Miss::Refused(why) | Miss::Later(why, _)) => {
                tracing::debug!("{}: {}", logged::address(&url), logged::said(&why, &url));
                Err(why)
            }
        };
        house
            .metrics
            .picture(if result.is_ok() { "kept" } else { "refused" });
        read.pictures.push(PictureSeen {
            url,
            is_lead,
            result,
        });
    }
    let word = if read.again.is_some() {
        "failed"
    } else {
        "done"
    };
    let input = (ticket, read);
    house
        .store
        .write(&input, |tx, (ticket, read)| {
            Box::pin(tx.finish_media(ticket, read))
        })
        .await?;
    house.news.notify_one();
    Ok(word)
}

/// The pictures that an article names and its source's policy shows, each once; whether one stands
/// for the article is said beside it.
fn wanted(job: &MediaJob) -> Vec<(String, bool)> {
    let shows = |is_lead| shows_picture(&job.source, job.restrictions, is_lead);
    if !shows(true) {
        return Vec::new();
    }
    let lead = job.picture.iter().map(|lead| (lead.url.clone(), true));
    let mut wanted: Vec<_> = lead.collect();
    if shows(false) {
        for (url, _) in job.body.html().pictures() {
            if !wanted.iter().any(|(other, _)| *other == url) {
                wanted.push((url, false));
            }
        }
    }
    wanted.truncate(MAX_PICTURES);
    wanted
}

/// One picture: what is known of it, of this article or another, or what comes when it is fetched.
async fn picture(house: &House, job: &MediaJob, url: &str) -> Result<Picture, Miss> {
    let known = job.seen.iter().find(|seen| seen.url == url);
    if let Some(seen) = still_there(house, known.map(|seen| seen.result.clone())).await? {
        return seen.map_err(Miss::Refused);
    }
    let came = house.studio.came_just_now(url);
    let seen = came.get_or_try_init(async || {
        let since = (house.clock)()
            .saturating_sub(KNOWN_FOR)
            .unwrap_or_default();
        let known = house.store.picture_at(url, since).await?;
        if let Some(seen) = still_there(house, known).await? {
            return Ok(seen);
        }
        let kept = match fetch(house, job, url).await {
            Ok(answer) => keep(house, answer).await,
            Err(miss) => Err(miss),
        };
        match kept {
            Ok(picture) => Ok(Ok(picture)),
            Err(Miss::Refused(why)) => Ok(Err(why)),
            Err(miss) => Err(miss),
        }
    });
    seen.await?.clone().map_err(Miss::Refused)
}

/// What is known, where it is a refusal or its files are in their place.
async fn still_there(house: &House, known: Option<Seen>) -> Result<Option<Seen>, StoreError> {
    Ok(match known {
        Some(Ok(picture)) if !house.studio.files.has(&picture).await? => None,
        known => known,
    })
}

async fn fetch(house: &House, job: &MediaJob, url: &str) -> Result<Answer, Miss> {
    let refused = |why: &str| Miss::Refused(why.to_owned());
    let url = Url::parse(url).map_err(|error| Miss::Refused(error.to_string()))?;
    if is_private(&url) && !is_of_feeds(&url, job) {
        return Err(refused("its address is private"));
    }
    if !house.client.may_fetch_page(&url).await {
        // Or cannot be asked (5xx, no answer), which ends some time. Where it says no, asking it
        // again costs the site one request a day at most.
        return Err(Miss::Later(
            "its site's robots.txt says no, or cannot be had".to_owned(),
            None,
        ));
    }
    let validators = Validators::default();
    let request = Request {
        url: &url,
        want: Want::Image,
        validators: &validators,
    };
    match house.client.get(request).await {
        Ok(Fetched::Fresh(answer)) if is_kept_back(job, &answer.signs.robots_tag) => {
            Err(refused("its site says noimageindex"))
        }
        Ok(Fetched::Fresh(answer)) if answer.body.len() > MAX_BYTES => {
            Err(refused("its file is too large"))
        }
        Ok(Fetched::Fresh(answer)) => Ok(*answer),
        Ok(Fetched::Later {
            status,
            retry_after,
            ..
        }) => Err(Miss::Later(
            format!("the server answered {status}: not now"),
            retry_after,
        )),
        Ok(Fetched::Gone | Fetched::NotModified { .. }) => Err(refused("it is gone")),
        Err(error) if is_final(&error) => Err(Miss::Refused(error.to_string())),
        Err(error) => Err(Miss::Later(error.to_string(), None)),
    }
}

/// A private address is asked for a picture only where a feed itself is there: else any feed could
/// point into the operator's network, and have published what it finds.
fn is_of_feeds(url: &Url, job: &MediaJob) -> bool {
    let mut feeds = job.feeds.iter().filter_map(|feed| Url::parse(feed).ok());
    feeds.any(|feed| feed.host() == url.host())
}

/// Whether a server does not want its picture shown elsewhere (`X-Robots-Tag`), and the source's
/// policy heeds that.
fn is_kept_back(job: &MediaJob, robots_tags: &[String]) -> bool {
    let signs = robots_tags.iter().map(|says| Sign {
        kind: SignKind::Robots,
        place: SignPlace::PageHeader,
        says: says.clone(),
    });
    let signs = Restrictions::of(&signs.collect::<Vec<_>>());
    !shows_picture(&job.source, signs, true)
}

/// Whether asking again is in vain.
fn is_final(error: &FetchError) -> bool {
    matches!(
        error,
        FetchError::Status { status: 400..=499 }
            | FetchError::BadUrl(_)
            | FetchError::Private { .. }
            | FetchError::TooBig { .. }
            | FetchError::TooManyRedirects(_)
    )
}

/// Decodes a picture and puts what was made of it in its place. The same file is decoded once,
/// wherever it came from.
async fn keep(house: &House, answer: Answer) -> Result<Picture, Miss> {
    let hash = hash(&answer.body);
    let known = house.store.kept_picture(&hash).await?;
    if let Some(known) = known
        && house.studio.files.has(&known).await?
    {
        return Ok(known);
    }
    let alone = house.studio.decoding.lock().await;
    let permit = Arc::clone(&house.readers).acquire_owned().await;
    let recoded = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        recode(&answer.body)
    });
    let recoded = recoded.await;
    drop(alone);
    let Recoded { picture, files } = match recoded {
        Ok(Ok(recoded)) => recoded,
        Ok(Err(refusal)) => return Err(Miss::Refused(refusal.to_string())),
        // A decoder that fails is a fault of its own; the picture is a stranger's, and goes.
        Err(error) => return Err(Miss::Refused(format!("decoding it failed: {error}"))),
    };
    for (size, file) in picture.sizes.iter().zip(files) {
        if let Err(error) = house.studio.files.put(&picture, *size, file).await {
            tracing::error!("cannot keep a picture: {error}");
            return Err(Miss::Later(error.to_string(), None));
        }
    }
    Ok(picture)
}

/// Takes away what no article names any more.
///
/// # Errors
/// When the store fails. A file that could not be taken away is told in the log, and stays.
pub(crate) async fn sweep(house: &House) -> Result<(), StoreError> {
    loop {
        let _alone = house.studio.sweeping.write().await;
        house.studio.forget_just_now();
        let free = house
            .store
            .write(&(), |tx, ()| Box::pin(tx.free_media()))
            .await?;
        if free.is_empty() {
            return Ok(());
        }
        for picture in free {
            if let Err(error) = house.studio.files.remove(&picture).await {
                tracing::warn!(
                    "cannot take the files of picture {} away: {error}",
                    picture.hash
                );
            }
        }
    }
}

/// How many pictures are looked at together.
const LOOKED_AT: u32 = 500;

/// The kept pictures: how many there are, and the hashes of those whose files are missing (a backup
/// was restored without them, a disk was repaired).
///
/// # Errors
/// When the store fails.
pub(crate) async fn missing(house: &House) -> Result<(usize, Vec<String>), StoreError> {
    let (mut count, mut missing) = (0, Vec::new());
    let mut last = String::new();
    loop {
        let part = house.store.kept_pictures(&last, LOOKED_AT).await?;
        let Some(end) = part.last() else {
            return Ok((count, missing));
        };
        last.clone_from(&end.hash);
        count += part.len();
        for picture in part {
            if !house.studio.files.has(&picture).await? {
                missing.push(picture.hash);
            }
        }
    }
}

/// Sees to it that pictures whose files are missing are fetched again.
///
/// # Errors
/// When the store fails.
pub(crate) async fn heal(house: &House) -> Result<(), StoreError> {
    let (_, missing) = missing(house).await?;
    for lost in missing.chunks(LOOKED_AT as usize) {
        tracing::warn!(
            "the files of {} pictures are missing; they are fetched again",
            lost.len()
        );
        let input = (lost.to_vec(), (house.clock)());
        let forgotten = house.store.write(&input, |tx, (lost, now)| {
            Box::pin(tx.lose_media(lost, *now))
        });
        forgotten.await?;
    }
    Ok(())
}

//! The pipeline: what is due is claimed, worked on, and recorded. Work is rows; this file only
//! sees to it that somebody looks.
//!
//! [`run`] goes on until it is told to stop; [`run_until_idle`] does what is due and ends. The
//! stages themselves are in `stage`.

use std::sync::Arc;
use std::time::Duration;

use depesche_store::StoreError;
use depesche_store::poll::{FeedJob, Stage, Ticket};
use jiff::SignedDuration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::house::House;
use crate::stage::index::Follower;
use crate::stage::poll::Report;
use crate::stage::{page, poll, rank};

/// How often somebody looks although nobody rang.
const LOOK: Duration = Duration::from_millis(500);

/// How long to wait when the store failed.
const AFTER_FAILURE: Duration = Duration::from_secs(5);

/// How often the front page's order is computed although nothing came.
const RANK_EVERY: Duration = Duration::from_mins(1);

/// How long after news the order is computed and the index committed: more may come.
const SETTLE: Duration = Duration::from_millis(400);

/// How long a page may be worked on before another node takes it over.
const LEASE: SignedDuration = SignedDuration::from_secs(90);

/// How many pages may be worked on at once.
const PAGES_AT_ONCE: u32 = 8;

/// How long work in hand is waited for at the end.
const FINISH_WITHIN: Duration = Duration::from_secs(8);

/// Told `true` when it is time to stop.
pub(crate) type Stop = watch::Receiver<bool>;

/// Runs all stages until told to stop, then finishes what is in hand.
pub(crate) async fn run(house: House, follower: Follower, stop: Stop) {
    tokio::join!(
        polls(house.clone(), stop.clone()),
        pages(house.clone(), stop.clone()),
        index(house.clone(), follower, stop.clone()),
        front(house, stop),
    );
}

/// Does everything that is due now, stage after stage, and tells of each poll.
///
/// # Errors
/// When the store fails.
pub(crate) async fn run_until_idle(
    house: &House,
    follower: Option<&mut Follower>,
    mut told: impl FnMut(&FeedJob, &Report),
) -> anyhow::Result<()> {
    loop {
        let jobs = claim_feeds(house, claim_size(house)).await?;
        if jobs.is_empty() {
            break;
        }
        poll_all(house, jobs, &mut told).await?;
    }
    finish(house, follower).await
}

/// Does what comes after polls: pages, the index, the front page.
///
/// # Errors
/// When the store or the index fails.
pub(crate) async fn finish(house: &House, follower: Option<&mut Follower>) -> anyhow::Result<()> {
    loop {
        let tickets = claim_pages(house).await?;
        if tickets.is_empty() {
            break;
        }
        let mut tasks = JoinSet::new();
        for ticket in tickets {
            let house = house.clone();
            tasks.spawn(async move { page::page(&house, ticket).await });
        }
        while let Some(done) = tasks.join_next().await {
            done??;
        }
    }
    if let Some(follower) = follower {
        follower.follow().await?;
    }
    rank::rank(house, &[]).await?;
    Ok(())
}

/// Polls these feeds, several at once, and tells of each.
///
/// # Errors
/// When the store fails.
pub(crate) async fn poll_all(
    house: &House,
    jobs: Vec<FeedJob>,
    told: &mut impl FnMut(&FeedJob, &Report),
) -> anyhow::Result<()> {
    let room = Arc::new(Semaphore::new(house.config.fetch.max_in_flight.max(1)));
    let mut tasks = JoinSet::new();
    for job in jobs {
        let house = house.clone();
        let room = Arc::clone(&room);
        tasks.spawn(async move {
            let _permit = room.acquire().await;
            let report = poll::poll(&house, job.clone()).await;
            report.map(|report| (job, report))
        });
    }
    while let Some(done) = tasks.join_next().await {
        let (job, report) = done??;
        told(&job, &report);
    }
    Ok(())
}

fn claim_size(house: &House) -> u32 {
    // More than are in flight, so that a slow one does not hold up the next claim.
    u32::try_from(house.config.fetch.max_in_flight.max(1) * 8).unwrap_or(u32::MAX)
}

async fn claim_feeds(house: &House, limit: u32) -> Result<Vec<FeedJob>, StoreError> {
    let input = ((house.clock)(), limit);
    house
        .store
        .write(&input, |tx, (now, limit)| {
            Box::pin(tx.claim_feeds(*now, *limit))
        })
        .await
}

async fn claim_pages(house: &House) -> Result<Vec<Ticket>, StoreError> {
    let now = (house.clock)();
    let input = (now, now + LEASE);
    house
        .store
        .write(&input, |tx, (now, lease)| {
            Box::pin(tx.claim_work(Stage::Page, *now, *lease, PAGES_AT_ONCE))
        })
        .await
}

/// Feeds that are due are polled, as many at once as there is room for.
async fn polls(house: House, mut stop: Stop) {
    let room = Arc::new(Semaphore::new(house.config.fetch.max_in_flight.max(1)));
    let mut tasks = JoinSet::new();
    while !*stop.borrow() {
        let free = u32::try_from(room.available_permits()).unwrap_or(u32::MAX);
        let jobs = if free == 0 {
            Ok(Vec::new())
        } else {
            claim_feeds(&house, free).await
        };
        match jobs {
            Ok(jobs) if jobs.is_empty() => pause(LOOK, &mut stop).await,
            Ok(jobs) => {
                for job in jobs {
                    let Ok(permit) = Arc::clone(&room).acquire_owned().await else {
                        break;
                    };
                    tasks.spawn(poll_one(house.clone(), job, permit));
                }
            }
            Err(error) => {
                tracing::error!("cannot claim feeds: {error}");
                pause(AFTER_FAILURE, &mut stop).await;
            }
        }
        while tasks.try_join_next().is_some() {}
    }
    let _ = tokio::time::timeout(FINISH_WITHIN, tasks.join_all()).await;
}

async fn poll_one(house: House, job: FeedJob, _permit: OwnedSemaphorePermit) {
    let url = job.feed.url.clone();
    match poll::poll(&house, job).await {
        Ok(report) if report.word == "failed" => tracing::warn!("{url}: {}", report.outcome),
        Ok(report) => tracing::debug!("{url}: {}", report.outcome),
        Err(error) => tracing::error!("cannot record what came of {url}: {error}"),
    }
}

/// Pages that are due are fetched and read.
async fn pages(house: House, mut stop: Stop) {
    let mut tasks = JoinSet::new();
    while !*stop.borrow() {
        let tickets = if tasks.len() < PAGES_AT_ONCE as usize {
            claim_pages(&house).await
        } else {
            Ok(Vec::new())
        };
        match tickets {
            Ok(tickets) if tickets.is_empty() => pause(LOOK, &mut stop).await,
            Ok(tickets) => {
                for ticket in tickets {
                    let house = house.clone();
                    tasks.spawn(async move {
                        if let Err(error) = page::page(&house, ticket).await {
                            tracing::error!("cannot record what came of a page: {error}");
                        }
                    });
                }
            }
            Err(error) => {
                tracing::error!("cannot claim pages: {error}");
                pause(AFTER_FAILURE, &mut stop).await;
            }
        }
        while tasks.try_join_next().is_some() {}
    }
    let _ = tokio::time::timeout(FINISH_WITHIN, tasks.join_all()).await;
}

/// The index follows the store.
async fn index(house: House, mut follower: Follower, mut stop: Stop) {
    while !*stop.borrow() {
        let began = std::time::Instant::now();
        if let Err(error) = follower.follow().await {
            tracing::error!("cannot bring the search index up to date: {error:#}");
            pause(AFTER_FAILURE, &mut stop).await;
        }
        // A commit after each poll of a large import would cost more than all of the indexing.
        let rest = began.elapsed().clamp(SETTLE, Duration::from_secs(5));
        tokio::select! {
            () = house.news.notified() => pause(rest, &mut stop).await,
            () = sleep(LOOK * 4) => {}
            _ = stop.changed() => {}
        }
    }
    if let Err(error) = follower.close() {
        tracing::error!("cannot close the search index: {error:#}");
    }
}

/// The front page's order follows the news and the time.
async fn front(house: House, mut stop: Stop) {
    let mut order = Vec::new();
    let mut stamp = None;
    while !*stop.borrow() {
        let ranked = std::time::Instant::now();
        match rank::rank(&house, &order).await {
            Ok(new) => order = new,
            Err(error) => tracing::error!("cannot compute the front page's order: {error}"),
        }
        // Its own writing changes the stamp too: what comes after counts.
        stamp = house.store.stamp().await.ok().or(stamp);
        while !*stop.borrow() && ranked.elapsed() < RANK_EVERY {
            pause(SETTLE, &mut stop).await;
            if house.store.stamp().await.ok() != stamp {
                break;
            }
        }
    }
}

async fn pause(time: Duration, stop: &mut Stop) {
    tokio::select! {
        () = sleep(time) => {}
        _ = stop.changed() => {}
    }
}

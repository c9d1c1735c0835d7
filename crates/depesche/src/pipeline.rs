//! The pipeline: what is due is claimed, worked on, and recorded. Work is rows; this file only
//! sees to it that somebody looks.
//!
//! [`run`] goes on until it is told to stop; [`run_until_idle`] does what is due and ends. The
//! stages themselves are in `stage`.

use std::time::{Duration, Instant};

use anyhow::Context as _;
use depesche_fetch::site_key;
use depesche_model::health::State;
use depesche_store::StoreError;
use depesche_store::poll::{Claim, FeedJob, PutBack, Stage, Ticket};
use jiff::SignedDuration;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::sleep;
use url::Url;

use crate::house::House;
use crate::line::{Line, Place};
use crate::logged;
use crate::pace::Pace;
use crate::stage::index::Follower;
use crate::stage::poll::Report;
use crate::stage::{media, page, pauses, poll, rank, translate, websub};

/// How often somebody looks although nobody rang.
const LOOK: Duration = Duration::from_millis(500);

/// How long to wait when the store failed.
const AFTER_FAILURE: Duration = Duration::from_secs(5);

/// How often the front page's order is computed although nothing came.
const RANK_EVERY: Duration = Duration::from_mins(1);

/// How long after news the order is computed and the index committed: more may come.
const SETTLE: Duration = Duration::from_millis(400);

/// How long a page may be worked on before another node takes it over.
const PAGE_LEASE: SignedDuration = SignedDuration::from_secs(90);

/// The same for an article's pictures, two dozen at the most, each from a slow server.
const MEDIA_LEASE: SignedDuration = SignedDuration::from_mins(15);

/// The same for an article's translation: a long text in small requests to a slow engine.
const TRANSLATION_LEASE: SignedDuration = SignedDuration::from_mins(15);

/// How many pages, and how many articles' pictures, may be worked on at once.
const AT_ONCE: u32 = 8;

/// How often pictures that nobody names any more are taken away.
const SWEEP_EVERY: Duration = Duration::from_mins(10);

/// How often the pace is set anew, pauses are read that other nodes noted, and schedules are put
/// right that a wrong clock wrote.
const KEEP_HOUSE: Duration = Duration::from_mins(1);

/// How long work in hand is waited for at the end.
const FINISH_WITHIN: Duration = Duration::from_secs(8);

/// Told `true` when it is time to stop.
pub(crate) type Stop = watch::Receiver<bool>;

/// Runs all stages until told to stop, then finishes what is in hand.
///
/// # Errors
/// When a stage ended by itself: that is a fault of ours, and a portal without its pipeline would
/// grow old unnoticed.
pub(crate) async fn run(house: House, follower: Follower, stop: Stop) -> anyhow::Result<()> {
    let mut stages = JoinSet::new();
    stages.spawn(polls(house.clone(), stop.clone()));
    stages.spawn(tickets(house.clone(), Stage::Page, stop.clone()));
    stages.spawn(tickets(house.clone(), Stage::Media, stop.clone()));
    stages.spawn(translate::run(house.clone(), stop.clone()));
    stages.spawn(sweep(house.clone(), stop.clone()));
    stages.spawn(index(house.clone(), follower, stop.clone()));
    stages.spawn(websub::run(house.clone(), stop.clone()));
    stages.spawn(front(house, stop.clone()));
    while let Some(ended) = stages.join_next().await {
        ended.context("a stage of the pipeline failed")?;
        anyhow::ensure!(*stop.borrow(), "a stage of the pipeline ended by itself");
    }
    Ok(())
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
    poll_due(house, &mut told).await?;
    finish(house, follower).await
}

/// Polls everything that is due now, and tells of each poll.
///
/// # Errors
/// When the store fails.
pub(crate) async fn poll_due(
    house: &House,
    told: &mut impl FnMut(&FeedJob, &Report),
) -> anyhow::Result<()> {
    loop {
        let jobs = claim_feeds(house, claim_each(house, claim_size(house))).await?;
        if jobs.is_empty() {
            return Ok(());
        }
        poll_all(house, jobs, told).await?;
    }
}

/// Does what comes after polls: pages, pictures, translations, the index, the front page.
///
/// # Errors
/// When the store or the index fails.
pub(crate) async fn finish(house: &House, follower: Option<&mut Follower>) -> anyhow::Result<()> {
    for stage in [Stage::Page, Stage::Media] {
        loop {
            let tickets = claim(house, stage).await?;
            if tickets.is_empty() {
                break;
            }
            let mut tasks = JoinSet::new();
            for ticket in tickets {
                let house = house.clone();
                tasks.spawn(async move { work_off(&house, ticket).await });
            }
            while let Some(done) = tasks.join_next().await {
                done??;
            }
        }
    }
    translate::all(house).await?;
    media::sweep(house).await?;
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
    let mut tasks = JoinSet::new();
    for job in jobs {
        let house = house.clone();
        tasks.spawn(async move {
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

async fn claim_feeds(house: &House, claim: Claim) -> Result<Vec<FeedJob>, StoreError> {
    house
        .store
        .write(&claim, |tx, claim| Box::pin(tx.claim_feeds(claim)))
        .await
}

/// So many of each kind, and nobody again before the shortest interval is over.
fn claim_each(house: &House, limit: u32) -> Claim {
    Claim::each((house.clock)(), house.config.fetch.min_interval.0, limit)
}

async fn claim(house: &House, stage: Stage) -> Result<Vec<Ticket>, StoreError> {
    let now = (house.clock)();
    let lease = match stage {
        Stage::Page => PAGE_LEASE,
        Stage::Media => MEDIA_LEASE,
        Stage::Headline | Stage::Text => TRANSLATION_LEASE,
    };
    let input = (now, now + lease);
    house
        .store
        .write(&input, |tx, (now, lease)| {
            Box::pin(tx.claim_work(stage, *now, *lease, AT_ONCE))
        })
        .await
}

async fn work_off(house: &House, ticket: Ticket) -> Result<&'static str, StoreError> {
    match ticket.stage {
        Stage::Page => page::page(house, ticket).await,
        Stage::Media => media::media(house, ticket).await,
        // Many are translated at once: these stages have a loop of their own.
        Stage::Headline | Stage::Text => Err(StoreError::Other(format!(
            "a ticket of the stage {} was claimed alone",
            ticket.stage.as_str()
        ))),
    }
}

/// Feeds that are due are polled: claimed no faster than their [`Pace`], asked in the order of the
/// [`Line`]. That a host is asked by one at a time the client sees to.
async fn polls(house: House, mut stop: Stop) {
    let mut line = Line::new(house.config.fetch.max_in_flight.max(1));
    let mut pace = Pace::new(0);
    let mut tasks = JoinSet::new();
    let (leaves, mut left) = mpsc::unbounded_channel();
    let (mut kept_at, mut claimed_at) = (None::<Instant>, Instant::now());
    let (look, keep_house_every) = (LOOK / house.hurry, KEEP_HOUSE / house.hurry);
    while !*stop.borrow() {
        if kept_at.is_none_or(|at| at.elapsed() >= keep_house_every) {
            keep_house(&house, &mut pace).await;
            kept_at = Some(Instant::now());
        }
        let since = claimed_at.elapsed();
        if since >= look {
            claimed_at = Instant::now();
            pace.pass(since * house.hurry);
            if let Err(error) = take_in(&house, &mut line, &mut pace).await {
                tracing::error!("cannot claim feeds: {error}");
                pause(AFTER_FAILURE, &mut stop).await;
            }
        }
        while let Some((job, place)) = line.next() {
            let leaves = Leaves {
                place: Some(place),
                tell: leaves.clone(),
            };
            let house = house.clone();
            tasks.spawn(async move {
                let _leaves = leaves;
                poll_one(house, job).await;
            });
        }
        tokio::select! {
            Some(freed) = left.recv() => line.free(&freed),
            () = sleep(look.saturating_sub(claimed_at.elapsed())) => {}
            _ = stop.changed() => {}
        }
        while let Ok(freed) = left.try_recv() {
            line.free(&freed);
        }
        while tasks.try_join_next().is_some() {}
    }
    let back = line.close((house.clock)());
    give_back(&house, back).await;
    finish_within(tasks).await;
}

/// Gives its place back however a poll ends.
struct Leaves {
    place: Option<Place>,
    tell: mpsc::UnboundedSender<Place>,
}

impl Drop for Leaves {
    fn drop(&mut self) {
        if let Some(place) = self.place.take() {
            // At the end nobody counts places any more.
            let _ = self.tell.send(place);
        }
    }
}

/// What is looked after each minute.
async fn keep_house(house: &House, pace: &mut Pace) {
    let now = (house.clock)();
    let floor = house.config.fetch.min_interval.0;
    let healed = house
        .store
        .write(&(), |tx, ()| Box::pin(tx.heal_schedule(now, floor)));
    match healed.await {
        Ok(0) => {}
        Ok(feeds) => tracing::warn!("the clock was wrong: {feeds} feeds are planned anew"),
        Err(error) => tracing::error!("cannot look after the schedule: {error}"),
    }
    if let Err(error) = pauses::load(house).await {
        tracing::error!("cannot read who asked to be left alone: {error}");
    }
    match house.store.polls_per_day().await {
        Ok(polls) => pace.set(polls),
        Err(error) => tracing::error!("cannot count the polls of a day: {error}"),
    }
    match house.store.feeds().await {
        Ok(feeds) => {
            let states: Vec<_> = feeds.iter().map(|feed| State::of(feed, now)).collect();
            let count = |state| states.iter().filter(|one| **one == state).count();
            let counts = State::ALL.map(|state| (state.as_str(), count(state)));
            house.metrics.feeds_in_states(counts);
        }
        Err(error) => tracing::error!("cannot look at the feeds: {error}"),
    }
}

/// Claims what is due, as much as pace and line allow.
async fn take_in(house: &House, line: &mut Line, pace: &mut Pace) -> Result<(), StoreError> {
    let (asked, unasked) = pace.may_claim();
    let (room, doubtful_room) = line.room();
    let least = |allowed: u32, room: usize| allowed.min(u32::try_from(room).unwrap_or(u32::MAX));
    let claim = Claim {
        // Of what may be claimed a quarter is for those that failed: else a long line of living
        // feeds would keep them out.
        living: least(asked - asked / 4, room),
        failing: least(asked.div_ceil(4), doubtful_room),
        unasked: least(unasked, doubtful_room),
        ..claim_each(house, 0)
    };
    if claim.living + claim.failing + claim.unasked == 0 {
        return Ok(());
    }
    let jobs = claim_feeds(house, claim).await?;
    let is_unasked = |job: &&FeedJob| job.feed.last_try_at.is_none();
    let new = jobs.iter().filter(is_unasked).count();
    pace.claimed(jobs.len() - new, new);
    let jobs = jobs.into_iter().map(|job| {
        let url = Url::parse(&job.feed.url);
        let site = url.map_or_else(|_| job.feed.url.clone(), |url| site_key(&url));
        (job, site)
    });
    let back = line.join(jobs.collect(), (house.clock)());
    give_back(house, back).await;
    Ok(())
}

/// Gives feeds back that were claimed and not asked. Where that fails, they are due again when
/// their lease ends.
async fn give_back(house: &House, back: Vec<PutBack>) {
    if back.is_empty() {
        return;
    }
    let given = house
        .store
        .write(&back, |tx, back| Box::pin(tx.put_back(back)));
    if let Err(error) = given.await {
        tracing::error!("cannot give feeds back: {error}");
    }
}

/// Waits a little for what is in hand; what does not end is due again by its schedule or lease.
async fn finish_within(mut tasks: JoinSet<()>) {
    let all = async { while tasks.join_next().await.is_some() {} };
    let _ = tokio::time::timeout(FINISH_WITHIN, all).await;
}

async fn poll_one(house: House, job: FeedJob) {
    let url = job.feed.url.clone();
    match poll::poll(&house, job).await {
        Ok(report) if report.word == "failed" => {
            let said = logged::said(&report.outcome, &url);
            tracing::warn!("{}: {said}", logged::address(&url));
        }
        Ok(report) => tracing::debug!("{}: {}", logged::address(&url), report.outcome),
        Err(error) => {
            let feed = logged::address(&url);
            tracing::error!("cannot record what came of {feed}: {error}");
        }
    }
}

/// What is due of a stage is worked off.
async fn tickets(house: House, stage: Stage, mut stop: Stop) {
    let mut tasks = JoinSet::new();
    while !*stop.borrow() {
        let tickets = if tasks.len() < AT_ONCE as usize {
            claim(&house, stage).await
        } else {
            Ok(Vec::new())
        };
        match tickets {
            Ok(tickets) if tickets.is_empty() => pause(LOOK, &mut stop).await,
            Ok(tickets) => {
                for ticket in tickets {
                    let house = house.clone();
                    tasks.spawn(async move {
                        if let Err(error) = work_off(&house, ticket).await {
                            let stage = stage.as_str();
                            tracing::error!("cannot record what came of a {stage}: {error}");
                        }
                    });
                }
            }
            Err(error) => {
                tracing::error!("cannot claim work: {error}");
                pause(AFTER_FAILURE, &mut stop).await;
            }
        }
        while tasks.try_join_next().is_some() {}
    }
    finish_within(tasks).await;
}

/// Pictures whose files are missing are asked for again; those that nobody names any more are taken
/// away.
async fn sweep(house: House, mut stop: Stop) {
    if let Err(error) = media::heal(&house).await {
        tracing::error!("cannot look whether all pictures are there: {error}");
    }
    while !*stop.borrow() {
        if let Err(error) = media::sweep(&house).await {
            tracing::error!("cannot take pictures away: {error}");
        }
        pause(SWEEP_EVERY, &mut stop).await;
    }
}

/// The index follows the store.
async fn index(house: House, follower: Follower, mut stop: Stop) {
    let mut follower = Some(follower);
    while !*stop.borrow() {
        let began = Instant::now();
        match step(&house, &mut follower).await {
            // More is waiting: no pause.
            Ok(false) => continue,
            Ok(true) => {}
            Err(error) => {
                tracing::error!("cannot bring the search index up to date: {error:#}");
                // A writer that failed may have lost what it held: the next one begins anew.
                tokio::task::block_in_place(|| drop(follower.take()));
                pause(AFTER_FAILURE, &mut stop).await;
            }
        }
        // A commit after each poll of a large import would cost more than all of the indexing.
        let rest = began.elapsed().clamp(SETTLE, Duration::from_secs(5));
        tokio::select! {
            () = house.news.notified() => pause(rest, &mut stop).await,
            () = sleep(LOOK * 4) => {}
            _ = stop.changed() => {}
        }
    }
    // Without waiting for merges: they are done again when there is time.
    tokio::task::block_in_place(|| drop(follower));
}

/// A part of the way. Says whether that was all.
async fn step(house: &House, follower: &mut Option<Follower>) -> anyhow::Result<bool> {
    let follower = match follower {
        Some(follower) => follower,
        None => follower.insert(Follower::open(house)?),
    };
    Ok(follower.step().await?.1)
}

/// The front page's order follows the news and the time.
async fn front(house: House, mut stop: Stop) {
    let mut order = Vec::new();
    let mut stamp = None;
    while !*stop.borrow() {
        let ranked = Instant::now();
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

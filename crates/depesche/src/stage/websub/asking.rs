//! Hubs are asked for subscriptions that are due: several hubs at once, one request at a time to
//! each.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use depesche_fetch::Posted;
use depesche_model::websub::{WANTED_LEASE, retry_after};
use depesche_model::{Subscription, SubscriptionState};
use depesche_store::StoreError;
use depesche_store::websub::{Requested, SubscriptionJob};
use jiff::SignedDuration;
use tokio::task::{Id, JoinSet};
use url::Url;

use crate::house::House;
use crate::logged;
use crate::pipeline::Stop;

/// How often somebody looks whether something is due.
const LOOK: Duration = Duration::from_secs(1);

/// How long to wait when the store failed.
const AFTER_FAILURE: Duration = Duration::from_secs(5);

/// How many hubs are asked at once, and for how many subscriptions each, one after the other.
const AT_ONCE: (u32, u32) = (8, 16);

/// How long these may take before another node takes them over: sixteen time-outs, and more.
const LEASE: SignedDuration = SignedDuration::from_mins(15);

/// A hub that does not let go of us is left after so many requests; its lease ends by itself.
const MAX_FAREWELLS: u32 = 3;

/// How long a subscription that is over is remembered, so that its hub hears 410.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How much of a hub's text is kept, in bytes.
const MAX_TEXT_BYTES: usize = 200;

/// Asks hubs for what is due until told to stop.
pub(crate) async fn run(house: House, mut stop: Stop) {
    let mut tasks = JoinSet::new();
    let mut busy: HashMap<Id, String> = HashMap::new();
    let mut is_settled = false;
    while !*stop.borrow() {
        while let Some(done) = tasks.try_join_next_with_id() {
            busy.remove(&done.map_or_else(|error| error.id(), |(id, ())| id));
        }
        match look(&house, &busy, &mut is_settled).await {
            Ok(of_hubs) => {
                for (hub, jobs) in of_hubs {
                    let task = tasks.spawn(ask_all(house.clone(), jobs));
                    busy.insert(task.id(), hub);
                }
                pause(LOOK, &mut stop).await;
            }
            Err(error) => {
                tracing::error!("cannot look for subscriptions at hubs: {error}");
                pause(AFTER_FAILURE, &mut stop).await;
            }
        }
    }
    // What is in hand is due again when its lease ends.
}

async fn pause(time: Duration, stop: &mut Stop) {
    tokio::select! {
        () = tokio::time::sleep(time) => {}
        _ = stop.changed() => {}
    }
}

async fn look(
    house: &House,
    busy: &HashMap<Id, String>,
    is_settled: &mut bool,
) -> Result<BTreeMap<String, Vec<SubscriptionJob>>, StoreError> {
    if !*is_settled {
        super::settle(house).await?;
        *is_settled = true;
    }
    let free = AT_ONCE
        .0
        .saturating_sub(u32::try_from(busy.len()).unwrap_or(u32::MAX));
    claim(house, busy.values().cloned().collect(), free).await
}

/// What is due, by hub.
async fn claim(
    house: &House,
    busy: Vec<String>,
    hubs: u32,
) -> Result<BTreeMap<String, Vec<SubscriptionJob>>, StoreError> {
    if hubs == 0 {
        return Ok(BTreeMap::new());
    }
    let input = ((house.clock)(), busy);
    let jobs = house
        .store
        .write(&input, |tx, (now, busy)| {
            Box::pin(tx.claim_subscriptions(*now, *now + LEASE, busy, (hubs, AT_ONCE.1)))
        })
        .await?;
    let mut of_hubs: BTreeMap<String, Vec<SubscriptionJob>> = BTreeMap::new();
    for job in jobs {
        let of_hub = of_hubs.entry(job.subscription.hub.clone());
        of_hub.or_default().push(job);
    }
    Ok(of_hubs)
}

async fn ask_all(house: House, jobs: Vec<SubscriptionJob>) {
    for job in jobs {
        if let Err(error) = ask(&house, &job).await {
            tracing::error!("cannot record what a hub answered: {error}");
        }
    }
}

/// Asks for everything that is due now, and ends when all has been asked for.
///
/// # Errors
/// When the store fails.
#[cfg(test)]
pub(crate) async fn ask_due(house: &House) -> Result<(), StoreError> {
    super::settle(house).await?;
    loop {
        let of_hubs = claim(house, Vec::new(), AT_ONCE.0).await?;
        if of_hubs.is_empty() {
            return Ok(());
        }
        for job in of_hubs.into_values().flatten() {
            ask(house, &job).await?;
        }
    }
}

/// Asks a hub for a subscription, or for its end, and records what came of it. The hub confirms by
/// calling back, before or after it answers.
async fn ask(house: &House, job: &SubscriptionJob) -> Result<(), StoreError> {
    let one = &job.subscription;
    let asked = post(house, one).await;
    let word = if asked.is_ok() { "accepted" } else { "failed" };
    house.metrics.hub(word);
    let outcome = asked.map_or_else(
        |error| error,
        |()| "asked; the hub has not confirmed it yet".to_owned(),
    );
    let hub = logged::address(&one.hub);
    tracing::debug!(
        hub,
        feed = one.feed_id.0,
        "{}",
        logged::said(&outcome, &one.hub)
    );
    let failures = one.failures.saturating_add(1);
    let is_over = one.state == SubscriptionState::Leaving && failures >= MAX_FAREWELLS;
    let wait = if is_over {
        REMEMBERED
    } else {
        retry_after(failures)
    };
    let requested = Requested {
        outcome,
        next_at: (house.clock)() + wait,
        is_over,
    };
    let input = (job, requested);
    house
        .store
        .write(&input, |tx, (job, requested)| {
            Box::pin(tx.record_request(job, requested))
        })
        .await?;
    Ok(())
}

/// One request; its failure in words.
async fn post(house: &House, one: &Subscription) -> Result<(), String> {
    let hub = Url::parse(&one.hub).map_err(|error| format!("the hub's address: {error}"))?;
    let lease = WANTED_LEASE.as_secs().to_string();
    let mut form = vec![
        ("hub.topic", one.topic.as_str()),
        ("hub.callback", one.callback.expose()),
        // Hubs of before the recommendation ask for it; the others pass over it.
        ("hub.verify", "async"),
    ];
    if one.state == SubscriptionState::Leaving {
        form.push(("hub.mode", "unsubscribe"));
    } else {
        form.extend([
            ("hub.mode", "subscribe"),
            ("hub.lease_seconds", &lease),
            ("hub.secret", one.secret.expose()),
        ]);
    }
    match house.client.post(&hub, &form).await {
        Ok(posted) if (200..300).contains(&posted.status) => Ok(()),
        Ok(posted) => Err(one.redacted(&refusal(&posted))),
        Err(error) => Err(one.redacted(&error.to_string())),
    }
}

fn refusal(posted: &Posted) -> String {
    let text = &posted.body[..posted.body.len().min(MAX_TEXT_BYTES)];
    let text = String::from_utf8_lossy(text);
    let is_page = text.trim_start().starts_with('<');
    match text.trim() {
        "" => format!("the hub answered {}", posted.status),
        _ if is_page => format!("the hub answered {} with a web page", posted.status),
        text => format!("the hub answered {}: {text}", posted.status),
    }
}

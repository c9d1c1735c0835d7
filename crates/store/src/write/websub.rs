//! Subscriptions at hubs: begun and left, claimed to be asked for, confirmed, delivered to.

use std::collections::HashMap;

use depesche_model::websub::{Verdict, Verification, after_floor};
use depesche_model::{FeedId, Subscription, SubscriptionState};
use jiff::{SignedDuration, Timestamp};

use crate::poll::Poll;
use crate::rows::{self, subscription_columns};
use crate::sql::{Row, Value, args};
use crate::websub::{NewSubscription, Requested, SubscriptionChange, SubscriptionJob};
use crate::{StoreError, Tx};

/// How much of an outcome's text is kept, in characters.
const MAX_OUTCOME_CHARS: usize = 300;

/// Nothing is planned further ahead than this: what is was written while the clock was wrong, and
/// counts as due.
fn far(now: Timestamp) -> Timestamp {
    const FORTY_DAYS: SignedDuration = SignedDuration::from_hours(40 * 24);
    now.saturating_add(FORTY_DAYS).unwrap_or(Timestamp::MAX)
}

/// Begun, left, claimed, asked for: the pipeline's part.
impl Tx {
    /// Ends a feed's subscription, begins another. A feed has one that is wanted.
    pub async fn change_subscription(
        &mut self,
        feed: FeedId,
        change: &SubscriptionChange,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.execute(
            "update subscriptions
            set state = 'leaving',
                next_at = $2,
                turn = turn + 1,
                failures = 0,
                hinted_at = null
            where feed_id = $1 and state in ('wanted', 'active', 'denied')",
            args![feed, at],
        )
        .await?;
        match change {
            SubscriptionChange::Leave => self.remember_hub(feed, "", "").await,
            SubscriptionChange::Remember { hub, topic } => {
                self.remember_hub(feed, hub, topic).await
            }
            SubscriptionChange::Begin(new) => {
                self.remember_hub(feed, "", "").await?;
                self.begin_subscription(feed, new, at).await
            }
        }
    }

    async fn remember_hub(
        &mut self,
        feed: FeedId,
        hub: &str,
        topic: &str,
    ) -> Result<(), StoreError> {
        let sql = "update feeds
            set hub = $2,
                hub_topic = $3
            where id = $1 and (hub <> $2 or hub_topic <> $3)";
        self.execute(sql, args![feed, hub, topic]).await?;
        Ok(())
    }

    async fn begin_subscription(
        &mut self,
        feed: FeedId,
        new: &NewSubscription,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let callback = new.callback.expose();
        let token = callback.rsplit('/').next().unwrap_or(callback);
        self.execute(
            "insert into subscriptions (
                feed_id, hub, topic, callback, token, secret, state, begun_at, next_at,
                turn, failures, last_outcome, missed
            )
            values ($1, $2, $3, $4, $5, $6, 'wanted', $7, $7, 0, 0, '', 0)",
            args![
                feed,
                &new.hub,
                &new.topic,
                callback,
                token,
                new.secret.expose(),
                at
            ],
        )
        .await?;
        Ok(())
    }

    /// Takes subscriptions about which something is to be done at `now`: of at most `hubs` hubs that
    /// are none of `busy`, `each` of a hub, oldest due first. Their `next_at` is pushed to
    /// `lease_until`. Those of feeds that have ended are to be left; those that have been over for
    /// long are forgotten.
    pub async fn claim_subscriptions(
        &mut self,
        now: Timestamp,
        lease_until: Timestamp,
        busy: &[String],
        (hubs, each): (u32, u32),
    ) -> Result<Vec<SubscriptionJob>, StoreError> {
        self.execute(
            "delete from subscriptions
            where state = 'left' and next_at <= $1",
            args![now],
        )
        .await?;
        let due = self
            .rows(
                "select hub
                from subscriptions
                where (next_at <= $1 or next_at > $2)
                    and state <> 'left'
                    and hub not in (select value from {rows $3})
                group by hub
                order by min(next_at)
                limit $4",
                args![
                    now,
                    far(now),
                    Value::texts(busy.iter().map(String::as_str)),
                    hubs
                ],
            )
            .await?;
        let mut jobs = Vec::new();
        for row in &due {
            let hub = row.columns().text()?;
            jobs.extend(self.claim_of_hub(&hub, now, lease_until, each).await?);
        }
        Ok(jobs)
    }

    async fn claim_of_hub(
        &mut self,
        hub: &str,
        now: Timestamp,
        lease_until: Timestamp,
        limit: u32,
    ) -> Result<Vec<SubscriptionJob>, StoreError> {
        let claimed = self
            .rows(
                concat!(
                    "with due as (
                        select id
                        from subscriptions
                        where hub = $1 and (next_at <= $2 or next_at > $5) and state <> 'left'
                        order by next_at, id
                        limit $4
                        {skip_locked}
                    )
                    update subscriptions
                    set next_at = $3,
                        turn = turn + 1,
                        requested_at = $2,
                        state = case
                            when feed_id in (select id from feeds where ended_at is not null)
                                then 'leaving'
                            when state = 'denied' then 'wanted'
                            else state
                        end
                    where id in (select id from due)
                    returning subscriptions.turn, ",
                    subscription_columns!()
                ),
                args![hub, now, lease_until, limit, far(now)],
            )
            .await?;
        let jobs = claimed.iter().map(|row| {
            let mut at = row.columns();
            Ok(SubscriptionJob {
                turn: at.int()?,
                subscription: rows::subscription(&mut at)?,
            })
        });
        let mut jobs = jobs.collect::<Result<Vec<_>, StoreError>>()?;
        jobs.sort_unstable_by_key(|job| job.subscription.id);
        Ok(jobs)
    }

    /// Records what came of asking a hub. `false` where another turn has begun since: the hub may
    /// have called back before it answered.
    pub async fn record_request(
        &mut self,
        job: &SubscriptionJob,
        requested: &Requested,
    ) -> Result<bool, StoreError> {
        let outcome: String = requested.outcome.chars().take(MAX_OUTCOME_CHARS).collect();
        let written = self
            .execute(
                "update subscriptions
                set next_at = $3,
                    failures = failures + 1,
                    last_outcome = $4,
                    state = case when $5 = 1 then 'left' else state end
                where id = $1 and turn = $2",
                args![
                    job.subscription.id,
                    job.turn,
                    requested.next_at,
                    &outcome,
                    requested.is_over
                ],
            )
            .await?;
        Ok(written > 0)
    }
}

/// Confirmed, delivered to: the portal's part.
impl Tx {
    /// Decides what a hub is answered that calls this callback, and records what follows.
    pub async fn answer_hub(
        &mut self,
        token: &str,
        asked: &Verification,
        now: Timestamp,
    ) -> Result<Verdict, StoreError> {
        let Some(subscription) = self.subscription_of_token(token).await? else {
            return Ok(Verdict::Refused);
        };
        let verdict = subscription.answer(asked, now);
        let reason = subscription.redacted(&asked.reason);
        let reason: String = reason.chars().take(MAX_OUTCOME_CHARS).collect();
        let (state, lease_until, next_at, outcome) = match verdict {
            Verdict::Refused => return Ok(verdict),
            Verdict::Active {
                lease_until,
                renew_at,
            } => (SubscriptionState::Active, Some(lease_until), renew_at, ""),
            Verdict::Left { forget_at } => (SubscriptionState::Left, None, forget_at, ""),
            Verdict::Denied { ask_at } => (SubscriptionState::Denied, None, ask_at, &*reason),
        };
        self.execute(
            "update subscriptions
            set state = $2,
                lease_until = $3,
                next_at = $4,
                last_outcome = $5,
                turn = turn + 1,
                failures = 0
            where id = $1",
            args![
                subscription.id,
                state.as_str(),
                lease_until,
                next_at,
                outcome
            ],
        )
        .await?;
        Ok(verdict)
    }

    /// Takes a hub's word that a feed has news: the feed is due now, once a minute at the most; where
    /// it is being fetched just now, or fails, as soon as that allows. `false` where nobody wants
    /// to hear it any more.
    pub async fn take_hint(&mut self, token: &str, now: Timestamp) -> Result<bool, StoreError> {
        let wanted = self.subscription_of_token(token).await?;
        let Some(subscription) = wanted.filter(Subscription::is_wanted) else {
            return Ok(false);
        };
        let sql = "select last_try_at from feeds where id = $1 and ended_at is null";
        let Some(feed) = self.row(sql, args![subscription.feed_id]).await? else {
            return Ok(false);
        };
        self.execute(
            "update subscriptions
            set delivered_at = $2,
                hinted_at = $2,
                missed = 0
            where id = $1",
            args![subscription.id, now],
        )
        .await?;
        let last_try_at = feed.columns().maybe_time()?;
        if let Some(due) = subscription.hint_due_at(last_try_at, now) {
            self.execute(
                "update feeds
                set next_fetch_at = $2
                where id = $1 and next_fetch_at > $2 and failures = 0",
                args![subscription.feed_id, due],
            )
            .await?;
        }
        Ok(true)
    }

    async fn subscription_of_token(
        &mut self,
        token: &str,
    ) -> Result<Option<Subscription>, StoreError> {
        let sql = concat!(
            "select ",
            subscription_columns!(),
            " from subscriptions where subscriptions.token = $1"
        );
        let row = self.row(sql, args![token]).await?;
        row.map(|row| rows::subscription(&mut row.columns()))
            .transpose()
    }
}

/// Polls and their hints.
impl Tx {
    /// The subscriptions of feeds whose polls begin now, as they were before. A hint is taken: a
    /// later one is none of these polls'.
    pub(crate) async fn begin_polls(
        &mut self,
        feeds: impl Iterator<Item = FeedId>,
        now: Timestamp,
    ) -> Result<HashMap<FeedId, Subscription>, StoreError> {
        let sql = concat!(
            "select ",
            subscription_columns!(),
            " from subscriptions
            where subscriptions.feed_id in (select cast(value as bigint) from {rows $1})
                and subscriptions.state in ('wanted', 'active', 'denied')"
        );
        let feeds = Value::numbers(feeds.map(|id| id.0));
        let found = self.rows(sql, args![feeds]).await?;
        if found.is_empty() {
            return Ok(HashMap::new());
        }
        let of = |row: &Row| {
            let found = rows::subscription(&mut row.columns())?;
            Ok((found.feed_id, found))
        };
        let found = found.iter().map(of);
        let found = found.collect::<Result<HashMap<_, _>, StoreError>>()?;
        self.execute(
            "update subscriptions
            set polled_at = $2,
                hinted_at = null
            where id in (select cast(value as bigint) from {rows $1})",
            args![Value::numbers(found.values().map(|it| it.id.0)), now],
        )
        .await?;
        Ok(found)
    }

    /// Records what a poll has to do with its feed's subscription.
    pub(crate) async fn end_poll(
        &mut self,
        poll: &Poll,
        new_articles: u32,
    ) -> Result<(), StoreError> {
        let push = &poll.push;
        if let Some(id) = push.subscription {
            if new_articles > 0 && !push.was_hinted {
                let sql = "update subscriptions set missed = missed + 1 where id = $1";
                self.execute(sql, args![id]).await?;
            }
            // The hub has delivered while the feed was fetched: what we got may be older.
            self.execute(
                "update feeds
                set next_fetch_at = $2
                where id = $1
                    and next_fetch_at > $2
                    and failures = 0
                    and exists (
                        select 1
                        from subscriptions
                        where subscriptions.id = $3 and subscriptions.hinted_at is not null
                    )",
                args![poll.feed, after_floor(Some(poll.at), poll.at), id],
            )
            .await?;
        }
        match &push.change {
            Some(change) => self.change_subscription(poll.feed, change, poll.at).await,
            None => Ok(()),
        }
    }
}

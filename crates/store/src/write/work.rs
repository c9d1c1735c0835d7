//! Tickets: put, claimed, failed.

use depesche_model::ArticleId;
use jiff::{SignedDuration, Timestamp};

use crate::poll::{Stage, Ticket};
use crate::sql::args;
use crate::write::insert::Insert;
use crate::{StoreError, Tx};

/// How much of a failure's text is kept, in characters.
const MAX_ERROR_CHARS: usize = 500;

/// A ticket that is there begins anew: who works on it works on something that has changed since.
const TICKETS: Insert = Insert {
    head: "insert into work (stage, subject, due_at, tries, turn, looks, last_error)",
    columns: 7,
    tail: "on conflict (stage, subject) do update
        set due_at = excluded.due_at,
            tries = 0,
            turn = work.turn + 1,
            looks = 0,
            last_error = ''",
};

/// Nothing is planned further ahead than this, a `Retry-After` of a week included: what is was
/// written while the clock was wrong, and counts as due.
pub(crate) fn far(now: Timestamp) -> Timestamp {
    const EIGHT_DAYS: SignedDuration = SignedDuration::from_hours(8 * 24);
    now.saturating_add(EIGHT_DAYS).unwrap_or(Timestamp::MAX)
}

impl Tx {
    /// Asks for work on these articles, each at its time.
    pub(crate) async fn put_tickets(
        &mut self,
        stage: Stage,
        articles: impl Iterator<Item = (ArticleId, Timestamp)>,
    ) -> Result<(), StoreError> {
        let stage = stage.as_str();
        // PostgreSQL refuses to update a row twice in one statement.
        let articles: std::collections::BTreeMap<_, _> = articles.collect();
        let tickets = articles
            .into_iter()
            .flat_map(|(id, due_at)| args![stage, id, due_at, 0_u32, 0_u32, 0_u32, ""]);
        self.insert(&TICKETS, tickets.collect()).await?;
        Ok(())
    }

    /// Takes at most `limit` tickets of a stage that are due, and pushes their `due_at` to
    /// `lease_until`.
    pub async fn claim_work(
        &mut self,
        stage: Stage,
        now: Timestamp,
        lease_until: Timestamp,
        limit: u32,
    ) -> Result<Vec<Ticket>, StoreError> {
        let rows = self
            .rows(
                "with due as (
                    select subject
                    from work
                    where stage = $1 and (due_at <= $2 or due_at > $5)
                    order by due_at
                    limit $4
                    {skip_locked}
                )
                update work
                set due_at = $3,
                    turn = turn + 1,
                    tries = tries + 1
                where stage = $1 and subject in (select subject from due)
                returning subject, turn, tries - 1, looks",
                args![stage.as_str(), now, lease_until, limit, far(now)],
            )
            .await?;
        let tickets = rows.iter().map(|row| {
            let mut at = row.columns();
            Ok(Ticket {
                stage,
                subject: at.int()?,
                turn: at.int()?,
                tries: at.small()?,
                looks: at.small()?,
            })
        });
        tickets.collect()
    }

    /// Backs a ticket off after a failure; parks it (never due again by itself) where
    /// `retry_at` is `None`. Nothing happens when another turn has begun.
    pub async fn fail_work(
        &mut self,
        ticket: &Ticket,
        error: &str,
        retry_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        self.fail_ticket(ticket, error, retry_at).await?;
        Ok(())
    }

    /// The same; `false` when another turn has begun.
    pub(crate) async fn fail_ticket(
        &mut self,
        ticket: &Ticket,
        error: &str,
        retry_at: Option<Timestamp>,
    ) -> Result<bool, StoreError> {
        let error: String = error.chars().take(MAX_ERROR_CHARS).collect();
        let moved = self
            .execute(
                "update work
                set due_at = $4,
                    last_error = $5
                where stage = $1 and subject = $2 and turn = $3",
                args![
                    ticket.stage.as_str(),
                    ticket.subject,
                    ticket.turn,
                    retry_at,
                    &error
                ],
            )
            .await?;
        Ok(moved > 0)
    }

    /// Takes a ticket away, or moves it: `false` when another turn has begun.
    pub(crate) async fn end_ticket(
        &mut self,
        ticket: &Ticket,
        again_at: Option<Timestamp>,
    ) -> Result<bool, StoreError> {
        let mut args = args![ticket.stage.as_str(), ticket.subject, ticket.turn];
        let sql = if again_at.is_some() {
            args.push(again_at.into());
            "update work
            set due_at = $4,
                tries = 0,
                turn = turn + 1,
                looks = looks + 1,
                last_error = ''
            where stage = $1 and subject = $2 and turn = $3"
        } else {
            "delete from work
            where stage = $1 and subject = $2 and turn = $3"
        };
        Ok(self.execute(sql, args).await? > 0)
    }
}

//! What is to be translated is put on the list.

use depesche_model::{ArticleId, Lang, TextPolicy};
use jiff::Timestamp;

use crate::poll::Stage;
use crate::sql::{Value, args};
use crate::translation::Plan;
use crate::{StoreError, Tx};

/// Tickets that are hastened are due so much earlier, 317 years: before all others.
const AHEAD_MS: i64 = 10_000_000_000_000;

/// Tickets of articles of which a translation is missing or of an older glossary, due as
/// [`crate::translation::due_at`] says. One that has failed comes after all of them.
macro_rules! tickets {
    ($of_source:literal, $missing:literal) => {
        concat!(
            "insert into work (stage, subject, due_at, tries, turn, looks, last_error)
            select $1, articles.id, 0 - articles.published_at, 0, 0, 0, ''
            from articles
            join sources on sources.id = articles.source_id
            where articles.changed_at >= $2
                and articles.deleted_at is null
                and articles.language is not null
                and sources.policy_translation = 1
                and ",
            $of_source,
            "
                and exists (
                    select 1
                    from {rows $3} wanted
                    left join translations on translations.article_id = articles.id
                        and translations.lang = wanted.value
                        and translations.version = articles.version
                    where wanted.value <> articles.language and ",
            $missing,
            "
                )
            on conflict (stage, subject) do nothing"
        )
    };
}

/// What a person has signed is not made anew by a newer glossary.
const HEADLINES: &str = tickets!(
    "(sources.policy_text <> $4 or cast($5 as bigint) = 1)",
    "(
        translations.lang is null
        or (translations.glossary < cast($6 as bigint) and translations.reviewed_at is null)
    )"
);

const TEXTS: &str = tickets!(
    "(
        sources.policy_text = $6
        or (sources.policy_text = $4 and cast($5 as bigint) = 1)
    )",
    "translations.text_state = 'untried' and translations.reviewed_at is null"
);

impl Tx {
    /// Puts tickets for what is to be translated: headlines of which a translation into one of the
    /// languages is missing or of an older glossary, and texts that were not tried, where their
    /// source shows whole texts. A ticket that is there stays as it is. Gives how many are new.
    pub async fn plan_translations(&mut self, plan: &Plan) -> Result<u64, StoreError> {
        let common = |stage: Stage| {
            args![
                stage.as_str(),
                plan.since,
                Value::texts(plan.languages.iter().map(Lang::as_str)),
                TextPolicy::Private.as_str(),
                plan.shows_private,
            ]
        };
        let mut headlines = common(Stage::Headline);
        headlines.push(plan.glossary.into());
        let mut texts = common(Stage::Text);
        texts.push(TextPolicy::Full.as_str().into());
        Ok(self.execute(HEADLINES, headlines).await? + self.execute(TEXTS, texts).await?)
    }

    /// Lets those of these articles' tickets that are due be claimed before all others, the newest
    /// article first. Gives how many were not before them already.
    pub async fn hasten(
        &mut self,
        stage: Stage,
        articles: &[ArticleId],
        at: Timestamp,
    ) -> Result<u64, StoreError> {
        self.execute(
            "update work
            set due_at = due_at - cast($4 as bigint)
            where stage = $1
                and subject in (select cast(value as bigint) from {rows $2})
                and due_at <= $3
                and due_at > 0 - cast($4 as bigint) / 2",
            args![
                stage.as_str(),
                Value::numbers(articles.iter().map(|id| id.0)),
                at,
                AHEAD_MS,
            ],
        )
        .await
    }

    /// Takes the parked tickets of articles away that say something new: what could not be
    /// translated of them was another text.
    pub(crate) async fn forget_parked_translations(
        &mut self,
        articles: impl Iterator<Item = ArticleId>,
    ) -> Result<(), StoreError> {
        self.execute(
            "delete from work
            where stage in ('headline', 'text')
                and subject in (select cast(value as bigint) from {rows $1})
                and due_at is null",
            args![Value::numbers(articles.map(|id| id.0))],
        )
        .await?;
        Ok(())
    }
}

//! How far translating has come.

use depesche_model::{ArticleId, Lang};
use jiff::Timestamp;

use crate::poll::Stage;
use crate::sql::args;
use crate::translation::{LanguageCounts, ParkedTicket, TranslationCounts};
use crate::{Store, StoreError};

/// How many of the tickets that were given up are told one by one.
const MAX_PARKED: u32 = 20;

impl Store {
    /// How far translating into these languages has come, of articles that changed at or after
    /// `since` and whose sources may be translated.
    pub async fn translation_counts(
        &self,
        languages: &[Lang],
        since: Timestamp,
    ) -> Result<TranslationCounts, StoreError> {
        let rows = self
            .read
            .rows(
                "select count(*), count(articles.language),
                    (select count(*) from work where stage = 'headline' and due_at is not null),
                    (select count(*) from work where stage = 'text' and due_at is not null),
                    (
                        select count(*)
                        from work
                        where stage in ('headline', 'text') and due_at is null
                    )
                from articles
                join sources on sources.id = articles.source_id
                where articles.changed_at >= $1
                    and articles.deleted_at is null
                    and sources.policy_translation = 1",
                args![since],
            )
            .await?;
        let mut counts = TranslationCounts::default();
        if let Some(row) = rows.first() {
            let mut at = row.columns();
            counts.articles = at.count()?;
            counts.with_language = at.count()?;
            counts.headline_tickets = at.count()?;
            counts.text_tickets = at.count()?;
            counts.parked = at.count()?;
        }
        for lang in languages {
            counts.languages.push(self.counts_of(lang, since).await?);
        }
        counts.parked_some = self.parked().await?;
        Ok(counts)
    }

    async fn counts_of(&self, lang: &Lang, since: Timestamp) -> Result<LanguageCounts, StoreError> {
        let rows = self
            .read
            .rows(
                "select count(*), count(translations.title),
                    count(case when translations.text_state = 'done' then 1 end),
                    count(case when translations.text_state = 'failed' then 1 end),
                    count(translations.reviewed_at)
                from articles
                join sources on sources.id = articles.source_id
                left join translations on translations.article_id = articles.id
                    and translations.lang = $1
                    and translations.version = articles.version
                where articles.changed_at >= $2
                    and articles.deleted_at is null
                    and articles.language <> $1
                    and sources.policy_translation = 1",
                args![lang.as_str(), since],
            )
            .await?;
        let mut counts = LanguageCounts {
            lang: lang.clone(),
            articles: 0,
            headlines: 0,
            texts: 0,
            failed: 0,
            reviewed: 0,
        };
        if let Some(row) = rows.first() {
            let mut at = row.columns();
            counts.articles = at.count()?;
            counts.headlines = at.count()?;
            counts.texts = at.count()?;
            counts.failed = at.count()?;
            counts.reviewed = at.count()?;
        }
        Ok(counts)
    }

    async fn parked(&self) -> Result<Vec<ParkedTicket>, StoreError> {
        let mut parked = Vec::new();
        for stage in [Stage::Headline, Stage::Text] {
            let rows = self
                .read
                .rows(
                    "select subject, last_error
                    from work
                    where stage = $1 and due_at is null
                    order by subject desc
                    limit $2",
                    args![stage.as_str(), MAX_PARKED],
                )
                .await?;
            for row in &rows {
                let mut at = row.columns();
                parked.push(ParkedTicket {
                    stage,
                    article: ArticleId(at.int()?),
                    error: at.text()?,
                });
            }
        }
        Ok(parked)
    }
}

//! A source's own rules.

use depesche_model::{ArticleId, SourceId};

use crate::rules::{PageOf, SourceRules};
use crate::sql::args;
use crate::{Store, StoreError};

impl Store {
    /// What the operator has decided of a source's pages, newest first, at most `limit`; the first
    /// is in force.
    pub async fn site_rules(
        &self,
        source: SourceId,
        limit: u32,
    ) -> Result<Vec<SourceRules>, StoreError> {
        let rows = self
            .read
            .rows(
                "select taken, dropped, decided_at, followed_at, missed
                from site_rules
                where source_id = $1
                order by number desc
                limit $2",
                args![source, limit],
            )
            .await?;
        let rules = rows.iter().map(|row| {
            let mut at = row.columns();
            Ok(SourceRules {
                take: selectors(&at.text()?)?,
                drop: selectors(&at.text()?)?,
                decided_at: at.time()?,
                followed_at: at.maybe_time()?,
                missed: at.small()?,
            })
        });
        rules.collect()
    }

    /// The sources whose rules have not fitted the last `least` pages or more, with how many, by slug.
    pub async fn stale_rules(&self, least: u32) -> Result<Vec<(String, u32)>, StoreError> {
        let rows = self
            .read
            .rows(
                "select sources.slug, site_rules.missed
                from site_rules
                join sources on sources.id = site_rules.source_id
                where site_rules.missed >= $1
                    and not exists (
                        select 1
                        from site_rules as newer
                        where newer.source_id = site_rules.source_id
                            and newer.number > site_rules.number
                    )
                order by sources.slug",
                args![least],
            )
            .await?;
        let sources = rows.iter().map(|row| {
            let mut at = row.columns();
            Ok((at.text()?, at.small()?))
        });
        sources.collect()
    }

    /// A source's newest articles that have a page, newest first, at most `limit`.
    pub async fn last_pages(
        &self,
        source: SourceId,
        limit: u32,
    ) -> Result<Vec<PageOf>, StoreError> {
        let rows = self
            .read
            .rows(
                "select id, url, title
                from articles
                where source_id = $1 and url <> '' and deleted_at is null
                order by published_at desc, id desc
                limit $2",
                args![source, limit],
            )
            .await?;
        let pages = rows.iter().map(|row| {
            let mut at = row.columns();
            Ok(PageOf {
                id: ArticleId(at.int()?),
                url: at.text()?,
                title: at.text()?,
            })
        });
        pages.collect()
    }
}

fn selectors(json: &str) -> Result<Vec<String>, StoreError> {
    serde_json::from_str(json)
        .map_err(|error| StoreError::Other(format!("reading a source's rules: {error}")))
}

//! A source's own rules: what the operator decides, and whether they still fit.

use depesche_model::{ArticleId, SourceId};
use jiff::Timestamp;

use crate::poll::Stage;
use crate::sql::args;
use crate::{StoreError, Tx};

impl Tx {
    /// Notes what the operator decided of a source's pages, and asks for those of these articles to
    /// be read anew; the source's others are when they are next looked at.
    pub async fn set_site_rules(
        &mut self,
        source: SourceId,
        take: &[String],
        drop: &[String],
        articles: &[ArticleId],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.execute(
            "insert into site_rules
                (source_id, number, taken, dropped, decided_at, missed)
            select $1, coalesce(max(number), 0) + 1, $2, $3, $4, 0
            from site_rules
            where source_id = $1",
            args![source, &json(take)?, &json(drop)?, at],
        )
        .await?;
        // A page that has not changed reads otherwise now: it must not be answered by a 304.
        self.execute(
            "update pages
            set etag = null,
                last_modified = null
            where article_id in (select id from articles where source_id = $1)",
            args![source],
        )
        .await?;
        let due = articles.iter().map(|article| (*article, at));
        self.put_tickets(Stage::Page, due).await
    }

    /// Notes whether a page fitted its source's rules.
    pub async fn note_site_rules(
        &mut self,
        source: SourceId,
        were_followed: bool,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let (sql, args) = if were_followed {
            (
                "update site_rules
                set missed = 0,
                    followed_at = $2
                where source_id = $1
                    and number = (select max(number) from site_rules where source_id = $1)",
                args![source, at],
            )
        } else {
            (
                "update site_rules
                set missed = missed + 1
                where source_id = $1
                    and number = (select max(number) from site_rules where source_id = $1)",
                args![source],
            )
        };
        self.execute(sql, args).await?;
        Ok(())
    }
}

fn json(selectors: &[String]) -> Result<String, StoreError> {
    serde_json::to_string(selectors)
        .map_err(|error| StoreError::Other(format!("writing a source's rules: {error}")))
}

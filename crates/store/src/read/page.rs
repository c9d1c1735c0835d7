//! What is remembered of articles' own pages.

use depesche_model::{ArticleId, SourceId};

use crate::poll::PageSeen;
use crate::rows;
use crate::sql::args;
use crate::{Store, StoreError};

impl Store {
    /// What is remembered of an article's page; of one that was never looked at nothing.
    pub async fn page_seen(&self, article: ArticleId) -> Result<PageSeen, StoreError> {
        let rows = self
            .read
            .rows(
                "select etag, last_modified, looks, read_at, missing_since, obstacle,
                    obstacle_since
                from pages
                where article_id = $1",
                args![article],
            )
            .await?;
        let seen = rows.first().map(|row| rows::page_seen(&mut row.columns()));
        seen.unwrap_or_else(|| Ok(PageSeen::default()))
    }

    /// What stood in place of a source's articles when their pages were looked at last, each in a
    /// word, and before how many; the most frequent first.
    pub async fn obstacles(&self, source: SourceId) -> Result<Vec<(String, u64)>, StoreError> {
        let rows = self
            .read
            .rows(
                "select pages.obstacle, count(*)
                from pages
                join articles on articles.id = pages.article_id
                where articles.source_id = $1 and pages.obstacle <> ''
                group by pages.obstacle
                order by count(*) desc, pages.obstacle",
                args![source],
            )
            .await?;
        let found = rows.iter().map(|row| {
            let mut at = row.columns();
            Ok((at.text()?, at.count()?))
        });
        found.collect()
    }
}

//! What the pipeline asks between its transactions.

use depesche_model::health::PageReads;
use depesche_model::{ArticleId, Origin};
use jiff::Timestamp;

use crate::body::Unpacker;
use crate::poll::{PageJob, Ticket};
use crate::rows::{self, source_columns};
use crate::sql::args;
use crate::{Store, StoreError};

impl Store {
    /// The article of a page ticket; `None` when it is gone or has no URL.
    pub async fn page_job(&self, ticket: &Ticket) -> Result<Option<PageJob>, StoreError> {
        let rows = self
            .read
            .rows(
                concat!(
                    "select articles.id, articles.url, articles.title, articles.byline,
                        articles.published_at, articles.modified_at, articles.language,
                        versions.body, versions.content_hash, versions.origin, pages.etag,
                        pages.last_modified, pages.looks, pages.read_at, pages.missing_since,
                        pages.obstacle, pages.obstacle_since, sources.page_reads, ",
                    source_columns!(),
                    " from articles
                    left join pages on pages.article_id = articles.id
                    join sources on sources.id = articles.source_id
                    join versions on versions.article_id = articles.id
                        and versions.number = articles.version
                    where articles.id = $1
                        and articles.url <> ''
                        and articles.deleted_at is null"
                ),
                args![ticket.subject],
            )
            .await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let mut at = row.columns();
        Ok(Some(PageJob {
            id: ArticleId(at.int()?),
            url: at.text()?,
            title: at.text()?,
            byline: at.text()?,
            published_at: at.time()?,
            modified_at: at.maybe_time()?,
            language: rows::language(&mut at)?,
            body: Unpacker::new()?.unpack(at.blob()?)?,
            content_hash: at.text()?,
            origin: Origin::parse(&at.text()?),
            seen: rows::page_seen(&mut at)?,
            page_reads: PageReads(at.int()?),
            source: rows::source(&mut at)?,
        }))
    }

    /// When the next feed or ticket is due; `None`: nothing is planned.
    pub async fn next_due_at(&self) -> Result<Option<Timestamp>, StoreError> {
        let rows = self
            .read
            .rows(
                "select min(next_fetch_at)
                from feeds
                where ended_at is null
                union all
                select min(due_at)
                from work",
                args![],
            )
            .await?;
        let times = rows.iter().map(|row| row.columns().maybe_time());
        let times = times.collect::<Result<Vec<_>, _>>()?;
        Ok(times.into_iter().flatten().min())
    }
}

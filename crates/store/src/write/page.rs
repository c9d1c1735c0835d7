//! What came of an article's page.

use std::borrow::Cow;

use depesche_model::change::is_same;
use depesche_model::{ArticleId, Origin, SourceId};
use jiff::Timestamp;

use crate::body::Unpacker;
use crate::furniture::Learned;
use crate::poll::{PageRead, PageResult, PageSeen, Ticket};
use crate::sql::args;
use crate::write::version::Change;
use crate::{StoreError, Tx};

impl Tx {
    /// Records what came of an article's page and removes (or moves) the ticket. `false` when
    /// another turn has begun: then nothing is written.
    pub async fn finish_page(
        &mut self,
        ticket: &Ticket,
        page: &PageRead,
    ) -> Result<bool, StoreError> {
        if !self.end_ticket(ticket, page.look_again_at).await? {
            return Ok(false);
        }
        let article = ArticleId(ticket.subject);
        self.note_page(article, page).await?;
        if let Some(seen) = &page.seen {
            self.remember_page(article, seen, page.at).await?;
        }
        self.learn_of(article, page.learned.as_ref()).await?;
        match &page.result {
            PageResult::Unchanged => {}
            PageResult::Gone => self.bury(article, page.at).await?,
            PageResult::Read {
                article: says,
                content_hash,
            } => {
                let change = Change {
                    article,
                    says: Cow::Borrowed(says),
                    content_hash,
                    origin: Origin::Page,
                };
                self.record_page(&change, page.at).await?;
            }
        }
        Ok(true)
    }

    /// Writes what is remembered of a page, unless its article went with its source meanwhile.
    async fn remember_page(
        &mut self,
        article: ArticleId,
        seen: &PageSeen,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let (obstacle, since) = seen
            .obstacle
            .as_ref()
            .map_or(("", None), |(word, since)| (word.as_str(), Some(*since)));
        self.execute(
            "insert into pages (
                article_id, etag, last_modified, looks, looked_at, read_at, missing_since,
                obstacle, obstacle_since
            )
            select id, $2, $3, $4, $5, $6, $7, $8, $9
            from articles
            where id = $1
            on conflict (article_id) do update
            set etag = excluded.etag,
                last_modified = excluded.last_modified,
                looks = excluded.looks,
                looked_at = excluded.looked_at,
                read_at = excluded.read_at,
                missing_since = excluded.missing_since,
                obstacle = excluded.obstacle,
                obstacle_since = excluded.obstacle_since",
            args![
                article,
                seen.validators.etag.as_deref(),
                seen.validators.last_modified.as_deref(),
                seen.looks,
                at,
                seen.read_at,
                seen.missing_since,
                obstacle,
                since,
            ],
        )
        .await?;
        Ok(())
    }

    async fn learn_of(
        &mut self,
        article: ArticleId,
        learned: Option<&Learned>,
    ) -> Result<(), StoreError> {
        if learned.is_none() {
            return Ok(());
        }
        let sql = "select source_id from articles where id = $1";
        match self.row(sql, args![article]).await? {
            Some(row) => self.learn(SourceId(row.first()?), learned).await,
            None => Ok(()),
        }
    }

    async fn record_page(&mut self, change: &Change<'_>, at: Timestamp) -> Result<(), StoreError> {
        if !self.is_newest(change).await? {
            let change = std::slice::from_ref(change);
            return self.add_versions(change, Origin::Page, at).await;
        }
        // It says what it said, but is there again where it was away.
        let back = self
            .execute(
                "update articles
                set deleted_at = null,
                    changed_at = $2
                where id = $1 and deleted_at is not null",
                args![change.article, at],
            )
            .await?;
        self.shows |= back > 0;
        Ok(())
    }

    /// Whether the newest version says the same: for a program, or for a reader.
    async fn is_newest(&mut self, change: &Change<'_>) -> Result<bool, StoreError> {
        let row = self
            .row(
                "select versions.content_hash, versions.title, versions.body
                from articles
                join versions on versions.article_id = articles.id
                    and versions.number = articles.version
                where articles.id = $1",
                args![change.article],
            )
            .await?;
        let Some(row) = row else { return Ok(false) };
        let mut at = row.columns();
        if at.text()? == change.content_hash {
            return Ok(true);
        }
        let is_called_so = at.text()? == change.says.title;
        let body = Unpacker::new()?.unpack(at.blob()?)?;
        Ok(is_called_so && is_same(&body, &change.says.body))
    }

    /// Leaves a tombstone: the versions stay, and what a person has signed; the gate shows nothing
    /// of them.
    async fn bury(&mut self, article: ArticleId, at: Timestamp) -> Result<(), StoreError> {
        let buried = self
            .execute(
                "update articles
                set deleted_at = $2,
                    changed_at = $2
                where id = $1 and deleted_at is null",
                args![article, at],
            )
            .await?;
        for sql in [
            "delete from article_media where article_id = $1",
            "delete from translations where article_id = $1 and reviewed_at is null",
        ] {
            self.execute(sql, args![article]).await?;
        }
        self.shows |= buried > 0;
        Ok(())
    }
}

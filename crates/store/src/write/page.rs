//! What came of an article's page.

use depesche_model::{ArticleId, Origin, SourceId};
use jiff::Timestamp;

use crate::furniture::Learned;
use crate::poll::{PageRead, PageResult, Ticket};
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
                    says,
                    content_hash,
                };
                self.record_page(&change, page.at).await?;
            }
        }
        Ok(true)
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

    async fn is_newest(&mut self, change: &Change<'_>) -> Result<bool, StoreError> {
        let row = self
            .row(
                "select 1
                from articles
                join versions on versions.article_id = articles.id
                    and versions.number = articles.version
                where articles.id = $1 and versions.content_hash = $2",
                args![change.article, change.content_hash],
            )
            .await?;
        Ok(row.is_some())
    }

    /// Leaves a tombstone: the versions stay, the gate shows nothing of them.
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
        let sql = "delete from article_media where article_id = $1";
        self.execute(sql, args![article]).await?;
        self.shows |= buried > 0;
        Ok(())
    }
}

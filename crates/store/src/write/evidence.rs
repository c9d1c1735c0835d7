//! What sources were found to say of their terms.

use depesche_model::{ArticleId, Restrictions, Sign, SourceId};
use jiff::{SignedDuration, Timestamp};

use crate::poll::{PageRead, Stage};
use crate::sql::args;
use crate::{StoreError, Tx};

/// How much of what is said is kept, in characters.
const MAX_SAYS_CHARS: usize = 300;

/// How many different things a source may be found to say: more is noise.
const MAX_SIGNS: u32 = 100;

/// How many signs of one document are looked at.
const MAX_AT_ONCE: usize = 20;

/// `seen_at` is kept to the day: what a feed says with each poll is not written with each poll.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// How many of the last pages are remembered: what a `bigint` holds beside its leading 1.
const PAGES: u32 = 60;

impl Tx {
    pub(crate) async fn note_signs(
        &mut self,
        source: SourceId,
        signs: &[Sign],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        for sign in signs.iter().take(MAX_AT_ONCE) {
            let says: String = sign.says.trim().chars().take(MAX_SAYS_CHARS).collect();
            self.execute(
                "insert into evidence (source_id, kind, place, says, found_at, seen_at)
                select $1, $2, $3, $4, $5, $5
                where (select count(*) from evidence where source_id = $1) < $7
                    or exists (
                        select 1
                        from evidence
                        where source_id = $1 and kind = $2 and place = $3 and says = $4
                    )
                on conflict (source_id, kind, place, says) do update
                set seen_at = excluded.seen_at
                where evidence.seen_at < $6",
                args![
                    source,
                    sign.kind.as_str(),
                    sign.place.as_str(),
                    &says,
                    at,
                    at.saturating_sub(DAY).unwrap_or(Timestamp::MIN),
                    MAX_SIGNS,
                ],
            )
            .await?;
        }
        Ok(())
    }

    /// What an article's page told besides its text.
    pub(crate) async fn note_page(
        &mut self,
        article: ArticleId,
        page: &PageRead,
    ) -> Result<(), StoreError> {
        if page.has_text.is_none() && page.restrictions.is_none() {
            return Ok(());
        }
        let sql = "select source_id from articles where id = $1";
        let Some(row) = self.row(sql, args![article]).await? else {
            return Ok(());
        };
        let source = SourceId(row.first()?);
        self.note_signs(source, &page.signs, page.at).await?;
        if let Some(has_text) = page.has_text {
            self.count_page(source, has_text).await?;
        }
        if let Some(restrictions) = page.restrictions {
            self.restrict_article(article, restrictions, page.at)
                .await?;
        }
        Ok(())
    }

    /// A bit more behind the leading 1; where it is full, the oldest falls out.
    async fn count_page(&mut self, source: SourceId, has_text: bool) -> Result<(), StoreError> {
        let full = 1_i64 << PAGES;
        self.execute(
            "update sources
            set page_reads = case
                when page_reads >= $3 then ((page_reads * 2 + $2) % $3) + $3
                else page_reads * 2 + $2
            end
            where id = $1",
            args![source, has_text, full],
        )
        .await?;
        Ok(())
    }

    async fn restrict_article(
        &mut self,
        article: ArticleId,
        restrictions: Restrictions,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let written = self
            .execute(
                "update articles
                set restrictions = $2,
                    changed_at = $3
                where id = $1 and restrictions <> $2",
                args![article, restrictions.bits(), at],
            )
            .await?;
        self.shows |= written > 0;
        if written > 0 {
            self.look_at_media(article, at).await?;
        }
        Ok(())
    }

    /// What may be shown of an article's pictures is another thing now: those that may not be any
    /// more are let go of.
    async fn look_at_media(&mut self, article: ArticleId, at: Timestamp) -> Result<(), StoreError> {
        let sql = "select 1
            from articles
            join sources on sources.id = articles.source_id
            where articles.id = $1 and sources.policy_images = 1";
        if self.row(sql, args![article]).await?.is_some() {
            let ticket = std::iter::once((article, at));
            self.put_tickets(Stage::Media, ticket).await?;
        }
        Ok(())
    }
}

//! What came of articles' pictures.

use depesche_model::{ArticleId, Picture, SourceId};
use jiff::{SignedDuration, Timestamp};

use crate::poll::{MediaRead, PictureSeen, Stage, Ticket};
use crate::rows::{self, media_columns};
use crate::sql::{Value, args};
use crate::write::insert::Insert;
use crate::{StoreError, Tx};

/// How old an article may be whose pictures are fetched when its source is allowed to show them.
const RECENT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How many articles of a source get their pictures then.
const MAX_QUEUED: u32 = 500;

/// How many pictures are let go in one transaction.
const MAX_FREED: u32 = 500;

const MEDIA: Insert = Insert {
    head: "insert into media (hash, format, sizes, created_at)",
    columns: 4,
    tail: "on conflict (hash) do nothing",
};

const SEEN: Insert = Insert {
    head: "insert into article_media (article_id, url, is_lead, hash, refusal, tried_at)",
    columns: 6,
    tail: "",
};

impl Tx {
    /// Records what came of an article's pictures and removes the ticket, or moves it where some
    /// are still missing. `false` when another turn has begun: then nothing is written.
    pub async fn finish_media(
        &mut self,
        ticket: &Ticket,
        media: &MediaRead,
    ) -> Result<bool, StoreError> {
        let is_ours = match &media.again {
            Some((reason, at)) => self.fail_ticket(ticket, reason, Some(*at)).await?,
            None => self.end_ticket(ticket, None).await?,
        };
        if !is_ours {
            return Ok(false);
        }
        let sql = "delete from article_media where article_id = $1";
        self.execute(sql, args![ticket.subject]).await?;
        let kept = media.pictures.iter();
        let kept: Vec<_> = kept.filter_map(|seen| seen.result.as_ref().ok()).collect();
        let rows = kept.iter().flat_map(|picture| {
            let sizes = serde_json::to_string(&sizes(picture)).unwrap_or_default();
            args![&picture.hash, picture.format.ending(), &sizes, media.at]
        });
        self.insert(&MEDIA, rows.collect()).await?;
        let rows = media.pictures.iter();
        let rows = rows.flat_map(|seen| row_of(seen, ArticleId(ticket.subject), media.at));
        self.insert(&SEEN, rows.collect()).await?;
        self.shows = true;
        Ok(true)
    }

    /// Lets go of pictures that no article names any more: the caller takes their files away.
    pub async fn free_media(&mut self) -> Result<Vec<Picture>, StoreError> {
        let rows = self
            .rows(
                concat!(
                    "delete from media
                    where hash in (
                        select unused.hash
                        from media unused
                        where not exists (
                            select 1
                            from article_media
                            where article_media.hash = unused.hash
                        )
                        limit $1
                    )
                    returning ",
                    media_columns!()
                ),
                args![MAX_FREED],
            )
            .await?;
        rows.iter()
            .map(|row| rows::picture(&mut row.columns()))
            .collect()
    }

    /// Forgets pictures whose files are lost, and asks for those of their articles anew.
    pub async fn lose_media(&mut self, hashes: &[String], at: Timestamp) -> Result<(), StoreError> {
        let lost = || Value::texts(hashes.iter().map(String::as_str));
        let rows = self
            .rows(
                "select distinct article_id
                from article_media
                where hash in (select value from {rows $1})",
                args![lost()],
            )
            .await?;
        let articles = rows.iter().map(|row| Ok((ArticleId(row.first()?), at)));
        let articles = articles.collect::<Result<Vec<_>, StoreError>>()?;
        self.put_tickets(Stage::Media, articles.into_iter()).await?;
        for sql in [
            "delete from article_media where hash in (select value from {rows $1})",
            "delete from media where hash in (select value from {rows $1})",
        ] {
            self.execute(sql, args![lost()]).await?;
        }
        self.shows = true;
        Ok(())
    }

    /// Asks for the pictures of a source's recent articles: it may show them now, or more of them.
    pub(crate) async fn queue_media(
        &mut self,
        source: SourceId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let since = at.saturating_sub(RECENT).unwrap_or(Timestamp::MIN);
        self.execute(
            "insert into work (stage, subject, due_at, tries, turn, looks, last_error)
            select $4, id, $3, 0, 0, 0, ''
            from articles
            where source_id = $1 and published_at > $2 and deleted_at is null
            order by published_at desc
            limit $5
            on conflict (stage, subject) do update
            set due_at = excluded.due_at,
                tries = 0,
                turn = work.turn + 1,
                looks = 0,
                last_error = ''",
            args![source, since, at, Stage::Media.as_str(), MAX_QUEUED],
        )
        .await?;
        Ok(())
    }

    /// Forgets the pictures of all of a source's articles: from now on nobody is shown any.
    pub(crate) async fn forget_media(&mut self, source: SourceId) -> Result<(), StoreError> {
        let sql = "delete from article_media
            where article_id in (select id from articles where source_id = $1)";
        self.execute(sql, args![source]).await?;
        Ok(())
    }
}

fn sizes(picture: &Picture) -> Vec<(u32, u32, u64)> {
    let sizes = picture.sizes.iter();
    sizes
        .map(|size| (size.width, size.height, size.bytes))
        .collect()
}

fn row_of(seen: &PictureSeen, article: ArticleId, at: Timestamp) -> Vec<Value> {
    let hash = seen.result.as_ref().ok().map(|picture| &*picture.hash);
    let refusal = seen.result.as_ref().err().map_or("", |refusal| refusal);
    args![article, &seen.url, seen.is_lead, hash, refusal, at]
}

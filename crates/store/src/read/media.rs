//! Pictures: what is kept, what is shown, what is still to be fetched.

use depesche_model::gate::shows_picture;
use depesche_model::picture::Kept;
use depesche_model::{ArticleId, Picture, Restrictions};
use jiff::Timestamp;

use crate::body::Unpacker;
use crate::poll::{MediaJob, PictureSeen, Ticket};
use crate::rows::{self, media_columns, source_columns};
use crate::sql::{Value, args};
use crate::{Store, StoreError};

/// How many articles that name a picture are looked at for one that may show it.
const MAX_SHOWN_BY: u32 = 50;

impl Store {
    /// A picture that may be shown to anybody: an article that is not taken away shows it, and its
    /// source's policy lets it.
    pub async fn shown_picture(&self, hash: &str) -> Result<Option<Picture>, StoreError> {
        let rows = self
            .read
            .rows(
                concat!(
                    "select article_media.is_lead, articles.restrictions, ",
                    media_columns!(),
                    ", ",
                    source_columns!(),
                    " from article_media
                    join media on media.hash = article_media.hash
                    join articles on articles.id = article_media.article_id
                    join sources on sources.id = articles.source_id
                    where article_media.hash = $1
                        and articles.deleted_at is null
                        and sources.policy_images = 1
                    order by article_media.is_lead desc
                    limit $2"
                ),
                args![hash, MAX_SHOWN_BY],
            )
            .await?;
        for row in &rows {
            let mut at = row.columns();
            let is_lead = at.truth()?;
            let signs = Restrictions::from_bits(at.small()?);
            let picture = rows::picture(&mut at)?;
            if shows_picture(&rows::source(&mut at)?, signs, is_lead) {
                return Ok(Some(picture));
            }
        }
        Ok(None)
    }

    /// A picture that is kept, whoever may see it.
    pub async fn kept_picture(&self, hash: &str) -> Result<Option<Picture>, StoreError> {
        let sql = concat!(
            "select ",
            media_columns!(),
            " from media
            where hash = $1"
        );
        let rows = self.read.rows(sql, args![hash]).await?;
        let picture = rows.first().map(|row| rows::picture(&mut row.columns()));
        picture.transpose()
    }

    /// All pictures that are kept, by their hashes, at most `limit` after one.
    pub async fn kept_pictures(&self, after: &str, limit: u32) -> Result<Vec<Picture>, StoreError> {
        let rows = self
            .read
            .rows(
                concat!(
                    "select ",
                    media_columns!(),
                    " from media
                    where hash > $1
                    order by hash
                    limit $2"
                ),
                args![after, limit],
            )
            .await?;
        rows.iter()
            .map(|row| rows::picture(&mut row.columns()))
            .collect()
    }

    /// The article of a media ticket; `None` when it is gone.
    pub async fn media_job(&self, ticket: &Ticket) -> Result<Option<MediaJob>, StoreError> {
        let id = ArticleId(ticket.subject);
        let rows = self
            .read
            .rows(
                concat!(
                    "select articles.picture, articles.restrictions, versions.body, ",
                    source_columns!(),
                    " from articles
                    join sources on sources.id = articles.source_id
                    join versions on versions.article_id = articles.id
                        and versions.number = articles.version
                    where articles.id = $1 and articles.deleted_at is null"
                ),
                args![id],
            )
            .await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let mut at = row.columns();
        let picture = rows::lead(&at.text()?);
        let restrictions = Restrictions::from_bits(at.small()?);
        let body = Unpacker::new()?.unpack(at.blob()?)?;
        let source = rows::source(&mut at)?;
        let feeds = "select url from feeds where source_id = $1";
        let feeds = self.read.rows(feeds, args![source.id]).await?;
        let feeds = feeds.iter().map(|row| row.columns().text());
        Ok(Some(MediaJob {
            id,
            feeds: feeds.collect::<Result<_, _>>()?,
            source,
            restrictions,
            picture,
            body,
            seen: self.pictures_seen(id).await?,
        }))
    }

    /// What came of an address for any article since then: many articles of a source name one
    /// picture.
    pub async fn picture_at(
        &self,
        url: &str,
        since: Timestamp,
    ) -> Result<Option<Result<Picture, String>>, StoreError> {
        let rows = self
            .read
            .rows(
                concat!(
                    "select article_media.refusal, ",
                    media_columns!(),
                    " from article_media
                    left join media on media.hash = article_media.hash
                    where article_media.url = $1 and article_media.tried_at >= $2
                    order by article_media.tried_at desc
                    limit 1"
                ),
                args![url, since],
            )
            .await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let mut at = row.columns();
        let refusal = at.text()?;
        Ok(Some(rows::maybe_picture(&mut at)?.ok_or(refusal)))
    }

    async fn pictures_seen(&self, id: ArticleId) -> Result<Vec<PictureSeen>, StoreError> {
        let rows = self
            .read
            .rows(
                concat!(
                    "select article_media.url, article_media.is_lead, article_media.refusal, ",
                    media_columns!(),
                    " from article_media
                    left join media on media.hash = article_media.hash
                    where article_media.article_id = $1"
                ),
                args![id],
            )
            .await?;
        let seen = rows.iter().map(|row| {
            let mut at = row.columns();
            let (url, is_lead, refusal) = (at.text()?, at.truth()?, at.text()?);
            let picture = rows::maybe_picture(&mut at)?;
            Ok(PictureSeen {
                url,
                is_lead,
                result: picture.ok_or(refusal),
            })
        });
        seen.collect()
    }

    /// The pictures that are kept for these articles.
    pub(crate) async fn pictures_of(
        &self,
        ids: &[ArticleId],
    ) -> Result<Vec<(ArticleId, Kept)>, StoreError> {
        let rows = self
            .read
            .rows(
                concat!(
                    "select article_media.article_id, article_media.url, ",
                    media_columns!(),
                    " from article_media
                    join media on media.hash = article_media.hash
                    where article_media.article_id in (
                        select cast(value as bigint) from {rows $1}
                    )"
                ),
                args![Value::numbers(ids.iter().map(|id| id.0))],
            )
            .await?;
        let kept = rows.iter().map(|row| {
            let mut at = row.columns();
            let id = ArticleId(at.int()?);
            let url = at.text()?;
            let picture = rows::picture(&mut at)?;
            Ok((id, Kept { url, picture }))
        });
        kept.collect()
    }
}

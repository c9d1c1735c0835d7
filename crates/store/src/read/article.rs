//! One article.

use std::collections::HashMap;

use depesche_model::{Article, ArticleId, Held, Lang, Origin};

use crate::body::Unpacker;
use crate::portal::{HeldVersion, VersionSeen};
use crate::rows::{self, article_columns, source_columns, translation_columns, translation_join};
use crate::sql::{Value, args};
use crate::{Store, StoreError};

impl Store {
    /// An article with its text, of a private source too, or a tombstone; `None` where there
    /// never was one or its source was removed. With its translation into the reader's language,
    /// where there is one.
    pub async fn article(&self, id: ArticleId, lang: &Lang) -> Result<Option<Held>, StoreError> {
        let rows = self
            .read
            .rows(
                concat!(
                    "select versions.body, ",
                    article_columns!(),
                    ", ",
                    source_columns!(),
                    ", ",
                    translation_columns!(),
                    ", translations.body from articles
                    join sources on sources.id = articles.source_id
                    join versions on versions.article_id = articles.id
                        and versions.number = articles.version",
                    translation_join!("$2"),
                    " where articles.id = $1"
                ),
                args![id, lang.as_str()],
            )
            .await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let mut at = row.columns();
        let mut unpacker = Unpacker::new()?;
        let body = unpacker.unpack(at.blob()?)?;
        let held = rows::held_whole(&mut at, body, &mut unpacker)?;
        let kept = self.pictures_of(&[id]).await?;
        let kept = kept.into_iter().map(|(_, kept)| kept).collect();
        Ok(Some(held.with_pictures(kept)))
    }

    /// These articles with their texts, in any order; those that are gone are left out, those of
    /// private sources are not. Each text is read and unpacked, translations too: for feeds, not
    /// for lists.
    pub async fn whole_articles(
        &self,
        ids: &[ArticleId],
        lang: &Lang,
    ) -> Result<Vec<Held>, StoreError> {
        let rows = self
            .read
            .rows(
                concat!(
                    "select articles.id, versions.body, ",
                    article_columns!(),
                    ", ",
                    source_columns!(),
                    ", ",
                    translation_columns!(),
                    ", translations.body from articles
                    join sources on sources.id = articles.source_id
                    join versions on versions.article_id = articles.id
                        and versions.number = articles.version",
                    translation_join!("$2"),
                    " where articles.id in (select cast(value as bigint) from {rows $1})
                        and articles.deleted_at is null"
                ),
                args![Value::numbers(ids.iter().map(|id| id.0)), lang.as_str()],
            )
            .await?;
        let mut pictures: HashMap<_, Vec<_>> = HashMap::new();
        for (id, kept) in self.pictures_of(ids).await? {
            pictures.entry(id).or_default().push(kept);
        }
        let mut unpacker = Unpacker::new()?;
        let articles = rows.iter().map(|row| {
            let mut at = row.columns();
            let kept = pictures.remove(&ArticleId(at.int()?));
            let body = unpacker.unpack(at.blob()?)?;
            let held = rows::held_whole(&mut at, body, &mut unpacker)?;
            Ok(held.with_pictures(kept.unwrap_or_default()))
        });
        articles.collect()
    }

    /// The newest versions of an article with their texts, at most `limit`, newest first; of a
    /// private source too. Each text is read and unpacked.
    pub async fn whole_versions(
        &self,
        id: ArticleId,
        limit: u32,
    ) -> Result<Vec<HeldVersion>, StoreError> {
        let rows = self
            .read
            .rows(
                concat!(
                    "select versions.number, versions.seen_at, versions.origin, versions.title,
                        versions.body, ",
                    article_columns!(),
                    ", ",
                    source_columns!(),
                    " from versions
                    join articles on articles.id = versions.article_id
                    join sources on sources.id = articles.source_id
                    where versions.article_id = $1
                    order by versions.number desc
                    limit $2"
                ),
                args![id, limit],
            )
            .await?;
        let mut unpacker = Unpacker::new()?;
        let versions = rows.iter().map(|row| {
            let mut at = row.columns();
            let (number, seen_at) = (at.small()?, at.time()?);
            let (origin, title) = (Origin::parse(&at.text()?), at.text()?);
            let body = unpacker.unpack(at.blob()?)?;
            let article = Article {
                title,
                ..rows::article(&mut at)?
            };
            Ok(HeldVersion {
                number,
                seen_at,
                origin,
                held: Held::new(article, rows::source(&mut at)?, Some(body)),
            })
        });
        versions.collect()
    }

    /// The versions of an article, oldest first.
    pub async fn versions(&self, id: ArticleId) -> Result<Vec<VersionSeen>, StoreError> {
        let rows = self
            .read
            .rows(
                "select number, seen_at
                from versions
                where article_id = $1
                order by number",
                args![id],
            )
            .await?;
        let versions = rows.iter().map(|row| {
            let mut at = row.columns();
            Ok(VersionSeen {
                number: at.small()?,
                seen_at: at.time()?,
            })
        });
        versions.collect()
    }
}

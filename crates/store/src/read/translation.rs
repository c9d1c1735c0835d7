//! What there is to translate.

use std::collections::HashMap;

use depesche_model::{ArticleId, Translation};

use crate::body::Unpacker;
use crate::rows::{self, article_columns, source_columns, translation_columns};
use crate::sql::{Value, args};
use crate::translation::TranslationJob;
use crate::{Store, StoreError};

impl Store {
    /// These articles with all that translating them needs, in any order; those that are gone are
    /// left out.
    pub async fn translation_jobs(
        &self,
        ids: &[ArticleId],
    ) -> Result<Vec<TranslationJob>, StoreError> {
        let rows = self
            .read
            .rows(
                concat!(
                    "select versions.body, ",
                    article_columns!(),
                    ", ",
                    source_columns!(),
                    " from articles
                    join sources on sources.id = articles.source_id
                    join versions on versions.article_id = articles.id
                        and versions.number = articles.version
                    where articles.id in (select cast(value as bigint) from {rows $1})
                        and articles.deleted_at is null"
                ),
                args![Value::numbers(ids.iter().map(|id| id.0))],
            )
            .await?;
        let mut unpacker = Unpacker::new()?;
        let mut done = self.translations(ids, &mut unpacker).await?;
        let jobs = rows.iter().map(|row| {
            let mut at = row.columns();
            let body = unpacker.unpack(at.blob()?)?;
            let article = rows::article(&mut at)?;
            let mut done = done.remove(&article.id).unwrap_or_default();
            // A version may have come between the two queries.
            done.retain(|translation| translation.version == article.version);
            Ok(TranslationJob {
                article,
                source: rows::source(&mut at)?,
                body,
                done,
            })
        });
        jobs.collect()
    }

    /// All translations of these articles' newest versions, with their texts.
    pub(crate) async fn translations(
        &self,
        ids: &[ArticleId],
        unpacker: &mut Unpacker,
    ) -> Result<HashMap<ArticleId, Vec<Translation>>, StoreError> {
        let rows = self
            .read
            .rows(
                concat!(
                    "select translations.article_id, ",
                    translation_columns!(),
                    ", translations.body
                    from articles
                    join translations on translations.article_id = articles.id
                        and translations.version = articles.version
                    where articles.id in (select cast(value as bigint) from {rows $1})
                    order by translations.article_id, translations.lang"
                ),
                args![Value::numbers(ids.iter().map(|id| id.0))],
            )
            .await?;
        let mut found: HashMap<_, Vec<_>> = HashMap::new();
        for row in &rows {
            let mut at = row.columns();
            let id = ArticleId(at.int()?);
            if let Some(translation) = rows::with_body(&mut at, unpacker)? {
                found.entry(id).or_default().push(translation);
            }
        }
        Ok(found)
    }
}

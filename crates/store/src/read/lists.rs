//! Lists of articles: few queries each, a page at a time by the last one's place. `lang` is the
//! reader's language: a translation into it comes with each article, without its text.

use std::collections::HashMap;

use depesche_model::{ArticleId, Held, Lang, SectionId, SourceId};

use crate::portal::Page;
use crate::rows::{self, article_columns, source_columns, translation_columns, translation_join};
use crate::sql::{Row, Value, args};
use crate::{Store, StoreError};

impl Store {
    /// The front page in its stored order, at most `limit`.
    pub async fn front(&self, limit: u32, lang: &Lang) -> Result<Vec<Held>, StoreError> {
        let rows = self
            .read
            .rows(
                concat!(
                    "select ",
                    article_columns!(),
                    ", ",
                    source_columns!(),
                    ", ",
                    translation_columns!(),
                    " from front
                    join articles on articles.id = front.article_id
                    join sources on sources.id = articles.source_id",
                    translation_join!("$2"),
                    " where articles.deleted_at is null
                        and sources.policy_text <> 'private'
                    order by front.position
                    limit $1"
                ),
                args![limit, lang.as_str()],
            )
            .await?;
        held(&rows)
    }

    /// Everything, newest first. Private sources are left out (as in all lists here), and so are
    /// articles that were taken away.
    pub async fn latest(&self, page: Page, lang: &Lang) -> Result<Vec<Held>, StoreError> {
        let (time, id) = after(&page);
        let rows = self
            .read
            .rows(
                concat!(
                    "select ",
                    article_columns!(),
                    ", ",
                    source_columns!(),
                    ", ",
                    translation_columns!(),
                    " from articles
                    join sources on sources.id = articles.source_id",
                    translation_join!("$4"),
                    " where (articles.published_at, articles.id) < ($1, $2)
                        and articles.deleted_at is null
                        and sources.policy_text <> 'private'
                    order by articles.published_at desc, articles.id desc
                    limit $3"
                ),
                args![time, id, page.limit, lang.as_str()],
            )
            .await?;
        held(&rows)
    }

    /// A section's articles, newest first.
    pub async fn of_section(
        &self,
        section: SectionId,
        page: Page,
        lang: &Lang,
    ) -> Result<Vec<Held>, StoreError> {
        let (time, id) = after(&page);
        let rows = self
            .read
            .rows(
                concat!(
                    "select ",
                    article_columns!(),
                    ", ",
                    source_columns!(),
                    ", ",
                    translation_columns!(),
                    " from article_sections
                    join articles on articles.id = article_sections.article_id
                    join sources on sources.id = articles.source_id",
                    translation_join!("$5"),
                    " where article_sections.section_id = $1
                        and (article_sections.published_at, article_sections.article_id) < ($2, $3)
                        and articles.deleted_at is null
                        and sources.policy_text <> 'private'
                    order by article_sections.published_at desc,
                        article_sections.article_id desc
                    limit $4"
                ),
                args![section, time, id, page.limit, lang.as_str()],
            )
            .await?;
        held(&rows)
    }

    /// A source's articles, newest first.
    pub async fn of_source(
        &self,
        source: SourceId,
        page: Page,
        lang: &Lang,
    ) -> Result<Vec<Held>, StoreError> {
        let (time, id) = after(&page);
        let rows = self
            .read
            .rows(
                concat!(
                    "select ",
                    article_columns!(),
                    ", ",
                    source_columns!(),
                    ", ",
                    translation_columns!(),
                    " from articles
                    join sources on sources.id = articles.source_id",
                    translation_join!("$5"),
                    " where articles.source_id = $1
                        and (articles.published_at, articles.id) < ($2, $3)
                        and articles.deleted_at is null
                        and sources.policy_text <> 'private'
                    order by articles.published_at desc, articles.id desc
                    limit $4"
                ),
                args![source, time, id, page.limit, lang.as_str()],
            )
            .await?;
        held(&rows)
    }

    /// These articles in this order, without their texts; those that are gone are left out, those
    /// of private sources are not.
    pub async fn articles(&self, ids: &[ArticleId], lang: &Lang) -> Result<Vec<Held>, StoreError> {
        let rows = self
            .read
            .rows(
                concat!(
                    "select articles.id, ",
                    article_columns!(),
                    ", ",
                    source_columns!(),
                    ", ",
                    translation_columns!(),
                    " from articles
                    join sources on sources.id = articles.source_id",
                    translation_join!("$2"),
                    " where articles.id in (select cast(value as bigint) from {rows $1})
                        and articles.deleted_at is null"
                ),
                args![Value::numbers(ids.iter().map(|id| id.0)), lang.as_str()],
            )
            .await?;
        let found = rows.iter().map(|row| {
            let mut at = row.columns();
            Ok((ArticleId(at.int()?), rows::held(&mut at)?))
        });
        let mut found = found.collect::<Result<HashMap<_, _>, StoreError>>()?;
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    }
}

/// The place after which a page begins, newest first.
fn after(page: &Page) -> (i64, i64) {
    page.after.map_or((i64::MAX, i64::MAX), |last| {
        (last.published_at.as_millisecond(), last.id.0)
    })
}

fn held(rows: &[Row]) -> Result<Vec<Held>, StoreError> {
    rows.iter()
        .map(|row| rows::held(&mut row.columns()))
        .collect()
}

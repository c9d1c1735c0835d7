//! The sections, and which articles are in them.

use depesche_model::{ArticleId, Section, SectionId};

use crate::rows::{self, section_columns};
use crate::sql::{Value, args};
use crate::{Store, StoreError};

impl Store {
    /// The sections in their order.
    pub async fn sections(&self) -> Result<Vec<Section>, StoreError> {
        let sql = concat!(
            "select ",
            section_columns!(),
            " from sections order by sections.position, sections.id"
        );
        let rows = self.read.rows(sql, args![]).await?;
        rows.iter()
            .map(|row| rows::section(&mut row.columns()))
            .collect()
    }

    /// The sections that these articles are in.
    pub async fn sections_of(
        &self,
        ids: &[ArticleId],
    ) -> Result<Vec<(ArticleId, SectionId)>, StoreError> {
        let rows = self
            .read
            .rows(
                "select article_id, section_id
                from article_sections
                where article_id in (select cast(value as bigint) from {rows $1})
                order by article_id, section_id",
                args![Value::numbers(ids.iter().map(|id| id.0))],
            )
            .await?;
        let pairs = rows.iter().map(|row| {
            let mut at = row.columns();
            Ok((ArticleId(at.int()?), SectionId(at.int()?)))
        });
        pairs.collect()
    }
}

//! What is known of what repeats over a source's articles.

use depesche_model::{ArticleId, SourceId};

use crate::body::{self, Unpacker};
use crate::furniture::{Cuttable, Furniture};
use crate::sql::args;
use crate::{Store, StoreError};

impl Store {
    /// What is known of a source; empty where nothing was learned. One statement: every poll that
    /// brings something asks.
    pub async fn furniture(&self, source: SourceId) -> Result<Furniture, StoreError> {
        let rows = self
            .read
            .rows(
                "select revision, is_behind, memory
                from furniture
                where source_id = $1",
                args![source],
            )
            .await?;
        let mut found = Furniture::default();
        if let Some(row) = rows.first() {
            let mut at = row.columns();
            found.revision = at.int()?;
            found.is_behind = at.int()? != 0;
            found.memory = body::unpack_bytes(at.blob()?)?;
        }
        let rows = self
            .read
            .rows(
                "select rule, keeps
                from furniture_decisions
                where source_id = $1
                order by rule",
                args![source],
            )
            .await?;
        for row in &rows {
            let mut at = row.columns();
            found.decisions.push((at.text()?, at.int()? != 0));
        }
        Ok(found)
    }

    /// The newest articles of a source with their texts, at most `limit`, newest first.
    pub async fn cuttable(
        &self,
        source: SourceId,
        limit: u32,
    ) -> Result<Vec<Cuttable>, StoreError> {
        let rows = self
            .read
            .rows(
                "select articles.id, articles.version, versions.body, articles.lead
                from articles
                join versions on versions.article_id = articles.id
                    and versions.number = articles.version
                where articles.source_id = $1 and articles.deleted_at is null
                order by articles.published_at desc, articles.id desc
                limit $2",
                args![source, limit],
            )
            .await?;
        let mut unpacker = Unpacker::new()?;
        let articles = rows.iter().map(|row| {
            let mut at = row.columns();
            Ok(Cuttable {
                id: ArticleId(at.int()?),
                version: at.small()?,
                body: unpacker.unpack(at.blob()?)?,
                lead: at.text()?,
            })
        });
        articles.collect()
    }
}

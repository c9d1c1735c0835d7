//! What people have read and signed.

use depesche_model::ArticleId;

use crate::rows;
use crate::sql::{Columns, args};
use crate::translation::ReviewRecord;
use crate::{Store, StoreError};

impl Store {
    /// Who has examined an article's translations, oldest first.
    pub async fn reviews(&self, article: ArticleId) -> Result<Vec<ReviewRecord>, StoreError> {
        let rows = self
            .read
            .rows(
                "select lang, version, reviewed_by, reviewed_at, edits
                from translation_reviews
                where article_id = $1
                order by id",
                args![article],
            )
            .await?;
        rows.iter()
            .map(|row| record(article, &mut row.columns()))
            .collect()
    }
}

fn record(article: ArticleId, at: &mut Columns<'_>) -> Result<ReviewRecord, StoreError> {
    let damaged = || StoreError::Other(format!("a review of article {article} cannot be read"));
    Ok(ReviewRecord {
        article,
        lang: rows::language(at)?.ok_or_else(damaged)?,
        version: at.small()?,
        by: at.text()?,
        at: at.time()?,
        edits: serde_json::from_str(&at.text()?).map_err(|_| damaged())?,
    })
}

//! What people have read and signed.

use depesche_model::{Review, Translation};

use crate::body::Packer;
use crate::sql::args;
use crate::translation::ReviewRecord;
use crate::{StoreError, Tx};

impl Tx {
    /// Records that a person has examined a translation, and writes it as the person left it,
    /// signed with the record's name, time and number of edits. `false` where the article has
    /// another version than the record and the translation by now, or is gone: then nothing is
    /// written.
    ///
    /// From now on only a newer version's translation, or another review, takes its place.
    pub async fn review(
        &mut self,
        record: &ReviewRecord,
        translation: &Translation,
    ) -> Result<bool, StoreError> {
        let review = Review {
            by: record.by.clone(),
            at: record.at,
            changed: u32::try_from(record.edits.len()).unwrap_or(u32::MAX),
        };
        if (translation.version, &translation.lang) != (record.version, &record.lang) {
            return Ok(false);
        }
        let edits = serde_json::to_string(&record.edits);
        let edits = edits.map_err(|error| StoreError::Other(error.to_string()))?;
        let recorded = self
            .execute(
                "insert into translation_reviews (
                    article_id, lang, version, reviewed_by, reviewed_at, edits
                )
                select id, $2, version, $4, $5, $6
                from articles
                where id = $1 and version = $3 and deleted_at is null",
                args![
                    record.article,
                    record.lang.as_str(),
                    record.version,
                    &record.by,
                    record.at,
                    &edits,
                ],
            )
            .await?;
        if recorded == 0 {
            return Ok(false);
        }
        let (article, at) = (record.article, record.at);
        let mut packer = Packer::new()?;
        self.put_row(article, translation, Some(&review), &mut packer, at)
            .await?;
        Ok(true)
    }
}

//! The house glossary, and what it could take up.

use depesche_model::{Glossary, Lang, SourceId};
use jiff::Timestamp;

use crate::rows;
use crate::sql::{Row, args};
use crate::{Store, StoreError};

impl Store {
    /// The house glossary.
    pub async fn glossary(&self) -> Result<Glossary, StoreError> {
        // The version first: terms that are newer than it are only looked at once more.
        let sql = "select value from glossary_version";
        let version = self.read.rows(sql, args![]).await?;
        let version = version.first().map_or(Ok(0), Row::first)?;
        let rows = self
            .read
            .rows(
                "select term, translation, from_lang, to_lang, is_case_sensitive
                from glossary",
                args![],
            )
            .await?;
        let terms = rows.iter().map(rows::term);
        let mut terms = terms.collect::<Result<Vec<_>, StoreError>>()?;
        // Each database would sort in its own way.
        terms.sort_unstable();
        Ok(Glossary {
            version: u32::try_from(version).unwrap_or(u32::MAX),
            terms,
        })
    }

    /// Headlines of articles published at or after `since`, at most `limit`, newest first, with
    /// their languages and sources, private ones too: what terms are looked for in.
    pub async fn recent_titles(
        &self,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<(Option<Lang>, SourceId, String)>, StoreError> {
        let rows = self
            .read
            .rows(
                "select language, source_id, title
                from articles
                where published_at >= $1 and deleted_at is null
                order by published_at desc, id desc
                limit $2",
                args![since, limit],
            )
            .await?;
        let titles = rows.iter().map(|row| {
            let mut at = row.columns();
            Ok((rows::language(&mut at)?, SourceId(at.int()?), at.text()?))
        });
        titles.collect()
    }
}

//! What was learned of a source, what the operator decided, and articles that are cut anew.

use depesche_model::SourceId;
use jiff::Timestamp;

use crate::body::{self, Packer};
use crate::furniture::{Cuttable, Learned};
use crate::sql::args;
use crate::{StoreError, Tx};

impl Tx {
    /// Stores what was learned of a source, where nobody else has learned since.
    pub(crate) async fn learn(
        &mut self,
        source: SourceId,
        learned: Option<&Learned>,
    ) -> Result<(), StoreError> {
        let Some(learned) = learned else {
            return Ok(());
        };
        self.execute(
            "insert into furniture (source_id, revision, is_behind, memory)
            values ($1, $2, $3, $4)
            on conflict (source_id) do update
            set revision = excluded.revision,
                is_behind = case when excluded.is_behind = 1 then 1 else furniture.is_behind end,
                memory = excluded.memory
            where furniture.revision = excluded.revision - 1",
            args![
                source,
                learned.revision + 1,
                learned.is_behind,
                body::pack_bytes(&learned.memory)?,
            ],
        )
        .await?;
        Ok(())
    }

    /// Notes what the operator decided of a source's rule: whether what it tells of is kept.
    pub async fn decide_cut(
        &mut self,
        source: SourceId,
        rule: &str,
        keeps: bool,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.execute(
            "insert into furniture_decisions (source_id, rule, keeps, decided_at)
            values ($1, $2, $3, $4)
            on conflict (source_id, rule) do update
            set keeps = excluded.keeps,
                decided_at = excluded.decided_at",
            args![source, rule, keeps, at],
        )
        .await?;
        Ok(())
    }

    /// Marks texts anew: the same blocks, others of them shown. No new version: the source has
    /// changed nothing. What has a newer version by now is left as it is. The source is no longer
    /// behind, where nothing was learned since `revision`.
    pub async fn recut(
        &mut self,
        source: SourceId,
        articles: &[Cuttable],
        revision: i64,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let mut packer = Packer::new()?;
        for article in articles {
            let marked = self
                .execute(
                    "update articles
                    set lead = $3,
                        changed_at = $4
                    where id = $1 and version = $2 and deleted_at is null",
                    args![article.id, article.version, &article.lead, at],
                )
                .await?;
            if marked > 0 {
                let sql = "update versions set body = $3 where article_id = $1 and number = $2";
                let body = packer.pack(&article.body)?;
                self.execute(sql, args![article.id, article.version, body])
                    .await?;
                self.shows = true;
            }
        }
        let sql = "update furniture set is_behind = 0 where source_id = $1 and revision = $2";
        self.execute(sql, args![source, revision]).await?;
        Ok(())
    }
}

//! What a source was found to say of its terms.

use depesche_model::{Evidence, Sign, SignKind, SignPlace, SourceId};

use crate::sql::{Row, args};
use crate::{Store, StoreError};

impl Store {
    /// What a source was found to say of its terms, what was seen last first; at most a hundred.
    pub async fn evidence(&self, source: SourceId) -> Result<Vec<Evidence>, StoreError> {
        let rows = self
            .read
            .rows(
                "select kind, place, says, found_at, seen_at
                from evidence
                where source_id = $1
                order by seen_at desc, kind, place, says",
                args![source],
            )
            .await?;
        rows.iter().map(evidence).collect()
    }
}

fn evidence(row: &Row) -> Result<Evidence, StoreError> {
    let mut at = row.columns();
    Ok(Evidence {
        sign: Sign {
            kind: SignKind::parse(&at.text()?),
            place: SignPlace::parse(&at.text()?),
            says: at.text()?,
        },
        found_at: at.time()?,
        seen_at: at.time()?,
    })
}

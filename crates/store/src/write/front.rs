//! The front page's order.

use depesche_model::ArticleId;
use jiff::Timestamp;

use crate::sql::args;
use crate::write::insert::Insert;
use crate::{StoreError, Tx};

const FRONT: Insert = Insert {
    head: "insert into front (position, article_id)",
    columns: 2,
    tail: "",
};

impl Tx {
    /// Replaces the front page's order. The order that stands already writes nothing.
    pub async fn replace_front(
        &mut self,
        articles: &[ArticleId],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        // The order itself has no time; the signature says what every write says.
        let _ = at;
        let sql = "select article_id from front order by position";
        let rows = self.rows(sql, args![]).await?;
        let standing = rows.iter().map(|row| row.first().map(ArticleId));
        let standing = standing.collect::<Result<Vec<_>, _>>()?;
        if standing == articles {
            return Ok(());
        }
        self.execute("delete from front", args![]).await?;
        let places = (0_i64..).zip(articles);
        let values = places.flat_map(|(position, id)| args![position, *id]);
        self.insert(&FRONT, values.collect()).await?;
        self.shows = true;
        Ok(())
    }
}

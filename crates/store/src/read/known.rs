//! The entries of a feed that those of a new document may be.

use depesche_model::{EntryKeys, FeedId, KnownEntry};

use crate::poll::Sought;
use crate::rows;
use crate::sql::{Row, Value, args};
use crate::write::entries::short_identity;
use crate::{Store, StoreError};

/// Among how many of the newest entries keys are looked for: feeds give their last hundred.
/// Measured: looking through 2,000 takes a millisecond, and an index for each key would
/// cost every import three more b-trees.
const RECENT: u32 = 2000;

impl Store {
    /// The entries of a feed that have one of these identities, and those of its newest that have
    /// one of these keys. At most 2,000 more than there are identities, oldest first.
    pub async fn known_entries(
        &self,
        feed: FeedId,
        sought: &Sought,
    ) -> Result<Vec<KnownEntry>, StoreError> {
        let identities: Vec<_> = sought
            .identities
            .iter()
            .map(|one| short_identity(one))
            .collect();
        let keys =
            |key: fn(&EntryKeys) -> Option<i64>| Value::numbers(sought.keys.iter().filter_map(key));
        let rows = self
            .read
            .rows(
                "select entries.identity, entries.guid_key, entries.link_key, entries.title_key,
                    entries.content_hash, articles.url, articles.title, articles.published_at
                from entries
                join articles on articles.id = entries.article_id
                where entries.id in (
                    select id
                    from entries
                    where feed_id = $1 and identity in (select value from {rows $2})
                    union
                    select id
                    from (
                        select id, guid_key, link_key, title_key
                        from entries
                        where feed_id = $1
                        order by id desc
                        limit $3
                    ) recent
                    where guid_key in (select cast(value as bigint) from {rows $4})
                        or link_key in (select cast(value as bigint) from {rows $5})
                        or title_key in (select cast(value as bigint) from {rows $6})
                )
                order by entries.id",
                args![
                    feed,
                    Value::texts(identities.iter().map(AsRef::as_ref)),
                    RECENT,
                    keys(|keys| keys.guid),
                    keys(|keys| keys.link),
                    keys(|keys| keys.title),
                ],
            )
            .await?;
        rows.iter().map(known).collect()
    }
}

fn known(row: &Row) -> Result<KnownEntry, StoreError> {
    let mut at = row.columns();
    Ok(KnownEntry {
        identity: at.text()?,
        keys: rows::keys(&mut at)?,
        content_hash: at.text()?,
        url: at.text()?,
        title: at.text()?,
        published_at: at.time()?,
    })
}

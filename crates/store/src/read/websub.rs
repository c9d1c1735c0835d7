//! Subscriptions at hubs.

use depesche_model::{FeedId, Subscription};

use crate::rows::{self, subscription_columns};
use crate::sql::args;
use crate::{Store, StoreError};

impl Store {
    /// The subscription of a callback's last part, one that is over, too; `None` where there is
    /// none.
    pub async fn subscription(&self, token: &str) -> Result<Option<Subscription>, StoreError> {
        let sql = concat!(
            "select ",
            subscription_columns!(),
            " from subscriptions where subscriptions.token = $1"
        );
        let rows = self.read.rows(sql, args![token]).await?;
        let found = rows.first();
        found
            .map(|row| rows::subscription(&mut row.columns()))
            .transpose()
    }

    /// The hubs that are remembered of feeds, with what each feed is called there.
    pub async fn remembered_hubs(&self) -> Result<Vec<(FeedId, String, String)>, StoreError> {
        let sql = "select id, hub, hub_topic
            from feeds
            where hub <> '' and ended_at is null
            order by id";
        let rows = self.read.rows(sql, args![]).await?;
        let all = rows.iter().map(|row| {
            let mut at = row.columns();
            Ok((FeedId(at.int()?), at.text()?, at.text()?))
        });
        all.collect()
    }

    /// All subscriptions that are not over, in the order they were begun.
    pub async fn subscriptions(&self) -> Result<Vec<Subscription>, StoreError> {
        let sql = concat!(
            "select ",
            subscription_columns!(),
            " from subscriptions
            where subscriptions.state <> 'left'
            order by subscriptions.id"
        );
        let rows = self.read.rows(sql, args![]).await?;
        let all = rows
            .iter()
            .map(|row| rows::subscription(&mut row.columns()));
        all.collect()
    }
}

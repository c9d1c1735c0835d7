//! A transaction under way. Its writes stand in [`crate::write`], a file each.

use std::borrow::Cow;

use crate::StoreError;
use crate::link::{Link, Writer};
use crate::sql::{self, Row, Value, args};

/// A transaction under way.
///
/// Its methods are the store's writes; what they write is seen by others when the closure of
/// [`crate::Store::write`] has returned `Ok`.
pub struct Tx {
    pub(crate) link: Link,
    /// Whether a page could show what was changed: then the stamp grows.
    pub(crate) shows: bool,
    /// Whether a statement failed. PostgreSQL would take such a commit for a rollback and say
    /// nothing.
    has_failed: bool,
    is_over: bool,
}

impl Tx {
    pub(crate) async fn begin(writer: &Writer) -> Result<Self, StoreError> {
        let link = writer.link().await?;
        let begin = link.begin();
        let mut tx = Self {
            link,
            shows: false,
            has_failed: false,
            is_over: false,
        };
        tx.execute(begin, args![]).await?;
        Ok(tx)
    }

    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        if self.has_failed {
            return Err(StoreError::Other(
                "a statement of this transaction failed, and its closure went on".to_owned(),
            ));
        }
        if self.shows {
            // Last of all: on PostgreSQL this row is locked until the commit, for every writer.
            self.execute("update stamp set value = value + 1", args![])
                .await?;
        }
        self.execute("commit", args![]).await?;
        self.is_over = true;
        Ok(())
    }

    /// Takes everything back. Where even that fails, the connection is closed, which does it too.
    pub(crate) async fn roll_back(mut self) {
        self.is_over = self.execute("rollback", args![]).await.is_ok();
    }

    /// How many rows a statement wrote.
    pub(crate) async fn execute(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        args: Vec<Value>,
    ) -> Result<u64, StoreError> {
        let done = match self.link.connection() {
            Ok(connection) => sql::execute(connection, sql.into(), args).await,
            Err(error) => Err(error),
        };
        self.has_failed |= done.is_err();
        done
    }

    /// The rows that a statement gives.
    pub(crate) async fn rows(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        args: Vec<Value>,
    ) -> Result<Vec<Row>, StoreError> {
        let rows = match self.link.connection() {
            Ok(connection) => sql::rows(connection, sql.into(), args).await,
            Err(error) => Err(error),
        };
        self.has_failed |= rows.is_err();
        rows
    }

    /// The first row that a statement gives.
    pub(crate) async fn row(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        args: Vec<Value>,
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, args).await?.into_iter().next())
    }
}

/// A transaction that nobody has brought to its end (an error, a task that was stopped) is rolled
/// back by closing its connection.
impl Drop for Tx {
    fn drop(&mut self) {
        if !self.is_over {
            self.link.discard();
        }
    }
}

//! The one concrete store.

use std::pin::Pin;

use jiff::Timestamp;

use crate::{StoreError, Tx};

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreUrl {
    /// A SQLite file.
    Sqlite(std::path::PathBuf),
    /// A PostgreSQL URL, and the schema that holds this portal.
    Postgres {
        /// `postgres://…`
        url: String,
        /// The schema.
        schema: String,
    },
}

/// The store. Cheap to clone.
#[derive(Clone)]
pub struct Store {}

/// What a transaction's closure returns.
pub type Work<'t, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 't>>;

impl Store {
    /// Opens the database, makes it where there is none, and brings its schema up to date.
    pub async fn open(url: &StoreUrl) -> Result<Self, StoreError> {
        let _ = url;
        unimplemented!()
    }

    /// Opens an existing database for reading alone.
    pub async fn open_read_only(url: &StoreUrl) -> Result<Self, StoreError> {
        let _ = url;
        unimplemented!()
    }

    /// Runs `work` in one transaction. `work` may run twice (serialization failure, dead lock,
    /// lost connection, busy SQLite), so it holds no side effect but on `tx`.
    pub async fn write<I, T, F>(&self, input: &I, work: F) -> Result<T, StoreError>
    where
        I: Sync + ?Sized,
        T: Send,
        F: for<'t> Fn(&'t mut Tx, &'t I) -> Work<'t, T> + Send + Sync,
    {
        let _ = (input, work);
        unimplemented!()
    }

    /// Checks that the database is whole: `None`, or what is wrong.
    pub async fn integrity(&self) -> Result<Option<String>, StoreError> {
        unimplemented!()
    }

    /// Writes a consistent copy of a SQLite database into a new file, while others work.
    pub async fn backup(&self, to: &std::path::Path) -> Result<(), StoreError> {
        let _ = to;
        unimplemented!()
    }

    /// Closes all connections (on SQLite with a checkpoint).
    pub async fn close(&self) {
        let _ = Timestamp::UNIX_EPOCH;
        unimplemented!()
    }
}

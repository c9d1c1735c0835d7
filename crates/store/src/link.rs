//! Connections: how either database is opened, read from, and written to by one at a time.

use std::borrow::Cow;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection as _, Postgres};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::StoreError;
use crate::dialect::Dialect;
use crate::sql::{self, Connection, Row, Value};

/// How long SQLite waits for another process that writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// How many pages are read at once. Each has a thread and a cache of its own.
const SQLITE_READERS: u32 = 4;

const POSTGRES_CONNECTIONS: u32 = 10;

/// How long a request waits for a connection: a portal whose database is away says so soon.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// A connection that lay idle for longer is asked whether it still lives.
const PING_AFTER: Duration = Duration::from_secs(5);

/// Lists are inserted in texts that differ by their length; all of them shall be kept prepared.
const STATEMENTS_KEPT: usize = 400;

/// The options for a SQLite file. It is not made where it is missing.
pub(crate) fn sqlite_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(BUSY_TIMEOUT)
        .foreign_keys(true)
        // The default of 50 makes the database's thread and ours take turns on long lists.
        .row_buffer_size(1000)
        .statement_cache_capacity(STATEMENTS_KEPT)
        .disable_statement_logging()
}

/// The same for the one that writes. In WAL mode `normal` loses no commit when the process dies,
/// and the last ones, but nothing else, when the machine does.
pub(crate) fn sqlite_writer_options(path: &Path) -> SqliteConnectOptions {
    sqlite_options(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        // After a burst the log's file shrinks again.
        .pragma("journal_size_limit", "67108864")
        // A list's insert keeps a journal of its own, a temporary file otherwise: measured, a
        // third of all writes.
        .pragma("temp_store", "memory")
        // 16 MB each: index pages are written into the file once for many polls.
        .pragma("wal_autocheckpoint", "4000")
        .pragma("cache_size", "-16000")
}

/// The options for a PostgreSQL database whose portal lives in `schema`.
pub(crate) fn postgres_options(url: &str, schema: &str) -> Result<PgConnectOptions, StoreError> {
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if schema.is_empty() || schema.len() > 63 || !schema.chars().all(is_name) {
        return Err(StoreError::Other(format!(
            "a schema's name is made of a-z, 0-9 and _, at most 63 of them: not {schema:?}"
        )));
    }
    let options = PgConnectOptions::from_str(url).map_err(|error| StoreError::of_driver(&error))?;
    Ok(options
        .options([("search_path", schema)])
        .application_name(&format!("depesche {schema}"))
        .statement_cache_capacity(STATEMENTS_KEPT)
        .disable_statement_logging())
}

/// Where reads go.
#[derive(Clone)]
pub(crate) enum Reader {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Reader {
    /// Readers of a SQLite file that exists. They cannot write.
    pub(crate) fn sqlite(path: &Path) -> Self {
        let pool = SqlitePoolOptions::new()
            .max_connections(SQLITE_READERS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .idle_timeout(None)
            .max_lifetime(None)
            // Measured: testing costs as much as the read itself.
            .test_before_acquire(false);
        Self::Sqlite(pool.connect_lazy_with(sqlite_options(path).pragma("query_only", "on")))
    }

    /// A reader of a file that nobody writes: it makes no files beside it.
    pub(crate) fn sqlite_still(path: &Path) -> Self {
        let options = sqlite_options(path).read_only(true).immutable(true);
        let pool = SqlitePoolOptions::new().max_connections(1);
        Self::Sqlite(pool.connect_lazy_with(options))
    }

    /// A pool for reading and writing.
    pub(crate) fn postgres(options: PgConnectOptions) -> PgPool {
        PgPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .test_before_acquire(false)
            .before_acquire(|connection, seen| {
                Box::pin(async move {
                    Ok(seen.idle_for < PING_AFTER || connection.ping().await.is_ok())
                })
            })
            .connect_lazy_with(options)
    }

    /// The rows that a statement gives.
    pub(crate) async fn rows(
        &self,
        sql: impl Into<Cow<'static, str>>,
        args: Vec<Value>,
    ) -> Result<Vec<Row>, StoreError> {
        match self {
            Self::Sqlite(pool) => {
                let connection = pool.acquire().await;
                let mut connection = connection.map_err(|error| StoreError::of_driver(&error))?;
                sql::rows(Connection::Sqlite(&mut connection), sql.into(), args).await
            }
            Self::Postgres(pool) => rows_of_postgres(pool, sql.into(), &args).await,
        }
    }
}

/// A server that was restarted has ended all connections: the next one is asked, until one is new.
async fn rows_of_postgres(
    pool: &PgPool,
    sql: Cow<'static, str>,
    args: &[Value],
) -> Result<Vec<Row>, StoreError> {
    let mut asked = 0;
    loop {
        let connection = pool.acquire().await;
        let mut connection = connection.map_err(|error| StoreError::of_driver(&error))?;
        let link = Connection::Postgres(&mut connection);
        match sql::rows(link, sql.clone(), args.to_vec()).await {
            Err(StoreError::Away(_)) if asked < POSTGRES_CONNECTIONS => {
                connection.close_on_drop();
                asked += 1;
            }
            result => return result,
        }
    }
}

/// Where writes go.
#[derive(Clone)]
pub(crate) enum Writer {
    Sqlite(Arc<SqliteWriter>),
    Postgres(PgPool),
}

/// The one connection that writes, opened when it is needed. Not a pool of one: a pool pings a
/// connection each time it comes back.
pub(crate) struct SqliteWriter {
    options: SqliteConnectOptions,
    connection: Arc<Mutex<Option<SqliteConnection>>>,
}

impl SqliteWriter {
    pub(crate) fn new(path: &Path) -> Self {
        Self {
            options: sqlite_writer_options(path),
            connection: Arc::default(),
        }
    }
}

impl Writer {
    /// Waits for its turn.
    pub(crate) async fn link(&self) -> Result<Link, StoreError> {
        let lost = |error| StoreError::of_driver(&error);
        match self {
            Self::Sqlite(writer) => {
                let mut guard = writer.connection.clone().lock_owned().await;
                if guard.is_none() {
                    *guard = Some(writer.options.connect().await.map_err(lost)?);
                }
                Ok(Link::Sqlite(guard))
            }
            Self::Postgres(pool) => Ok(Link::Postgres(pool.acquire().await.map_err(lost)?)),
        }
    }

    /// Closes the connections; on SQLite the write-ahead log goes into the file.
    pub(crate) async fn close(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(writer) => {
                let Some(mut connection) = writer.connection.lock().await.take() else {
                    return Ok(());
                };
                for sql in ["pragma optimize", "pragma wal_checkpoint(truncate)"] {
                    sql::rows(Connection::Sqlite(&mut connection), sql.into(), Vec::new()).await?;
                }
                let closed = connection.close().await;
                closed.map_err(|error| StoreError::of_driver(&error))
            }
            Self::Postgres(pool) => {
                pool.close().await;
                Ok(())
            }
        }
    }
}

/// A connection that writes, held by one transaction.
pub(crate) enum Link {
    Sqlite(OwnedMutexGuard<Option<SqliteConnection>>),
    Postgres(PoolConnection<Postgres>),
}

impl Link {
    pub(crate) fn connection(&mut self) -> Result<Connection<'_>, StoreError> {
        match self {
            Self::Sqlite(guard) => match guard.as_mut() {
                Some(connection) => Ok(Connection::Sqlite(connection)),
                None => Err(StoreError::Away("the connection was lost".to_owned())),
            },
            Self::Postgres(connection) => Ok(Connection::Postgres(connection)),
        }
    }

    pub(crate) fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    /// The statement that begins a transaction. SQLite's writer says so at once: a read that
    /// turns into a write would fail where another process has written in between.
    pub(crate) fn begin(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "begin immediate",
            Self::Postgres(_) => "begin",
        }
    }

    /// Closes the connection instead of handing it on: what was begun is rolled back.
    pub(crate) fn discard(&mut self) {
        match self {
            Self::Sqlite(guard) => drop(guard.take()),
            Self::Postgres(connection) => connection.close_on_drop(),
        }
    }
}

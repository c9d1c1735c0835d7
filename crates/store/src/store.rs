//! The one concrete store.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crate::fault::{Fault, Faults};
use crate::link::{Reader, SqliteWriter, Writer, postgres_options};
use crate::sql::{Row, args};
use crate::{StoreError, Tx, migrate};

/// Where the database is.
#[derive(Clone, PartialEq, Eq)]
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

/// Without the URL of PostgreSQL, which may hold a password.
impl fmt::Debug for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => f.debug_tuple("Sqlite").field(path).finish(),
            Self::Postgres { schema, .. } => write!(f, "Postgres {{ schema: {schema:?}, .. }}"),
        }
    }
}

/// The store. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(crate) read: Reader,
    /// `None`: opened for reading alone.
    write: Option<Writer>,
    faults: Arc<Faults>,
}

/// What a transaction's closure returns.
pub type Work<'t, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 't>>;

/// How often a transaction is run at the most: once more than PostgreSQL's pool may hold
/// connections that a restart has ended. The waits in between make 1.4 s in the mean.
const MAX_RUNS: u32 = 12;

impl Store {
    /// Opens the database, makes it where there is none, and brings its schema up to date.
    ///
    /// *Errors*: [`StoreError::Newer`] where a newer program has moved the schema on.
    pub async fn open(url: &StoreUrl) -> Result<Self, StoreError> {
        let (read, write) = match url {
            StoreUrl::Sqlite(path) => {
                let writer = Writer::Sqlite(Arc::new(SqliteWriter::new(path)));
                // Makes the file, which the readers do not. SQLite waits for no other process
                // that turns the write-ahead log on.
                let made = patiently(async || writer.link().await.map(drop)).await;
                made.map_err(|error| at_path(path, error))?;
                (Reader::sqlite(path), writer)
            }
            StoreUrl::Postgres { url, schema } => {
                let options = postgres_options(url, schema)?;
                let pool = Reader::postgres(options);
                make_schema(&Reader::Postgres(pool.clone()), schema).await?;
                (Reader::Postgres(pool.clone()), Writer::Postgres(pool))
            }
        };
        patiently(async || migrate::migrate(&read, &write).await).await?;
        Ok(Self {
            read,
            write: Some(write),
            faults: Arc::default(),
        })
    }

    /// Opens an existing database for reading alone. Nothing is made and nothing migrated, and
    /// another process may be writing.
    ///
    /// *Errors*: [`StoreError::Other`] where there is none; [`StoreError::Newer`], and
    /// [`StoreError::Other`] where its schema is older than this program's.
    pub async fn open_read_only(url: &StoreUrl) -> Result<Self, StoreError> {
        let read = match url {
            StoreUrl::Sqlite(path) => {
                if !path.exists() {
                    return Err(StoreError::Other(format!(
                        "there is no database at {}",
                        path.display()
                    )));
                }
                Reader::sqlite(path)
            }
            StoreUrl::Postgres { url, schema } => {
                Reader::Postgres(Reader::postgres(postgres_options(url, schema)?))
            }
        };
        match migrate::version(&read).await? {
            Some(version) if version > migrate::NEWEST => Err(migrate::newer(version)),
            Some(migrate::NEWEST) => Ok(Self {
                read,
                write: None,
                faults: Arc::default(),
            }),
            _ => Err(StoreError::Other(
                "the database was not brought up to date yet; start `depesche serve` once"
                    .to_owned(),
            )),
        }
    }

    /// Runs `work` in one transaction. `work` may run twice (serialization failure, dead lock,
    /// lost connection, busy SQLite), so it holds no side effect but on `tx`.
    ///
    /// Where the connection is lost while it commits, nobody knows whether it did: `work` runs
    /// once more then, on what it may have done itself. The writes of [`Tx`] are made for that.
    ///
    /// *Errors*: what `work` returns, then nothing was written. [`StoreError::Busy`] and
    /// [`StoreError::Away`] only after several runs.
    pub async fn write<I, T, F>(&self, input: &I, work: F) -> Result<T, StoreError>
    where
        I: Sync + ?Sized,
        T: Send,
        F: for<'t> Fn(&'t mut Tx, &'t I) -> Work<'t, T> + Send + Sync,
    {
        let Some(writer) = &self.write else {
            return Err(StoreError::Other(
                "the database was opened for reading alone".to_owned(),
            ));
        };
        let mut run = 1;
        loop {
            match self.run_once(writer, input, &work).await {
                Err(error) if error.may_pass() && run < MAX_RUNS => {
                    tracing::debug!(%error, run, "a transaction runs again");
                    tokio::time::sleep(pause(run)).await;
                    run += 1;
                }
                result => return result,
            }
        }
    }

    async fn run_once<I, T, F>(&self, writer: &Writer, input: &I, work: &F) -> Result<T, StoreError>
    where
        I: Sync + ?Sized,
        T: Send,
        F: for<'t> Fn(&'t mut Tx, &'t I) -> Work<'t, T> + Send + Sync,
    {
        let mut tx = Tx::begin(writer).await?;
        let result = work(&mut tx, input).await;
        let result = match (result, self.faults.strike()) {
            (Ok(_), Some(Fault::Serialization)) => Err(StoreError::Busy("injected".to_owned())),
            (_, Some(Fault::LostConnection)) => {
                return Err(StoreError::Away("injected".to_owned()));
            }
            (result, _) => result,
        };
        match result {
            Ok(value) => tx.commit().await.map(|()| value),
            Err(error) => {
                tx.roll_back().await;
                Err(error)
            }
        }
    }

    /// Lets the next `times` transactions fail just before their commit. For tests.
    #[doc(hidden)]
    pub fn fail_next(&self, times: u32, fault: Fault) {
        self.faults.plan(times, fault);
    }

    /// Checks that the database is whole: `None`, or what is wrong.
    pub async fn integrity(&self) -> Result<Option<String>, StoreError> {
        if let Reader::Sqlite(_) = self.read {
            let rows = self.read.rows("pragma integrity_check", args![]).await?;
            let told = rows
                .first()
                .map_or(Ok(String::new()), |row| row.columns().text())?;
            if told != "ok" {
                return Ok(Some(told));
            }
            if !self
                .read
                .rows("pragma foreign_key_check", args![])
                .await?
                .is_empty()
            {
                return Ok(Some("rows point at rows that are not there".to_owned()));
            }
        }
        let half = self
            .read
            .rows(
                "select articles.id
                from articles
                where not exists (
                    select 1
                    from versions
                    where versions.article_id = articles.id and versions.number = articles.version
                )
                limit 1",
                args![],
            )
            .await?;
        let half = half.first().map(Row::first).transpose()?;
        Ok(half.map(|id| format!("article {id} has no text")))
    }

    /// Closes all connections (on SQLite with a checkpoint).
    pub async fn close(&self) {
        match &self.read {
            Reader::Sqlite(pool) => pool.close().await,
            Reader::Postgres(pool) => pool.close().await,
        }
        if let Some(writer) = &self.write
            && let Err(error) = writer.close().await
        {
            tracing::warn!(%error, "the database was not closed in order");
        }
    }
}

/// Makes the schema, where it is not there: a user who may not make one may use one.
async fn make_schema(reader: &Reader, schema: &str) -> Result<(), StoreError> {
    let sql = "select 1 from pg_namespace where nspname = $1";
    if reader.rows(sql, args![schema]).await?.is_empty() {
        // Its letters were checked with the options.
        let sql = format!("create schema if not exists {schema}");
        patiently(async || reader.rows(sql.clone(), args![]).await).await?;
    }
    Ok(())
}

/// Runs it a few times, while it fails in a way that may pass.
async fn patiently<T>(work: impl AsyncFn() -> Result<T, StoreError>) -> Result<T, StoreError> {
    let mut run = 1;
    loop {
        match work().await {
            Err(error) if error.may_pass() && run < MAX_RUNS => {
                tokio::time::sleep(pause(run)).await;
                run += 1;
            }
            result => return result,
        }
    }
}

/// 10 ms and twice as long each time, up to a quarter of a second; half of it by chance, so that
/// two that met do not meet again.
fn pause(run: u32) -> Duration {
    let longest = 10_u64.saturating_mul(1 << run.min(10)).min(250);
    let chance = RandomState::new().hash_one(run) % longest;
    Duration::from_millis(longest.midpoint(chance))
}

fn at_path(path: &Path, error: StoreError) -> StoreError {
    match error {
        StoreError::Other(text) => {
            StoreError::Other(format!("the database {}: {text}", path.display()))
        }
        error => error,
    }
}

//! A test's databases: one on SQLite, one on PostgreSQL, gone at the end.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use depesche_store::{Store, StoreError, StoreUrl};
use sqlx::{Connection, PgConnection, Row, SqliteConnection};
use tempfile::TempDir;

/// A database of its own.
pub(crate) struct Database {
    pub(crate) url: StoreUrl,
    pub(crate) store: Store,
    folder: TempDir,
}

impl Database {
    /// Where a test may put its files.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self.url, StoreUrl::Sqlite(_))
    }

    /// Another store on the same database: a second process.
    pub(crate) async fn second_store(&self) -> Store {
        Store::open(&self.url).await.expect("a second store opens")
    }

    /// Runs SQL behind the store's back.
    pub(crate) async fn run(&self, sql: &'static str) {
        match &self.url {
            StoreUrl::Sqlite(path) => {
                let mut raw = sqlite(path).await;
                let done = sqlx::raw_sql(sql).execute(&mut raw).await;
                done.expect("the SQL runs");
                raw.close().await.expect("it closes");
            }
            StoreUrl::Postgres { url, schema } => {
                let mut raw = postgres(url, schema).await;
                let done = sqlx::raw_sql(sql).execute(&mut raw).await;
                done.expect("the SQL runs");
                raw.close().await.expect("it closes");
            }
        }
    }

    /// The one number that a `select` gives.
    pub(crate) async fn number(&self, sql: &'static str) -> i64 {
        match &self.url {
            StoreUrl::Sqlite(path) => {
                let row = sqlx::query(sql).fetch_one(&mut sqlite(path).await).await;
                row.expect("the SQL runs").get(0)
            }
            StoreUrl::Postgres { url, schema } => {
                let row = sqlx::query(sql)
                    .fetch_one(&mut postgres(url, schema).await)
                    .await;
                row.expect("the SQL runs").get(0)
            }
        }
    }

    async fn remove(self) {
        if let StoreUrl::Postgres { url, schema } = &self.url {
            let mut raw = postgres(url, schema).await;
            let sql = sqlx::AssertSqlSafe(format!("drop schema {schema} cascade"));
            let done = sqlx::raw_sql(sql).execute(&mut raw).await;
            done.expect("the schema is dropped");
        }
    }
}

async fn sqlite(path: &std::path::Path) -> SqliteConnection {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
    SqliteConnection::connect_with(&options)
        .await
        .expect("the file opens")
}

async fn postgres(url: &str, schema: &str) -> PgConnection {
    let mut raw = PgConnection::connect(url)
        .await
        .expect("the server answers");
    let sql = sqlx::AssertSqlSafe(format!("set search_path to {schema}"));
    let done = sqlx::raw_sql(sql).execute(&mut raw).await;
    done.expect("the path is set");
    raw
}

/// Runs a test on each database.
pub(crate) async fn on_both(test: impl AsyncFn(&Database)) {
    on_sqlite(&test).await;
    on_postgres(&test).await;
}

/// Runs a test on SQLite.
pub(crate) async fn on_sqlite(test: impl AsyncFn(&Database)) {
    let folder = TempDir::new().expect("a folder");
    let url = StoreUrl::Sqlite(folder.path().join("depesche.sqlite"));
    run_on(url, folder, test).await;
}

/// Runs a test on PostgreSQL, where there is one.
#[expect(clippy::print_stderr, reason = "what was left out is said to people")]
pub(crate) async fn on_postgres(test: impl AsyncFn(&Database)) {
    let Some(url) = environment("DEPESCHE_TEST_POSTGRES") else {
        let must =
            environment("CI").is_some_and(|word| word == "true") || is_set("DEPESCHE_TEST_ALL");
        assert!(!must, "there is no PostgreSQL: set DEPESCHE_TEST_POSTGRES");
        eprintln!("left out: PostgreSQL (DEPESCHE_TEST_POSTGRES is not set)");
        return;
    };
    let folder = TempDir::new().expect("a folder");
    let schema = free_schema();
    eprintln!("on PostgreSQL, in {schema}");
    run_on(StoreUrl::Postgres { url, schema }, folder, test).await;
}

async fn run_on(url: StoreUrl, folder: TempDir, test: impl AsyncFn(&Database)) {
    let store = Store::open(&url).await.expect("the database opens");
    let database = Database { url, store, folder };
    test(&database).await;
    database.store.close().await;
    let left = database.second_store().await;
    assert_eq!(left.integrity().await.expect("it is checked"), None);
    left.close().await;
    database.remove().await;
}

fn free_schema() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("test_{}_{count}", std::process::id())
}

fn is_set(name: &str) -> bool {
    environment(name).is_some_and(|word| !word.is_empty() && word != "0")
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test has no main: xtask hands the cluster down in the environment"
)]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The text of an error that is none to try again on.
pub(crate) fn told<T>(result: Result<T, StoreError>) -> String {
    match result {
        Ok(_) => panic!("it went well"),
        Err(StoreError::Other(text)) => text,
        Err(error) => panic!("another error: {error:?}"),
    }
}

//! The schema and how it moves: forward only, one set of steps for both databases.

use crate::dialect::Dialect;
use crate::link::{Link, Reader, Writer};
use crate::sql::{Connection, args};
use crate::{StoreError, Tx};

/// The steps; a step's number is its place, from 1.
const STEPS: [&str; 10] = [
    include_str!("../migrations/0001_first.sql"),
    include_str!("../migrations/0002_polite.sql"),
    include_str!("../migrations/0003_subscriptions.sql"),
    include_str!("../migrations/0004_media.sql"),
    include_str!("../migrations/0005_remembered_hubs.sql"),
    include_str!("../migrations/0006_furniture.sql"),
    include_str!("../migrations/0007_pages.sql"),
    include_str!("../migrations/0008_languages.sql"),
    include_str!("../migrations/0009_rules.sql"),
    include_str!("../migrations/0010_translation.sql"),
];

/// The newest schema this program knows.
#[expect(clippy::cast_possible_wrap, reason = "a handful")]
pub(crate) const NEWEST: i64 = STEPS.len() as i64;

/// Any number, the same in every Depesche: nodes that start together migrate one by one.
const LOCK: i64 = 0x0064_6570_6573_6368;

/// Brings the schema up to date, each step in a transaction of its own: a kill in between leaves
/// a whole older schema, and the next start goes on.
///
/// *Errors*: [`StoreError::Newer`] where a newer program was here; [`StoreError::Other`] where the
/// file is another program's.
pub(crate) async fn migrate(reader: &Reader, writer: &Writer) -> Result<(), StoreError> {
    loop {
        match version(reader).await? {
            Some(version) if version > NEWEST => return Err(newer(version)),
            Some(NEWEST) => return Ok(()),
            _ => step(writer).await?,
        }
    }
}

/// The schema's version; `None` where there is none yet.
///
/// *Errors*: [`StoreError::Other`] where the database is another program's.
pub(crate) async fn version(reader: &Reader) -> Result<Option<i64>, StoreError> {
    let tables = match reader {
        Reader::Sqlite(_) => "select name from sqlite_master where type = 'table'",
        Reader::Postgres(_) => {
            "select tablename::text from pg_tables where schemaname = current_schema()"
        }
    };
    let tables = reader.rows(tables, args![]).await?;
    let names = tables.iter().map(|row| row.columns().text());
    let names = names.collect::<Result<Vec<_>, _>>()?;
    if names.is_empty() {
        return Ok(None);
    }
    if !names.iter().any(|name| name == "schema_version") {
        return Err(StoreError::Other(
            "this is another program's database; name a new one".to_owned(),
        ));
    }
    let sql = "select coalesce(max(version), 0) from schema_version";
    let rows = reader.rows(sql, args![]).await?;
    rows.first().map(crate::sql::Row::first).transpose()
}

pub(crate) fn newer(found: i64) -> StoreError {
    StoreError::Newer {
        found,
        known: NEWEST,
    }
}

/// Takes the next step, if another node has not taken it in the meantime.
async fn step(writer: &Writer) -> Result<(), StoreError> {
    let mut tx = Tx::begin(writer).await?;
    if let Link::Postgres(_) = &mut tx.link {
        tx.rows("select 1 from pg_advisory_xact_lock($1)", args![LOCK])
            .await?;
    }
    tx.execute(
        "create table if not exists schema_version (version bigint primary key)",
        args![],
    )
    .await?;
    let sql = "select coalesce(max(version), 0) from schema_version";
    let version = tx.row(sql, args![]).await?;
    let version = version.as_ref().map_or(Ok(0), crate::sql::Row::first)?;
    if let Some(script) = usize::try_from(version).ok().and_then(|at| STEPS.get(at)) {
        run(&mut tx.link, script).await?;
        let sql = "insert into schema_version (version) values ($1)";
        tx.execute(sql, args![version + 1]).await?;
    }
    tx.commit().await
}

/// Runs a script of several statements.
async fn run(link: &mut Link, script: &'static str) -> Result<(), StoreError> {
    let done = match link.connection()? {
        Connection::Sqlite(connection) => {
            let script = sqlx::AssertSqlSafe(Dialect::Sqlite.speak(script.into()));
            sqlx::raw_sql(script).execute(connection).await.map(|_| ())
        }
        Connection::Postgres(connection) => {
            let script = sqlx::AssertSqlSafe(Dialect::Postgres.speak(script.into()));
            sqlx::raw_sql(script).execute(connection).await.map(|_| ())
        }
    };
    done.map_err(|error| StoreError::of_driver(&error))
}

//! The driver layer: one text of SQL and one list of arguments, run on either database.

use std::borrow::Cow;

use jiff::{SignedDuration, Timestamp};
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{
    Arguments, AssertSqlSafe, Decode, PgConnection, Postgres, Row as _, Sqlite, SqliteConnection,
    Type,
};

use crate::StoreError;
use crate::dialect::Dialect;

/// A connection to either database.
pub(crate) enum Connection<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

/// Runs a statement: how many rows it wrote.
///
/// The text is ours (a literal, or what [`crate::write::insert`] generates from literals);
/// everything from outside is an argument.
pub(crate) async fn execute(
    connection: Connection<'_>,
    sql: Cow<'static, str>,
    args: Vec<Value>,
) -> Result<u64, StoreError> {
    match connection {
        Connection::Sqlite(connection) => {
            let sql = AssertSqlSafe(Dialect::Sqlite.speak(sql));
            let query = sqlx::query_with(sql, for_sqlite(args)).persistent(true);
            let done = query.execute(connection).await;
            done.map(|done| done.rows_affected())
        }
        Connection::Postgres(connection) => {
            let sql = AssertSqlSafe(Dialect::Postgres.speak(sql));
            let query = sqlx::query_with(sql, for_postgres(args)).persistent(true);
            let done = query.execute(connection).await;
            done.map(|done| done.rows_affected())
        }
    }
    .map_err(|error| StoreError::of_driver(&error))
}

/// Runs a statement: the rows it gives.
pub(crate) async fn rows(
    connection: Connection<'_>,
    sql: Cow<'static, str>,
    args: Vec<Value>,
) -> Result<Vec<Row>, StoreError> {
    match connection {
        Connection::Sqlite(connection) => {
            let sql = AssertSqlSafe(Dialect::Sqlite.speak(sql));
            let query = sqlx::query_with(sql, for_sqlite(args)).persistent(true);
            let rows = query.fetch_all(connection).await;
            rows.map(|rows| rows.into_iter().map(Row::Sqlite).collect())
        }
        Connection::Postgres(connection) => {
            let sql = AssertSqlSafe(Dialect::Postgres.speak(sql));
            let query = sqlx::query_with(sql, for_postgres(args)).persistent(true);
            let rows = query.fetch_all(connection).await;
            rows.map(|rows| rows.into_iter().map(Row::Postgres).collect())
        }
    }
    .map_err(|error| StoreError::of_driver(&error))
}

fn for_sqlite(args: Vec<Value>) -> SqliteArguments {
    let mut bound = SqliteArguments::default();
    bound.reserve(args.len(), 0);
    for arg in args {
        match arg {
            Value::Int(value) => bound.add(value),
            Value::Text(value) => bound.add(value),
            Value::Blob(value) => bound.add(value),
        }
        .expect("numbers, text and bytes encode without fail");
    }
    bound
}

fn for_postgres(args: Vec<Value>) -> PgArguments {
    let mut bound = PgArguments::default();
    bound.reserve(args.len(), 0);
    for arg in args {
        match arg {
            Value::Int(value) => bound.add(value),
            Value::Text(value) => bound.add(value),
            Value::Blob(value) => bound.add(value),
        }
        .expect("numbers, text and bytes encode without fail");
    }
    bound
}

/// An argument of a statement.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Int(Option<i64>),
    Text(Option<String>),
    Blob(Vec<u8>),
}

/// A list of arguments: `args![feed.id, &feed.url]`.
macro_rules! args {
    ($($value:expr),* $(,)?) => {
        vec![$($crate::sql::Value::from($value)),*]
    };
}
pub(crate) use args;

impl Value {
    /// A JSON list of numbers, for `{rows …}`.
    pub(crate) fn numbers(numbers: impl IntoIterator<Item = i64>) -> Self {
        let mut list = String::from("[");
        for number in numbers {
            if list.len() > 1 {
                list.push(',');
            }
            list.push_str(&number.to_string());
        }
        list.push(']');
        Self::Text(Some(list))
    }

    /// A JSON list of texts, for `{rows …}`.
    pub(crate) fn texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let texts = texts.into_iter().map(without_nul).collect::<Vec<_>>();
        let list = serde_json::to_string(&texts).expect("a list of texts is JSON");
        Self::Text(Some(list))
    }
}

/// PostgreSQL's text holds no NUL (SQLite's does, but its functions stop there): what a feed
/// brings of it is shown as what it is, a fault.
pub(crate) fn without_nul(text: &str) -> Cow<'_, str> {
    if text.contains('\0') {
        Cow::Owned(text.replace('\0', "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(without_nul(text).into_owned()))
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<Option<&str>> for Value {
    fn from(text: Option<&str>) -> Self {
        text.map_or(Self::Text(None), Self::from)
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Blob(bytes)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(Some(number))
    }
}

impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Self {
        Self::Int(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Int(Some(number.into()))
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Int(Some(truth.into()))
    }
}

impl From<Timestamp> for Value {
    fn from(time: Timestamp) -> Self {
        Self::Int(Some(time.as_millisecond()))
    }
}

impl From<Option<Timestamp>> for Value {
    fn from(time: Option<Timestamp>) -> Self {
        Self::Int(time.map(Timestamp::as_millisecond))
    }
}

impl From<SignedDuration> for Value {
    fn from(length: SignedDuration) -> Self {
        Self::Int(Some(
            i64::try_from(length.as_millis()).unwrap_or(i64::from(u32::MAX)),
        ))
    }
}

macro_rules! id_values {
    ($($id:ident),*) => {
        $(impl From<depesche_model::$id> for Value {
            fn from(id: depesche_model::$id) -> Self {
                Self::Int(Some(id.0))
            }
        })*
    };
}
id_values!(SourceId, FeedId, ArticleId, SectionId, SubscriptionId);

/// A row of either database.
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// Walks through the row's columns from the left.
    pub(crate) fn columns(&self) -> Columns<'_> {
        Columns { row: self, next: 0 }
    }

    /// The first column, a number.
    pub(crate) fn first(&self) -> Result<i64, StoreError> {
        self.columns().int()
    }
}

/// A walk through a row's columns: each getter reads the next one, in the order of the `select`.
pub(crate) struct Columns<'r> {
    row: &'r Row,
    next: usize,
}

impl<'r> Columns<'r> {
    fn next<T>(&mut self) -> Result<T, StoreError>
    where
        T: Decode<'r, Sqlite> + Type<Sqlite> + Decode<'r, Postgres> + Type<Postgres>,
    {
        let column = self.next;
        self.next += 1;
        match self.row {
            Row::Sqlite(row) => row.try_get(column),
            Row::Postgres(row) => row.try_get(column),
        }
        .map_err(|error| StoreError::of_driver(&error))
    }

    pub(crate) fn int(&mut self) -> Result<i64, StoreError> {
        self.next()
    }

    pub(crate) fn maybe_int(&mut self) -> Result<Option<i64>, StoreError> {
        self.next()
    }

    /// A number that is never negative; 0 where the database says otherwise.
    pub(crate) fn count(&mut self) -> Result<u64, StoreError> {
        Ok(u64::try_from(self.int()?).unwrap_or_default())
    }

    /// A small number that is never negative.
    pub(crate) fn small(&mut self) -> Result<u32, StoreError> {
        Ok(u32::try_from(self.int()?).unwrap_or_default())
    }

    pub(crate) fn truth(&mut self) -> Result<bool, StoreError> {
        Ok(self.int()? != 0)
    }

    pub(crate) fn text(&mut self) -> Result<String, StoreError> {
        self.next()
    }

    pub(crate) fn maybe_text(&mut self) -> Result<Option<String>, StoreError> {
        self.next()
    }

    pub(crate) fn blob(&mut self) -> Result<&'r [u8], StoreError> {
        self.next()
    }

    /// The same of an outer join.
    pub(crate) fn maybe_blob(&mut self) -> Result<Option<&'r [u8]>, StoreError> {
        self.next()
    }

    pub(crate) fn time(&mut self) -> Result<Timestamp, StoreError> {
        self.int().and_then(time_of)
    }

    pub(crate) fn maybe_time(&mut self) -> Result<Option<Timestamp>, StoreError> {
        self.maybe_int()?.map(time_of).transpose()
    }
}

fn time_of(milliseconds: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_millisecond(milliseconds)
        .map_err(|_| StoreError::Other(format!("the database holds no time: {milliseconds}")))
}

//! What can go wrong, by what the caller can do.

use sqlx::error::DatabaseError;
use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;

/// What can go wrong, by what the caller can do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The database is of a newer Depesche: use that one, or an older backup.
    #[error(
        "the database has schema {found}, this program knows up to {known}; use the newer program, or restore an older backup"
    )]
    Newer {
        /// The schema found.
        found: i64,
        /// The newest schema this program knows.
        known: i64,
    },
    /// The disk or the database refuses writes for now; reading goes on.
    #[error("the database cannot be written to: {0}")]
    Full(String),
    /// The database is away for now: try again.
    #[error("the database cannot be reached: {0}")]
    Away(String),
    /// Another writer was in the way, again and again: try again later.
    #[error("the database is busy: {0}")]
    Busy(String),
    /// Anything else.
    #[error("{0}")]
    Other(String),
}

impl StoreError {
    /// Whether the same transaction may well succeed when it is run again at once.
    pub(crate) fn may_pass(&self) -> bool {
        matches!(self, Self::Away(_) | Self::Busy(_))
    }

    /// Puts a driver's error under what the caller can do about it. The drivers' texts hold
    /// neither arguments nor passwords; a URL's parse error might, so it is not passed on.
    pub(crate) fn of_driver(error: &sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(error) => of_database(error.as_ref()),
            sqlx::Error::Configuration(_) => {
                Self::Other("the database's URL cannot be understood".to_owned())
            }
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::Away(error.to_string()),
            error => Self::Other(format!("database: {error}")),
        }
    }
}

fn of_database(error: &dyn DatabaseError) -> StoreError {
    let text = error.message().to_owned();
    let code = error.code().unwrap_or_default();
    if error.try_downcast_ref::<SqliteError>().is_some() {
        of_sqlite(code.parse().unwrap_or_default(), text)
    } else if error.try_downcast_ref::<PgDatabaseError>().is_some() {
        of_postgres(&code, text)
    } else {
        StoreError::Other(format!("database: {text}"))
    }
}

/// The low byte is the primary code (<https://sqlite.org/rescode.html>).
fn of_sqlite(code: i32, text: String) -> StoreError {
    const IOERR_READ: i32 = 266;
    const IOERR_SHORT_READ: i32 = 522;
    match code & 0xff {
        5 | 6 => StoreError::Busy(text),
        8 => StoreError::Full(format!("{text}; give this user the right to write there")),
        13 => StoreError::Full(format!(
            "{text}; free some space, then it goes on by itself"
        )),
        10 if !matches!(code, IOERR_READ | IOERR_SHORT_READ) => StoreError::Full(format!(
            "{text} (code {code}); look at the disk and its free space"
        )),
        14 => StoreError::Other(format!(
            "{text}; does the folder exist, and may this user write there?"
        )),
        11 | 26 => StoreError::Other(format!(
            "{text}; restore a backup over it (`depesche restore`)"
        )),
        _ => StoreError::Other(format!("database: {text} (code {code})")),
    }
}

/// Codes from PostgreSQL's manual, appendix A. A violated key means that another node has
/// written or removed the same row since we looked: run again, we see it.
fn of_postgres(code: &str, text: String) -> StoreError {
    match code {
        "40001" | "40P01" | "55P03" | "23503" | "23505" => StoreError::Busy(text),
        "53100" => StoreError::Full(format!(
            "{text}; free some space, then it goes on by itself"
        )),
        "25006" => StoreError::Full(format!("{text}; is this the primary server?")),
        "53300" | "57P01" | "57P02" | "57P03" => StoreError::Away(text),
        _ if code.starts_with("08") => StoreError::Away(text),
        _ => StoreError::Other(format!("database: {text} ({code})")),
    }
}

#[cfg(test)]
mod tests {
    use super::{StoreError, of_postgres, of_sqlite};

    #[test]
    fn a_full_disk_is_told_from_a_busy_database() {
        assert!(matches!(of_sqlite(13, String::new()), StoreError::Full(_)));
        assert!(matches!(of_sqlite(778, String::new()), StoreError::Full(_)));
        assert!(matches!(
            of_sqlite(1032, String::new()),
            StoreError::Full(_)
        ));
        assert!(matches!(of_sqlite(517, String::new()), StoreError::Busy(_)));
        assert!(matches!(
            of_sqlite(266, String::new()),
            StoreError::Other(_)
        ));
        assert!(matches!(
            of_postgres("53100", String::new()),
            StoreError::Full(_)
        ));
    }

    #[test]
    fn what_may_pass_is_run_again() {
        for code in ["40001", "40P01", "57P01", "08006"] {
            assert!(of_postgres(code, String::new()).may_pass(), "{code}");
        }
        assert!(!of_postgres("42601", String::new()).may_pass());
    }
}

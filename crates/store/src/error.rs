//! What can go wrong, by what the caller can do.

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
    /// Anything else.
    #[error("{0}")]
    Other(String),
}

//! The only SQL. SQLite by default, PostgreSQL for several nodes; one text of SQL for both.
//!
//! Reads are methods of [`Store`], writes of [`Tx`]: a write says in its signature that it belongs
//! to a transaction. [`Store::write`] runs a transaction as a closure that may run twice.
//!
//! This room knows neither HTTP nor HTML: markup comes clean and goes back as it came. It never
//! reads the clock: `at` and `now` are arguments.
//!
//! The pipeline writes, the portal reads, the command line does both. Start reading at [`Store`],
//! then [`Tx::claim_feeds`] and [`Tx::record_poll`], the hot path. How a text of SQL runs on either
//! driver stands in `sql.rs`, the words that differ in `dialect.rs`, the schema in `migrations/`.

pub mod furniture;
pub mod poll;
pub mod portal;
pub mod rules;
pub mod translation;
pub mod websub;

mod backup;
mod body;
mod dialect;
mod error;
mod fault;
mod files;
mod link;
mod migrate;
mod read;
mod rows;
mod sql;
mod store;
mod tx;
mod write;

pub use error::StoreError;
#[doc(hidden)]
pub use fault::Fault;
pub use files::Files;
pub use store::{Store, StoreUrl, Work};
pub use tx::Tx;

//! The only SQL. SQLite by default, PostgreSQL for several nodes; one text of SQL for both.

pub mod poll;
pub mod portal;

mod error;
mod store;
mod tx;

pub use error::StoreError;
pub use store::{Store, StoreUrl};
pub use tx::Tx;

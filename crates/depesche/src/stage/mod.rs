//! The stages of the pipeline: each takes what the one before left in the database, and leaves
//! what the next one needs. Each may run twice.

pub(crate) mod furniture;
pub(crate) mod index;
pub(crate) mod ledger;
pub(crate) mod media;
pub(crate) mod page;
pub(crate) mod pauses;
pub(crate) mod poll;
pub(crate) mod rank;
pub(crate) mod reading;
pub(crate) mod rules;
pub(crate) mod translate;
pub(crate) mod websub;

mod amp;
mod looks;
mod seek;
mod signs;

//! The configuration: one file, the environment over it, read once in `main`.
//!
//! The options stand in [`options`] with their reasons; [`load`] reads them; [`example`] writes
//! `config.example.toml` from the same list, so that none can be forgotten.

mod example;
mod load;
mod options;
mod values;

pub(crate) use example::{effective, example};
pub(crate) use load::load;
pub(crate) use options::Config;
#[cfg(any(test, feature = "simulation"))]
pub(crate) use values::Interval;
pub(crate) use values::Network;

//! Compares the rooms of Depesche with other crates, and torments them.
//!
//! The programs in `bin/` are run by `cargo xtask bench feeds`, `bench pages`, `chaos feeds`,
//! `chaos pages` and `eval pages`; each writes its tables to stderr and its figures to stdout, one
//! JSON object a line. This crate is a workspace of its own, so that nothing that we compare with
//! enters the product's `Cargo.lock`.

pub mod articles;
pub mod clock;
pub mod corpus;
pub mod generate;
pub mod mutate;
pub mod random;
pub mod readers;

/// The hostile documents that the tests of `crates/feed` read small.
#[path = "../../crates/feed/tests/hostile/cases/mod.rs"]
mod cases;
pub mod hostile;
pub mod hostile_pages;

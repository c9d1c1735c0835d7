//! The store's contract: every public function, on SQLite and on PostgreSQL.
//!
//! PostgreSQL is a throw-away cluster that `cargo xtask test` starts and names in
//! `DEPESCHE_TEST_POSTGRES`. Without it, that half is left out and says so; where `CI` or
//! `DEPESCHE_TEST_ALL` is set, it fails instead.

mod harness;
mod rules;
mod samples;

mod articles;
mod backup;
mod claims;
mod complete;
mod evidence;
mod feeds;
mod front;
mod furniture;
mod glossary;
mod index;
mod known;
mod lists;
mod media;
mod memory;
mod opening;
mod pages;
mod plan;
mod polite;
mod polls;
mod reviews;
mod sections;
mod sources;
mod spending;
mod translation;
mod versions;
mod websub;
mod work;
mod writes;

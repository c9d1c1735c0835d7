//! Translates: a layer over the original, never paid twice, always said.
//!
//! A text becomes units ([`mod@unit`]): a title, a paragraph, an item, a caption, an `alt`, each with
//! its inline markup as numbered spans ([`marked`]). Engines ([`engine`]) translate units; what they
//! answer is never trusted: it is checked, put back into the original's markup, written by us and
//! cleaned once more, or the original stays.
//!
//! It never touches the database and never reads the clock: memory, budget and `now` are handed in
//! by the pipeline, which calls it. It opens no connection but through `fetch`.
//!
//! Start reading at [`mod@unit`], then [`engine`].

pub mod chain;
pub mod check;
pub mod engine;
pub mod fault;
pub mod glossary;
pub mod marked;
pub mod memory;
pub mod notation;
pub mod phrases;
pub mod score;
pub mod sentence;
pub mod unit;

mod protect;

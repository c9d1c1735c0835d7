//! Decides what feeds and pages mean.
//!
//! A feed's reading becomes articles with their identities ([`entry`], [`identity`]); markup
//! becomes [`depesche_model::Html`] ([`mod@clean`]) and its segments ([`segment`]); a page becomes
//! an article's text ([`mod@page`]), where its source has them by rules of its own ([`rule`]).
//! Beside them stand the other decisions: the language ([`language`]), when a feed is asked again
//! ([`schedule`]) and a page ([`looks`]), what is the matter with a feed ([`health`]) and what stands
//! on top ([`rank`]).
//!
//! This room does no I/O, never waits and never reads the clock: `now` is an argument. It never
//! fails on bad input: it returns what it could read, and complaints.
//!
//! The binary's pipeline calls it. Start reading at [`entry`].

pub mod clean;
pub mod date;
pub mod entry;
pub mod furniture;
pub mod health;
pub mod identity;
pub mod language;
pub mod looks;
pub mod page;
pub mod rank;
pub mod rule;
pub mod schedule;
pub mod segment;
pub mod url;
pub mod websub;

mod blocks;
mod chain;
mod content;
mod elements;
mod embeds;
mod lead_picture;
mod picture;
mod srcset;
mod tokens;
mod tree;

pub use clean::{clean, clean_part, plain};
pub use entry::{FeedFacts, ReadEntry, articles};
pub use identity::{Identities, Identity, Marks, identities};
pub use page::{Page, page, page_of};
pub use picture::worded;

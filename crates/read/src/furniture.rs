//! What repeats is not the article.
//!
//! A source's furniture (menus, notices, calls for its newsletter, other headlines) stands in one
//! article as in the next. So the blocks of its last articles are remembered by their fingerprints
//! ([`Memory`]): what stands in three different ones may be furniture, and what kind of block it is
//! says how much more it takes. Promotion whose own shape gives it away ([`Promo`]) goes at first
//! sight. What goes is marked and kept ([`cut`]), and the operator may decide otherwise of every rule.
//!
//! The pipeline learns from each article that is new ([`Memory::learn`]), feeds' texts as pages'.

mod block;
mod cut;
mod memory;
mod print;
mod promo;
mod rule;
mod words;

pub use block::{Blocks, PageBlock, Place};
pub use cut::{cut, cut_blocks, lead_of_cut};
pub use memory::{Decision, Lesson, Listed, Memory};
pub use print::{Links, fingerprint};
pub use promo::Promo;

#[cfg(test)]
mod tests;

//! What repeats is not the article.
//!
//! A source's furniture (menus, notices, calls for its newsletter, other headlines) stands in one
//! article as in the next. So the blocks of its last articles are remembered by their fingerprints
//! ([`Memory`]): what stands in three different ones may be furniture, and what kind of block it is
//! says how much more it takes. Promotion whose own shape gives it away ([`Promo`]) goes at first
//! sight. What goes is marked and kept ([`cut`]), and the operator may decide otherwise of every rule.
//!
//! The pipeline learns from each article that is new ([`Memory::learn`]), feeds' texts as pages'. Of
//! pages it is remembered, too, what stands on them all around the text ([`PageBlocks`]): that is asked
//! before the text of the next is looked for.

mod block;
mod cut;
mod memory;
mod pages;
mod print;
mod promo;
mod rule;
mod words;

pub use block::{Blocks, Place};
pub use cut::{cut, cut_blocks, cut_page, lead_of_cut};
pub use memory::{Decision, Lesson, Listed, Memory};
pub(crate) use pages::Others;
pub use pages::PageBlocks;
pub(crate) use print::Links;
pub use promo::Promo;

#[cfg(test)]
pub(crate) use pages::Pages;

#[cfg(test)]
mod tests;

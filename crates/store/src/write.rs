//! Writes: methods of [`Tx`], a file for each thing that is written.

pub(crate) mod entries;
pub(crate) mod insert;

mod claim;
mod feed;
mod front;
mod media;
mod page;
mod poll;
mod section;
mod sections_of;
mod source;
mod version;
mod work;

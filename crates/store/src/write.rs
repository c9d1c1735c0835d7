//! Writes: methods of [`Tx`], a file for each thing that is written.

pub(crate) mod entries;
pub(crate) mod insert;

mod claim;
mod evidence;
mod feed;
mod front;
mod furniture;
mod glossary;
mod media;
mod memory;
mod notes;
mod page;
mod pause;
mod plan;
mod poll;
mod review;
mod rules;
mod schedule;
mod section;
mod sections_of;
mod source;
mod spending;
mod translation;
mod version;
mod websub;
mod work;

pub(crate) use work::far;

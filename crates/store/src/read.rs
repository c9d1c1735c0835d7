//! Reads: methods of [`crate::Store`], a file for each thing that is asked for.

mod article;
mod counts;
mod evidence;
mod front;
mod furniture;
mod index;
mod known;
mod lists;
mod media;
mod page;
mod rules;
mod schedule;
mod sections;
mod sources;
mod translation;
mod websub;
mod work;

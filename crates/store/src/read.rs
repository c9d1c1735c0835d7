//! Reads: methods of [`crate::Store`], a file for each thing that is asked for.

mod article;
mod counts;
mod evidence;
mod front;
mod furniture;
mod glossary;
mod index;
mod known;
mod lists;
mod media;
mod memory;
mod page;
mod progress;
mod review;
mod rules;
mod schedule;
mod sections;
mod sources;
mod spending;
mod translation;
mod websub;
mod work;

//! Makes strangers' pictures harmless: they are refused, or decoded and written anew.
//!
//! [`recode`] takes the bytes that came from outside and gives JPEG or PNG of its own making, in
//! the sizes that pages need. Nothing of the source's file survives but its pixels: no metadata,
//! no second picture behind the first, no markup, no animation. What a picture would cost is read
//! from its header before anything is decoded.
//!
//! This room does no I/O, never waits and never reads the clock. Decoding takes CPU and memory:
//! the pipeline calls it on a blocking thread, one picture at a time.

mod chunks;
mod recode;
mod refusal;
mod size;
mod sniff;
mod write;

pub use recode::{Recoded, hash, recode};
pub use refusal::Refusal;

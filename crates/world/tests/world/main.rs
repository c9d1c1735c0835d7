//! The fake web as its users see it: over HTTP.

mod client;
mod crowd;
mod demo;
mod folder;
mod habits;
mod load;

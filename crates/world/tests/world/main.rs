//! The fake web as its users see it: over HTTP.

mod client;
mod demo;
mod folder;
mod habits;
mod load;

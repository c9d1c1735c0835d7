//! The door, opened against real sockets: what is asked, what is taken, and what never goes out.

mod bodies;
mod forms;
mod guarded;
mod politeness;
mod server;
mod services;
mod sites;
mod walls;
mod ways;

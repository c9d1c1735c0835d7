//! The fake web: loopback servers with named feeds and pages and every bad habit, and a clock to
//! turn.
//!
//! It drives `depesche demo` ([`demo`]), the whole-house tests ([`World`]), and the benches and
//! the chaos ([`load`], [`crowd`], [`hostile`]) alike. It speaks real HTTP on 127.0.0.1 and opens no
//! connection itself, but that a [`Hub`] calls back on loopback; it does not know the other rooms
//! and is no part of a portal that runs for people.
//! Start reading at [`World`] and [`Feed`].

mod answer;
mod body;
mod bomb;
mod clock;
pub mod crowd;
mod dates;
pub mod demo;
pub mod engines;
mod feed;
pub mod folder;
pub mod hostile;
mod hub;
mod item;
pub mod load;
mod render;
mod request;
mod server;
mod site;
mod world;

use std::sync::{Mutex, MutexGuard, PoisonError};

pub use answer::Answer;
pub use clock::Clock;
pub use feed::Feed;
pub use hub::{Asked, Called, Hub, Signing};
pub use item::Item;
pub use render::Dialect;
pub use request::Request;
pub use site::Site;
pub use world::World;

/// Locks. A test that panicked with the lock in hand leaves what it had: the fake web goes on.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

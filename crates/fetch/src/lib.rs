//! The only door to the outside: one polite, guarded HTTP client.
//!
//! Every request to what a stranger named goes through [`Client`]: feeds, pages, robots.txt. The
//! address that a connection really goes to is checked after each resolution and at each hop
//! ([`guard`]); bodies, times and redirects are bounded; no cookie and no Referer leaves the house.
//! Conditional requests are made from the validators that the caller kept.
//!
//! What the operator named is asked through a [`Service`]: one URL, and nothing else.
//!
//! It never decides what to fetch, or when: that is `read::schedule` and the pipeline.
//!
//! Start reading at [`Client::get`].

pub mod guard;
pub mod service;

mod answer;
mod body;
mod budget;
mod client;
mod connector;
mod date;
mod error;
mod expand;
mod failure;
mod fresh;
mod own;
mod pattern;
mod pauses;
mod pool;
mod request;
mod retry_after;
mod robots;
mod settings;
mod site;
mod sites;
mod tdmrep;
mod turns;
mod walls;
mod way;

pub use answer::{Answer, Fetched, Place, Posted, Signs};
pub use client::{Client, Clock};
pub use error::FetchError;
pub use ipnet::IpNet;
pub use request::{Request, Want};
pub use service::Service;
pub use settings::Settings;
pub use site::site_key;
pub use sites::Reservation;

//! The only door to the outside: one polite, guarded HTTP client.
//!
//! Every request to what a stranger named goes through [`Client`]: feeds, pages, robots.txt. The
//! address that a connection really goes to is checked after each resolution and at each hop
//! ([`guard`]); bodies, times and redirects are bounded; no cookie and no Referer leaves the house.
//! Conditional requests are made from the validators that the caller kept.
//!
//! It never decides what to fetch, or when: that is `read::schedule` and the pipeline.
//!
//! Start reading at [`Client::get`].

pub mod guard;

mod body;
mod client;
mod connector;
mod error;
mod hosts;
mod retry_after;
mod robots;
mod settings;

pub use client::{Answer, Client, Fetched, Request, Want};
pub use error::FetchError;
pub use ipnet::IpNet;
pub use settings::Settings;

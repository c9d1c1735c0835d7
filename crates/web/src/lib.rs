//! All that people and programs see: pages, feeds, metrics.
//!
//! A request comes in through [`router`], finds its [`routes::Route`] and is answered from memory
//! where the page has not changed (`cache`); else the page's own file in `pages` asks the store,
//! takes what it got through the gate, fills a view and renders a template. What leaves passes one
//! layer of headers.
//!
//! This room never calls the pipeline, never fetches, never writes SQL, and never sees anything of
//! an outlet's text but what the gate has let through ([`depesche_model::Shown`]).
//!
//! Called by `depesche serve`. Start reading at [`routes`], then at `pages/front.rs`.

pub mod metrics;
pub mod routes;
pub mod site;
pub mod theme;

mod answer;
mod app;
mod ask;
mod assets;
mod cache;
mod dates;
mod editions;
mod encode;
mod failure;
mod feeds;
mod headers;
#[cfg(test)]
mod house;
mod numbers;
mod pages;
mod serve;
mod templates;
mod texts;
mod view;

use std::sync::Arc;

pub use metrics::Metrics;
pub use site::{Imprint, Site};

/// Tells the time. Handed down from `main`, so that tests can turn it.
pub type Clock = Arc<dyn Fn() -> jiff::Timestamp + Send + Sync>;

/// What a portal needs.
#[derive(Clone)]
pub struct Portal {
    /// The truth.
    pub store: depesche_store::Store,
    /// Where kept pictures lie.
    pub files: depesche_store::Files,
    /// What the search page asks.
    pub index: depesche_search::Index,
    /// What the operator says of the portal.
    pub site: Site,
    /// The time.
    pub clock: Clock,
    /// What `/metrics` prints; the pipeline counts in it too.
    pub metrics: Arc<Metrics>,
}

/// The portal: every route of [`routes::ALL`], for every edition.
///
/// Never fails: an unknown time zone becomes UTC, a language without texts is left out, and a
/// theme that cannot be read gives way to the built-in one; each is logged once.
pub fn router(portal: Portal) -> axum::Router {
    serve::router(portal)
}

//! What can go wrong on the way to a page, and the page that says so.

use axum::http::StatusCode;
use depesche_search::SearchError;
use depesche_store::StoreError;

use crate::templates::Chain;

/// What can go wrong on the way to a page.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// Nothing stands there.
    #[error("nothing stands there")]
    NotFound,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The search index.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// A template that does not render, in the theme and built in.
    #[error("{}", Chain(.0))]
    Template(#[from] minijinja::Error),
    /// Something of ours that did not finish.
    #[error("{0}")]
    Broken(&'static str),
}

impl Failure {
    /// The status that says it.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Store(StoreError::Full(_) | StoreError::Away(_)) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Writes it to the log, unless it is the reader's typing error.
    pub(crate) fn log(&self, path: &str) {
        if !matches!(self, Self::NotFound) {
            tracing::error!(path, error = %self, "a page failed");
        }
    }
}

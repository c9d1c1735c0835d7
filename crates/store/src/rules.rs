//! A source's own rules: what the operator decided of its pages, and the pages to try them on.

use depesche_model::ArticleId;
use jiff::Timestamp;

/// Rules as they were decided at one time. The store does not look into them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRules {
    /// Selectors for what is taken.
    pub take: Vec<String>,
    /// Selectors for what is dropped.
    pub drop: Vec<String>,
    /// When the operator decided so.
    pub decided_at: Timestamp,
    /// When a page was last read by them.
    pub followed_at: Option<Timestamp>,
    /// How many pages they have not fitted since.
    pub missed: u32,
}

/// An article whose page can be read.
#[derive(Clone, Debug)]
pub struct PageOf {
    /// The article.
    pub id: ArticleId,
    /// Its page's address.
    pub url: String,
    /// Its headline.
    pub title: String,
}

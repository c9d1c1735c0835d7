//! Who publishes, and on which terms.

use std::time::Duration;

use crate::render::{Channel, Dialect};

/// An invented outlet.
#[derive(Clone, Debug)]
pub struct Outlet {
    /// Its name ("Hafenbote").
    pub name: String,
    /// Its name in queries and URLs, as `model::slug` makes it of the name.
    pub slug: String,
    /// Who owns it.
    pub owner: String,
    /// Its country as ISO 3166 code.
    pub country: String,
    /// Its language as BCP 47 tag: `de`, `en`, `fr`.
    pub language: String,
    /// Its home page, with a slash at its end.
    pub home: String,
    /// Its feeds' URLs: the main one first, then those that are broken.
    pub feeds: Vec<String>,
    /// On which terms it may be shown.
    pub terms: Terms,
    /// What is special about it.
    pub special: Vec<Special>,
    pub(super) channel: Channel,
    pub(super) delay: Duration,
}

/// On which terms an outlet may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Terms {
    /// Nobody has decided: headline, a very short excerpt, the link.
    Headline,
    /// An excerpt of so many characters.
    Excerpt {
        /// How long it may be, in characters.
        chars: u32,
        /// Why it is allowed.
        basis: String,
    },
    /// The whole text.
    Full {
        /// Why it is allowed: a licence, a contract.
        basis: String,
    },
}

/// What is special about an outlet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    /// Its feed declares an open licence.
    DeclaresLicence,
    /// A line that advertises its own stands in the middle of each article.
    Promo,
    /// Its feed answers after some 300 ms (its pages at once: there are many).
    Slow,
    /// Its feed carries teasers only.
    TeasersOnly,
    /// One of its articles holds a sentence that must never be shown.
    Secret,
    /// One of its feeds is broken.
    BrokenFeed,
}

impl Outlet {
    /// How its main feed is written.
    pub fn dialect(&self) -> Dialect {
        self.channel.dialect
    }
}

//! An outlet.

use jiff::Timestamp;

use crate::{Lang, Policy, Restrictions, SourceId};

/// An outlet: whoever stands behind one or more feeds.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Its number.
    pub id: SourceId,
    /// Its name in URLs; unique.
    pub slug: String,
    /// What it calls itself.
    pub name: String,
    /// Its home page; empty when the feed names none.
    pub home: String,
    /// Who owns it, where known.
    pub owner: String,
    /// Its country as ISO 3166 code, where known.
    pub country: String,
    /// The language it writes in, where known.
    pub language: Option<Lang>,
    /// The licence its feed declares, as it was written.
    pub licence: String,
    /// What may be shown of it.
    pub policy: Policy,
    /// What its feeds' signs forbid us.
    pub restrictions: Restrictions,
    /// When it was added.
    pub added_at: Timestamp,
}

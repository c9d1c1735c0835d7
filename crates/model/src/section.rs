//! A department of the portal.

use crate::SectionId;

/// A department of the portal (Krypto, KI, Politik): a saved query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its number.
    pub id: SectionId,
    /// Its name in URLs; unique.
    pub slug: String,
    /// Its name for people.
    pub title: String,
    /// The query whose articles it shows (see [`crate::query`]).
    pub query: String,
    /// A notice that stands under each of its articles ("Keine Anlageberatung"); may be empty.
    pub notice: String,
    /// Where it stands among the others, from 0.
    pub position: u32,
}

//! An article of the demo over time: published, changed, taken away.

use jiff::Timestamp;

use crate::Item;

/// An article with all it goes through.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Which outlet's it is.
    pub(super) outlet: usize,
    pub(super) slug: String,
    pub(super) author: String,
    pub(super) tags: Vec<String>,
    /// The event that it reports, where others report it too; else empty.
    pub(super) event: String,
    /// As published, and after each change; never empty, oldest first.
    pub(super) versions: Vec<Version>,
    pub(super) deleted_at: Option<Timestamp>,
}

/// What it says from a moment on.
#[derive(Clone, Debug)]
pub(super) struct Version {
    pub(super) at: Timestamp,
    pub(super) title: String,
    pub(super) teaser: String,
    pub(super) html: String,
}

impl Piece {
    /// When it was published.
    pub(super) fn published(&self) -> Timestamp {
        self.versions
            .first()
            .map_or(Timestamp::MAX, |first| first.at)
    }

    /// When it last changed (or went), as of a moment; `None` before it is published.
    pub(super) fn changed_at(&self, now: Timestamp) -> Option<Timestamp> {
        let changes = self.versions.iter().map(|version| version.at);
        changes.chain(self.deleted_at).filter(|at| *at <= now).max()
    }

    /// Whether it has been taken away by a moment.
    pub(super) fn is_deleted(&self, now: Timestamp) -> bool {
        self.deleted_at.is_some_and(|at| at <= now)
    }

    /// The article as of a moment; `None` before it is published and after it is gone.
    pub(super) fn as_of(&self, now: Timestamp) -> Option<Item> {
        let version = self.versions.iter().rfind(|version| version.at <= now)?;
        if self.is_deleted(now) {
            return None;
        }
        let published = self.published();
        Some(Item {
            slug: self.slug.clone(),
            guid: Some(format!("urn:article:{}", self.slug)),
            title: version.title.clone(),
            teaser: version.teaser.clone(),
            html: version.html.clone(),
            author: self.author.clone(),
            tags: self.tags.clone(),
            published: Some(published),
            updated: Some(version.at).filter(|at| *at > published),
        })
    }
}

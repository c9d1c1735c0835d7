//! What may be shown of what changed between two versions.

use super::{Audience, Held, show};
use crate::change::{Block, Change, Run, blocks, changes, runs};

/// What may be shown of what changed. Only the gate makes one; its parts are read through
/// [`std::ops::Deref`].
#[derive(Clone, Debug)]
pub struct Changed(ChangedParts);

impl std::ops::Deref for Changed {
    type Target = ChangedParts;

    fn deref(&self) -> &ChangedParts {
        &self.0
    }
}

/// The parts of what is shown of a change.
#[derive(Clone, Debug)]
pub struct ChangedParts {
    /// What became of the headline's words; empty where it is the same.
    pub title: Vec<Run>,
    /// What became of each block of the text, where the policy allows the whole of it.
    pub blocks: Option<Vec<Change>>,
    /// Whether the text is another one, shown or not.
    pub is_text_changed: bool,
}

/// Lets through what changed from one version of an article to another: of both no more than
/// [`show`] would let through. `None` where nothing may be shown, and of a tombstone.
pub fn show_change(before: Held, after: Held, audience: Audience) -> Option<Changed> {
    let (old, new) = (blocks_of(&before), blocks_of(&after));
    let (before, after) = (show(before, audience)?, show(after, audience)?);
    if after.deleted_at.is_some() {
        return None;
    }
    let title = if before.title == after.title {
        Vec::new()
    } else {
        runs(&before.title, &after.title)
    };
    let shows_all = before.body.is_some() && after.body.is_some();
    Some(Changed(ChangedParts {
        title,
        is_text_changed: old != new,
        blocks: shows_all.then(|| changes(&old, &new)),
    }))
}

fn blocks_of(held: &Held) -> Vec<Block> {
    held.body.as_ref().map(blocks).unwrap_or_default()
}

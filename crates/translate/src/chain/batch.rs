//! Units in batches within an engine's limits.

use crate::engine::Profile;

/// Batches that are still to be sent, the next one last.
pub(super) struct Batches(Vec<Vec<usize>>);

impl Batches {
    /// Fills batches in order; a unit that is too large by itself is not among them.
    pub(super) fn of(units: Vec<usize>, profile: &Profile, chars: impl Fn(&usize) -> u64) -> Self {
        let mut batches: Vec<Vec<usize>> = Vec::new();
        let mut room = 0;
        for unit in units {
            let needed = chars(&unit);
            match batches.last_mut() {
                Some(batch) if batch.len() < profile.max_units && needed <= room => {
                    batch.push(unit);
                }
                _ => {
                    room = profile.max_chars as u64;
                    batches.push(vec![unit]);
                }
            }
            room = room.saturating_sub(needed);
        }
        batches.reverse();
        Self(batches)
    }

    pub(super) fn next(&mut self) -> Option<Vec<usize>> {
        self.0.pop()
    }

    /// Puts a batch back in two halves.
    pub(super) fn halve(&mut self, mut batch: Vec<usize>) {
        let second = batch.split_off(batch.len() / 2);
        self.0.push(second);
        self.0.push(batch);
    }
}

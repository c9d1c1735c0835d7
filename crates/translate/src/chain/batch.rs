//! Units in batches within an engine's limits.

use crate::engine::Profile;

/// Batches that are still to be sent, the next one last.
pub(super) struct Batches(Vec<Vec<usize>>);

impl Batches {
    /// Fills batches in order, each to this share of what the engine takes, and with one unit at
    /// least; a unit that is too large by itself is not among them.
    pub(super) fn of(
        units: Vec<usize>,
        profile: &Profile,
        share: f32,
        chars: impl Fn(&usize) -> u64,
    ) -> Self {
        let max_units = part(profile.max_units, share);
        let max_chars = part(profile.max_chars, share);
        let mut batches: Vec<Vec<usize>> = Vec::new();
        let mut room = 0;
        for unit in units {
            let needed = chars(&unit);
            match batches.last_mut() {
                Some(batch) if batch.len() < max_units && needed <= room => {
                    batch.push(unit);
                }
                _ => {
                    room = max_chars as u64;
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

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a rough part of some thousands"
)]
fn part(whole: usize, share: f32) -> usize {
    (whole as f32 * share).ceil() as usize
}

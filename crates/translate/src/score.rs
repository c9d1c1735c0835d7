//! How near translations are to those of people: BLEU and chrF, as `sacrebleu` counts them, so that
//! a number of ours can be held against a published one.
//!
//! Both look at a whole set of texts: how many runs of words or of letters both have.

mod bleu;
mod chrf;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::hash::Hash;

pub use bleu::bleu;
pub use chrf::{chrf, chrf_with_words};

/// How often each run of so many tokens occurs.
fn runs<T: Hash + Eq>(tokens: &[T], len: usize) -> HashMap<&[T], u64> {
    let mut runs = HashMap::new();
    for run in tokens.windows(len) {
        *runs.entry(run).or_default() += 1;
    }
    runs
}

/// How many runs both have.
fn shared<T: Hash + Eq>(one: &HashMap<&[T], u64>, other: &HashMap<&[T], u64>) -> u64 {
    let counts = one
        .iter()
        .filter_map(|(run, count)| Some(*other.get(run)?.min(count)));
    counts.sum()
}

#[expect(clippy::cast_precision_loss, reason = "nobody counts so many words")]
fn ratio(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}

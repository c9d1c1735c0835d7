//! Words of blocks, compared with those that are known.

use std::collections::HashSet;
use std::hash::BuildHasher as _;

/// How many words of a known text are looked at.
const MAX_BODY_WORDS: usize = 20_000;

/// The hashes of three words in a row.
pub(super) fn runs(text: &str) -> HashSet<u64> {
    let words: Vec<_> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(MAX_BODY_WORDS)
        .collect();
    let states = foldhash::fast::FixedState::default();
    words.windows(3).map(|run| states.hash_one(run)).collect()
}

/// Which share of a block's runs of words stands in the known text; -1 where none is known, or the
/// block is too short to tell.
#[expect(clippy::cast_precision_loss, reason = "they are small")]
pub(super) fn body_share(known: &HashSet<u64>, text: &str) -> f32 {
    if known.len() < 20 {
        return -1.0;
    }
    let own = runs(text);
    if own.is_empty() {
        return -1.0;
    }
    own.intersection(known).count() as f32 / own.len() as f32
}

pub(super) fn speaks_of_comments(text: &str) -> bool {
    let text = text.to_lowercase();
    [
        "comments",
        "kommentare",
        "kommentar",
        "comentarios",
        "comentários",
        "commentaires",
        "commenti",
        "reacties",
        "leave a reply",
        "responses",
        "комментари",
        "komentarz",
    ]
    .iter()
    .any(|word| text.contains(word))
}

pub(super) fn word_set(text: &str) -> HashSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 2)
        .take(200)
        .map(str::to_lowercase)
        .collect()
}

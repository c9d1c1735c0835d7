//! Words of blocks, compared with those that are known.

use std::hash::BuildHasher as _;

use foldhash::fast::FixedState;

/// How many words of a known text are looked at.
const MAX_BODY_WORDS: usize = 20_000;

/// How many of a title or a block.
const MAX_WORDS: usize = 200;

/// Fewer runs of words than this are no text to compare with.
const FEW_RUNS: usize = 20;

/// Who makes hashes collide spoils the numbers of his own page only.
const HASHES: FixedState = FixedState::with_seed(0);

/// The hashes of a text's words, in order of size, each once.
#[derive(Debug, Default)]
pub(super) struct Words(Vec<u64>);

impl Words {
    /// The words of a text, at most 200; those of one or two letters do not count, nor does it
    /// whether they are large or small.
    pub(super) fn of(text: &str) -> Self {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| word.chars().nth(2).is_some());
        let mut small = String::new();
        let hashes = words.take(MAX_WORDS).map(|word| {
            if word.is_ascii() {
                small.clear();
                small.push_str(word);
                small.make_ascii_lowercase();
            } else {
                small = word.to_lowercase();
            }
            HASHES.hash_one(&small)
        });
        let mut words: Vec<u64> = hashes.collect();
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Which share of the words stands in another text; 0 where there is none.
    pub(super) fn share_in(&self, other: &Self) -> f32 {
        share(self.common(other), self.0.len().max(1))
    }

    /// Whether more than half of another text's words are among them.
    pub(super) fn is_most_of(&self, other: &Self) -> bool {
        self.common(other) * 2 > other.0.len()
    }

    fn common(&self, other: &Self) -> usize {
        let is_known = |word: &&u64| other.0.binary_search(word).is_ok();
        self.0.iter().filter(is_known).count()
    }
}

/// The hashes of three words in a row of a text, in order of size, each once.
pub(super) struct Runs(Vec<u64>);

impl Runs {
    pub(super) fn of(text: &str) -> Self {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty());
        let hashes = words.take(MAX_BODY_WORDS).map(|word| HASHES.hash_one(word));
        let hashes: Vec<u64> = hashes.collect();
        let runs = hashes.windows(3).map(|run| HASHES.hash_one(run));
        let mut runs: Vec<u64> = runs.collect();
        runs.sort_unstable();
        runs.dedup();
        Self(runs)
    }

    /// Which share of a block's runs of words is among these; -1 where few are known, or the block
    /// is too short to tell.
    pub(super) fn share_of(&self, text: &str) -> f32 {
        if self.0.len() < FEW_RUNS {
            return -1.0;
        }
        let own = Self::of(text);
        if own.0.is_empty() {
            return -1.0;
        }
        let is_known = |run: &&u64| self.0.binary_search(run).is_ok();
        share(own.0.iter().filter(is_known).count(), own.0.len())
    }
}

#[expect(clippy::cast_precision_loss, reason = "they are small")]
fn share(part: usize, whole: usize) -> f32 {
    part as f32 / whole as f32
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

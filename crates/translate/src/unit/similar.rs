//! The words of an answer that are most like those of a source: names, numbers, what both languages
//! write alike.

use std::ops::Range;

use depesche_model::text::words;

/// The most words of a link that are compared, and of an answer.
const MAX_SOUGHT: usize = 12;
const MAX_WORDS: usize = 4000;

/// The words of an answer.
pub(super) struct Similar {
    words: Vec<(Range<usize>, Vec<char>)>,
}

impl Similar {
    pub(super) fn new(text: &str) -> Self {
        let words = words(text).take(MAX_WORDS);
        let words = words.map(|word| (word.start..word.start + word.text.len(), folded(word.text)));
        Self {
            words: words.collect(),
        }
    }

    /// The run of words that is most like `sought`; the one nearest to `goal` of several. `None`
    /// where nothing is clearly alike.
    pub(super) fn best(&self, sought: &str, goal: usize) -> Option<Range<usize>> {
        let sought: Vec<_> = words(sought)
            .take(MAX_SOUGHT)
            .map(|word| folded(word.text))
            .collect();
        let likeness = |word: &[char]| sought.iter().map(|sought| alike(sought, word)).max();
        let likeness: Vec<i32> = self
            .words
            .iter()
            .map(|(_, word)| likeness(word).unwrap_or(0))
            .collect();
        let mut best: Option<(i32, usize, Range<usize>)> = None;
        for begin in 0..likeness.len() {
            let mut sum = 0;
            let run = likeness[begin..].iter().zip(&self.words[begin..]);
            for (likeness, (word, _)) in run.take(sought.len() + 2) {
                // A word that is like none costs a little: the run should not reach over many.
                sum += if *likeness == 0 { -15 } else { *likeness };
                let range = self.words[begin].0.start..word.end;
                let rank = (sum, usize::MAX - range.start.abs_diff(goal));
                if best
                    .as_ref()
                    .is_none_or(|(sum, near, _)| rank > (*sum, *near))
                {
                    best = Some((rank.0, rank.1, range));
                }
            }
        }
        let needed = 30 * i32::try_from(sought.len()).unwrap_or(i32::MAX);
        best.filter(|(sum, ..)| *sum >= needed.max(60))
            .map(|(.., range)| range)
    }
}

/// How alike two words are, of a hundred: the same, or with the same beginning.
fn alike(one: &[char], other: &[char]) -> i32 {
    let shorter = one.len().min(other.len());
    let longer = one.len().max(other.len());
    let is_number = one.iter().any(char::is_ascii_digit) || other.iter().any(char::is_ascii_digit);
    if one == other {
        // "in" is a word of many languages.
        return if shorter > 2 || is_number { 100 } else { 20 };
    }
    let pairs = one.iter().zip(other);
    let same = pairs.take_while(|(one, other)| one == other).count();
    if is_number || same < 3 || same * 2 < longer {
        return 0;
    }
    i32::try_from(same * 100 / longer).unwrap_or(0)
}

fn folded(word: &str) -> Vec<char> {
    // Longer words are known by their beginning.
    word.chars().take(40).flat_map(char::to_lowercase).collect()
}

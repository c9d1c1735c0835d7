//! chrF (Popović 2015) and chrF++ (Popović 2017).

use std::hash::Hash;

use super::{ratio, runs, shared};

/// The longest run of letters, and of words in chrF++.
const LETTERS: usize = 6;
const WORDS: usize = 2;

/// How much more what is missing counts than what is too much: beta squared.
const FACTOR: f64 = 4.0;

/// chrF2, from 0 to 100: runs of up to six letters.
pub fn chrf(pairs: &[(&str, &str)]) -> f64 {
    score(pairs, 0)
}

/// chrF2++, from 0 to 100: runs of up to six letters and two words.
pub fn chrf_with_words(pairs: &[(&str, &str)]) -> f64 {
    score(pairs, WORDS)
}

/// What was counted of the runs of one length.
#[derive(Clone, Copy, Debug, Default)]
struct Counted {
    answer: u64,
    reference: u64,
    shared: u64,
}

impl Counted {
    fn add<T: Hash + Eq>(&mut self, answer: &[T], reference: &[T], len: usize) {
        let of_reference = runs(reference, len);
        let count = |tokens: &[T]| (tokens.len() + 1).saturating_sub(len) as u64;
        // What has nothing to be compared with does not count.
        self.answer += if of_reference.is_empty() {
            0
        } else {
            count(answer)
        };
        self.reference += count(reference);
        self.shared += shared(&runs(answer, len), &of_reference);
    }
}

fn score(pairs: &[(&str, &str)], word_order: usize) -> f64 {
    let mut counted = [Counted::default(); LETTERS + WORDS];
    for (answer, reference) in pairs {
        let letters = |text: &str| {
            text.chars()
                .filter(|c| !c.is_whitespace())
                .collect::<Vec<_>>()
        };
        let (of_answer, of_reference) = (letters(answer), letters(reference));
        for len in 1..=LETTERS {
            counted[len - 1].add(&of_answer, &of_reference, len);
        }
        let (of_answer, of_reference) = (words(answer), words(reference));
        for len in 1..=word_order {
            counted[LETTERS + len - 1].add(&of_answer, &of_reference, len);
        }
    }
    let heard = counted
        .iter()
        .filter(|counted| counted.answer > 0 && counted.reference > 0);
    let (mut precision, mut recall, mut orders) = (0.0, 0.0, 0);
    for counted in heard {
        precision += ratio(counted.shared, counted.answer);
        recall += ratio(counted.shared, counted.reference);
        orders += 1;
    }
    let (precision, recall) = (precision / ratio(orders, 1), recall / ratio(orders, 1));
    let sum = FACTOR * precision + recall;
    // Without orders it is no number at all.
    if sum > 0.0 {
        100.0 * (1.0 + FACTOR) * precision * recall / sum
    } else {
        0.0
    }
}

/// The words of a text, one sign before or after each for itself.
fn words(text: &str) -> Vec<&str> {
    let words = text.split_whitespace().flat_map(|word| {
        if word.chars().nth(1).is_none() {
            [word, ""]
        } else if word.ends_with(|c: char| c.is_ascii_punctuation()) {
            let (word, sign) = word.split_at(word.len() - 1);
            [word, sign]
        } else if word.starts_with(|c: char| c.is_ascii_punctuation()) {
            let (sign, word) = word.split_at(1);
            [sign, word]
        } else {
            [word, ""]
        }
    });
    words.filter(|word| !word.is_empty()).collect()
}

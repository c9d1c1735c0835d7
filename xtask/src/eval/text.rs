//! How much of a text is right: shingles of four words, counted as the public benchmark does.

use std::collections::HashMap;

use super::words::words;

/// How many words a shingle has.
pub(super) const SHINGLE: usize = 4;

/// How one page's text came out; the three counts add up to 1, so that a long text has no more
/// weight than a short one, or are all 0 where there is no text on either side.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Matched {
    right: f64,
    too_many: f64,
    lost: f64,
    pub(super) is_identical: bool,
}

/// How the texts of many pages came out.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Means {
    pub(super) f1: f64,
    pub(super) precision: f64,
    pub(super) recall: f64,
    pub(super) identical: f64,
}

impl Matched {
    /// Compares a text with the true one.
    pub(super) fn new(truth: &str, found: &str) -> Self {
        let (truth, found) = (words(truth), words(found));
        let mut counts: HashMap<&[&str], (usize, usize)> = HashMap::new();
        for shingle in shingles(&truth) {
            counts.entry(shingle).or_default().0 += 1;
        }
        for shingle in shingles(&found) {
            counts.entry(shingle).or_default().1 += 1;
        }
        let (mut right, mut too_many, mut lost) = (0, 0, 0);
        for (wanted, given) in counts.into_values() {
            right += wanted.min(given);
            too_many += given.saturating_sub(wanted);
            lost += wanted.saturating_sub(given);
        }
        let all = as_number((right + too_many + lost).max(1));
        Self {
            right: as_number(right) / all,
            too_many: as_number(too_many) / all,
            lost: as_number(lost) / all,
            is_identical: truth == found,
        }
    }

    pub(super) fn precision(&self) -> f64 {
        self.share(self.right + self.too_many)
    }

    pub(super) fn recall(&self) -> f64 {
        self.share(self.right + self.lost)
    }

    /// F1 of this page alone.
    pub(super) fn f1(&self) -> f64 {
        f1(self.precision(), self.recall())
    }

    fn share(&self, all: f64) -> f64 {
        if self.too_many == 0.0 && self.lost == 0.0 {
            return 1.0;
        }
        if all == 0.0 { 0.0 } else { self.right / all }
    }
}

impl Means {
    /// The means over pages, and F1 of the means. A page where nothing was found has no precision.
    pub(super) fn of<'a>(pages: impl Iterator<Item = &'a Matched> + Clone) -> Self {
        let with_finds = pages
            .clone()
            .filter(|page| page.right + page.too_many > 0.0);
        let with_truth = pages.clone().filter(|page| page.right + page.lost > 0.0);
        let precision = mean(with_finds.map(Matched::precision));
        let recall = mean(with_truth.map(Matched::recall));
        Self {
            f1: f1(precision, recall),
            precision,
            recall,
            identical: mean(pages.map(|page| f64::from(u8::from(page.is_identical)))),
        }
    }
}

/// Shingles of a list of words; of fewer than four words, all of them as one.
pub(super) fn shingles<'a, 'text>(
    words: &'a [&'text str],
) -> impl Iterator<Item = &'a [&'text str]> {
    words.windows(SHINGLE.min(words.len()).max(1))
}

fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall == 0.0 {
        return 0.0;
    }
    2.0 * precision * recall / (precision + recall)
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (count, sum) = values.fold((0, 0.0), |(count, sum), value| (count + 1, sum + value));
    sum / as_number(count.max(1))
}

#[expect(clippy::cast_precision_loss, reason = "words are far fewer than 2^52")]
fn as_number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::{Matched, Means};

    #[track_caller]
    fn check(truth: &str, found: &str, precision: f64, recall: f64) {
        let matched = Matched::new(truth, found);
        assert!(
            (matched.precision() - precision).abs() < 1e-9,
            "{matched:?}"
        );
        assert!((matched.recall() - recall).abs() < 1e-9, "{matched:?}");
    }

    #[test]
    fn shingles_of_four_words_count() {
        check("a b c d e", "a b c d e", 1.0, 1.0);
        check("a b c d e", "a b c d", 1.0, 0.5);
        check("a b c d", "a b c d e f", 1.0 / 3.0, 1.0);
        check("a b c d", "e f g h", 0.0, 0.0);
    }

    #[test]
    fn a_repeated_shingle_counts_as_often_as_it_stands() {
        check("a a a a", "a a a a a a", 1.0 / 3.0, 1.0);
    }

    #[test]
    fn a_short_text_is_one_shingle() {
        check("a b", "a, b!", 1.0, 1.0);
        check("a b", "a", 0.0, 0.0);
    }

    #[test]
    fn no_text_at_all_is_right_where_there_is_none() {
        check("", "", 1.0, 1.0);
        check("a b c d", "", 0.0, 0.0);
    }

    #[test]
    fn case_matters_and_punctuation_does_not() {
        assert!(Matched::new("A b.", "A b").is_identical);
        assert!(!Matched::new("A b.", "a b").is_identical);
    }

    #[test]
    fn where_nothing_was_found_recall_suffers_alone() {
        let pages = [
            Matched::new("a b c d", "a b c d"),
            Matched::new("a b c d", ""),
        ];
        let means = Means::of(pages.iter());
        assert!((means.precision - 1.0).abs() < 1e-9, "{means:?}");
        assert!((means.recall - 0.5).abs() < 1e-9, "{means:?}");
        assert!((means.f1 - 2.0 / 3.0).abs() < 1e-9, "{means:?}");
        assert!((means.identical - 0.5).abs() < 1e-9, "{means:?}");
    }
}

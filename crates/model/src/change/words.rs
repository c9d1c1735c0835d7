//! Words of two texts, compared.

use std::collections::HashMap;

use super::common::{Step, steps};

/// How many words of two blocks tell whether they are one.
const MAX_KIN_WORDS: usize = 200;

/// How many letters may stand between two changes and go with them: a lonely "the" that stayed is
/// harder to read than a longer change.
const LONELY_LETTERS: usize = 3;

/// What became of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// They stayed.
    Kept,
    /// They are not there any more.
    Removed,
    /// They were not there before.
    Added,
}

/// Words in a row that shared a fate, with the spaces around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What became of them.
    pub word: Word,
    /// The words.
    pub text: String,
}

/// Whether two texts are one that was changed: at least four words of ten of the longer one stand in
/// both.
pub(super) fn is_kin(before: &str, after: &str) -> bool {
    let (before, after) = (beginning(before), beginning(after));
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in &before {
        *counts.entry(word).or_default() += 1;
    }
    let is_common = |word: &&&str| {
        let left = counts.get_mut(**word).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    };
    let common = after.iter().filter(is_common).count();
    common * 10 >= before.len().max(after.len()) * 4 && common > 0
}

fn beginning(text: &str) -> Vec<&str> {
    let words = words(text).into_iter();
    let words = words.filter(|word| word.starts_with(char::is_alphanumeric));
    words.take(MAX_KIN_WORDS).collect()
}

/// Which words stayed, went and came. Where too much differs all of them went and came.
pub fn runs(before: &str, after: &str) -> Vec<Run> {
    let (old, new) = (words(before), words(after));
    let mut runs = Runs::default();
    for step in steps(&old, &new) {
        match step {
            Step::Same(at) => runs.keep(new[at]),
            Step::Other(from, to) => {
                runs.settle();
                runs.removed.push_str(&old[from].concat());
                runs.added.push_str(&new[to].concat());
            }
        }
    }
    runs.finish()
}

/// Runs that are being put together.
#[derive(Default)]
struct Runs {
    all: Vec<Run>,
    removed: String,
    added: String,
    /// What stayed since the last change.
    kept: String,
}

impl Runs {
    fn keep(&mut self, word: &str) {
        self.kept.push_str(word);
    }

    /// Before another change: what stayed since the last one goes with it, or stands by itself.
    fn settle(&mut self) {
        let letters = self.kept.chars().filter(|c| c.is_alphanumeric()).count();
        let is_after_change = !self.removed.is_empty() || !self.added.is_empty();
        let kept = std::mem::take(&mut self.kept);
        if is_after_change && letters <= LONELY_LETTERS {
            self.removed.push_str(&kept);
            self.added.push_str(&kept);
            return;
        }
        self.change();
        self.push(Word::Kept, kept);
    }

    fn change(&mut self) {
        let (removed, added) = (
            std::mem::take(&mut self.removed),
            std::mem::take(&mut self.added),
        );
        self.push(Word::Removed, removed);
        self.push(Word::Added, added);
    }

    fn push(&mut self, word: Word, text: String) {
        if !text.is_empty() {
            self.all.push(Run { word, text });
        }
    }

    fn finish(mut self) -> Vec<Run> {
        self.change();
        let kept = std::mem::take(&mut self.kept);
        self.push(Word::Kept, kept);
        self.all
    }
}

/// The words of a text and what stands between them: each run of letters and digits ("1.900" and
/// "isn't" are one), each other sign, and each letter of a script that parts no words. A space is a
/// word of its own.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut begin = 0;
    let mut is_in_word = false;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let is_part = if c.is_alphanumeric() {
            !is_unparted(c)
        } else {
            is_joint(before, c, text[at + c.len_utf8()..].chars().next())
        };
        before = c;
        if at > begin && !(is_part && is_in_word) {
            words.push(&text[begin..at]);
            begin = at;
        }
        is_in_word = is_part;
    }
    if begin < text.len() {
        words.push(&text[begin..]);
    }
    words
}

/// Whether a sign stands inside of a number or a word.
fn is_joint(before: char, sign: char, after: Option<char>) -> bool {
    let both = |is: fn(&char) -> bool| is(&before) && after.as_ref().is_some_and(is);
    match sign {
        '.' | ',' | ':' => both(char::is_ascii_digit),
        '\'' | '’' => both(|c| c.is_alphanumeric() && !is_unparted(*c)),
        _ => false,
    }
}

/// Whether a sign belongs to a script that parts no words.
fn is_unparted(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::{is_kin, words};

    #[test]
    fn words_and_what_stands_between_them() {
        let check = |text: &str, expected: &[&str]| assert_eq!(words(text), expected, "{text}");
        check(
            "Friday, 3 p.m.",
            &["Friday", ",", " ", "3", " ", "p", ".", "m", "."],
        );
        check(
            "1.900, 9:30 isn’t 'so'.",
            &[
                "1.900", ",", " ", "9:30", " ", "isn’t", " ", "'", "so", "'", ".",
            ],
        );
        check("東京 ok", &["東", "京", " ", "ok"]);
        check("", &[]);
    }

    #[test]
    fn blocks_with_common_words_are_kin() {
        assert!(is_kin("The bridge is closed", "The bridge is open again"));
        assert!(!is_kin("The bridge is closed", "A ferry sails at noon"));
        assert!(!is_kin("", ""));
        assert!(!is_kin(
            "the",
            &"the quick brown fox jumps over it all ".repeat(2)
        ));
    }
}

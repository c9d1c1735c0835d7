//! A memory of words and their terms.

use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::fast::RandomState;

use super::Analyser;
use crate::Lang;

/// An analyser that remembers the terms of words. In a stream of texts more than nine words of ten
/// were seen before, and stemming is what analysis spends its time on.
///
/// A word has two places where it may stand, side by side in one line of the processor's cache; the
/// newest one displaces the oldest. Measured: looking words up in a map of boxes was a sixth of the
/// CPU time of an import, nearly all of it waiting for memory.
#[derive(Clone)]
pub struct Remembering {
    analyser: Analyser,
    hashes: RandomState,
    /// A power of two of them.
    pairs: Vec<Pair>,
    /// How many words came since this many pairs are there.
    news: usize,
}

/// A line of the cache.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Pair([Place; 2]);

/// A word, and behind it its term, unless the word begins with that.
#[derive(Clone, Copy)]
struct Place {
    word_bytes: u8,
    term_bytes: u8,
    is_beginning: bool,
    texts: [u8; 29],
}

impl Remembering {
    const FEWEST_PAIRS: usize = 1 << 8;

    /// A megabyte. A text may claim any language, and each that is met has a memory of its own.
    const MOST_PAIRS: usize = 1 << 14;

    /// The analyser for a language.
    pub fn new(lang: Option<&Lang>) -> Self {
        Self {
            analyser: Analyser::new(lang),
            hashes: RandomState::default(),
            pairs: vec![Pair::EMPTY; Self::FEWEST_PAIRS],
            news: 0,
        }
    }

    /// The term of a word, written into `term` (which is cleared first).
    pub fn term_into(&mut self, word: &str, term: &mut String) {
        let at = self.place(word);
        let places = &self.pairs[at].0;
        if let Some(known) = places.iter().find_map(|place| place.term_of(word)) {
            term.clear();
            term.push_str(known);
            return;
        }
        self.analyser.term_into(word, term);
        if let Some(place) = Place::of(word, term) {
            let [newest, _] = self.pairs[at].0;
            self.pairs[at] = Pair([place, newest]);
            self.news += 1;
            self.grow();
        }
    }

    fn place(&self, word: &str) -> usize {
        let mut hasher = self.hashes.build_hasher();
        hasher.write(word.as_bytes());
        let mask = self.pairs.len() - 1;
        usize::try_from(hasher.finish() & mask as u64).unwrap_or_default()
    }

    /// Where words displace each other there is to be more room. What was known comes again.
    fn grow(&mut self) {
        let pairs = self.pairs.len();
        if self.news > pairs && pairs < Self::MOST_PAIRS {
            self.pairs = vec![Pair::EMPTY; pairs * 4];
            self.news = 0;
        }
    }
}

impl Pair {
    const EMPTY: Self = Self([Place::EMPTY; 2]);
}

impl Place {
    const EMPTY: Self = Self {
        word_bytes: 0,
        term_bytes: 0,
        is_beginning: true,
        texts: [0; 29],
    };

    /// `None`: they do not fit.
    fn of(word: &str, term: &str) -> Option<Self> {
        let mut place = Self {
            word_bytes: u8::try_from(word.len()).ok()?,
            term_bytes: u8::try_from(term.len()).ok()?,
            is_beginning: word.starts_with(term),
            texts: Self::EMPTY.texts,
        };
        let (of_word, rest) = place.texts.split_at_mut_checked(word.len())?;
        of_word.copy_from_slice(word.as_bytes());
        if !place.is_beginning {
            rest.get_mut(..term.len())?.copy_from_slice(term.as_bytes());
        }
        Some(place)
    }

    /// The term of this word, if it is this one.
    fn term_of<'w>(&'w self, word: &'w str) -> Option<&'w str> {
        let length = usize::from(self.word_bytes);
        if length != word.len() || self.texts[..length] != *word.as_bytes() {
            return None;
        }
        let term_bytes = usize::from(self.term_bytes);
        if self.is_beginning {
            return word.get(..term_bytes);
        }
        let term = self.texts.get(length..length + term_bytes)?;
        std::str::from_utf8(term).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::Remembering;
    use crate::Lang;
    use crate::text::Analyser;

    #[test]
    fn remembering_changes_no_term() {
        let lang = Lang::parse("de");
        let analyser = Analyser::new(lang.as_ref());
        let mut remembering = Remembering::new(lang.as_ref());
        let mut term = String::new();
        let compound = "Donaudampfschifffahrtsgesellschaften";
        for word in [
            "Häfen", "häfen", "Brücken", "haus", "Straße", compound, "", "ÄÖÜ",
        ]
        .repeat(3)
        {
            remembering.term_into(word, &mut term);
            assert_eq!(term, analyser.terms(word).concat(), "{word}");
        }
    }

    #[test]
    fn more_words_than_there_is_room_for_are_no_others() {
        let mut remembering = Remembering::new(None);
        let mut term = String::new();
        for n in (0..4 * Remembering::MOST_PAIRS).chain(0..1000) {
            let word = format!("W{n}");
            for _ in 0..2 {
                remembering.term_into(&word, &mut term);
                assert_eq!(term, word.to_lowercase());
            }
        }
        assert_eq!(remembering.pairs.len(), Remembering::MOST_PAIRS);
    }
}

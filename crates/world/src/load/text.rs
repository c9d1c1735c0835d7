//! Writes texts that look like news: paragraphs, subheadings, links, lists, some emphasis.

use std::fmt::Write;

use super::words::{Vocabulary, Words, capital};

/// The title of a generated feed.
pub(super) fn name(feed: usize) -> String {
    format!("Load {feed:05}")
}

/// Random numbers that are the same in every run (splitmix64).
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to just below 1.
    fn share(&mut self) -> f64 {
        let high = u32::try_from(self.next() >> 32).unwrap_or_default();
        f64::from(high) / (f64::from(u32::MAX) + 1.0)
    }

    /// From `from` to just below `to`, which must be more.
    pub(super) fn between(&mut self, from: usize, to: usize) -> usize {
        let span = (to.max(from + 1) - from) as u64;
        from + usize::try_from(self.next() % span).unwrap_or_default()
    }

    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.between(0, last + 1));
        }
    }
}

/// Writes the texts of one feed.
pub(super) struct Writer<'a> {
    words: &'a Words,
    random: Random,
}

impl<'a> Writer<'a> {
    pub(super) fn new(vocabulary: &'a Vocabulary, seed: u64, feed: usize) -> Self {
        let seed = seed.wrapping_mul(0x2545_f491_4f6c_dd1d) ^ feed as u64;
        Self {
            words: vocabulary.of(feed),
            random: Random::new(seed),
        }
    }

    pub(super) fn language(&self) -> &'static str {
        self.words.tag
    }

    /// A word that carries a meaning: not one of the small ones.
    pub(super) fn headline_word(&mut self) -> String {
        capital(self.words.pick(0.5 + self.random.share() / 2.0))
    }

    /// Five to nine words.
    pub(super) fn headline(&mut self) -> String {
        let mut headline = self.headline_word();
        for _ in 0..self.random.between(4, 9) {
            headline.push(' ');
            headline.push_str(self.word());
        }
        headline
    }

    /// A text of `min` to `max` bytes, give or take a paragraph's end.
    pub(super) fn html(&mut self, min: usize, max: usize) -> String {
        let target = self.random.between(min, max + 1).saturating_sub(150);
        let mut html = String::with_capacity(target + 600);
        let mut paragraphs = 0;
        while paragraphs == 0 || html.len() < target {
            match paragraphs % 6 {
                3 => {
                    let heading = self.headline();
                    let _ = writeln!(html, "<h2>{heading}</h2>");
                }
                5 => self.list(&mut html),
                _ => self.paragraph(&mut html, target),
            }
            paragraphs += 1;
        }
        html
    }

    fn paragraph(&mut self, html: &mut String, target: usize) {
        html.push_str("<p>");
        for _ in 0..self.random.between(2, 6) {
            self.sentence(html);
            if html.len() >= target {
                break;
            }
        }
        html.push_str("</p>\n");
    }

    fn list(&mut self, html: &mut String) {
        html.push_str("<ul>\n");
        for _ in 0..self.random.between(2, 5) {
            let _ = writeln!(html, "<li>{}</li>", self.headline());
        }
        html.push_str("</ul>\n");
    }

    fn sentence(&mut self, html: &mut String) {
        let length = self.random.between(8, 22);
        // One word in a sentence may be a link, strong or emphasised.
        let marked = self.random.between(0, length * 3);
        html.push_str(&capital(self.word()));
        for at in 1..length {
            html.push_str(if at % 9 == 8 { ", " } else { " " });
            let words = self.words;
            let word = words.pick(self.random.share());
            match marked {
                _ if marked != at => html.push_str(word),
                _ if at % 3 == 0 => {
                    let number = self.random.between(1, 100_000);
                    let _ = write!(
                        html,
                        "<a href=\"https://outlet.example/{number}\">{word}</a>"
                    );
                }
                _ if at % 3 == 1 => {
                    let _ = write!(html, "<strong>{word}</strong>");
                }
                _ => {
                    let _ = write!(html, "<em>{word}</em>");
                }
            }
        }
        html.push_str(". ");
    }

    fn word(&mut self) -> &'a str {
        self.words.pick(self.random.share())
    }
}

//! Writes what stands in a generated feed: sentences, pages of HTML, dates, addresses.

use std::fmt::Write;

use super::words::Language;
use crate::random::Random;

/// Writes the texts of one feed.
pub(super) struct Writer {
    /// The language that it writes.
    pub(super) language: &'static Language,
    /// What it draws from.
    pub(super) random: Random,
}

impl Writer {
    pub(super) fn new(language: &'static Language, random: Random) -> Self {
        Self { language, random }
    }

    /// A few words. One headline in eight holds an ampersand, which is no fault here: escaped.
    pub(super) fn headline(&mut self) -> String {
        let count = self.random.between(4, 10);
        let mut headline = self.words(count);
        if self.random.one_in(8) {
            headline.push_str(" &amp; ");
            headline.push_str(&self.words(2));
        }
        headline
    }

    /// Plain text of about this many bytes.
    pub(super) fn plain(&mut self, bytes: usize) -> String {
        let mut text = String::new();
        while text.len() < bytes {
            let count = self.random.between(5, 18);
            text.push_str(&self.words(count));
            text.push_str(self.language.stop);
        }
        text
    }

    /// HTML of about this many bytes, well-formed enough to be XHTML too.
    pub(super) fn html(&mut self, bytes: usize) -> String {
        let mut html = String::new();
        while html.len() < bytes {
            let block = match self.random.below(8) {
                0 => self.picture(),
                1 => self.list(),
                _ => self.paragraph(),
            };
            html.push_str(&block);
        }
        html
    }

    /// An entry's length: most are short, some are whole articles. No more than `room`.
    pub(super) fn length(&mut self, room: usize) -> usize {
        let length = match self.random.below(10) {
            0..5 => self.random.between(200, 900),
            5..9 => self.random.between(900, 4_000),
            _ => self.random.between(4_000, 16_000),
        };
        length.min(room.max(100))
    }

    /// A name of two words.
    pub(super) fn person(&mut self) -> String {
        self.words(2)
    }

    /// One word.
    pub(super) fn word(&mut self) -> &'static str {
        let words = self.language.words;
        words[self.random.below(words.len())]
    }

    /// The date of the entry of this number as mail writes it (RFC 822), and as Atom does.
    pub(super) fn dates(&mut self, number: usize) -> (String, String) {
        const MONTHS: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        let (month, day) = (number / 28 % 12, 1 + number % 28);
        let (hour, minute) = (self.random.below(24), self.random.below(60));
        let mail = format!(
            "{day:02} {} 2025 {hour:02}:{minute:02}:00 +0000",
            MONTHS[month]
        );
        let month = month + 1;
        (
            mail,
            format!("2025-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z"),
        )
    }

    fn words(&mut self, count: usize) -> String {
        let mut text = self.word().to_owned();
        for _ in 1..count {
            text.push_str(self.language.space);
            text.push_str(self.word());
        }
        text
    }

    fn paragraph(&mut self) -> String {
        let before = self.random.between(80, 500);
        let (before, link) = (self.plain(before), self.words(3));
        let number = self.random.below(100_000);
        let after = self.random.between(40, 300);
        let after = self.plain(after);
        // One link in three is relative: those the reader has to resolve.
        let host = if self.random.one_in(3) {
            ""
        } else {
            "https://town.example"
        };
        format!(
            "<p>{before}<a href=\"{host}/{number}?from=feed&amp;page=2\">{link}</a> {after}\
             <em>{}</em>.</p>\n",
            self.word()
        )
    }

    fn picture(&mut self) -> String {
        let (number, text) = (self.random.below(100_000), self.words(4));
        format!(
            "<figure class=\"wide\"><img src=\"https://pictures.example/{number}.jpg\" \
             alt=\"{text}\" width=\"1024\" height=\"683\" loading=\"lazy\" /></figure>\n"
        )
    }

    fn list(&mut self) -> String {
        let mut list = "<ul>".to_owned();
        for _ in 0..self.random.between(2, 6) {
            let words = self.words(6);
            write!(list, "<li>{words}</li>").expect("a string takes all");
        }
        list + "</ul>\n"
    }
}

/// Text or HTML as it stands in XML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

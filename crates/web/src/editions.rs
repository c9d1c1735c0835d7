//! The editions: the portal in one language each.

use std::sync::Arc;

use depesche_model::Lang;
use fluent_bundle::FluentArgs;
use icu_locale_core::Locale;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::dates::{Dates, Near};
use crate::numbers::Numbers;
use crate::site::Site;
use crate::templates::Templates;
use crate::texts::{LOCALES, Texts};
use crate::view::When;

/// The portal in one language.
pub(crate) struct Edition {
    /// Its language.
    pub(crate) lang: Lang,
    /// What stands before each of its paths: nothing, or `/en`.
    pub(crate) prefix: String,
    /// What the language calls itself.
    pub(crate) name: &'static str,
    /// Its dates.
    pub(crate) dates: Dates,
    /// Its templates.
    pub(crate) templates: Templates,
    texts: Arc<Texts>,
    numbers: Arc<Numbers>,
}

impl Edition {
    /// A site's editions, at least one.
    pub(crate) fn all(site: &Site) -> Vec<Arc<Self>> {
        let mut editions: Vec<Arc<Self>> = Vec::new();
        for lang in &site.languages {
            if editions.iter().any(|edition| edition.lang == *lang) {
                continue;
            }
            if let Some(edition) = Self::new(lang, site, editions.is_empty()) {
                editions.push(Arc::new(edition));
            } else {
                tracing::warn!(%lang, "no texts in this language, its edition is left out");
            }
        }
        if editions.is_empty() {
            let english = Lang::parse("en").and_then(|lang| Self::new(&lang, site, true));
            editions.push(Arc::new(english.expect("English texts are compiled in")));
        }
        editions
    }

    fn new(lang: &Lang, site: &Site, is_first: bool) -> Option<Self> {
        let texts = Arc::new(Texts::of(lang.as_str())?);
        let name = LOCALES.iter().find(|(tag, ..)| *tag == lang.as_str())?.1;
        let locale = locale(lang)?;
        let numbers = Arc::new(Numbers::new(&locale));
        Some(Self {
            lang: lang.clone(),
            prefix: if is_first {
                String::new()
            } else {
                format!("/{lang}")
            },
            name,
            dates: Dates::new(&locale, zone(&site.time_zone)),
            templates: Templates::new(&texts, &numbers, site.theme_folder.as_deref()),
            texts,
            numbers,
        })
    }

    /// One of our paths in this edition.
    pub(crate) fn path(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// A text without arguments.
    pub(crate) fn text(&self, key: &str) -> String {
        self.text_with(key, &[])
    }

    /// A text with arguments, plain. A key that nobody knows is written as it is.
    pub(crate) fn text_with(&self, key: &str, args: &[(&'static str, &str)]) -> String {
        let args: FluentArgs<'_> = args.iter().copied().collect();
        self.texts.get(key, &args).unwrap_or_else(|| key.to_owned())
    }

    /// A text that counts: `n` for the choice of its form, `count` as it is read.
    pub(crate) fn counted(&self, key: &str, number: usize) -> String {
        let mut args = FluentArgs::new();
        args.set("n", number);
        args.set("count", self.numbers.whole(number as u64));
        let text = self.texts.get(key, &args);
        text.unwrap_or_else(|| key.to_owned())
    }

    /// A language's name in this edition; its tag where we have no name for it.
    pub(crate) fn language_name(&self, lang: &Lang) -> String {
        let key = format!("language-{lang}");
        self.texts
            .get(&key, &FluentArgs::new())
            .unwrap_or_else(|| lang.to_string())
    }

    /// "aus dem Englischen"; of a language that we have no words for, its name or its tag.
    pub(crate) fn language_of_origin(&self, lang: &Lang) -> String {
        let key = format!("from-{lang}");
        let known = self.texts.get(&key, &FluentArgs::new());
        known.unwrap_or_else(|| {
            self.text_with("from-other", &[("language", &self.language_name(lang))])
        })
    }

    /// A moment as lists write it: "14:05", "gestern 21:05", "12. November", "3. Mai 2025".
    pub(crate) fn when(&self, at: Timestamp, now: Timestamp) -> When {
        let text = match self.dates.near(at, now) {
            Near::Today => self.dates.time(at),
            Near::Yesterday => self.text_with("when-yesterday", &[("time", &self.dates.time(at))]),
            Near::ThisYear => self.dates.day(at),
            Near::Far => self.dates.date(at),
        };
        When {
            machine: self.dates.machine(at),
            text,
        }
    }

    /// A moment in full: "22. November 2026 um 14:05 Uhr".
    pub(crate) fn full(&self, at: Timestamp) -> When {
        let (date, time) = (self.dates.date(at), self.dates.time(at));
        When {
            machine: self.dates.machine(at),
            text: self.text_with("when-full", &[("date", &date), ("time", &time)]),
        }
    }

    /// A day as a heading: "Heute", "Gestern", "Freitag, 20. November 2026".
    pub(crate) fn day(&self, at: Timestamp, now: Timestamp) -> When {
        let text = match self.dates.near(at, now) {
            Near::Today => self.text("day-today"),
            Near::Yesterday => self.text("day-yesterday"),
            Near::ThisYear | Near::Far => self.dates.weekday_and_date(at),
        };
        When {
            machine: self.dates.machine_day(at),
            text,
        }
    }
}

/// British English: days before months and the clock to 24, as everywhere else in Europe.
fn locale(lang: &Lang) -> Option<Locale> {
    let tag = if lang.as_str() == "en" {
        "en-GB"
    } else {
        lang.as_str()
    };
    Locale::try_from_str(tag).ok()
}

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or_else(|error| {
        tracing::warn!(name, %error, "unknown time zone, dates are written in UTC");
        TimeZone::UTC
    })
}

#[cfg(test)]
mod tests {
    use depesche_model::Lang;

    use super::Edition;
    use crate::site::Site;

    #[test]
    fn moments_are_written_shorter_the_nearer_they_are() {
        let editions = Edition::all(&Site::default());
        let now = "2026-11-22T13:30:00Z".parse().expect("a time");
        let check = |at: &str, expected: &str| {
            let at = at.parse().expect("a time");
            assert_eq!(editions[0].when(at, now).text, expected);
        };
        check("2026-11-22T13:05:00Z", "14:05");
        check("2026-11-21T20:05:00Z", "gestern 21:05");
        check("2026-11-12T20:05:00Z", "12. November");
        check("2025-05-03T20:05:00Z", "3. Mai 2025");
    }

    #[test]
    fn a_language_without_texts_is_left_out_and_one_edition_is_always_there() {
        let of = |tags: &[&str]| {
            let languages = tags.iter().copied().filter_map(Lang::parse).collect();
            let site = Site {
                languages,
                ..Site::default()
            };
            let editions = Edition::all(&site);
            editions
                .iter()
                .map(|edition| format!("{}{}", edition.lang, edition.prefix))
                .collect::<Vec<_>>()
        };
        assert_eq!(of(&["en", "xx", "de", "en"]), ["en", "de/de"]);
        assert_eq!(of(&["xx"]), ["en"]);
    }
}

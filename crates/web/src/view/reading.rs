//! In whose words an article is read: translated where the edition's language has a translation,
//! else as its source wrote it.

use depesche_model::gate::Translated;
use depesche_model::text::shorten;
use depesche_model::{Shown, Translator};
use serde::Serialize;

use super::quotes::marked;
use super::{Disclosure, Figure, Words, pictured};
use crate::editions::Edition;
use crate::templates::escaped;

/// How much of an excerpt stands in for a missing headline, in characters.
const HEADLINE_CHARS: usize = 90;

/// An article in the words in which it is read.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    shown: &'a Shown,
    /// The translation, where any of its words stand in the place of the source's.
    pub(crate) translation: Option<&'a Translated>,
    edition: &'a Edition,
}

/// That a headline or an excerpt was translated, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Mark {
    /// "maschinell aus dem Englischen".
    pub(crate) short: String,
    /// "Maschinell übersetzt aus dem Englischen, nicht geprüft".
    pub(crate) full: String,
}

impl<'a> Reading<'a> {
    /// As it is read in an edition.
    pub(crate) fn new(shown: &'a Shown, edition: &'a Edition) -> Self {
        let made = shown.translation.as_ref();
        let is_ours = |made: &&Translated| made.lang == edition.lang && made.has_words();
        Self {
            shown,
            translation: made.filter(is_ours),
            edition,
        }
    }

    /// As its source wrote it.
    pub(crate) fn original(shown: &'a Shown, edition: &'a Edition) -> Self {
        Self {
            shown,
            translation: None,
            edition,
        }
    }

    /// The headline; where the source gives none, the beginning of its text, or its name.
    pub(crate) fn title(&self) -> Words {
        let title = self.shown.title.trim();
        let translated = self.translation.and_then(|made| made.title.as_deref());
        if !title.is_empty() {
            return self.words(translated, title);
        }
        let beginning = self.excerpt_words();
        if beginning.text.is_empty() {
            return self.words(None, &self.shown.source_name);
        }
        let text = shorten(&beginning.text, HEADLINE_CHARS).0;
        Words { text, ..beginning }
    }

    /// The excerpt, where it says more than the headline.
    pub(crate) fn excerpt(&self) -> Option<Words> {
        let excerpt = self.excerpt_words();
        let is_new = !excerpt.text.is_empty() && excerpt.text != self.title().text;
        is_new.then_some(excerpt)
    }

    /// Whether the excerpt goes on at the source.
    pub(crate) fn is_cut(&self) -> bool {
        let made = self.translation.filter(|made| made.excerpt.is_some());
        made.map_or(self.shown.is_cut, |made| made.is_cut)
    }

    /// The picture that stands for it, with what is said of it.
    pub(crate) fn figure(&self) -> Option<Figure> {
        let cover = self.shown.cover.as_ref()?;
        let made = self.translation;
        let alt = made.and_then(|made| made.alt.as_deref());
        let caption = made.and_then(|made| made.caption.as_deref());
        let alt = self.words(alt, &cover.alt);
        Figure::of(cover, alt, self.words(caption, &cover.caption))
    }

    /// The whole text as markup, where it may be shown; its pictures come from our own address,
    /// which `base` stands in front of.
    pub(crate) fn body(&self, base: &str) -> Option<String> {
        let kept = &self.shown.pictures;
        let body = self.shown.body.as_ref().filter(|body| !body.is_empty())?;
        let Some(pairs) = self.translation.and_then(|made| made.pairs.as_ref()) else {
            return Some(pictured(body, kept, base));
        };
        let blocks = pairs.iter().map(|pair| {
            let markup = pictured(&pair.text, kept, base);
            match pair.translation {
                Some(_) => self.quotes_marked(&markup),
                None => markup,
            }
        });
        Some(blocks.collect::<Vec<_>>().join("\n"))
    }

    /// A translated block's markup with its quotations marked.
    pub(crate) fn quotes_marked(&self, markup: &str) -> String {
        let said = self.edition.text("quote-translated");
        marked(markup, &format!("<p class=\"tq\">{}</p>", escaped(&said)))
    }

    /// No words, but the language and the disclosure of the text.
    pub(crate) fn voice(&self) -> Words {
        let has_text = |made: &&Translated| made.pairs.is_some();
        self.words(self.translation.filter(has_text).map(|_| ""), "")
    }

    /// Words of the translation, where it has them; else those of the source.
    pub(crate) fn words(&self, translated: Option<&str>, original: &str) -> Words {
        match (translated, self.translation) {
            (Some(text), Some(made)) => Words::translated(text.trim(), Disclosure::of(made)),
            _ => Words::new(original.trim(), self.shown.language.as_ref(), self.edition),
        }
    }

    /// The quiet mark beside a headline of a list.
    pub(crate) fn mark(&self) -> Option<Mark> {
        let made = self.translation?;
        let is_here = made.title.is_some() || made.excerpt.is_some();
        is_here.then(|| Mark::new(made, self.edition))
    }

    fn excerpt_words(&self) -> Words {
        let translated = self.translation.and_then(|made| made.excerpt.as_deref());
        self.words(translated, &self.shown.excerpt)
    }
}

impl Mark {
    /// What is said of a translation.
    pub(crate) fn new(made: &Translated, edition: &Edition) -> Self {
        let from = edition.language_of_origin(&made.from);
        let full = match &made.review {
            Some(review) => {
                let date = edition.dates.date(review.at);
                let args = [("from", &*from), ("name", &review.by), ("date", &date)];
                edition.text_with("translated-reviewed", &args)
            }
            None => edition.text_with("translated-machine", &[("from", &from)]),
        };
        let short = match made.review {
            Some(_) => "mark-reviewed",
            None => "mark-machine",
        };
        Self {
            short: edition.text_with(short, &[("from", &from)]),
            full,
        }
    }
}

impl Disclosure {
    /// What is disclosed of a translation.
    pub(crate) fn of(made: &Translated) -> Self {
        Self {
            degree: match made.review {
                Some(_) => "ai-assisted",
                None => "ai-generated",
            },
            by: engines(&made.engines),
        }
    }
}

/// The engines' names, each once.
fn engines(engines: &[Translator]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for translator in engines {
        if !names.contains(&translator.engine.as_str()) {
            names.push(&translator.engine);
        }
    }
    names.join(", ")
}

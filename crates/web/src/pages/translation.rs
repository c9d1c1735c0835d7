//! `/articles/{id}/translation`: a translation and its original side by side, segment by segment;
//! `.json`: the same as a record for programs.

mod record;
mod samples;

use depesche_model::Shown;
use depesche_model::gate::{Pair, Translated};
use minijinja::Value;
use serde::Serialize;

use super::article::{Label, Stand, asked, untranslated};
use super::gone;
use crate::answer::Answer;
use crate::ask::Ask;
use crate::editions::Edition;
use crate::failure::Failure;
use crate::routes::Format;
use crate::templates::escaped;
use crate::view::{Head, Item, Reading, Words, pictured, piece_path};

/// A translation beside its original.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SideBySide {
    /// The article.
    pub(crate) item: Item,
    /// What is to be said of its translation.
    pub(crate) label: Label,
    /// The name of the language it was translated from.
    pub(crate) language: String,
    /// What stands side by side, from top to bottom.
    pub(crate) rows: Vec<Row>,
    /// The same for programs.
    pub(crate) record_href: String,
}

/// A segment and its translation.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Row {
    /// What it is, for those who hear the page: "Überschrift", "Abschnitt 3".
    pub(crate) name: String,
    /// What it is, in a word: `title`, `excerpt`, `caption`, `alt`, or a segment's kind.
    pub(crate) kind: &'static str,
    /// What it was translated to; `None` where the original stays.
    pub(crate) translation: Option<Side>,
    /// What it was translated from.
    pub(crate) original: Side,
    /// Whether there is nothing to translate in it: then it stands there once.
    pub(crate) is_wordless: bool,
}

/// One side of a row.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Side {
    /// No words, but whose these are.
    pub(crate) voice: Words,
    /// The words, as safe markup.
    pub(crate) markup: Value,
}

pub(crate) async fn answer(ask: &Ask) -> Result<Answer, Failure> {
    let (_, shown) = asked(ask).await?;
    if let Some(at) = shown.deleted_at {
        return match ask.format {
            Format::Html => gone::answer(ask, &shown, at).await,
            _ => Err(Failure::NotFound),
        };
    }
    let edition = &ask.edition;
    let reading = Reading::new(&shown, edition);
    let label = Label::new(&shown, edition, Stand::Both);
    let (Some(made), Some(label)) = (reading.translation, label) else {
        return Ok(untranslated(ask, &shown));
    };
    if ask.format == Format::Json {
        return Ok(record::answer(ask, &shown, made, &label.text));
    }
    let item = Item::read(&shown, &reading, edition, ask.now);
    let page = SideBySide {
        rows: rows(&shown, &reading, made, edition),
        language: edition.language_name(&made.from),
        record_href: ask.link(&format!("/articles/{}/translation.json", shown.id)),
        label,
        item,
    };
    let head = Head {
        title: edition.text_with("both-of", &[("title", &page.item.title.text)]),
        canonical: ask.absolute(&page.item.href),
        robots: "noindex",
        ..Head::default()
    };
    let article = piece_path(&shown);
    ask.page_beside(&article, "translation.html", head, &page)
        .await
}

fn rows(shown: &Shown, reading: &Reading<'_>, made: &Translated, edition: &Edition) -> Vec<Row> {
    let cover = shown.cover.as_ref();
    // Where the whole text is there, the excerpt is its beginning once more.
    let excerpt = (made.pairs.is_none()).then_some((&made.excerpt, shown.excerpt.as_str()));
    let lines = [
        ("title", Some((&made.title, shown.title.as_str()))),
        ("excerpt", excerpt),
        ("alt", cover.map(|cover| (&made.alt, cover.alt.as_str()))),
        (
            "caption",
            cover.map(|cover| (&made.caption, cover.caption.as_str())),
        ),
    ];
    let lines = lines.into_iter().filter_map(|(kind, sides)| {
        let (translated, original) = sides?;
        let original = Some(original.trim()).filter(|original| !original.is_empty())?;
        Some(Row {
            name: edition.text(&format!("both-{kind}")),
            kind,
            translation: (translated.as_deref())
                .map(|text| Side::line(reading.words(Some(text), ""))),
            original: Side::line(Reading::original(shown, edition).words(None, original)),
            is_wordless: false,
        })
    });
    let pairs = made.pairs.iter().flatten().zip(1..);
    let blocks = pairs.map(|(pair, number)| block(shown, reading, edition, pair, number));
    lines.chain(blocks).collect()
}

fn block(
    shown: &Shown,
    reading: &Reading<'_>,
    edition: &Edition,
    pair: &Pair,
    number: usize,
) -> Row {
    let markup = |html| pictured(html, &shown.pictures, "");
    let side = |voice, markup: String| Side {
        voice,
        markup: Value::from_safe_string(markup),
    };
    let translation = pair.translation.as_ref().map(|html| {
        side(
            reading.words(Some(""), ""),
            reading.quotes_marked(&markup(html)),
        )
    });
    Row {
        name: edition.counted("both-block", number),
        kind: pair.kind.as_str(),
        is_wordless: translation.is_none() && !pair.has_words_for(&edition.lang),
        translation,
        original: side(
            Words::new("", Some(&pair.lang), edition),
            markup(&pair.original),
        ),
    }
}

impl Side {
    /// A line of plain text.
    fn line(words: Words) -> Self {
        let markup = format!("<p>{}</p>", escaped(&words.text));
        Self {
            voice: Words {
                text: String::new(),
                ..words
            },
            markup: Value::from_safe_string(markup),
        }
    }
}

#[cfg(test)]
mod tests;

//! How a translation looks beside its original.

use depesche_model::Lang;
use minijinja::Value;

use super::{Row, Side, SideBySide};
use crate::editions::Edition;
use crate::pages::article::Label;
use crate::view::{Disclosure, Item, Link, Words};

impl SideBySide {
    /// With a headline, a paragraph, a quotation, a heading that stays, code.
    pub(crate) fn sample(edition: &Edition) -> Self {
        let row = |kind: &'static str, number: usize, translated: Option<&str>, original: &str| {
            let name = match kind {
                "title" => edition.text("both-title"),
                _ => edition.counted("both-block", number),
            };
            Row {
                name,
                kind,
                translation: translated.map(|markup| side(here(), markup)),
                original: side(there(edition), original),
                is_wordless: kind == "code",
            }
        };
        let quoted = format!(
            "<blockquote><p>Wir haben uns für Vorsicht entschieden und nicht für Tempo.</p>\
             <p class=\"tq\">{}</p></blockquote>",
            edition.text("quote-translated")
        );
        Self {
            item: Item::translated_sample(edition),
            label: label(edition),
            language: edition.language_name(&english()),
            rows: vec![
                row(
                    "title",
                    0,
                    Some("<p>Börse Tidewater stoppt Auszahlungen für sechs Stunden</p>"),
                    "<p>Tidewater exchange halts withdrawals for six hours</p>",
                ),
                row(
                    "paragraph",
                    1,
                    Some(
                        "<p>Die Handelsplattform Tidewater hat am frühen Morgen alle Auszahlungen \
                         ausgesetzt und dies mit <em>Wartungsarbeiten</em> an den \
                         Signaturservern begründet. <a href=\"https://ledger.example/status\">\
                         Guthaben</a> blieben sichtbar.</p>",
                    ),
                    "<p>Tidewater suspended all withdrawals early on Sunday, citing \
                     <em>maintenance</em> on its signing servers. \
                     <a href=\"https://ledger.example/status\">Balances</a> stayed visible.</p>",
                ),
                row(
                    "quote",
                    2,
                    Some(&quoted),
                    "<blockquote><p>We chose caution over speed.</p></blockquote>",
                ),
                row("heading", 3, None, "<h2>What comes next</h2>"),
                row(
                    "code",
                    4,
                    None,
                    "<pre><code>withdrawals: paused  # since 05:40 UTC</code></pre>",
                ),
            ],
            record_href: edition.path("/articles/2/translation.json"),
        }
    }
}

fn label(edition: &Edition) -> Label {
    let link = |path: &str, key: &str| Link::new(edition.path(path), edition.text(key));
    Label {
        ways: vec![
            link("/articles/2/x", "label-to-translation"),
            link("/articles/2/original", "label-to-original"),
        ],
        ..Label::sample(edition)
    }
}

fn english() -> Lang {
    Lang::parse("en").expect("is a tag")
}

fn here() -> Words {
    Words::translated("", Disclosure::sample())
}

fn there(edition: &Edition) -> Words {
    Words::new("", Some(&english()), edition)
}

fn side(voice: Words, markup: &str) -> Side {
    Side {
        voice,
        markup: Value::from_safe_string(markup.to_owned()),
    }
}

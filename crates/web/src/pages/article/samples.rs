//! How an article looks.

use depesche_model::{Lang, TextPolicy, Translator};
use minijinja::Value;

use super::receipt::{Reviewed, TranslationReceipt};
use super::{Label, Notice, Piece, Receipt};
use crate::editions::Edition;
use crate::view::{Disclosure, Figure, Item, Link, When, Words};

impl Piece {
    /// How an article looks of which an excerpt is shown.
    pub(crate) fn sample(edition: &Edition) -> Self {
        let items = Item::samples(edition);
        let full = |text: &str| {
            text.parse()
                .map_or_else(|_| When::none(), |at| edition.full(at))
        };
        let section = Link::new(edition.path("/sections/krypto"), "Krypto");
        Self {
            item: items[1].clone(),
            byline: "R. Calder".to_owned(),
            published: full("2026-11-22T05:47:00Z"),
            modified: Some(full("2026-11-22T08:20:00Z")),
            label: None,
            body: None,
            voice: Words::new("", Lang::parse("de").as_ref(), edition),
            picture: Some(Figure::sample(edition)),
            notices: vec![Notice {
                section,
                text: "Keine Anlageberatung. Der Handel mit Kryptowerten kann zum Totalverlust \
                       führen."
                    .to_owned(),
            }],
            receipt: Receipt {
                first_seen: full("2026-11-22T05:49:00Z"),
                is_dated: true,
                changed: Some(full("2026-11-22T08:22:00Z")),
                versions: vec![full("2026-11-22T05:49:00Z"), full("2026-11-22T08:22:00Z")],
                version_count: 2,
                versions_href: edition.path("/articles/2/versions"),
                policy: TextPolicy::Headline.as_str(),
                excerpt_chars: 160,
                basis: "§ 87g UrhG".to_owned(),
                licence: String::new(),
                picture_count: 1,
                picture_hosts: vec!["bilder.hafenbote.example".to_owned()],
                translation: None,
                id: 2,
            },
            linked: None,
            more: items[10..11].to_vec(),
            latest: items[2..7].to_vec(),
        }
    }

    /// How an article looks of which the whole text is shown.
    pub(crate) fn full_sample(edition: &Edition) -> Self {
        let mut piece = Self::sample(edition);
        piece.item = Item::samples(edition).swap_remove(0);
        piece.body = Some(Value::from_safe_string(SAMPLE_BODY.to_owned()));
        piece.picture = None;
        piece.receipt.picture_count = 0;
        piece.receipt.policy = TextPolicy::Full.as_str();
        piece.receipt.licence = String::from("CC BY 4.0");
        piece.receipt.basis = String::from("Lizenz, im Feed erklärt");
        piece
    }
    /// How a whole text looks that a machine translated, all but one paragraph.
    pub(crate) fn translated_sample(edition: &Edition) -> Self {
        let mut piece = Self::full_sample(edition);
        let quote = edition.text("quote-translated");
        let body = TRANSLATED_BODY.replace("QUOTE", &quote);
        piece.item = Item::translated_sample(edition);
        piece.item.picture = None;
        piece.label = Some(Label::sample(edition));
        piece.voice = Words::translated("", Disclosure::sample());
        piece.body = Some(Value::from_safe_string(body));
        piece.receipt.translation = Some(TranslationReceipt::sample(edition));
        piece.linked = Some(Value::from_safe_string(
            r#"{"@type":"NewsArticle"}"#.to_owned(),
        ));
        piece
    }

    /// How it looks once a person has signed it.
    pub(crate) fn reviewed_sample(edition: &Edition) -> Self {
        let mut piece = Self::translated_sample(edition);
        let english = Lang::parse("en").expect("is a tag");
        let from = edition.language_of_origin(&english);
        let args = [
            ("from", &*from),
            ("name", "Ida Quill"),
            ("date", "22. November 2026"),
        ];
        if let Some(label) = &mut piece.label {
            label.text = edition.text_with("translated-reviewed", &args);
            label.notes.clear();
        }
        if let Some(made) = &mut piece.receipt.translation {
            made.review = Some(Reviewed {
                by: "Ida Quill".to_owned(),
                at: made.made.clone(),
                changed: 3,
            });
        }
        piece.voice = Words::translated(
            "",
            Disclosure {
                degree: "ai-assisted",
                ..Disclosure::sample()
            },
        );
        piece
    }

    /// How an excerpt looks in its own language, where there is a translation.
    pub(crate) fn original_sample(edition: &Edition) -> Self {
        let english = Lang::parse("en").expect("is a tag");
        let language = edition.language_name(&english);
        let link = |path: &str, key: &str| Link::new(edition.path(path), edition.text(key));
        let label = Label {
            text: edition.text_with("label-original", &[("language", &language)]),
            notes: Vec::new(),
            ways: vec![
                link("/articles/2/x", "label-to-translation"),
                link("/articles/2/translation", "label-to-both"),
            ],
        };
        Self {
            label: Some(label),
            ..Self::sample(edition)
        }
    }

    /// How an excerpt looks that could not be translated.
    pub(crate) fn failed_sample(edition: &Edition) -> Self {
        let mut piece = Self::original_sample(edition);
        if let Some(label) = &mut piece.label {
            label.notes = vec![edition.text("label-failed")];
            label.ways.clear();
        }
        piece
    }
}

impl TranslationReceipt {
    /// Of a translation by two engines, which nobody has reviewed.
    fn sample(edition: &Edition) -> Self {
        let english = Lang::parse("en").expect("is a tag");
        let at = "2026-11-22T05:50:00Z".parse();
        let engine = |name: &str, model: &str, units: u32| Translator {
            engine: name.to_owned(),
            model: model.to_owned(),
            units,
        };
        Self {
            from: edition.language_of_origin(&english),
            made: at.map_or_else(|_| When::none(), |at| edition.full(at)),
            engines: vec![
                engine("libretranslate", "", 12),
                engine("chat", "gemma3:4b", 1),
            ],
            glossary: 12,
            review: None,
            record_href: edition.path("/articles/2/translation.json"),
        }
    }
}

const TRANSLATED_BODY: &str = "<p>Die Handelsplattform Tidewater hat am frühen Morgen alle \
    Auszahlungen ausgesetzt und dies mit Wartungsarbeiten an den Signaturservern begründet.</p>\
    <h2>Was die Plattform sagt</h2><blockquote><p>Wir haben uns für Vorsicht entschieden und nicht \
    für Tempo. Kein Guthaben war zu irgendeinem Zeitpunkt gefährdet.</p><p class=\"tq\">QUOTE</p>\
    </blockquote><p>Unabhängig prüfen lässt sich das bislang nicht.</p><p lang=\"en\" \
    dir=\"ltr\">A full write-up is due on Tuesday. The regulator said it had been \
    “notified”.</p>";

const SAMPLE_BODY: &str = "<p>Nordlicht Compute will am Hafen nur noch 120 Megawatt anschließen. \
    Beantragt waren 240. In einem Schreiben an den Rat nennt das Unternehmen „eine neue Planung \
    der Rechenhallen“ als Grund.</p><p>Die Stadtwerke stellen es anders dar: Ihre Netzprüfung \
    habe ergeben, dass mehr vor 2031 nicht geht.</p><h2>Was sich für den Hafen ändert</h2><p>Zwei \
    von vier Hallen entfallen. Die Fläche bleibt reserviert, eine Rückgabe ist <em>nicht</em> \
    vorgesehen.</p><blockquote><p>Wir bauen, was das Netz trägt, und keine Kilowattstunde \
    mehr.</p></blockquote><ul><li>Baubeginn im Frühjahr 2027</li><li>erste Halle Ende 2028</li></ul>\
    <pre><code>Anschlussleistung: 240 MW -&gt; 120 MW   # Antrag vom 20. November, Anlage 3, Seite 14 bis 19, Tabelle 2</code></pre>\
    <table><tr><th>Halle</th><th>beantragt</th><th>jetzt</th></tr><tr><td>A</td><td>60 MW</td>\
    <td>60 MW</td></tr><tr><td>B</td><td>60 MW</td><td>60 MW</td></tr></table>\
    <p>Der Rat berät am Donnerstag. <a href=\"https://hafenbote.example/antrag\">Der Antrag</a> \
    liegt öffentlich aus.</p>";

//! Articles for samples: invented outlets, invented news.

use super::{Disclosure, Figure, Item, Link, Mark, SourceRef, When, Words};
use crate::editions::Edition;

struct Sample {
    section: (&'static str, &'static str),
    title: &'static str,
    lang: &'static str,
    excerpt: &'static str,
    source: &'static str,
    time: &'static str,
}

const fn sample(
    section: (&'static str, &'static str),
    source: &'static str,
    time: &'static str,
    lang: &'static str,
    title: &'static str,
    excerpt: &'static str,
) -> Sample {
    Sample {
        section,
        title,
        lang,
        excerpt,
        source,
        time,
    }
}

const AI: (&str, &str) = ("ki", "Künstliche Intelligenz");
const CRYPTO: (&str, &str) = ("krypto", "Krypto");
const POLITICS: (&str, &str) = ("politik", "Politik");
const TRADE: (&str, &str) = ("wirtschaft", "Wirtschaft");
const TOWN: (&str, &str) = ("stadt", "Stadt");

const SAMPLES: &[Sample] = &[
    sample(
        AI,
        "Hafenbote",
        "13:40",
        "de",
        "Rechenzentrum am Hafen: Betreiber halbiert den geplanten Strombedarf",
        "Statt 240 will Nordlicht Compute nur noch 120 Megawatt anschließen. Die Stadtwerke sprechen von einem Ergebnis der Netzprüfung …",
    ),
    sample(
        CRYPTO,
        "Ledger Line",
        "06:47",
        "en",
        "Tidewater exchange halts withdrawals for six hours",
        "The platform blames maintenance on its signing servers; balances stayed visible throughout …",
    ),
    sample(
        POLITICS,
        "Kreisblatt",
        "gestern 21:05",
        "de",
        "Kreistag vertagt Abstimmung über die Umgehungsstraße",
        "Ein Eilantrag von zwei Anliegern liegt dem Verwaltungsgericht vor.",
    ),
    sample(
        TRADE,
        "Søfartsnyt",
        "09:30",
        "da",
        "Værft får ordre på tre færger",
        "Leveringen begynder i foråret 2029, oplyser rederiet …",
    ),
    sample(
        TOWN,
        "Hafenbote",
        "10:02",
        "de",
        "Schwimmhalle öffnet wieder – mit kürzeren Zeiten",
        "",
    ),
    sample(
        AI,
        "Energie-Rundschau",
        "13:21",
        "de",
        "Was hinter den 120 Megawatt steckt",
        "Ein Netzgutachten, drei Lesarten und eine offene Frage.",
    ),
    sample(
        AI,
        "Modelwatch",
        "12:55",
        "en",
        "Open weights, closed data: one model on the bench",
        "Twelve tasks, no surprises, and a licence nobody read …",
    ),
    sample(
        TOWN,
        "Kreisblatt",
        "12:31",
        "de",
        "Stadtarchiv stellt 4.000 Fotos online",
        "Die ältesten zeigen den Bau der Klappbrücke im Jahr 1911 …",
    ),
    sample(
        POLITICS,
        "المرفأ",
        "12:10",
        "ar",
        "مجلس المدينة يناقش ميزانية الميناء الجديدة",
        "تبدأ المناقشة يوم الثلاثاء وتستمر أسبوعين …",
    ),
    sample(
        TOWN,
        "Hafenbote",
        "11:48",
        "de",
        "Zweiter Ausfall der Klappbrücke in einer Woche",
        "Ein Endschalter, sagt das Tiefbauamt; die Fähre fährt öfter.",
    ),
    sample(
        CRYPTO,
        "Ledger Line",
        "10:40",
        "en",
        "Custodian files its audit two months late",
        "Reserves cover deposits, the report says, and lists four open points …",
    ),
    sample(
        TRADE,
        "Kreisblatt",
        "09:14",
        "de",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft tagt",
        "",
    ),
    sample(
        TOWN,
        "Hafenbote",
        "08:12",
        "de",
        "Neue Nachtlinie fährt ab Dezember",
        "Alle vierzig Minuten, bis halb vier, zunächst für ein Jahr.",
    ),
];

/// What the second of them says in German.
const TRANSLATED: (&str, &str) = (
    "Börse Tidewater stoppt Auszahlungen für sechs Stunden",
    "Die Plattform begründet das mit Wartungsarbeiten an ihren Signaturservern; Guthaben blieben sichtbar …",
);

impl Mark {
    /// Of a translation from English that nobody has reviewed.
    pub(crate) fn sample(edition: &Edition) -> Self {
        let english = depesche_model::Lang::parse("en").expect("is a tag");
        let from = edition.language_of_origin(&english);
        Self {
            short: edition.text_with("mark-machine", &[("from", &from)]),
            full: edition.text_with("translated-machine", &[("from", &from)]),
        }
    }
}

impl Disclosure {
    /// Of a translation that nobody has reviewed.
    pub(crate) fn sample() -> Self {
        Self {
            degree: "ai-generated",
            by: "libretranslate".to_owned(),
        }
    }
}

impl Item {
    /// Thirteen articles in several languages: with and without an excerpt, with a very long
    /// word, from right to left.
    pub(crate) fn samples(edition: &Edition) -> Vec<Self> {
        (1_i64..)
            .zip(SAMPLES)
            .map(|(id, sample)| of(edition, id, sample))
            .collect()
    }

    /// An article whose headline and excerpt are translated.
    pub(crate) fn translated_sample(edition: &Edition) -> Self {
        let (title, excerpt) = TRANSLATED;
        let words = |text: &str| Words::translated(text, Disclosure::sample());
        Self {
            title: words(title),
            excerpt: Some(words(excerpt)),
            language: None,
            mark: Some(Mark::sample(edition)),
            ..of(edition, 2, &SAMPLES[1])
        }
    }
}

fn of(edition: &Edition, id: i64, sample: &Sample) -> Item {
    let lang = depesche_model::Lang::parse(sample.lang);
    let words = |text: &str| Words::new(text, lang.as_ref(), edition);
    let (slug, section) = sample.section;
    Item {
        href: edition.path(&format!(
            "/articles/{id}/{}",
            depesche_model::slug::slug(sample.title)
        )),
        title: words(sample.title),
        excerpt: (!sample.excerpt.is_empty()).then(|| words(sample.excerpt)),
        is_cut: sample.excerpt.ends_with('…'),
        source: SourceRef {
            name: sample.source.to_owned(),
            href: edition.path("/sources/hafenbote"),
            home: "https://hafenbote.example/".to_owned(),
        },
        original: format!("https://hafenbote.example/{id}"),
        when: When {
            machine: "2026-11-22T13:40:00+01:00".to_owned(),
            text: sample.time.to_owned(),
        },
        language: lang
            .filter(|lang| *lang != edition.lang)
            .map(|lang| edition.language_name(&lang)),
        mark: None,
        section: Some(Link::new(
            edition.path(&format!("/sections/{slug}")),
            section,
        )),
        picture: (id % 3 == 1).then(|| Figure::sample(edition)),
    }
}

impl Figure {
    /// A picture in two sizes.
    pub(crate) fn sample(edition: &Edition) -> Self {
        let lang = depesche_model::Lang::parse("de");
        let words = |text: &str| Words::new(text, lang.as_ref(), edition);
        let path = |width: u32| format!("/media/abababababababababababababababab-{width}.jpg");
        Self {
            src: path(960),
            srcset: format!("{} 480w, {} 960w", path(480), path(960)),
            width: 960,
            height: 640,
            alt: words("Kräne am Hafenbecken, im Vordergrund die Klappbrücke"),
            caption: words("Bis Freitag ist hier kein Durchkommen."),
            credit: "M. Quill".to_owned(),
        }
    }
}

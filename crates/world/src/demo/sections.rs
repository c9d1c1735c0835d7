//! The demo's sections, as saved queries.

/// A section of the demo's portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoSection {
    /// Its name in URLs.
    pub slug: &'static str,
    /// Its name in German.
    pub title_de: &'static str,
    /// Its name in English.
    pub title_en: &'static str,
    /// Whose articles it shows, in the house's query language.
    pub query: &'static str,
    /// The notice under its articles, in German; may be empty.
    pub notice_de: &'static str,
    /// The notice under its articles, in English; may be empty.
    pub notice_en: &'static str,
}

pub(super) const SECTIONS: &[DemoSection] = &[
    DemoSection {
        slug: "ki",
        title_de: "Künstliche Intelligenz",
        title_en: "Artificial Intelligence",
        query: "KI OR Sprachmodell OR Sprachmodelle OR Lantern OR \"language model\" OR \
                \"language models\" OR \"open weights\" OR \"machine learning\" OR \
                \"intelligence artificielle\" OR \"modèle de langue\" OR \"modèles de langue\"",
        notice_de: "",
        notice_en: "",
    },
    DemoSection {
        slug: "geld",
        title_de: "Geld & Krypto",
        title_en: "Money & Crypto",
        query: "Pellmore OR Corrant OR Tallis OR Krypto OR Kryptobörse OR crypto OR stablecoin OR \
                cryptomonnaie OR cryptomonnaies OR Kartenzahlung OR Sparbank OR bond OR bonds OR \
                token OR tokens OR jetons OR pension OR dividend",
        notice_de: "Keine Anlageberatung. Der Handel mit Kryptowerten kann zum Totalverlust \
                    führen.",
        notice_en: "No financial advice. Trading crypto assets can lead to the loss of all you \
                    put in.",
    },
    DemoSection {
        slug: "stadt",
        title_de: "Stadt & Hafen",
        title_en: "Town & Port",
        query: "source:hafenbote OR Sandmünde OR Saint-Orvan OR Pagenwerft OR dockers OR harbour",
        notice_de: "",
        notice_en: "",
    },
    DemoSection {
        slug: "energie",
        title_de: "Energie & Netze",
        title_en: "Energy & Grids",
        query: "Strom OR Stromnetz OR Netzbetreiber OR Batteriespeicher OR Fernwärme OR Abwärme \
                OR megawatts OR megawatt OR Megawatt OR électricité OR électrique OR \
                éolien OR Seekabel OR \"power prices\" OR \"power market\"",
        notice_de: "",
        notice_en: "",
    },
];

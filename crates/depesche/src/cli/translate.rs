//! What can be asked of translation.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Format;

/// What the help of `translate` ends with.
pub(super) const EXAMPLES: &str = "Examples:
  depesche translate status
  depesche translate text --to de 'The council has said yes.'
  depesche translate article 4711
  depesche translate glossary add OpenAI
  depesche translate glossary add --from en --to de 'stock exchange' Börse
  depesche translate review 4711 --to de --by 'R. Calder' --title 'Der Rat sagt ja'

Without an engine nothing is translated. The smallest beginning is a LibreTranslate server of your
own: set translate.engines = [\"libretranslate\"] and libretranslate.url in depesche.toml.";

/// `translate`
#[derive(Debug, Subcommand)]
pub(crate) enum Translate {
    /// Say what is translated, what it has cost and what it has saved, and how the engines are
    Status {
        #[command(flatten)]
        format: Format,
    },

    /// Translate a text and print it; what is remembered costs nothing
    Text(Text),

    /// Translate an article now, and print it beside its original
    ///
    /// Does what the pipeline would do, in the foreground: the memory is asked first, budgets hold,
    /// and the result is stored.
    Article(Article),

    /// List the house glossary, change it, or have terms suggested
    Glossary {
        #[command(subcommand)]
        what: Option<Glossary>,
    },

    /// Sign a translation, with or without changes
    ///
    /// Without --by the translation is printed with the numbers of its segments. Whoever signs has
    /// read original and translation and could have changed or refused it (Art. 50(4) AI Act): the
    /// label then says who answers for it. A changed segment is never translated by a machine again.
    Review(Review),

    /// Measure an engine against human translations: BLEU and chrF
    Eval(Eval),
}

/// `translate text`
#[derive(Debug, Args)]
pub(crate) struct Text {
    /// The text; without one standard input is read, a paragraph a line
    #[arg(value_name = "TEXT")]
    pub(crate) words: Option<String>,

    /// The language it is in; without one it is recognised
    #[arg(long, value_name = "LANG")]
    pub(crate) from: Option<String>,

    /// The language wanted; without one the first of the portal's
    #[arg(long, value_name = "LANG")]
    pub(crate) to: Option<String>,

    #[command(flatten)]
    pub(crate) format: Format,
}

/// `translate article`
#[derive(Debug, Args)]
pub(crate) struct Article {
    /// The article's number, as it stands in its address
    pub(crate) id: i64,

    /// The language wanted; without one all that are configured
    #[arg(long, value_name = "LANG")]
    pub(crate) to: Option<String>,

    #[command(flatten)]
    pub(crate) format: Format,
}

/// `translate glossary`
#[derive(Debug, Subcommand)]
pub(crate) enum Glossary {
    /// Keep a term as it is, or always translate it alike
    Add {
        /// The term
        term: String,

        /// What stands for it in translations; without one the term itself
        translation: Option<String>,

        /// Only in texts of this language
        #[arg(long, value_name = "LANG")]
        from: Option<String>,

        /// Only in translations into this language
        #[arg(long, value_name = "LANG")]
        to: Option<String>,

        /// However it is written: "bitcoin" and "Bitcoin"
        #[arg(long)]
        any_case: bool,
    },

    /// Take a term away
    Remove {
        /// The term
        term: String,
    },

    /// Take the terms of a file; one that is there already is replaced
    Import {
        /// The file; - for standard input
        file: PathBuf,
    },

    /// Print the glossary as a file
    Export,

    /// Suggest terms: names that headlines spell in two ways
    Suggest {
        #[command(flatten)]
        format: Format,
    },
}

/// `translate review`
#[derive(Debug, Args)]
pub(crate) struct Review {
    /// The article's number, as it stands in its address
    pub(crate) id: i64,

    /// The translation's language; without one the first of the portal's
    #[arg(long, value_name = "LANG")]
    pub(crate) to: Option<String>,

    /// Who signs, as it is shown to readers
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,

    /// Another headline
    #[arg(long, value_name = "TEXT", requires = "by")]
    pub(crate) title: Option<String>,

    /// Another beginning, as lists show it
    #[arg(long, value_name = "TEXT", requires = "by")]
    pub(crate) lead: Option<String>,

    /// Another text for a segment; its marks ⟦1⟧…⟦/1⟧ stand for links and emphasis
    #[arg(long, value_name = "N=TEXT", requires = "by")]
    pub(crate) segment: Vec<String>,

    #[command(flatten)]
    pub(crate) format: Format,
}

/// `translate eval`
#[derive(Debug, Args)]
pub(crate) struct Eval {
    /// The source texts, one a line
    #[arg(long, value_name = "FILE")]
    pub(crate) src: Option<PathBuf>,

    /// Human translations, line by line
    #[arg(long = "ref", value_name = "FILE")]
    pub(crate) reference: PathBuf,

    /// What an engine has made already, line by line; nobody is asked then
    #[arg(long, value_name = "FILE", conflicts_with = "src")]
    pub(crate) hyp: Option<PathBuf>,

    /// The language of the source texts
    #[arg(long, value_name = "LANG", default_value = "en")]
    pub(crate) from: String,

    /// The language of the translations
    #[arg(long, value_name = "LANG", default_value = "de")]
    pub(crate) to: String,

    /// The engine; without one the first that is configured
    #[arg(long, value_name = "NAME")]
    pub(crate) engine: Option<String>,

    #[command(flatten)]
    pub(crate) format: Format,
}

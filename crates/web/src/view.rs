//! What templates are given. Every view's fields are documented: they are the contract with themes.

mod frame;
mod item;
mod picture;
mod quotes;
mod reading;
mod samples;

pub(crate) use frame::{Alternate, Around, Frame, Head, section_path};
pub(crate) use item::{Item, SourceRef, encoded, http_url, piece_path};
pub(crate) use picture::{Figure, pictured};
pub(crate) use reading::{Mark, Reading};

use depesche_model::Lang;
use serde::Serialize;

use crate::editions::Edition;

/// A moment, as the page writes it and as machines read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct When {
    /// For `<time datetime>`.
    pub(crate) machine: String,
    /// As it is read.
    pub(crate) text: String,
}

impl When {
    /// No moment: for samples that cannot read their own.
    pub(crate) fn none() -> Self {
        Self {
            machine: String::new(),
            text: String::new(),
        }
    }
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Link {
    /// Where it leads.
    pub(crate) href: String,
    /// What it says.
    pub(crate) text: String,
    /// Whether it leads to the page it stands on.
    pub(crate) is_current: bool,
}

impl Link {
    /// A link to another page.
    pub(crate) fn new(href: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            href: href.into(),
            text: text.into(),
            is_current: false,
        }
    }
}

/// Somebody else's words, and how they are to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Words {
    /// The words, plain text.
    pub(crate) text: String,
    /// For the attribute `lang`: `None` where they are in the page's own language, empty where
    /// nobody knows.
    pub(crate) lang: Option<String>,
    /// For the attribute `dir`: `None` where they run as the page does.
    pub(crate) dir: Option<&'static str>,
    /// That they were translated; `None` where they are the source's own.
    pub(crate) disclosure: Option<Disclosure>,
}

/// That words were translated by a machine, for machines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Disclosure {
    /// For the attribute `ai-disclosure`, as the W3C's community group for AI content disclosure
    /// drafts it: `ai-generated`; where a person has reviewed them, `ai-assisted`.
    pub(crate) degree: &'static str,
    /// For the attribute `data-translated-by`: the engines, the one that did most first.
    pub(crate) by: String,
}

impl Words {
    /// Words in a language, on a page of an edition.
    pub(crate) fn new(text: impl Into<String>, lang: Option<&Lang>, edition: &Edition) -> Self {
        let (lang, dir) = match lang {
            Some(lang) if *lang == edition.lang => (None, None),
            Some(lang) => (Some(lang.to_string()), lang.is_rtl().then_some("rtl")),
            None => (Some(String::new()), Some("auto")),
        };
        Self {
            text: text.into(),
            lang,
            dir,
            disclosure: None,
        }
    }

    /// Words that were translated into the page's own language.
    pub(crate) fn translated(text: impl Into<String>, disclosure: Disclosure) -> Self {
        Self {
            text: text.into(),
            lang: None,
            dir: None,
            disclosure: Some(disclosure),
        }
    }
}

/// The links between the parts of a long list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Paging {
    /// The list's beginning, where this is not it.
    pub(crate) newest: Option<String>,
    /// The next part.
    pub(crate) older: Option<String>,
}

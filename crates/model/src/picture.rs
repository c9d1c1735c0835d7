//! Pictures: what a source names, and what the house keeps of it.

use serde::{Deserialize, Serialize};

/// The picture that stands for an article, as its feed or its page names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    /// Where it is; never shown as it is.
    pub url: String,
    /// What it shows, plain text; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alt: String,
    /// What its source writes under it, plain text, without who made it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub caption: String,
    /// Who made it, plain text; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub credit: String,
    /// What the house keeps of it.
    #[serde(skip)]
    pub kept: Option<Picture>,
}

/// A picture that the house keeps: decoded and written anew in a few sizes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Names it for ever: [`Picture::HASH_CHARS`] hexadecimal digits, lower case.
    pub hash: String,
    /// How it is written.
    pub format: Format,
    /// Its sizes, the smallest first; at least one.
    pub sizes: Vec<Size>,
}

/// How a kept picture is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Photographs.
    Jpeg,
    /// Drawings, and whatever is transparent.
    Png,
}

/// One size of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// How long its file is.
    pub bytes: u64,
}

/// A picture and the address that it was fetched from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What the article calls it.
    pub url: String,
    /// What the house keeps.
    pub picture: Picture,
}

impl Picture {
    /// How long a hash is.
    pub const HASH_CHARS: usize = 32;

    /// Its largest size.
    pub fn largest(&self) -> Option<Size> {
        self.sizes.last().copied()
    }

    /// The name of one size's file.
    pub fn file_name(&self, size: Size) -> String {
        format!("{}-{}.{}", self.hash, size.width, self.format.ending())
    }

    /// Whether a text may be a picture's hash.
    pub fn is_hash(text: &str) -> bool {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        text.len() == Self::HASH_CHARS && text.bytes().all(is_digit)
    }
}

impl Format {
    /// The ending of its files' names; also the word that stands in the database.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }

    /// Reads the ending back.
    pub fn parse(ending: &str) -> Option<Self> {
        [Self::Jpeg, Self::Png]
            .into_iter()
            .find(|format| format.ending() == ending)
    }

    /// Its media type.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

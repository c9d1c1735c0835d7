//! A text whose inline markup stands as numbered spans.
//!
//! Every engine has a notation of its own for them; this is what all of them are read into.

/// A text with numbered spans: what an engine is given, and what its answer is read into.
///
/// An answer may hold anything: numbers that nobody gave out, spans that never end. Nothing is
/// believed of it before it was checked against its source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Marked(pub Vec<Piece>);

/// A piece of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Piece {
    /// Plain text, not escaped.
    Text(String),
    /// A span begins: a link, an emphasis.
    Open(u16),
    /// It ends.
    Close(u16),
    /// Something that stays as it is: a picture, a line break, a name, an address. With what it
    /// reads like, plain; may be empty. In an answer that is of no consequence.
    Atom(u16, String),
}

impl Marked {
    /// The text as it is read, without markup.
    pub fn plain(&self) -> String {
        let texts = self.0.iter().filter_map(|piece| match piece {
            Piece::Text(text) | Piece::Atom(_, text) => Some(text.as_str()),
            Piece::Open(_) | Piece::Close(_) => None,
        });
        texts.collect()
    }

    /// How many characters an engine is given, without markup: what budgets count.
    pub fn chars(&self) -> u64 {
        self.plain().chars().count() as u64
    }
}

impl From<&str> for Marked {
    fn from(text: &str) -> Self {
        Self(vec![Piece::Text(text.to_owned())])
    }
}

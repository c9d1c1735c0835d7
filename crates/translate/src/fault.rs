//! What can be the matter with an engine's answer.

/// Why an answer is refused: another engine is asked, or the original stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Fault {
    /// Spans are lost, doubled or unknown, and cannot be mended.
    #[error("its markup cannot be restored")]
    Spans,
    /// It says nothing, or has no letters where the source has some.
    #[error("it is empty")]
    Empty,
    /// It is far longer than its source.
    #[error("it is far longer than its source")]
    TooLong,
    /// It is far shorter than its source.
    #[error("it is far shorter than its source")]
    TooShort,
    /// A number of the source is missing, or one was added.
    #[error("its numbers are not those of its source")]
    Numbers,
    /// It says the same thing again and again.
    #[error("it repeats itself")]
    Repeats,
    /// It is clearly in a language that nobody asked for.
    #[error("it is in another language")]
    OtherLanguage,
    /// It is the source.
    #[error("it is not translated")]
    Untranslated,
    /// It talks about the translation, or wraps it in quotes or fences that the source has not.
    #[error("it has words around the translation")]
    Chatter,
    /// A term of the house glossary stands otherwise than it should.
    #[error("a term of the glossary is not kept")]
    Term,
    /// An address, a handle or a hashtag is missing, changed or added.
    #[error("its addresses are not those of its source")]
    Address,
}

impl Fault {
    const ALL: [Self; 11] = [
        Self::Spans,
        Self::Empty,
        Self::TooLong,
        Self::TooShort,
        Self::Numbers,
        Self::Repeats,
        Self::OtherLanguage,
        Self::Untranslated,
        Self::Chatter,
        Self::Term,
        Self::Address,
    ];

    /// The word that stands in the ledger and in the memory.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Spans => "spans",
            Self::Empty => "empty",
            Self::TooLong => "too-long",
            Self::TooShort => "too-short",
            Self::Numbers => "numbers",
            Self::Repeats => "repeats",
            Self::OtherLanguage => "other-language",
            Self::Untranslated => "untranslated",
            Self::Chatter => "chatter",
            Self::Term => "term",
            Self::Address => "address",
        }
    }

    /// Reads the word back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::Fault;

    #[test]
    fn every_fault_is_read_back_from_its_word() {
        for fault in Fault::ALL {
            assert_eq!(Fault::parse(fault.as_str()), Some(fault));
        }
        assert_eq!(Fault::parse("tired"), None);
    }
}

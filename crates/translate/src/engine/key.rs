//! What an operator pays with.

use std::fmt;

/// A provider's key. It is never written out.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// A key as it stands in a file or in the environment; white space around it is none of it.
    /// `None` where nothing is left.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// The same after a word, as an `Authorization` wants it.
    pub(super) fn after(&self, word: &str) -> Self {
        Self(format!("{word}{}", self.0))
    }

    /// For the one header or field that it goes into.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn a_key_is_never_written_out() {
        let key = Key::new(" sesame\n").expect("a key");
        assert_eq!(key.reveal(), "sesame");
        assert_eq!(format!("{key:?}"), "Key");
        assert_eq!(Key::new(" \n"), None);
    }
}

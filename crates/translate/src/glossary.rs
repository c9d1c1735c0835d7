//! The house glossary at work: its file, its terms in texts, and what else might be in it.

mod file;
mod find;
mod suggest;

use depesche_model::{Glossary, Lang, Term};

pub use file::{GlossaryError, Wrong, read, write};
pub(crate) use find::is_unspaced;
pub use find::{Finder, Found};
pub use suggest::{Suggestion, suggest};

/// The terms of a glossary that occur in a text, each once, in the order of the text.
///
/// For many texts make one [`Finder`].
pub fn terms_in(text: &str, glossary: &Glossary, from: &Lang, to: &Lang) -> Vec<Term> {
    let terms = glossary.terms.iter().filter(|term| term.is_for(from, to));
    Finder::new(terms).terms_in(text)
}

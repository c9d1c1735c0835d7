//! The house's one analyser, as Tantivy wants it.
//!
//! A field of Tantivy has one tokenizer, but each article has its own language, and each of its
//! translations another. So the language travels in front of the text, between two control characters that no text has.

use std::collections::HashMap;

use depesche_model::Lang;
use depesche_model::text::{Remembering, Word, words};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The tokenizer's name in the schema.
pub(crate) const NAME: &str = "house";

const MARK: char = '\u{1}';

/// Words longer than this are no words (base64, hashes): they would only fill the dictionary.
const MAX_WORD_BYTES: usize = 64;

/// Puts the language in front of a text.
pub(crate) fn marked(lang: Option<&Lang>, text: &str) -> String {
    let lang = lang.map_or("", Lang::as_str);
    let mut marked = String::with_capacity(text.len() + lang.len() + 2);
    marked.push(MARK);
    marked.push_str(lang);
    marked.push(MARK);
    marked.push_str(text);
    marked
}

/// How many languages are remembered: a text may claim any.
const MAX_LANGUAGES: usize = 24;

#[derive(Clone, Default)]
pub(crate) struct House {
    analysers: HashMap<String, Remembering>,
}

impl Tokenizer for House {
    type TokenStream<'a> = HouseStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> HouseStream<'a> {
        let (lang, text) = text
            .strip_prefix(MARK)
            .and_then(|rest| rest.split_once(MARK))
            .unwrap_or(("", text));
        if self.analysers.len() >= MAX_LANGUAGES && !self.analysers.contains_key(lang) {
            self.analysers.clear();
        }
        let analyser = self
            .analysers
            .entry(lang.to_owned())
            .or_insert_with(|| Remembering::new(Lang::parse(lang).as_ref()));
        HouseStream {
            analyser,
            words: Box::new(words(text)),
            token: Token::default(),
            position: 0,
        }
    }
}

pub(crate) struct HouseStream<'a> {
    analyser: &'a mut Remembering,
    words: Box<dyn Iterator<Item = Word<'a>> + 'a>,
    token: Token,
    position: usize,
}

impl TokenStream for HouseStream<'_> {
    fn advance(&mut self) -> bool {
        for word in self.words.by_ref() {
            let position = self.position;
            self.position += 1;
            if word.text.len() > MAX_WORD_BYTES {
                continue;
            }
            self.analyser.term_into(word.text, &mut self.token.text);
            self.token.position = position;
            self.token.offset_from = word.start;
            self.token.offset_to = word.start + word.text.len();
            return true;
        }
        false
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

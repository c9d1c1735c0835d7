//! The one writer of an index.

use depesche_model::{ArticleId, Lang};
use tantivy::{IndexWriter, TantivyDocument, Term};

use crate::schema::Fields;
use crate::tokenizer::marked;
use crate::{Index, SearchError};

/// What is indexed of an article.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// The article.
    pub id: ArticleId,
    /// Its headline, plain.
    pub title: &'a str,
    /// Its text, plain.
    pub text: &'a str,
    /// What it says in other languages: headlines and texts, plain. Words of any language find it.
    pub translations: &'a [(Lang, String, String)],
    /// The slug of its source.
    pub source: &'a str,
    /// The slugs of its sections.
    pub sections: &'a [String],
    /// Its language: that of the original.
    pub lang: Option<&'a Lang>,
    /// Whether others than the owner may find it.
    pub is_public: bool,
    /// When it changed, in milliseconds since 1970.
    pub changed_at: i64,
}

/// Writes to the index; there is one at a time for a folder.
pub struct Writer {
    inner: IndexWriter,
    index: Index,
    fields: Fields,
    is_dirty: bool,
    /// No article above this one was ever put in.
    highest: i64,
}

impl Writer {
    pub(crate) fn open(index: &Index, arena_bytes: usize) -> Result<Self, SearchError> {
        let inner = index.inner.writer_with_num_threads(1, arena_bytes)?;
        // What another process has committed until now is to be known.
        index.reader.reload()?;
        Ok(Self {
            inner,
            highest: index.highest()?,
            index: index.clone(),
            fields: index.fields,
            is_dirty: false,
        })
    }

    /// Puts an article in, in place of what was there of it. Doing it twice is harmless.
    pub fn put(&mut self, document: &Document<'_>) -> Result<(), SearchError> {
        if document.id.0 > self.highest {
            // A new one: every commit would look in all segments for what is to be taken out.
            self.highest = document.id.0;
            self.is_dirty = true;
        } else {
            self.remove(document.id);
        }
        let fields = self.fields;
        let mut terms = TantivyDocument::default();
        terms.add_i64(fields.id, document.id.0);
        terms.add_text(fields.title, marked(document.lang, document.title));
        terms.add_text(fields.text, marked(document.lang, document.text));
        for (lang, title, text) in document.translations {
            // A value of its own: it is read in its own language, and no phrase crosses over.
            terms.add_text(fields.title, marked(Some(lang), title));
            terms.add_text(fields.text, marked(Some(lang), text));
        }
        terms.add_text(fields.source, document.source);
        if let Some(lang) = document.lang {
            terms.add_text(fields.lang, lang.as_str());
        }
        for section in document.sections {
            terms.add_text(fields.section, section);
        }
        terms.add_bool(fields.public, document.is_public);
        terms.add_i64(fields.changed, document.changed_at);
        self.inner.add_document(terms)?;
        Ok(())
    }

    /// Takes an article out.
    pub fn remove(&mut self, id: ArticleId) {
        self.inner
            .delete_term(Term::from_field_i64(self.fields.id, id.0));
        self.is_dirty = true;
    }

    /// Makes everything since the last commit findable, and remembers `position` with it: how far
    /// the index has followed the store, in whatever the caller counts. Nothing is done where
    /// nothing changed.
    pub fn commit(&mut self, position: i64) -> Result<(), SearchError> {
        if self.is_dirty {
            let mut prepared = self.inner.prepare_commit()?;
            prepared.set_payload(&position.to_string());
            prepared.commit()?;
            self.is_dirty = false;
            self.index.reader.reload()?;
        }
        Ok(())
    }

    /// Waits for merges under way. What was not committed is lost, and put in again later.
    pub fn close(self) -> Result<(), SearchError> {
        Ok(self.inner.wait_merging_threads()?)
    }
}

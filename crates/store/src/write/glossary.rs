//! The house glossary.

use depesche_model::{Lang, Term};
use jiff::Timestamp;

use crate::rows::term;
use crate::sql::{Row, Value, args};
use crate::{StoreError, Tx};

/// How long a term may be, in characters.
const MAX_TERM_CHARS: usize = 200;

impl Tx {
    /// Puts terms into the house glossary, each in place of one of the same spelling, languages
    /// and case. Gives the glossary's version, which counts up where something has changed.
    ///
    /// *Errors*: [`StoreError::Other`] where a term is empty or too long.
    pub async fn put_terms(&mut self, terms: &[Term], at: Timestamp) -> Result<u32, StoreError> {
        let mut changed = 0;
        for term in terms {
            changed += self.put_term(term, at).await?;
        }
        self.count_change(changed).await
    }

    /// Takes the terms of the operator's file over: those that stand there now, in place of those
    /// that stood there before. Gives the glossary's version, like [`Tx::put_terms`].
    ///
    /// *Errors*: as there.
    pub async fn follow_glossary_file(
        &mut self,
        terms: &[Term],
        at: Timestamp,
    ) -> Result<u32, StoreError> {
        // What still stands there is put back with nothing changed.
        let sql = "select term, translation, from_lang, to_lang, is_case_sensitive
            from glossary
            where is_of_file = 1";
        let before = self.rows(sql, args![]).await?;
        let mut gone = before.iter().map(term).collect::<Result<Vec<_>, _>>()?;
        gone.retain(|old| !terms.iter().any(|new| is_same_row(old, new)));
        let mut changed = 0;
        for term in &gone {
            changed += self.drop_row(term).await?;
        }
        for term in terms {
            changed += self.put_term(term, at).await?;
            self.mark_as_of_file(term).await?;
        }
        self.count_change(changed).await
    }

    async fn drop_row(&mut self, term: &Term) -> Result<u64, StoreError> {
        let sql = "delete from glossary
            where term = $1 and from_lang = $2 and to_lang = $3 and is_case_sensitive = $4";
        self.execute(sql, row_key(term)).await
    }

    async fn mark_as_of_file(&mut self, term: &Term) -> Result<u64, StoreError> {
        let sql = "update glossary
            set is_of_file = 1
            where term = $1 and from_lang = $2 and to_lang = $3 and is_case_sensitive = $4";
        self.execute(sql, row_key(term)).await
    }

    /// Takes a term out of the glossary, in all languages: `false` where there was none.
    pub async fn remove_term(&mut self, term: &str) -> Result<bool, StoreError> {
        let sql = "delete from glossary where term = $1";
        let removed = self.execute(sql, args![term.trim()]).await?;
        self.count_change(removed).await?;
        Ok(removed > 0)
    }

    async fn put_term(&mut self, term: &Term, at: Timestamp) -> Result<u64, StoreError> {
        let spelling = checked(&term.term)?;
        // What is left empty stays as it is.
        let translation = term.translation.as_deref().map(str::trim);
        let translation = translation.filter(|translation| !translation.is_empty());
        self.execute(
            "insert into glossary (
                term, from_lang, to_lang, is_case_sensitive, translation, added_at
            )
            values ($1, $2, $3, $4, $5, $6)
            on conflict (term, from_lang, to_lang, is_case_sensitive) do update
            set translation = excluded.translation
            where coalesce(glossary.translation, '') <> coalesce(excluded.translation, '')",
            args![
                spelling,
                tag(term.from.as_ref()),
                tag(term.to.as_ref()),
                term.is_case_sensitive,
                translation.map(checked).transpose()?,
                at,
            ],
        )
        .await
    }

    /// The version, one higher where something has changed.
    async fn count_change(&mut self, changed: u64) -> Result<u32, StoreError> {
        let sql = "update glossary_version set value = value + $1 returning value";
        let row = self.row(sql, args![i64::from(changed > 0)]).await?;
        let version = row.as_ref().map_or(Ok(0), Row::first)?;
        Ok(u32::try_from(version).unwrap_or(u32::MAX))
    }
}

/// What tells a term's row from all others.
fn row_key(term: &Term) -> Vec<Value> {
    args![
        term.term.trim(),
        tag(term.from.as_ref()),
        tag(term.to.as_ref()),
        term.is_case_sensitive
    ]
}

fn is_same_row(one: &Term, other: &Term) -> bool {
    let key = |term: &Term| {
        (
            tag(term.from.as_ref()).to_owned(),
            tag(term.to.as_ref()).to_owned(),
        )
    };
    one.term.trim() == other.term.trim()
        && key(one) == key(other)
        && one.is_case_sensitive == other.is_case_sensitive
}

fn tag(lang: Option<&Lang>) -> &str {
    lang.map_or("", Lang::as_str)
}

fn checked(term: &str) -> Result<&str, StoreError> {
    let term = term.trim();
    if term.is_empty() || term.chars().nth(MAX_TERM_CHARS).is_some() {
        return Err(StoreError::Other(format!(
            "a term of the glossary has at least one character and at most {MAX_TERM_CHARS}"
        )));
    }
    Ok(term)
}

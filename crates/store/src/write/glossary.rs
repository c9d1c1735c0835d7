//! The house glossary.

use depesche_model::{Lang, Term};
use jiff::Timestamp;

use crate::sql::{Row, args};
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

    /// Takes a term out of the glossary, in all languages: `false` where there was none.
    pub async fn remove_term(&mut self, term: &str) -> Result<bool, StoreError> {
        let sql = "delete from glossary where term = $1";
        let removed = self.execute(sql, args![term.trim()]).await?;
        self.count_change(removed).await?;
        Ok(removed > 0)
    }

    async fn put_term(&mut self, term: &Term, at: Timestamp) -> Result<u64, StoreError> {
        let lang = |lang: &Option<Lang>| lang.as_ref().map_or("", Lang::as_str).to_owned();
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
                &lang(&term.from),
                &lang(&term.to),
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

fn checked(term: &str) -> Result<&str, StoreError> {
    let term = term.trim();
    if term.is_empty() || term.chars().nth(MAX_TERM_CHARS).is_some() {
        return Err(StoreError::Other(format!(
            "a term of the glossary has at least one character and at most {MAX_TERM_CHARS}"
        )));
    }
    Ok(term)
}

//! The memory of translations.

use std::collections::HashMap;

use crate::rows;
use crate::sql::{Columns, Value, args};
use crate::translation::Remembered;
use crate::{Store, StoreError};

impl Store {
    /// What engines answered before to units with these keys, by their keys.
    pub async fn remembered(
        &self,
        keys: &[String],
    ) -> Result<HashMap<String, Remembered>, StoreError> {
        let rows = self
            .read
            .rows(
                "select digest, text, fault, engine, model, from_lang, to_lang
                from translation_memory
                where digest in (select value from {rows $1})",
                args![Value::texts(keys.iter().map(String::as_str))],
            )
            .await?;
        let found = rows.iter().map(|row| remembered(&mut row.columns()));
        let found = found.filter_map(Result::transpose);
        found
            .map(|unit| unit.map(|unit| (unit.key.clone(), unit)))
            .collect()
    }
}

/// `None` where the languages cannot be read: then the unit is asked for again.
fn remembered(at: &mut Columns<'_>) -> Result<Option<Remembered>, StoreError> {
    let (key, text, fault) = (at.text()?, at.maybe_text()?, at.text()?);
    let (engine, model) = (at.text()?, at.text()?);
    let languages = rows::language(at)?.zip(rows::language(at)?);
    Ok(languages.map(|(from, to)| Remembered {
        key,
        text,
        fault,
        engine,
        model,
        from,
        to,
    }))
}

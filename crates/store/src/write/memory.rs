//! The memory of translations.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::sql::{Value, args};
use crate::translation::Remembered;
use crate::write::insert::Insert;
use crate::{StoreError, Tx};

const MEMORY: Insert = Insert {
    head: "insert into translation_memory (
        digest, text, fault, engine, model, from_lang, to_lang, made_at
    )",
    columns: 8,
    tail: "on conflict (digest) do update
        set text = excluded.text,
            fault = excluded.fault,
            made_at = excluded.made_at
        where translation_memory.text is null and excluded.text is not null",
};

/// The same for what people wrote: their last word counts.
const CORRECTED: Insert = Insert {
    tail: "on conflict (digest) do update
        set text = excluded.text,
            fault = excluded.fault,
            made_at = excluded.made_at",
    ..MEMORY
};

impl Tx {
    /// Remembers what engines answered, for ever. What is known stays, unless it was a failure
    /// and is none now.
    pub async fn remember(
        &mut self,
        units: &[Remembered],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let rows = rows(units, at, |known| known.text.is_none());
        self.insert(&MEMORY, rows).await?;
        Ok(())
    }

    /// Remembers what a person wrote, in place of what was remembered under the same keys.
    pub async fn correct(&mut self, units: &[Remembered], at: Timestamp) -> Result<(), StoreError> {
        let rows = rows(units, at, |_| true);
        self.insert(&CORRECTED, rows).await?;
        Ok(())
    }
}

/// Rows of units, each key once, since PostgreSQL writes no row twice in one statement: the last
/// that `gives_way` lets in. All workers write in the order of the keys, since else they would wait
/// for each other's rows in a circle.
fn rows(
    units: &[Remembered],
    at: Timestamp,
    gives_way: impl Fn(&Remembered) -> bool,
) -> Vec<Value> {
    let mut by_key: BTreeMap<&str, &Remembered> = BTreeMap::new();
    for unit in units {
        let known = by_key.entry(&unit.key).or_insert(unit);
        if gives_way(known) {
            *known = unit;
        }
    }
    let values = by_key.into_values().flat_map(|unit| {
        args![
            &unit.key,
            unit.text.as_deref(),
            &unit.fault,
            &unit.engine,
            &unit.model,
            unit.from.as_str(),
            unit.to.as_str(),
            at,
        ]
    });
    values.collect()
}

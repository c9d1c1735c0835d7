//! The memory of translations.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::sql::args;
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

impl Tx {
    /// Remembers what engines answered, for ever. What is known stays, unless it was a failure
    /// and is none now.
    pub async fn remember(
        &mut self,
        units: &[Remembered],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        // Each once, since PostgreSQL writes no row twice in one statement, and in one order for
        // all workers, since they would wait for each other's rows in a circle.
        let mut by_key: BTreeMap<&str, &Remembered> = BTreeMap::new();
        for unit in units {
            let known = by_key.entry(&unit.key).or_insert(unit);
            if known.text.is_none() {
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
        self.insert(&MEMORY, values.collect()).await?;
        Ok(())
    }
}

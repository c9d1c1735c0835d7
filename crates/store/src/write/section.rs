//! Sections.

use depesche_model::Section;
use jiff::Timestamp;

use crate::poll::NewSection;
use crate::rows::{self, section_columns};
use crate::sql::args;
use crate::{StoreError, Tx};

impl Tx {
    /// Adds a section, or replaces the one with its slug. Which articles it holds is decided as
    /// they come; for those that are there, see [`Tx::set_section_articles`].
    pub async fn put_section(
        &mut self,
        section: &NewSection,
        at: Timestamp,
    ) -> Result<Section, StoreError> {
        // Nothing of a section has a time yet; the signature says what every write says.
        let _ = at;
        let row = self
            .row(
                concat!(
                    "insert into sections (slug, title, query, notice, position)
                    values ($1, $2, $3, $4, $5)
                    on conflict (slug) do update
                    set title = excluded.title,
                        query = excluded.query,
                        notice = excluded.notice,
                        position = excluded.position
                    returning ",
                    section_columns!()
                ),
                args![
                    &section.slug,
                    &section.title,
                    &section.query,
                    &section.notice,
                    section.position,
                ],
            )
            .await?;
        self.shows = true;
        match row {
            Some(row) => rows::section(&mut row.columns()),
            None => Err(StoreError::Other(format!(
                "section {} was not written",
                section.slug
            ))),
        }
    }
}

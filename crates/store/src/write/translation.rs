//! What came of translating.

use depesche_model::{ArticleId, Review, Translation};
use jiff::Timestamp;

use crate::body::Packer;
use crate::poll::{Stage, Ticket};
use crate::sql::{Value, args};
use crate::{StoreError, Tx};

impl Tx {
    /// Records what came of a ticket, a translation for each language, and removes the ticket;
    /// where `text_due_at` says so, one for the whole text takes its place. They count as made
    /// `at`, whatever they say themselves: what follows them must not miss one. `false` when
    /// another turn has begun: then nothing is written.
    ///
    /// No translation is signed in this way, and what a newer version or a person said before is
    /// left as it is (see [`Tx::review`]).
    pub async fn finish_translation(
        &mut self,
        ticket: &Ticket,
        translations: &[Translation],
        text_due_at: Option<Timestamp>,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        if !self.end_ticket(ticket, None).await? {
            return Ok(false);
        }
        let article = ArticleId(ticket.subject);
        let mut packer = Packer::new()?;
        for translation in translations {
            self.put_row(article, translation, None, &mut packer, at)
                .await?;
        }
        let text = text_due_at.into_iter().map(|due_at| (article, due_at));
        self.put_tickets(Stage::Text, text).await?;
        Ok(true)
    }

    /// The same without a ticket: somebody asked for this one article.
    pub async fn put_translation(
        &mut self,
        article: ArticleId,
        translation: &Translation,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let mut packer = Packer::new()?;
        self.put_row(article, translation, None, &mut packer, at)
            .await
    }

    /// Writes a translation, unless its article went meanwhile, or a row of a newer version is
    /// there, or one of the same version that a person has signed and this one nobody.
    pub(crate) async fn put_row(
        &mut self,
        article: ArticleId,
        translation: &Translation,
        review: Option<&Review>,
        packer: &mut Packer,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let written = self
            .execute(
                "insert into translations (
                    article_id, lang, from_lang, version, title, lead, alt, caption, text_state,
                    engines, glossary, made_at, reviewed_by, reviewed_at, reviewed_changes, body
                )
                select id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16
                from articles
                where id = $1 and deleted_at is null
                on conflict (article_id, lang) do update
                set from_lang = excluded.from_lang,
                    version = excluded.version,
                    title = excluded.title,
                    lead = excluded.lead,
                    alt = excluded.alt,
                    caption = excluded.caption,
                    text_state = excluded.text_state,
                    engines = excluded.engines,
                    glossary = excluded.glossary,
                    made_at = excluded.made_at,
                    reviewed_by = excluded.reviewed_by,
                    reviewed_at = excluded.reviewed_at,
                    reviewed_changes = excluded.reviewed_changes,
                    body = excluded.body
                where excluded.version > translations.version
                    or (
                        excluded.version = translations.version
                        and (
                            translations.reviewed_at is null or excluded.reviewed_at is not null
                        )
                    )",
                values(article, translation, review, packer, at)?,
            )
            .await?;
        self.shows |= written > 0;
        Ok(())
    }
}

fn values(
    article: ArticleId,
    translation: &Translation,
    review: Option<&Review>,
    packer: &mut Packer,
    at: Timestamp,
) -> Result<Vec<Value>, StoreError> {
    let engines = serde_json::to_string(&translation.engines).unwrap_or_default();
    Ok(args![
        article,
        translation.lang.as_str(),
        translation.from.as_str(),
        translation.version,
        translation.title.as_deref(),
        translation.lead.as_deref(),
        translation.alt.as_deref(),
        translation.caption.as_deref(),
        translation.text.as_str(),
        &engines,
        translation.glossary,
        at,
        review.map(|review| review.by.as_str()),
        review.map(|review| review.at),
        review.map(|Review { changed, .. }| i64::from(*changed)),
        packer.pack_translation(&translation.body)?,
    ])
}

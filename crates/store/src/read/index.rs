//! What the search index follows.

use std::collections::{BTreeSet, HashMap};

use depesche_model::{ArticleId, Body, Lang, TextPolicy, TextState, Translation};
use jiff::Timestamp;

use crate::body::Unpacker;
use crate::poll::Indexable;
use crate::rows;
use crate::sql::{Row, Value, args};
use crate::{Store, StoreError};

impl Store {
    /// Which articles, or translations of them, changed at or after `from` (and, in the same millisecond, after the article
    /// `after`), and when: oldest change first, at most `limit`. No text is read.
    ///
    /// To go through all: start with the Unix epoch and `None`, go on with the last one's time
    /// and id until less than `limit` come. Those that were taken away are among them; an article
    /// that has changed, and was then translated, comes twice.
    pub async fn changed_since(
        &self,
        from: Timestamp,
        after: Option<ArticleId>,
        limit: u32,
    ) -> Result<Vec<(ArticleId, Timestamp)>, StoreError> {
        let rows = self
            .read
            .rows(
                // Each of the three ends at the limit: PostgreSQL would sort all that there is.
                "select id, changed_at
                from (
                    select id, changed_at
                    from articles
                    where (changed_at, id) > ($1, $2)
                    order by changed_at, id
                    limit $3
                ) changed
                union all
                select article_id, changed_at
                from (
                    select article_id, changed_at
                    from gone
                    where (changed_at, article_id) > ($1, $2)
                    order by changed_at, article_id
                    limit $3
                ) lost
                union all
                select article_id, made_at
                from (
                    select distinct made_at, article_id
                    from translations
                    where (made_at, article_id) > ($1, $2)
                    order by made_at, article_id
                    limit $3
                ) translated
                order by 2, 1
                limit $3",
                args![from, after.map_or(i64::MIN, |id| id.0), limit],
            )
            .await?;
        let changed = rows.iter().map(|row| {
            let mut at = row.columns();
            Ok((ArticleId(at.int()?), at.time()?))
        });
        changed.collect()
    }

    /// These articles as the search index takes them, in any order. Those of which nothing is
    /// left come as deleted.
    pub async fn indexables(&self, ids: &[ArticleId]) -> Result<Vec<Indexable>, StoreError> {
        let rows = self
            .read
            .rows(
                "select articles.id, articles.title, articles.language, articles.published_at,
                    articles.changed_at, articles.deleted_at, sources.slug, sources.policy_text,
                    versions.body
                from articles
                join sources on sources.id = articles.source_id
                join versions on versions.article_id = articles.id
                    and versions.number = articles.version
                where articles.id in (select cast(value as bigint) from {rows $1})",
                args![Value::numbers(ids.iter().map(|id| id.0))],
            )
            .await?;
        let mut slugs = self.section_slugs(ids).await?;
        let mut unpacker = Unpacker::new()?;
        let mut translations = self.translations(ids, &mut unpacker).await?;
        let mut missing: BTreeSet<_> = ids.iter().copied().collect();
        let mut found = Vec::with_capacity(ids.len());
        for row in &rows {
            let (mut indexable, body) = indexable(row, &mut unpacker)?;
            for translation in translations.remove(&indexable.id).unwrap_or_default() {
                indexable.changed_at = indexable.changed_at.max(translation.made_at);
                indexable.translations.push(searched(translation, &body));
            }
            indexable.sections = slugs.remove(&indexable.id).unwrap_or_default();
            missing.remove(&indexable.id);
            found.push(indexable);
        }
        found.extend(missing.into_iter().map(tombstone));
        Ok(found)
    }

    async fn section_slugs(
        &self,
        ids: &[ArticleId],
    ) -> Result<HashMap<ArticleId, Vec<String>>, StoreError> {
        let rows = self
            .read
            .rows(
                "select article_sections.article_id, sections.slug
                from article_sections
                join sections on sections.id = article_sections.section_id
                where article_sections.article_id in (
                    select cast(value as bigint) from {rows $1}
                )
                order by sections.position, sections.id",
                args![Value::numbers(ids.iter().map(|id| id.0))],
            )
            .await?;
        let mut slugs: HashMap<_, Vec<_>> = HashMap::new();
        for row in &rows {
            let mut at = row.columns();
            slugs
                .entry(ArticleId(at.int()?))
                .or_default()
                .push(at.text()?);
        }
        Ok(slugs)
    }
}

/// An article but for its sections and translations, and its text.
fn indexable(row: &Row, unpacker: &mut Unpacker) -> Result<(Indexable, Body), StoreError> {
    let mut at = row.columns();
    let indexable = Indexable {
        id: ArticleId(at.int()?),
        title: at.text()?,
        language: rows::language(&mut at)?,
        published_at: at.time()?,
        changed_at: at.time()?,
        is_deleted: at.maybe_time()?.is_some(),
        source: at.text()?,
        is_public: at.text()? != TextPolicy::Private.as_str(),
        text: String::new(),
        translations: Vec::new(),
        sections: Vec::new(),
    };
    let body = unpacker.unpack(at.blob()?)?;
    let text = body.text();
    Ok((Indexable { text, ..indexable }, body))
}

/// What is searched of a translation: its beginning, or the text where there is one, but for what
/// was cut from the original.
fn searched(translation: Translation, original: &Body) -> (Lang, String, String) {
    let text = if translation.text == TextState::Done {
        let pairs = original.0.iter().zip(&translation.body);
        let shown = pairs.filter(|(segment, _)| segment.cut.is_none());
        let mut text = String::new();
        for html in shown.filter_map(|(_, html)| html.as_ref()) {
            html.text_into(&mut text);
            text.push('\n');
        }
        text
    } else {
        translation.lead.unwrap_or_default()
    };
    (
        translation.lang,
        translation.title.unwrap_or_default(),
        text,
    )
}

fn tombstone(id: ArticleId) -> Indexable {
    Indexable {
        id,
        title: String::new(),
        text: String::new(),
        translations: Vec::new(),
        source: String::new(),
        is_public: false,
        language: None,
        sections: Vec::new(),
        published_at: Timestamp::UNIX_EPOCH,
        changed_at: Timestamp::UNIX_EPOCH,
        is_deleted: true,
    }
}

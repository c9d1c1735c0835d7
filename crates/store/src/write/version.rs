//! Versions: what an article says from now on. Nothing is overwritten.

use std::collections::HashMap;

use depesche_model::{ArticleId, Lang, Origin};
use jiff::Timestamp;

use crate::body::Packer;
use crate::poll::{NewArticle, Stage};
use crate::sql::{Value, args};
use crate::write::entries::Given;
use crate::write::insert::Insert;
use crate::write::sections_of::Membership;
use crate::{StoreError, Tx};

/// What an article says from now on.
pub(crate) struct Change<'c> {
    pub(crate) article: ArticleId,
    pub(crate) says: &'c NewArticle,
    pub(crate) content_hash: &'c str,
}

impl<'c> Change<'c> {
    pub(crate) fn of(article: ArticleId, given: &Given<'c>) -> Self {
        Self {
            article,
            says: &given.entry.article,
            content_hash: &given.entry.content_hash,
        }
    }
}

/// What a new version needs to know of the one before.
struct Standing {
    number: u32,
    title: String,
    published_at: Timestamp,
}

const VERSIONS: Insert = Insert {
    head: "insert into versions (
        article_id, number, seen_at, origin, title, content_hash, body
    )",
    columns: 7,
    tail: "",
};

impl Tx {
    /// Writes the first versions of new articles, their sections and their tickets.
    pub(crate) async fn add_first_versions(
        &mut self,
        ids: &[ArticleId],
        firsts: &[&Given<'_>],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        let mut packer = Packer::new()?;
        let mut values = Vec::with_capacity(ids.len() * VERSIONS.columns);
        for (id, given) in ids.iter().zip(firsts).rev() {
            let change = Change::of(*id, given);
            let title = change.says.title.as_str();
            values.extend(version(&change, 1, title, Origin::Feed, at, &mut packer)?);
        }
        self.insert(&VERSIONS, values).await?;
        let pairs = ids.iter().zip(firsts);
        let memberships = pairs.clone().map(|(id, given)| Membership {
            article: *id,
            published_at: given.entry.article.published_at,
            sections: &given.entry.article.sections,
        });
        self.put_memberships(memberships).await?;
        let due = pairs.filter_map(|(id, given)| Some((*id, given.entry.page_due_at?)));
        self.put_tickets(Stage::Page, due).await?;
        let due = ids.iter().zip(firsts);
        let due = due.filter_map(|(id, given)| Some((*id, given.entry.article.media_due_at?)));
        self.put_tickets(Stage::Media, due).await
    }

    /// Writes new versions of articles that are there. What a change leaves empty keeps what was
    /// there; an article that was taken away is there again.
    pub(crate) async fn add_versions(
        &mut self,
        changes: &[Change<'_>],
        origin: Origin,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        if changes.is_empty() {
            return Ok(());
        }
        let mut standing = self.standing(changes).await?;
        let mut packer = Packer::new()?;
        let mut values = Vec::with_capacity(changes.len() * VERSIONS.columns);
        let mut memberships = Vec::with_capacity(changes.len());
        for change in changes {
            let Some(standing) = standing.get_mut(&change.article) else {
                continue;
            };
            standing.follow(change.says, origin);
            let Standing { number, title, .. } = &*standing;
            values.extend(version(change, *number, title, origin, at, &mut packer)?);
            self.update_article(change, standing, at).await?;
            memberships.push(Membership {
                article: change.article,
                published_at: standing.published_at,
                sections: &change.says.sections,
            });
        }
        self.insert(&VERSIONS, values).await?;
        // Sections are decided on what the feed says; a page changes none of that.
        if origin == Origin::Feed {
            self.forget_memberships(changes.iter().map(|change| change.article))
                .await?;
            self.put_memberships(memberships.into_iter()).await?;
        }
        let due = changes.iter();
        let due = due.filter_map(|change| Some((change.article, change.says.media_due_at?)));
        self.put_tickets(Stage::Media, due).await?;
        self.shows = true;
        Ok(())
    }

    async fn standing(
        &mut self,
        changes: &[Change<'_>],
    ) -> Result<HashMap<ArticleId, Standing>, StoreError> {
        let rows = self
            .rows(
                "select id, version, title, published_at
                from articles
                where id in (select cast(value as bigint) from {rows $1})",
                args![Value::numbers(
                    changes.iter().map(|change| change.article.0)
                )],
            )
            .await?;
        let standing = rows.iter().map(|row| {
            let mut at = row.columns();
            let id = ArticleId(at.int()?);
            let standing = Standing {
                number: at.small()?,
                title: at.text()?,
                published_at: at.time()?,
            };
            Ok((id, standing))
        });
        standing.collect()
    }

    /// Lets the article's row say what its newest version says. Its URL follows where no other
    /// article of the source has the new one.
    async fn update_article(
        &mut self,
        change: &Change<'_>,
        standing: &Standing,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let says = change.says;
        self.execute(
            "update articles
            set url = case
                    when $2 = '' or exists (
                        select 1
                        from articles other
                        where other.source_id = articles.source_id
                            and other.url = $2
                            and length(other.url) between 1 and 650
                    )
                    then url
                    else $2
                end,
                title = $3,
                byline = case when $4 = '' then byline else $4 end,
                lead = $5,
                language = coalesce($6, language),
                published_at = $7,
                modified_at = coalesce($8, modified_at),
                changed_at = $9,
                version = $10,
                picture = case when $11 = '' then picture else $11 end,
                deleted_at = null
            where id = $1",
            args![
                change.article,
                &says.url,
                &standing.title,
                &says.byline,
                &says.lead,
                says.language.as_ref().map(Lang::as_str),
                standing.published_at,
                says.modified_at,
                at,
                standing.number,
                &lead_column(says),
            ],
        )
        .await?;
        Ok(())
    }
}

impl Standing {
    /// Takes up what a change says. A feed that puts new dates on old entries brings none of them
    /// to the top again; a page may know an earlier date than the feed.
    fn follow(&mut self, says: &NewArticle, origin: Origin) {
        self.number += 1;
        if !says.title.is_empty() {
            self.title.clone_from(&says.title);
        }
        if origin == Origin::Page {
            self.published_at = self.published_at.min(says.published_at);
        }
    }
}

/// The picture that stands for an article, as its column holds it.
pub(crate) fn lead_column(says: &NewArticle) -> String {
    let lead = says.picture.as_ref();
    lead.and_then(|lead| serde_json::to_string(lead).ok())
        .unwrap_or_default()
}

/// The values of a version's row.
fn version(
    change: &Change<'_>,
    number: u32,
    title: &str,
    origin: Origin,
    at: Timestamp,
    packer: &mut Packer,
) -> Result<Vec<Value>, StoreError> {
    Ok(args![
        change.article,
        number,
        at,
        origin.as_str(),
        title,
        change.content_hash,
        packer.pack(&change.says.body)?,
    ])
}

//! Versions: what an article says from now on. Nothing is overwritten.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use depesche_model::change::is_same;
use depesche_model::{ArticleId, Body, Lang, Origin};
use jiff::Timestamp;

use crate::body::{Packer, Unpacker};
use crate::poll::{NewArticle, Stage};
use crate::sql::{Value, args};
use crate::write::entries::Given;
use crate::write::insert::Insert;
use crate::write::sections_of::Membership;
use crate::{StoreError, Tx};

/// What an article says from now on.
pub(crate) struct Change<'c> {
    pub(crate) article: ArticleId,
    pub(crate) says: Cow<'c, NewArticle>,
    pub(crate) content_hash: &'c str,
    /// Where its text is from.
    pub(crate) origin: Origin,
}

impl<'c> Change<'c> {
    pub(crate) fn of(article: ArticleId, given: &Given<'c>) -> Self {
        Self {
            article,
            says: Cow::Borrowed(&given.entry.article),
            content_hash: &given.entry.content_hash,
            origin: Origin::Feed,
        }
    }

    /// What of a feed's change a reader would see beside the newest version; `None`: nothing. Where
    /// a page has given the whole text, a teaser that is told in another way changes none of it.
    fn beside(self, newest: Option<&Newest>) -> Option<Self> {
        let Some(newest) = newest else {
            return Some(self);
        };
        let title = &self.says.title;
        let is_called_so = title.is_empty() || *title == newest.title;
        let is_teaser = newest.origin == Origin::Page
            && self.says.body.text().len() * 3 < newest.body.text().len() * 2;
        if is_called_so
            && !newest.is_deleted
            && (is_teaser || is_same(&newest.body, &self.says.body))
        {
            return None;
        }
        if !is_teaser {
            return Some(self);
        }
        let says = NewArticle {
            body: newest.body.clone(),
            lead: newest.lead.clone(),
            ..self.says.into_owned()
        };
        Some(Self {
            says: Cow::Owned(says),
            origin: Origin::Page,
            ..self
        })
    }
}

/// An article's newest version.
struct Newest {
    title: String,
    origin: Origin,
    body: Body,
    lead: String,
    is_deleted: bool,
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
            values.extend(version(&change, 1, title, at, &mut packer)?);
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

    /// Writes new versions of articles that are there, as `origin` told of them. What a change leaves empty keeps what was
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
            standing.follow(&change.says, origin);
            let Standing { number, title, .. } = &*standing;
            values.extend(version(change, *number, title, at, &mut packer)?);
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
        let articles = changes.iter().map(|change| change.article);
        self.forget_parked_translations(articles).await?;
        self.shows = true;
        Ok(())
    }

    /// Of what feeds changed, what a reader would see.
    pub(crate) async fn seen_changes<'c>(
        &mut self,
        changes: Vec<Change<'c>>,
    ) -> Result<Vec<Change<'c>>, StoreError> {
        if changes.is_empty() {
            return Ok(changes);
        }
        let ids = changes.iter().map(|change| change.article.0);
        let rows = self
            .rows(
                "select articles.id, versions.title, versions.origin, versions.body, articles.lead,
                    articles.deleted_at
                from articles
                join versions on versions.article_id = articles.id
                    and versions.number = articles.version
                where articles.id in (select cast(value as bigint) from {rows $1})",
                args![Value::numbers(ids)],
            )
            .await?;
        let mut unpacker = Unpacker::new()?;
        let newest = rows.iter().map(|row| {
            let mut at = row.columns();
            let id = ArticleId(at.int()?);
            let newest = Newest {
                title: at.text()?,
                origin: Origin::parse(&at.text()?),
                body: unpacker.unpack(at.blob()?)?,
                lead: at.text()?,
                is_deleted: at.maybe_time()?.is_some(),
            };
            Ok((id, newest))
        });
        let newest = newest.collect::<Result<HashMap<_, _>, StoreError>>()?;
        // Two entries of one article may change at once: each is a change of the other.
        let mut seen = HashSet::new();
        let changes = changes.into_iter().filter_map(|change| {
            let is_first = seen.insert(change.article);
            let newest = newest.get(&change.article).filter(|_| is_first);
            change.beside(newest)
        });
        Ok(changes.collect())
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
        let says = &change.says;
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
    at: Timestamp,
    packer: &mut Packer,
) -> Result<Vec<Value>, StoreError> {
    Ok(args![
        change.article,
        number,
        at,
        change.origin.as_str(),
        title,
        change.content_hash,
        packer.pack(&change.says.body)?,
    ])
}

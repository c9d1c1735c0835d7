//! Which articles are in which sections.

use std::collections::HashSet;

use depesche_model::{ArticleId, SectionId};
use jiff::Timestamp;

use crate::sql::{Value, args};
use crate::write::insert::Insert;
use crate::{StoreError, Tx};

/// The sections of an article.
pub(crate) struct Membership<'m> {
    pub(crate) article: ArticleId,
    pub(crate) published_at: Timestamp,
    pub(crate) sections: &'m [SectionId],
}

const MEMBERSHIPS: Insert = Insert {
    head: "insert into article_sections (article_id, section_id, published_at)",
    columns: 3,
    tail: "on conflict do nothing",
};

impl Tx {
    /// Says which articles a section holds: these, and no others.
    pub async fn set_section_articles(
        &mut self,
        section: SectionId,
        articles: &[ArticleId],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let list = Value::numbers(articles.iter().map(|id| id.0));
        let touched = self
            .execute(
                "update articles
                set changed_at = $3
                where id in (
                        select article_id
                        from article_sections
                        where section_id = $1
                    )
                    and id not in (select cast(value as bigint) from {rows $2})",
                args![section, list.clone(), at],
            )
            .await?;
        self.execute(
            "delete from article_sections
            where section_id = $1
                and article_id not in (select cast(value as bigint) from {rows $2})",
            vec![section.into(), list],
        )
        .await?;
        self.shows |= touched > 0;
        self.add_to_section(section, articles, at).await
    }

    /// Takes a section away; its articles stay.
    pub async fn remove_section(
        &mut self,
        section: SectionId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.set_section_articles(section, &[], at).await?;
        self.execute("delete from sections where id = $1", args![section])
            .await?;
        self.shows = true;
        Ok(())
    }

    async fn add_to_section(
        &mut self,
        section: SectionId,
        articles: &[ArticleId],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let list = Value::numbers(articles.iter().map(|id| id.0));
        // The index knows an article's sections: it is told first which articles are new there.
        let touched = self
            .execute(
                "update articles
                set changed_at = $3
                where id in (select cast(value as bigint) from {rows $2})
                    and not exists (
                        select 1
                        from article_sections
                        where article_id = articles.id and section_id = $1
                    )",
                args![section, list.clone(), at],
            )
            .await?;
        self.execute(
            "insert into article_sections (article_id, section_id, published_at)
            select id, $1, published_at
            from articles
            where id in (select cast(value as bigint) from {rows $2})
            on conflict do nothing",
            vec![section.into(), list],
        )
        .await?;
        self.shows |= touched > 0;
        Ok(())
    }

    pub(crate) async fn put_memberships<'m>(
        &mut self,
        memberships: impl Iterator<Item = Membership<'m>>,
    ) -> Result<(), StoreError> {
        let memberships = memberships.filter(|membership| !membership.sections.is_empty());
        let memberships: Vec<_> = memberships.collect();
        if memberships.is_empty() {
            return Ok(());
        }
        // One that was removed since the article was matched must not stop its feed.
        let standing = self.rows("select id from sections", args![]).await?;
        let standing = standing.iter().map(|row| row.first().map(SectionId));
        let standing = standing.collect::<Result<HashSet<_>, _>>()?;
        let mut values = Vec::new();
        for membership in memberships {
            for section in membership
                .sections
                .iter()
                .filter(|id| standing.contains(id))
            {
                values.extend(args![membership.article, *section, membership.published_at]);
            }
        }
        self.insert(&MEMBERSHIPS, values).await?;
        Ok(())
    }

    pub(crate) async fn forget_memberships(
        &mut self,
        articles: impl Iterator<Item = ArticleId>,
    ) -> Result<(), StoreError> {
        self.execute(
            "delete from article_sections
            where article_id in (select cast(value as bigint) from {rows $1})",
            args![Value::numbers(articles.map(|id| id.0))],
        )
        .await?;
        Ok(())
    }
}

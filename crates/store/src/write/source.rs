//! Sources: made, filled with what their feeds say, decided on, taken away.

use depesche_model::slug::slug;
use depesche_model::{Lang, Policy, SourceId};
use jiff::Timestamp;

use crate::poll::FreshPoll;
use crate::sql::{Row, args};
use crate::{StoreError, Tx};

/// What a b-tree of PostgreSQL takes, with room for the other columns.
pub(crate) const MAX_URL_BYTES: usize = 2000;

pub(crate) struct NewSource<'n> {
    pub(crate) name: &'n str,
    pub(crate) is_stand_in: bool,
    pub(crate) home: &'n str,
    pub(crate) policy: &'n Policy,
    pub(crate) at: Timestamp,
}

impl Tx {
    /// Decides what may be shown of a source. Everything of it counts as changed.
    ///
    /// *Errors*: [`StoreError::Other`] where there is no such source.
    pub async fn set_policy(
        &mut self,
        source: SourceId,
        policy: &Policy,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let written = self
            .execute(
                "update sources
                set policy_text = $2,
                    policy_excerpt_chars = $3,
                    policy_images = $4,
                    policy_translation = $5,
                    policy_ai = $6,
                    policy_feeds = $7,
                    policy_mail = $8,
                    policy_basis = $9
                where id = $1",
                args![
                    source,
                    policy.text.as_str(),
                    policy.excerpt_chars,
                    policy.images,
                    policy.translation,
                    policy.ai,
                    policy.feeds,
                    policy.mail,
                    &policy.basis,
                ],
            )
            .await?;
        if written == 0 {
            return Err(StoreError::Other(format!("there is no source {source}")));
        }
        if policy.shows_images() {
            self.queue_media(source, at).await?;
        } else {
            self.forget_media(source).await?;
        }
        self.touch_articles_of(source, at).await
    }

    async fn touch_articles_of(
        &mut self,
        source: SourceId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "update articles set changed_at = $2 where source_id = $1";
        self.execute(sql, args![source, at]).await?;
        self.shows = true;
        Ok(())
    }

    /// Takes a source away with its feeds, articles and everything of them. The articles' numbers
    /// stay taken, and [`crate::Store::changed_since`] tells of them, so that they leave the index.
    pub async fn remove_source(
        &mut self,
        source: SourceId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.execute(
            "insert into gone (article_id, changed_at)
            select id, $2
            from articles
            where source_id = $1",
            args![source, at],
        )
        .await?;
        // Children first.
        for sql in [
            "delete from work
            where stage in ('page', 'media', 'headline', 'text')
                and subject in (select id from articles where source_id = $1)",
            "delete from pages
            where article_id in (select id from articles where source_id = $1)",
            "delete from article_media
            where article_id in (select id from articles where source_id = $1)",
            "delete from translations
            where article_id in (select id from articles where source_id = $1)",
            "delete from translation_reviews
            where article_id in (select id from articles where source_id = $1)",
            "delete from front
            where article_id in (select id from articles where source_id = $1)",
            "delete from article_sections
            where article_id in (select id from articles where source_id = $1)",
            "delete from versions
            where article_id in (select id from articles where source_id = $1)",
            "delete from entries
            where feed_id in (select id from feeds where source_id = $1)
                or article_id in (select id from articles where source_id = $1)",
            "delete from articles where source_id = $1",
            "delete from feeds where source_id = $1",
            "delete from evidence where source_id = $1",
            "delete from furniture where source_id = $1",
            "delete from furniture_decisions where source_id = $1",
            "delete from site_rules where source_id = $1",
            "delete from sources where id = $1",
        ] {
            self.execute(sql, args![source]).await?;
        }
        self.shows = true;
        Ok(())
    }

    pub(crate) async fn source_of_home(
        &mut self,
        home: &str,
    ) -> Result<Option<SourceId>, StoreError> {
        let sql = "select id
            from sources
            where home = $1 and length(home) between 1 and 650
            order by id
            limit 1";
        let row = self.row(sql, args![home]).await?;
        row.map(|row| row.first().map(SourceId)).transpose()
    }

    pub(crate) async fn add_source(
        &mut self,
        source: &NewSource<'_>,
    ) -> Result<SourceId, StoreError> {
        let slug = self.free_slug(source.name).await?;
        let policy = source.policy;
        let row = self
            .row(
                "insert into sources (
                    slug, name, name_is_stand_in, home, owner, country, language, licence,
                    policy_text, policy_excerpt_chars, policy_images, policy_translation,
                    policy_ai, policy_feeds, policy_mail, policy_basis, added_at
                )
                values (
                    $1, $2, $3, $4, '', '', null, '', $5, $6, $7, $8, $9, $10, $11, $12, $13
                )
                returning id",
                args![
                    &slug,
                    source.name,
                    source.is_stand_in,
                    source.home,
                    policy.text.as_str(),
                    policy.excerpt_chars,
                    policy.images,
                    policy.translation,
                    policy.ai,
                    policy.feeds,
                    policy.mail,
                    &policy.basis,
                    source.at,
                ],
            )
            .await?;
        row.map_or(Ok(0), |row| row.first()).map(SourceId)
    }

    /// The name's slug, with -2, -3 … where it is taken.
    async fn free_slug(&mut self, name: &str) -> Result<String, StoreError> {
        let base = slug(name);
        if !self.is_slug_taken(&base).await? {
            return Ok(base);
        }
        // Of 1,000 sources of one name, each asks twice and not 500 times.
        let sql = "select count(*) from sources where slug like $1";
        let alike = self.row(sql, args![&format!("{base}-%")]).await?;
        let mut number = alike.as_ref().map_or(Ok(0), Row::first)? + 2;
        loop {
            let numbered = format!("{base}-{number}");
            if !self.is_slug_taken(&numbered).await? {
                return Ok(numbered);
            }
            number += 1;
        }
    }

    async fn is_slug_taken(&mut self, slug: &str) -> Result<bool, StoreError> {
        let sql = "select 1 from sources where slug = $1";
        Ok(self.row(sql, args![slug]).await?.is_some())
    }

    /// Writes what a feed says of its source, where that is new. Most polls write nothing.
    pub(crate) async fn fill_source(
        &mut self,
        source: SourceId,
        fresh: &FreshPoll,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let title = fresh.title.trim();
        let row = self
            .row(
                "update sources
                set home = case when home = '' then $2 else home end,
                    language = coalesce(language, $3),
                    licence = case when $4 = '' then licence else $4 end
                where id = $1
                    and (
                        (home = '' and $2 <> '')
                        or (language is null and $3 <> '')
                        or (licence <> $4 and $4 <> '')
                        or (name_is_stand_in = 1 and $5 <> '')
                    )
                returning name_is_stand_in",
                args![
                    source,
                    &fresh.home,
                    fresh.language.as_ref().map(Lang::as_str),
                    &fresh.licence,
                    title,
                ],
            )
            .await?;
        let Some(row) = row else { return Ok(()) };
        self.shows = true;
        if row.columns().truth()? && !title.is_empty() {
            self.name_source(source, title, at).await?;
        }
        Ok(())
    }

    /// Gives a source the name that its feed says, and a slug after it: until now its host stood
    /// in, and no article was ever shown under that.
    async fn name_source(
        &mut self,
        source: SourceId,
        name: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let slug = self.free_slug(name).await?;
        self.execute(
            "update sources
            set name = $2,
                slug = $3,
                name_is_stand_in = 0
            where id = $1",
            args![source, name, &slug],
        )
        .await?;
        self.touch_articles_of(source, at).await
    }
}

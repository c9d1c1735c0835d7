//! What polling remembers of a feed, and where the feed is.

use depesche_model::gate::shows_picture;
use depesche_model::{FeedId, Moved, Notes, Restrictions, SourceId, Trouble};
use jiff::Timestamp;

use crate::rows::{self, source_columns};
use crate::sql::args;
use crate::write::poll::Polled;
use crate::write::source::MAX_URL_BYTES;
use crate::{StoreError, Tx};

impl Tx {
    pub(crate) async fn write_notes(
        &mut self,
        polled: &Polled,
        notes: &Notes,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let moved = notes.moved.as_ref();
        self.execute(
            "update feeds
            set gone_at = $2,
                moved_to = $3,
                moved_since = $4,
                moved_sightings = $5,
                rhythm = $6,
                newest_at = $7,
                least_wait_ms = $8,
                skip_hours = $9,
                skip_days = $10,
                restrictions = $11,
                failing_since = $12,
                trouble = $13,
                proposed_url = $14,
                searched_at = $15
            where id = $1",
            args![
                polled.feed,
                notes.gone_at,
                moved.map(|moved| moved.to.as_str()),
                moved.map(|moved: &Moved| moved.since),
                moved.map_or(0, |moved| moved.sightings),
                &notes.rhythm.as_text(),
                notes.newest_at,
                notes.wishes.least_wait,
                notes.wishes.skip_hours,
                notes.wishes.skip_days,
                notes.restrictions.bits(),
                notes.failing_since,
                notes.trouble.as_str(),
                notes.proposed_url.as_deref(),
                notes.searched_at,
            ],
        )
        .await?;
        if notes.restrictions == polled.restrictions {
            return Ok(());
        }
        self.restrict_source(polled.source).await?;
        let was_without = polled.restrictions.no_images;
        if was_without == notes.restrictions.no_images {
            return Ok(());
        }
        self.follow_with_media(polled.source, was_without, at).await
    }

    /// A source that does not want its pictures shown any more loses those that are kept; one that
    /// has nothing against it again gets them anew. (A contract goes before signs.)
    async fn follow_with_media(
        &mut self,
        source: SourceId,
        was_without: bool,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = concat!("select ", source_columns!(), " from sources where id = $1");
        let Some(row) = self.row(sql, args![source]).await? else {
            return Ok(());
        };
        let shows = shows_picture(
            &rows::source(&mut row.columns())?,
            Restrictions::default(),
            true,
        );
        match (shows, was_without) {
            (false, _) => self.forget_media(source).await,
            (true, true) => self.queue_media(source, at).await,
            (true, false) => Ok(()),
        }
    }

    /// A source is restricted by what any of its feeds says.
    async fn restrict_source(&mut self, source: SourceId) -> Result<(), StoreError> {
        let sql = "select distinct restrictions from feeds where source_id = $1";
        let rows = self.rows(sql, args![source]).await?;
        let mut all = Restrictions::default();
        for row in &rows {
            all = all.and(Restrictions::from_bits(row.columns().small()?));
        }
        let written = self
            .execute(
                "update sources
                set restrictions = $2
                where id = $1 and restrictions <> $2",
                args![source, all.bits()],
            )
            .await?;
        self.shows |= written > 0;
        Ok(())
    }

    /// Follows a permanent redirect. Where another feed is there already, this one ends.
    pub(crate) async fn follow_feed(
        &mut self,
        feed: FeedId,
        url: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        if self.is_url_taken(url, feed).await? {
            let says = format!(
                "moved to {url}, which is polled already as a feed of its own; this one has ended"
            );
            return self.end_as_double(feed, &says, at).await;
        }
        let sql = "update feeds
            set url = $2,
                moved_to = null,
                moved_since = null,
                moved_sightings = 0,
                proposed_url = null
            where id = $1";
        self.execute(sql, args![feed, url]).await?;
        self.shows = true;
        Ok(())
    }

    async fn end_as_double(
        &mut self,
        feed: FeedId,
        says: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.execute(
            "update feeds
            set ended_at = $2,
                last_outcome = $3,
                trouble = $4
            where id = $1",
            args![feed, at, says, Trouble::Double.as_str()],
        )
        .await?;
        Ok(())
    }

    async fn is_url_taken(
        &mut self,
        url: &str,
        by_another_than: FeedId,
    ) -> Result<bool, StoreError> {
        let sql = "select 1 from feeds where url = $1 and id <> $2";
        Ok(self.row(sql, args![url, by_another_than]).await?.is_some())
    }

    /// Moves a feed to another URL on the operator's word: it is due at once, and nothing that
    /// the old place said of itself is told to the new one. Its entries stay known.
    ///
    /// *Errors*: [`StoreError::Other`] where another feed is there, or no feed has this number.
    pub async fn move_feed(
        &mut self,
        feed: FeedId,
        url: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        if url.len() > MAX_URL_BYTES {
            return Err(StoreError::Other(format!(
                "a feed's URL has at most {MAX_URL_BYTES} bytes, this one {}",
                url.len()
            )));
        }
        if self.is_url_taken(url, feed).await? {
            return Err(StoreError::Other(format!("{url} is polled already")));
        }
        let sql = "update feeds
            set url = $2,
                etag = null,
                last_modified = null,
                body_hash = null
            where id = $1";
        if self.execute(sql, args![feed, url]).await? == 0 {
            return Err(StoreError::Other(format!("there is no feed {feed}")));
        }
        self.shows = true;
        self.revive_feed(feed, at).await.map(drop)
    }

    /// Takes up a feed again that ended or failed: it is due at once. `false` where there is no
    /// such feed.
    pub async fn revive_feed(&mut self, feed: FeedId, at: Timestamp) -> Result<bool, StoreError> {
        let revived = self
            .execute(
                "update feeds
                set ended_at = null,
                    next_fetch_at = $2,
                    turn = turn + 1,
                    failures = 0,
                    failing_since = null,
                    gone_at = null,
                    moved_to = null,
                    moved_since = null,
                    moved_sightings = 0,
                    trouble = '',
                    proposed_url = null,
                    searched_at = null
                where id = $1",
                args![feed, at],
            )
            .await?;
        Ok(revived > 0)
    }
}

//! Feeds are added.

use depesche_model::{FeedId, SourceId};

use crate::poll::{Added, NewFeed, SourceOf};
use crate::sql::args;
use crate::write::source::{MAX_URL_BYTES, NewSource};
use crate::{StoreError, Tx};

impl Tx {
    /// Adds a feed and, where the source's home is new, its source. Adding a URL twice gives the
    /// first.
    pub async fn add_feed(&mut self, feed: &NewFeed) -> Result<Added, StoreError> {
        if feed.url.len() > MAX_URL_BYTES {
            return Err(StoreError::Other(format!(
                "a feed's URL has at most {MAX_URL_BYTES} bytes, this one {}",
                feed.url.len()
            )));
        }
        if let Some(added) = self.feed_of_url(&feed.url).await? {
            return Ok(added);
        }
        let source = self.source_of(feed).await?;
        let row = self
            .row(
                "insert into feeds (
                    source_id, url, title, added_at, next_fetch_at, interval_ms,
                    turn, last_outcome, failures, entries, criterion
                )
                values ($1, $2, $3, $4, $5, $6, 0, '', 0, 0, 'open')
                returning id",
                args![
                    source,
                    &feed.url,
                    &feed.title,
                    feed.at,
                    feed.first_fetch_at,
                    feed.interval
                ],
            )
            .await?;
        self.shows = true;
        Ok(Added {
            feed: FeedId(row.map_or(Ok(0), |row| row.first())?),
            source,
            was_there: false,
        })
    }

    async fn feed_of_url(&mut self, url: &str) -> Result<Option<Added>, StoreError> {
        let sql = "select id, source_id from feeds where url = $1";
        let Some(row) = self.row(sql, args![url]).await? else {
            return Ok(None);
        };
        let mut at = row.columns();
        Ok(Some(Added {
            feed: FeedId(at.int()?),
            source: SourceId(at.int()?),
            was_there: true,
        }))
    }

    async fn source_of(&mut self, feed: &NewFeed) -> Result<SourceId, StoreError> {
        let (name, home, policy) = match &feed.source {
            SourceOf::Existing(id) => return Ok(*id),
            SourceOf::Home { name, home, policy } => (name, home, policy),
        };
        if let Some(id) = self.source_of_home(home).await? {
            return Ok(id);
        }
        let is_stand_in = name.trim().is_empty();
        self.add_source(&NewSource {
            name: if is_stand_in { host(&feed.url) } else { name },
            is_stand_in,
            home,
            policy,
            at: feed.at,
        })
        .await
    }
}

/// The host of a URL; the whole of it where it is none. Never its user and password.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn a_host_stands_in_for_a_name() {
        assert_eq!(host("https://tidewater.example/feed"), "tidewater.example");
        assert_eq!(host("http://me:secret@[::1]:8080?x"), "[::1]");
        assert_eq!(host("odd"), "odd");
    }
}

//! The sources with their feeds.

use std::collections::HashMap;

use depesche_model::health::{PageReads, SourceReport};
use depesche_model::{Feed, SourceId};
use jiff::Timestamp;

use crate::rows::{self, feed_columns, source_columns};
use crate::sql::{Row, args};
use crate::{Store, StoreError};

impl Store {
    /// The sources with their feeds, by name, the private ones too.
    pub async fn sources(&self) -> Result<Vec<SourceReport>, StoreError> {
        let sources = concat!(
            "select ",
            source_columns!(),
            ", sources.page_reads from sources"
        );
        let feeds = concat!("select ", feed_columns!(), " from feeds order by feeds.id");
        let articles = "select source_id, count(*), max(published_at)
            from articles
            group by source_id";
        let sources = self.read.rows(sources, args![]).await?;
        let feeds = self.read.rows(feeds, args![]).await?;
        let articles = self.read.rows(articles, args![]).await?;
        let mut reports = reports(&sources, &feeds, &articles)?;
        // Here, since the databases order letters each in its own way.
        reports.sort_by_cached_key(|report| (report.source.name.to_lowercase(), report.source.id));
        Ok(reports)
    }

    /// All feeds, those that have ended too, in the order they were added.
    pub async fn feeds(&self) -> Result<Vec<Feed>, StoreError> {
        let sql = concat!("select ", feed_columns!(), " from feeds order by feeds.id");
        let rows = self.read.rows(sql, args![]).await?;
        rows.iter()
            .map(|row| rows::feed(&mut row.columns()))
            .collect()
    }

    /// A source with its feeds.
    pub async fn source(&self, slug: &str) -> Result<Option<SourceReport>, StoreError> {
        let sql = concat!(
            "select ",
            source_columns!(),
            ", sources.page_reads from sources where sources.slug = $1"
        );
        let sources = self.read.rows(sql, args![slug]).await?;
        let Some(found) = sources.first() else {
            return Ok(None);
        };
        let id = found.first()?;
        let feeds = concat!(
            "select ",
            feed_columns!(),
            " from feeds where feeds.source_id = $1 order by feeds.id"
        );
        let articles = "select source_id, count(*), max(published_at)
            from articles
            where source_id = $1
            group by source_id";
        let feeds = self.read.rows(feeds, args![id]).await?;
        let articles = self.read.rows(articles, args![id]).await?;
        Ok(reports(&sources, &feeds, &articles)?.pop())
    }
}

fn reports(
    sources: &[Row],
    feeds: &[Row],
    articles: &[Row],
) -> Result<Vec<SourceReport>, StoreError> {
    let mut feeds_of: HashMap<SourceId, Vec<Feed>> = HashMap::new();
    for row in feeds {
        let feed = rows::feed(&mut row.columns())?;
        feeds_of.entry(feed.source_id).or_default().push(feed);
    }
    let articles_of = articles.iter().map(|row| {
        let mut at = row.columns();
        Ok((SourceId(at.int()?), (at.count()?, at.maybe_time()?)))
    });
    let articles_of =
        articles_of.collect::<Result<HashMap<_, (u64, Option<Timestamp>)>, StoreError>>()?;
    let reports = sources.iter().map(|row| {
        let mut at = row.columns();
        let source = rows::source(&mut at)?;
        let page_reads = PageReads(at.int()?);
        let (articles, newest_at) = articles_of.get(&source.id).copied().unwrap_or_default();
        Ok(SourceReport {
            feeds: feeds_of.remove(&source.id).unwrap_or_default(),
            source,
            articles,
            newest_at,
            page_reads,
        })
    });
    reports.collect()
}

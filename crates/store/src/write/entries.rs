//! A feed's entries: known, changed or new, and the articles behind the new ones.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use depesche_model::digest::{hex, sha256};
use depesche_model::{ArticleId, EntryKeys, FeedId, Lang, SourceId};
use jiff::Timestamp;

use crate::poll::NewEntry;
use crate::rows;
use crate::sql::{Row, Value, args, without_nul};
use crate::write::insert::Insert;
use crate::write::poll::Polled;
use crate::write::source::MAX_URL_BYTES;
use crate::write::version::lead_column;
use crate::{StoreError, Tx};

/// Identities up to here stand in the database as they are.
const MAX_IDENTITY_BYTES: usize = 1000;

/// An entry that a feed gave, by the identity and URL that stand in the database.
pub(crate) struct Given<'p> {
    pub(crate) entry: &'p NewEntry,
    identity: Cow<'p, str>,
    url: Cow<'p, str>,
}

/// The entries of a poll. The feed's identities are unique by contract; a double would stop the
/// feed for ever, so the first one stands.
pub(crate) fn given(entries: &[NewEntry]) -> Vec<Given<'_>> {
    let mut seen = HashSet::new();
    let given = entries.iter().map(|entry| Given {
        entry,
        identity: short_identity(&entry.identity),
        url: without_nul(&entry.article.url),
    });
    given
        .filter(|given| seen.insert(given.identity.clone()))
        .collect()
}

/// The identity itself, or a digest of what would not fit into an index.
pub(crate) fn short_identity(identity: &str) -> Cow<'_, str> {
    if identity.len() <= MAX_IDENTITY_BYTES && !identity.contains('\0') {
        return Cow::Borrowed(identity);
    }
    Cow::Owned(format!("sha256:{}", hex(&sha256(identity.as_bytes()))))
}

/// The entries of a poll that are to be written.
#[derive(Default)]
pub(crate) struct Entries<'p> {
    /// Those that were not there before, in the feed's order.
    pub(crate) new: Vec<Given<'p>>,
    /// Those whose hash is another one now, with their articles.
    pub(crate) changed: Vec<(ArticleId, Given<'p>)>,
    /// Those that say what they said, but are found by other keys now.
    pub(crate) rekeyed: Vec<(ArticleId, Given<'p>)>,
}

/// An entry that is there, as far as its change shows.
struct Standing {
    article: ArticleId,
    content_hash: String,
    keys: EntryKeys,
}

const ARTICLES: Insert = Insert {
    head: "insert into articles (
        source_id, url, title, byline, lead, language, published_at, modified_at,
        first_seen_at, changed_at, version, picture
    )",
    columns: 12,
    tail: "returning id, url",
};

const ENTRIES: Insert = Insert {
    head: "insert into entries (
        feed_id, identity, article_id, content_hash, first_seen_at, guid_key, link_key, title_key
    )",
    columns: 8,
    tail: "",
};

impl Tx {
    /// Tells new and changed entries from those that are as they were.
    pub(crate) async fn sort_entries<'p>(
        &mut self,
        polled: &Polled,
        given: Vec<Given<'p>>,
    ) -> Result<Entries<'p>, StoreError> {
        let known = if polled.is_first {
            HashMap::new()
        } else {
            self.standing_entries(polled.feed, &given).await?
        };
        let mut entries = Entries::default();
        for given in given {
            match known.get(&*given.identity) {
                None => entries.new.push(given),
                Some(old) if old.content_hash != given.entry.content_hash => {
                    entries.changed.push((old.article, given));
                }
                Some(old) if old.keys != given.entry.keys => {
                    entries.rekeyed.push((old.article, given));
                }
                Some(_) => {}
            }
        }
        Ok(entries)
    }

    async fn standing_entries(
        &mut self,
        feed: FeedId,
        given: &[Given<'_>],
    ) -> Result<HashMap<String, Standing>, StoreError> {
        let identities = Value::texts(given.iter().map(|given| &*given.identity));
        let rows = self
            .rows(
                "select identity, content_hash, article_id, guid_key, link_key, title_key
                from entries
                where feed_id = $1 and identity in (select value from {rows $2})",
                args![feed, identities],
            )
            .await?;
        let standing = rows.iter().map(|row| {
            let mut at = row.columns();
            let identity = at.text()?;
            let standing = Standing {
                content_hash: at.text()?,
                article: ArticleId(at.int()?),
                keys: rows::keys(&mut at)?,
            };
            Ok((identity, standing))
        });
        standing.collect()
    }

    /// Writes entries that were not there before, and the articles that they are the first to
    /// bring: how many articles.
    pub(crate) async fn add_entries(
        &mut self,
        polled: &Polled,
        new: &[Given<'_>],
        at: Timestamp,
    ) -> Result<usize, StoreError> {
        if new.is_empty() {
            return Ok(0);
        }
        let mut articles = self.articles_of_urls(polled.source, new).await?;
        let firsts = first_to_bring(new, &articles);
        let ids = self.add_articles(polled.source, &firsts, at).await?;
        let mut values = Vec::with_capacity(new.len() * ENTRIES.columns);
        let mut ids_left = ids.iter();
        let mut firsts_left = firsts.iter().peekable();
        for given in new {
            let id = match firsts_left.next_if(|first| std::ptr::eq(**first, given)) {
                Some(_) => ids_left.next().copied(),
                None => articles.get(&*given.url).copied(),
            };
            let id = id.ok_or_else(|| StoreError::Other("an entry has no article".to_owned()))?;
            articles.insert(given.url.to_string(), id);
            let (hash, keys) = (&given.entry.content_hash, given.entry.keys);
            values.extend(args![polled.feed, &*given.identity, id, hash, at]);
            values.extend(args![keys.guid, keys.link, keys.title]);
        }
        self.insert(&ENTRIES, values).await?;
        self.count_entries(polled.feed, new.len()).await?;
        self.shows |= !ids.is_empty();
        Ok(ids.len())
    }

    /// The articles of a source that have the URLs of these entries.
    async fn articles_of_urls(
        &mut self,
        source: SourceId,
        new: &[Given<'_>],
    ) -> Result<HashMap<String, ArticleId>, StoreError> {
        let urls = new.iter().map(|given| &*given.url);
        let urls = urls.filter(|url| (1..=MAX_URL_BYTES).contains(&url.len()));
        let rows = self
            .rows(
                "select url, id
                from articles
                where source_id = $1
                    and url in (select value from {rows $2})
                    and length(url) between 1 and 650",
                args![source, Value::texts(urls)],
            )
            .await?;
        let articles = rows.iter().map(|row| {
            let mut at = row.columns();
            Ok((at.text()?, ArticleId(at.int()?)))
        });
        articles.collect()
    }

    /// Writes the articles of these entries with their first versions, sections and tickets:
    /// their numbers, in the order of the entries.
    async fn add_articles(
        &mut self,
        source: SourceId,
        firsts: &[&Given<'_>],
        at: Timestamp,
    ) -> Result<Vec<ArticleId>, StoreError> {
        let mut values = Vec::with_capacity(firsts.len() * ARTICLES.columns);
        // From the last to the first: of entries without a date, all published "now", the feed's
        // first has the highest number then, and stands first in the lists.
        for given in firsts.iter().rev() {
            let article = &given.entry.article;
            values.extend(args![
                source,
                &*given.url,
                &article.title,
                &article.byline,
                &article.lead,
                article.language.as_ref().map(Lang::as_str),
                article.published_at,
                article.modified_at,
                at,
                at,
                1_u32,
                &lead_column(article),
            ]);
        }
        let rows = self.insert(&ARTICLES, values).await?;
        let ids = ids_in_order(&rows, firsts)?;
        self.add_first_versions(&ids, firsts, at).await?;
        Ok(ids)
    }

    async fn count_entries(&mut self, feed: FeedId, new: usize) -> Result<(), StoreError> {
        let sql = "update feeds set entries = entries + $2 where id = $1";
        let new = i64::try_from(new).unwrap_or(i64::MAX);
        self.execute(sql, args![feed, new]).await?;
        Ok(())
    }

    /// Notes the hash and the keys that an entry has from now on.
    pub(crate) async fn note_entry(
        &mut self,
        feed: FeedId,
        given: &Given<'_>,
    ) -> Result<(), StoreError> {
        let entry = given.entry;
        self.execute(
            "update entries
            set content_hash = $3,
                guid_key = $4,
                link_key = $5,
                title_key = $6
            where feed_id = $1 and identity = $2",
            args![
                feed,
                &*given.identity,
                &entry.content_hash,
                entry.keys.guid,
                entry.keys.link,
                entry.keys.title,
            ],
        )
        .await?;
        Ok(())
    }

    /// Gives an article the URL that it moved to, where no other article of its source has that.
    pub(crate) async fn move_article(
        &mut self,
        article: ArticleId,
        url: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let moved = self
            .execute(
                "update articles
                set url = $2,
                    changed_at = $3
                where id = $1
                    and $2 <> ''
                    and url <> $2
                    and not exists (
                        select 1
                        from articles other
                        where other.source_id = articles.source_id
                            and other.url = $2
                            and length(other.url) between 1 and 650
                    )",
                args![article, url, at],
            )
            .await?;
        self.shows |= moved > 0;
        Ok(())
    }
}

/// The entries that bring an article which is not there yet: of several with one URL the first.
fn first_to_bring<'n, 'p>(
    new: &'n [Given<'p>],
    articles: &HashMap<String, ArticleId>,
) -> Vec<&'n Given<'p>> {
    let mut seen = HashSet::new();
    let brings_one = new.iter().filter(|given| {
        let url: &'n str = &given.url;
        url.is_empty() || (!articles.contains_key(url) && seen.insert(url))
    });
    brings_one.collect()
}

/// The numbers that an insert from the last entry to the first has given, from the first to the
/// last. Numbers count up in the order of the insert, whatever the order they are returned in; a
/// URL that stands at the wrong number would put one article's text under another's headline, so
/// it is compared.
fn ids_in_order(rows: &[Row], firsts: &[&Given<'_>]) -> Result<Vec<ArticleId>, StoreError> {
    let returned = rows.iter().map(|row| {
        let mut at = row.columns();
        Ok((at.int()?, at.text()?))
    });
    let mut returned = returned.collect::<Result<Vec<_>, StoreError>>()?;
    returned.sort_unstable_by_key(|(id, _)| std::cmp::Reverse(*id));
    let urls = returned.iter().map(|(_, url)| url.as_str());
    if urls.ne(firsts.iter().map(|given| &*given.url)) {
        return Err(StoreError::Other(
            "the database numbered articles out of order".to_owned(),
        ));
    }
    Ok(returned.iter().map(|(id, _)| ArticleId(*id)).collect())
}

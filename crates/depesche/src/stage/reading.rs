//! What an answer becomes: a feed's bytes are read into what is to be stored. No I/O, no clock.
//!
//! Two steps, since which entry is which takes what the store knows of the feed: [`read`], and
//! [`Read::identified`] where the feed was read before.

use depesche_feed::{Feed as Reading, Hints};
use depesche_fetch::Answer;
use depesche_fetch::guard::is_private;
use depesche_model::query::{Document, Query};
use depesche_model::text::shorten;
use depesche_model::{
    Body, Criterion, EntryKeys, Feed, KnownEntry, Lang, Section, SectionId, Source, Trouble, Wishes,
};
use depesche_read::{FeedFacts, Marks, ReadEntry, identities, looks};
use depesche_store::poll::{FeedJob, FreshPoll, NewArticle, NewEntry, PollResult, Sought};
use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::furniture::Known;
use super::page::extracts;
use super::poll::Told;
use super::{signs, websub};

/// A licence is a name or an address. (What stands under "rights" most often says that there is none.)
const MAX_LICENCE_CHARS: usize = 200;

/// A feed that was read, its entries identified as those of a first document.
pub(super) struct Read {
    pub(super) told: Told,
    /// Of each entry; none where nothing could be read.
    pub(super) marks: Vec<Marks>,
}

/// Reads a feed's bytes into what is to be stored. What cannot be read is told in words.
pub(super) fn read(
    job: &FeedJob,
    sections: &[Section],
    answer: Answer,
    body_hash: String,
    pages: Pages,
) -> Read {
    let hints = Hints {
        content_type: answer.content_type.as_deref(),
        base: Some(&answer.url),
    };
    let reading = match depesche_feed::read(&answer.body, &hints) {
        Ok(reading) => reading,
        Err(error) => {
            return Read {
                told: Told::in_trouble(Trouble::NotAFeed, error.to_string()),
                marks: Vec::new(),
            };
        }
    };
    let facts = FeedFacts {
        id: job.feed.id,
        url: &answer.url,
        home: if job.source.home.is_empty() {
            &reading.link
        } else {
            &job.source.home
        },
        language: job.source.language.as_ref(),
        languages: &job.feed.languages,
    };
    let queries = queries(sections);
    let pages = Pages {
        enabled: pages.enabled && extracts(&job.source),
        ..pages
    };
    let (entries, languages) = depesche_read::articles(&reading, &facts, pages.now);
    let (marks, entries) = entries
        .into_iter()
        .map(|entry| new_entry(entry, job, &queries, &pages))
        .unzip::<_, _, Vec<_>, Vec<_>>();
    let outcome = outcome(&reading, entries.len());
    let licence = shorten(&depesche_read::plain(&reading.license), MAX_LICENCE_CHARS).0;
    let signs = signs::of_feed(&reading, &licence, &answer.signs, &answer.url);
    let offer = websub::offer(&answer, &reading);
    let mut fresh = FreshPoll {
        validators: answer.validators,
        body_hash,
        title: depesche_read::plain(&reading.title),
        home: reading.link.clone(),
        language: languages
            .usual()
            .cloned()
            .or_else(|| Lang::parse(&reading.language)),
        licence,
        signs,
        criterion: Criterion::default(),
        languages,
        entries,
        learned: None,
    };
    let published = identify(&mut fresh, &marks, &[], job.feed.criterion);
    let told = Told {
        wishes: Some(wishes(&reading, answer.fresh_for)),
        published,
        proposes: elsewhere(&reading.moved_to, &job.feed.url),
        offer,
        ..Told::new(outcome, PollResult::Fresh(Box::new(fresh)))
    };
    Read { told, marks }
}

impl Read {
    pub(super) fn failed(outcome: String) -> Self {
        Self {
            told: Told::failed(outcome),
            marks: Vec::new(),
        }
    }

    /// The same, its entries identified as those of a feed of which this is known.
    pub(super) fn identified(mut self, known: &[KnownEntry], before: Criterion) -> Self {
        if let PollResult::Fresh(fresh) = &mut self.told.result {
            self.told.published = identify(fresh, &self.marks, known, before);
        }
        self
    }

    /// The same, without what repeats over the source's articles.
    pub(super) fn cut(
        mut self,
        furniture: Known,
        known: &[KnownEntry],
        job: &FeedJob,
        sections: &[Section],
        now: Timestamp,
    ) -> Told {
        if let PollResult::Fresh(fresh) = &mut self.told.result {
            let queries = queries(sections);
            furniture.read_feed(fresh, known, now, |article| {
                let (title, language) = (&article.title, article.language.as_ref());
                let source = &job.source;
                article.sections = sections_of(title, &article.body, language, source, &queries);
            });
        }
        self.told
    }
}

/// What the store is to be asked for before the entries of a feed that was read before can be
/// identified.
pub(super) fn sought(marks: &[Marks]) -> Sought {
    Sought {
        identities: marks.iter().flat_map(Marks::identities).collect(),
        keys: marks.iter().map(|marks| marks.keys).collect(),
    }
}

/// What the feed and the answer that brought it ask of those who poll it.
fn wishes(reading: &Reading, fresh_for: Option<std::time::Duration>) -> Wishes {
    let ttl = reading
        .ttl
        .map(|minutes| SignedDuration::from_mins(minutes.into()));
    let fresh_for = fresh_for.and_then(|length| length.try_into().ok());
    let least_waits = [ttl, reading.update_period, fresh_for];
    depesche_read::schedule::asked(
        least_waits.into_iter().flatten(),
        &reading.skip_hours,
        &reading.skip_days,
    )
}

/// Where a feed says that it is now, if that is elsewhere.
fn elsewhere(moved_to: &str, url: &str) -> Option<String> {
    let to = Url::parse(moved_to).ok()?;
    let is_web = matches!(to.scheme(), "http" | "https") && to.as_str() != url;
    is_web.then(|| to.into())
}

/// Says which entries are which: those that are known, and what the new ones are called. When the
/// new ones were published.
fn identify(
    fresh: &mut FreshPoll,
    marks: &[Marks],
    known: &[KnownEntry],
    before: Criterion,
) -> Vec<Timestamp> {
    let found = identities(marks, known, before);
    fresh.criterion = found.criterion;
    for (entry, identity) in fresh.entries.iter_mut().zip(found.each) {
        entry.identity = identity.key;
        entry.keys = identity.keys;
        entry.article.url = identity.url;
    }
    let known: std::collections::HashSet<_> =
        known.iter().map(|entry| entry.identity.as_str()).collect();
    let new = fresh.entries.iter();
    new.filter(|entry| !known.contains(entry.identity.as_str()))
        .map(|entry| entry.article.published_at)
        .collect()
}

/// Whether and when articles' own pages are looked at.
#[derive(Clone)]
pub(super) struct Pages {
    pub(super) enabled: bool,
    pub(super) now: Timestamp,
    /// How old articles are when their pages are looked at.
    pub(super) ages: Vec<SignedDuration>,
}

impl Pages {
    /// At once for the text that a teaser leaves out; later, for changes, where the feed has it.
    /// `None`: never.
    fn due_at(&self, entry: &ReadEntry, feed: &Feed) -> Option<Timestamp> {
        let url = Url::parse(&entry.marks.url).ok()?;
        let may_be_asked = matches!(url.scheme(), "http" | "https")
            && (!is_private(&url) || is_of_host(&url, &feed.url));
        let published = entry.published_at;
        let at = looks::first(&self.ages, published, self.now, entry.has_full_text);
        at.filter(|_| self.enabled && may_be_asked)
    }
}

/// A private address is asked for a page only where the feed itself is there: else any feed could
/// point into the operator's network, and have published what it finds.
fn is_of_host(url: &Url, feed: &str) -> bool {
    Url::parse(feed).is_ok_and(|feed| feed.host() == url.host())
}

fn outcome(reading: &Reading, entries: usize) -> String {
    let noun = if entries == 1 { "entry" } else { "entries" };
    match reading.complaints.first() {
        None => format!("{entries} {noun}"),
        Some(complaint) => format!("{entries} {noun}; {complaint}"),
    }
}

/// An entry that is still to be identified.
fn new_entry(
    entry: ReadEntry,
    job: &FeedJob,
    queries: &[(SectionId, Query)],
    pages: &Pages,
) -> (Marks, NewEntry) {
    let page_due_at = pages.due_at(&entry, &job.feed);
    let shows_pictures = job.source.policy.shows_images() && entry.picture.is_some();
    let sections = sections_of(
        &entry.title,
        &entry.body,
        entry.language.as_ref(),
        &job.source,
        queries,
    );
    let new = NewEntry {
        identity: String::new(),
        keys: EntryKeys::default(),
        content_hash: entry.content_hash,
        page_due_at,
        article: NewArticle {
            url: String::new(),
            title: entry.title,
            byline: entry.byline,
            lead: entry.lead,
            language: entry.language,
            published_at: entry.published_at,
            modified_at: entry.modified_at,
            body: entry.body,
            picture: entry.picture,
            media_due_at: shows_pictures.then_some(pages.now),
            sections,
        },
    };
    (entry.marks, new)
}

fn queries(sections: &[Section]) -> Vec<(SectionId, Query)> {
    let sections = sections.iter();
    sections
        .map(|section| (section.id, Query::parse(&section.query)))
        .collect()
}

fn sections_of(
    title: &str,
    body: &Body,
    language: Option<&Lang>,
    source: &Source,
    queries: &[(SectionId, Query)],
) -> Vec<SectionId> {
    if queries.is_empty() {
        return Vec::new();
    }
    // What `depesche section` holds a new query against, so that both decide alike.
    let document = Document::new(title, &body.text(), &source.slug, language, &[]);
    queries
        .iter()
        .filter(|(_, query)| query.matches(&document))
        .map(|(id, _)| *id)
        .collect()
}

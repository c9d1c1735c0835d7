//! What an answer becomes: a feed's bytes are read into what is to be stored. No I/O, no clock.

use depesche_feed::{Feed as Reading, Hints};
use depesche_fetch::Answer;
use depesche_fetch::guard::is_private;
use depesche_model::query::{Document, Query};
use depesche_model::text::shorten;
use depesche_model::{Feed, Section, SectionId, Source};
use depesche_read::{FeedFacts, ReadEntry};
use depesche_store::poll::{FeedJob, FreshPoll, NewArticle, NewEntry, PollResult};
use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::page::keeps_texts;
use super::poll::Told;

/// A licence is a name or an address. (What stands under "rights" most often says that there is none.)
const MAX_LICENCE_CHARS: usize = 200;

/// Reads a feed's bytes into what is to be stored. What cannot be read is told in words.
pub(super) fn read(
    job: &FeedJob,
    sections: &[Section],
    answer: Answer,
    body_hash: String,
    pages: Pages,
) -> Told {
    let hints = Hints {
        content_type: answer.content_type.as_deref(),
        base: Some(&answer.url),
    };
    let reading = match depesche_feed::read(&answer.body, &hints) {
        Ok(reading) => reading,
        Err(error) => return Told::failed(error.to_string()),
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
    };
    let queries: Vec<_> = sections
        .iter()
        .map(|section| (section.id, Query::parse(&section.query)))
        .collect();
    let pages = Pages {
        enabled: pages.enabled && keeps_texts(job.source.policy.text),
        ..pages
    };
    let entries: Vec<_> = depesche_read::articles(&reading, &facts, pages.now)
        .into_iter()
        .map(|entry| new_entry(entry, job, &queries, pages))
        .collect();
    let outcome = outcome(&reading, entries.len());
    let fresh = FreshPoll {
        validators: answer.validators,
        body_hash,
        title: depesche_read::plain(&reading.title),
        home: reading.link.clone(),
        language: depesche_model::Lang::parse(&reading.language),
        licence: shorten(&depesche_read::plain(&reading.license), MAX_LICENCE_CHARS).0,
        entries,
    };
    Told {
        ttl: reading
            .ttl
            .map(|minutes| SignedDuration::from_mins(minutes.into())),
        update_period: reading.update_period,
        skip_hours: reading.skip_hours,
        ..Told::new(outcome, PollResult::Fresh(Box::new(fresh)))
    }
}

/// Whether and when articles' own pages are looked at.
#[derive(Clone, Copy)]
pub(super) struct Pages {
    pub(super) enabled: bool,
    pub(super) now: Timestamp,
    pub(super) look_again_at: Timestamp,
}

impl Pages {
    /// At once for the text that a teaser leaves out; later, for changes, where the feed has it.
    /// `None`: never.
    fn due_at(self, entry: &ReadEntry, feed: &Feed) -> Option<Timestamp> {
        let url = Url::parse(&entry.url).ok()?;
        let may_be_asked = matches!(url.scheme(), "http" | "https")
            && (!is_private(&url) || is_of_host(&url, &feed.url));
        let at = if entry.has_full_text {
            self.look_again_at
        } else {
            self.now
        };
        (self.enabled && may_be_asked).then_some(at)
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

fn new_entry(
    entry: ReadEntry,
    job: &FeedJob,
    queries: &[(SectionId, Query)],
    pages: Pages,
) -> NewEntry {
    let page_due_at = pages.due_at(&entry, &job.feed);
    let sections = sections_of(&entry, &job.source, queries);
    NewEntry {
        identity: entry.identity,
        content_hash: entry.content_hash,
        page_due_at,
        article: NewArticle {
            url: entry.url,
            title: entry.title,
            byline: entry.byline,
            lead: entry.lead,
            language: entry.language,
            published_at: entry.published_at,
            modified_at: entry.modified_at,
            body: entry.body,
            sections,
        },
    }
}

fn sections_of(
    entry: &ReadEntry,
    source: &Source,
    queries: &[(SectionId, Query)],
) -> Vec<SectionId> {
    if queries.is_empty() {
        return Vec::new();
    }
    // What `depesche section` holds a new query against, so that both decide alike.
    let document = Document::new(
        &entry.title,
        &entry.body.text(),
        &source.slug,
        entry.language.as_ref(),
        &[],
    );
    queries
        .iter()
        .filter(|(_, query)| query.matches(&document))
        .map(|(id, _)| *id)
        .collect()
}

//! What the pipeline hands to the store and takes from it.

use depesche_model::picture::Lead;
use depesche_model::{
    ArticleId, Body, Criterion, EntryKeys, Feed, FeedId, Lang, Languages, Notes, Picture, Policy,
    Restrictions, SectionId, Sign, Source, SourceId, Subscription, Validators,
};
use jiff::{SignedDuration, Timestamp};

use crate::furniture::Learned;
use crate::websub::Push;

/// A feed to add.
#[derive(Clone, Debug)]
pub struct NewFeed {
    /// Where it is fetched, normalised.
    pub url: String,
    /// What it is called for now; the feed's own title replaces an empty one.
    pub title: String,
    /// The source it belongs to.
    pub source: SourceOf,
    /// When.
    pub at: Timestamp,
    /// When it is due first.
    pub first_fetch_at: Timestamp,
    /// How long the schedule waits after the first try.
    pub interval: SignedDuration,
}

/// The source of a new feed.
#[derive(Clone, Debug)]
pub enum SourceOf {
    /// One that exists.
    Existing(SourceId),
    /// The one with this home page, or a new one. An empty home page is always a new source.
    Home {
        /// The source's name; where it is empty the feed's host stands in until the feed says.
        name: String,
        /// Its home page.
        home: String,
        /// What may be shown of it, where it is new.
        policy: Policy,
    },
}

/// What came of adding a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Added {
    /// The feed.
    pub feed: FeedId,
    /// Its source.
    pub source: SourceId,
    /// Whether it was there before.
    pub was_there: bool,
}

/// A section to add or replace.
#[derive(Clone, Debug)]
pub struct NewSection {
    /// Its name in URLs.
    pub slug: String,
    /// Its name for people.
    pub title: String,
    /// Its query.
    pub query: String,
    /// The notice under its articles.
    pub notice: String,
    /// Where it stands.
    pub position: u32,
}

/// Which feeds are claimed, and how many of each kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// When: those that are due.
    pub now: Timestamp,
    /// How far each is put off before anything is asked of the network: who claims and dies has
    /// asked nobody again sooner than this.
    pub lease: SignedDuration,
    /// How many at the most of those that answered last time.
    pub living: u32,
    /// How many of those that failed.
    pub failing: u32,
    /// How many of those that were never asked.
    pub unasked: u32,
}

impl Claim {
    /// So many of each kind.
    pub fn each(now: Timestamp, lease: SignedDuration, limit: u32) -> Self {
        Self {
            now,
            lease,
            living: limit,
            failing: limit,
            unasked: limit,
        }
    }
}

/// A feed that was claimed and was not asked: it is given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PutBack {
    /// The feed.
    pub feed: FeedId,
    /// The job's turn.
    pub turn: i64,
    /// When it is due again.
    pub due_at: Timestamp,
}

/// A site that asked to be left alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    /// A registrable domain, or on a private host a URL.
    pub site: String,
    /// Until when.
    pub until: Timestamp,
    /// Why, in words.
    pub reason: String,
}

/// A feed to be polled: claimed, with everything that the poll needs.
#[derive(Clone, Debug)]
pub struct FeedJob {
    /// The feed; its `next_fetch_at` is already the next one.
    pub feed: Feed,
    /// Its source.
    pub source: Source,
    /// Fences the answer.
    pub turn: i64,
    /// Its subscription at a hub, as it was before the claim.
    pub subscription: Option<Box<Subscription>>,
}

/// What came of a poll.
#[derive(Clone, Debug)]
pub struct Poll {
    /// The feed.
    pub feed: FeedId,
    /// The job's turn.
    pub turn: i64,
    /// When the answer came.
    pub at: Timestamp,
    /// When it is due again.
    pub next_fetch_at: Timestamp,
    /// How long the schedule waits today.
    pub interval: SignedDuration,
    /// What came of it, in words.
    pub outcome: String,
    /// What came of it.
    pub result: PollResult,
    /// What is remembered of the feed from now on; `None`: what was.
    pub notes: Option<Notes>,
    /// Where the feed is from now on. Where another feed is there already, this one ends.
    pub moves_to: Option<String>,
    /// What it has to do with the feed's subscription at a hub.
    pub push: Push,
}

/// What came of a poll.
#[derive(Clone, Debug)]
pub enum PollResult {
    /// 304, or a 200 whose body is the last one's: nothing to read. Validators stay, or are
    /// replaced where given.
    Unchanged {
        /// The new ones: all of a 200's, or those of a 304 merged with the old.
        validators: Option<Validators>,
        /// From when the age of the last whole answer counts, where that is new: now for a whole
        /// 200, a later time than before where the clock or the house stood still.
        full_at: Option<Timestamp>,
    },
    /// A feed was read.
    Fresh(Box<FreshPoll>),
    /// Nothing usable came; validators and the last body's hash stay as they were.
    Failed,
    /// The feed is over; it is polled no more.
    Ended,
}

/// A feed that was read.
#[derive(Clone, Debug)]
pub struct FreshPoll {
    /// Of this answer; empty ones clear the old.
    pub validators: Validators,
    /// SHA-256 of the body in hex.
    pub body_hash: String,
    /// The feed's title; replaces the old where not empty.
    pub title: String,
    /// The feed's home page; fills the source's where that is empty.
    pub home: String,
    /// The feed's language; fills the source's where that is unknown.
    pub language: Option<Lang>,
    /// The licence that the feed declares; replaces the source's where not empty.
    pub licence: String,
    /// What it was found to say of its terms.
    pub signs: Vec<Sign>,
    /// What tells its entries apart from now on.
    pub criterion: Criterion,
    /// Which languages its last articles were in, these included.
    pub languages: Languages,
    /// Its entries, in the feed's order, identities unique.
    pub entries: Vec<NewEntry>,
    /// What they taught of what repeats over the source's articles.
    pub learned: Option<Learned>,
}

/// What entries that may be known are looked for by.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// Identities: found however old their entries are.
    pub identities: Vec<String>,
    /// Keys: found among the newest entries of the feed.
    pub keys: Vec<EntryKeys>,
}

/// An entry as it is to be stored. Where its identity is known, and hash and keys are equal,
/// nothing is written.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// What tells it from the other entries of its feed.
    pub identity: String,
    /// What it is found again by. Where only these are new, they are noted; where the link is
    /// among them, the article moves to its new URL.
    pub keys: EntryKeys,
    /// Hash of everything that makes a version, in hex.
    pub content_hash: String,
    /// The article behind it. An article of the same source with the same URL is the same one.
    pub article: NewArticle,
    /// When the article's page is to be looked at; `None`: never.
    pub page_due_at: Option<Timestamp>,
}

/// An article as an entry or a page gives it.
#[derive(Clone, Debug)]
pub struct NewArticle {
    /// Its canonical URL; empty where there is none.
    pub url: String,
    /// Its headline, plain text.
    pub title: String,
    /// Who wrote it.
    pub byline: String,
    /// The beginning of its text, plain.
    pub lead: String,
    /// Its language.
    pub language: Option<Lang>,
    /// When it was published, as the source says (not later than now; where the source says
    /// nothing, now).
    pub published_at: Timestamp,
    /// When the source says it was changed.
    pub modified_at: Option<Timestamp>,
    /// Its text.
    pub body: Body,
    /// The picture that stands for it; `None` keeps the one that was there.
    pub picture: Option<Lead>,
    /// When its pictures are to be fetched; `None`: not at all.
    pub media_due_at: Option<Timestamp>,
    /// The sections whose queries it answers.
    pub sections: Vec<SectionId>,
}

/// What a recorded poll has brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recorded {
    /// Articles that were not there before.
    pub new_articles: u32,
    /// New versions of articles that were.
    pub new_versions: u32,
}

/// A stage of the pipeline that works off tickets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Fetch and read an article's page.
    Page,
    /// Fetch an article's pictures.
    Media,
    /// Translate an article's headline and the beginning of its text.
    Headline,
    /// Translate an article's whole text.
    Text,
}

impl Stage {
    /// The word that stands in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Media => "media",
            Self::Headline => "headline",
            Self::Text => "text",
        }
    }
}

/// A piece of work, claimed.
#[derive(Clone, Debug)]
pub struct Ticket {
    /// The stage.
    pub stage: Stage,
    /// What it is about: an article's number.
    pub subject: i64,
    /// Fences the answer.
    pub turn: i64,
    /// How often it was tried before.
    pub tries: u32,
    /// How often it was finished and moved on (`look_again_at`) before.
    pub looks: u32,
}

/// What is remembered of an article's page between two looks at it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageSeen {
    /// What the last answer that was an article said of itself.
    pub validators: Validators,
    /// How often it was looked at.
    pub looks: u32,
    /// When it was read whole last.
    pub read_at: Option<Timestamp>,
    /// When it was missing first, where it was not there since.
    pub missing_since: Option<Timestamp>,
    /// What stood in place of the article when it was looked at last, in a word, and since when.
    pub obstacle: Option<(String, Timestamp)>,
}

/// What came of an article's page.
#[derive(Clone, Debug)]
pub struct PageRead {
    /// When.
    pub at: Timestamp,
    /// What came.
    pub result: PageResult,
    /// What is remembered of it from now on; `None`: what was.
    pub seen: Option<PageSeen>,
    /// What it was found to say of its terms.
    pub signs: Vec<Sign>,
    /// What these forbid for this article; `None`: as before.
    pub restrictions: Option<Restrictions>,
    /// Whether a text was found in it; `None` where no page came.
    pub has_text: Option<bool>,
    /// When the page is looked at again for changes; `None`: not by itself.
    pub look_again_at: Option<Timestamp>,
    /// What it taught of what repeats over the source's articles.
    pub learned: Option<Learned>,
}

/// What came of an article's page.
#[derive(Clone, Debug)]
pub enum PageResult {
    /// Its text: a new version, where its hash is not the newest version's.
    Read {
        /// The article as the page gives it; its URL replaces the old where that has no other
        /// article.
        article: Box<NewArticle>,
        /// Hash of title and text.
        content_hash: String,
    },
    /// Nothing better than what is there.
    Unchanged,
    /// The source has taken it away: a tombstone stays.
    Gone,
}

/// An article on its way into the search index.
#[derive(Clone, Debug)]
pub struct Indexable {
    /// The article.
    pub id: ArticleId,
    /// Its headline.
    pub title: String,
    /// Its whole text, plain.
    pub text: String,
    /// What its newest version says in other languages: headline, and the text as far as it was
    /// translated.
    pub translations: Vec<(Lang, String, String)>,
    /// The slug of its source.
    pub source: String,
    /// Whether its source may be shown to others than the owner.
    pub is_public: bool,
    /// Its language.
    pub language: Option<Lang>,
    /// The slugs of its sections.
    pub sections: Vec<String>,
    /// When it was published.
    pub published_at: Timestamp,
    /// When it, or a translation of it, changed last.
    pub changed_at: Timestamp,
    /// Whether it was taken away: then it leaves the index.
    pub is_deleted: bool,
}

/// An article and what its page's reading needs.
#[derive(Clone, Debug)]
pub struct PageJob {
    /// The article.
    pub id: ArticleId,
    /// Where its page is.
    pub url: String,
    /// Its source.
    pub source: Source,
    /// Its headline today.
    pub title: String,
    /// Who wrote it, as was known before; may be empty.
    pub byline: String,
    /// When it was published.
    pub published_at: Timestamp,
    /// When the source says it was changed.
    pub modified_at: Option<Timestamp>,
    /// Its language.
    pub language: Option<Lang>,
    /// Its newest text.
    pub body: Body,
    /// The newest version's hash.
    pub content_hash: String,
    /// Where the newest version's text came from: `Page` where a page gave one before.
    pub origin: depesche_model::Origin,
    /// What is remembered of the page.
    pub seen: PageSeen,
    /// What the last pages of the source's articles gave.
    pub page_reads: depesche_model::health::PageReads,
}

/// What the front page's order is made of.
#[derive(Clone, Debug)]
pub struct FrontCandidate {
    /// The article.
    pub id: ArticleId,
    /// Its source.
    pub source: SourceId,
    /// Its sections.
    pub sections: Vec<SectionId>,
    /// When it was published.
    pub published_at: Timestamp,
    /// How long its text is, in characters (of the lead).
    pub lead_chars: u32,
}

/// An article and what its pictures' fetching needs.
#[derive(Clone, Debug)]
pub struct MediaJob {
    /// The article.
    pub id: ArticleId,
    /// Its source.
    pub source: Source,
    /// Where the source's feeds are.
    pub feeds: Vec<String>,
    /// What the article's page forbids.
    pub restrictions: Restrictions,
    /// The picture that stands for it.
    pub picture: Option<Lead>,
    /// Its newest text.
    pub body: Body,
    /// What came of its pictures before, by their addresses.
    pub seen: Vec<PictureSeen>,
}

/// What came of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureSeen {
    /// Its address, at most 2,000 bytes.
    pub url: String,
    /// Whether it stands for the article.
    pub is_lead: bool,
    /// What is kept of it, or why nothing is.
    pub result: Result<Picture, String>,
}

/// What came of an article's pictures.
#[derive(Clone, Debug)]
pub struct MediaRead {
    /// When.
    pub at: Timestamp,
    /// All that the article names now, each once; what it names no more is forgotten. The files of
    /// what is kept are in their place already.
    pub pictures: Vec<PictureSeen>,
    /// Why some are still missing, and when to try again.
    pub again: Option<(String, Timestamp)>,
}

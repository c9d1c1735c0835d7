//! The piece behind one or more entries, and what it said at each time.

use jiff::Timestamp;
use serde::Serialize;

use crate::picture::Lead;
use crate::{ArticleId, Html, Lang, Restrictions, SourceId};

/// The piece behind one or more entries, at one canonical URL, as its newest version says.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Its number, for ever in its URL.
    pub id: ArticleId,
    /// The source that published it.
    pub source_id: SourceId,
    /// Its canonical URL; empty where the source gives none.
    pub url: String,
    /// The headline of the newest version, plain text.
    pub title: String,
    /// Who wrote it, as the source says; may be empty.
    pub byline: String,
    /// The beginning of the text, plain, at most [`Article::LEAD_CHARS`] characters.
    pub lead: String,
    /// The picture that stands for it, where the source names one.
    pub picture: Option<Lead>,
    /// The language it is written in; `None` where nobody knows: then it is never translated.
    pub language: Option<Lang>,
    /// When the source says it was published; never later than `first_seen_at`.
    pub published_at: Timestamp,
    /// When the source says it was changed.
    pub modified_at: Option<Timestamp>,
    /// When we saw it first.
    pub first_seen_at: Timestamp,
    /// When we last saw it change; what search and caches follow.
    pub changed_at: Timestamp,
    /// The number of the newest version, from 1.
    pub version: u32,
    /// When the source took it away; a tombstone stays.
    pub deleted_at: Option<Timestamp>,
    /// What the signs of its own page forbid us.
    pub restrictions: Restrictions,
}

impl Article {
    /// How long a lead may be, in characters: enough for every policy's excerpt in a list.
    pub const LEAD_CHARS: usize = 640;
}

/// Where a version's text came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// From the feed.
    Feed,
    /// From the article's page.
    Page,
}

impl Origin {
    /// The word that stands in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Feed => "feed",
            Self::Page => "page",
        }
    }

    /// Reads the word back; what is unknown came from a feed.
    pub fn parse(word: &str) -> Self {
        if word == "page" {
            Self::Page
        } else {
            Self::Feed
        }
    }
}

/// An article's content as seen at one time. Nothing is overwritten.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// The article.
    pub article_id: ArticleId,
    /// Counts from 1 within the article.
    pub number: u32,
    /// When we saw it.
    pub seen_at: Timestamp,
    /// Where its text came from.
    pub origin: Origin,
    /// Its headline, plain text.
    pub title: String,
    /// Its text.
    pub body: Body,
    /// Hash of title and text, in hex.
    pub content_hash: String,
}

/// The text of a version: its blocks in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Body(pub Vec<Segment>);

impl Body {
    /// The blocks that are shown, joined: those that were not cut.
    pub fn html(&self) -> Html {
        Html::join(
            self.0
                .iter()
                .filter(|segment| segment.cut.is_none())
                .map(|segment| &segment.html),
        )
    }

    /// The plain text of the blocks that are shown, a line each.
    pub fn text(&self) -> String {
        let shown = self.0.iter().filter(|segment| segment.cut.is_none());
        let markup_bytes = shown.clone().map(|segment| segment.html.as_str().len());
        let mut text = String::with_capacity(markup_bytes.sum());
        for segment in shown {
            let length = text.len();
            segment.html.text_into(&mut text);
            if text.len() > length {
                text.push('\n');
            }
        }
        text
    }
}

/// One block of a version: the unit of translation and of cutting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// What it is.
    pub kind: SegmentKind,
    /// Its markup, the block's own tag included.
    pub html: Html,
    /// Why it is not shown, where it was cut.
    pub cut: Option<String>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SegmentKind {
    /// A paragraph, or text without a block of its own.
    Paragraph,
    /// A heading inside the text.
    Heading,
    /// A list.
    List,
    /// A quotation.
    Quote,
    /// Preformatted text.
    Code,
    /// A picture with its caption.
    Figure,
    /// A table.
    Table,
    /// Anything else that may stand in a text.
    Other,
}

impl SegmentKind {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Paragraph,
        Self::Heading,
        Self::List,
        Self::Quote,
        Self::Code,
        Self::Figure,
        Self::Table,
        Self::Other,
    ];

    /// The word that stands in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Heading => "heading",
            Self::List => "list",
            Self::Quote => "quote",
            Self::Code => "code",
            Self::Figure => "figure",
            Self::Table => "table",
            Self::Other => "other",
        }
    }

    /// Reads the word back; what is unknown is [`SegmentKind::Other`].
    pub fn parse(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == word)
            .unwrap_or(Self::Other)
    }
}

//! The elements that are read, by namespace and name.

use crate::names::{Lower, is_markup};
use crate::namespace::{Namespace as N, Prefixes};

/// How many names are remembered.
const SLOTS: usize = 64;

/// The elements of the names that were met last: a feed has few names, and many tags.
#[derive(Default)]
pub(crate) struct Known<'a> {
    slots: Vec<(&'a str, Meaning<'a>)>,
    /// What was declared when they were remembered.
    version: usize,
}

impl<'a> Known<'a> {
    /// What a name means.
    pub(crate) fn meaning(&mut self, name: &'a str, prefixes: &Prefixes<'a>) -> Meaning<'a> {
        if self.slots.is_empty() || self.version != prefixes.version() {
            self.version = prefixes.version();
            self.slots.clear();
            self.slots.resize(SLOTS, ("", Meaning::of("", prefixes)));
        }
        let bytes = name.as_bytes();
        let last = bytes.last().copied().unwrap_or_default();
        let middle = bytes.get(bytes.len() / 2).copied().unwrap_or_default();
        let hash = bytes.len() + 7 * usize::from(last) + 31 * usize::from(middle);
        let slot = &mut self.slots[hash % SLOTS];
        if slot.0 != name {
            *slot = (name, Meaning::of(name, prefixes));
        }
        slot.1
    }
}

/// What a name means where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Meaning<'a> {
    pub(crate) namespace: N,
    /// The name without its prefix.
    pub(crate) local: &'a str,
    /// The element of a feed that it is; `None` where it is none that is read.
    pub(crate) element: Option<Element>,
    /// Whether it is an element of HTML.
    pub(crate) is_html: bool,
}

impl<'a> Meaning<'a> {
    fn of(name: &'a str, prefixes: &Prefixes<'a>) -> Self {
        let (namespace, local) = prefixes.split(name);
        let is_html = namespace == N::Xhtml || (namespace.is_core() && is_markup(local));
        Self {
            namespace,
            local,
            element: Element::of(namespace, local),
            is_html,
        }
    }
}

/// What an element is. Several names of several dialects mean the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Element {
    // What holds others.
    Rss,
    Rdf,
    Feed,
    Channel,
    Entry,
    Image,
    TextInput,
    Author,
    Contributor,
    Publisher,
    /// Who owns a podcast.
    Owner,
    Source,
    SkipHours,
    SkipDays,
    MediaGroup,
    Deleted,
    Chapters,
    GeoWhere,
    /// Holds what looks like a feed's or an entry's, and is neither's.
    Foreign,
    // What an entry or a feed says.
    Title,
    Link,
    Id,
    Description,
    Summary,
    Subtitle,
    Abstract,
    Content,
    Encoded,
    Body,
    Name,
    Email,
    Url,
    Published,
    Updated,
    Created,
    Category,
    Keywords,
    Enclosure,
    Comments,
    Language,
    Rights,
    License,
    Generator,
    Icon,
    Logo,
    Ttl,
    Cloud,
    Hour,
    Day,
    MovedTo,
    OriginalLink,
    CommentsFeed,
    CommentCount,
    InReplyTo,
    UpdatePeriod,
    UpdateFrequency,
    IsComplete,
    IsArchive,
    TdmReservation,
    TdmPolicy,
    // Dublin Core's, which stand beside a dialect's own.
    DcTitle,
    DcDescription,
    Creator,
    // Media RSS.
    MediaContent,
    MediaThumbnail,
    MediaTitle,
    MediaDescription,
    MediaCredit,
    MediaLicense,
    MediaCopyright,
    // Podcasts.
    ItunesAuthor,
    ItunesTitle,
    ItunesSummary,
    ItunesSubtitle,
    ItunesImage,
    ItunesCategory,
    Duration,
    Explicit,
    Season,
    Episode,
    Kind,
    Block,
    Complete,
    PodcastGuid,
    PodcastMedium,
    Locked,
    Transcript,
    ChaptersLink,
    Chapter,
    Person,
    Funding,
    // Places.
    Point,
    Latitude,
    Longitude,
}

use Element as E;

impl Element {
    /// The element of a name; `None` where it is none that is read.
    pub(crate) fn of(namespace: N, local: &str) -> Option<Self> {
        let lower = Lower::of(local);
        let name = lower.as_bytes();
        match namespace {
            N::Core | N::Atom03 | N::Atom10 | N::Rss090 | N::Rss10 => core(name),
            N::Rdf => match name {
                b"rdf" => Some(E::Rdf),
                _ => None,
            },
            N::Xhtml => (name == b"body").then_some(E::Body),
            N::Dc => dublin_core(name),
            N::DcTerms => match name {
                b"created" => Some(E::Created),
                b"issued" => Some(E::Published),
                b"modified" => Some(E::Updated),
                b"license" => Some(E::License),
                name => dublin_core(name),
            },
            N::Content => (name == b"encoded").then_some(E::Encoded),
            N::Media => media(name),
            N::Itunes | N::GooglePlay => itunes(name),
            N::Podcast => podcast(name),
            N::Psc => match name {
                b"chapters" => Some(E::Chapters),
                b"chapter" => Some(E::Chapter),
                _ => None,
            },
            _ => small(namespace, name),
        }
    }

    /// Whether it may hold others, so that its end ends what was left open in it.
    pub(crate) fn holds_others(self) -> bool {
        (self as u8) <= (E::Foreign as u8)
    }

    /// Whether it is a title or a text, which may be HTML.
    pub(crate) fn is_text(self) -> bool {
        matches!(
            self,
            E::Title
                | E::Description
                | E::Summary
                | E::Subtitle
                | E::Abstract
                | E::Content
                | E::Encoded
                | E::Body
                | E::DcTitle
                | E::DcDescription
                | E::ItunesTitle
                | E::ItunesSummary
                | E::ItunesSubtitle
                | E::MediaTitle
                | E::MediaDescription
        )
    }
}

fn core(name: &[u8]) -> Option<Element> {
    Some(match name {
        b"rss" => E::Rss,
        b"rdf" => E::Rdf,
        b"feed" => E::Feed,
        b"channel" => E::Channel,
        b"item" | b"entry" => E::Entry,
        b"title" => E::Title,
        b"link" => E::Link,
        b"guid" | b"id" => E::Id,
        b"description" => E::Description,
        b"summary" => E::Summary,
        b"content" => E::Content,
        b"fullitem" | b"content_encoded" => E::Encoded,
        b"body" => E::Body,
        b"subtitle" | b"tagline" => E::Subtitle,
        b"abstract" => E::Abstract,
        b"author" | b"managingeditor" => E::Author,
        b"contributor" => E::Contributor,
        b"webmaster" | b"publisher" => E::Publisher,
        b"name" => E::Name,
        b"email" => E::Email,
        b"uri" | b"url" | b"homepage" => E::Url,
        b"pubdate" | b"published" | b"issued" => E::Published,
        b"updated" | b"modified" | b"lastbuilddate" => E::Updated,
        b"created" => E::Created,
        b"category" => E::Category,
        b"keywords" | b"tags" => E::Keywords,
        b"enclosure" => E::Enclosure,
        b"comments" => E::Comments,
        b"source" => E::Source,
        b"language" => E::Language,
        b"copyright" | b"rights" => E::Rights,
        b"license" => E::License,
        b"generator" => E::Generator,
        b"image" => E::Image,
        b"icon" => E::Icon,
        b"logo" => E::Logo,
        b"ttl" => E::Ttl,
        b"cloud" => E::Cloud,
        b"textinput" => E::TextInput,
        b"skiphours" => E::SkipHours,
        b"skipdays" => E::SkipDays,
        b"hour" => E::Hour,
        b"day" => E::Day,
        b"newlocation" => E::MovedTo,
        b"tdm-reservation" => E::TdmReservation,
        b"tdm-policy" => E::TdmPolicy,
        _ => return None,
    })
}

fn dublin_core(name: &[u8]) -> Option<Element> {
    Some(match name {
        b"title" => E::DcTitle,
        b"creator" | b"author" => E::Creator,
        b"contributor" => E::Contributor,
        b"publisher" => E::Publisher,
        b"date" => E::Updated,
        b"subject" => E::Category,
        b"description" | b"abstract" => E::DcDescription,
        b"language" => E::Language,
        b"rights" => E::Rights,
        _ => return None,
    })
}

fn media(name: &[u8]) -> Option<Element> {
    Some(match name {
        b"group" => E::MediaGroup,
        b"content" => E::MediaContent,
        b"thumbnail" => E::MediaThumbnail,
        b"title" => E::MediaTitle,
        b"description" => E::MediaDescription,
        b"credit" => E::MediaCredit,
        b"copyright" => E::MediaCopyright,
        b"license" => E::MediaLicense,
        b"category" => E::Category,
        b"keywords" => E::Keywords,
        _ => return None,
    })
}

fn itunes(name: &[u8]) -> Option<Element> {
    Some(match name {
        b"author" => E::ItunesAuthor,
        b"title" => E::ItunesTitle,
        b"summary" | b"description" => E::ItunesSummary,
        b"subtitle" => E::ItunesSubtitle,
        b"image" | b"link" => E::ItunesImage,
        b"category" => E::ItunesCategory,
        b"keywords" => E::Keywords,
        b"owner" => E::Owner,
        b"name" => E::Name,
        b"email" => E::Email,
        b"duration" => E::Duration,
        b"explicit" => E::Explicit,
        b"season" => E::Season,
        b"episode" => E::Episode,
        b"episodetype" | b"type" => E::Kind,
        b"block" => E::Block,
        b"complete" => E::Complete,
        b"new-feed-url" => E::MovedTo,
        _ => return None,
    })
}

fn podcast(name: &[u8]) -> Option<Element> {
    Some(match name {
        b"guid" => E::PodcastGuid,
        b"medium" => E::PodcastMedium,
        b"locked" => E::Locked,
        b"transcript" => E::Transcript,
        b"chapters" => E::ChaptersLink,
        b"person" => E::Person,
        b"funding" => E::Funding,
        b"season" => E::Season,
        b"episode" => E::Episode,
        b"license" => E::License,
        b"liveitem" | b"alternateenclosure" | b"remoteitem" | b"podroll" => E::Foreign,
        _ => return None,
    })
}

/// The namespaces of which a few names are read.
fn small(namespace: N, name: &[u8]) -> Option<Element> {
    Some(match (namespace, name) {
        (N::Syndication, b"updateperiod") => E::UpdatePeriod,
        (N::Syndication, b"updatefrequency") => E::UpdateFrequency,
        (N::Slash, b"comments") | (N::Threading, b"total") => E::CommentCount,
        (N::CommentApi, b"commentrss") => E::CommentsFeed,
        (N::Threading, b"in-reply-to") => E::InReplyTo,
        (N::GeoRss | N::Geo, b"point") | (N::Gml, b"pos") => E::Point,
        (N::GeoRss, b"where") | (N::Gml, b"point") => E::GeoWhere,
        (N::Geo, b"lat") => E::Latitude,
        (N::Geo, b"long" | b"lon") => E::Longitude,
        (N::License, b"license") => E::License,
        (N::FeedBurner, b"origlink") => E::OriginalLink,
        (N::History, b"complete") => E::IsComplete,
        (N::History, b"archive") => E::IsArchive,
        (N::Tombstones, b"deleted-entry") => E::Deleted,
        (N::Tdm, b"reservation") => E::TdmReservation,
        (N::Tdm, b"policy") => E::TdmPolicy,
        (N::Webfeeds, b"icon") => E::Icon,
        (N::Webfeeds, b"logo") => E::Logo,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::Element as E;
    use crate::namespace::Namespace as N;

    #[test]
    fn names_of_any_case_and_dialect_are_known() {
        assert_eq!(E::of(N::Core, "pubDate"), Some(E::Published));
        assert_eq!(E::of(N::Atom10, "PUBLISHED"), Some(E::Published));
        assert_eq!(E::of(N::Dc, "title"), Some(E::DcTitle));
        assert_eq!(E::of(N::Slash, "comments"), Some(E::CommentCount));
        assert_eq!(E::of(N::Other, "title"), None);
        assert!(E::Entry.holds_others() && !E::Title.holds_others());
    }
}

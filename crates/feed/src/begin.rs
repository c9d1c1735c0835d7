//! What an element says when it begins: its attributes, and what its text will be.

mod links;
mod media;

use crate::capture::{Capture, Kind};
use crate::element::Element as E;
use crate::namespace::Namespace as N;
use crate::tag::Tag;
use crate::walk::{Place, Reader};
use crate::{Cloud, Deleted, Format, Funding, date};

impl<'a> Reader<'a> {
    /// An element has begun.
    pub(crate) fn begin(&mut self, element: E, namespace: N, tag: Tag<'a>, language: Option<&str>) {
        match element {
            E::Rss | E::Rdf | E::Feed | E::Channel => {
                self.begin_feed(element, namespace, tag, language);
            }
            _ => match self.place {
                Place::Image if element == E::Url => self.take(E::Url, tag, Kind::Plain),
                Place::Outside | Place::Foreign | Place::Image => {}
                Place::Author | Place::Other => {
                    if matches!(element, E::Name | E::Email) {
                        self.take(element, tag, Kind::Plain);
                    }
                }
                Place::Source => self.begin_in_source(element, tag),
                Place::Feed | Place::Entry => {
                    self.begin_in_draft(element, tag, language);
                }
            },
        }
    }

    fn begin_feed(&mut self, element: E, namespace: N, tag: Tag<'a>, language: Option<&str>) {
        if self.place == Place::Outside {
            self.place = Place::Feed;
            self.head.feed.format = self.format(element, namespace, tag);
        }
        if self.place != Place::Feed {
            return;
        }
        if let Some(language) = language.filter(|_| element != E::Channel) {
            language.clone_into(&mut self.draft().entry.language);
        }
        self.cdf(tag);
    }

    fn format(&self, element: E, namespace: N, tag: Tag<'_>) -> Format {
        let version = tag.value("version");
        match element {
            E::Rdf if self.has_prefix_of(N::Rss090) => Format::Rss090,
            E::Rdf => Format::Rss10,
            E::Feed if namespace == N::Atom03 || (version == "0.3" && namespace != N::Atom10) => {
                Format::Atom03
            }
            E::Feed => Format::Atom10,
            _ => match version.trim() {
                "0.90" => Format::Rss090,
                "0.91" => Format::Rss091,
                "0.92" | "0.93" | "0.94" => Format::Rss092,
                _ => Format::Rss20,
            },
        }
    }

    /// The channels of Microsoft's push format (CDF) say in attributes what others say in elements.
    fn cdf(&mut self, tag: Tag<'_>) {
        if tag.raw.is_empty() {
            return;
        }
        if let Some(link) = tag.given("href") {
            let link = self.resolver.absolute(&link);
            self.draft().entry.link = link;
        }
        if let Some(at) = tag.given("lastmod") {
            self.draft().entry.updated = date::parse(&at);
        }
    }

    /// What an entry's own tag says.
    pub(crate) fn entry_says(&mut self, tag: Tag<'_>, language: Option<&str>) {
        if tag.raw.is_empty() {
            return;
        }
        let mut attributes = tag.attributes();
        let about = attributes.find(|(name, _)| *name == "about" || name.ends_with(":about"));
        if let Some((_, about)) = about {
            self.draft().entry.id = crate::reference::resolved(about.trim()).into_owned();
        }
        if let Some(language) = language {
            language.clone_into(&mut self.draft().entry.language);
        }
        self.cdf(tag);
    }

    fn begin_in_source(&mut self, element: E, tag: Tag<'a>) {
        match element {
            E::Title => {
                let kind = kind(element, tag);
                self.take(element, tag, kind);
            }
            E::Id => self.take(element, tag, Kind::Plain),
            E::Author | E::Creator => self.hold(element, Place::Author, tag),
            E::Link => {
                let (rel, href) = (tag.value("rel"), self.resolver.absolute(&tag.value("href")));
                match &*rel {
                    _ if href.is_empty() => self.take(E::Link, tag, Kind::Plain),
                    "self" => self.origin.feed = href,
                    "" | "alternate" => self.origin.link = href,
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn begin_in_draft(&mut self, element: E, tag: Tag<'a>, language: Option<&str>) {
        if let Some(language) = language.filter(|_| self.place == Place::Entry)
            && self.draft().entry.language.is_empty()
        {
            self.draft().entry.language = language.to_owned();
        }
        match element {
            E::Image => self.hold(E::Image, Place::Image, tag),
            E::TextInput | E::Publisher | E::Foreign => self.place = Place::Foreign,
            E::Author | E::Creator => self.hold(element, Place::Author, tag),
            E::Contributor | E::Owner => self.hold(element, Place::Other, tag),
            E::Source => self.begin_source(tag),
            E::Link => self.link(tag),
            E::Enclosure => self.enclosure(tag),
            E::Category => self.category(tag),
            element if element.is_text() || element == E::Rights => {
                if element == E::Content && !tag.raw.is_empty() {
                    self.content_elsewhere(tag);
                }
                let kind = kind(element, tag);
                self.take(element, tag, kind);
            }
            E::MediaContent | E::MediaThumbnail | E::MediaLicense => self.media(element, tag),
            E::ItunesImage | E::ItunesCategory | E::Transcript | E::ChaptersLink | E::Chapter => {
                self.podcast(element, tag);
            }
            E::SkipHours
            | E::SkipDays
            | E::MediaGroup
            | E::Chapters
            | E::GeoWhere
            | E::Name
            | E::Email
            | E::Url => {}
            // RDF's holds others, GeoRSS's holds a text.
            E::Point => self.hold(E::Point, self.place, tag),
            E::License => self.license(tag),
            E::Cloud | E::Deleted | E::IsComplete | E::IsArchive | E::InReplyTo => {
                self.attributes(element, tag);
            }
            _ => self.take(element, tag, Kind::Plain),
        }
    }

    /// The element's text will be read.
    fn take(&mut self, element: E, tag: Tag<'a>, kind: Kind) {
        if !tag.is_empty {
            let room = std::mem::take(&mut self.room);
            self.capture = Some(Capture::new(element, tag, kind, room));
        }
    }

    /// The element holds others, or perhaps a text.
    fn hold(&mut self, element: E, place: Place, tag: Tag<'a>) {
        self.place = place;
        self.take(element, tag, Kind::Holder);
    }

    fn begin_source(&mut self, tag: Tag<'a>) {
        if self.place != Place::Entry {
            self.place = Place::Foreign;
            return;
        }
        self.origin = crate::Source::default();
        if let Some(url) = tag.given("url") {
            self.origin.feed = self.resolver.absolute(&url);
        }
        self.hold(E::Source, Place::Source, tag);
    }

    fn category(&mut self, tag: Tag<'a>) {
        let term = tag.value("term");
        if !term.is_empty() {
            self.add_category(&term);
        } else if tag.is_empty {
            self.add_category(&tag.value("label"));
        } else {
            self.take(E::Category, tag, Kind::Plain);
        }
    }

    /// Takes a category, once.
    pub(crate) fn add_category(&mut self, term: &str) {
        let term = term.trim();
        let count = self.draft().entry.categories.len();
        if term.is_empty() || !self.has_room(count) {
            return;
        }
        let known = &mut self.draft().entry.categories;
        if !known.iter().any(|known| known == term) {
            known.push(term.to_owned());
        }
    }

    /// The licence that an attribute names (RDF's way), or a text.
    fn license(&mut self, tag: Tag<'a>) {
        let mut attributes = tag.attributes();
        let named = attributes.find(|(name, _)| name.ends_with("resource") || *name == "href");
        match named {
            Some((_, url)) => {
                let url = crate::reference::resolved(url.trim()).into_owned();
                self.draft().entry.license = url;
            }
            None => self.take(E::License, tag, Kind::Plain),
        }
    }

    /// Elements that say all in attributes, or by being there.
    fn attributes(&mut self, element: E, tag: Tag<'a>) {
        match element {
            E::IsComplete => self.head.feed.paging.is_complete = true,
            E::IsArchive => self.head.feed.paging.is_archive = true,
            E::Cloud if self.head.feed.cloud.is_none() => {
                self.head.feed.cloud = Some(Cloud {
                    domain: tag.value("domain").into_owned(),
                    port: tag.value("port").trim().parse().ok(),
                    path: tag.value("path").into_owned(),
                    procedure: tag.value("registerProcedure").into_owned(),
                    protocol: tag.value("protocol").into_owned(),
                });
            }
            E::InReplyTo => {
                let names = ["ref", "href"].into_iter();
                if let Some(id) = names
                    .filter_map(|name| tag.given(name))
                    .find(|id| !id.is_empty())
                {
                    self.draft().entry.in_reply_to = id.into_owned();
                }
            }
            E::Deleted => {
                self.place = Place::Foreign;
                let count = self.head.feed.deleted.len();
                if count < crate::MAX_ENTRIES && self.has_room(0) {
                    self.head.feed.deleted.push(Deleted {
                        id: tag.value("ref").into_owned(),
                        at: date::parse(&tag.value("when")),
                    });
                }
            }
            _ => {}
        }
    }

    /// Takes a page where money can be given.
    pub(crate) fn add_funding(&mut self, url: String, text: String) {
        let count = self.head.show().funding.len();
        if !url.is_empty() && self.has_room(count) {
            self.head.show().funding.push(Funding { url, text });
        }
    }
}

/// What the text of an element is made of.
fn kind(element: E, tag: Tag<'_>) -> Kind {
    if element == E::Body {
        return Kind::Xhtml;
    }
    if memchr::memchr(b'=', tag.raw.as_bytes()).is_none() {
        return Kind::Markup;
    }
    if tag.value("mode") == "base64" {
        return Kind::Base64;
    }
    let given = tag.value("type").to_ascii_lowercase();
    match given.split(';').next().unwrap_or_default().trim() {
        "xhtml" | "application/xhtml+xml" => Kind::Xhtml,
        "" | "text" | "plain" | "html" => Kind::Markup,
        other if other.starts_with("text/") => Kind::Markup,
        other if other.ends_with("+xml") || other.ends_with("/xml") => Kind::Xhtml,
        other if other.contains('/') => Kind::Base64,
        _ => Kind::Markup,
    }
}

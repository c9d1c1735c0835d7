//! What an element says when it begins: its attributes, and what its text will be.

use crate::capture::{Capture, Kind};
use crate::draft::Rank;
use crate::element::Element as E;
use crate::head::Picture;
use crate::namespace::Namespace as N;
use crate::tag::Tag;
use crate::walk::{Place, Reader};
use crate::{Chapter, Cloud, Deleted, Enclosure, Format, Funding, Media, Transcript, date, number};

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
            E::Title
            | E::Description
            | E::Summary
            | E::Subtitle
            | E::Abstract
            | E::Content
            | E::Encoded
            | E::Body
            | E::Rights
            | E::DcTitle
            | E::DcDescription
            | E::ItunesTitle
            | E::ItunesSummary
            | E::ItunesSubtitle
            | E::MediaTitle
            | E::MediaDescription => {
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

    /// Atom's link, which says all in attributes; or RSS's, which is a text.
    fn link(&mut self, tag: Tag<'a>) {
        if tag.raw.is_empty() {
            self.take(E::Link, tag, Kind::Plain);
            return;
        }
        let names = ["href", "url", "uri", "rel", "type", "length"];
        let [href, url, uri, rel, media_type, length] = tag.values(names);
        let Some(href) = [href, url, uri].into_iter().find(|href| !href.is_empty()) else {
            self.take(E::Link, tag, Kind::Plain);
            return;
        };
        let href = self.resolver.absolute(&href);
        let rel = rel.to_ascii_lowercase();
        let rel = rel.rsplit('/').next().unwrap_or_default();
        let rel = rel.split_ascii_whitespace().next().unwrap_or_default();
        if rel == "enclosure" {
            self.add_enclosure(href, &media_type, &length);
            return;
        }
        let depth = self.depth();
        let draft = self.draft();
        match rel {
            "" | "alternate" => {
                let rank = if is_page(&media_type) {
                    Rank::Page
                } else {
                    Rank::File
                };
                draft.link(&href, rank, depth);
            }
            "license" | "copyright" => draft.entry.license.clone_from(&href),
            "replies" => self.replies(tag, &media_type, &href),
            "tdm-policy" => self.head.feed.tdm_policy.clone_from(&href),
            _ if self.place == Place::Feed => self.head_link(rel, &href),
            _ => {}
        }
        self.other_link(href);
    }

    /// The content may stand in a file of its own (RFC 4287, section 4.1.3.2).
    fn content_elsewhere(&mut self, tag: Tag<'a>) {
        let [src, media_type] = tag.values(["src", "type"]);
        if src.is_empty() {
            return;
        }
        let url = self.resolver.absolute(&src);
        if is_page(&media_type) {
            self.other_link(url);
        } else {
            self.add_enclosure(url, &media_type, "");
        }
    }

    /// The link to what was answered (RFC 4685, section 4), which may say how many there are.
    fn replies(&mut self, tag: Tag<'a>, media_type: &str, href: &str) {
        let mut attributes = tag.attributes();
        let count = attributes.find(|(name, _)| name.ends_with(":count"));
        let entry = &mut self.draft().entry;
        if let Some((_, count)) = count.filter(|_| entry.comment_count.is_none()) {
            entry.comment_count = number::small(count);
        }
        if is_page(media_type) && !media_type.is_empty() {
            href.clone_into(&mut entry.comments);
        } else {
            href.clone_into(&mut entry.comments_feed);
        }
    }

    /// What a feed's own link leads to.
    fn head_link(&mut self, rel: &str, href: &str) {
        if rel == "hub" {
            let length = self.head.feed.hubs.len();
            let is_known = self.head.feed.hubs.iter().any(|hub| hub == href);
            if !is_known && self.has_room(length) {
                self.head.feed.hubs.push(href.to_owned());
            }
            return;
        }
        let feed = &mut self.head.feed;
        let place = match rel {
            "self" => &mut feed.self_link,
            "next" => &mut feed.next,
            "previous" | "prev" => &mut feed.paging.previous,
            "first" => &mut feed.paging.first,
            "last" => &mut feed.paging.last,
            "current" => &mut feed.paging.current,
            "prev-archive" => &mut feed.paging.older_archive,
            "next-archive" => &mut feed.paging.newer_archive,
            "icon" => &mut feed.icon,
            _ => return,
        };
        if place.is_empty() {
            href.clone_into(place);
        }
    }

    fn enclosure(&mut self, tag: Tag<'a>) {
        let names = ["url", "href", "uri", "type", "length"];
        let [url, href, uri, media_type, length] = tag.values(names);
        match [url, href, uri].into_iter().find(|url| !url.is_empty()) {
            Some(url) => {
                let url = self.resolver.absolute(&url);
                self.add_enclosure(url, &media_type, &length);
            }
            None => self.take(E::Enclosure, tag, Kind::Plain),
        }
    }

    /// Takes a file, once.
    pub(crate) fn add_enclosure(&mut self, url: String, media_type: &str, length: &str) {
        let count = self.draft().entry.enclosures.len();
        if url.is_empty() || !self.has_room(count) {
            return;
        }
        let mut known = self.draft().entry.enclosures.iter();
        if known.any(|file| file.url == url) {
            return;
        }
        self.draft().entry.enclosures.push(Enclosure {
            url,
            media_type: media_type.to_owned(),
            // Who does not know the length writes 0.
            length: number::whole(length).filter(|length| *length > 0),
        });
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

    fn media(&mut self, element: E, tag: Tag<'a>) {
        if element == E::MediaLicense {
            self.media_license(tag);
            return;
        }
        let names = ["url", "type", "medium", "width", "height"];
        let [url, media_type, medium, width, height] = tag.values(names);
        if url.is_empty() {
            if element == E::MediaThumbnail {
                self.take(element, tag, Kind::Plain);
            }
            return;
        }
        let media = Media {
            url: self.resolver.absolute(&url),
            media_type: media_type.into_owned(),
            medium: medium.into_owned(),
            is_thumbnail: element == E::MediaThumbnail,
            width: number::small(&width),
            height: number::small(&height),
            ..Media::default()
        };
        let is_added = self.add_media(media);
        if element == E::MediaContent {
            self.is_in_media = is_added && !tag.is_empty;
        }
    }

    fn media_license(&mut self, tag: Tag<'a>) {
        let href = tag.value("href");
        if href.is_empty() {
            self.take(E::MediaLicense, tag, Kind::Plain);
        } else if self.draft().entry.license.is_empty() {
            self.draft().entry.license = self.resolver.absolute(&href);
        }
    }

    /// Takes a picture or a film, once. Says whether it was new.
    pub(crate) fn add_media(&mut self, media: Media) -> bool {
        if self.place == Place::Feed {
            self.head.picture(Picture::Thumbnail, media.url);
            return false;
        }
        let count = self.draft().entry.media.len();
        if media.url.is_empty() || !self.has_room(count) {
            return false;
        }
        let mut known = self.draft().entry.media.iter();
        if known.any(|one| one.url == media.url) {
            return false;
        }
        self.draft().entry.media.push(media);
        true
    }

    fn podcast(&mut self, element: E, tag: Tag<'a>) {
        let (href, url) = (tag.value("href"), tag.value("url"));
        let url = self
            .resolver
            .absolute(if url.is_empty() { &href } else { &url });
        match (element, self.place) {
            (E::ItunesCategory, _) => self.add_category(&tag.value("text")),
            (E::ItunesImage, Place::Feed) => self.head.picture(Picture::Itunes, url),
            _ if self.place != Place::Entry || (url.is_empty() && element != E::Chapter) => {}
            (E::ItunesImage, _) => self.draft().episode().image = url,
            (E::ChaptersLink, _) => self.draft().episode().chapters_link = url,
            (E::Transcript, _) => {
                let count = self.draft().episode().transcripts.len();
                if self.has_room(count) {
                    self.draft().episode().transcripts.push(Transcript {
                        url,
                        media_type: tag.value("type").into_owned(),
                        language: tag.value("language").into_owned(),
                    });
                }
            }
            _ => self.chapter(url, tag),
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

    fn chapter(&mut self, link: String, tag: Tag<'_>) {
        let count = self.draft().episode().chapters.len();
        if count < crate::limits::MAX_CHAPTERS && self.has_room(0) {
            let image = self.resolver.absolute(&tag.value("image"));
            self.draft().episode().chapters.push(Chapter {
                start: number::duration(&tag.value("start")),
                title: tag.value("title").into_owned(),
                link,
                image,
            });
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

/// Whether what a link leads to is a page, or may be.
fn is_page(media_type: &str) -> bool {
    let name = media_type.split(';').next().unwrap_or_default().trim();
    let pages = ["", "text/html", "application/xhtml+xml", "html", "xhtml"];
    pages.iter().any(|page| page.eq_ignore_ascii_case(name))
}

/// What the text of an element is made of.
pub(crate) fn kind(element: E, tag: Tag<'_>) -> Kind {
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

//! Links and files: what their attributes say.

use crate::capture::Kind;
use crate::draft::Rank;
use crate::element::Element as E;
use crate::tag::Tag;
use crate::walk::{Place, Reader};
use crate::{Enclosure, number};

impl<'a> Reader<'a> {
    /// Atom's link, which says all in attributes; or RSS's, which is a text.
    pub(super) fn link(&mut self, tag: Tag<'a>) {
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
        if matches!(rel, "" | "alternate") {
            let is_page = is_page(&media_type);
            let rank = if is_page { Rank::Page } else { Rank::File };
            let depth = self.depth();
            if let Some(other) = self.draft().link(href, rank, depth) {
                self.other_link(other);
            }
            return;
        }
        let draft = self.draft();
        match rel {
            "license" | "copyright" => draft.entry.license.clone_from(&href),
            "replies" => self.replies(tag, &media_type, &href),
            "tdm-policy" => self.head.feed.tdm_policy.clone_from(&href),
            _ if self.place == Place::Feed => self.head_link(rel, &href),
            _ => {}
        }
        self.other_link(href);
    }

    /// The content may stand in a file of its own (RFC 4287, section 4.1.3.2).
    pub(super) fn content_elsewhere(&mut self, tag: Tag<'a>) {
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

    pub(super) fn enclosure(&mut self, tag: Tag<'a>) {
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
}

/// Whether what a link leads to is a page, or may be.
fn is_page(media_type: &str) -> bool {
    let name = media_type.split(';').next().unwrap_or_default().trim();
    let pages = ["", "text/html", "application/xhtml+xml", "html", "xhtml"];
    pages.iter().any(|page| page.eq_ignore_ascii_case(name))
}

//! Pictures, films, and what podcasts say in attributes.

use crate::capture::Kind;
use crate::element::Element as E;
use crate::head::Picture;
use crate::tag::Tag;
use crate::walk::{Place, Reader};
use crate::{Chapter, Media, Transcript, number};

impl<'a> Reader<'a> {
    pub(super) fn media(&mut self, element: E, tag: Tag<'a>) {
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

    pub(super) fn podcast(&mut self, element: E, tag: Tag<'a>) {
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
}

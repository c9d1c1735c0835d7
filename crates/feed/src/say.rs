//! What the text of an element says, once it has been read.

use std::borrow::Cow;

use jiff::civil::Weekday;

use crate::capture::{Capture, Kind};
use crate::draft::{Rank, counts};
use crate::element::Element as E;
use crate::head::{Picture, period};
use crate::limits::{MAX_LIST, MAX_SHORT};
use crate::person::name_of;
use crate::walk::{Place, Reader};
use crate::{Media, Person, Text, base64, date, html, number, reference};

impl<'a> Reader<'a> {
    /// The text of the innermost element is read.
    pub(crate) fn say(&mut self, capture: &Capture<'a>) {
        let (element, kind, tag) = (capture.element, capture.kind, capture.tag);
        let (has_tags, text) = (capture.has_tags, Cow::Borrowed(capture.text().trim()));
        let text = match kind {
            Kind::Base64 => base64::decoded(&text).map_or(text, Cow::Owned),
            Kind::Xhtml => html::unwrapped(text),
            _ => text,
        };
        let text = reference::unmangled(text);
        if text.is_empty() {
            return;
        }
        match self.place {
            Place::Source => self.source_says(element, text),
            Place::Image => {
                let url = self.resolver.absolute(&text);
                self.picture(url);
            }
            Place::Author | Place::Other => self.person_says(element, text),
            _ if element.is_text() => {
                let given = tag.value("type");
                let text = self.text_of(element, kind, &given, has_tags, text);
                self.text_says(element, text);
            }
            _ => self.word_says(element, text, tag),
        }
    }

    /// A text with what is known of its kind.
    fn text_of(
        &mut self,
        element: E,
        kind: Kind,
        given: &str,
        has_tags: bool,
        mut text: Cow<'_, str>,
    ) -> Text {
        let given = given.to_ascii_lowercase();
        let is_plain = matches!(given.as_str(), "text" | "text/plain" | "plain") && !has_tags;
        // Whoever wrote "text" in RSS copied it from Atom.
        let is_atom = self.head.feed.format.is_atom();
        if is_plain && is_atom && kind != Kind::Base64 {
            return Text::plain(text.into_owned());
        }
        if let Some(resolved) = self.resolve_html(&text) {
            text = Cow::Owned(resolved);
        }
        if self.resolver.depth() > 0 && self.place == Place::Entry {
            self.draft().is_resolved = true;
        }
        let is_html = kind == Kind::Xhtml
            || has_tags
            || matches!(element, E::Description | E::Encoded | E::Body)
            || matches!(given.as_str(), "html" | "text/html");
        if is_html {
            Text::html(text.into_owned())
        } else if is_atom && given.is_empty() && element == E::Title {
            Text::guessed_of_atom(text.into_owned())
        } else {
            Text::guessed(text.into_owned())
        }
    }

    fn text_says(&mut self, element: E, text: Text) {
        let depth = self.depth();
        let (is_feed, is_in_media) = (self.place == Place::Feed, self.is_in_media);
        let draft = self.draft();
        match element {
            E::Title => draft.title(text, depth),
            // The name of a picture, not of the entry: WordPress puts the author's login there.
            E::MediaTitle if is_in_media => {}
            E::DcTitle | E::ItunesTitle | E::MediaTitle if draft.other_title.is_empty() => {
                draft.other_title = text;
            }
            E::DcTitle | E::ItunesTitle | E::MediaTitle => {}
            E::Subtitle if is_feed => draft.entry.summary = text,
            E::Description | E::DcDescription | E::Summary | E::Abstract => {
                draft.summary(text, depth);
            }
            E::Content | E::Encoded | E::Body => draft.content(text),
            E::ItunesSummary if !is_feed => draft.further(text),
            E::MediaDescription if is_in_media => {
                if let Some(media) = draft.last_media() {
                    media.description = text.to_string();
                }
                if draft.last_resort.is_empty() {
                    draft.last_resort = text;
                }
            }
            _ if draft.last_resort.is_empty() => draft.last_resort = text,
            _ => {}
        }
    }

    fn source_says(&mut self, element: E, text: Cow<'_, str>) {
        match element {
            E::Source | E::Title => self.origin.title = text.into_owned(),
            E::Id => self.origin.id = text.into_owned(),
            E::Link => self.origin.link = self.resolver.absolute(&text),
            _ => {}
        }
    }

    fn picture(&mut self, url: String) {
        if self.is_entry_open() {
            self.add_media_of_entry(url);
        } else {
            self.head.picture(Picture::Rss, url);
        }
    }

    fn add_media_of_entry(&mut self, url: String) {
        let media = Media {
            url,
            medium: "image".to_owned(),
            ..Media::default()
        };
        self.add_media(media);
    }

    fn person_says(&mut self, element: E, text: Cow<'_, str>) {
        match element {
            E::Email => self.person.email = text.into_owned(),
            _ => self.person.name = text.into_owned(),
        }
    }

    /// An element that may hold others has ended. `outer` is what is around it.
    pub(crate) fn finish_element(&mut self, element: E, outer: Place) {
        match (element, self.place) {
            (E::MediaContent, _) => self.is_in_media = false,
            (E::Author | E::Creator, Place::Author) => {
                let name = std::mem::take(&mut self.person).into_name();
                if outer == Place::Source {
                    self.add_source_author(name);
                } else {
                    self.add_author(name);
                }
            }
            (E::Contributor | E::Owner, Place::Other) => {
                let person = std::mem::take(&mut self.person);
                if element == E::Owner && outer == Place::Feed {
                    self.owner(person);
                }
            }
            (E::Source, Place::Source) => {
                let origin = std::mem::take(&mut self.origin);
                if origin != crate::Source::default() {
                    self.draft().entry.source = Some(Box::new(origin));
                }
            }
            _ => {}
        }
    }

    /// A podcast's owner: the first that is given, a name before an address.
    fn owner(&mut self, owner: crate::person::Named) {
        let has_name = !owner.name.is_empty();
        let owner = owner.into_name();
        let known = &mut self.head.show().owner;
        if owner.is_empty() || !(known.is_empty() || (has_name && known.contains('@'))) {
            return;
        }
        known.clone_from(&owner);
        let other = &mut self.draft().other_author;
        if other.is_empty() {
            *other = owner;
        }
    }

    fn add_source_author(&mut self, name: String) {
        let count = self.draft().source_authors.len();
        if !name.is_empty() && self.has_room(count) {
            self.draft().source_authors.push(name);
        }
    }

    fn add_author(&mut self, name: String) {
        let count = self.draft().entry.authors.len();
        if !name.is_empty() && self.has_room(count) {
            let known = &mut self.draft().entry.authors;
            if !known.contains(&name) {
                known.push(name);
            }
        }
    }

    /// A short text: a date, an address, a number, a word.
    fn word_says(&mut self, element: E, text: Cow<'_, str>, tag: crate::tag::Tag<'a>) {
        let depth = self.depth();
        match element {
            E::Enclosure | E::Link
                if element == E::Enclosure || tag.value("rel") == "enclosure" =>
            {
                let url = self.resolver.absolute(&text);
                self.add_enclosure(url, &tag.value("type"), &tag.value("length"));
            }
            E::Link => self.link_says(&text, depth),
            E::Id => self.id_says(text, tag, depth),
            E::Published | E::Created | E::Updated => self.date_says(element, &text, depth),
            E::Category => self.add_category(&text),
            E::Keywords => {
                let words = text.split(',').take(MAX_LIST);
                words.for_each(|word| self.add_category(word));
            }
            E::Comments => self.draft().entry.comments = self.resolver.absolute(&text),
            E::CommentsFeed => self.draft().entry.comments_feed = self.resolver.absolute(&text),
            E::CommentCount => set(&mut self.draft().entry.comment_count, number::small(&text)),
            E::OriginalLink => {
                let link = self.resolver.absolute(&text);
                self.other_link(link);
            }
            E::Language => self.draft().entry.language = text.into_owned(),
            E::Rights | E::MediaCopyright => self.rights_say(element, &text),
            E::License | E::MediaLicense => self.license_says(&text, tag),
            E::MediaThumbnail => {
                let url = self.resolver.absolute(&text);
                self.add_media(Media {
                    url,
                    is_thumbnail: true,
                    ..Media::default()
                });
            }
            E::MediaCredit => {
                if let Some(media) = self.draft().last_media() {
                    media.credit = text.into_owned();
                }
            }
            E::ItunesAuthor => name_of(&text).clone_into(&mut self.draft().other_author),
            E::Latitude => self.draft().latitude = text.parse().ok(),
            E::Longitude => self.draft().longitude = text.parse().ok(),
            E::Point => set(&mut self.draft().entry.place, number::place(&text)),
            _ if self.place == Place::Feed => self.feed_says(element, text, tag),
            _ => self.episode_says(element, text, tag),
        }
    }

    fn link_says(&mut self, text: &str, depth: usize) {
        // Escaped once too often; no server has a parameter called `amp;page`.
        let text = if text.contains("&amp;") {
            Cow::Owned(text.replace("&amp;", "&"))
        } else {
            Cow::Borrowed(text)
        };
        let link = self.resolver.absolute(&text);
        if let Some(other) = self.draft().link(link, Rank::Own, depth) {
            self.other_link(other);
        }
    }

    /// Takes a link that is not the one of the page.
    pub(crate) fn other_link(&mut self, link: String) {
        let count = self.draft().entry.links.len();
        if self.has_room(count) {
            self.draft().entry.links.push(link);
        }
    }

    fn id_says(&mut self, text: Cow<'_, str>, tag: crate::tag::Tag<'a>, depth: usize) {
        // RSS's own name for it counts, whatever else is called `id` there.
        let is_others = !self.head.feed.format.is_atom() && !tag.name.eq_ignore_ascii_case("guid");
        let draft = self.draft();
        if (is_others && draft.depths.id.is_some()) || !counts(&mut draft.depths.id, depth) {
            return;
        }
        let is_permalink = tag.given("isPermaLink");
        draft.id_is_link = is_permalink.is_none_or(|says| !says.eq_ignore_ascii_case("false"));
        draft.entry.id = text.into_owned();
    }

    fn date_says(&mut self, element: E, text: &str, depth: usize) {
        let at = date::parse(text);
        let draft = self.draft();
        if at.is_none() {
            return;
        }
        let (taken, place) = match element {
            E::Updated => (&mut draft.depths.updated, &mut draft.entry.updated),
            E::Created if draft.entry.published.is_some() => return,
            _ => (&mut draft.depths.published, &mut draft.entry.published),
        };
        if counts(taken, depth) {
            *place = at;
        }
    }

    fn rights_say(&mut self, element: E, text: &str) {
        let rights = &mut self.draft().entry.rights;
        if rights.is_empty() || element == E::Rights {
            let end = text.floor_char_boundary(MAX_SHORT);
            text[..end].clone_into(rights);
        }
    }

    fn license_says(&mut self, text: &str, tag: crate::tag::Tag<'a>) {
        let url = tag.value("url");
        let said = if url.is_empty() { text } else { &url };
        if self.draft().entry.license.is_empty() {
            self.draft().entry.license = said.to_string();
        }
    }

    fn feed_says(&mut self, element: E, text: Cow<'_, str>, tag: crate::tag::Tag<'a>) {
        let head = &mut self.head;
        match element {
            E::Ttl => set(&mut head.feed.ttl, number::small(&text)),
            E::Hour => {
                let hour = number::whole(&text).and_then(|hour| u8::try_from(hour % 24).ok());
                let is_new = |hour: &u8| !head.feed.skip_hours.contains(hour);
                if let Some(hour) = hour.filter(is_new) {
                    head.feed.skip_hours.push(hour);
                }
            }
            E::Day => {
                let is_new = |day: &Weekday| !head.feed.skip_days.contains(day);
                if let Some(day) = number::weekday(&text).filter(is_new) {
                    head.feed.skip_days.push(day);
                }
            }
            E::UpdatePeriod => head.period = period(&text),
            E::UpdateFrequency => head.frequency = number::small(&text),
            E::Icon => head.feed.icon = self.resolver.absolute(&text),
            E::Logo => {
                let url = self.resolver.absolute(&text);
                head.picture(Picture::Logo, url);
            }
            E::Generator => head.feed.generator = text.into_owned(),
            E::MovedTo => head.feed.moved_to = self.resolver.absolute(&text),
            E::TdmReservation => head.feed.tdm_reservation = number::yes(&text),
            E::TdmPolicy => head.feed.tdm_policy = self.resolver.absolute(&text),
            E::PodcastGuid => head.show().guid = text.into_owned(),
            E::PodcastMedium => head.show().medium = text.into_owned(),
            E::Locked => head.show().is_locked = number::yes(&text),
            E::Kind => head.show().kind = text.into_owned(),
            E::Explicit => head.show().is_explicit = number::yes(&text),
            E::Block => head.show().is_blocked = number::yes(&text) == Some(true),
            E::Complete => head.show().is_complete = number::yes(&text) == Some(true),
            E::Funding => {
                let url = self.resolver.absolute(&tag.value("url"));
                self.add_funding(url, text.into_owned());
            }
            E::Person => {
                let person = self.person_of(text, tag);
                if self.has_room(
                    self.head
                        .feed
                        .podcast
                        .as_ref()
                        .map_or(0, |show| show.people.len()),
                ) {
                    self.head.show().people.push(person);
                }
            }
            _ => {}
        }
    }

    fn episode_says(&mut self, element: E, text: Cow<'_, str>, tag: crate::tag::Tag<'a>) {
        if element == E::Person {
            let person = self.person_of(text, tag);
            let count = self.draft().episode().people.len();
            if self.has_room(count) {
                self.draft().episode().people.push(person);
            }
            return;
        }
        let draft = self.draft();
        match element {
            E::Duration => set(&mut draft.episode().duration, number::duration(&text)),
            E::Season => set(&mut draft.episode().season, number::small(&text)),
            E::Episode => draft.episode().number = text.into_owned(),
            E::Kind => draft.episode().kind = text.into_owned(),
            E::Explicit => set(&mut draft.episode().is_explicit, number::yes(&text)),
            _ => {}
        }
    }

    fn person_of(&mut self, name: Cow<'_, str>, tag: crate::tag::Tag<'a>) -> Person {
        Person {
            name: name.into_owned(),
            role: tag.value("role").into_owned(),
            link: self.resolver.absolute(&tag.value("href")),
            image: self.resolver.absolute(&tag.value("img")),
        }
    }
}

/// Takes a value, if there is one: what makes no sense does not wipe out what does.
fn set<T>(place: &mut Option<T>, value: Option<T>) {
    if value.is_some() {
        *place = value;
    }
}

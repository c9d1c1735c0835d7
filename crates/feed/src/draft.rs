//! An entry, or the feed as a whole, while it is read.
//!
//! Both say the same things in the same elements – a title, links, texts, people – so both are
//! drafts; what only feeds say is in [`crate::head`].

use url::Url;

use crate::html;
use crate::resolve::Resolver;
use crate::{Entry, Episode, Media, Text};

/// An entry while it is read.
#[derive(Default)]
pub(crate) struct Draft {
    pub(crate) entry: Entry,
    /// A text beside the summary: a second description, iTunes' summary.
    pub(crate) further: Text,
    /// A text for those that have no other.
    pub(crate) last_resort: Text,
    /// A title for those that have no other.
    pub(crate) other_title: Text,
    /// An author for those that have no other.
    pub(crate) other_author: String,
    /// Who wrote the feed that it was taken from.
    pub(crate) source_authors: Vec<String>,
    /// The id is the address of its page, too.
    pub(crate) id_is_link: bool,
    pub(crate) latitude: Option<f64>,
    pub(crate) longitude: Option<f64>,
    /// Whether its texts' addresses were made absolute by an `xml:base`.
    pub(crate) is_resolved: bool,
    pub(crate) depths: Depths,
}

/// How deep in the document what was taken stands: what stands nearer to the entry counts more, so
/// that nothing inside of an unknown element takes the place of the entry's own.
#[derive(Default)]
pub(crate) struct Depths {
    pub(crate) title: Option<usize>,
    pub(crate) link: Option<(usize, Rank)>,
    pub(crate) id: Option<usize>,
    pub(crate) text: Option<usize>,
    pub(crate) published: Option<usize>,
    pub(crate) updated: Option<usize>,
}

/// What a link is, from what counts most as the page of an entry to what counts least.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// RSS's own link.
    Own,
    /// Atom's, to a page.
    Page,
    /// Atom's, to a file of another kind.
    File,
}

/// Whether something at this depth counts at least as much as what was taken; then it is noted.
pub(crate) fn counts(taken: &mut Option<usize>, depth: usize) -> bool {
    let counts = taken.is_none_or(|taken| depth <= taken);
    if counts {
        *taken = Some(depth);
    }
    counts
}

impl Draft {
    /// What comes later takes no place that is taken.
    pub(crate) fn seal(&mut self) {
        let depths = &mut self.depths;
        let depths = [
            &mut depths.title,
            &mut depths.id,
            &mut depths.text,
            &mut depths.published,
            &mut depths.updated,
        ];
        for depth in depths.into_iter().flatten() {
            *depth = 0;
        }
        if let Some((depth, _)) = &mut self.depths.link {
            *depth = 0;
        }
    }

    /// Takes a link to its page. Of several that count the same RSS's last and Atom's first counts:
    /// Atom's others are translations and versions for phones.
    ///
    /// Gives the one that does not count, if there is one.
    pub(crate) fn link(&mut self, link: String, rank: Rank, depth: usize) -> Option<String> {
        let counts = match self.depths.link {
            Some(taken) if rank == Rank::Own => (depth, rank) <= taken,
            Some(taken) => (depth, rank) < taken,
            None => true,
        };
        let mut other = link;
        if counts {
            self.depths.link = Some((depth, rank));
            std::mem::swap(&mut other, &mut self.entry.link);
        }
        Some(other).filter(|other| !other.is_empty())
    }

    /// Takes a title. The first of those that stand equally near counts: what follows are the
    /// titles of things in the entry.
    pub(crate) fn title(&mut self, title: Text, depth: usize) {
        let is_nearer = self.depths.title.is_none_or(|taken| depth < taken);
        if is_nearer && !title.is_empty() {
            self.depths.title = Some(depth);
            self.entry.title = title;
        }
    }

    /// Takes a description or a summary.
    pub(crate) fn summary(&mut self, text: Text, depth: usize) {
        if text.is_empty() {
            return;
        }
        match self.depths.text {
            Some(taken) if depth > taken => {}
            Some(taken) if depth == taken => self.further(text),
            _ => {
                self.depths.text = Some(depth);
                self.entry.summary = text;
            }
        }
    }

    /// Takes a text that stands beside others.
    pub(crate) fn further(&mut self, text: Text) {
        if text.len() > self.further.len() {
            self.further = text;
        }
    }

    /// Takes the long text; the longest of several.
    pub(crate) fn content(&mut self, text: Text) {
        if text.len() > self.entry.content.len() {
            self.entry.content = text;
        }
    }

    /// What a caption or a name belongs to: the last film or picture, but not the small picture that
    /// stands in it.
    pub(crate) fn last_media(&mut self) -> Option<&mut Media> {
        let media = &mut self.entry.media;
        let own = media.iter().rposition(|media| !media.is_thumbnail);
        media.get_mut(own.unwrap_or(0))
    }

    /// What is said of it as an episode.
    pub(crate) fn episode(&mut self) -> &mut Episode {
        self.entry.podcast.get_or_insert_default()
    }

    /// Gives the entry, with what was missing taken from where else it may be found. The draft is
    /// empty after it.
    pub(crate) fn finish(&mut self, resolver: &mut Resolver<'_>) -> Entry {
        self.texts();
        let entry = &mut self.entry;
        let other_title = std::mem::take(&mut self.other_title);
        if entry.title.is_empty() {
            entry.title = other_title;
        }
        let other = std::mem::take(&mut self.other_author);
        if !other.is_empty() && !entry.authors.contains(&other) {
            entry.authors.push(other);
        }
        // RFC 4287, section 4.1.2: only then the feed's.
        let source_authors = std::mem::take(&mut self.source_authors);
        if entry.authors.is_empty() {
            entry.authors = source_authors;
        }
        if self.id_is_link && entry.link.is_empty() {
            entry.link = page_of(&entry.id, resolver);
        }
        if entry.place.is_none()
            && let (Some(latitude), Some(longitude)) = (self.latitude, self.longitude)
        {
            entry.place = crate::number::on_earth(latitude, longitude);
        }
        if let Some(episode) = &entry.podcast
            && !episode.image.is_empty()
            && !entry.media.iter().any(|media| media.url == episode.image)
        {
            entry.media.push(Media {
                url: episode.image.clone(),
                medium: "image".to_owned(),
                ..Media::default()
            });
        }
        let is_own = |link: &String| *link != entry.link && !link.is_empty();
        entry.links.retain(is_own);
        if !self.is_resolved {
            resolve_texts(entry, resolver);
        }
        self.id_is_link = false;
        self.is_resolved = false;
        self.latitude = None;
        self.longitude = None;
        self.depths = Depths::default();
        std::mem::take(&mut self.entry)
    }

    fn texts(&mut self) {
        let entry = &mut self.entry;
        let mut further = std::mem::take(&mut self.further);
        let last_resort = std::mem::take(&mut self.last_resort);
        if entry.summary.is_empty() {
            entry.summary = std::mem::take(&mut further);
        }
        if entry.summary.is_empty() && entry.content.is_empty() {
            entry.summary = last_resort;
        }
        // Podcasts give the same text twice, under two names.
        if entry.content.is_empty() && !further.is_empty() && *further != *entry.summary {
            entry.content = further;
            // Or a line under one and all of it under the other, in either order.
            if entry.summary.len() > 2 * entry.content.len() + 200 {
                std::mem::swap(&mut entry.summary, &mut entry.content);
            }
        }
    }
}

/// The page that an id names; empty where it is no address of one.
fn page_of(id: &str, resolver: &mut Resolver<'_>) -> String {
    let is_page = |link: &str| {
        let start = link.get(..8).unwrap_or(link).to_ascii_lowercase();
        start.starts_with("http://") || start.starts_with("https://")
    };
    if is_page(id) {
        return id.to_owned();
    }
    if id.starts_with('/') && resolver.base().is_some() {
        return resolver.absolute(id);
    }
    String::new()
}

/// Makes the addresses in texts absolute that stand there without an `xml:base`. They were written
/// for the entry's own page; browsers see them there.
fn resolve_texts(entry: &mut Entry, resolver: &mut Resolver<'_>) {
    for text in [&mut entry.summary, &mut entry.content] {
        if !text.is_html() || !html::has_relative(text) {
            continue;
        }
        let own = Url::parse(&entry.link).ok();
        let own = own.filter(|own| !own.cannot_be_a_base());
        let Some(base) = own.or_else(|| resolver.base().cloned()) else {
            return;
        };
        *text = Text::html(html::absolute(text, &base, resolver));
    }
}

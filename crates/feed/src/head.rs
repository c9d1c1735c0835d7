//! What only a feed says, not its entries.

use jiff::SignedDuration;

use crate::draft::Draft;
use crate::resolve::Resolver;
use crate::{Feed, Show};

/// The longest time that a feed may say it stays unchanged, as a multiple of its period.
const MAX_FREQUENCY: u32 = 10_000;

/// What only a feed says, while it is read.
#[derive(Default)]
pub(crate) struct Head {
    pub(crate) feed: Feed,
    pub(crate) period: Option<SignedDuration>,
    pub(crate) frequency: Option<u32>,
    /// Pictures, in the order of [`Picture`].
    pub(crate) pictures: [String; 4],
}

/// Where a feed's picture was found, from what counts most to what counts least.
#[derive(Clone, Copy)]
pub(crate) enum Picture {
    Rss,
    Logo,
    Itunes,
    Thumbnail,
}

impl Head {
    /// Takes a picture; the first of each kind.
    pub(crate) fn picture(&mut self, kind: Picture, url: String) {
        let place = &mut self.pictures[kind as usize];
        if place.is_empty() {
            *place = url;
        }
    }

    /// What is said of it as a podcast.
    pub(crate) fn show(&mut self) -> &mut Show {
        self.feed.podcast.get_or_insert_default()
    }

    /// The feed, but for its entries.
    pub(crate) fn finish(self, mut draft: Draft, resolver: &mut Resolver<'_>) -> Feed {
        let own = draft.finish(resolver);
        let mut feed = Feed {
            title: own.title,
            link: own.link,
            subtitle: if own.summary.is_empty() {
                own.content
            } else {
                own.summary
            },
            language: own.language,
            rights: own.rights,
            id: own.id,
            authors: own.authors,
            updated: own.updated,
            published: own.published,
            categories: own.categories,
            license: own.license,
            ..self.feed
        };
        feed.image = self
            .pictures
            .into_iter()
            .find(|url| !url.is_empty())
            .unwrap_or_default();
        feed.update_period = self.period.map(|period| {
            let often = self.frequency.unwrap_or(1).clamp(1, MAX_FREQUENCY);
            period / i32::try_from(often).unwrap_or(1)
        });
        feed
    }
}

/// How long `sy:updatePeriod` is.
pub(crate) fn period(text: &str) -> Option<SignedDuration> {
    let hours = match text.trim().to_ascii_lowercase().as_str() {
        "hourly" => 1,
        "daily" => 24,
        "weekly" => 7 * 24,
        "monthly" => 30 * 24,
        "yearly" => 365 * 24,
        _ => return None,
    };
    Some(SignedDuration::from_hours(hours))
}

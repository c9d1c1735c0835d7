//! From the wrapped crate's words to ours.

use std::fmt::Display;

use feedparser_rs as crate_;
use feedparser_rs::namespace::syndication::{SyndicationMeta, UpdatePeriod};
use jiff::{SignedDuration, Timestamp};
use url::Url;

use crate::{Enclosure, Entry, Format, NotAFeed, Reading, date, mask};

/// The longest link that is kept, in bytes: what browsers and servers take.
const MAX_LINK: usize = 8 << 10;

/// Translates what the crate has read. `begun` is how many entries the document begins, where that
/// was counted: fewer read is a complaint.
///
/// # Errors
///
/// Where the crate has not recognised the document.
pub(crate) fn reading(
    parsed: crate_::ParsedFeed,
    base: Option<&Url>,
    mut complaints: Vec<String>,
    begun: Option<usize>,
) -> Result<Reading, NotAFeed> {
    let format = format(parsed.version).ok_or(NotAFeed::OtherXml)?;
    let read = parsed.entries.len();
    if let Some(begun) = begun.filter(|begun| *begun > read) {
        complaints.push(format!("only {read} of {begun} entries could be read"));
    }
    let why = parsed.bozo_exception.unwrap_or_default();
    let is_date = why.starts_with("Invalid ") && why.ends_with(" format"); // We read more of them.
    if parsed.bozo && complaints.is_empty() && !is_date {
        complaints.push(format!("the document is not well-formed: {why}"));
    }
    let feed = parsed.feed;
    let own = Url::parse(&text(feed.link.as_deref())).ok();
    let links = Links {
        base: base.or(own.as_ref()),
    };
    let is_json = matches!(format, Format::Json10 | Format::Json11);
    let entries = parsed.entries.into_iter();
    Ok(Reading {
        format,
        link: links.absolute(feed.link.as_deref()),
        hubs: links.related(&feed.links, "hub"),
        next: match links.absolute(feed.next_url.as_deref()) {
            next if next.is_empty() => links.related(&feed.links, "next").pop().unwrap_or_default(),
            next => next,
        },
        ttl: feed.ttl.as_deref().and_then(|ttl| ttl.trim().parse().ok()),
        icon: links.absolute(if is_json {
            feed.logo.as_deref()
        } else {
            feed.icon.as_deref()
        }),
        image: links.absolute(feed_image(&feed, is_json)),
        title: text(feed.title),
        subtitle: first([feed.subtitle, feed.summary]),
        language: text(feed.language),
        rights: first([feed.rights, feed.dc_rights]),
        id: text(feed.id),
        authors: feed_authors(
            feed.authors,
            feed.author,
            feed.dc_creator,
            feed.itunes.as_deref(),
        ),
        updated: timestamp(
            feed.updated.map(|at| at.timestamp()),
            feed.updated_str.as_deref(),
        ),
        published: timestamp(
            feed.published.map(|at| at.timestamp()),
            feed.published_str.as_deref(),
        ),
        license: text(feed.license),
        update_period: feed.syndication.and_then(|says| period(&says)),
        skip_hours: feed
            .skiphours
            .iter()
            .filter_map(|hour| u8::try_from(hour % 24).ok())
            .collect(),
        complaints,
        entries: entries.map(|given| entry(given, &links, is_json)).collect(),
    })
}

fn entry(given: crate_::Entry, links: &Links<'_>, is_json: bool) -> Entry {
    let itunes = given.itunes.as_deref();
    let content = given
        .content
        .into_iter()
        .max_by_key(|content| content.value.len());
    Entry {
        link: links.absolute(given.link.as_deref()),
        links: links.all(&given.links),
        comments: links.absolute(given.comments.as_deref()),
        media: media(&given.media_content, &given.media_thumbnail, itunes, links),
        enclosures: given
            .enclosures
            .iter()
            .map(|file| enclosure(file, links))
            .collect(),
        summary: first([
            given.summary,
            itunes.and_then(|itunes| itunes.summary.clone()),
            given.media_description,
            given.subtitle,
        ]),
        content: content
            .map(|content| markup(content, is_json))
            .unwrap_or_default(),
        authors: entry_authors(given.authors, given.author, given.dc_creator, itunes),
        title: first([given.title, itunes.and_then(|itunes| itunes.title.clone())]),
        published: timestamp(
            given.published.or(given.dc_date).map(|at| at.timestamp()),
            given.published_str.as_deref(),
        ),
        updated: timestamp(
            given.updated.map(|at| at.timestamp()),
            given.updated_str.as_deref(),
        ),
        categories: categories(given.tags),
        language: text(given.language),
        rights: first([
            given.rights,
            given.dc_rights,
            given.media_copyright.and_then(|of| of.url),
        ]),
        license: text(given.license),
        source: given
            .source
            .map(|of| first([of.title, of.link, of.href]))
            .unwrap_or_default(),
        in_reply_to: given
            .in_reply_to
            .into_iter()
            .map(|to| {
                first([
                    to.ref_.map(|id| id.to_string()),
                    to.href.map(|url| url.to_string()),
                ])
            })
            .find(|id| !id.is_empty())
            .unwrap_or_default(),
        id: text(given.id),
    }
}

fn format(version: crate_::FeedVersion) -> Option<Format> {
    use crate_::FeedVersion as V;
    Some(match version {
        V::Rss090 => Format::Rss090,
        V::Rss091Netscape | V::Rss091Userland => Format::Rss091,
        V::Rss092 => Format::Rss092,
        V::Rss10 => Format::Rss10,
        V::Rss20 => Format::Rss20,
        V::Atom03 => Format::Atom03,
        V::Atom10 => Format::Atom10,
        V::JsonFeed10 => Format::Json10,
        V::JsonFeed11 => Format::Json11,
        V::Unknown => return None,
    })
}

/// A text as we hand it on: trimmed, addresses unmasked, empty where there is none.
fn text(given: Option<impl Display>) -> String {
    given.map_or(String::new(), |given| {
        let given = given.to_string();
        let given = given.trim();
        mask::unmask(given).into_owned()
    })
}

fn first<const N: usize>(given: [Option<String>; N]) -> String {
    given
        .into_iter()
        .map(text)
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

/// What the crate has read, or else what we read in the words themselves.
fn timestamp(seconds: Option<i64>, words: Option<&str>) -> Option<Timestamp> {
    seconds
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .or_else(|| date::parse(words?))
}

fn period(says: &SyndicationMeta) -> Option<SignedDuration> {
    let hours = match says.update_period? {
        UpdatePeriod::Hourly => 1,
        UpdatePeriod::Daily => 24,
        UpdatePeriod::Weekly => 7 * 24,
        UpdatePeriod::Monthly => 30 * 24,
        UpdatePeriod::Yearly => 365 * 24,
    };
    let often = says
        .update_frequency
        .as_deref()
        .and_then(|often| often.trim().parse().ok());
    Some(SignedDuration::from_hours(hours) / often.unwrap_or(1).clamp(1, 10_000))
}

fn markup(content: crate_::Content, is_json: bool) -> String {
    let is_plain = content.content_type.as_deref() == Some("text/plain");
    let value = text(Some(content.value));
    // Only JSON Feed means it: elsewhere "plain" is the default of those who forgot to say.
    if is_json && is_plain {
        return value
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace("\n\n", "<br><br>");
    }
    value
}

fn names(given: impl Iterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in given.filter(|name| !name.is_empty()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn person(given: crate_::Person) -> String {
    let name = text(given.name.map(|name| name.to_string()));
    match name_of(&name) {
        "" => text(given.email.map(|email| email.to_string())),
        name => name.to_owned(),
    }
}

/// The name in `desk@town.example (Mara Quill)`, `Mara Quill <desk@town.example>` and the like.
fn name_of(text: &str) -> &str {
    let Some((first, second)) = text.split_once(['(', '<']) else {
        return text;
    };
    let second = second.trim_end_matches([')', '>', ' ']);
    let name = match (first.contains('@'), second.contains('@')) {
        (true, false) => second,
        (false, true) => first,
        _ => text,
    };
    name.trim().trim_matches('"')
}

fn authors(people: Vec<crate_::Person>, others: [Option<String>; 3]) -> Vec<String> {
    let found = names(people.into_iter().map(person));
    if found.is_empty() {
        let others = others.map(|name| name.map(|name| name_of(&name).to_owned()));
        return names(
            others
                .into_iter()
                .map(text)
                .find(|name| !name.is_empty())
                .into_iter(),
        );
    }
    found
}

fn entry_authors(
    people: Vec<crate_::Person>,
    author: Option<impl Display>,
    creator: Option<impl Display>,
    itunes: Option<&crate_::ItunesEntryMeta>,
) -> Vec<String> {
    let itunes = itunes.and_then(|itunes| itunes.author.clone());
    authors(
        people,
        [
            author.map(|name| name.to_string()),
            creator.map(|name| name.to_string()),
            itunes,
        ],
    )
}

fn feed_authors(
    people: Vec<crate_::Person>,
    author: Option<impl Display>,
    creator: Option<impl Display>,
    itunes: Option<&crate_::ItunesFeedMeta>,
) -> Vec<String> {
    let itunes = itunes.and_then(|itunes| itunes.author.clone());
    authors(
        people,
        [
            author.map(|name| name.to_string()),
            creator.map(|name| name.to_string()),
            itunes,
        ],
    )
}

fn feed_image(feed: &crate_::FeedMeta, is_json: bool) -> Option<&str> {
    if is_json {
        return feed.icon.as_deref();
    }
    let itunes = feed
        .itunes
        .as_deref()
        .and_then(|itunes| itunes.image.as_deref());
    let image = feed.image.as_ref().map(|image| image.url.as_str());
    [image, feed.logo.as_deref(), itunes]
        .into_iter()
        .flatten()
        .find(|url| !url.is_empty())
}

fn categories(tags: Vec<crate_::Tag>) -> Vec<String> {
    names(tags.into_iter().map(|tag| {
        first([
            Some(tag.term.to_string()),
            tag.label.map(|label| label.to_string()),
        ])
    }))
}

fn media(
    content: &[crate_::MediaContent],
    thumbnails: &[crate_::MediaThumbnail],
    itunes: Option<&crate_::ItunesEntryMeta>,
    links: &Links<'_>,
) -> Vec<String> {
    let content = content.iter().map(|media| media.url.as_str());
    let thumbnails = thumbnails.iter().map(|media| media.url.as_str());
    let itunes = itunes.and_then(|itunes| itunes.image.as_deref());
    names(
        content
            .chain(thumbnails)
            .chain(itunes)
            .map(|url| links.absolute(Some(url))),
    )
}

fn enclosure(given: &crate_::Enclosure, links: &Links<'_>) -> Enclosure {
    Enclosure {
        url: links.absolute(Some(given.url.as_str())),
        media_type: text(given.enclosure_type.as_deref()),
        length: given
            .length
            .as_deref()
            .and_then(|length| length.trim().parse().ok()),
    }
}

/// Makes links absolute.
struct Links<'a> {
    base: Option<&'a Url>,
}

impl Links<'_> {
    /// The link, absolute where the base allows it; one that is absolute stays as it was written.
    fn absolute(&self, link: Option<&str>) -> String {
        let link = text(link);
        if link.is_empty() || link.len() > MAX_LINK {
            return String::new();
        }
        match Url::parse(&link) {
            Err(url::ParseError::RelativeUrlWithoutBase) => self
                .base
                .and_then(|base| base.join(&link).ok())
                .map_or(link, String::from),
            _ => link,
        }
    }

    fn all(&self, links: &[crate_::Link]) -> Vec<String> {
        names(
            links
                .iter()
                .map(|link| self.absolute(Some(link.href.as_str()))),
        )
    }

    fn related(&self, links: &[crate_::Link], rel: &str) -> Vec<String> {
        let is_related = |link: &&crate_::Link| link.rel.as_deref() == Some(rel);
        names(
            links
                .iter()
                .filter(is_related)
                .map(|link| self.absolute(Some(link.href.as_str()))),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn names_are_told_from_addresses() {
        assert_eq!(name_of("desk@town.example (Mara Quill)"), "Mara Quill");
        assert_eq!(name_of("\"Mara Quill\" <desk@town.example>"), "Mara Quill");
        assert_eq!(name_of("Mara Quill (desk@town.example)"), "Mara Quill");
        assert_eq!(name_of("Mara Quill (Town desk)"), "Mara Quill (Town desk)");
        assert_eq!(name_of("desk@town.example"), "desk@town.example");
    }
}

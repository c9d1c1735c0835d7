//! The picture that stands for the article, with its caption and who made it.

use url::Url;

use super::claim::{Claim, Fact, Place};
use super::credit;
use super::data::{Picture, Piece};
use super::said::Said;
use super::words::{address, line};
use crate::picture::{self, fetchable};

/// Words in the name of a file whose picture stands for the site, not for an article.
const OF_SITE: [&str; 10] = [
    "logo",
    "logos",
    "favicon",
    "placeholder",
    "fallback",
    "avatar",
    "sprite",
    "default",
    "noimage",
    "touch",
];

/// How many pictures of the text are looked at.
const MAX_SHOTS: usize = 40;

/// How many claims are kept.
const MAX_CLAIMS: usize = 10;

/// A picture, and where it was found.
struct Offered {
    place: Place,
    picture: Picture,
    /// Whether readers see it between the headline and the text.
    is_on_top: bool,
}

/// The lead picture and what else was said to be it.
///
/// What a page names for itself is cut for others' pages and often another picture than the one on
/// top of the article, which readers know it by, and which has a caption. So a picture that is both
/// named and shown comes first, then the one on top, then the one that is named.
pub(super) fn lead(
    said: &Said,
    article: &Piece,
    page: &Piece,
    base: &Url,
) -> (Picture, Vec<Claim>) {
    let mut offered = named(said, article, page);
    offered.extend(shown(said, base));
    offered.retain_mut(|it| {
        it.picture.url = fetchable(&it.picture.url, Some(base)).unwrap_or_default();
        it.picture.width = it.picture.width.max(width(&it.picture.url));
        !it.picture.url.is_empty() && !is_of_site(&it.picture.url, &article.logo)
    });
    let Some(first) = first(&offered) else {
        return (Picture::default(), Vec::new());
    };
    let key = key(&offered[first].picture.url);
    let is_same = |at: &usize| is_variation(&self::key(&offered[*at].picture.url), &key);
    let same: Vec<usize> = (0..offered.len()).filter(is_same).collect();
    // Of several of one width the first one stands.
    let best = same
        .iter()
        .rev()
        .max_by_key(|at| offered[**at].picture.width);
    let best = best.copied().unwrap_or(first);
    let said_of = |text: fn(&Picture) -> &str| {
        let shown = same.iter().rev().map(|at| text(&offered[*at].picture));
        shown
            .into_iter()
            .find(|text| !text.is_empty())
            .unwrap_or_default()
    };
    let told = said_of(|picture| &picture.credit);
    let caption = credit::without(said_of(|picture| &picture.caption), told);
    let (caption, credit) = credit::parted(caption);
    let lead = Picture {
        caption,
        credit: if told.is_empty() {
            credit
        } else {
            credit::name(told)
        },
        ..offered[best].picture.clone()
    };
    let claims = offered.into_iter().enumerate();
    let claims = claims.filter(|(at, _)| *at == best || *at < MAX_CLAIMS);
    let claims = claims.map(|(at, it)| Claim {
        is_taken: at == best,
        ..Claim::new(Fact::Picture, it.place, it.picture.url)
    });
    (lead, claims.collect())
}

/// Which of them it is.
fn first(offered: &[Offered]) -> Option<usize> {
    // Microdata names the pictures of teasers, too.
    let is_named = |it: &&Offered| !matches!(it.place, Place::Text | Place::Microdata);
    let keys: Vec<String> = offered
        .iter()
        .filter(is_named)
        .map(|it| key(&it.picture.url))
        .collect();
    let is_shown = |it: &Offered| {
        let own = key(&it.picture.url);
        it.place == Place::Text && (it.is_on_top || keys.iter().any(|key| is_variation(key, &own)))
    };
    let shown = offered.iter().position(is_shown);
    let named = offered.iter().position(|it| it.place != Place::Text);
    let told = offered.iter().position(|it| !it.picture.caption.is_empty());
    shown.or(named).or(told)
}

/// The pictures that the page names for itself, in the order in which they are believed.
fn named(said: &Said, article: &Piece, page: &Piece) -> Vec<Offered> {
    let bare = |url: &str| Picture {
        url: address(url),
        ..Picture::default()
    };
    let metas = [
        (Place::Twitter, "twitter:image"),
        (Place::Twitter, "twitter:image:src"),
        (Place::Meta, "parsely-image-url"),
        (Place::Meta, "sailthru.image.full"),
        (Place::Meta, "thumbnail"),
    ];
    let links = said.links.iter().filter(|link| link.rel == "image_src");
    let properties = said.properties.iter().filter(|(name, _)| name == "image");
    let mut found: Vec<(Place, Picture)> = Vec::new();
    found.extend(largest(&article.pictures).map(|picture| (Place::Data, picture.clone())));
    found.extend(
        open_graph(said)
            .into_iter()
            .map(|picture| (Place::OpenGraph, picture)),
    );
    found.extend(metas.map(|(place, name)| (place, bare(&said.meta(&[name])))));
    found.extend(links.map(|link| (Place::Link, bare(&link.href))));
    found.extend(largest(&page.pictures).map(|picture| (Place::PageData, picture.clone())));
    found.extend(properties.map(|(_, url)| (Place::Microdata, bare(url))));
    let found = found
        .into_iter()
        .filter(|(_, picture)| !picture.url.is_empty());
    found
        .map(|(place, picture)| Offered {
            place,
            picture,
            is_on_top: false,
        })
        .collect()
}

/// The pictures of the text, in their order.
fn shown(said: &Said, base: &Url) -> Vec<Offered> {
    let shots = said.shots.iter();
    let shots = shots.filter(|shot| shot.is_below_heading || !shot.caption.is_empty());
    let shown = shots.take(MAX_SHOTS).filter_map(|shot| {
        let named = picture::named(&shot.tag, &[], Some(base))?;
        let caption = if shot.caption.is_empty() {
            &named.alt
        } else {
            &shot.caption
        };
        Some(Offered {
            place: Place::Text,
            picture: Picture {
                caption: line(caption),
                credit: line(&shot.credit),
                width: 0,
                url: named.url,
            },
            is_on_top: shot.is_on_top,
        })
    });
    shown.collect()
}

/// The pictures of a list, the largest first.
fn largest(pictures: &[Picture]) -> impl Iterator<Item = &Picture> {
    let mut pictures: Vec<&Picture> = pictures.iter().collect();
    pictures.sort_by_key(|picture| std::cmp::Reverse(picture.width));
    pictures.into_iter()
}

/// The Open Graph's pictures: what follows an address is about it.
fn open_graph(said: &Said) -> Vec<Picture> {
    let mut pictures: Vec<Picture> = Vec::new();
    for (name, value) in &said.metas {
        let last = pictures.last_mut();
        match (name.as_str(), last) {
            ("og:image", _) => pictures.push(Picture {
                url: address(value),
                ..Picture::default()
            }),
            ("og:image:url" | "og:image:secure_url", None) => {
                pictures.push(Picture {
                    url: address(value),
                    ..Picture::default()
                });
            }
            ("og:image:width", Some(picture)) => picture.width = value.parse().unwrap_or_default(),
            ("og:image:alt", Some(picture)) => picture.caption = line(value),
            _ => {}
        }
    }
    pictures
}

fn is_of_site(url: &str, logo: &str) -> bool {
    let path = url
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let name = path.rsplit('/').next().unwrap_or_default();
    let mut words = name.split(|c: char| !c.is_ascii_alphanumeric());
    // "…_default_0.jpg" is a size like any other.
    let begins = words.next().is_some_and(|word| OF_SITE.contains(&word));
    url == logo
        || name.rsplit('.').next() == Some("svg")
        || begins
        || words.any(|word| word != "default" && OF_SITE.contains(&word))
}

/// The width that an address asks for: "?w=1200"; 0 where it does not say.
fn width(url: &str) -> u32 {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let width = pairs.find(|(name, _)| matches!(*name, "w" | "width"));
    width
        .and_then(|(_, width)| width.parse().ok())
        .unwrap_or_default()
}

/// Whether two names are of one picture: the same, or long and begun in the same way.
fn is_variation(a: &str, b: &str) -> bool {
    const LONG: usize = 24;
    let common = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    a == b || (common >= LONG && common * 2 >= a.len().max(b.len()))
}

/// What the variations of a picture have in common: the name of the file without its size.
fn key(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let name = path
        .rsplit('/')
        .find(|part| part.chars().count() > 5)
        .unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut key = String::new();
    for part in stem.split(['-', '_', '.']) {
        let is_size = part
            .split('x')
            .all(|number| number.parse::<u32>().is_ok_and(|number| number < 5_000));
        if !is_size {
            key.push_str(part);
            key.push('-');
        }
    }
    if key.chars().filter(|c| c.is_alphanumeric()).count() < 4 {
        stem.to_owned()
    } else {
        key
    }
}

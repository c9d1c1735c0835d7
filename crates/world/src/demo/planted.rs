//! What was planted in the demo's web, for a check of the portal that has read it.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::broken::READABLE;
use super::outlet::Outlet;
use super::outlets::BROKEN_PATHS;
use super::piece::Piece;
use super::plan::PROMO;

/// The sentence that stands in the full text of an outlet of which only headlines are allowed.
const SECRET: &str = "The blue binder never left the vault in Room 4417.";

/// What a portal should show after the last step, and what it must never show.
#[derive(Clone, Debug)]
pub struct Planted {
    /// The articles that stand at the end, with the headlines that they have then. Each headline
    /// is there once.
    pub articles: Vec<PlantedArticle>,
    /// How many those are. A portal holds one more: the deleted one's tombstone; and what it
    /// could read of the broken feeds.
    pub article_count: usize,
    /// Those whose headline was changed.
    pub edited: Vec<Edited>,
    /// The one that was taken away.
    pub deleted: Deleted,
    /// Events that several outlets report.
    pub events: Vec<Event>,
    /// The slug of the outlet with a line of its own in each article.
    pub promo_outlet: String,
    /// That line, plain text.
    pub promo: String,
    /// The slug of the outlet of which only headlines may be shown.
    pub secret_outlet: String,
    /// A sentence of its full text that must never be shown.
    pub secret: String,
    /// The broken feeds.
    pub broken: Vec<BrokenFeed>,
}

/// An article that stands at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlantedArticle {
    /// The slug of its outlet.
    pub outlet: String,
    /// Its headline, plain text.
    pub headline: String,
    /// Its URL.
    pub url: String,
    /// When it was published.
    pub published: Timestamp,
    /// How many versions it has had.
    pub versions: usize,
}

/// An article that was changed after it was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The slug of its outlet.
    pub outlet: String,
    /// Its URL.
    pub url: String,
    /// The headline that it was published with.
    pub old_headline: String,
    /// The headline that it has at the end.
    pub new_headline: String,
    /// When it was changed for the last time.
    pub at: Timestamp,
}

/// An article that was taken away: its page answers 410 and it is no longer in its feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deleted {
    /// The slug of its outlet.
    pub outlet: String,
    /// The headline that it had.
    pub headline: String,
    /// Its URL.
    pub url: String,
    /// The path of that URL.
    pub path: String,
    /// When it was taken away.
    pub at: Timestamp,
}

/// An event that several outlets report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its name in the demo's files.
    pub name: String,
    /// Who reports it: the slug of the outlet and the headline at the end, in order of time.
    pub reports: Vec<(String, String)>,
}

/// A feed that is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenFeed {
    /// The slug of its outlet.
    pub outlet: String,
    /// Its URL.
    pub url: String,
    /// What is wrong with it.
    pub broken: Broken,
}

/// What is wrong with a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It is malformed, and ends in the middle; these headlines can still be read.
    Malformed {
        /// The headlines, plain text.
        headlines: Vec<String>,
    },
    /// It answers 500.
    ServerError,
    /// It is a web page, and links to no feed.
    WebPage,
}

pub(super) fn planted(outlets: &[Outlet], pieces: &[Piece], end: Timestamp) -> Planted {
    let told: Vec<_> = pieces
        .iter()
        .filter(|piece| piece.published() <= end)
        .collect();
    let articles: Vec<_> = told
        .iter()
        .filter_map(|piece| article(outlets, piece, end))
        .collect();
    let edited = pieces
        .iter()
        .filter_map(|piece| edited(outlets, piece, end));
    let deleted = pieces.iter().find_map(|piece| deleted(outlets, piece));
    Planted {
        article_count: articles.len(),
        articles,
        edited: edited.collect(),
        deleted: deleted.expect("the demo's files have one"),
        events: events(outlets, pieces, end),
        promo_outlet: outlets[1].slug.clone(),
        promo: PROMO.to_owned(),
        secret_outlet: outlets[2].slug.clone(),
        secret: SECRET.to_owned(),
        broken: broken(outlets),
    }
}

fn article(outlets: &[Outlet], piece: &Piece, end: Timestamp) -> Option<PlantedArticle> {
    let item = piece.as_of(end)?;
    let outlet = &outlets[piece.outlet];
    Some(PlantedArticle {
        outlet: outlet.slug.clone(),
        url: outlet.channel.url_of(&item),
        headline: item.title,
        published: piece.published(),
        versions: piece
            .versions
            .iter()
            .filter(|version| version.at <= end)
            .count(),
    })
}

fn edited(outlets: &[Outlet], piece: &Piece, end: Timestamp) -> Option<Edited> {
    let item = piece.as_of(end)?;
    let outlet = &outlets[piece.outlet];
    let first = piece.versions.first()?;
    let is_changed = first.title != item.title;
    is_changed.then(|| Edited {
        outlet: outlet.slug.clone(),
        url: outlet.channel.url_of(&item),
        old_headline: first.title.clone(),
        new_headline: item.title,
        at: piece.changed_at(end).unwrap_or(end),
    })
}

fn deleted(outlets: &[Outlet], piece: &Piece) -> Option<Deleted> {
    let at = piece.deleted_at?;
    let outlet = &outlets[piece.outlet];
    let item = piece.as_of(piece.published())?;
    Some(Deleted {
        outlet: outlet.slug.clone(),
        url: outlet.channel.url_of(&item),
        path: item.path(),
        headline: item.title,
        at,
    })
}

fn events(outlets: &[Outlet], pieces: &[Piece], end: Timestamp) -> Vec<Event> {
    let mut reports: BTreeMap<&str, Vec<&Piece>> = BTreeMap::new();
    for piece in pieces.iter().filter(|piece| !piece.event.is_empty()) {
        reports.entry(&piece.event).or_default().push(piece);
    }
    let event = |(name, mut pieces): (&str, Vec<&Piece>)| {
        pieces.sort_by_key(|piece| piece.published());
        let reports = pieces.iter().filter_map(|piece| {
            let headline = piece.as_of(end)?.title;
            Some((outlets[piece.outlet].slug.clone(), headline))
        });
        Event {
            name: name.to_owned(),
            reports: reports.collect(),
        }
    };
    reports.into_iter().map(event).collect()
}

fn broken(outlets: &[Outlet]) -> Vec<BrokenFeed> {
    let headlines = READABLE
        .iter()
        .map(|(title, _)| (*title).to_owned())
        .collect();
    let kinds = [
        Broken::Malformed { headlines },
        Broken::ServerError,
        Broken::WebPage,
    ];
    let feeds = outlets.iter().zip(BROKEN_PATHS).zip(kinds);
    let feed = |((outlet, path), broken): ((&Outlet, &str), Broken)| BrokenFeed {
        outlet: outlet.slug.clone(),
        url: format!("{}{path}", outlet.channel.home),
        broken,
    };
    feeds.map(feed).collect()
}

//! `/sources/{slug}`: what we know of a source, and its articles.
//!
//! A feed's URL is not on it: it may hold the operator's own key.

use depesche_model::health::{Health, SourceReport};
use depesche_model::{Audience, Feed};
use serde::Serialize;

use super::list::{List, part};
use super::sources::{SourceRow, is_public};
use crate::answer::Answer;
use crate::ask::Ask;
use crate::editions::Edition;
use crate::failure::Failure;
use crate::feeds::channel;
use crate::routes::Format;
use crate::view::{Head, When, http_url};

/// A source sheet.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SourceSheet {
    /// What also stands in the table of sources.
    pub(crate) row: SourceRow,
    /// Its home page; may be empty.
    pub(crate) home: String,
    /// Its owner; may be empty.
    pub(crate) owner: String,
    /// Its country; may be empty.
    pub(crate) country: String,
    /// The licence it declares, as it was written; may be empty.
    pub(crate) licence: String,
    /// Why so much of it may be shown; may be empty.
    pub(crate) basis: String,
    /// Whether it stands in our feeds.
    pub(crate) in_feeds: bool,
    /// Since when we read it.
    pub(crate) since: When,
    /// Its feeds.
    pub(crate) polled: Vec<Polled>,
    /// Its articles.
    pub(crate) list: List,
}

/// A feed of the source.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Polled {
    /// What it calls itself; else its host.
    pub(crate) name: String,
    /// How it is doing: `ok`, `new`, `failing`, `ended`.
    pub(crate) health: &'static str,
    /// When it last answered.
    pub(crate) answered: Option<When>,
}

pub(crate) async fn answer(ask: &Ask) -> Result<Answer, Failure> {
    let report = ask.store().source(&ask.slug).await?;
    let report = report.filter(is_public).ok_or(Failure::NotFound)?;
    let name = report.source.name.clone();
    let found = ask.store().of_source(report.source.id, ask.part()?).await?;
    if ask.format != Format::Html {
        return channel(ask, name, found).await;
    }
    let mut list = List::new(ask, name.clone(), &part(found, Audience::Public));
    if !report.source.policy.feeds {
        list.feeds.clear();
    }
    let head = Head {
        title: name,
        alternates: list.feeds.clone(),
        ..Head::default()
    };
    ask.page("source.html", head, &sheet(&report, list, ask))
        .await
}

fn sheet(report: &SourceReport, list: List, ask: &Ask) -> SourceSheet {
    let source = &report.source;
    SourceSheet {
        row: SourceRow::new(report, &ask.edition, ask.now),
        home: http_url(&source.home),
        owner: source.owner.clone(),
        country: source.country.clone(),
        licence: source.licence.clone(),
        basis: source.policy.basis.clone(),
        in_feeds: source.policy.feeds,
        since: When {
            machine: ask.edition.dates.machine_day(source.added_at),
            text: ask.edition.dates.date(source.added_at),
        },
        polled: report.feeds.iter().map(|feed| polled(feed, ask)).collect(),
        list,
    }
}

fn polled(feed: &Feed, ask: &Ask) -> Polled {
    let host = || {
        let url = url::Url::parse(&feed.url).ok()?;
        url.host_str().map(str::to_owned)
    };
    let title = feed.title.trim();
    Polled {
        name: if title.is_empty() {
            host().unwrap_or_default()
        } else {
            title.to_owned()
        },
        health: Health::of(feed).as_str(),
        answered: feed.last_success_at.map(|at| ask.edition.when(at, ask.now)),
    }
}

impl SourceSheet {
    /// How it looks.
    pub(crate) fn sample(edition: &Edition) -> Self {
        let row = super::sources::Sources::sample(edition)
            .sources
            .swap_remove(0);
        Self {
            home: "https://hafenbote.example/".to_owned(),
            owner: "Hafenbote Genossenschaft eG".to_owned(),
            country: "DE".to_owned(),
            licence: "CC BY-SA 4.0".to_owned(),
            basis: "Absprache vom 3. Mai 2026".to_owned(),
            in_feeds: true,
            since: When {
                machine: "2026-05-03".to_owned(),
                text: "3. Mai 2026".to_owned(),
            },
            polled: vec![Polled {
                name: "Hafenbote – alle Meldungen".to_owned(),
                health: Health::Fine.as_str(),
                answered: row.newest.clone(),
            }],
            list: List {
                title: row.name.clone(),
                ..List::sample(edition)
            },
            row,
        }
    }
}

//! `/sources/{slug}`: what we know of a source, and its articles.
//!
//! A feed's URL is not on it: it may hold the operator's own key.

use depesche_model::health::{SourceReport, State, silence};
use depesche_model::{Audience, Feed};
use jiff::Timestamp;
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
    /// How it is doing, in the words of the table of sources; never `pages-changed`.
    pub(crate) health: &'static str,
    /// When it last answered.
    pub(crate) answered: Option<When>,
    /// Where it has brought nothing for much longer than usual.
    pub(crate) silence: Option<Silence>,
}

/// A silence against what is usual.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Silence {
    /// How often it usually publishes a day; 0 where that is seldomer than daily.
    pub(crate) usual_a_day: i64,
    /// Every how many days it usually publishes; 1 where that is at least daily.
    pub(crate) usual_days: i64,
    /// For how many days it has brought nothing.
    pub(crate) days: i64,
}

impl Silence {
    fn of(feed: &Feed, now: Timestamp) -> Option<Self> {
        const DAY: i64 = 24 * 3600;
        let length = silence(feed, now)?;
        let gap = feed.notes.rhythm.gap.as_secs().max(1);
        let days = |seconds: i64| ((seconds + DAY / 2) / DAY).max(1);
        Some(Self {
            usual_a_day: (DAY + gap / 2) / gap,
            usual_days: days(gap),
            days: days(length.as_secs()),
        })
    }
}

pub(crate) async fn answer(ask: &Ask) -> Result<Answer, Failure> {
    let report = ask.store().source(&ask.slug).await?;
    let report = report.filter(is_public).ok_or(Failure::NotFound)?;
    let name = report.source.name.clone();
    let found = ask
        .store()
        .of_source(report.source.id, ask.part()?, &ask.edition.lang)
        .await?;
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
        health: State::of(feed, ask.now).as_str(),
        answered: feed.last_success_at.map(|at| ask.edition.when(at, ask.now)),
        silence: Silence::of(feed, ask.now),
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
                health: State::Silent.as_str(),
                answered: row.newest.clone(),
                silence: Some(Silence {
                    usual_a_day: 6,
                    usual_days: 1,
                    days: 3,
                }),
            }],
            list: List {
                title: row.name.clone(),
                ..List::sample(edition)
            },
            row,
        }
    }
}

#[cfg(test)]
mod tests {
    use fluent_bundle::FluentArgs;

    use crate::texts::Texts;

    #[test]
    fn a_silence_is_told_in_sentences() {
        let check = |tag: &str, key: &str, n: i64, expected: &str| {
            let mut args = FluentArgs::new();
            args.set("n", n);
            args.set("count", n.to_string());
            args.set("every", "9");
            let texts = Texts::of(tag).expect("is there");
            assert_eq!(texts.get(key, &args).as_deref(), Some(expected));
        };
        check("de", "feed-usual", 0, "Sonst etwa alle 9 Tage eine Meldung");
        check("de", "feed-usual", 1, "Sonst etwa eine Meldung am Tag");
        check("de", "feed-usual", 6, "Sonst etwa 6 Meldungen am Tag");
        check("de", "feed-nothing-for", 1, "seit einem Tag nichts");
        check("en", "feed-usual", 6, "Usually about 6 reports a day");
        check("en", "feed-nothing-for", 3, "nothing for 3 days");
    }
}

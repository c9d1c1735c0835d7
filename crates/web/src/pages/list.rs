//! Lists by time: what `/latest`, sections, sources and searches have in common.

use depesche_model::gate::show;
use depesche_model::{Audience, Held, Shown};
use depesche_store::portal::Cursor;
use jiff::Timestamp;
use serde::Serialize;

use crate::ask::{Ask, LIST};
use crate::editions::Edition;
use crate::view::{Alternate, Item, Paging, When};

/// A list by time.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct List {
    /// Its heading.
    pub(crate) title: String,
    /// What stands under the heading; may be empty.
    pub(crate) intro: String,
    /// Its articles by day, newest first.
    pub(crate) days: Vec<Day>,
    /// Its other parts.
    pub(crate) paging: Paging,
    /// The same as feeds.
    pub(crate) feeds: Vec<Alternate>,
    /// Whether there is no article in the house at all: then the page says what to do.
    pub(crate) is_first_run: bool,
}

/// The articles of one day.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Day {
    /// The day.
    pub(crate) day: When,
    /// Its articles, newest first.
    pub(crate) items: Vec<Item>,
}

/// A part of a list, through the gate.
pub(crate) struct Part {
    /// At most [`LIST`] articles.
    pub(crate) shown: Vec<Shown>,
    /// The last of them, where there are more.
    pub(crate) last: Option<Cursor>,
}

/// Takes what the store gave (one more than is shown) through the gate. Tombstones are no news.
pub(crate) fn part(held: Vec<Held>, audience: Audience) -> Part {
    let has_more = held.len() > LIST as usize;
    // The store leaves private sources out; what a feed's gate holds back shortens the list.
    let shown: Vec<Shown> = held
        .into_iter()
        .take(LIST as usize)
        .filter_map(|held| show(held, audience))
        .filter(|shown| shown.deleted_at.is_none())
        .collect();
    let last = shown.last().filter(|_| has_more).map(|shown| Cursor {
        published_at: shown.published_at,
        id: shown.id,
    });
    Part { shown, last }
}

/// Articles by the day of their publication.
pub(crate) fn days(shown: &[Shown], edition: &Edition, now: Timestamp) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for shown in shown {
        let day = edition.day(shown.published_at, now);
        let mut item = Item::new(shown, edition, now);
        // Under its day an article needs its time alone.
        item.when.text = edition.dates.time(shown.published_at);
        match days.last_mut() {
            Some(last) if last.day == day => last.items.push(item),
            _ => days.push(Day {
                day,
                items: vec![item],
            }),
        }
    }
    days
}

impl List {
    /// A list of an edition.
    pub(crate) fn new(ask: &Ask, title: String, part: &Part) -> Self {
        Self {
            days: days(&part.shown, &ask.edition, ask.now),
            paging: ask.paging(part.last),
            feeds: ask.alternates(&ask.path, &title),
            is_first_run: false,
            intro: String::new(),
            title,
        }
    }

    /// How it looks with something in it.
    pub(crate) fn sample(edition: &Edition) -> Self {
        let mut items = Item::samples(edition);
        items[1] = Item::translated_sample(edition);
        let day = |text: &str, items: &[Item]| Day {
            day: When {
                machine: "2026-11-22".to_owned(),
                text: text.to_owned(),
            },
            items: items.to_vec(),
        };
        Self {
            title: edition.text("nav-latest"),
            intro: String::new(),
            days: vec![
                day(&edition.text("day-today"), &items[..8]),
                day(&edition.text("day-yesterday"), &items[8..]),
            ],
            paging: Paging {
                newest: None,
                older: Some(edition.path("/latest?before=1795352700000-12")),
            },
            feeds: crate::ask::feeds_of(edition, "/latest", &edition.text("nav-latest")),
            is_first_run: false,
        }
    }
}

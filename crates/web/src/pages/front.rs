//! `/`: what matters, by size and place.

use std::collections::{HashMap, HashSet};

use depesche_model::gate::show;
use depesche_model::{ArticleId, Audience, Held, Section, SectionId, Shown};
use depesche_store::portal::Page;
use serde::Serialize;

use super::list::part;
use crate::answer::Answer;
use crate::ask::{Ask, LIST};
use crate::editions::Edition;
use crate::failure::Failure;
use crate::feeds::channel;
use crate::routes::Format;
use crate::view::{Alternate, Head, Item, Link, section_path};

/// How many articles stand beside the lead.
const SECOND: usize = 4;
/// How many stand under the lead, as lines.
const ALSO: usize = 6;
/// How many stand in the ticker.
const TICKER: u32 = 9;
/// How many stand in a section's row.
const ROW: usize = 3;

/// The front page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Front {
    /// The first of all; `None` while there is nothing.
    pub(crate) lead: Option<Item>,
    /// The next, beside it.
    pub(crate) second: Vec<Item>,
    /// The next, under it, as lines.
    pub(crate) also: Vec<Item>,
    /// The latest.
    pub(crate) ticker: Vec<Item>,
    /// Some of each section, without what stands above.
    pub(crate) rows: Vec<Row>,
    /// What else is on the front page, where there are no sections.
    pub(crate) rest: Vec<Item>,
    /// The page of all the latest.
    pub(crate) latest: String,
    /// The front page as feeds.
    pub(crate) feeds: Vec<Alternate>,
}

/// A section on the front page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Row {
    /// The section.
    pub(crate) section: Link,
    /// Its latest articles that do not stand above.
    pub(crate) items: Vec<Item>,
}

pub(crate) async fn answer(ask: &Ask) -> Result<Answer, Failure> {
    let ranked = ranked(ask).await?;
    let title = ask.app.portal.site.name.clone();
    if ask.format != Format::Html {
        return channel(ask, title, ranked).await;
    }
    let front = front(ask, ranked).await?;
    let head = Head {
        description: ask.app.portal.site.description.clone(),
        alternates: front.feeds.clone(),
        ..Head::default()
    };
    ask.page("front.html", head, &front).await
}

/// The stored order; before there is one, the latest.
async fn ranked(ask: &Ask) -> Result<Vec<Held>, Failure> {
    let ranked = ask.store().front(LIST, &ask.edition.lang).await?;
    if ranked.is_empty() {
        return Ok(ask
            .store()
            .latest(beginning(LIST), &ask.edition.lang)
            .await?);
    }
    Ok(ranked)
}

fn beginning(count: u32) -> Page {
    Page {
        after: None,
        limit: count,
    }
}

async fn front(ask: &Ask, ranked: Vec<Held>) -> Result<Front, Failure> {
    let ranked = part(ranked, Audience::Public).shown;
    let sections = ask.app.sections().await?;
    let of = first_sections(ask, &ranked, &sections).await?;
    let item = |shown: &Shown| {
        let mut item = Item::new(shown, &ask.edition, ask.now);
        item.section = of.get(&shown.id).cloned();
        item
    };
    let above = 1 + SECOND + ALSO;
    let mut used: HashSet<ArticleId> = ranked.iter().take(above).map(|shown| shown.id).collect();
    let mut items = ranked.iter().map(item);
    let lead = items.next();
    let second = items.by_ref().take(SECOND).collect();
    let also = items.by_ref().take(ALSO).collect();
    let rest = if sections.is_empty() {
        items.take(ROW * 3).collect()
    } else {
        Vec::new()
    };
    Ok(Front {
        lead,
        second,
        also,
        ticker: ticker(ask).await?,
        rows: rows(ask, &sections, &mut used).await?,
        rest,
        latest: ask.link("/latest"),
        feeds: ask.alternates("/", &ask.app.portal.site.name),
    })
}

/// The first section of each article, as a link.
async fn first_sections(
    ask: &Ask,
    shown: &[Shown],
    sections: &[Section],
) -> Result<HashMap<ArticleId, Link>, Failure> {
    let ids: Vec<ArticleId> = shown.iter().map(|shown| shown.id).collect();
    let places: HashMap<SectionId, usize> = sections
        .iter()
        .enumerate()
        .map(|(place, section)| (section.id, place))
        .collect();
    let mut first: HashMap<ArticleId, usize> = HashMap::new();
    for (article, section) in ask.store().sections_of(&ids).await? {
        if let Some(&place) = places.get(&section) {
            let known = first.entry(article).or_insert(place);
            *known = place.min(*known);
        }
    }
    Ok(first
        .into_iter()
        .map(|(article, place)| (article, section_link(&ask.edition, &sections[place])))
        .collect())
}

/// A link to a section.
pub(crate) fn section_link(edition: &Edition, section: &Section) -> Link {
    Link::new(edition.path(&section_path(section)), section.title.clone())
}

async fn ticker(ask: &Ask) -> Result<Vec<Item>, Failure> {
    let held = ask
        .store()
        .latest(beginning(TICKER), &ask.edition.lang)
        .await?;
    let shown = part(held, Audience::Public).shown;
    Ok(shown
        .iter()
        .map(|shown| Item::new(shown, &ask.edition, ask.now))
        .collect())
}

async fn rows(
    ask: &Ask,
    sections: &[Section],
    used: &mut HashSet<ArticleId>,
) -> Result<Vec<Row>, Failure> {
    let mut rows = Vec::new();
    for section in sections {
        let held = ask
            .store()
            .of_section(section.id, beginning(12), &ask.edition.lang)
            .await?;
        let fresh: Vec<Shown> = held
            .into_iter()
            .filter_map(|held| show(held, Audience::Public))
            .filter(|shown| shown.deleted_at.is_none() && !used.contains(&shown.id))
            .take(ROW)
            .collect();
        used.extend(fresh.iter().map(|shown| shown.id));
        if !fresh.is_empty() {
            rows.push(Row {
                section: section_link(&ask.edition, section),
                items: fresh
                    .iter()
                    .map(|shown| Item::new(shown, &ask.edition, ask.now))
                    .collect(),
            });
        }
    }
    Ok(rows)
}

impl Front {
    /// How it looks on a day with news.
    pub(crate) fn sample(edition: &Edition) -> Self {
        let mut items = Item::samples(edition);
        items[1] = Item::translated_sample(edition);
        let row = |slug: &str, title: &str, items: &[Item]| Row {
            section: Link::new(edition.path(&format!("/sections/{slug}")), title),
            items: items.to_vec(),
        };
        Self {
            lead: items.first().cloned(),
            second: items[1..5].to_vec(),
            also: items[5..11].to_vec(),
            ticker: items[1..10].to_vec(),
            rows: vec![
                row("ki", "Künstliche Intelligenz", &items[9..12]),
                row("krypto", "Krypto", &items[6..9]),
                row("stadt", "Stadt", &items[11..13]),
            ],
            rest: Vec::new(),
            latest: edition.path("/latest"),
            feeds: crate::ask::feeds_of(edition, "/", "Nordkurs"),
        }
    }

    /// How it looks before there is anything.
    pub(crate) fn empty_sample(edition: &Edition) -> Self {
        Self {
            lead: None,
            second: Vec::new(),
            also: Vec::new(),
            ticker: Vec::new(),
            rows: Vec::new(),
            ..Self::sample(edition)
        }
    }
}

#[cfg(test)]
mod tests {
    use depesche_model::TextPolicy;

    use crate::house::{House, Outlet, Report};

    #[tokio::test]
    async fn before_there_is_an_order_the_latest_is_on_top() {
        let house = House::open().await;
        let section = house.section("stadt", "Stadt", "").await;
        let at = |time: &str| time.parse().expect("a time");
        let reports = [
            Report {
                at: at("2026-11-20T09:00:00Z"),
                ..Report::new("Älter", "Text.")
            },
            Report {
                sections: vec![section],
                ..Report::new("Neuer", "Text.")
            },
        ];
        house
            .publish(&Outlet::new("hafenbote", TextPolicy::Headline), &reports)
            .await;
        let page = house.get("/").await;
        let lead = page.body.split("class=\"lead\"").nth(1).expect("a lead");
        let lead = lead.split("</article>").next().expect("its end");
        assert!(lead.contains(">Neuer</a>"), "{lead}");
        assert!(
            lead.contains("<a class=\"kick\" href=\"/sections/stadt\">Stadt</a>"),
            "{lead}"
        );
        page.has(&["Sonntag, 22. November 2026", "Quelle: <a class=\"src\""]);
    }

    #[tokio::test]
    async fn the_stored_order_decides() {
        let house = House::open().await;
        let reports: Vec<Report> = (0..20)
            .map(|number| Report::new(&format!("Meldung {number}"), "Text."))
            .collect();
        let ids = house
            .publish(&Outlet::new("bote", TextPolicy::Headline), &reports)
            .await;
        let order = vec![ids[7], ids[3]];
        house
            .store
            .write(&order, |tx, order| {
                Box::pin(async move { tx.replace_front(order, crate::house::now()).await })
            })
            .await
            .expect("writes");
        let page = house.get("/").await;
        let lead = page.body.split("class=\"lead\"").nth(1).expect("a lead");
        assert!(
            lead.split("</article>")
                .next()
                .expect("its end")
                .contains(">Meldung 7</a>")
        );
    }
}

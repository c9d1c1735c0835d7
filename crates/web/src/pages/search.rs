//! `/search?q=`: search in the one query language.

use depesche_model::Audience;
use depesche_model::query::Query;
use depesche_search::{Hits, Scope};
use serde::Serialize;

use super::list::part;
use crate::answer::{Answer, CachePolicy};
use crate::ask::{Ask, LIST};
use crate::editions::Edition;
use crate::failure::Failure;
use crate::feeds::channel;
use crate::routes::Format;
use crate::view::{Alternate, Head, Item, Paging};

/// How far down the hits anybody may go.
const MAX_OFFSET: usize = 1_000;

/// The search page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Found {
    /// What was asked; empty: nothing yet.
    pub(crate) query: String,
    /// How many were found in all.
    pub(crate) total: usize,
    /// A part of them, best first.
    pub(crate) items: Vec<Item>,
    /// Whether the end of the query was left out because it was too long.
    pub(crate) is_shortened: bool,
    /// The other parts.
    pub(crate) paging: Paging,
    /// What is found, as feeds.
    pub(crate) feeds: Vec<Alternate>,
}

pub(crate) async fn answer(ask: &Ask) -> Result<Answer, Failure> {
    let query = Query::parse(&ask.q);
    let offset = offset(&ask.before)?;
    let (hits, found) = if query.is_empty() {
        (Hits::default(), Vec::new())
    } else {
        let hits = search(ask, query.clone(), offset).await?;
        let found = ask.store().articles(&hits.ids, &ask.edition.lang).await?;
        (hits, found)
    };
    let title = title(ask);
    if ask.format != Format::Html {
        return channel(ask, title, found).await;
    }
    let shown = part(found, Audience::Public).shown;
    let page = Found {
        query: ask.q.clone(),
        total: hits.total,
        items: shown
            .iter()
            .map(|shown| Item::new(shown, &ask.edition, ask.now))
            .collect(),
        is_shortened: query.is_shortened,
        paging: paging(ask, offset, &hits),
        feeds: if query.is_empty() {
            Vec::new()
        } else {
            ask.alternates(&path(&ask.q), &title)
        },
    };
    let head = Head {
        title,
        robots: "noindex",
        alternates: page.feeds.clone(),
        ..Head::default()
    };
    let mut answer = ask.page("search.html", head, &page).await?;
    answer.policy = CachePolicy::Fresh;
    Ok(answer)
}

async fn search(ask: &Ask, query: Query, offset: usize) -> Result<Hits, Failure> {
    let _place = ask
        .app
        .searches
        .acquire()
        .await
        .map_err(|_| Failure::Broken("the search is closed"))?;
    let index = ask.app.portal.index.clone();
    let search = move || index.search(&query, Scope::Public, offset, LIST as usize);
    let hits = tokio::task::spawn_blocking(search)
        .await
        .map_err(|_| Failure::Broken("a search did not end"))??;
    Ok(hits)
}

fn title(ask: &Ask) -> String {
    match ask.q.as_str() {
        "" => ask.edition.text("search-title"),
        query => ask
            .edition
            .text_with("search-title-for", &[("query", query)]),
    }
}

/// The place in the hits, where it is one.
fn offset(before: &str) -> Result<usize, Failure> {
    match before {
        "" => Ok(0),
        text => text
            .parse()
            .ok()
            .filter(|offset| *offset <= MAX_OFFSET)
            .ok_or(Failure::NotFound),
    }
}

fn paging(ask: &Ask, offset: usize, hits: &Hits) -> Paging {
    let here = ask.link(&path(&ask.q));
    let next = offset + LIST as usize;
    Paging {
        newest: (offset > 0).then(|| here.clone()),
        older: (next < hits.total && next <= MAX_OFFSET).then(|| format!("{here}&before={next}")),
    }
}

fn path(query: &str) -> String {
    let query: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
    format!("/search?q={query}")
}

impl Found {
    /// How it looks with hits.
    pub(crate) fn sample(edition: &Edition) -> Self {
        Self {
            query: "megawatt".to_owned(),
            total: 1_234,
            items: Item::samples(edition),
            is_shortened: false,
            paging: Paging {
                newest: None,
                older: Some(edition.path("/search?q=megawatt&before=50")),
            },
            feeds: crate::ask::feeds_of(edition, "/search?q=megawatt", "megawatt"),
        }
    }

    /// How it looks before anything was asked.
    pub(crate) fn unasked_sample(edition: &Edition) -> Self {
        Self {
            query: String::new(),
            total: 0,
            items: Vec::new(),
            feeds: Vec::new(),
            paging: Paging::default(),
            ..Self::sample(edition)
        }
    }

    /// How it looks when nothing was found.
    pub(crate) fn none_sample(edition: &Edition) -> Self {
        Self {
            query: "megawattt -title:\"<b>\"".to_owned(),
            ..Self::unasked_sample(edition)
        }
    }
}

#[cfg(test)]
mod tests {
    use depesche_model::TextPolicy;

    use crate::house::{House, Outlet, Report};

    #[tokio::test]
    async fn what_is_public_is_found_and_what_is_private_is_not() {
        let house = House::open().await;
        let text = "Der Hafen friert zu.";
        house
            .publish(
                &Outlet::new("diary", TextPolicy::Private),
                &[Report::new("Mine", text)],
            )
            .await;
        house
            .get("/search?q=hafen")
            .await
            .has(&["Nichts gefunden", "<b dir=\"auto\">hafen</b>"]);
        let house = House::open().await;
        house
            .publish(
                &Outlet::new("bote", TextPolicy::Headline),
                &[Report::new("Eis", text)],
            )
            .await;
        house.get("/search?q=hafen").await.has(&[
            "1 Treffer",
            "<h2><a href=\"/articles/1/eis\">Eis</a></h2>",
            "value=\"hafen\"",
        ]);
        house
            .get("/en/search?q=hafen")
            .await
            .has(&["1 result", "href=\"/search?q=hafen\""]);
    }

    #[tokio::test]
    async fn a_query_is_text_wherever_it_stands() {
        let house = House::open().await;
        let page = house
            .get("/search?q=%22%3E%3Cscript%3Ex%3C/script%3E")
            .await;
        page.has(&["&lt;script&gt;"]);
        page.lacks(&["<script>x"]);
        house
            .get("/search")
            .await
            .has(&["autofocus", "So lässt sich suchen"]);
    }
}

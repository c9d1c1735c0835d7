//! What stays of an article that its source has taken away: who and when, and no word of it.

use axum::http::StatusCode;
use depesche_model::Shown;
use serde::Serialize;

use crate::answer::Answer;
use crate::ask::{Ask, home};
use crate::editions::Edition;
use crate::failure::Failure;
use crate::view::{Head, Link, SourceRef, When};

/// A tombstone.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Gone {
    /// Who took it away.
    pub(crate) source: SourceRef,
    /// When we saw that it was gone.
    pub(crate) noticed: When,
    /// When it was published.
    pub(crate) published: When,
    /// The way back.
    pub(crate) back: Link,
}

/// 410 for an article that is gone, noticed at `at`.
pub(crate) async fn answer(
    ask: &Ask,
    shown: &Shown,
    at: jiff::Timestamp,
) -> Result<Answer, Failure> {
    let page = Gone {
        source: SourceRef::of(shown, &ask.edition),
        noticed: ask.edition.full(at),
        published: ask.edition.full(shown.published_at),
        back: home(&ask.edition),
    };
    let head = Head {
        title: ask.edition.text("gone-title"),
        robots: "noindex",
        ..Head::default()
    };
    let answer = ask.page("gone.html", head, &page).await?;
    Ok(answer.with_status(StatusCode::GONE))
}

impl Gone {
    /// How it looks.
    pub(crate) fn sample(edition: &Edition) -> Self {
        let at = |text: &str| {
            text.parse()
                .map_or_else(|_| When::none(), |at| edition.full(at))
        };
        Self {
            source: SourceRef {
                name: "Hafenbote".to_owned(),
                href: edition.path("/sources/hafenbote"),
                home: "https://hafenbote.example/".to_owned(),
            },
            noticed: at("2026-11-22T13:02:00Z"),
            published: at("2026-11-21T05:47:00Z"),
            back: home(edition),
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use depesche_model::TextPolicy;

    use crate::house::{House, Outlet, Report};

    #[tokio::test]
    async fn what_was_withdrawn_leaves_its_source_and_its_date_and_no_word() {
        let house = House::open().await;
        let outlet = Outlet::new("bote", TextPolicy::Full);
        let reports = [
            Report::new("Titel", "Wortlaut."),
            Report::new("Anderes", "Bleibt."),
        ];
        let ids = house.publish(&outlet, &reports).await;
        house.withdraw(ids[0]).await;
        for path in [
            format!("/articles/{}/titel", ids[0]),
            format!("/articles/{}/-", ids[0]),
        ] {
            let page = house.get(&path).await;
            assert_eq!(page.status, StatusCode::GONE, "{path}");
            page.has(&[
                ">bote</a> hat diesen Artikel zurückgezogen",
                "22. November 2026 um 14:30 Uhr",
            ]);
            page.lacks(&["Titel", "Wortlaut"]);
        }
        for path in [
            "/",
            "/latest",
            "/latest.atom",
            "/sources/bote.rss",
            "/sitemap.xml",
        ] {
            house.get(path).await.lacks(&["Titel", "Wortlaut"]);
        }
    }
}

//! `/latest`: everything by time.

use depesche_model::Audience;

use super::list::{List, part};
use crate::answer::Answer;
use crate::ask::Ask;
use crate::failure::Failure;
use crate::feeds::channel;
use crate::routes::Format;
use crate::view::Head;

pub(crate) async fn answer(ask: &Ask) -> Result<Answer, Failure> {
    let found = ask.store().latest(ask.part()?, &ask.edition.lang).await?;
    let title = ask.edition.text("nav-latest");
    if ask.format != Format::Html {
        return channel(ask, title, found).await;
    }
    let part = part(found, Audience::Public);
    let mut list = List::new(ask, title.clone(), &part);
    list.is_first_run = list.days.is_empty() && ask.before.is_empty();
    let head = Head {
        title,
        alternates: list.feeds.clone(),
        ..Head::default()
    };
    ask.page("list.html", head, &list).await
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use depesche_model::TextPolicy;
    use jiff::ToSpan;

    use crate::house::{House, Outlet, Report, now};

    #[tokio::test]
    async fn an_empty_house_says_what_to_do() {
        let house = House::open().await;
        for path in ["/", "/latest"] {
            house
                .get(path)
                .await
                .has(&["Noch keine Meldungen", "depesche add"]);
        }
        house.get("/en/latest").await.has(&["No reports yet"]);
    }

    #[tokio::test]
    async fn articles_stand_under_their_days() {
        let house = House::open().await;
        let at = |time: &str| time.parse().expect("a time");
        let reports = [
            Report {
                at: at("2026-11-22T09:02:00Z"),
                ..Report::new("Heute", "")
            },
            Report {
                at: at("2026-11-21T22:59:00Z"),
                ..Report::new("Gestern", "")
            },
            Report {
                at: at("2026-11-20T12:00:00Z"),
                ..Report::new("Vorgestern", "")
            },
        ];
        house
            .publish(&Outlet::new("hafenbote", TextPolicy::Headline), &reports)
            .await;
        let page = house.get("/latest").await;
        page.has(&[
            "<time datetime=\"2026-11-22\">Heute</time>",
            "<time datetime=\"2026-11-21\">Gestern</time>",
            "<time datetime=\"2026-11-20\">Freitag, 20. November 2026</time>",
            "<time datetime=\"2026-11-21T23:59:00+01:00\">23:59</time>",
        ]);
    }

    #[tokio::test]
    async fn a_long_list_goes_on_without_a_gap_or_a_double() {
        let house = House::open().await;
        let reports: Vec<Report> = (0_i64..120)
            .map(|number| Report {
                // Pairs share their time, as in feeds that give days only.
                at: now().checked_sub((number / 2).minutes()).expect("in range"),
                ..Report::new(&format!("Meldung {number:03}"), "")
            })
            .collect();
        house
            .publish(&Outlet::new("hafenbote", TextPolicy::Headline), &reports)
            .await;
        let mut seen = Vec::new();
        let mut path = "/latest".to_owned();
        for _ in 0..3 {
            let page = house.get(&path).await;
            assert_eq!(page.status, StatusCode::OK);
            seen.extend(
                page.body
                    .split(">Meldung ")
                    .skip(1)
                    .map(|rest| rest[..3].to_owned()),
            );
            let older = page.body.split("rel=\"next\"").next().expect("a page");
            let href = older.rsplit("href=\"").next().expect("a link");
            path = href.split('"').next().expect("a link").to_owned();
        }
        seen.sort_unstable();
        let expected: Vec<String> = (0..120).map(|number| format!("{number:03}")).collect();
        assert_eq!(seen, expected);
    }

    #[tokio::test]
    async fn a_place_that_is_none_is_not_found() {
        let house = House::open().await;
        for path in [
            "/latest?before=x",
            "/latest?before=1%27--",
            "/search?q=a&before=-1",
        ] {
            assert_eq!(
                house.get(path).await.status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
    }
}

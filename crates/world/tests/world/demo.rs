//! The demo's web has all that it promises.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use depesche_world::demo::{Broken, Demo, Special, Terms};
use jiff::Timestamp;

use crate::client::{get, is_well_formed};

fn now() -> Timestamp {
    "2026-11-22T15:00:00Z".parse().expect("is a time")
}

async fn finished() -> Demo {
    let demo = Demo::start(now()).await;
    demo.advance_to(now());
    demo
}

/// The main feeds' documents, in the outlets' order.
async fn feeds(demo: &Demo) -> Vec<String> {
    let mut documents = Vec::new();
    for outlet in demo.outlets() {
        documents.push(get(&outlet.feeds[0]).await.text());
    }
    documents
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;")
}

#[tokio::test]
async fn four_outlets_in_three_languages_on_four_kinds_of_terms() {
    let demo = Demo::start(now()).await;
    let languages: BTreeSet<_> = demo
        .outlets()
        .iter()
        .map(|outlet| &outlet.language)
        .collect();
    assert_eq!((demo.outlets().len(), languages.len()), (4, 3));
    let terms: Vec<_> = demo.outlets().iter().map(|outlet| &outlet.terms).collect();
    assert!(matches!(
        terms[..],
        [
            Terms::Full { .. },
            Terms::Full { .. },
            Terms::Headline,
            Terms::Excerpt { .. }
        ]
    ));
}

#[tokio::test]
async fn every_planted_headline_is_unique_and_in_its_feed_and_on_its_page() {
    let demo = finished().await;
    let planted = demo.planted();
    let feeds = feeds(&demo).await;
    let headlines: BTreeSet<_> = planted.articles.iter().map(|one| &one.headline).collect();
    assert_eq!(headlines.len(), planted.article_count);
    assert!(
        (55..=70).contains(&planted.article_count),
        "{}",
        planted.article_count
    );
    for article in &planted.articles {
        let index = demo
            .outlets()
            .iter()
            .position(|outlet| outlet.slug == article.outlet);
        let feed = &feeds[index.expect("is an outlet")];
        let found = [&article.headline, &escaped(&article.headline)]
            .into_iter()
            .chain([&article.headline.replace('"', "\\\"")])
            .any(|headline| feed.contains(headline.as_str()));
        assert!(found, "{}", article.headline);
        let page = get(&article.url).await;
        assert_eq!(page.status, 200);
        assert!(
            page.text()
                .contains(&format!("<h1>{}</h1>", escaped(&article.headline)))
        );
    }
}

#[tokio::test]
async fn main_feeds_are_well_formed_at_every_step() {
    let demo = Demo::start(now()).await;
    assert!(demo.steps().is_sorted());
    assert_eq!(demo.steps().last(), Some(&now()));
    for at in demo.steps() {
        demo.advance_to(at);
        assert_eq!(demo.clock().now(), at);
        let documents = feeds(&demo).await;
        let (json, xml) = documents.split_last().expect("has feeds");
        for document in xml {
            is_well_formed(document).expect("is well-formed");
        }
        serde_json::from_str::<serde_json::Value>(json).expect("is JSON");
    }
}

#[tokio::test]
async fn every_edit_is_seen_between_two_steps() {
    let demo = Demo::start(now()).await;
    let planted = demo.planted();
    assert!(planted.edited.len() >= 4);
    for edited in &planted.edited {
        let mut seen = Vec::new();
        for at in demo.steps() {
            demo.advance_to(at);
            let page = get(&edited.url).await.text();
            for headline in [&edited.old_headline, &edited.new_headline] {
                if page.contains(&format!("<h1>{}</h1>", escaped(headline))) {
                    seen.push(headline);
                }
            }
        }
        seen.dedup();
        assert_eq!(seen, [&edited.old_headline, &edited.new_headline]);
    }
}

#[tokio::test]
async fn the_deleted_article_is_seen_and_then_gone() {
    let demo = Demo::start(now()).await;
    let deleted = demo.planted().deleted;
    let mut statuses = Vec::new();
    for at in demo.steps() {
        demo.advance_to(at);
        let status = get(&deleted.url).await.status.as_u16();
        let in_feed = feeds(&demo)
            .await
            .iter()
            .any(|feed| feed.contains(&deleted.headline));
        assert_eq!(in_feed, status == 200);
        statuses.push(status);
    }
    statuses.dedup();
    assert_eq!(statuses, [404, 200, 410]);
}

#[tokio::test]
async fn at_least_eight_events_have_several_outlets_and_not_one_wording() {
    let demo = Demo::start(now()).await;
    let events = demo.planted().events;
    let several = events.iter().filter(|event| {
        let outlets: BTreeSet<_> = event.reports.iter().map(|(outlet, _)| outlet).collect();
        (2..=4).contains(&outlets.len()) && outlets.len() == event.reports.len()
    });
    assert!(several.count() >= 8 && events.len() >= 8);
}

#[tokio::test]
async fn the_promo_line_stands_once_in_the_middle_of_each_article() {
    let demo = finished().await;
    let planted = demo.planted();
    let own = planted
        .articles
        .iter()
        .filter(|one| one.outlet == planted.promo_outlet);
    for article in own {
        let page = get(&article.url).await.text();
        assert_eq!(
            page.matches(planted.promo.as_str()).count(),
            1,
            "{}",
            article.url
        );
    }
}

#[tokio::test]
async fn the_secret_is_deep_in_a_text_and_in_no_teaser() {
    let demo = finished().await;
    let planted = demo.planted();
    let outlet = demo
        .outlets()
        .iter()
        .find(|outlet| outlet.slug == planted.secret_outlet);
    let outlet = outlet.expect("is an outlet");
    assert_eq!(outlet.terms, Terms::Headline);
    let feed = get(&outlet.feeds[0]).await.text();
    assert_eq!(feed.matches(planted.secret.as_str()).count(), 1);
    let before = feed
        .split(planted.secret.as_str())
        .next()
        .unwrap_or_default();
    let text = before
        .rsplit("<content:encoded>")
        .next()
        .unwrap_or_default();
    assert!(text.len() > 800, "only {} bytes before it", text.len());
    assert!(!get(&outlet.home).await.text().contains(&planted.secret));
}

#[tokio::test]
async fn broken_feeds_are_broken_as_told() {
    let demo = finished().await;
    let planted = demo.planted();
    assert_eq!(planted.broken.len(), 3);
    for feed in planted.broken {
        let reply = get(&feed.url).await;
        match feed.broken {
            Broken::Malformed { headlines } => {
                assert!(is_well_formed_or_panics(&reply.text()).is_err());
                assert!(
                    headlines
                        .iter()
                        .all(|headline| reply.text().contains(headline))
                );
            }
            Broken::ServerError => assert_eq!(reply.status, 500),
            Broken::WebPage => assert!(reply.text().starts_with("<!DOCTYPE html>")),
        }
    }
}

fn is_well_formed_or_panics(document: &str) -> Result<(), String> {
    std::panic::catch_unwind(|| is_well_formed(document))
        .map_err(|_| "an element is not closed".to_owned())?
        .map_err(|error| error.to_string())
}

#[tokio::test]
async fn the_slow_outlet_is_slow() {
    let demo = finished().await;
    for outlet in demo.outlets() {
        let begin = Instant::now();
        get(&outlet.feeds[0]).await;
        let is_slow = outlet.special.contains(&Special::Slow);
        assert_eq!(
            begin.elapsed() >= Duration::from_millis(300),
            is_slow,
            "{}",
            outlet.name
        );
    }
}

#[tokio::test]
async fn the_licence_is_declared_in_the_feed() {
    let demo = finished().await;
    let feed = get(&demo.outlets()[0].feeds[0]).await.text();
    assert!(feed.contains("<creativeCommons:license>https://creativecommons.org/licenses/by/4.0/"));
}

#[tokio::test]
async fn publishing_never_runs_out_and_never_repeats() {
    let demo = finished().await;
    let mut headlines: BTreeSet<_> = demo
        .planted()
        .articles
        .into_iter()
        .map(|one| one.headline)
        .collect();
    let known = headlines.len();
    let mut latest = Vec::new();
    for n in 1..=60 {
        let at = now() + jiff::SignedDuration::from_secs(30 * n);
        let headline = demo.publish_next(at);
        assert!(headlines.insert(headline.clone()), "{headline} again");
        assert_eq!(demo.clock().now(), at);
        latest.push(headline);
    }
    assert_eq!(headlines.len(), known + 60);
    let found = feeds(&demo).await.concat();
    for headline in &latest[40..] {
        assert!(
            found.contains(headline) || found.contains(&escaped(headline)),
            "{headline}"
        );
    }
    assert_eq!(
        demo.planted().article_count,
        known,
        "what was planted stays the same"
    );
}

#[tokio::test]
async fn the_same_end_gives_the_same_web() {
    let (one, other) = (finished().await, finished().await);
    let clean = |demo: &Demo, mut feeds: Vec<String>| {
        for outlet in demo.outlets() {
            let home = outlet.home.trim_end_matches('/');
            for feed in &mut feeds {
                *feed = feed.replace(home, &outlet.slug);
            }
        }
        feeds
    };
    assert_eq!(
        clean(&one, feeds(&one).await),
        clean(&other, feeds(&other).await)
    );
    assert_eq!(one.publish_next(now()), other.publish_next(now()));
}

#[tokio::test]
async fn texts_have_no_marks_left() {
    let demo = finished().await;
    for article in demo.planted().articles {
        let page = get(&article.url).await.text();
        let text = page.split("article-body").nth(1).unwrap_or_default();
        let text = text.split("</article>").next().unwrap_or_default();
        for mark in [
            "**", "](", "{day", "{date", "## ", "\n- ", "\n| ", "=== ", "\n--- ",
        ] {
            assert!(!text.contains(mark), "{mark:?} in {}", article.url);
        }
        assert!(text.matches("<p>").count() >= 2, "{}", article.url);
    }
}

#[tokio::test]
async fn there_are_lists_quotes_tables_and_subheadings() {
    let demo = finished().await;
    let feeds = feeds(&demo).await;
    let (hafenbote, clearing_hour) = (&feeds[0], &feeds[2]);
    for element in ["<ul>", "<blockquote>", "<table>", "<h2>"] {
        assert!(hafenbote.contains(element), "{element}");
    }
    assert!(clearing_hour.contains("<table>"));
    assert!(demo.sections().len() >= 3);
}

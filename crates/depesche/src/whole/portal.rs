//! From a feed's bytes to the portal's pages.

use depesche_model::TextPolicy;
use depesche_world::Item;

use super::{LATER, Whole};

#[tokio::test(flavor = "multi_thread")]
async fn an_article_is_on_every_page_that_should_have_it() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.add(Item::new("Ferry timetable changes in May"));
    whole.subscribe(&feed, TextPolicy::Headline).await;
    whole.run().await;
    let slug = whole.house.store.sources().await.expect("the store reads")[0]
        .source
        .slug
        .clone();
    for path in [
        "/",
        "/en/",
        "/latest",
        "/latest.atom",
        "/latest.rss",
        "/latest.json",
        "/search?q=ferries",
    ] {
        let page = whole.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(
            page.text.contains("Ferry timetable changes in May"),
            "{path}"
        );
    }
    let page = whole.get(&format!("/sources/{slug}")).await;
    assert!(page.text.contains("Ferry timetable changes in May"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_is_a_new_version_and_the_old_headline_is_gone_from_the_lists() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    let item = Item::new("Bridge closed for a week");
    feed.add(item.clone());
    whole.subscribe(&feed, TextPolicy::Full).await;
    whole.run().await;
    feed.edit(&item.slug, |item| {
        item.title = "Bridge closed for a month".to_owned();
    });
    whole.after(LATER).await;
    assert_eq!(whole.articles().await, 1);
    let versions = whole
        .house
        .store
        .versions(depesche_model::ArticleId(1))
        .await;
    assert_eq!(versions.expect("the store reads").len(), 2);
    let latest = whole.get("/latest").await;
    assert!(latest.text.contains(">Bridge closed for a month<"));
    assert!(!latest.text.contains(">Bridge closed for a week<"));
    let found = whole.get("/search?q=month+bridge").await;
    assert!(found.text.contains("Bridge closed for a month"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unchanged_article_is_answered_with_304() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.entries(2);
    whole.subscribe(&feed, TextPolicy::Headline).await;
    whole.run().await;
    let first = whole.get("/latest").await;
    let etag = first.headers[axum::http::header::ETAG].clone();
    let request = axum::http::Request::get("/latest")
        .header(axum::http::header::HOST, "nordkurs.example")
        .header(axum::http::header::IF_NONE_MATCH, etag)
        .body(axum::body::Body::empty())
        .expect("a request");
    let portal = depesche_web::router(whole.house.portal());
    let answer = tower::ServiceExt::oneshot(portal, request)
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 304);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_house_says_what_to_do() {
    let whole = Whole::start().await;
    let page = whole.get("/").await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("depesche add"));
}

#[tokio::test(flavor = "multi_thread")]
async fn our_feeds_carry_the_whole_text_of_a_full_source_alone() {
    const TEXT: &str = "The second report is due before the end of the year.";
    let mut whole = Whole::start().await;
    let (open, closed) = (
        whole.world.feed("open").await,
        whole.world.feed("closed").await,
    );
    let opening = "A long opening sentence that every reader may see. ".repeat(20);
    let item = |title: &str| Item::new(title).with_html(&format!("<p>{opening}</p><p>{TEXT}</p>"));
    open.add(item("Open harbour"));
    closed.add(item("Closed harbour"));
    whole.subscribe(&open, TextPolicy::Full).await;
    whole.subscribe(&closed, TextPolicy::Excerpt).await;
    whole.run().await;
    for path in ["/latest.atom", "/latest.rss", "/latest.json"] {
        let feed = whole.get(path).await;
        assert!(feed.text.contains("Open harbour") && feed.text.contains("Closed harbour"));
        assert_eq!(feed.text.matches(TEXT).count(), 1, "{path}");
    }
}

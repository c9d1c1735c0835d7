//! Feeds do what their habits say.

use std::time::{Duration, Instant};

use depesche_world::{Answer, Feed, Item, World};
use jiff::SignedDuration;

use crate::client::{get, get_with, is_well_formed, try_get};

/// A world with a feed of three entries.
async fn three() -> (World, Feed) {
    let world = World::start().await;
    let feed = world.feed("harbour").await;
    feed.entries(3);
    (world, feed)
}

#[tokio::test]
async fn the_same_name_is_the_same_feed_and_another_has_its_own_port() {
    let (world, feed) = three().await;
    assert_eq!(world.feed("harbour").await.url(), feed.url());
    assert_ne!(world.feed("other").await.home(), feed.home());
    assert!(
        get(&feed.url())
            .await
            .text()
            .contains("Report 3 of harbour")
    );
}

#[tokio::test]
async fn every_dialect_is_well_formed_and_names_its_entries() {
    let (_world, feed) = three().await;
    feed.add(Item::new("Ropes & <knots>").with_html("<p>]]> & so on</p>"));
    for (dialect, write) in [
        ("rss+xml", Feed::rss as fn(&Feed) -> &Feed),
        ("atom+xml", Feed::atom),
        ("rdf+xml", Feed::rdf),
    ] {
        let reply = get(write(&feed).full_text().url().as_str()).await;
        assert!(reply.header("content-type").contains(dialect));
        is_well_formed(&reply.text()).expect("is well-formed");
        assert!(
            reply.text().contains("Ropes &amp; &lt;knots&gt;"),
            "{dialect}"
        );
    }
    let json = get(&feed.json_feed().url()).await.text();
    let json: serde_json::Value = serde_json::from_str(&json).expect("is JSON");
    assert_eq!(json["items"].as_array().map(Vec::len), Some(4));
}

#[tokio::test]
async fn who_has_the_feed_gets_304_until_it_changes() {
    let (world, feed) = three().await;
    let first = get(&feed.url()).await;
    assert_eq!(first.header("date"), "Sun, 22 Nov 2026 08:00:00 GMT");
    let (etag, changed) = (first.header("etag"), first.header("last-modified"));
    for headers in [
        vec![("if-none-match", etag)],
        vec![("if-modified-since", changed)],
        vec![
            ("if-none-match", etag),
            ("if-modified-since", "Thu, 01 Jan 1970 00:00:00 GMT"),
        ],
    ] {
        let again = get_with(&feed.url(), &headers).await;
        assert_eq!(again.status, 304, "{headers:?}");
        assert!(again.body.is_empty());
        assert_eq!(again.header("etag"), etag);
    }
    world.clock().advance(SignedDuration::from_mins(5));
    feed.edit("report-3-of-harbour", |item| {
        item.title = "Another headline".to_owned();
    });
    for headers in [[("if-none-match", etag)], [("if-modified-since", changed)]] {
        assert_eq!(get_with(&feed.url(), &headers).await.status, 200);
    }
    assert_eq!(
        feed.polls()
            .iter()
            .filter(|poll| poll.is_conditional())
            .count(),
        5
    );
}

#[tokio::test]
async fn a_feed_gives_the_validators_that_it_is_told_to() {
    let (_world, feed) = three().await;
    for (validators, has_etag, has_date) in [
        (Feed::etag_only as fn(&Feed) -> &Feed, true, false),
        (Feed::last_modified_only, false, true),
        (Feed::without_validators, false, false),
        (Feed::both_validators, true, true),
    ] {
        let reply = get(&validators(&feed).url()).await;
        assert_eq!(!reply.header("etag").is_empty(), has_etag);
        assert_eq!(!reply.header("last-modified").is_empty(), has_date);
    }
}

#[tokio::test]
async fn gzip_is_for_those_who_take_it() {
    let (_world, feed) = three().await;
    let plain = get(&feed.url()).await;
    let packed = get_with(&feed.url(), &[("accept-encoding", "br, gzip;q=0.8")]).await;
    let refused = get_with(&feed.url(), &[("accept-encoding", "gzip;q=0")]).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert_eq!(packed.header("vary"), "accept-encoding");
    assert!(packed.body.len() < plain.body.len());
    assert_eq!(packed.text(), plain.text());
    assert_eq!(refused.header("content-encoding"), "");
}

#[tokio::test]
async fn statuses_and_redirects_are_as_told() {
    let (_world, feed) = three().await;
    assert_eq!(get(&feed.not_modified().url()).await.status, 304);
    assert_eq!(get(&feed.gone().url()).await.status, 410);
    assert_eq!(get(&feed.missing().url()).await.status, 404);
    let busy = get(&feed.fails(503, Some("120")).url()).await;
    assert_eq!(
        (busy.status.as_u16(), busy.header("retry-after")),
        (503, "120")
    );
    let moved = get(&feed.redirect(308, "/new.xml").url()).await;
    assert_eq!(
        (moved.status.as_u16(), moved.header("location")),
        (308, "/new.xml")
    );
    assert_eq!(get(&feed.works().url()).await.status, 200);
}

#[tokio::test]
async fn bytes_are_as_bad_as_told() {
    let (_world, feed) = three().await;
    let whole = get(&feed.url()).await.text();
    let garbage = get(&feed.garbage().url()).await;
    assert!(std::str::from_utf8(&garbage.body).is_err());
    let torn = get(&feed.truncated().url()).await.text();
    assert!(whole.starts_with(&torn) && torn.len() < whole.len() * 2 / 3);
    assert!(is_well_formed(&whole).is_ok());
    let bomb = get(&feed.bomb().url()).await;
    assert_eq!(bomb.header("content-encoding"), "gzip");
    assert!(bomb.body.len() < 3 << 20);
}

#[tokio::test]
async fn connections_break_as_told() {
    let (_world, feed) = three().await;
    let reset = try_get(&feed.reset().url(), &[])
        .await
        .err()
        .expect("is closed");
    assert!(reset.is_incomplete_message(), "{reset:?}");
    let broken = try_get(&feed.cut_off().url(), &[])
        .await
        .err()
        .expect("breaks off");
    assert!(
        !broken.is_incomplete_message(),
        "the head came, the body did not: {broken:?}"
    );
    assert_eq!(get(&feed.works().url()).await.status, 200);
}

#[tokio::test]
async fn slow_is_slow_and_never_is_never() {
    let (_world, feed) = three().await;
    let begin = Instant::now();
    assert_eq!(
        get(&feed.slow(Duration::from_millis(120)).url())
            .await
            .status,
        200
    );
    assert!(begin.elapsed() >= Duration::from_millis(120));
    let url = feed.never_answers().slow(Duration::ZERO).url();
    let waiting = tokio::time::timeout(Duration::from_millis(80), get(&url));
    assert!(waiting.await.is_err());
    assert_eq!(feed.polls().len(), 2);
    // The client that gave up has not hurt the site.
    assert_eq!(get(&feed.works().url()).await.status, 200);
}

#[tokio::test]
async fn a_web_page_in_place_of_the_feed_links_to_it() {
    let (_world, feed) = three().await;
    let page = get(&feed.html().url()).await;
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(page.text().contains("rel=\"alternate\"") && page.text().contains("/found.xml"));
    let found = get(&feed.site().url("/found.xml")).await;
    assert!(found.text().contains("Report 3 of harbour"));
}

#[tokio::test]
async fn guids_and_dates_are_as_bad_as_told() {
    let (_world, feed) = three().await;
    let url = feed.new_guids_each_time().url();
    assert_ne!(get(&url).await.text(), get(&url).await.text());
    let same = get(&feed.one_guid_for_all().url()).await.text();
    assert_eq!(same.matches(">the-one</guid>").count(), 3);
    assert!(
        !get(&feed.without_guids().url())
            .await
            .text()
            .contains("<guid")
    );
    assert!(
        get(&feed.future_dates().url())
            .await
            .text()
            .contains("2046")
    );
    assert!(
        !get(&feed.without_dates().url())
            .await
            .text()
            .contains("pubDate")
    );
}

#[tokio::test]
async fn articles_have_pages_that_go_with_them() {
    let (_world, feed) = three().await;
    let item = feed.items()[0].clone();
    let url = feed.site().url(&item.path());
    let page = get(&url).await.text();
    for part in [
        item.title.as_str(),
        item.html.as_str(),
        "application/ld+json",
        "\"NewsArticle\"",
        "og:title",
        "cookie",
        "<nav>",
        "rel=\"canonical\"",
        "class=\"related\"",
        "<footer>",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!feed.remove(&item.slug).items().contains(&item));
    assert_eq!(get(&url).await.status, 200);
    assert_eq!(
        get(&feed.delete(&item.slug).site().url(&item.path()))
            .await
            .status,
        410
    );
    assert_eq!(get(&feed.site().url("/articles/nothing")).await.status, 404);
    assert_eq!(get(&feed.site().url("/robots.txt")).await.status, 200);
}

#[tokio::test]
async fn a_site_answers_what_was_put_and_remembers_who_asked() {
    let world = World::start().await;
    let site = world.site("papers").await;
    site.put("/a", Answer::html("<p>A</p>"))
        .put("/b?x=1", Answer::redirect(302, "/a"));
    assert_eq!(
        get_with(&site.url("/a"), &[("user-agent", "t")])
            .await
            .text(),
        "<p>A</p>"
    );
    assert_eq!(get(&site.url("/b?x=1")).await.status, 302);
    assert_eq!(get(&site.url("/b")).await.status, 404);
    let seen: Vec<_> = site
        .requests()
        .iter()
        .map(|request| request.path.clone())
        .collect();
    assert_eq!(seen, ["/a", "/b?x=1", "/b"]);
    assert_eq!(site.requests()[0].header("user-agent"), Some("t"));
    assert_eq!(site.requests()[0].at, world.clock().now());
}

#[tokio::test]
async fn a_dropped_world_no_longer_listens() {
    let (world, feed) = three().await;
    drop(world);
    tokio::task::yield_now().await;
    let host = feed.home().trim_start_matches("http://").to_owned();
    assert!(tokio::net::TcpStream::connect(host).await.is_err());
}

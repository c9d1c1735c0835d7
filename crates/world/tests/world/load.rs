//! Generated feeds are all there, well-formed, and the same in every run.

use depesche_world::load::Load;

use crate::client::{get, get_with, is_well_formed};

fn small() -> Load {
    Load {
        feeds: 6,
        entries: 5,
        min_bytes: 1024,
        max_bytes: 6144,
        seed: 7,
    }
}

#[tokio::test]
async fn each_entry_has_its_token_once() {
    let server = small().serve(0).await.expect("has a port");
    for feed in 0..6 {
        let document = get(&server.url(feed)).await.text();
        is_well_formed(&document).expect("is well-formed");
        for entry in 0..5 {
            let title = format!(" {}</title>", Load::token(feed, entry));
            assert_eq!(document.matches(&title).count(), 1);
        }
    }
    assert_eq!(get(&server.url(6)).await.status, 404);
    assert_eq!(server.opml().matches("xmlUrl").count(), 6);
    is_well_formed(&server.opml()).expect("is well-formed");
}

#[tokio::test]
async fn who_has_a_feed_gets_304_and_others_gzip() {
    let server = small().serve(0).await.expect("has a port");
    let first = get_with(&server.url(1), &[("accept-encoding", "gzip")]).await;
    assert_eq!(first.header("content-encoding"), "gzip");
    assert_eq!(first.text(), get(&server.url(1)).await.text());
    let again = get_with(&server.url(1), &[("if-none-match", first.header("etag"))]).await;
    assert_eq!(again.status, 304);
    assert_eq!(server.answered(), (2, 1));
}

#[tokio::test]
async fn entries_are_as_long_as_asked_for() {
    let server = small().serve(0).await.expect("has a port");
    for feed in 0..6 {
        let document = get(&server.url(feed)).await.text();
        let bodies = document
            .split("<![CDATA[")
            .filter(|part| part.starts_with("<p>"));
        for body in bodies {
            let bytes = body.split("]]>").next().unwrap_or_default().len();
            assert!((800..=6900).contains(&bytes), "{bytes} bytes");
        }
    }
}

#[tokio::test]
async fn the_same_load_gives_the_same_feeds() {
    let (one, other) = (small().serve(0).await, small().serve(0).await);
    let (one, other) = (one.expect("has a port"), other.expect("has a port"));
    let plain = get(&one.url(3)).await.text().replace(one.home(), "");
    assert_eq!(
        plain,
        get(&other.url(3)).await.text().replace(other.home(), "")
    );
    // The compressed lengths differ a little: the ports stand in the documents.
    assert_eq!(one.warm().0, other.warm().0);
}

//! Adding feeds, and the sources they make.

use depesche_model::Policy;
use depesche_model::health::State;
use depesche_store::poll::{NewFeed, SourceOf};

use crate::harness::{Database, on_both, told};
use crate::samples::{HOUR, add, at, feed, fresh, fresh_with, polled};

fn nameless(host: &str) -> NewFeed {
    NewFeed {
        url: format!("https://user:secret@{host}/feed"),
        source: SourceOf::Home {
            name: String::new(),
            home: String::new(),
            policy: Policy::default(),
        },
        ..feed("a")
    }
}

#[tokio::test]
async fn a_feed_is_added_once() {
    on_both(async |db: &Database| {
        let first = add(&db.store, &feed("a")).await;
        assert!(!first.was_there);
        let again = add(&db.store, &feed("a")).await;
        assert!(again.was_there);
        assert_eq!((again.feed, again.source), (first.feed, first.source));

        let reports = db.store.sources().await.expect("they are read");
        assert_eq!(reports.len(), 1);
        let report = &reports[0];
        assert_eq!(report.source.id, first.source);
        assert_eq!((&*report.source.slug, &*report.source.name), ("a", "a"));
        assert_eq!(report.source.policy, Policy::default());
        assert_eq!(report.state(at(0)), State::New);
        let feed = &report.feeds[0];
        assert_eq!(feed.id, first.feed);
        assert_eq!(feed.url, "https://a.example/feed");
        assert_eq!((feed.added_at, feed.next_fetch_at), (at(0), at(0)));
        assert_eq!(feed.interval, HOUR);
    })
    .await;
}

#[tokio::test]
async fn feeds_of_one_home_share_a_source() {
    on_both(async |db: &Database| {
        let one = add(&db.store, &feed("a")).await;
        let mut second = feed("a");
        second.url.push_str("/politics");
        let two = add(&db.store, &second).await;
        assert_eq!(one.source, two.source);
        second.url.push_str("/town");
        second.source = SourceOf::Existing(one.source);
        let three = add(&db.store, &second).await;
        assert_eq!(one.source, three.source);
        let report = db.store.source("a").await.expect("it is read");
        let feeds = report.expect("there is one").feeds;
        let ids: Vec<_> = feeds.iter().map(|feed| feed.id).collect();
        assert_eq!(ids, [one.feed, two.feed, three.feed]);
        assert!(db.store.source("b").await.expect("it is read").is_none());
    })
    .await;
}

#[tokio::test]
async fn sources_without_a_home_are_each_their_own_with_a_slug_of_their_own() {
    on_both(async |db: &Database| {
        for path in ["1", "2", "3"] {
            let mut new = nameless("news.example");
            new.url.push_str(path);
            add(&db.store, &new).await;
        }
        let reports = db.store.sources().await.expect("they are read");
        let slugs: Vec<_> = reports.iter().map(|it| &*it.source.slug).collect();
        assert_eq!(slugs, ["news-example", "news-example-2", "news-example-3"]);
        let names = reports.iter().map(|it| &*it.source.name);
        assert!(names.eq(["news.example"; 3]));
    })
    .await;
}

#[tokio::test]
async fn the_host_stands_in_until_the_feed_says_its_name() {
    on_both(async |db: &Database| {
        let added = add(&db.store, &nameless("news.example")).await;
        let said = fresh_with(&[], |poll| {
            poll.title = "Tidewater Times".to_owned();
            poll.home = "https://tidewater.example/".to_owned();
            poll.language = depesche_model::Lang::parse("en");
            poll.licence = "CC BY 4.0".to_owned();
        });
        polled(&db.store, added.feed, 1, said.clone()).await;
        let stamp = db.store.stamp().await.expect("it is read");
        let report = db
            .store
            .source("tidewater-times")
            .await
            .expect("it is read");
        let source = report.expect("its slug follows its name").source;
        assert_eq!(source.name, "Tidewater Times");
        assert_eq!(source.home, "https://tidewater.example/");
        assert_eq!(source.language, depesche_model::Lang::parse("en"));
        assert_eq!(source.licence, "CC BY 4.0");

        // The name stands from now on; a licence is followed, and so is nothing else.
        polled(&db.store, added.feed, 2, said).await;
        assert_eq!(db.store.stamp().await.expect("it is read"), stamp);
        let said = fresh_with(&[], |poll| {
            poll.title = "Other".to_owned();
            poll.home = "https://other.example/".to_owned();
            poll.licence = "CC0".to_owned();
        });
        polled(&db.store, added.feed, 3, said).await;
        polled(&db.store, added.feed, 4, fresh(&[])).await;
        let report = db
            .store
            .source("tidewater-times")
            .await
            .expect("it is read");
        let report = report.expect("there is one");
        assert_eq!(report.source.name, "Tidewater Times");
        assert_eq!(report.source.home, "https://tidewater.example/");
        assert_eq!(report.source.licence, "CC0");
        assert_eq!(report.feeds[0].title, "Other");
    })
    .await;
}

#[tokio::test]
async fn a_name_that_was_given_stands() {
    on_both(async |db: &Database| {
        let added = add(&db.store, &feed("a")).await;
        let said = fresh_with(&[], |poll| poll.title = "Other".to_owned());
        polled(&db.store, added.feed, 1, said).await;
        let report = db.store.source("a").await.expect("it is read");
        assert_eq!(report.expect("there is one").source.name, "a");
    })
    .await;
}

#[tokio::test]
async fn a_url_that_no_index_holds_is_refused() {
    on_both(async |db: &Database| {
        let mut long = feed("a");
        long.url.push_str(&"x".repeat(2000));
        let added = db
            .store
            .write(&long, |tx, feed| Box::pin(tx.add_feed(feed)))
            .await;
        assert!(told(added).contains("at most 2000 bytes"));
    })
    .await;
}

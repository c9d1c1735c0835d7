//! Entries that are found again, and what is noted of them.

use depesche_model::{Criterion, EntryKeys, FeedId, KnownEntry, Languages};
use depesche_store::Store;
use depesche_store::poll::{NewEntry, PollResult, Recorded, Sought};

use crate::harness::{Database, on_both};
use crate::samples::{
    add, at, edited, entry, feed, fresh, fresh_with, only, polled, read, stocked,
};

fn keys(guid: i64, link: i64, title: i64) -> EntryKeys {
    EntryKeys {
        guid: Some(guid),
        link: Some(link),
        title: Some(title),
    }
}

fn keyed(name: &str, keys: EntryKeys) -> NewEntry {
    NewEntry {
        keys,
        ..entry(name)
    }
}

/// The identities of what is found.
async fn found(
    store: &Store,
    feed: FeedId,
    identities: &[&str],
    keys: &[EntryKeys],
) -> Vec<String> {
    let sought = Sought {
        identities: identities.iter().map(|one| (*one).to_owned()).collect(),
        keys: keys.to_vec(),
    };
    let found = store.known_entries(feed, &sought).await;
    let found = found.expect("they are read").into_iter();
    found.map(|known| known.identity).collect()
}

#[tokio::test]
async fn an_entry_is_found_by_its_identity_and_by_each_of_its_keys() {
    on_both(async |db: &Database| {
        let bare = keyed("bare", EntryKeys::default());
        let entries = [
            keyed("one", keys(1, 2, 3)),
            keyed("two", keys(-4, 5, 6)),
            bare,
        ];
        let own = stocked(&db.store, &entries).await.feed;
        let other = add(&db.store, &feed("b")).await.feed;
        polled(&db.store, other, 0, fresh(&[keyed("three", keys(1, 5, 3))])).await;
        let find = async |identities: &[&str], keys: &[EntryKeys]| {
            found(&db.store, own, identities, keys).await
        };
        assert_eq!(find(&["id:two", "id:three"], &[]).await, ["id:two"]);
        for key in [keys(-4, 0, 0), keys(0, 5, 0), keys(0, 0, 6)] {
            assert_eq!(find(&[], &[key]).await, ["id:two"]);
        }
        // A GUID is no link, and what is not there is equal to nothing.
        let others = [keys(2, 3, 1), EntryKeys::default()];
        assert_eq!(find(&[], &others).await, Vec::<String>::new());
        // Found twice over, given once; oldest first.
        let all = find(&["id:two", "id:one"], &[keys(1, 2, 3), keys(-4, 5, 6)]).await;
        assert_eq!(all, ["id:one", "id:two"]);
    })
    .await;
}

#[tokio::test]
async fn what_is_found_comes_with_its_article() {
    on_both(async |db: &Database| {
        let long = "x".repeat(5000);
        let mut huge = keyed("huge", keys(1, 2, 3));
        huge.identity.clone_from(&long);
        let own = stocked(&db.store, &[huge]).await.feed;
        let sought = Sought {
            identities: vec![long],
            keys: Vec::new(),
        };
        let found = db.store.known_entries(own, &sought).await;
        let found = found.expect("they are read").remove(0);
        assert!(found.identity.starts_with("sha256:"));
        let expected = KnownEntry {
            identity: found.identity.clone(),
            keys: keys(1, 2, 3),
            content_hash: "hash of huge".to_owned(),
            url: "https://a.example/huge".to_owned(),
            title: "About huge".to_owned(),
            published_at: at(-60),
        };
        assert_eq!(found, expected);
        // The short form stands for the long one when it comes back.
        let mut again = keyed("huge", keys(1, 2, 3));
        again.identity = found.identity;
        assert_eq!(
            polled(&db.store, own, 1, fresh(&[again])).await,
            Recorded::default()
        );
    })
    .await;
}

#[tokio::test]
async fn keys_are_looked_for_among_the_newest_and_identities_everywhere() {
    on_both(async |db: &Database| {
        let number = |n: i64| keyed(&format!("e{n}"), keys(n, -n, 7));
        let all: Vec<_> = (0..2001).map(number).collect();
        let own = stocked(&db.store, &all).await.feed;
        let none = Vec::<String>::new();
        assert_eq!(found(&db.store, own, &[], &[keys(0, 1, 8)]).await, none);
        assert_eq!(found(&db.store, own, &["id:e0"], &[]).await, ["id:e0"]);
        assert_eq!(
            found(&db.store, own, &[], &[keys(1, 1, 8)]).await,
            ["id:e1"]
        );
        let titled = found(&db.store, own, &["id:e0"], &[keys(-1, 1, 7)]).await;
        assert_eq!(titled.len(), 2001, "a title that all have");
    })
    .await;
}

#[tokio::test]
async fn new_keys_are_noted_and_make_no_version() {
    on_both(async |db: &Database| {
        let own = stocked(&db.store, &[keyed("one", keys(1, 2, 3))])
            .await
            .feed;
        let id = only(&db.store).await;
        let stamp = db.store.stamp().await.expect("it is read");
        let came = polled(&db.store, own, 1, fresh(&[keyed("one", keys(9, 2, 3))])).await;
        assert_eq!(came, Recorded::default());
        assert_eq!(
            found(&db.store, own, &[], &[keys(9, 0, 0)]).await,
            ["id:one"]
        );
        assert_eq!(
            found(&db.store, own, &[], &[keys(1, 0, 0)]).await,
            Vec::<String>::new()
        );
        assert_eq!(db.store.stamp().await.expect("it is read"), stamp);
        // Said anew, with keys of its own.
        let edited = NewEntry {
            keys: keys(9, 2, 4),
            ..edited(&entry("one"), "!")
        };
        polled(&db.store, own, 2, fresh(&[edited])).await;
        assert_eq!(
            found(&db.store, own, &[], &[keys(0, 0, 4)]).await,
            ["id:one"]
        );
        assert_eq!(read(&db.store, id).await.versions, 2);
    })
    .await;
}

#[tokio::test]
async fn an_article_moves_with_its_entry_where_its_new_url_is_free() {
    on_both(async |db: &Database| {
        let entries = [keyed("one", keys(1, 2, 3)), keyed("two", keys(4, 5, 6))];
        let own = stocked(&db.store, &entries[..1]).await.feed;
        let id = only(&db.store).await;
        polled(&db.store, own, 1, fresh(&entries)).await;
        let stamp = db.store.stamp().await.expect("it is read");
        let moved = |link: i64, url: &str| {
            let mut entry = keyed("one", keys(1, link, 3));
            entry.article.url = url.to_owned();
            entry
        };
        for (second, link, url, stands) in [
            (2, 7, "https://a.example/new", "https://a.example/new"),
            (3, 8, "https://a.example/two", "https://a.example/new"),
            (4, 9, "", "https://a.example/new"),
        ] {
            let came = polled(&db.store, own, second, fresh(&[moved(link, url)])).await;
            assert_eq!(came, Recorded::default());
            let shown = read(&db.store, id).await;
            assert_eq!((shown.url.as_str(), shown.versions), (stands, 1));
            assert_eq!(shown.changed_at, at(2), "only what changes a page counts");
        }
        assert!(db.store.stamp().await.expect("it is read") > stamp);
    })
    .await;
}

#[tokio::test]
async fn a_feed_keeps_its_criterion_and_its_languages() {
    on_both(async |db: &Database| {
        let own = add(&db.store, &feed("a")).await.feed;
        let known = async || {
            let reports = db.store.sources().await.expect("they are read");
            let feed = &reports[0].feeds[0];
            (feed.criterion, feed.languages.to_string())
        };
        assert_eq!(known().await, (Criterion::Open, String::new()));
        let result = fresh_with(&[entry("one")], |poll| {
            poll.criterion = Criterion::Link;
            poll.languages = Languages::parse("de 4 en 1");
        });
        polled(&db.store, own, 1, result).await;
        let unchanged = PollResult::Unchanged {
            validators: None,
            full_at: Some(at(2)),
        };
        for (second, result) in [(2, unchanged), (3, PollResult::Failed)] {
            polled(&db.store, own, second, result).await;
            assert_eq!(known().await, (Criterion::Link, "de 4 en 1".to_owned()));
        }
    })
    .await;
}

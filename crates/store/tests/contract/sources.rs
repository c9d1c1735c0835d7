//! Sources: reports, policies, removal.

use depesche_model::{Policy, SourceId, TextPolicy};
use depesche_store::portal::Counts;

use crate::harness::{Database, on_both, told};
use crate::samples::{
    add, at, decide, entry, feed, fresh, german, ids, polled, put_section, replace_front, shown,
    stocked,
};

#[tokio::test]
async fn sources_are_reported_by_name_with_what_they_gave() {
    on_both(async |db: &Database| {
        for name in ["b", "C"] {
            add(&db.store, &feed(name)).await;
        }
        stocked(&db.store, &[entry("one"), entry("two")]).await;
        let reports = db.store.sources().await.expect("they are read");
        let told: Vec<_> = reports
            .iter()
            .map(|it| (&*it.source.name, it.feeds.len(), it.articles, it.newest_at))
            .collect();
        let expected = [
            ("a", 1, 2, Some(at(-60))),
            ("b", 1, 0, None),
            ("C", 1, 0, None),
        ];
        assert_eq!(told, expected);
        let one = db.store.source("a").await.expect("it is read");
        assert_eq!(one.expect("there is one").articles, 2);
    })
    .await;
}

#[tokio::test]
async fn a_policy_comes_back_as_it_was_set_and_changes_every_article() {
    on_both(async |db: &Database| {
        let added = stocked(&db.store, &[entry("one"), entry("two")]).await;
        let stamp = db.store.stamp().await.expect("it is read");
        let policy = Policy {
            text: TextPolicy::Excerpt,
            excerpt_chars: 300,
            images: true,
            translation: false,
            ai: true,
            feeds: false,
            mail: false,
            basis: "contract of May".to_owned(),
        };
        decide(&db.store, added.source, policy.clone()).await;
        assert!(db.store.stamp().await.expect("it is read") > stamp);
        let report = db.store.source("a").await.expect("it is read");
        assert_eq!(report.expect("there is one").source.policy, policy);
        let changed = db.store.changed_since(at(500), None, 9).await;
        assert_eq!(changed.expect("they are read").len(), 2);
        let held = db.store.articles(&ids(&db.store).await, &german()).await;
        let held = held.expect("they are read").remove(0);
        assert_eq!(shown(held).policy, policy);
    })
    .await;
}

#[tokio::test]
async fn a_policy_for_no_source_is_an_error() {
    on_both(async |db: &Database| {
        let policy = Policy::default();
        let set = db.store.write(&policy, |tx, policy| {
            Box::pin(tx.set_policy(SourceId(77), policy, at(0)))
        });
        assert_eq!(told(set.await), "there is no source 77");
    })
    .await;
}

#[tokio::test]
async fn a_source_is_removed_with_everything_of_it() {
    on_both(async |db: &Database| {
        let town = put_section(&db.store, "town", 0).await;
        let mut one = entry("one");
        one.article.sections = vec![town];
        one.page_due_at = Some(at(0));
        let added = stocked(&db.store, &[one, entry("two")]).await;
        let other = add(&db.store, &feed("b")).await;
        polled(&db.store, other.feed, 1, fresh(&[entry("three")])).await;
        let before = ids(&db.store).await;
        replace_front(&db.store, &before).await;

        let removed = db.store.write(&added.source, |tx, source| {
            Box::pin(tx.remove_source(*source, at(50)))
        });
        removed.await.expect("it is removed");
        let counts = db.store.counts(at(50)).await.expect("they are counted");
        let expected = Counts {
            sources: 1,
            feeds: 1,
            entries: 1,
            articles: 1,
            versions: 1,
            ..Counts::default()
        };
        assert_eq!(counts, expected);
        assert!(db.store.source("a").await.expect("it is read").is_none());
        assert_eq!(
            db.store
                .front(9, &german())
                .await
                .expect("it is read")
                .len(),
            1
        );

        // The index hears of it, and the numbers stay taken.
        let changed = db.store.changed_since(at(50), None, 9).await;
        let gone = changed.expect("they are read");
        assert_eq!(gone.len(), 2);
        assert!(gone.iter().all(|(_, when)| *when == at(50)));
        let gone: Vec<_> = gone.into_iter().map(|(id, _)| id).collect();
        let told = db.store.indexables(&gone).await.expect("they are read");
        assert!(told.len() == 2 && told.iter().all(|it| it.is_deleted));
        stocked(&db.store, &[entry("four")]).await;
        let newest = *ids(&db.store).await.iter().max().expect("there are some");
        assert!(newest > *before.iter().max().expect("there are some"));
    })
    .await;
}

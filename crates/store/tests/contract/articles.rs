//! Articles by their numbers.

use depesche_model::{ArticleId, Policy, TextPolicy};

use crate::harness::{Database, on_both};
use crate::samples::{decide, entry, german, ids, shown, stocked, titles};

#[tokio::test]
async fn articles_come_in_the_order_that_was_asked_for() {
    on_both(async |db: &Database| {
        stocked(&db.store, &[entry("one"), entry("two"), entry("three")]).await;
        let ids = ids(&db.store).await;
        let asked = [ids[2], ArticleId(12_345), ids[0], ids[2], ArticleId(-1)];
        let expected = ["About three", "About one"];
        assert_eq!(titles(db.store.articles(&asked, &german()).await), expected);
        assert!(titles(db.store.articles(&[], &german()).await).is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_article_of_a_private_source_is_left_to_the_gate() {
    on_both(async |db: &Database| {
        let added = stocked(&db.store, &[entry("one")]).await;
        let ids = ids(&db.store).await;
        let private = Policy {
            text: TextPolicy::Private,
            ..Policy::default()
        };
        decide(&db.store, added.source, private).await;
        assert_eq!(
            titles(db.store.articles(&ids, &german()).await),
            ["About one"]
        );
        let held = db
            .store
            .article(ids[0], &german())
            .await
            .expect("it is read");
        assert!(held.is_some());
    })
    .await;
}

#[tokio::test]
async fn whole_articles_come_with_their_texts() {
    on_both(async |db: &Database| {
        stocked(&db.store, &[entry("one"), entry("two")]).await;
        let ids = ids(&db.store).await;
        let asked = [ids[1], ArticleId(12_345)];
        let found = db
            .store
            .whole_articles(&asked, &german())
            .await
            .expect("they are read");
        let bodies: Vec<_> = found
            .into_iter()
            .map(|held| shown(held).body.clone())
            .collect();
        assert_eq!(bodies.len(), 1);
        assert!(bodies[0].as_ref().is_some_and(|body| !body.is_empty()));
    })
    .await;
}

//! The front page's order.

use depesche_model::ArticleId;

use crate::harness::{Database, on_both};
use crate::samples::{at, entry, german, ids, put_section, replace_front, stocked, titles};

#[tokio::test]
async fn the_front_keeps_the_order_it_was_given() {
    on_both(async |db: &Database| {
        let entries = ["one", "two", "three"].map(entry);
        stocked(&db.store, &entries).await;
        let ids = ids(&db.store).await;
        replace_front(&db.store, &[ids[1], ArticleId(99), ids[0], ids[2]]).await;
        let expected = ["About two", "About one", "About three"];
        assert_eq!(titles(db.store.front(9, &german()).await), expected);
        assert_eq!(titles(db.store.front(1, &german()).await), expected[..1]);
        replace_front(&db.store, &[ids[2]]).await;
        assert_eq!(titles(db.store.front(9, &german()).await), expected[2..]);
        replace_front(&db.store, &[]).await;
        assert!(titles(db.store.front(9, &german()).await).is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_same_order_again_is_no_change() {
    on_both(async |db: &Database| {
        stocked(&db.store, &[entry("one"), entry("two")]).await;
        let ids = ids(&db.store).await;
        replace_front(&db.store, &ids).await;
        let stamp = db.store.stamp().await.expect("it is read");
        replace_front(&db.store, &ids).await;
        assert_eq!(db.store.stamp().await.expect("it is read"), stamp);
        replace_front(&db.store, &[ids[1], ids[0]]).await;
        assert!(db.store.stamp().await.expect("it is read") > stamp);
    })
    .await;
}

#[tokio::test]
async fn candidates_are_the_newest_with_their_sections() {
    on_both(async |db: &Database| {
        let town = put_section(&db.store, "town", 0).await;
        let entries = [("old", -500), ("middle", -50), ("new", -5)].map(|(name, seconds)| {
            let mut entry = entry(name);
            entry.article.published_at = at(seconds);
            entry.article.sections = vec![town];
            entry.article.lead = "zwölf Boxer".to_owned();
            entry
        });
        let source = stocked(&db.store, &entries).await.source;
        let ids = ids(&db.store).await;
        let told = db.store.front_candidates(at(-50), 9).await;
        let told = told.expect("they are read");
        let found: Vec<_> = told.iter().map(|it| it.id).collect();
        assert_eq!(found, ids[..2]);
        let newest = &told[0];
        assert_eq!((newest.source, newest.published_at), (source, at(-5)));
        assert_eq!(
            (newest.sections.as_slice(), newest.lead_chars),
            (&[town][..], 11)
        );
        let told = db.store.front_candidates(at(-9999), 1).await;
        assert_eq!(told.expect("they are read").len(), 1);
    })
    .await;
}

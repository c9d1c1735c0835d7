//! Sections and what they hold.

use depesche_model::{ArticleId, SectionId};

use crate::harness::{Database, on_both};
use crate::samples::{
    at, edited, entry, first, fresh, german, ids, polled, put_section, section, stocked, titles,
};

async fn sections_of(db: &Database, ids: &[ArticleId]) -> Vec<(ArticleId, SectionId)> {
    db.store.sections_of(ids).await.expect("they are read")
}

#[tokio::test]
async fn a_section_is_put_and_replaced_by_its_slug() {
    on_both(async |db: &Database| {
        let town = put_section(&db.store, "town", 2).await;
        let tech = put_section(&db.store, "tech", 1).await;
        let mut other = section("town", 0);
        other.notice = "No advice.".to_owned();
        let replaced = db
            .store
            .write(&other, |tx, new| Box::pin(tx.put_section(new, at(1))));
        let replaced = replaced.await.expect("it is put");
        assert_eq!((replaced.id, &*replaced.notice), (town, "No advice."));
        let sections = db.store.sections().await.expect("they are read");
        assert_eq!(sections[0], replaced);
        assert_eq!((sections.len(), sections[1].id), (2, tech));
        assert_eq!(sections[1].query, "\"tech\"");
    })
    .await;
}

#[tokio::test]
async fn a_new_version_is_in_the_sections_that_it_answers() {
    on_both(async |db: &Database| {
        let (town, tech) = (
            put_section(&db.store, "town", 0).await,
            put_section(&db.store, "tech", 1).await,
        );
        let mut one = entry("one");
        one.article.sections = vec![town, tech];
        let added = stocked(&db.store, &[one.clone(), entry("two")]).await;
        let ids = ids(&db.store).await;
        assert_eq!(
            sections_of(db, &ids).await,
            [(ids[0], town), (ids[0], tech)]
        );
        let mut changed = edited(&one, "!");
        changed.article.sections = vec![tech];
        polled(&db.store, added.feed, 1, fresh(&[changed])).await;
        assert_eq!(sections_of(db, &ids).await, [(ids[0], tech)]);
    })
    .await;
}

async fn set(db: &Database, section: SectionId, ids: &[ArticleId], seconds: i64) {
    let set = db.store.write(ids, |tx, ids| {
        Box::pin(tx.set_section_articles(section, ids, at(seconds)))
    });
    set.await.expect("they are set");
}

#[tokio::test]
async fn a_section_holds_what_it_is_told_and_nothing_else() {
    on_both(async |db: &Database| {
        let town = put_section(&db.store, "town", 0).await;
        let tech = put_section(&db.store, "tech", 1).await;
        stocked(&db.store, &[entry("one"), entry("two"), entry("three")]).await;
        let ids = ids(&db.store).await;
        set(db, tech, &ids, 5).await;
        set(db, town, &ids[..1], 10).await;
        set(db, town, &[ids[0], ids[1], ArticleId(99)], 20).await;
        let of_town = db.store.of_section(town, first(9), &german()).await;
        assert_eq!(titles(of_town), ["About one", "About two"]);
        // What stays has not changed.
        set(db, town, &[ids[1]], 30).await;
        let changed = db.store.changed_since(at(1), None, 9).await;
        let expected = [(ids[2], at(5)), (ids[1], at(20)), (ids[0], at(30))];
        assert_eq!(changed.expect("they are read"), expected);
        set(db, town, &[], 40).await;
        assert_eq!(sections_of(db, &ids).await.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_section_is_removed_and_its_articles_stay() {
    on_both(async |db: &Database| {
        let town = put_section(&db.store, "town", 0).await;
        let mut one = entry("one");
        one.article.sections = vec![town];
        let added = stocked(&db.store, std::slice::from_ref(&one)).await;
        let removed = db
            .store
            .write(&town, |tx, town| Box::pin(tx.remove_section(*town, at(10))));
        removed.await.expect("it is removed");
        assert!(db.store.sections().await.expect("they are read").is_empty());
        let ids = ids(&db.store).await;
        assert!(sections_of(db, &ids).await.is_empty());
        let changed = db.store.changed_since(at(10), None, 9).await;
        assert_eq!(changed.expect("they are read"), [(ids[0], at(10))]);

        // A poll that was decided before it went is stored without it.
        let mut two = entry("two");
        two.article.sections = vec![town];
        polled(&db.store, added.feed, 11, fresh(&[edited(&one, "!"), two])).await;
        assert_eq!(titles(db.store.latest(first(9), &german()).await).len(), 2);
    })
    .await;
}

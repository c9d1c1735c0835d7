//! What the search index follows, and the stamp that caches compare.

use depesche_model::{ArticleId, Lang, Policy, TextPolicy, TextState, Translation};
use depesche_store::poll::PageResult;
use jiff::Timestamp;

use crate::harness::{Database, on_both};
use crate::samples::{
    at, body, claim_pages, decide, edited, entry, finish, fresh, german, html, ids, only, polled,
    put_section, stocked,
};
use crate::translation::{put, translated};

#[tokio::test]
async fn changes_are_walked_through_oldest_first() {
    on_both(async |db: &Database| {
        let entries: Vec<_> = (0..7).map(|number| entry(&format!("e{number}"))).collect();
        let added = stocked(&db.store, &entries).await;
        polled(&db.store, added.feed, 9, fresh(&[edited(&entries[3], "!")])).await;
        let (mut from, mut after) = (Timestamp::UNIX_EPOCH, None);
        let mut seen = Vec::new();
        loop {
            let page = db.store.changed_since(from, after, 2).await;
            let page = page.expect("they are read");
            let Some((last, changed_at)) = page.last() else {
                break;
            };
            (from, after) = (*changed_at, Some(*last));
            seen.extend(page);
        }
        assert_eq!(seen.len(), 7);
        assert!(seen.is_sorted_by_key(|(id, when)| (*when, *id)));
        assert_eq!(seen[6].1, at(9));
        // From a time on, what changed in that very moment is told again.
        let again = db.store.changed_since(at(9), None, 9).await;
        assert_eq!(again.expect("they are read"), [seen[6]]);
    })
    .await;
}

#[tokio::test]
async fn an_article_is_told_with_all_that_is_searched() {
    on_both(async |db: &Database| {
        let mut one = entry("one");
        one.article.sections = vec![put_section(&db.store, "town", 0).await];
        one.article.language = Lang::parse("en");
        one.page_due_at = Some(at(0));
        let source = stocked(&db.store, &[one]).await.source;
        let id = ids(&db.store).await[0];
        let told = db.store.indexables(&[id, ArticleId(99)]).await;
        let mut told = told.expect("they are read");
        told.sort_by_key(|it| it.id);
        let one = &told[0];
        assert_eq!((one.id, &*one.title), (id, "About one"));
        assert_eq!(one.text, "It is about one, and more.\n");
        assert_eq!((&*one.source, one.is_public), ("a", true));
        assert_eq!(one.language, Lang::parse("en"));
        assert_eq!(one.sections, ["town"]);
        assert_eq!((one.published_at, one.changed_at), (at(-60), at(0)));
        assert!(!one.is_deleted && told[1].is_deleted && told.len() == 2);

        let private = Policy {
            text: TextPolicy::Private,
            ..Policy::default()
        };
        decide(&db.store, source, private).await;
        let told = db.store.indexables(&[id]).await.expect("they are read");
        assert!(!told[0].is_public);
        let ticket = claim_pages(&db.store, 1).await.remove(0);
        finish(&db.store, &ticket, 600, PageResult::Gone).await;
        let told = db.store.indexables(&[id]).await.expect("they are read");
        assert!(told[0].is_deleted);
        let changed = db.store.changed_since(at(600), None, 9).await;
        assert_eq!(changed.expect("they are read"), [(id, at(600))]);
    })
    .await;
}

#[tokio::test]
async fn a_translation_is_told_and_searched_with_its_article() {
    on_both(async |db: &Database| {
        let mut one = entry("one");
        one.article.body = body("One.");
        one.article.body.0.extend(body("Two.").0);
        one.article.body.0[1].cut = Some("promo".to_owned());
        one.article.body.0.extend(body("Three.").0);
        let added = stocked(&db.store, std::slice::from_ref(&one)).await;
        let id = only(&db.store).await;
        let told = async || {
            let told = db
                .store
                .indexables(&[id])
                .await
                .expect("they are read")
                .remove(0);
            (told.translations, told.changed_at)
        };
        assert_eq!(told().await, (Vec::new(), at(0)));
        let headline = Translation {
            lead: Some("Es geht um eins.".to_owned()),
            ..translated("Über eins", 1)
        };
        put(db, id, &headline, 5).await;
        let searched = |text: &str| (german(), "Über eins".to_owned(), text.to_owned());
        assert_eq!(told().await, (vec![searched("Es geht um eins.")], at(5)));
        let whole = Translation {
            text: TextState::Done,
            body: ["<p>Eins.</p>", "<p>Zwei.</p>"]
                .map(|it| Some(html(it)))
                .into(),
            ..headline
        };
        put(db, id, &whole, 6).await;
        assert_eq!(told().await, (vec![searched("Eins.\n")], at(6)));

        // The article's own change and its translations': once for each time, not for each language.
        let other = Translation {
            lang: Lang::parse("fr").expect("a language"),
            ..translated("D'un", 1)
        };
        put(db, id, &other, 6).await;
        let changed = async |from, after| {
            let changed = db.store.changed_since(from, after, 9).await;
            changed.expect("they are read")
        };
        assert_eq!(changed(at(0), None).await, [(id, at(0)), (id, at(6))]);
        assert_eq!(changed(at(0), Some(id)).await, [(id, at(6))]);
        assert!(changed(at(6), Some(id)).await.is_empty());
        polled(&db.store, added.feed, 9, fresh(&[edited(&one, "!")])).await;
        assert_eq!(told().await, (Vec::new(), at(9)));
    })
    .await;
}

#[tokio::test]
async fn every_store_on_a_database_sees_its_stamp_grow() {
    on_both(async |db: &Database| {
        let other = db.second_store().await;
        let before = other.stamp().await.expect("it is read");
        stocked(&db.store, &[entry("one")]).await;
        let after = other.stamp().await.expect("it is read");
        assert!(after > before);
        assert_eq!(db.store.stamp().await.expect("it is read"), after);
        other.close().await;
    })
    .await;
}

//! What repeats over a source's articles.

use depesche_model::SourceId;
use depesche_store::Store;
use depesche_store::furniture::{Cuttable, Furniture, Learned};
use depesche_store::poll::{PageRead, PageResult};

use crate::harness::{Database, on_both};
use crate::samples::{
    at, body, claim_pages, edited, entry, fresh, fresh_with, only, polled, read, stocked,
};

fn learned(revision: i64, word: &str, is_behind: bool) -> Learned {
    Learned {
        revision,
        memory: word.as_bytes().to_vec(),
        is_behind,
    }
}

async fn known(store: &Store, source: SourceId) -> (i64, String, bool) {
    let Furniture {
        revision,
        memory,
        is_behind,
        ..
    } = store.furniture(source).await.expect("it is read");
    let memory = String::from_utf8(memory).expect("it is text");
    (revision, memory, is_behind)
}

async fn recut(store: &Store, source: SourceId, articles: Vec<Cuttable>, revision: i64) {
    let input = (source, articles, revision);
    let done = store.write(&input, |tx, (source, articles, revision)| {
        Box::pin(tx.recut(*source, articles, *revision, at(900)))
    });
    done.await.expect("they are cut");
}

#[tokio::test]
async fn what_a_poll_teaches_is_stored_with_it_and_only_in_turn() {
    on_both(async |db: &Database| {
        let added = stocked(&db.store, &[]).await;
        let now = async || known(&db.store, added.source).await;
        assert_eq!(now().await, (0, String::new(), false));
        for (second, revision, word, is_behind) in [
            (1, 0, "one", false),
            (2, 1, "two", true),
            // Another has learned in the meantime.
            (3, 1, "late", false),
            (4, 0, "first", false),
        ] {
            let result = fresh_with(&[], |poll| {
                poll.learned = Some(learned(revision, word, is_behind));
            });
            polled(&db.store, added.feed, second, result).await;
        }
        assert_eq!(now().await, (2, "two".to_owned(), true));
        let result = fresh_with(&[], |poll| poll.learned = Some(learned(2, "three", false)));
        polled(&db.store, added.feed, 5, result).await;
        assert_eq!(now().await, (3, "three".to_owned(), true));
        recut(&db.store, added.source, Vec::new(), 2).await;
        assert!(now().await.2, "more was learned since");
        recut(&db.store, added.source, Vec::new(), 3).await;
        assert!(!now().await.2);
    })
    .await;
}

#[tokio::test]
async fn what_a_page_teaches_is_stored_with_it() {
    on_both(async |db: &Database| {
        let mut one = entry("one");
        one.page_due_at = Some(at(0));
        let added = stocked(&db.store, &[one]).await;
        let ticket = claim_pages(&db.store, 0).await.remove(0);
        let page = PageRead {
            at: at(1),
            seen: None,
            result: PageResult::Unchanged,
            signs: Vec::new(),
            restrictions: None,
            has_text: None,
            look_again_at: None,
            learned: Some(learned(0, "page", false)),
        };
        let input = (ticket, page);
        for _ in 0..2 {
            let done = db.store.write(&input, |tx, (ticket, page)| {
                Box::pin(tx.finish_page(ticket, page))
            });
            done.await.expect("it is recorded");
        }
        let now = known(&db.store, added.source).await;
        assert_eq!(now, (1, "page".to_owned(), false));
    })
    .await;
}

#[tokio::test]
async fn articles_are_cut_anew_without_a_new_version() {
    on_both(async |db: &Database| {
        let added = stocked(&db.store, &[entry("one"), entry("two")]).await;
        let found = db.store.cuttable(added.source, 1).await;
        assert_eq!(found.expect("they are read").len(), 1);
        let found = db.store.cuttable(added.source, 30).await;
        let mut found = found.expect("they are read");
        assert_eq!(found.len(), 2);
        found.retain(|article| article.body == body("It is about one, and more."));
        let id = found[0].id;
        found[0].body.0[0].cut = Some("promo".to_owned());
        found[0].lead = "Another lead".to_owned();
        recut(&db.store, added.source, found.clone(), 0).await;
        let shown = read(&db.store, id).await;
        assert_eq!((shown.versions, shown.changed_at), (1, at(900)));
        let again = db.store.cuttable(added.source, 30).await;
        let again = again.expect("they are read").into_iter();
        let again: Vec<_> = again
            .filter(|it| it.id == id)
            .map(|it| (it.body, it.lead))
            .collect();
        assert_eq!(again, [(found[0].body.clone(), "Another lead".to_owned())]);
    })
    .await;
}

#[tokio::test]
async fn what_has_a_newer_version_is_not_cut_by_the_old() {
    on_both(async |db: &Database| {
        let one = entry("one");
        let added = stocked(&db.store, std::slice::from_ref(&one)).await;
        let found = db.store.cuttable(added.source, 30).await;
        let found = found.expect("they are read");
        polled(&db.store, added.feed, 9, fresh(&[edited(&one, "!")])).await;
        recut(&db.store, added.source, found, 0).await;
        let shown = read(&db.store, only(&db.store).await).await;
        assert_eq!((shown.versions, shown.changed_at), (2, at(9)));
    })
    .await;
}

#[tokio::test]
async fn the_operators_decisions_are_kept_until_the_source_goes() {
    on_both(async |db: &Database| {
        let added = stocked(&db.store, &[]).await;
        let result = fresh_with(&[], |poll| poll.learned = Some(learned(0, "one", false)));
        polled(&db.store, added.feed, 1, result).await;
        for keeps in [false, true] {
            let input = (added.source, keeps);
            let done = db.store.write(&input, |tx, (source, keeps)| {
                Box::pin(tx.decide_cut(*source, "newsletter", *keeps, at(1)))
            });
            done.await.expect("it is noted");
        }
        let found = db.store.furniture(added.source).await.expect("it is read");
        assert_eq!(found.decisions, [("newsletter".to_owned(), true)]);
        let gone = db.store.write(&added.source, |tx, source| {
            Box::pin(tx.remove_source(*source, at(2)))
        });
        gone.await.expect("it is gone");
        let found = db.store.furniture(added.source).await.expect("it is read");
        assert_eq!((found.revision, found.decisions.len()), (0, 0));
    })
    .await;
}

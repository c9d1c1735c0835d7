//! What a person has read and signed.

use depesche_model::{Review, Translation};
use depesche_store::poll::PageResult;
use depesche_store::translation::ReviewRecord;

use crate::harness::{Database, on_both};
use crate::samples::{at, claim_pages, edited, entry, finish, fresh, only, polled, stocked};
use crate::translation::{kept, put, record, review, translated};

#[tokio::test]
async fn a_review_is_recorded_and_signs_the_translation() {
    on_both(async |db: &Database| {
        stocked(&db.store, &[entry("one")]).await;
        let id = only(&db.store).await;
        put(db, id, &translated("machine", 1), 2).await;
        let first = record(id, 1, 4);
        let second = ReviewRecord {
            edits: Vec::new(),
            by: "Tomke Harms".to_owned(),
            ..record(id, 1, 5)
        };
        for record in [&first, &second] {
            assert!(review(&db.store, record, &translated("person", 1)).await);
        }
        let records = db.store.reviews(id).await.expect("they are read");
        assert_eq!(records, [first, second]);
        let signature = Review {
            by: "Tomke Harms".to_owned(),
            at: at(5),
            changed: 0,
        };
        let expected = Translation {
            made_at: at(5),
            review: Some(signature),
            ..translated("person", 1)
        };
        assert_eq!(kept(&db.store, id).await, [expected]);
    })
    .await;
}

#[tokio::test]
async fn who_has_read_another_version_signs_nothing() {
    on_both(async |db: &Database| {
        let mut one = entry("one");
        one.page_due_at = Some(at(0));
        let added = stocked(&db.store, std::slice::from_ref(&one)).await;
        let id = only(&db.store).await;
        polled(&db.store, added.feed, 3, fresh(&[edited(&one, " B")])).await;
        assert!(!review(&db.store, &record(id, 1, 4), &translated("person", 1)).await);
        assert!(
            db.store
                .reviews(id)
                .await
                .expect("they are read")
                .is_empty()
        );
        assert_eq!(db.number("select count(*) from translations").await, 0);

        // A tombstone keeps what was signed before, and takes nothing new.
        assert!(review(&db.store, &record(id, 2, 5), &translated("person", 2)).await);
        let ticket = claim_pages(&db.store, 6).await.remove(0);
        assert!(finish(&db.store, &ticket, 7, PageResult::Gone).await);
        assert!(!review(&db.store, &record(id, 2, 8), &translated("person", 2)).await);
        assert_eq!(db.store.reviews(id).await.expect("they are read").len(), 1);
        assert_eq!(db.number("select count(*) from translations").await, 1);
    })
    .await;
}

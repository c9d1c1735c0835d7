//! What sources say of their terms, and what their pages give.

use depesche_model::{Restrictions, Sign, SignKind, SignPlace};
use depesche_store::poll::{PageRead, PageResult};

use crate::harness::{Database, on_both};
use crate::samples::{at, claim_pages, entry, fresh_with, only, polled, read, stocked};

const DAY: i64 = 24 * 3600;

fn licence(says: &str) -> Sign {
    Sign {
        kind: SignKind::Licence,
        place: SignPlace::Feed,
        says: says.to_owned(),
    }
}

#[tokio::test]
async fn evidence_is_dated_by_its_first_and_its_last_sighting() {
    on_both(async |db: &Database| {
        let added = stocked(&db.store, &[]).await;
        let say = async |seconds, says: &str| {
            let result = fresh_with(&[], |poll| poll.signs = vec![licence(says)]);
            polled(&db.store, added.feed, seconds, result).await;
            let found = db.store.evidence(added.source).await.expect("it is read");
            let found = found.into_iter();
            let found = found.map(|it| (it.sign.says, it.found_at, it.seen_at));
            found.collect::<Vec<_>>()
        };
        let one = "CC BY 4.0".to_owned();
        assert_eq!(say(1, &one).await, [(one.clone(), at(1), at(1))]);
        // Not with each poll: to the day.
        assert_eq!(say(2, &one).await, [(one.clone(), at(1), at(1))]);
        let later = at(2 + DAY);
        assert_eq!(say(2 + DAY, &one).await, [(one.clone(), at(1), later)]);
        let other = "CC0".to_owned();
        let both = [
            (other.clone(), at(3 + DAY), at(3 + DAY)),
            (one, at(1), later),
        ];
        assert_eq!(say(3 + DAY, &other).await, both);
    })
    .await;
}

#[tokio::test]
async fn a_source_that_says_another_thing_each_time_fills_nothing() {
    on_both(async |db: &Database| {
        let added = stocked(&db.store, &[]).await;
        for round in 0..6 {
            let result = fresh_with(&[], |poll| {
                poll.signs = (0..50)
                    .map(|number| licence(&format!("{round} {number} {}", "x".repeat(999))))
                    .collect();
            });
            polled(&db.store, added.feed, round, result).await;
        }
        let found = db.store.evidence(added.source).await.expect("it is read");
        assert_eq!(found.len(), 100);
        assert!(found.iter().all(|it| it.sign.says.chars().count() == 300));
    })
    .await;
}

#[tokio::test]
async fn a_page_tells_its_signs_and_whether_it_had_a_text() {
    on_both(async |db: &Database| {
        let mut one = entry("one");
        one.page_due_at = Some(at(0));
        let added = stocked(&db.store, &[one]).await;
        for round in 0..70 {
            let ticket = claim_pages(&db.store, round * 100).await.remove(0);
            let page = PageRead {
                at: at(round * 100),
                seen: None,
                result: PageResult::Unchanged,
                signs: vec![Sign {
                    kind: SignKind::Robots,
                    place: SignPlace::Page,
                    says: "noarchive".to_owned(),
                }],
                restrictions: Some(Restrictions::from_bits(0b10)),
                has_text: Some(round < 50),
                look_again_at: Some(at(round * 100 + 1)),
                learned: None,
            };
            let input = (ticket, page);
            let done = db.store.write(&input, |tx, (ticket, page)| {
                Box::pin(tx.finish_page(ticket, page))
            });
            assert!(done.await.expect("it is recorded"));
        }
        let found = db.store.evidence(added.source).await.expect("it is read");
        assert_eq!(found.len(), 1);
        let report = db.store.source("a").await.expect("it is read");
        let (newest, older) = report.expect("there is one").page_reads.split(20);
        assert_eq!((newest.text, newest.of), (0, 20));
        assert_eq!((older.text, older.of), (40, 40));
        let id = only(&db.store).await;
        assert_eq!(read(&db.store, id).await.changed_at, at(0));
    })
    .await;
}

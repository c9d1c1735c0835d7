//! Tickets: claimed under a lease, failed, parked.

use depesche_store::poll::{Stage, Ticket};
use jiff::Timestamp;

use crate::harness::{Database, on_both};
use crate::samples::{at, claim_pages, edited, entry, fresh, ids, polled, stocked};

async fn fail(db: &Database, ticket: &Ticket, retry_at: Option<Timestamp>) {
    let done = db.store.write(ticket, |tx, ticket| {
        Box::pin(tx.fail_work(ticket, "the host is dead", retry_at))
    });
    done.await.expect("it is noted");
}

#[tokio::test]
async fn a_ticket_is_claimed_once_until_its_lease_ends() {
    on_both(async |db: &Database| {
        let entries = [("one", 30), ("two", 10), ("three", 900)].map(|(name, due)| {
            let mut entry = entry(name);
            entry.page_due_at = Some(at(due));
            entry
        });
        stocked(&db.store, &entries).await;
        assert!(claim_pages(&db.store, 9).await.is_empty());
        let one = db.store.write(&(), |tx, ()| {
            Box::pin(tx.claim_work(Stage::Page, at(30), at(90), 1))
        });
        let one = one.await.expect("it is claimed");
        let ids = ids(&db.store).await;
        assert_eq!((one.len(), one[0].subject, one[0].tries), (1, ids[1].0, 0));
        assert_eq!(claim_pages(&db.store, 31).await.len(), 1);
        assert!(claim_pages(&db.store, 89).await.is_empty());
        // Who held it is dead: another takes it over, and its turn is another.
        let again = claim_pages(&db.store, 90).await;
        assert_eq!((again[0].subject, again[0].tries), (ids[1].0, 1));
        assert!(again[0].turn > one[0].turn);
    })
    .await;
}

#[tokio::test]
async fn a_failed_ticket_comes_again_until_it_is_parked() {
    on_both(async |db: &Database| {
        let mut one = entry("one");
        one.page_due_at = Some(at(0));
        let added = stocked(&db.store, std::slice::from_ref(&one)).await;
        let ticket = claim_pages(&db.store, 0).await.remove(0);
        fail(db, &ticket, Some(at(300))).await;
        assert!(claim_pages(&db.store, 299).await.is_empty());
        let next = db.store.next_due_at().await.expect("it is read");
        assert_eq!(next, Some(at(300)));
        let again = claim_pages(&db.store, 300).await.remove(0);
        assert_eq!(again.tries, 1);
        // A word that comes too late changes nothing.
        fail(db, &ticket, None).await;
        let counts = db.store.counts(at(0)).await.expect("they are counted");
        assert_eq!((counts.tickets, counts.tickets_parked), (1, 0));
        fail(db, &again, None).await;
        let counts = db.store.counts(at(0)).await.expect("they are counted");
        assert_eq!((counts.tickets, counts.tickets_parked), (0, 1));
        assert!(claim_pages(&db.store, 1_000_000).await.is_empty());

        // A new version is a new reason to look.
        let mut new = edited(&one, "!");
        new.page_due_at = Some(at(400));
        polled(&db.store, added.feed, 350, fresh(&[new])).await;
        let fresh = claim_pages(&db.store, 400).await.remove(0);
        assert_eq!(fresh.tries, 0);
        assert!(fresh.turn > again.turn);
    })
    .await;
}

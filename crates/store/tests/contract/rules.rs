//! A source's own rules.

use depesche_model::{ArticleId, SourceId, Validators};
use depesche_store::Store;
use depesche_store::poll::{PageRead, PageResult, PageSeen, Ticket};
use depesche_store::rules::SourceRules;

use crate::harness::{Database, on_both};
use crate::samples::{at, claim_pages, entry, finish, ids, page_read, stocked};
async fn set(store: &Store, source: SourceId, take: &str, articles: &[ArticleId], seconds: i64) {
    let input = (take.to_owned(), articles.to_vec());
    let done = store.write(&input, |tx, (take, articles)| {
        let drop = [".ad".to_owned(), "a[href^='https://x']".to_owned()];
        Box::pin(async move {
            let take = std::slice::from_ref(take);
            tx.set_site_rules(source, take, &drop, articles, at(seconds))
                .await
        })
    });
    done.await.expect("they are set");
}

async fn found(store: &Store, source: SourceId, limit: u32) -> Vec<SourceRules> {
    let found = store.site_rules(source, limit).await;
    found.expect("they are read")
}

async fn note(store: &Store, source: SourceId, were_followed: bool, seconds: i64) {
    let done = store.write(&source, |tx, source| {
        Box::pin(tx.note_site_rules(*source, were_followed, at(seconds)))
    });
    done.await.expect("it is noted");
}

async fn remember(store: &Store, ticket: &Ticket) {
    let seen = PageSeen {
        looks: 3,
        validators: Validators {
            etag: Some("\"a\"".to_owned()),
            last_modified: Some("Monday".to_owned()),
        },
        ..PageSeen::default()
    };
    let read = PageRead {
        at: at(5),
        seen: Some(seen),
        ..page_read(PageResult::Unchanged)
    };
    let input = (ticket.clone(), read);
    let done = store.write(&input, |tx, (ticket, read)| {
        Box::pin(tx.finish_page(ticket, read))
    });
    assert!(done.await.expect("it is remembered"));
}

#[tokio::test]
async fn rules_are_kept_newest_first_until_their_source_goes() {
    on_both(async |db: &Database| {
        let source = stocked(&db.store, &[]).await.source;
        assert_eq!(found(&db.store, source, 9).await, []);
        for (take, seconds) in [(".a", 1), (".b", 2), (".c", 3)] {
            set(&db.store, source, take, &[], seconds).await;
        }
        let rules = found(&db.store, source, 2).await;
        let told: Vec<_> = rules
            .iter()
            .map(|rules| (rules.take[0].as_str(), rules.decided_at))
            .collect();
        assert_eq!(told, [(".c", at(3)), (".b", at(2))]);
        assert_eq!(rules[0].drop, [".ad", "a[href^='https://x']"]);
        let gone = db.store.write(&source, |tx, source| {
            Box::pin(tx.remove_source(*source, at(4)))
        });
        gone.await.expect("it is gone");
        assert_eq!(found(&db.store, source, 9).await, []);
    })
    .await;
}

#[tokio::test]
async fn rules_that_no_longer_fit_are_known() {
    on_both(async |db: &Database| {
        let source = stocked(&db.store, &[]).await.source;
        set(&db.store, source, ".old", &[], 1).await;
        set(&db.store, source, ".new", &[], 2).await;
        for (were_followed, seconds, followed_at, missed) in [
            (false, 3, None, 1),
            (true, 4, Some(at(4)), 0),
            (false, 5, Some(at(4)), 1),
            (false, 6, Some(at(4)), 2),
        ] {
            note(&db.store, source, were_followed, seconds).await;
            let rules = found(&db.store, source, 9).await;
            assert_eq!(
                (rules[0].followed_at, rules[0].missed),
                (followed_at, missed)
            );
            assert_eq!((rules[1].followed_at, rules[1].missed), (None, 0));
        }
        let stale = async |least| db.store.stale_rules(least).await.expect("they are read");
        assert_eq!(stale(2).await, [("a".to_owned(), 2)]);
        assert_eq!(stale(3).await, []);
        set(&db.store, source, ".newest", &[], 7).await;
        assert_eq!(stale(1).await, []);
    })
    .await;
}

#[tokio::test]
async fn the_pages_that_rules_were_tried_on_are_read_again() {
    on_both(async |db: &Database| {
        let mut without = entry("two");
        without.article.url = String::new();
        let mut newer = entry("three");
        newer.article.published_at = at(-1);
        let source = stocked(&db.store, &[entry("one"), without, newer])
            .await
            .source;
        assert_eq!(ids(&db.store).await.len(), 3);
        let pages = db.store.last_pages(source, 9).await.expect("they are read");
        let told: Vec<_> = pages
            .iter()
            .map(|page| (&*page.url, &*page.title))
            .collect();
        let expected = [
            ("https://a.example/three", "About three"),
            ("https://a.example/one", "About one"),
        ];
        assert_eq!(told, expected);
        let first = db.store.last_pages(source, 1).await.expect("they are read");
        assert_eq!(first.len(), 1);
        set(&db.store, source, ".a", &[first[0].id], 5).await;
        let tickets = claim_pages(&db.store, 5).await;
        remember(&db.store, &tickets[0]).await;
        set(&db.store, source, ".b", &[first[0].id], 5).await;
        let seen = db.store.page_seen(first[0].id).await.expect("it is read");
        assert_eq!((seen.looks, seen.validators), (3, Validators::default()));
        let tickets = claim_pages(&db.store, 5).await;
        assert_eq!(tickets.len(), 1);
        assert_eq!(tickets[0].subject, first[0].id.0);
        assert!(finish(&db.store, &tickets[0], 6, PageResult::Unchanged).await);
    })
    .await;
}
